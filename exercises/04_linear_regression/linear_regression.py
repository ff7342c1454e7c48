"""Linear regression by gradient descent.

X holds one example in each row, and a column of ones first: m rows, n columns. Either all of y
and theta are columns, (m, 1) and (n, 1), or both are one-dimensional, (m,) and (n,). None is empty.

Each of X, y and theta may hold floats (float64 or float32) or 64-bit integers, whatever the others
hold. Results must be right to about 9 digits, relative to their largest entry (about 5 with float32);
what rounding leaves of terms that cancel is right, too. A nested list passes for an array of its
shape, and an array with one entry for a single number.
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
        A column if y is one, else one-dimensional.

    Returns
    -------
    float
        The cost. None of the arguments is changed.

    Examples
    --------
    >>> float(compute_cost(np.array([[1.0, 0.0], [1.0, 1.0]]), np.array([1.0, 5.0]), np.array([1.0, 2.0])))
    1.0
    """
    # Your code here.
    raise NotImplementedError


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
        A column if y is one, else one-dimensional.

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
    # Your code here.
    raise NotImplementedError


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
        Where to start; a column if y is one, else one-dimensional.
    learning_rate : float, positive
    iterations : int from 0 to 200

    Returns
    -------
    theta : array
        The parameters after the last step, in the shape of the theta given. It is a new array
        (for 0 iterations it may be the theta given). None of the arguments is changed.
    cost_history : array (iterations,)
        Entry k is the cost after step number k + 1: J of the start is not in it, and the last entry
        is J of the theta that is returned. For 0 iterations it is empty.

    Examples
    --------
    >>> theta, cost_history = gradient_descent(np.ones((2, 1)), np.array([2.0, 4.0]), np.array([0.0]), 0.5, 2)
    >>> theta.tolist(), cost_history.tolist()
    ([2.25], [1.625, 0.78125])
    """
    # Your code here.
    raise NotImplementedError


def plot_regression(X, y, theta, ax=None):
    """Draw the examples as points (x_i, y_i) and the model as the line y = theta_0 + theta_1 * x.

    What counts is what is on the Axes:

    - a point for each example and no other points (markers on the line of the model are fine), all of
      them within the visible range;
    - one straight line, the model with the theta given, that reaches at least from the smallest to the
      largest x_i (longer is fine), and no other line through data coordinates (a grid, `axhline`,
      `axvline` and error bars are fine); both axes are linear, or it would not be straight;
    - a label on each of the two axes, in words of your choice.

    What a reader cannot see does not count: what is transparent, for instance, or white on white. Colours, markers, title and legend are up to you. Matplotlib is not imported in this file yet:
    write `import matplotlib.pyplot as plt` into the function. `plt.show()` is not needed.

    Parameters
    ----------
    X : array (m, 2)
        One example in each row; the first column is all ones, the second holds the x_i, in any order.
        There are at least two different x_i.
    y : array (m, 1) or (m,)
    theta : array (2, 1) or (2,)
        A column if y is one, else one-dimensional. It need not be the best one.
    ax : matplotlib Axes, or None
        Where to draw; None stands for a new figure.

    Returns
    -------
    matplotlib Axes
        The Axes with the drawing: `ax` itself, if one was given.

    Examples
    --------
    >>> X = np.array([[1.0, 0.0], [1.0, 2.0]])
    >>> ax = plot_regression(X, np.array([1.0, 5.0]), np.array([2.0, 1.0]))
    >>> ax.get_xlabel() != "" and ax.get_ylabel() != ""
    True
    """
    # Your code here.
    raise NotImplementedError
