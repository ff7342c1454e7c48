import numpy as np

# y måste vara en vektor
def compute_cost(X, y, theta):
    y = y.ravel()
    m = y.size
    fel = X @ theta - y
    return np.sum(fel ** 2) / (2 * m)

def compute_gradient(X, y, theta):
    m = y.size
    grad = X.T @ (X @ theta - y) / m
    return grad.reshape(-1, 1)

def gradient_descent(X, y, theta, learning_rate, iterations):
    theta = np.array(theta, dtype=float).reshape(-1, 1)
    y = y.reshape(-1, 1)
    m = y.shape[0]
    kostnader = np.zeros(iterations)
    for i in range(iterations):
        fel = X @ theta - y
        theta = theta - learning_rate / m * (X.T @ fel)
        kostnader[i] = np.sum((X @ theta - y) ** 2) / (2 * m)
    return theta, kostnader
