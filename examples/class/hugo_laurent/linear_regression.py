import numpy as np


def compute_cost(X, y, theta):
    return float(np.mean((X @ theta - y) ** 2) / 2)


def compute_gradient(X, y, theta):
    # différences centrées, marche pour n'importe quel coût
    eps = 1e-4
    grad = np.zeros(theta.shape)
    for j in range(theta.size):
        d = np.zeros(theta.shape)
        d.flat[j] = eps
        grad.flat[j] = (compute_cost(X, y, theta + d) - compute_cost(X, y, theta - d)) / (2 * eps)
    return grad


def gradient_descent(X, y, theta, learning_rate, iterations):
    hist = np.zeros(iterations)
    for k in range(iterations):
        theta = theta - learning_rate * X.T @ (X @ theta - y) / len(y)
        hist[k] = compute_cost(X, y, theta)
    return theta, hist
