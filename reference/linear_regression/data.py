"""Inputs for regression: few digits, so that a failing call can be read and pasted."""

import numpy as np


def regression(rng, m, n, column=True):
    """X (m, n) with a column of ones, y near a plane, theta somewhere else; columns or 1-D."""
    X = np.column_stack([np.ones(m), rng.normal(scale=2, size=(m, n - 1)).round(1) + 0.0])
    y = (X @ rng.normal(size=n) + rng.normal(size=m)).round(1) + 0.0
    theta = rng.normal(size=n).round(1) + 0.0
    return (X, y.reshape(-1, 1), theta.reshape(-1, 1)) if column else (X, y, theta)


def with_a_repeated_row(rng, n, column=True):
    """As many examples as columns, one of them seen twice: no theta fits, so no cost is near 0."""
    X, y, theta = regression(rng, n, n, column)
    X[-1] = X[0]
    y[-1] = y[0] + 2.5
    return X, y, theta


def drawn(draw, m, n, column=True):
    """The same with numbers from `draw`, for derivations."""
    X = np.array([[1.0, *(draw.number(-5, 5) for _ in range(n - 1))] for _ in range(m)])
    y = np.array([draw.number(-5, 5) for _ in range(m)])
    theta = np.array([draw.number(-5, 5) for _ in range(n)])
    return (X, y.reshape(-1, 1), theta.reshape(-1, 1)) if column else (X, y, theta)


def residual_scale(X, y, theta):
    """How large the terms are that cancel in a residual."""
    return float(np.max(np.abs(X) @ np.abs(theta)) + np.max(np.abs(y)))


def perfect_fit():
    """A plane through all points. Four examples and small integers: every way to sum gives exactly 0."""
    X = np.array([[1.0, 2.0], [1.0, -1.0], [1.0, 0.0], [1.0, 3.0]])
    theta = np.array([[3.0], [-2.0]])
    return X, X @ theta, theta


def best_fit_with_residuals():
    """The errors (1, -1, -1, 1) are orthogonal to both columns of X: a minimum that is not a perfect fit."""
    X = np.array([[1.0, -3.0], [1.0, -1.0], [1.0, 1.0], [1.0, 3.0]])
    theta = np.array([2.0, -1.0])
    return X, X @ theta + np.array([1.0, -1.0, -1.0, 1.0]), theta


def integers_and_fractions():
    """Integer X and y, fractions in theta: cutting theta, a prediction or an error differs each time."""
    X = np.array([[1, 2], [1, -3], [1, 4]])
    return X, np.array([[4], [-2], [8]]), np.array([[0.5], [1.25]])


def integer_targets():
    """Only y holds integers; one-dimensional."""
    X = np.array([[1.0, 0.5], [1.0, -1.5], [1.0, 2.5]])
    return X, np.array([2, -1, 3]), np.array([0.5, 1.5])


def integer_start():
    """Only theta holds integers; negative slopes tell rounding down from dropping the fraction."""
    X = np.array([[1.0, 0.5], [1.0, -1.5], [1.0, 2.5]])
    return X, np.array([[0.5], [3.25], [-4.5]]), np.array([[-2], [1]])


def as_integers(*arrays):
    return tuple(a.round().astype(int) for a in arrays)


def spread(a):
    """The same array as every other entry of a larger one."""
    return np.repeat(a, 2, axis=1)[:, ::2]
