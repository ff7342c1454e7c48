"""Activation functions and their derivatives.

In this file z is always the pre-activation, the number that goes INTO the activation function. It
is a plain Python number, or an array with at least one axis, perhaps empty, of floats (float64 or
float32) or 64-bit integers; never a list. Each function works element by element: a number gives a
number, an array gives a new array of the same shape, and z is not changed.

Results must be right to about 9 digits, relative to their largest entry (about 5 where z is float32).
A nested list passes for an array of its shape, and an array with one entry (0-d, too) for a single
number. Warnings cost nothing.
"""

import numpy as np


def sigmoid(z):
    """Return the sigmoid sigma(z) = 1 / (1 + e^(-z)), element by element.

    Parameters
    ----------
    z : number, or array of any shape; floats or integers, at most 1000 in size

    Returns
    -------
    float, or array of floats of the shape of z
        Never nan, inf or an exception, for a plain number such as -1000.0 either. Small results keep
        their digits for z >= -300: sigma(-40) is about 4e-18, not 0, alone or among equals. For
        z < -300 anything from 0 to sigma(-300), about 5e-131, is right.

    Examples
    --------
    >>> float(sigmoid(0.0))
    0.5
    """
    return np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))


def sigmoid_derivative(z):
    """Return the slope sigma'(z) = sigma(z) * (1 - sigma(z)) of the sigmoid, element by element.

    Parameters
    ----------
    z : number, or array of any shape; floats or integers, at most 1000 in size
        The pre-activation, as for `sigmoid`: NOT the value sigma(z).

    Returns
    -------
    float, or array of floats of the shape of z
        Right to 9 digits of the largest slope in the result, give or take 1e-13 (so 0 is right at
        z = 40, but not yet at 29). A difference quotient is not exact enough. Never nan, inf or an
        exception, for a plain number such as -1000.0 either.

    Examples
    --------
    >>> float(sigmoid_derivative(0.0))
    0.25
    """
    s = sigmoid(z)
    return s * (1 - s)


def relu(z):
    """Return the rectified linear unit ReLU(z) = max(0, z), element by element.

    Parameters
    ----------
    z : number, or array of any shape; floats or integers, of any size from 1e-100 to 1e100, or 0

    Returns
    -------
    number, or array of the shape of z
        Always a new array, even if it equals z. Nothing is rounded or cut off: an array of numbers
        near 1e-25 keeps their digits. Integers may come back as integers or as floats.

    Examples
    --------
    >>> relu(np.array([-2.0, 3.0])).tolist()
    [0.0, 3.0]
    """
    return np.maximum(z, 0.0)


def relu_derivative(z):
    """Return the slope ReLU'(z) = 1 for z > 0 and 0 for z <= 0, element by element.

    At z = 0 the function has a kink and no derivative; this course uses 0 there. Any z > 0 has
    slope 1, however small it is (1e-300, say).

    Parameters
    ----------
    z : number, or array of any shape; floats or integers
        The pre-activation, as for `relu`.

    Returns
    -------
    number, or array of the shape of z
        Floats, integers or booleans (True counts as 1, False as 0). Always a new array, even if it
        equals z.

    Examples
    --------
    >>> float(relu_derivative(-2.0))
    0.0
    """
    return np.where(z > 0, 1.0, 0.0)
