import numpy as np

err = lambda X, y, theta: X @ theta - y
compute_cost = lambda X, y, theta: (err(X, y, theta) ** 2).sum() / (2 * len(y))
compute_gradient = lambda X, y, theta: X.T @ err(X, y, theta) / len(y)


def gradient_descent(X, y, theta, learning_rate, iterations):
    pas = lambda t: t - learning_rate * compute_gradient(X, y, t)
    thetas = [theta + 0.0]
    while len(thetas) <= iterations:
        thetas.append(pas(thetas[-1]))
    return thetas[-1], np.array([compute_cost(X, y, t) for t in thetas[1:]])


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
