import numpy as np

def sigmoid(z):
    return 1 / (1 + np.exp(-z))

def sigmoid_derivative(z):
    return sigmoid(z) * (1 - sigmoid(z))

def relu(z):
    return max(0, z)

def relu_derivative(z):
    if z > 0:
        return 1
    else:
        return 0
