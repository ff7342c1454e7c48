"""Activation functions and their derivatives.

In this file z is always the pre-activation, the number that goes INTO the activation function. It
is a single number or an array of any shape, of floats or of ordinary (signed) integers, never a
list. Each function works element by element: a number gives a number, an array gives an array of
the same shape. (A NumPy number such as np.float64(0.5) counts as a number.)
"""

import numpy as np


def sigmoid(z):
    """Return the sigmoid sigma(z) = 1 / (1 + e^(-z)), element by element.

    Parameters
    ----------
    z : number, or array of any shape (an empty one, too); floats or integers

    Returns
    -------
    float, or array of floats of the shape of z
        Right to nine digits for |z| <= 1000: never nan or inf, and small results keep their digits
        (sigma(-40) is about 4e-18, not 0). Where the true value is below 1e-200, anything from 0 to
        1e-200 is right. Overflow warnings cost nothing. z is not changed and the result is a new array.

    Examples
    --------
    >>> float(sigmoid(0.0))
    0.5
    """
    # the sign of the exponent is never positive, so nothing can overflow
    z = np.asarray(z, dtype=float)
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))


def sigmoid_derivative(z):
    """Return the slope sigma'(z) = sigma(z) * (1 - sigma(z)) of the sigmoid, element by element.

    Parameters
    ----------
    z : number, or array of any shape; floats or integers
        The pre-activation, as for `sigmoid`: NOT the value sigma(z).

    Returns
    -------
    float, or array of floats of the shape of z
        Right to nine digits of the largest slope in the result, give or take 1e-13 (so 0 is right
        at z = 40), and never nan or inf for |z| <= 1000. A difference quotient is not exact enough.
        Overflow warnings cost nothing. z is not changed and the result is a new array.

    Examples
    --------
    >>> float(sigmoid_derivative(0.0))
    0.25
    """
    return sigmoid(z) * sigmoid(-z)


def relu(z):
    """Return the rectified linear unit ReLU(z) = max(0, z), element by element.

    Parameters
    ----------
    z : number, or array of any shape; floats or integers

    Returns
    -------
    number, or array of the shape of z
        Integers may come back as integers or as floats. z is not changed and the result is a new
        array.

    Examples
    --------
    >>> relu(np.array([-2.0, 3.0])).tolist()
    [0.0, 3.0]
    """
    return np.maximum(z, 0)


def relu_derivative(z):
    """Return the slope ReLU'(z) = 1 for z > 0 and 0 for z <= 0, element by element.

    At z = 0 the function has a kink and no derivative; this course uses 0 there. Any z > 0 has
    slope 1, however small it is.

    Parameters
    ----------
    z : number, or array of any shape; floats or integers
        The pre-activation, as for `relu`.

    Returns
    -------
    number, or array of the shape of z
        Floats, integers or booleans (True counts as 1, False as 0). z is not changed and the result
        is a new array.

    Examples
    --------
    >>> float(relu_derivative(-2.0))
    0.0
    """
    return np.where(z > 0, 1.0, 0.0)
