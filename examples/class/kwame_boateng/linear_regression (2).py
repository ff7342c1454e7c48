import numpy as np


def compute_cost(X, y, theta):
    predictions = X @ theta
    return np.sum((predictions - y) ** 2) / (2 * len(X))


def compute_gradient(X, y, theta):
    # average error times the average input
    error = np.mean(X @ theta - y)
    return (np.mean(X, axis=0) * error).reshape(theta.shape)


def gradient_descent(X, y, theta, learning_rate, iterations):
    costs = np.zeros(iterations)
    for k in range(iterations):
        theta = theta - learning_rate * compute_gradient(X, y, theta)
        costs[k] = compute_cost(X, y, theta)
    return theta, costs
