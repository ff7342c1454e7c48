import numpy as np


def sigmoid(z):
    return 1.0 / (1.0 + np.exp(-z))


def sigmoid_derivative(z):
    s = sigmoid(z)
    return s - s**2


def relu(z):
    return np.clip(z, 0, None)


def relu_derivative(z):
    return np.where(np.asarray(z) > 0, 1.0, 0.0)
