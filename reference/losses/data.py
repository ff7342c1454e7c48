"""Inputs for losses: few digits, so that a failing call can be read and pasted."""

import numpy as np

from autograder.authoring import hidden, raising
from reference.linear_regression.data import (  # noqa: F401 - the same makers, for ridge
    as_integers,
    best_fit_with_residuals,
    drawn,
    integer_start,
    integer_targets,
    integers_and_fractions,
    perfect_fit,
    regression,
    residual_scale,
    spread,
)


def half(label, *args, **kwargs):
    """A hidden case worth half a point: what a visible one asks for, with other numbers."""
    return hidden(label, *args, points=0.5, **kwargs)


def must_raise(label, needs, *args, **settings):
    """A call that must raise ValueError; it counts only beside a right value, so that always raising earns
    nothing."""
    return raising(label, ValueError, *args, needs=needs, **settings)


def numbers(rng, *shape):
    """An array of both signs with one decimal."""
    return rng.normal(scale=2.0, size=shape).round(1) + 0.0


def labels(rng, m):
    """Zeros and ones in no order, some of each from m = 2 on."""
    y = rng.integers(0, 2, size=m)
    y[:2] = [1, 0][: len(y[:2])]
    return rng.permutation(y)


def probabilities(rng, m):
    """Two decimals, none of them 0, 1/2 or 1."""
    p = rng.uniform(0.06, 0.94, size=m).round(2)
    return np.where(p == 0.5, 0.44, p)


def ridge_minimum():
    """Where the gradient of the ridge cost is exactly 0 for lam = 5, and the residuals are not."""
    X, y, theta = best_fit_with_residuals()
    return X, y - 0.25 * X[:, 1], theta, 5.0


def read_only(a):
    a.flags.writeable = False
    return a
