# Intégration numérique, méthode des trapèzes
import numpy as np

def trapezoid_rule(f, a, b, n):
    h = (b - a) / n
    x = np.linspace(a, b, n + 1)
    y = f(x)
    # les extrémités comptent pour moitié
    return h * (np.sum(y) - 0.5 * (y[0] + y[-1]))

def normal_pdf(x, mu=0.0, sigma=1.0):
    # densité de la loi normale, sigma = écart-type
    return np.exp(-(x - mu)**2 / (2 * sigma**2)) / (sigma * np.sqrt(2 * np.pi))

def normal_probability(a, b, mu=0.0, sigma=1.0, n=1000):
    return trapezoid_rule(lambda x: normal_pdf(x, mu, sigma), a, b, n)
