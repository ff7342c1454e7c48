import numpy as np


# 梯形法则
def trapezoid_rule(f, a, b, n):
    h = (b - a) / n
    return h * sum([f(a) / 2] + [f(a + k * h) for k in range(1, n)] + [f(b) / 2])


# 正态分布密度
def normal_pdf(x, mu=0.0, sigma=1.0):
    return np.exp(-((x - mu) ** 2) / (2 * sigma**2)) / np.sqrt(2 * np.pi * sigma**2)


def normal_probability(a, b, mu=0.0, sigma=1.0, n=1000):
    return trapezoid_rule(lambda x: normal_pdf(x, mu, sigma), a, b, n)


import numpy as np


def posterior_on_grid(theta, prior, likelihood):

    def area(y):
        return np.sum((y[:-1] + y[1:]) * np.diff(theta)) / 2
    prior = prior / area(prior)
    return likelihood * prior / area(likelihood * prior)
