import numpy as np


def trapezoid_rule(f, a, b, n):
    x = np.linspace(a, b, n + 1)
    y = f(x)
    h = (b - a) / n
    return h * (y[0] / 2 + y[1:-1].sum() + y[-1] / 2)


def normal_pdf(x, mu=0.0, sigma=1.0):
    coef = 1 / (np.sqrt(2 * np.pi) * sigma)
    return coef * np.exp(-((x - mu) ** 2) / (2 * sigma ** 2))


def normal_probability(a, b, mu=0.0, sigma=1.0, n=1000):
    x = np.linspace(a, b, n + 1)
    return np.trapezoid(normal_pdf(x, mu, sigma), x)
