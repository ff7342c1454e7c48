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
