import numpy as np

def compute_cost(X, y, theta):
    m = len(y)
    h = X @ theta
    return 1/(2*m) * np.sum((h - y)**2)

def compute_gradient(X, y, theta):
    m = len(y)
    h = X @ theta
    return 1/m * X.T @ (h - y)

def gradient_descent(X, y, theta, learning_rate, iterations):
    t = theta.copy()
    cost_history = []
    for i in range(iterations):
        t = t - learning_rate * compute_gradient(X, y, t)
        cost_history.append(compute_cost(X, y, t))
    return t, np.array(cost_history)


def plot_regression(X, y, theta, ax=None):
    import matplotlib.pyplot as plt
    plt.sca(ax or plt.gca())
    plt.plot(X[:, 1], y, 'x')
    plt.plot(X[:, 1], X @ theta)
    plt.xlabel('size')
    plt.ylabel('price')
    plt.title('a fit')
    plt.show()
