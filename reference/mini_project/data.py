"""Losses that know their own gradient: as text for a call that can be pasted, and for SymPy."""

import numpy as np
import sympy as sp

from autograder.authoring import Fn

BOWL = Fn("w", "(w[0] - 1)**2 + 4*(w[1] + 2)**2"), Fn("w", "np.array([2*(w[0] - 1), 8*(w[1] + 2)])")
ROUND = Fn("w", "np.sum(w**2) / 2"), Fn("w", "w")  # the gradient is its argument itself
MIXED = (
    Fn("w", "w[0]**2 + w[0]*w[1] + 2*w[1]**2 + 1"),
    Fn("w", "np.array([2*w[0] + w[1], w[0] + 4*w[1]])"),
)
LOGISTIC = (
    Fn("w", "np.sum(np.logaddexp(0, -w)) + 0.1*np.sum(w**2)"),
    Fn("w", "-1/(1 + np.exp(w)) + 0.2*w"),
)
QUARTIC = Fn("w", "np.sum((w**2 - 1)**2)"), Fn("w", "4*w*(w**2 - 1)")
ONE = Fn("w", "3*w[0]**2 + 2"), Fn("w", "6*w")


class Known:
    """A loss or a gradient for numbers that also knows itself in SymPy."""

    def __init__(self, symbols, expression):
        self.symbols, self.symbolic = symbols, expression
        self.program = sp.lambdify([symbols], expression, "numpy")

    def __call__(self, w):
        return np.array(self.program(list(w)), dtype=float)[()]

    def at(self, w):
        """The exact value of a loss at an exact w."""
        return self.symbolic.subs(dict(zip(self.symbols, w, strict=True)))

    def slope_at(self, w):
        """The exact partial derivatives of a loss at an exact w."""
        return [sp.diff(self.symbolic, x).subs(dict(zip(self.symbols, w, strict=True))) for x in self.symbols]


def polynomial(draw, d):
    """A drawn loss of degree two with its gradient by SymPy."""
    w = sp.symbols(f"w:{d}")
    steep = [exact(draw.number(0.2, 2)) for _ in w]
    shift = [exact(draw.number(-2, 2)) for _ in w]
    loss = sum(a * (x - s) ** 2 for a, x, s in zip(steep, w, shift, strict=True))
    loss += exact(draw.number(-0.1, 0.1)) * w[0] * w[-1] + exact(draw.number(0.1, 2))
    return Known(w, loss), Known(w, [sp.diff(loss, x) for x in w])


def exact(value):
    """A float with few digits as the fraction that its author meant."""
    return sp.Rational(str(float(value)))
