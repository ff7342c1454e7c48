"""What the derivations of this lesson share."""

import sympy as sp


def exact(value):
    """A float with few digits as the fraction that its author meant."""
    return sp.Rational(str(float(value)))


def spread(a):
    """The same one-dimensional array as every other entry of a larger one."""
    wide = a.repeat(2)
    wide[1::2] = 99
    return wide[::2]


def read_only(a):
    """The same array, which cannot be written to."""
    a = a.copy()
    a.flags.writeable = False
    return a
