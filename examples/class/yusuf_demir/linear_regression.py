from numpy import *

# maliyet fonksiyonu
def compute_cost(X, y, theta):
    m = len(y)
    hata = dot(X, theta) - y
    return sum(hata**2) / (2*m)

def compute_gradient(X, y, theta):
    m = len(y)
    hata = dot(X, theta) - y
    return dot(transpose(X), hata) / m

def gradient_descent(X, y, theta, learning_rate, iterations):
    theta = array(theta, dtype=float)
    gecmis = zeros(iterations)
    for i in range(iterations):
        theta = theta - learning_rate*compute_gradient(X, y, theta)
        gecmis[i] = compute_cost(X, y, theta)
    return theta, gecmis


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
