"""Networks with few digits, what they predict, and the same network in SymPy."""

from functools import cache

import numpy as np
import sympy as sp

SHAPES = {
    "W1": lambda n, h: (n, h),
    "b1": lambda n, h: (1, h),
    "W2": lambda n, h: (h, 1),
    "b2": lambda n, h: (1, 1),
}


def few_digits(rng, *shape, scale=1.0):
    """Normal numbers with one decimal. None of them is zero: zero hides mistakes."""
    values = rng.normal(scale=scale, size=shape).round(1)
    return np.where(values == 0, 0.5, values)


def network(rng, m, n, h, scale=1.0):
    """X (m, n) and the parameters of a network with h hidden units."""
    params = {key: few_digits(rng, *shape(n, h)) for key, shape in SHAPES.items()}
    return few_digits(rng, m, n, scale=scale), params


def drawn(draw, m, n, h):
    """The same with numbers from `draw`, zeros included, for derivations."""

    def array(*shape):
        return np.array([draw.number(-2, 2) for _ in range(shape[0] * shape[1])]).reshape(shape)

    return array(m, n), {key: array(*shape(n, h)) for key, shape in SHAPES.items()}


def hidden_layer(X, params):
    """A1."""
    return 1 / (1 + np.exp(-(X @ params["W1"] + params["b1"])))


def predict(X, params):
    """y_hat."""
    return hidden_layer(X, params) @ params["W2"] + params["b2"]


def prediction_scale(X, params):
    """For each example the size of the terms that are added up to its prediction."""
    W2 = np.abs(params["W2"])
    # The slope of the sigmoid is at most 1/4: so far do terms that cancel in Z1 reach the output.
    inside = (np.abs(X) @ np.abs(params["W1"]) + np.abs(params["b1"])) / 4
    return (hidden_layer(X, params) + inside) @ W2 + np.abs(params["b2"])


@cache
def logistic():
    """(z, sigma(z)) with sigma as the inverse of the log-odds: solved for, not typed in."""
    p, z = sp.symbols("p z")
    (sigma,) = sp.solve(sp.log(p / (1 - p)) - z, p)
    return z, sigma


def exact(values):
    """The floats of an array as rational numbers, in nested lists of its shape."""
    return [[sp.Rational(float(v)) for v in row] for row in np.asarray(values)]


def symbolic_prediction(row, W1, b1, W2, b2):
    """What the network predicts for one example, unit by unit and without matrices."""
    z, sigma = logistic()
    units = range(len(b1[0]))
    sums = [sum((x * W1[k][j] for k, x in enumerate(row)), b1[0][j]) for j in units]
    return sum((W2[j][0] * sigma.subs(z, sums[j]) for j in units), b2[0][0])
