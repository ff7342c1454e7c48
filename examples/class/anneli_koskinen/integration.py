import numpy as numpy

def trapezoid_rule(f, a, b, n):
    h = (b - a) / n
    summa = (f(a) + f(b)) / 2
    for k in range(1, n - 1):
        summa = summa + f(a + k * h)
    return h * summa

def normal_pdf(x, mu=0.0, sigma=1.0):
    return numpy.exp(-(x - mu) ** 2 / (2 * sigma ** 2)) / (sigma * numpy.sqrt(2 * numpy.pi))

def normal_probability(a, b, mu=0.0, sigma=1.0, n=1000):
    x = numpy.linspace(a, b, n + 1)
    return numpy.trapezoid(normal_pdf(x, mu, sigma), x)
