"""What the exercises of this lesson share: functions that SymPy knows, and arrays that are laid out oddly."""

import numpy as np
import sympy as sp


def exact(value):
    """A float with few digits as the fraction that its author meant."""
    return sp.Rational(str(float(value)))


def symbols(n, name="v"):
    return sp.symbols(f"{name}0:{n}", real=True)


class Known:
    """A function of n variables for arrays that also knows itself as an expression."""

    def __init__(self, expression, n):
        self.variables = symbols(n)
        self.symbolic = sp.sympify(expression)
        self.program = sp.lambdify(self.variables, self.symbolic, "numpy")

    def __call__(self, values):
        return self.program(*np.ravel(values))


def drawn_function(draw, n):
    v = symbols(n)
    a, b, c = (exact(draw.number(-2, 2)) for _ in range(3))
    first, last = v[0], v[-1]
    expressions = [
        a * first**3 + b * first * last**2 + c,
        sum((k + 1) * v[k] ** 2 for k in range(n)) + a * first * last,
        sp.sin(a * first) * (b + last) + c * sum(v),
        sp.exp(a * last) - b * first,
        sp.prod(v) + c * last**3,
        a * sum(v),
    ]
    return Known(expressions[draw.integer(0, len(expressions) - 1)], n)


def read_only(a):
    a.flags.writeable = False
    return a


def spread(a):
    """The same array as every other entry of a larger one, along its last axis."""
    return np.repeat(a, 2, axis=-1)[..., ::2]


def quadratic(rng, n):
    """A (n, n), b and x (n,) with one decimal and no symmetry."""
    A, b, x = rng.normal(size=(n, n)), rng.normal(size=n), rng.normal(size=n)
    return tuple(a.round(1) + 0.0 for a in (2 * A, 2 * b, 2 * x))
