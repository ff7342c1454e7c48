import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def sigmoid_derivative(z):
    # Ableitung mit Kettenregel: e^-z / (1 + e^-z)^2
    return sigmoid(z) * sigmoid(-z)


def relu(z):
    return np.maximum(z, 0)


def relu_derivative(z):
    return np.where(z > 0, 1.0, 0.0)
