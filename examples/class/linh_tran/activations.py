import math

def sigmoid(z):
    return 1 / (1 + math.exp(-z))

def sigmoid_derivative(z):
    return sigmoid(z) * (1 - sigmoid(z))

def relu(z):
    if z < 0:
        return 0
    return z

def relu_derivative(z):
    return 1 if z > 0 else 0
