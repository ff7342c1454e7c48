import numpy as np

DEBUG = True

def compute_cost(X, y, theta):
    h = X @ theta
    if DEBUG:
        print("h =", h)
        print("residuos =", h - y)
    J = np.sum((h - y) ** 2) / (2 * len(y))
    print("J =", J)
    return J

def compute_gradient(X, y, theta):
    h = X @ theta
    g = X.T @ (h - y) / len(y)
    print("gradiente:", g)
    return g

def gradient_descent(X, y, theta, learning_rate, iterations):
    historial = np.zeros(iterations)
    for i in range(iterations):
        print("=" * 60)
        print("iteracion", i, "theta =", theta)
        theta = theta - learning_rate * compute_gradient(X, y, theta)
        historial[i] = compute_cost(X, y, theta)
    print("FIN", theta, historial)
    return theta, historial

for i in range(1000):
    print("prueba", i, compute_cost(np.ones((2, 1)), np.zeros(2), np.array([i * 0.02])))


import numpy as np


def axes_for(ax):
    import matplotlib.pyplot as plt
    return ax or plt.subplots()[1]

def labelled(ax):
    ax.set(xlabel='x', ylabel='y')
    return ax

def with_data(X, y, ax):
    """A picture with the examples and both labels, but no line yet."""
    ax = labelled(axes_for(ax))
    ax.scatter(X[:, 1], np.ravel(y))
    return ax

def plot_regression(X, y, theta, ax=None):
    ax = with_data(X, y, ax)
    ax.plot(X[:, 1], X @ theta, 'r.-', alpha=0.5)
    return ax
