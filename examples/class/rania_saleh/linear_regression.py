import numpy as np

def compute_cost(X, y, theta):
    m = X.shape[1]
    h = X @ theta
    return np.sum((h - y) ** 2) / (2 * m)

def compute_gradient(X, y, theta):
    m = len(y)
    grad = np.zeros(theta.shape)
    h = X @ theta
    for j in range(X.shape[1]):
        grad[j] = np.sum((h - y).flatten() * X[:, j]) / m
    return grad

def gradient_descent(X, y, theta, learning_rate, iterations):
    m = len(y)
    theta = theta.astype(float)
    history = np.zeros(iterations)
    for it in range(iterations):
        for j in range(len(theta)):
            error = (X @ theta - y).flatten()
            theta[j] = theta[j] - learning_rate * np.sum(error * X[:, j]) / m
        history[it] = np.sum((X @ theta - y) ** 2) / (2 * m)
    return theta, history
