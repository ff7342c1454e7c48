"""Logistic regression: the cost of a model that gives probabilities to labels, and its gradient.

X holds one example in each row, and a column of ones first: m rows, n columns. Either all of y
and theta are columns, (m, 1) and (n, 1), or both are one-dimensional, (m,) and (n,). None is empty.
The labels in y are 0 and 1. The number z_i = x_i . theta, where x_i is row i of X, is the score of
example i, and no score is larger than 1000 in size.

Each of X, y and theta may hold floats (float64 or float32) or 64-bit integers, whatever the others
hold. Results must be right to about 9 digits, relative to their largest entry (about 5 with float32);
what rounding leaves of terms that cancel is right, too. As a result, a nested list passes for an
array of its shape, and an array with one entry for a single number. No function writes into its arguments, and arrays may be
read-only. Warnings cost nothing.
"""

import numpy as np


def logistic_cost(X, y, theta):
    """Return J(theta) = 1/m * sum_i [ln(1 + e^(z_i)) - y_i z_i] with the scores z = X theta.

    This is the cross-entropy -1/m * sum_i [y_i ln(p_i) + (1 - y_i) ln(1 - p_i)] of the probabilities
    p_i = sigma(z_i) = 1 / (1 + e^(-z_i)). Nothing is clipped: the score 800 with the label 0 costs 800.

    Parameters
    ----------
    X : array (m, n)
        One example in each row; its first column is all ones.
    y : array (m, 1) or (m,) of labels, each 0 or 1
    theta : array (n, 1) or (n,)
        A column if y is one, else one-dimensional.

    Returns
    -------
    float
        The cost, right for all scores from -1000 to 1000: never nan, inf or an exception, although
        e^1000 is none of the numbers that a float can hold, and sigma(40) is rounded to 1. None of the
        arguments is changed.

    Examples
    --------
    Two scores, 0 and 3, with the label 1. The first costs ln 2, and all in all:

    >>> X, y, theta = np.array([[1.0, 0.0], [1.0, 1.0]]), np.array([1.0, 1.0]), np.array([0.0, 3.0])
    >>> round(float(logistic_cost(X, y, theta)), 6)
    0.370867
    """
    z = X @ theta
    return np.mean(np.logaddexp(0, z) - y * z)


def logistic_gradient(X, y, theta):
    """Return the gradient of the logistic cost, 1/m * X^T (sigma(X theta) - y), sigma(z) = 1 / (1 + e^(-z)).

    It is the gradient of J(theta) = 1/m * sum_i [ln(1 + e^(z_i)) - y_i z_i] with z = X theta: entry j is
    the partial derivative of J with respect to theta_j. Use the formula: a difference quotient is not
    exact enough.

    Parameters
    ----------
    X : array (m, n)
        One example in each row; its first column is all ones.
    y : array (m, 1) or (m,) of labels, each 0 or 1
    theta : array (n, 1) or (n,)
        A column if y is one, else one-dimensional.

    Returns
    -------
    array
        The gradient, in the shape of theta, for all scores from -1000 to 1000: never nan, inf or an
        exception. None of the arguments is changed.

    Examples
    --------
    All scores are 0, so each probability is 1/2:

    >>> X, y, theta = np.array([[1.0, 2.0], [1.0, 4.0]]), np.array([1.0, 0.0]), np.array([0.0, 0.0])
    >>> logistic_gradient(X, y, theta).tolist()
    [0.0, 0.5]
    """
    z = X @ theta
    small = np.exp(-np.abs(z))
    probability = np.where(z >= 0, 1 / (1 + small), small / (1 + small))
    return np.dot(X.T, probability - y) / len(y)
