import numpy as np

def trapezoid_rule(f, a, b, n):
    h = (b - a) / n
    suma = f(a) + f(b)
    for i in range(1, n):
        suma = suma + 2 * f(a + i * h)
    return suma * h / 2

def normal_pdf(x, mu=0.0, sigma=1.0):
    return 1 / np.sqrt(2 * np.pi) * sigma * np.exp(-(x - mu) ** 2 / (2 * sigma ** 2))

def normal_probability(a, b, mu=0.0, sigma=1.0, n=1000):
    return trapezoid_rule(lambda x: normal_pdf(x, mu, sigma), a, b, n)
