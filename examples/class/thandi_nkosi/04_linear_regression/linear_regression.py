import numpy as np

def compute_cost(X, y, theta):
    m = len(y)
    error = np.dot(X, theta) - y
    return np.dot(error.T, error) / (2 * m)

def compute_gradient(X, y, theta):
    m = len(y)
    error = np.dot(X, theta) - y
    return np.dot(X, error) / m

def gradient_descent(X, y, theta, learning_rate, iterations):
    cost_history = []
    for i in range(iterations):
        theta = theta - learning_rate * compute_gradient(X, y, theta)
        cost_history.append(compute_cost(X, y, theta))
    return theta, np.array(cost_history)
