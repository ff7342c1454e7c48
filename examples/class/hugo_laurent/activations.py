import numpy as np

EPS = 1e-5


def derivative(f, z):
    return (f(z + EPS) - f(z - EPS)) / (2 * EPS)


def sigmoid(z):
    return 0.5 * (1 + np.tanh(0.5 * z))


def sigmoid_derivative(z):
    return derivative(sigmoid, z)


def relu(z):
    return np.maximum(z, 0)


def relu_derivative(z):
    return derivative(relu, z)
