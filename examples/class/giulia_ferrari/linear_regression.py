import numpy as np


def compute_cost(X, y, theta):
    """costo quadratico medio"""
    return np.mean((X @ theta - y) ** 2)


def compute_gradient(X, y, theta):
    """gradiente"""
    return 2 * X.T @ (X @ theta - y) / len(y)


def gradient_descent(X, y, theta, learning_rate, iterations):
    storia = []
    for _ in range(iterations):
        theta = theta - learning_rate * compute_gradient(X, y, theta)
        storia.append(compute_cost(X, y, theta))
    return theta, np.array(storia)
