import numpy as np


class LinearModel:
    """h(x) = x . theta with a squared error cost"""

    def __init__(self, X, y, theta):
        self.X = X
        self.y = y
        self.m = X.shape[0]
        self.theta = np.array(theta, dtype=float)
        self.history = []

    @property
    def residuals(self):
        return self.X @ self.theta - self.y

    def cost(self):
        return np.sum(self.residuals ** 2) / (2 * self.m)

    def gradient(self):
        return self.X.T @ self.residuals / self.m

    def step(self, rate):
        self.theta = self.theta - rate * self.gradient()
        self.history.append(self.cost())


def compute_cost(X, y, theta):
    return LinearModel(X, y, theta).cost()


def compute_gradient(X, y, theta):
    return LinearModel(X, y, theta).gradient()


def gradient_descent(X, y, theta, learning_rate, iterations):
    model = LinearModel(X, y, theta)
    for _ in range(iterations):
        model.step(learning_rate)
    return model.theta, np.array(model.history)


def plot_regression(X, y, theta, ax=None):
    import matplotlib.pyplot as plt
    plt.sca(ax or plt.gca())
    plt.plot(X[:, 1], y, 'x')
    plt.plot(X[:, 1], X @ theta)
    plt.xlabel('size')
    plt.ylabel('price')
    plt.title('a fit')
    plt.show()
