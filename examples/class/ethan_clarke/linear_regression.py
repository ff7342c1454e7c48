import numpy as np

# LESSON 4!!

def compute_cost(X, y, theta):
    m = len(y)
    return 1/(2*m) * sum((X@theta - y)**2)

def compute_gradient(X, y, theta):
    m = len(y)
    return 1/m * (X.T@(X@theta - y))

def gradient_descent(X, y, theta, learning_rate, iterations):
    costs = []
    for i in range(iterations):
        theta = theta - learning_rate*compute_gradient(X, y, theta)
        costs.append(compute_cost(X, y, theta))
    return theta, np.array(costs)
