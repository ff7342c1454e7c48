"""Activation functions and their derivatives.

In this file z is always the pre-activation, the number that goes INTO the activation function. It
is a single number or an array of any shape, of floats or of ordinary (signed) integers, never a
list. Each function works element by element: a number gives a number, an array gives an array of
the same shape. (A NumPy number such as np.float64(0.5) counts as a number.)
"""

import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def sigmoid_derivative(z):
    return sigmoid(z) * (1 - sigmoid(z))


def relu(z):
    return np.maximum(0, z)


def relu_derivative(z):
    return np.where(z > 0, 1, 0)
