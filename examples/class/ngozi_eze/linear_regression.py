import numpy as np


def compute_cost(X, y, theta):
    m = len(X)
    errors = np.dot(X, theta) - y
    return 1 / (2 * m) * np.sum(errors ** 2)


def compute_gradient(X, y, theta):
    errors = np.dot(X, theta) - y
    return np.dot(X.T, errors)


def gradient_descent(X, y, theta, learning_rate, iterations):
    costs = []
    for i in range(iterations):
        grad = compute_gradient(X, y, theta)
        theta = theta - learning_rate * grad
        costs.append(compute_cost(X, y, theta))
    return theta.copy(), np.array(costs)
