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


import numpy as np


def axes_for(ax):
    import matplotlib.pyplot as plt
    return ax or plt.subplots()[1]

def labelled(ax):
    ax.set(xlabel='x', ylabel='y')
    return ax

def with_data(X, y, ax):
    """A picture with the examples and both labels, but no line yet."""
    ax = labelled(axes_for(ax))
    ax.scatter(X[:, 1], np.ravel(y))
    return ax

def plot_regression(X, y, theta, ax=None):
    ax = with_data(X, y, ax)
    ax.plot(X[:, 1], X @ theta, 'r.-', alpha=0.5)
    return ax
