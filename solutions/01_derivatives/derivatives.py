"""Derivatives as limits: slopes between two points that move together.

In this lesson f is always a function that takes a number, or an array element by element, and returns
as many numbers; it may return its argument itself, as lambda x: x does. x is a Python number, or a
one-dimensional array that holds at least one float or 64-bit integer. A number gives a number, an
array gives a new array of the same shape, and x is not changed. Fractions are never cut off, also
where x or h holds integers.

Results must be right to about 9 digits, relative to their largest entry (about 5 where an array is
float32, which only average_velocity gets). What rounding leaves of terms that cancel is right, too. A
list of numbers passes for an array, and an array with one entry for a single number. Warnings cost
nothing.
"""

import numpy as np


def difference_quotient(f, x, h):
    """Return the difference quotient Q_h(x) = (f(x + h) - f(x)) / h, element by element.

    Q_h(x) is the slope of the straight line through the points of the curve at x and at x + h. It is
    this slope that is asked for, with the h that is given, and not the derivative, which is its limit
    as h goes to 0.

    Parameters
    ----------
    f : function, takes a number or an array
    x : float, integer, or array (k,) of floats or integers
    h : float or integer, not 0; with h < 0 the second point lies to the left of x

    Returns
    -------
    float or array of the shape of x
        The slope at each x.

    Examples
    --------
    The line through the points of x^2 at 1 and at 5:

    >>> float(difference_quotient(lambda x: x**2, 1.0, 4.0))
    6.0
    """
    rise = f(x + h) - f(x)
    return rise / h


def central_difference(f, x, h=1e-5):
    """Return the central difference D_h(x) = (f(x + h) - f(x - h)) / (2*h), element by element.

    It is D_h(x) that is asked for, with the h that is given, also where h is so large that D_h(x) is
    not close to the derivative.

    Parameters
    ----------
    f : function, takes a number or an array
    x : float, integer, or array (k,) of floats or integers
    h : float or integer, positive; 1e-5 if it is not given

    Returns
    -------
    float or array of the shape of x
        The slope at each x.

    Examples
    --------
    The line through the points of x^2 + x at 1 and at 5, and the slope of sin at 0 and at pi:

    >>> float(central_difference(lambda x: x**2 + x, 3.0, 2.0))
    7.0
    >>> central_difference(np.sin, np.array([0.0, np.pi])).round(6).tolist()
    [1.0, -1.0]
    """
    right, left = f(x + h), f(x - h)
    return (right - left) / (2 * h)


def average_velocity(t, s):
    """Return v_i = (s_{i+1} - s_i) / (t_{i+1} - t_i), the average velocity between neighbouring readings.

    A velocity has a sign: it is negative where the position s decreases.

    Parameters
    ----------
    t : array (k,), k >= 2, the times of the readings; they increase, but not always by the same amount
    s : array (k,), the positions at these times

    Each of t and s may hold floats (float64 or float32) or integers of any NumPy type, whatever the
    other holds. Small types such as uint8 (0 to 255) and int8 (-128 to 127) are among them: a
    difference, or a number in between, may lie outside the range of the type, and has to be right.

    Returns
    -------
    array (k-1,)
        One velocity for each interval. t and s are not changed.

    Examples
    --------
    2 metres forward in half a second, then 3 metres back in two seconds:

    >>> average_velocity(np.array([0.0, 0.5, 2.5]), np.array([0.0, 2.0, -1.0])).tolist()
    [4.0, -1.5]
    """
    t, s = t.astype(float), s.astype(float)
    return np.diff(s) / np.diff(t)
