import numpy as np

def trapezoid_rule(f, a, b, n):
    h = (b - a) / n
    area = 0.0
    for k in range(n):
        izq, der = f(a + k * h), f(a + (k + 1) * h)
        area += (izq + der) * h / 2
        print(k, izq, der, area)
    return area

def normal_pdf(x, mu=0.0, sigma=1.0):
    p = np.exp(-(x - mu) ** 2 / (2 * sigma ** 2)) / np.sqrt(2 * np.pi * sigma ** 2)
    print("pdf:", p)
    return p

def normal_probability(a, b, mu=0.0, sigma=1.0, n=1000):
    return trapezoid_rule(lambda x: normal_pdf(x, mu, sigma), a, b, n)


import numpy as np


def posterior_on_grid(theta, prior, likelihood):
    half = np.diff(theta) / 2
    weights = np.append(half, 0) + np.append(0, half)
    w = prior * likelihood
    return w / (weights @ w)
