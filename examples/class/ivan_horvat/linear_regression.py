import numpy as np

def compute_cost(X, y, theta):
    m = len(y)
    J = 0
    for i in range(1, m + 1):
        J = J + (np.dot(X[i], theta) - y[i]) ** 2
    return J / (2 * m)

def compute_gradient(X, y, theta):
    m = len(y)
    n = len(theta)
    grad = np.zeros(n)
    for i in range(m):
        for j in range(n):
            grad[j] = grad[j] + (np.dot(X[i], theta) - y[i]) * X[i][j]
    return grad / m

def gradient_descent(X, y, theta, learning_rate, iterations):
    history = []
    for k in range(iterations):
        theta = theta - learning_rate * compute_gradient(X, y, theta)
        history[k] = compute_cost(X, y, theta)
    return theta, history
