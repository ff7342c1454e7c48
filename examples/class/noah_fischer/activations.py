import numpy as np

def sigmoid(z):
    g = 1 / (1 + np.exp(-z))
    return g

def sigmoidGradient(z):
    return sigmoid(z) * (1 - sigmoid(z))

sigmoid_derivative = sigmoidGradient

def ReLU(z):
    return np.maximum(z, 0)

def relu_derivative(z):
    return np.where(z > 0, 1, 0)
