import numpy as np

def computeCost(X, y, theta):
    m = len(y)
    J = 1/(2*m) * np.sum((X.dot(theta) - y)**2)
    return J

def computeGradient(X, y, theta):
    m = len(y)
    return 1/m * X.T.dot(X.dot(theta) - y)

def gradientDescent(X, y, theta, alpha, num_iters):
    J_history = np.zeros(num_iters)
    for i in range(num_iters):
        theta = theta - alpha * computeGradient(X, y, theta)
        J_history[i] = computeCost(X, y, theta)
    return theta, J_history
