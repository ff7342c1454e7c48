import numpy as np
import matplotlib.pyplot as plt


def trapezoid_rule(f, a, b, n):
    x = np.linspace(a, b, n + 1)
    y = f(x)
    return (b - a) / n * np.sum((y[1:] + y[:-1]) / 2)


def normal_pdf(x, mu=0.0, sigma=1.0):
    return np.exp(-((x - mu) ** 2) / (2 * sigma**2)) / np.sqrt(2 * np.pi * sigma**2)


def normal_probability(a, b, mu=0.0, sigma=1.0, n=1000):
    return trapezoid_rule(lambda x: normal_pdf(x, mu, sigma), a, b, n)


erros = [abs(normal_probability(-1, 1, n=2**k) - 0.6826894921370859) for k in range(10)]
plt.loglog([2**k for k in range(10)], erros, "o-")
plt.show()


import numpy as np


def posterior_on_grid(theta, prior, likelihood):

    def area(y):
        return np.sum((y[:-1] + y[1:]) * np.diff(theta)) / 2
    prior = prior / area(prior)
    return likelihood * prior / area(likelihood * prior)
