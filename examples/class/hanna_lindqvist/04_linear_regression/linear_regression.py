import numpy as np


def compute_cost(X, y, theta):
    return np.mean((X @ theta - y) ** 2) / 2


def compute_gradient(X, y, theta):
    return X.T @ (X @ theta - y) / X.shape[0]


def gradient_descent(X, y, theta, learning_rate, iterations):
    theta = theta.copy()
    cost_history = np.zeros(iterations)
    for k in range(iterations):
        theta = theta - learning_rate * compute_gradient(X, y, theta)
        cost_history[k] = compute_cost(X, y, theta)
    return theta, cost_history
