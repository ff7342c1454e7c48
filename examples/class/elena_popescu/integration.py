import numpy as np

trapezoid_rule = lambda f, a, b, n: np.trapezoid(f(np.linspace(a, b, n + 1)), dx=(b - a) / n)
normal_pdf = lambda x, mu=0.0, sigma=1.0: np.exp(-(((x - mu) / sigma) ** 2) / 2) / (sigma * np.sqrt(2 * np.pi))
normal_probability = lambda a, b, mu=0.0, sigma=1.0, n=1000: trapezoid_rule(
    lambda x: normal_pdf(x, mu, sigma), a, b, n
)


import numpy as np


def posterior_on_grid(theta, prior, likelihood):
    w = np.multiply(likelihood, prior)
    total = np.cumsum((w[1:] + w[:-1]) * (theta[1:] - theta[:-1]))[-1]
    return 2 * w / total
