import numpy as np

def sigmoid(z):
    print("sigmoid", z)
    return 1 / (1 + np.exp(-z))

def sigmoid_derivative(z):
    print("sigmoid_derivative", z)
    s = sigmoid(z)
    return s * (1 - s)

def relu(z):
    print("relu", z)
    return np.maximum(0, z)

def relu_derivative(z):
    print("relu_derivative", z)
    return np.where(z > 0, 1, 0)
