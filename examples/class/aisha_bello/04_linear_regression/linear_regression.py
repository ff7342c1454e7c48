"""Linear regression by gradient descent.

X holds one example in each row, and a column of ones first: m rows, n columns. Either all of y
and theta are columns, (m, 1) and (n, 1), or both are one-dimensional, (m,) and (n,).
"""

import numpy as np


def compute_cost(X, y, theta):
    m = len(y)
    return np.sum((X @ theta - y) ** 2) / m


def compute_gradient(X, y, theta):
    # Your code here.
    raise NotImplementedError


def gradient_descent(X, y, theta, learning_rate, iterations):
    # Your code here.
    raise NotImplementedError
