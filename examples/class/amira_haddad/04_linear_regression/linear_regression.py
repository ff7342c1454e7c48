"""Linear regression by gradient descent.

X holds one example in each row, and a column of ones first: m rows, n columns. Either all of y
and theta are columns, (m, 1) and (n, 1), or both are one-dimensional, (m,) and (n,).
"""

import numpy as np


def compute_cost(X, y, theta):
    """Return the cost J(theta) = 1/(2m) * sum_i (x_i . theta - y_i)^2 of a linear model.

    Parameters
    ----------
    X : array (m, n)
        One example in each row; its first column is all ones.
    y : array (m, 1) or (m,)
    theta : array (n, 1) or (n,)
        A column if y is one, else one-dimensional. Each of the arrays may hold integers.

    Returns
    -------
    float
        The cost. None of the arguments is changed.

    Examples
    --------
    >>> float(compute_cost(np.array([[1.0, 0.0], [1.0, 1.0]]), np.array([1.0, 5.0]), np.array([1.0, 2.0])))
    1.0
    """
    residuals = X @ theta - y
    return np.sum(residuals**2) / (2 * len(y))


def compute_gradient(X, y, theta):
    """Return the gradient of the cost of a linear model, grad J(theta) = 1/m * X^T (X theta - y).

    It is the gradient of J(theta) = 1/(2m) * sum_i (x_i . theta - y_i)^2: entry j is the partial
    derivative of J with respect to theta_j. Use the formula: a difference quotient is not exact enough.

    Parameters
    ----------
    X : array (m, n)
        One example in each row; its first column is all ones.
    y : array (m, 1) or (m,)
    theta : array (n, 1) or (n,)
        A column if y is one, else one-dimensional. Each of the arrays may hold integers.

    Returns
    -------
    array
        The gradient, in the shape of theta. None of the arguments is changed.

    Examples
    --------
    >>> X = np.array([[1.0, 0.0], [1.0, 2.0]])
    >>> compute_gradient(X, np.array([1.0, 5.0]), np.array([2.0, 1.0])).tolist()
    [0.0, -1.0]
    """
    return X.T @ (X @ theta - y) / len(y)


def gradient_descent(X, y, theta, learning_rate, iterations):
    """Return theta and the costs after steps theta <- theta - learning_rate * grad J(theta).

    J(theta) = 1/(2m) * sum_i (x_i . theta - y_i)^2 and grad J(theta) = 1/m * X^T (X theta - y).
    All entries of theta change together: a step uses one gradient, that of the theta before it.
    Exactly `iterations` steps are taken, even when the cost hardly changes any more, or grows.

    Parameters
    ----------
    X : array (m, n)
        One example in each row; its first column is all ones.
    y : array (m, 1) or (m,)
    theta : array (n, 1) or (n,)
        Where to start; a column if y is one, else one-dimensional. Each of the arrays may hold integers.
    learning_rate : float, positive
    iterations : int, 0 or more

    Returns
    -------
    theta : array
        The parameters after the last step, in the shape of the theta given. It is a new array:
        none of the arguments is changed, or shares its memory with a result.
    cost_history : array (iterations,)
        Entry k is the cost after step number k + 1: J of the start is not in it, and the last entry
        is J of the theta that is returned. For 0 iterations it is empty.

    Examples
    --------
    >>> theta, cost_history = gradient_descent(np.ones((2, 1)), np.array([2.0, 4.0]), np.array([0.0]), 0.5, 2)
    >>> theta.tolist(), cost_history.tolist()
    ([2.25], [1.625, 0.78125])
    """
    theta = np.array(theta, dtype=float)  # a copy!
    cost_history = np.empty(iterations)
    for k in range(iterations):
        theta = theta - learning_rate * compute_gradient(X, y, theta)
        cost_history[k] = compute_cost(X, y, theta)
    return theta, cost_history


import numpy as np


def axes_for(ax):
    import matplotlib.pyplot as plt
    return ax or plt.subplots()[1]

def labelled(ax):
    ax.set(xlabel='x', ylabel='y')
    return ax

def parameters(theta):
    return np.ravel(theta).tolist()

def plot_regression(X, y, theta, ax=None):
    ax = labelled(axes_for(ax))
    t0, t1 = parameters(theta)
    ax.errorbar(X[:, 1], np.ravel(y), fmt='o')
    ax.axline((0, t0), slope=t1)
    return ax
