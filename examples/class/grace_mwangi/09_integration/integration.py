from __future__ import annotations

from functools import partial
from typing import Callable

import numpy as np


def trapezoid_rule(f: Callable, a: float, b: float, n: int) -> float:
    weights = np.full(n + 1, (b - a) / n)
    weights[[0, -1]] /= 2
    return float(weights @ f(np.linspace(a, b, n + 1)))


def normal_pdf(x, mu: float = 0.0, sigma: float = 1.0):
    return np.exp(-(((x - mu) / sigma) ** 2) / 2) / (np.sqrt(2 * np.pi) * sigma)


def normal_probability(a: float, b: float, mu: float = 0.0, sigma: float = 1.0, n: int = 1000) -> float:
    return trapezoid_rule(partial(normal_pdf, mu=mu, sigma=sigma), a, b, n)


import numpy as np


def posterior_on_grid(theta, prior, likelihood):
    w = prior * likelihood
    return w / np.trapezoid(w, x=theta)
