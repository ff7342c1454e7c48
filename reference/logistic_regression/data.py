"""Inputs for logistic regression: few digits, both labels, and scores of moderate size."""

import numpy as np
import sympy as sp

from reference.linear_regression.data import as_integers, spread  # noqa: F401 - used by the exercises
from reference.losses.data import half, read_only  # noqa: F401 - used by the exercises

LARGEST_SCORE = 7.0


def labelled(rng, m, n, column=True):
    """X (m, n) with a column of ones, labels of both kinds from m = 2 on, theta; columns or 1-D.

    The scores stay so small that every form of the cost keeps its digits.
    """
    X = np.column_stack([np.ones(m), rng.normal(scale=1.5, size=(m, n - 1)).round(1) + 0.0])
    y = rng.integers(0, 2, size=m).astype(float)
    y[:2] = [0.0, 1.0][: len(y[:2])]
    theta = rng.normal(size=n).round(1)
    theta = np.where(theta == 0, 0.3, theta)
    while np.max(np.abs(X @ theta)) > LARGEST_SCORE:
        theta = (theta / 2).round(1) + 0.0
    return (X, y.reshape(-1, 1), theta.reshape(-1, 1)) if column else (X, y, theta)


def with_scores(*scores):
    """X and theta = (0, 1) that give these scores exactly, one-dimensional."""
    return np.column_stack([np.ones(len(scores)), scores]), np.array([0.0, 1.0])


def as_columns(X, y, theta):
    return X, np.reshape(y, (-1, 1)), np.reshape(theta, (-1, 1))


def integers_and_fractions():
    """Integer X and y, fractions in theta: cutting theta or a score differs each time."""
    X = np.array([[1, 2], [1, -3], [1, 4], [1, -1]])
    return X, np.array([[1], [0], [0], [1]]), np.array([[0.5], [0.75]])


def integer_labels():
    """Only y holds integers; one-dimensional."""
    X = np.array([[1.0, 0.5], [1.0, -1.5], [1.0, 2.5]])
    return X, np.array([1, 0, 0]), np.array([0.5, 1.5])


def integer_start():
    """Only theta holds integers."""
    X = np.array([[1.0, 0.5], [1.0, -1.5], [1.0, 2.5]])
    return X, np.array([[1.0], [1.0], [0.0]]), np.array([[-2], [1]])


def minimum():
    """Two groups: 3 of 4 labels are 1 where x is 0, and 1 of 3 where x is 2; theta gives just these
    shares."""
    X = np.column_stack([np.ones(7), [0.0, 0.0, 0.0, 0.0, 2.0, 2.0, 2.0]])
    theta = np.array([np.log(3.0), (np.log(0.5) - np.log(3.0)) / 2])
    return X, np.array([1.0, 1.0, 1.0, 0.0, 1.0, 0.0, 0.0]), theta


def drawn(draw, m, n, column=True):
    """The same with numbers from `draw`, for derivations."""
    X = np.array([[1.0, *(draw.number(-3, 3) for _ in range(n - 1))] for _ in range(m)])
    y = np.array([float(draw.integer(0, 1)) for _ in range(m)])
    theta = np.array([draw.number(-2, 2) for _ in range(n)])
    return (X, y.reshape(-1, 1), theta.reshape(-1, 1)) if column else (X, y, theta)


def exact_cross_entropy(X, y, symbols):
    """The cross-entropy of probabilities sigma(X t), from its definition, for exact X and labels."""
    total = sp.Integer(0)
    for row, label in zip(X, np.ravel(y), strict=True):
        z = sum(sp.Rational(float(x)) * t for x, t in zip(row, symbols, strict=True))
        p = 1 / (1 + sp.exp(-z))
        total -= sp.log(p) if label else sp.log(1 - p)
    return total / len(X)
