from numpy import *

def sigmoid(z):
    return 1/(1+exp(-z))

# türev
def sigmoid_derivative(z):
    return sigmoid(z)*(1-sigmoid(z))

def relu(z):
    return maximum(z, 0)

def relu_derivative(z):
    return where(z>0, 1, 0)
