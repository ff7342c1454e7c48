"""Partial derivatives and the gradient: slopes of functions of several variables.

Arrays hold floats (float64) or 64-bit integers, and one argument says nothing about the others; the
statements say where float32 and small integer types occur as well. An array may be a view, such as a
transposed matrix or every other entry of a larger array, and it may be read-only. None is empty.
Results are new arrays, fractions are never cut off, and no argument is changed.

Results must be right to about 9 digits, relative to their largest entry (about 5 where an array is
float32). What rounding leaves of terms that cancel is right, too. A nested list passes for an array of its
shape, and an array with one entry for a single number. Warnings cost nothing.
"""

import numpy as np


def numerical_gradient(f, x, h=1e-5):
    """Return the gradient by central differences, g_i = (f(x + h*e_i) - f(x - h*e_i)) / (2*h).

    x + h*e_i is x with h added to entry i only; all other entries stay as they are. It is this quotient
    that is asked for, with the h that is given, also where h is so large that it is not close to the
    partial derivative. If x is a matrix, i stands for a row and a column, and there is one g_i for each
    entry of the matrix.

    Parameters
    ----------
    f : function, takes an array of floats in the shape of x and returns a number; it does not change the array
    x : array of any shape (at least one axis), floats or integers
    h : float or integer, positive; 1e-5 if it is not given

    Returns
    -------
    array of floats in the shape of x
        Entry i is g_i. x is not changed, not even in its last digit.

    Examples
    --------
    >>> numerical_gradient(lambda v: v[0] * v[1], np.array([3, 5]), 2.0).tolist()
    [5.0, 3.0]
    """
    gradient = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        step = np.zeros(x.shape)
        step[i] = h
        gradient[i] = (f(x + step) - f(x - step)) / (2 * h)
    return gradient


def quadratic_gradient(A, b, x):
    """Return the gradient of f(x) = 1/2 x^T A x - b^T x, that is 1/2 (A + A^T) x - b.

    Parameters
    ----------
    A : array (n, n), not always symmetric
    b : array (n,)
    x : array (n,), where the gradient is taken

    Each of A, b and x may hold floats (float64 or float32) or 64-bit integers, whatever the others hold.
    Use the formula: a difference quotient is not exact enough.

    Returns
    -------
    array (n,)
        The gradient. None of the arguments is changed.

    Examples
    --------
    >>> quadratic_gradient(np.array([[2.0, 4.0], [0.0, 6.0]]), np.array([1.0, 0.0]), np.array([1.0, 1.0])).tolist()
    [3.0, 8.0]
    """
    symmetric_part = (A + A.T) / 2
    return symmetric_part @ x - b


def directional_derivative(gradient, direction):
    """Return the slope of f in a direction, D = (gradient . direction) / ||direction||.

    . is the dot product, and ||u|| = sqrt(u_1^2 + ... + u_n^2) the length of an arrow. Only the direction
    of the arrow counts, not its length, which is anything from 1e-12 to 1e12.

    Parameters
    ----------
    gradient : array (n,), the gradient of f at some place
    direction : array (n,), an arrow; not always of length 1

    Each of the two may hold floats (float64 or float32) or integers of any NumPy type, whatever the other
    holds. Small types such as int8 (-128 to 127) are among them: a square, a product or a sum may lie
    outside the range of the type, and the result has to be right.

    Returns
    -------
    float
        The slope. No argument is changed.

    Raises
    ------
    ValueError
        If direction is the zero vector (all its entries are 0), which has no direction.

    Examples
    --------
    >>> float(directional_derivative(np.array([2.0, 1.0]), np.array([6.0, 8.0])))
    2.0
    """
    gradient, direction = gradient.astype(float), direction.astype(float)
    length = np.linalg.norm(direction)
    if length == 0:
        raise ValueError("the zero vector has no direction")
    return gradient @ direction / length
