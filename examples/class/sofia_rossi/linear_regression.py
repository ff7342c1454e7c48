import numpy as np

def compute_cost(X, y, theta):
    m = len(y)
    return np.sum((X @ theta - y)**2) / (2*m)

def compute_gradient(X, y, theta):
    m = len(y)
    return X.T @ (X @ theta - y) / m

# prova con i punti dell'esempio
X = np.array([[1.0, 0.0], [1.0, 1.0], [1.0, 2.0]])
y = np.array([1.0, 2.0, 6.0])
theta = np.array([1.0, 1.0])
while True:
    theta = theta - 0.9 * compute_gradient(X, y, theta)
    if compute_cost(X, y, theta) < 0.1:
        break
print("theta finale:", theta)

def gradient_descent(X, y, theta, learning_rate, iterations):
    costi = np.zeros(iterations)
    t = np.array(theta, dtype=float)
    for i in range(iterations):
        t = t - learning_rate * compute_gradient(X, y, t)
        costi[i] = compute_cost(X, y, t)
    return t, costi


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
