import numpy as np


def sigmoid(z):
    if np.ndim(z) == 0:
        return 1 / (1 + np.exp(-z))
    return np.array([sigmoid(row) for row in z])


def sigmoid_derivative(z):
    return sigmoid(z) * (1 - sigmoid(z))


# relu через производную, производная через relu
def relu(z):
    return z * relu_derivative(z)


def relu_derivative(z):
    return relu(z) / z
