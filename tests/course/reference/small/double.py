import numpy as np
import sympy as sp

from autograder.authoring import case, exercise, hidden

HINTS = ["What is 2 times 3?", "Multiply.", "The triple of x is `3 * x`."]


def reference(x):
    return 2 * x


double = exercise(reference, hints=HINTS, pure=True, extra=False)


@double.cases
def cases(rng):
    yield case("three numbers", np.array([1.0, -2.0, 3.0]))
    yield case("zeros", np.zeros(2))
    yield hidden("integers", np.array([4, 5]))


@double.derivation
def by_sympy(x):
    t = sp.symbols("t")
    return [sp.integrate(2, (t, 0, sp.Rational(float(v)))) for v in x]


@double.drawn
def drawn(draw):
    return (np.array([draw.number(-3, 3) for _ in range(draw.integer(1, 3))]),)


@double.derivative_of
def slope(x):
    yield (lambda v: v**2), x, None


@double.right
def by_adding(x):
    return x + x


@double.mistake("Is that the square or the double?")
def squared(x):
    """x is squared."""
    return x**2


@double.mistake("What is x after the call?")
def in_place(x):
    """The argument itself is doubled."""
    x *= 2
    return x
