import numpy as np

def trapezoid_rule(f, a, b, n):
    h = abs(b - a) / n
    x = np.linspace(min(a, b), max(a, b), n + 1)
    y = f(x)
    return h * (y[0] / 2 + np.sum(y[1:-1]) + y[-1] / 2)

def normal_pdf(x, mu=0.0, sigma=1.0):
    return np.exp(-(x - mu) ** 2 / (2 * sigma ** 2)) / (np.sqrt(2 * np.pi) * sigma)

def normal_probability(a, b, mu=0.0, sigma=1.0, n=1000):
    return trapezoid_rule(lambda x: normal_pdf(x, mu, sigma), a, b, n)
