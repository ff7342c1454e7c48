# Lineární regrese - Tomáš Dvořák
# všechno pomocí cyklů, aby bylo vidět, co se děje

import numpy as np


def compute_cost(X, y, theta):
    m, n = X.shape
    yy = y.ravel()
    th = theta.ravel()
    soucet = 0.0
    for i in range(m):
        predpoved = 0.0
        for j in range(n):
            predpoved += X[i, j] * th[j]
        soucet += (predpoved - yy[i]) ** 2
    return soucet / (2 * m)


def compute_gradient(X, y, theta):
    m, n = X.shape
    yy = y.ravel()
    th = theta.ravel()
    grad = np.zeros(n)
    for j in range(n):
        for i in range(m):
            chyba = -yy[i]
            for k in range(n):
                chyba += X[i, k] * th[k]
            grad[j] += chyba * X[i, j]      # váha chyby je x_ij
    grad = grad / m
    return grad.reshape(theta.shape)


def gradient_descent(X, y, theta, learning_rate, iterations):
    historie = []
    nova = theta * 1.0      # kopie
    for krok in range(iterations):
        g = compute_gradient(X, y, nova)
        nova = nova - learning_rate * g
        historie.append(compute_cost(X, y, nova))
    return nova, np.array(historie)


import numpy as np


def axes_for(ax):
    import matplotlib.pyplot as plt
    return ax or plt.subplots()[1]

def labelled(ax):
    ax.set(xlabel='x', ylabel='y')
    return ax

def plot_regression(X, y, theta, ax=None):
    ax = labelled(axes_for(ax))
    ax.plot(X[:, 1], y, 'bo')
    i = np.argsort(X[:, 1])
    ax.plot(X[i, 1], (X @ theta)[i])
    return ax
