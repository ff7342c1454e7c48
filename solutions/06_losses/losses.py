"""Losses for numbers and for labels, and a penalty on large parameters.

A loss is one number that says how far predictions are from what was observed: the smaller, the
better. m counts examples, and ln is the natural logarithm.

Integers are Python's own or 64-bit, unless a statement says otherwise. Results must be right to about
9 digits, relative to their largest entry (about 5 where float32 comes in); what rounding leaves of
terms that cancel is right, too. As a result, a nested list passes for an array of its shape, and an
array with one entry for a single number. No function writes into its arguments, and arrays may be
read-only. Warnings cost nothing.
"""

import numpy as np


def mean_squared_error(y_true, y_pred):
    """Return the mean squared error MSE = 1/N * sum_i (y_pred_i - y_true_i)^2 over all N entries.

    There is no 1/2 in it (the cost J of linear regression has one), and no square root.

    Parameters
    ----------
    y_true, y_pred : arrays of numbers, or (nested) lists of them, both of the same shape
        The shape has at least one axis, N >= 1. The numbers are floats (float64 or float32) or integers
        of any width, signed or unsigned, at most 1e6 in size; the two arrays may hold different kinds.
        Integers count as the numbers they are, also where a difference or its square does not fit
        into their type: for uint8, which images often have, 3 and 5 differ by 2, and 0 and 200 by 200.

    Returns
    -------
    float
        The mean over all entries, also for matrices. None of the arguments is changed.

    Raises
    ------
    ValueError
        If the shapes differ, even if NumPy could broadcast them, as (4, 1) and (4,), and even if both
        hold equally many numbers, as (2, 3) and (3, 2). The shape of a list is that of the array with
        the same entries.

    Examples
    --------
    >>> float(mean_squared_error([1.0, 2.0], [1.0, 4.0]))
    2.0
    """
    y_true = np.asarray(y_true, dtype=float)
    y_pred = np.asarray(y_pred, dtype=float)
    if y_true.shape != y_pred.shape:
        raise ValueError(f"the shapes {y_true.shape} and {y_pred.shape} differ")
    return np.mean((y_pred - y_true) ** 2)


def binary_cross_entropy(y_true, y_prob, eps=2**-40):
    """Return L = -1/m * sum_i [y_i ln(p_i) + (1 - y_i) ln(1 - p_i)] with each p_i clipped to [eps, 1 - eps].

    Clipped means: a p_i below eps counts as eps, one above 1 - eps as 1 - eps, any other as it is (eps
    is not added to anything). With the default eps = 2^-40, about 9e-13, floats hold 1 - eps exactly.

    Parameters
    ----------
    y_true : array (m,) of labels, each 0 or 1: floats, integers or booleans (True counts as 1)
    y_prob : array (m,) of float64, m >= 1
        The probabilities that the labels are 1, each from 0 to 1; exactly 0 and exactly 1 may occur.
    eps : float, 0 < eps < 1/2

    Returns
    -------
    float
        The mean loss, never nan or inf. None of the arguments is changed.

    Examples
    --------
    Each label had the probability 1/4; the second is 0, and for 0 that is 1 - 3/4:

    >>> round(float(binary_cross_entropy(np.array([1, 0]), np.array([0.25, 0.75]))), 6)
    1.386294
    """
    p = np.clip(y_prob, eps, 1 - eps)
    return -np.mean(np.where(y_true == 1, np.log(p), np.log(1 - p)))


def ridge_cost(X, y, theta, lam):
    """Return J(theta) = 1/(2m) * sum_i (x_i . theta - y_i)^2 + lam/(2m) * sum_{j>=1} theta_j^2.

    The penalty starts at j = 1: the intercept theta_0, which is theta[0], is NOT in it.

    Parameters
    ----------
    X : array (m, n)
        One example in each row; its first column is all ones. n = 1 is possible: then nothing is penalised.
    y : array (m, 1) or (m,)
    theta : array (n, 1) or (n,)
        A column if y is one, else one-dimensional.
    lam : float or integer >= 0

    Each of X, y and theta may hold floats (float64 or float32) or 64-bit integers, whatever the
    others hold.

    Returns
    -------
    float
        The cost with its penalty. None of the arguments is changed.

    Examples
    --------
    A perfect fit, so that the penalty alone is left:

    >>> X, y, theta = np.array([[1.0, 0.0], [1.0, 1.0]]), np.array([7.0, 9.0]), np.array([7.0, 2.0])
    >>> float(ridge_cost(X, y, theta, 3.0))
    3.0
    """
    residual = X @ theta - y
    slopes = theta[1:]
    return (np.sum(residual**2) + lam * np.sum(slopes**2)) / (2 * len(y))


def ridge_gradient(X, y, theta, lam):
    """Return the gradient of the ridge cost, 1/m * X^T (X theta - y) + lam/m * (0, theta_1, theta_2, ...).

    It is the gradient of J(theta) = 1/(2m) * sum_i (x_i . theta - y_i)^2 + lam/(2m) * sum_{j>=1} theta_j^2:
    entry j is the partial derivative of J with respect to theta_j. Use the formula: a difference
    quotient is not exact enough.

    Parameters
    ----------
    X : array (m, n)
        One example in each row; its first column is all ones. n = 1 is possible: then nothing is penalised.
    y : array (m, 1) or (m,)
    theta : array (n, 1) or (n,)
        A column if y is one, else one-dimensional.
    lam : float or integer >= 0

    Each of X, y and theta may hold floats (float64 or float32) or 64-bit integers, whatever the
    others hold.

    Returns
    -------
    array
        The gradient, in the shape of theta. None of the arguments is changed; theta[0] is still what it was.

    Examples
    --------
    A perfect fit, so that the penalty alone is left:

    >>> X, y, theta = np.array([[1.0, 0.0], [1.0, 1.0]]), np.array([7.0, 9.0]), np.array([7.0, 2.0])
    >>> ridge_gradient(X, y, theta, 3.0).tolist()
    [0.0, 3.0]
    """
    penalised = np.array(theta)
    penalised[0] = 0
    residual = X @ theta - y
    return (X.T @ residual + lam * penalised) / len(y)
