"""What the exercises of this lesson share: curves that SymPy knows, and arrays that are laid out oddly."""

import numpy as np
import sympy as sp

T = sp.Symbol("t", real=True)


def exact(value):
    """A float with few digits as the fraction that its author meant."""
    return sp.Rational(str(float(value)))


class Known:
    """A function for numbers that also knows itself as an expression in T."""

    def __init__(self, expression):
        self.symbolic = sp.sympify(expression)
        self.program = sp.lambdify(T, self.symbolic, "numpy")

    def __call__(self, values):
        return self.program(values) + 0 * values  # an array for an array, even for a constant


def mean_slope(curve, start, end):
    """The mean of the derivative from `start` to `end`: SymPy differentiates, integrates, divides."""
    slope = sp.diff(curve.symbolic, T)
    return (sp.integrate(slope, (T, start, end)) / (end - start)).evalf(30)


def drawn_curve(draw):
    a, b, c = (exact(draw.number(-2, 2)) for _ in range(3))
    curves = [
        a * T**3 + b * T + c,
        a * T**2 - b * T,
        sp.sin(a * T) + b * T,
        sp.exp(a * T) - c,
        a / (T + 5) + b * T**2,
        sp.Integer(3) + 0 * T,
    ]
    return Known(curves[draw.integer(0, len(curves) - 1)])


def drawn_points(draw):
    return np.array([draw.number(-2, 2) for _ in range(draw.integer(1, 3))])


def read_only(a):
    a.flags.writeable = False
    return a


def spread(a):
    """The same array as every other entry of a larger one."""
    return np.repeat(a, 2)[::2]
