import numpy as np

def trapezoid_rule(f, a, b, n):
    h = (b - a)/n
    somma = 0.5*f(a) + 0.5*f(b)
    for k in range(1, n):
        somma += f(a + k*h)
    return h*somma

def normal_pdf(x, mu=0.0, sigma=1.0):
    return np.exp(-(x - mu)**2/(2*sigma**2))/np.sqrt(2*np.pi*sigma**2)

def normal_probability(a, b, mu=0.0, sigma=1.0, n=1000):
    return trapezoid_rule(lambda x: normal_pdf(x, mu, sigma), a, b, n)


import numpy as np


def posterior_on_grid(theta, prior, likelihood):
    w = prior * likelihood
    return w / np.trapezoid(w, x=theta)
