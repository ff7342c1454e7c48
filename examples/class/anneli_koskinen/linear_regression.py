import numpy as numpy

def compute_cost(X, y, theta):
    m = len(y)
    virheet = numpy.dot(X, theta) - y
    return numpy.sum(virheet ** 2) / (2 * m)

def compute_gradient(X, y, theta):
    m = len(y)
    virheet = numpy.dot(X, theta) - y
    return numpy.dot(X.T, virheet) / m

def gradient_descent(X, y, theta, learning_rate, iterations):
    historia = numpy.zeros(iterations)
    uusi = numpy.array(theta, dtype=float)
    for i in range(iterations):
        uusi = uusi - learning_rate * compute_gradient(X, y, uusi)
        historia[i] = compute_cost(X, y, uusi)
        if i > 0 and abs(historia[i] - historia[i - 1]) < 1e-6:
            # ei muutu enää
            break
    return uusi, historia
