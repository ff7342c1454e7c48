import numpy as np

def sigmoid(z):
    z = z.astype(float)
    return 1 / (1 + np.exp(-z))

def sigmoid_derivative(z):
    return sigmoid(z) * (1 - sigmoid(z))

def relu(z):
    return z.clip(min=0)

def relu_derivative(z):
    return (z > 0).astype(int)
