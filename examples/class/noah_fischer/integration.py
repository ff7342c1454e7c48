import numpy as np

def trapezoid_rule(f, a, b, n):
    x = np.linspace(a, b, n + 1)
    fx = f(x)
    return (b - a) / n * (fx[0] / 2 + fx[1:n].sum() + fx[n] / 2)

def normal_pdf(x, mean=0.0, std=1.0):
    return np.exp(-(x - mean)**2 / (2 * std**2)) / (std * np.sqrt(2 * np.pi))

def normal_probability(a, b, mean=0.0, std=1.0, n=1000):
    return trapezoid_rule(lambda x: normal_pdf(x, mean, std), a, b, n)
