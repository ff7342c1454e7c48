import numpy as np


def trapezoid_rule(f, a, b, n):
    x = np.linspace(a, b, n + 1)
    return np.trapezoid(f(x), x)


def normal_pdf(x, mu=0.0, sigma=1.0):
    return np.exp(-((x - mu) ** 2) / (2 * sigma**2)) / np.sqrt(2 * np.pi * sigma**2)


def normal_probability(a, b, mu=0.0, sigma=1.0, n=1000):
    return trapezoid_rule(lambda x: normal_pdf(x, mu, sigma), a, b, n)


import numpy as np


def posterior_on_grid(theta, prior, likelihood):
    w = np.array(prior, float) * likelihood
    w = w / w.max()
    area = 0.0
    for i in range(len(w) - 1):
        area += 0.5 * (w[i] + w[i + 1]) * (theta[i + 1] - theta[i])
    return w / area
