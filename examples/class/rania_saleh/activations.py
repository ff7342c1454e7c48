import numpy as np

def sigmoid(z):
    return np.exp(z) / (np.exp(z) + 1)

def sigmoid_derivative(z):
    s = sigmoid(z)
    return s * (1 - s)

def relu(z):
    return np.where(z > 0, z, 0)

def relu_derivative(z):
    return np.where(z > 0, 1, 0)
