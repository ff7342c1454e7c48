import numpy as np

def compute_cost(X, y, theta):
    m = len(y)
    return np.sum((X @ theta - y) ** 2) / (2 * m)

def compute_gradient(X, y, theta):
    m = len(y)
    return X.T @ (X @ theta - y) / m

def gradient_descent(X, y, theta, learning_rate, iterations):
    cost_history = [compute_cost(X, y, theta)]
    for i in range(iterations):
        theta = theta - learning_rate * compute_gradient(X, y, theta)
        cost_history.append(compute_cost(X, y, theta))
    return theta, np.array(cost_history)
