import numpy as np

def compute_cost(X, y, theta):
    m = X.shape[0]
    return ((X @ theta - y) ** 2).sum() / (2 * m)

def compute_gradient(X, y, theta):
    m = X.shape[0]
    return (X.T @ (X @ theta - y)) / m

def gradient_descent(X, y, theta, learning_rate, iterations):
    history = np.zeros(iterations)
    for k in range(iterations):
        theta = theta - learning_rate * compute_gradient(X, y, theta)
        history[k] = compute_cost(X, y, theta)
    return theta * 1.0, history

# 学習率を入力して試す
rate = float(input("learning rate? "))
theta, history = gradient_descent(np.ones((3, 1)), np.array([1.0, 2.0, 3.0]), np.zeros(1), rate, 20)
print("theta =", theta)
