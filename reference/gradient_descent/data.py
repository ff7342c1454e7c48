"""Curves of this lesson: expressions for SymPy, which become functions of numbers."""

import sympy as sp

from autograder.authoring import Fn
from reference.derivatives.data import exact  # noqa: F401 - used by the exercises

X = sp.Symbol("x", real=True)


class Known:
    """A function of numbers that also knows itself as an expression in X."""

    def __init__(self, expression):
        self.symbolic = sp.sympify(expression)
        self.program = sp.lambdify(X, self.symbolic, "numpy")

    def __call__(self, values):
        return self.program(values)


# A curve and its slope, as texts that students read. The deeper valley is on the left, or on the right.
DEEP_LEFT = Fn("x", "x**4 - 3*x**2 + x"), Fn("x", "4*x**3 - 6*x + 1")
DEEP_RIGHT = Fn("x", "x**4 - 3*x**2 - x"), Fn("x", "4*x**3 - 6*x - 1")
# Both valleys of this one are far from 0 and high above it; the left one is deeper.
FAR_AWAY = (
    Fn("x", "(x - 5)**4 - 3*(x - 5)**2 + (x - 5) + 20"),
    Fn("x", "4*(x - 5)**3 - 6*(x - 5) + 1"),
)
PARABOLA = Fn("x", "(x - 5)**2 + 7"), Fn("x", "2*(x - 5)")
BELOW_ZERO = Fn("x", "3*(x + 2)**2 - 40"), Fn("x", "6*(x + 2)")
WAVES = Fn("x", "np.sin(3*x) + 0.1*x**2"), Fn("x", "3*np.cos(3*x) + 0.2*x")
HIGH_UP = Fn("x", "(x - 5)**2 + 2e6"), Fn("x", "2*(x - 5)")
# Two valleys that are almost equally deep; the one on the left is deeper by 0.02.
ALMOST_EVEN = Fn("x", "x**4 - 2*x**2 + 0.01*x"), Fn("x", "4*x**3 - 4*x + 0.01")
