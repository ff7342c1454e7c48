import numpy as np


def trapezoid_rule(f, a, b, n):
    x = np.linspace(a, b, n + 1)
    return np.trapezoid(f(x), x)


def normal_pdf(x, mu=0.0, sigma=1.0):
    return np.exp(-((x - mu) ** 2) / (2 * sigma**2)) / (np.sqrt(2 * np.pi) * sigma)


def normal_probability(a, b, mu=0.0, sigma=1.0, n=1000):
    h = (b - a) / n
    summe = 0.0
    k = 0
    while k < n:
        links = normal_pdf(a + k * h, mu, sigma)
        rechts = normal_pdf(a + (k + 1) * h, mu, sigma)
        summe += h * (links + rechts) / 2
        k += 1
    return summe
