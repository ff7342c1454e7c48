from numpy import *

def trapezoid_rule(f, a, b, n):
    x = linspace(a,b,n+1)
    y = f(x)
    return (b-a)/n*(sum(y)-y[0]/2-y[-1]/2)

def normal_pdf(x, mu=0.0, sigma=1.0):
    return exp(-(x-mu)**2/(2*sigma**2))/sqrt(2*pi*sigma**2)

def normal_probability(a, b, mu=0.0, sigma=1.0, n=1000):
    return trapezoid_rule(lambda x: normal_pdf(x,mu,sigma),a,b,n)


import numpy as np


def posterior_on_grid(theta, prior, likelihood):
    w = np.array(prior, float) * likelihood
    w = w / w.max()
    area = 0.0
    for i in range(len(w) - 1):
        area += 0.5 * (w[i] + w[i + 1]) * (theta[i + 1] - theta[i])
    return w / area
