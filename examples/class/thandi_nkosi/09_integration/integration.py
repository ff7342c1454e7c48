import numpy as np

def trapezoid_rule(f, a, b, n):
    h = (b - a) / n
    area = 0
    for i in range(n):
        area += h * (f(a + i * h) + f(a + (i + 1) * h)) / 2
    return area

def normal_pdf(x, mu=0.0, sigma=1.0):
    return np.exp(-(x - mu) ** 2 / 2 * sigma ** 2) / np.sqrt(2 * np.pi * sigma ** 2)

def normal_probability(a, b, mu=0.0, sigma=1.0, n=1000):
    f = lambda x: normal_pdf(x, mu, sigma)
    return trapezoid_rule(f, a, b, n)
