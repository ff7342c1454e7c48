import numpy as np

def compute_cost(X, y, theta):
    return np.sum((X @ theta - y)**2) / (2 * len(y))

def compute_gradient(X, y, theta):
    return X.T @ (X @ theta - y) / len(y)

def gradient_descent(X, y, theta, learning_rate, iterations):
    theta = theta + np.zeros(theta.shape)
    koltseg = np.zeros(iterations)
    for k in range(iterations):
        theta = theta - learning_rate * compute_gradient(X, y, theta)
        koltseg[k] = compute_cost(X, y, theta)
    return theta, koltseg

theta, koltseg = gradient_descent(X_train, y_train, np.zeros(2), 0.1, 100)
print(koltseg[-1])
