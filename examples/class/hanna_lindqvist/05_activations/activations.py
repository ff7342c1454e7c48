import math

import numpy as np


def _sigmoid(t):
    if t < 0:
        return math.exp(t) / (1 + math.exp(t))
    return 1 / (1 + math.exp(-t))


def _relu(t):
    if t > 0:
        return t
    return 0


sigmoid = np.vectorize(_sigmoid)
sigmoid_derivative = np.vectorize(lambda t: _sigmoid(t) * _sigmoid(-t))
relu = np.vectorize(_relu)
relu_derivative = np.vectorize(lambda t: 1 if t > 0 else 0)
