import math
import numpy as np


def trapezoid_rule(f, a, b, n):
    h = (b - a) / n
    plocha = f(a) / 2 + f(b) / 2
    for k in range(1, n):
        plocha += f(a + k * h)
    return h * plocha


def normal_pdf(x, mu=0.0, sigma=1.0):
    konst = 1 / math.sqrt(2 * math.pi * sigma**2)
    if np.ndim(x) == 0:
        return konst * math.exp(-(x - mu) ** 2 / (2 * sigma**2))
    p = np.zeros(np.shape(x))
    for index, t in np.ndenumerate(x):
        p[index] = konst * math.exp(-(t - mu) ** 2 / (2 * sigma**2))
    return p


def normal_probability(a, b, mu=0.0, sigma=1.0, n=1000):
    def hustota(t):
        return normal_pdf(t, mu, sigma)

    return trapezoid_rule(hustota, a, b, n)


import numpy as np


def posterior_on_grid(theta, prior, likelihood):
    w = prior * likelihood
    return w / np.trapezoid(w, x=theta)
