import numpy as np

def sigmoid(z):
    return 1/1 + np.exp(-z)

def sigmoid_derivative(z):
    return sigmoid(z)*(1 - sigmoid(z))

def relu(z):
    z[z < 0] = 0
    return z

def relu_derivative(z):
    z[z <= 0] = 0
    z[z > 0] = 1
    return z
