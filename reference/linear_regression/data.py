"""Inputs for regression: few digits, so that a failing call can be read and pasted."""

import numpy as np


def regression(rng, m, n, column=True):
    """X (m, n) with a column of ones, y near a plane, theta somewhere else; columns or 1-D."""
    X = np.column_stack([np.ones(m), rng.normal(scale=2, size=(m, n - 1)).round(1) + 0.0])
    y = (X @ rng.normal(size=n) + rng.normal(size=m)).round(1) + 0.0
    theta = rng.normal(size=n).round(1) + 0.0
    return (X, y.reshape(-1, 1), theta.reshape(-1, 1)) if column else (X, y, theta)


def drawn(draw, m, n, column=True):
    """The same with numbers from `draw`, for derivations."""
    X = np.array([[1.0, *(draw.number(-5, 5) for _ in range(n - 1))] for _ in range(m)])
    y = np.array([draw.number(-5, 5) for _ in range(m)])
    theta = np.array([draw.number(-5, 5) for _ in range(n)])
    return (X, y.reshape(-1, 1), theta.reshape(-1, 1)) if column else (X, y, theta)


def residual_scale(X, y, theta):
    """How large the terms are that cancel in a residual."""
    return float(np.max(np.abs(X) @ np.abs(theta)) + np.max(np.abs(y)))
