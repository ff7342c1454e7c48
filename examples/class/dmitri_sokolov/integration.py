import numpy as np


# площадь = первая трапеция + остальные
def trapezoid_rule(f, a, b, n):
    h = (b - a) / n
    first = h * (f(a) + f(a + h)) / 2
    if n == 1:
        return first
    return first + trapezoid_rule(f, a + h, b, n - 1)


def normal_pdf(x, mu=0.0, sigma=1.0):
    return np.exp(-((x - mu) ** 2) / (2 * sigma**2)) / (sigma * np.sqrt(2 * np.pi))


def normal_probability(a, b, mu=0.0, sigma=1.0, n=1000):
    return trapezoid_rule(lambda x: normal_pdf(x, mu, sigma), a, b, n)
