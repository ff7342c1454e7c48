import numpy as np

def compute_cost(X, y, theta):
    """J = 1/2m * sum of squared errors"""
    m = len(y)
    predictions = X.dot(theta)
    J = (1/2*m) * np.sum(np.square(predictions - y))
    return J

def compute_gradient(X, y, theta):
    m = len(y)
    predictions = X.dot(theta)
    return (1/m) * X.T.dot(predictions - y)

def gradient_descent(X, y, theta, learning_rate, iterations):
    m = len(y)
    cost_history = np.zeros(iterations)
    for it in range(iterations):
        prediction = np.dot(X, theta)
        theta = theta - (1/m) * learning_rate * (X.T.dot(prediction - y))
        cost_history[it] = compute_cost(X, y, theta)
    return theta, cost_history
