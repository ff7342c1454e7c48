import numpy as np
import matplotlib.pyplot as plt


def compute_cost(X, y, theta):
    e = X @ theta - y
    return np.sum(e * e) / (2 * e.size)


def compute_gradient(X, y, theta):
    e = X @ theta - y
    return X.T @ e / len(e)


def gradient_descent(X, y, theta, learning_rate, iterations):
    theta = np.array(theta, dtype=float)
    hist = []
    for _ in range(iterations):
        theta = theta - learning_rate * compute_gradient(X, y, theta)
        hist.append(compute_cost(X, y, theta))
    return theta, np.array(hist)


# experimento: três taxas de aprendizagem
X = np.array([[1.0, 0.0], [1.0, 1.0], [1.0, 2.0]])
y = np.array([1.0, 2.0, 6.0])
for eta in (0.01, 0.1, 0.5):
    theta, hist = gradient_descent(X, y, np.zeros(2), eta, 100)
    plt.plot(hist, label=f"eta = {eta}")
    print(f"eta = {eta}: theta = {theta}, custo = {hist[-1]:.4f}")
plt.xlabel("iteração")
plt.ylabel("custo")
plt.legend()
plt.show()


import numpy as np


def axes_for(ax):
    import matplotlib.pyplot as plt
    return ax or plt.subplots()[1]

def labelled(ax):
    ax.set(xlabel='x', ylabel='y')
    return ax

def parameters(theta):
    return np.ravel(theta).tolist()

def plot_regression(X, y, theta, ax=None):
    ax = labelled(axes_for(ax))
    t0, t1 = parameters(theta)
    ax.errorbar(X[:, 1], np.ravel(y), fmt='o')
    ax.axline((0, t0), slope=t1)
    return ax
