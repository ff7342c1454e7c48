import numpy as np


class Normal:
    def __init__(self, mu=0.0, sigma=1.0):
        self.mu = mu
        self.sigma = sigma

    def pdf(self, x):
        u = (x - self.mu) / self.sigma
        return np.exp(-u**2 / 2) / (self.sigma * np.sqrt(2 * np.pi))

    def probability(self, a, b, n):
        return trapezoid_rule(self.pdf, a, b, n)


def trapezoid_rule(f, a, b, n):
    points = [a + (b - a) * k / n for k in range(n + 1)]
    values = [f(p) for p in points]
    return (b - a) / n * (sum(values) - (values[0] + values[-1]) / 2)


def normal_pdf(x, mu=0.0, sigma=1.0):
    return Normal(mu, sigma).pdf(x)


def normal_probability(a, b, mu=0.0, sigma=1.0, n=1000):
    return Normal(mu, sigma).probability(a, b, n)


import numpy as np


def posterior_on_grid(theta, prior, likelihood):
    w = np.multiply(likelihood, prior)
    total = np.cumsum((w[1:] + w[:-1]) * (theta[1:] - theta[:-1]))[-1]
    return 2 * w / total
