import numpy as np

def trapezoid_rule(f, a, b, n):
    h = (b - a) / n
    s = 0
    for i in range(n):
        s = s + (f(a + i*h) + f(a + (i+1)*h)) * h / 2
    return s

def normal_pdf(x, mu=0.0, sigma=1.0):
    return 1 / (sigma * np.sqrt(2*np.pi)) * np.exp(-(x - mu)**2 / (2*sigma**2))

def normal_probability(a, b, mu=0.0, sigma=1.0, n=1000):
    return trapezoid_rule(lambda t: normal_pdf(t, mu, sigma), a, b, n)


import numpy as np


def posterior_on_grid(theta, prior, likelihood):
    half = np.diff(theta) / 2
    weights = np.append(half, 0) + np.append(0, half)
    w = prior * likelihood
    return w / (weights @ w)
