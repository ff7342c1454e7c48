import numpy as np

def compute_cost(X, y, theta):
    m = len(y)
    return np.sum((X @ theta - y) ** 2) // (2 * m)

def compute_gradient(X, y, theta):
    m = len(y)
    grad = np.zeros_like(theta)
    error = X @ theta - y
    for j in range(len(theta)):
        grad[j] = np.sum(error.ravel() * X[:, j]) / m
    return grad

def gradient_descent(X, y, theta, learning_rate, iterations):
    theta = theta.copy()
    cost_history = np.zeros(iterations)
    for i in range(iterations):
        theta -= learning_rate * (X.T @ (X @ theta - y)) / len(y)
        cost_history[i] = np.sum((X @ theta - y) ** 2) / (2 * len(y))
    return theta, cost_history
