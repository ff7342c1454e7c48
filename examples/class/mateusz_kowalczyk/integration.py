import numpy as np

def trapezoid_rule(f, a, b, n):
    h = (b-a)/n
    # suma po trapezach
    s = 0
    for k in range(n):
        x0 = a + k*h
        x1 = a + (k+1)*h
        s += (f(x0) + f(x1))/2*h
    return s

def normal_pdf(x, mu=0.0, sigma=1.0):
    return 1/np.sqrt(2*np.pi*sigma**2) * np.exp(-(x-mu)**2/(2*sigma**2))

def normal_probability(a, b, mu=0.0, sigma=1.0, n=1000):
    return trapezoid_rule(lambda x: normal_pdf(x, mu, sigma), a, b, n)
