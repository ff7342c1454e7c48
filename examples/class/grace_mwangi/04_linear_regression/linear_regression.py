"""Lesson 4. Everything is built from `residuals`."""
from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def residuals(X: Array, y: Array, theta: Array) -> Array:
    return X @ theta - y


def compute_cost(X: Array, y: Array, theta: Array) -> float:
    e = residuals(X, y, theta).ravel()
    return float(e @ e) / (2 * e.size)


def compute_gradient(X: Array, y: Array, theta: Array) -> Array:
    return X.T @ residuals(X, y, theta) / X.shape[0]


def step(X: Array, y: Array, theta: Array, rate: float) -> Array:
    return theta - rate * compute_gradient(X, y, theta)


def gradient_descent(
    X: Array, y: Array, theta: Array, learning_rate: float, iterations: int
) -> tuple[Array, Array]:
    path: list[Array] = [np.asarray(theta, dtype=np.float64)]
    for _ in range(iterations):
        path.append(step(X, y, path[-1], learning_rate))
    return path[-1].copy(), np.array([compute_cost(X, y, t) for t in path[1:]])


import numpy as np


def axes_for(ax):
    import matplotlib.pyplot as plt
    return ax or plt.subplots()[1]

def labelled(ax):
    ax.set(xlabel='x', ylabel='y')
    return ax

def parameters(theta):
    return np.ravel(theta).tolist()

def plot_regression(X, y, theta, ax=None):
    ax = labelled(axes_for(ax))
    t0, t1 = parameters(theta)
    ax.errorbar(X[:, 1], np.ravel(y), fmt='o')
    ax.axline((0, t0), slope=t1)
    return ax
