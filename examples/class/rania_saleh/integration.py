import numpy as np

def trapezoid_rule(f, a, b, n):
    h = (b - a) / n
    x = np.arange(a, b + h, h)
    y = f(x)
    return h / 2 * (y[0] + 2 * np.sum(y[1:-1]) + y[-1])

def normal_pdf(x, mu=0.0, sigma=1.0):
    return 1 / (sigma * np.sqrt(2 * np.pi)) * np.exp(-0.5 * ((x - mu) / sigma) ** 2)

def normal_probability(a, b, mu=0.0, sigma=1.0, n=1000):
    return trapezoid_rule(lambda x: normal_pdf(x, mu, sigma), a, b, n)
