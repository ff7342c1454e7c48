import numpy as np


def compute_cost(X, y, theta):
    def total(i):
        if i == len(y):
            return 0.0
        return (X[i] @ theta - y[i]).item() ** 2 + total(i + 1)

    return total(0) / (2 * len(y))


def compute_gradient(X, y, theta):
    return X.T @ (X @ theta - y) / len(y)


# шаг, потом рекурсия
def gradient_descent(X, y, theta, learning_rate, iterations, history=()):
    if iterations == 0:
        return np.array(theta, dtype=float), np.array(history)
    theta = theta - learning_rate * compute_gradient(X, y, theta)
    history = (*history, compute_cost(X, y, theta))
    return gradient_descent(X, y, theta, learning_rate, iterations - 1, history)
