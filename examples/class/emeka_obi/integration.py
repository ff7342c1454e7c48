import numpy as np

def trapezoid_rule(f, a, b, n):
    h = (b - a) / n
    x = a
    total = 0
    while x != b:
        total += h * (f(x) + f(x + h)) / 2
        x += h
    return total

def normal_pdf(x, mu=0.0, sigma=1.0):
    p = np.zeros_like(x)
    p[...] = np.exp(-(x - mu) ** 2 / (2 * sigma ** 2)) / (sigma * np.sqrt(2 * np.pi))
    return p

def normal_probability(a, b, mu=0.0, sigma=1.0, n=1000):
    x = np.linspace(a, b, n + 1)
    return np.trapezoid(normal_pdf(x, mu, sigma), x)
