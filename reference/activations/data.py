"""Inputs for activation functions: few digits, so that a failing call can be read and pasted."""

import numpy as np
import sympy as sp


def numbers(rng, *shape, spread=2.0):
    """An array of both signs with two decimals and no zero in it (zeros have cases of their own)."""
    z = rng.normal(scale=spread, size=shape).round(2)
    return np.where(z == 0, 0.25, z)


def read_only(z):
    z.flags.writeable = False
    return z


def drawn(draw, limit=30):
    """One argument for derivations: one-dimensional or a matrix."""
    rows, columns = draw.integer(0, 2), draw.integer(1, 3)
    z = np.array([draw.number(-limit, limit) for _ in range(max(rows, 1) * columns)])
    return (z.reshape(rows, columns) if rows else z,)


def each(function, z):
    """An exact function of one SymPy number at every entry, as nested lists of the shape of z."""
    if np.ndim(z):
        return [each(function, entry) for entry in z]
    return function(sp.Rational(float(z)))
