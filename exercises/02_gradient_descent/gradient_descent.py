"""Gradient descent in one variable.

f is a function of one number, df its derivative f'. A path starts with the place where it starts:
x_0 is entry 0 of a history, and n steps give n + 1 entries.

Results must be right to about 9 digits, relative to their largest entry; what rounding leaves of
terms that cancel is right, too. Integers are Python's own or 64-bit, floats are float64; small types
such as int8 or float32 do not occur. A list of numbers passes for an array of its length, an array
with one entry for a single number, and a list or an array for a tuple. No number on the way
exceeds 10^9 in size.
"""

import numpy as np


def gradient_descent_1d(df, x0, learning_rate, iterations):
    """Return all points of the path x_{k+1} = x_k - learning_rate * df(x_k), from x_0 to x_n.

    Exactly n = `iterations` steps are taken, even when x hardly changes any more, or when it runs
    away: a learning rate that is too large is not corrected. Nothing is rounded or cut off.

    Parameters
    ----------
    df : function, the derivative f' of the function that is made small
        It takes one number at a time (it need not work for arrays) and returns a number.
    x0 : float or integer, where to start
    learning_rate : float or integer, positive
    iterations : integer from 0 to 200

    Returns
    -------
    array (iterations + 1,)
        x_0, x_1, ..., x_n, with their fractions, also when x0 is an integer.

    Examples
    --------
    Down the curve f(x) = (x - 4)^2, with the slope f'(x) = 2 * (x - 4):

    >>> [float(x) for x in gradient_descent_1d(lambda x: 2 * (x - 4), 0, 0.25, 3)]
    [0.0, 2.0, 3.0, 3.5]
    """
    # Your code here.
    raise NotImplementedError


def learning_rate_regime(curvature, learning_rate):
    """Return what gradient descent on f(x) = curvature/2 * x^2 does: r = 1 - learning_rate * curvature decides.

    One step from x leads to x - learning_rate * f'(x) = r * x. So, from any start other than 0, the
    distance of x from 0

    - shrinks towards 0 if |r| < 1: "converges" (also when x jumps from side to side);
    - stays what it is if |r| = 1: "cycles" (r = -1 jumps to and fro for ever; r = 1 stands still,
      and is counted as a cycle, too);
    - grows without end if |r| > 1: "diverges".

    Decide by r. To follow x for very many steps instead is not safe: the numbers may overflow.

    Parameters
    ----------
    curvature : float or integer, c = f''; positive (a valley), negative (a hill) or 0 (flat)
    learning_rate : float or integer; positive, 0, or even negative (steps uphill)
        Neither is larger than 100 in size. learning_rate * curvature is either exactly 0 or exactly
        2 (without rounding: both are powers of 2, or one is 0), or differs from 0 and from 2 by at
        least 0.01. So a test with or without a tolerance for rounding is right.

    Returns
    -------
    str
        "converges", "cycles" or "diverges", in small letters.

    Examples
    --------
    >>> learning_rate_regime(4.0, 0.125)
    'converges'
    >>> learning_rate_regime(4.0, 0.5)
    'cycles'
    """
    # Your code here.
    raise NotImplementedError


def multi_start_minimum(f, df, starts, learning_rate, iterations):
    """Return (x_best, f_best), the lowest end of several paths x_{k+1} = x_k - learning_rate * df(x_k).

    From every start there is a path of exactly `iterations` steps, as in `gradient_descent_1d`. Only
    where the paths END is compared, by the value of f there: neither the starts (for 0 iterations
    they are the ends) nor other points on the way count, even if f is lower there.

    Parameters
    ----------
    f, df : functions, f and its derivative f'
        Each takes a number, or an array element by element, and returns as many numbers.
    starts : list or array (k,), where to start; k >= 1 floats or integers, in no order
    learning_rate : float or integer, positive
    iterations : integer from 0 to 500

    Returns
    -------
    x_best : float
        The end with the lowest f. Paths that end in different places never end equally low; where
        ends differ by rounding only, any of them is right.
    f_best : float
        f(x_best). Starts are not changed.

    Examples
    --------
    Two valleys, of which the right one is deeper; the path from -2 ends in the left one:

    >>> x, height = multi_start_minimum(
    ...     lambda x: (x**2 - 1) ** 2 - x, lambda x: 4 * x * (x**2 - 1) - 1, [0.5, -2.0], 0.05, 300
    ... )
    >>> round(float(x), 4), round(float(height), 4)
    (1.1072, -1.0562)
    """
    # Your code here.
    raise NotImplementedError
