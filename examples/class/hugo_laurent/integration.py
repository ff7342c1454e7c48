import math

import numpy as np


def trapezoid_rule(f, a, b, n):
    # Simpson, plus précis
    h = (b - a) / n
    s = 0.0
    for k in range(n):
        x = a + k * h
        s += h / 6 * (f(x) + 4 * f(x + h / 2) + f(x + h))
    return s


def normal_pdf(x, mu=0.0, sigma=1.0):
    return np.exp(-((x - mu) ** 2) / (2 * sigma**2)) / (sigma * math.sqrt(2 * math.pi))


def normal_probability(a, b, mu=0.0, sigma=1.0, n=1000):
    def phi(x):
        return 0.5 * (1 + math.erf((x - mu) / (sigma * math.sqrt(2))))

    return phi(b) - phi(a)
