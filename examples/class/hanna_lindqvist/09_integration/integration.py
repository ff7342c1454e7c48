import math

import numpy as np


def trapezoid_rule(f, a, b, n):
    h = (b - a) / n
    inner = math.fsum(f(a + k * h) for k in range(1, n))
    return h * ((f(a) + f(b)) / 2 + inner)


@np.vectorize
def _pdf(x, mu, sigma):
    return math.exp(-((x - mu) ** 2) / (2 * sigma**2)) / math.sqrt(2 * math.pi * sigma**2)


def normal_pdf(x, mu=0.0, sigma=1.0):
    return _pdf(x, mu, sigma)


def normal_probability(a, b, mu=0.0, sigma=1.0, n=1000):
    return trapezoid_rule(lambda x: _pdf(x, mu, sigma), a, b, n)
