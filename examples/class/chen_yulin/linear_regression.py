# 线性回归
import numpy as np


def to_list(v):
    return [float(x) for x in np.asarray(v).reshape(-1)]


def errors(X, y, theta):
    t, targets = to_list(theta), to_list(y)
    return [sum(a * b for a, b in zip(row, t)) - target for row, target in zip(X.tolist(), targets)]


# 代价函数
def compute_cost(X, y, theta):
    e = errors(X, y, theta)
    return sum(v**2 for v in e) / (2 * len(e))


# 梯度
def compute_gradient(X, y, theta):
    e = errors(X, y, theta)
    g = [sum(v * x for v, x in zip(e, column)) / len(e) for column in zip(*X.tolist())]
    return np.array(g).reshape(np.shape(theta))


# 梯度下降
def gradient_descent(X, y, theta, learning_rate, iterations):
    history = []
    theta = np.array(theta, dtype=float)
    for _ in range(iterations):
        theta = theta - learning_rate * compute_gradient(X, y, theta)
        history.append(compute_cost(X, y, theta))
    return theta, np.array(history)


if __name__ == "__main__":
    # 测试: 应该是 1.5
    X = np.array([[1, 0], [1, 1], [1, 2]])
    assert compute_cost(X, np.array([1, 2, 6]), np.array([1, 1])) == 1.5


import numpy as np


def axes_for(ax):
    import matplotlib.pyplot as plt
    return ax or plt.subplots()[1]

def labelled(ax):
    ax.set(xlabel='x', ylabel='y')
    return ax

def plot_regression(X, y, theta, ax=None):
    ax = labelled(axes_for(ax))
    ax.plot(X[:, 1], y, 'bo')
    i = np.argsort(X[:, 1])
    ax.plot(X[i, 1], (X @ theta)[i])
    return ax
