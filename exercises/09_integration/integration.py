"""Integrals by the trapezoid rule, and probabilities as areas under a density.

In this lesson n counts subintervals (strips), not points, and sigma is a standard deviation, not
a variance.

Results must be right to about 9 digits, relative to their largest entry (about 5 where x is float32,
which only normal_pdf gets). Integers are Python's own or 64-bit, and so small that 64 bits hold sums
and products of them, too; int8 and other small or unsigned types do not occur. A nested list passes
for an array of its shape, and an array with one entry for a single number.
"""

import numpy as np


def trapezoid_rule(f, a, b, n):
    """Return T_n = h * (f(x_0)/2 + f(x_1) + ... + f(x_{n-1}) + f(x_n)/2), h = (b - a)/n, x_k = a + k*h.

    T_n is the area under the n straight pieces that join the points (x_k, f(x_k)); area below the
    axis counts as negative. It is T_n that is asked for, whatever the exact integral is. Library
    integration such as np.trapezoid may be used (its older name, np.trapz, is gone from current NumPy).

    Parameters
    ----------
    f : function, takes a number, or an array element by element, and returns as many numbers; it may
        return its argument itself, as lambda x: x does
    a, b : floats or integers, the limits; a > b and a = b are allowed
    n : integer from 1 to 2000, the number of subintervals (Python does not allow 2000 levels of recursion)

    Returns
    -------
    float
        T_n. With a > b the step h is negative: exchanging the limits changes the sign of T_n.

    Examples
    --------
    Two strips under x^3 from 0 to 2, where the exact integral is 4:

    >>> float(trapezoid_rule(lambda x: x**3, 0.0, 2.0, 2))
    5.0
    """
    # Your code here.
    raise NotImplementedError


def distance_travelled(t, v):
    """Return the distances d with d_0 = 0 and d_(i+1) = d_i + (v_i + v_(i+1))/2 * (t_(i+1) - t_i).

    d_i is the trapezoid value of the distance from the first reading to reading i: between two readings
    the speed is taken to change along a straight line. Library functions such as np.cumsum and
    np.trapezoid may be used.

    Parameters
    ----------
    t : array (k,), the times of the readings
        Floats or integers, increasing; the steps need not be equal, and the first time need not be 0.
        There are at least two readings.
    v : array (k,), the speeds at these times
        Floats or integers; none is negative.

    Returns
    -------
    array (k,)
        The distance travelled up to each reading, not rounded to integers where t or v holds integers.
        Neither t nor v is changed.

    Examples
    --------
    Two seconds in which the speed grows from 1 to 2, then half a second at a speed of 2:

    >>> distance_travelled(np.array([3.0, 5.0, 5.5]), np.array([1.0, 2.0, 2.0])).tolist()
    [0.0, 3.0, 4.0]
    """
    # Your code here.
    raise NotImplementedError


def normal_pdf(x, mu=0.0, sigma=1.0):
    """Return the normal density p(x) = 1 / sqrt(2*pi*sigma^2) * e^(-(x - mu)^2 / (2*sigma^2)) at each x.

    Parameters
    ----------
    x : float, integer, or array of any shape that holds floats or integers
    mu : float or integer, the mean
    sigma : float or integer > 0, the standard deviation (sigma^2 is the variance)

    Returns
    -------
    float or array of the shape of x
        The density at each x, not rounded to integers where x holds integers. x is not changed.

    Examples
    --------
    At the mean, and two standard deviations above it:

    >>> round(float(normal_pdf(5.0, 5.0, 4.0)), 5)
    0.09974
    >>> normal_pdf(np.array([5, 13]), mu=5, sigma=4).round(5).tolist()
    [0.09974, 0.0135]
    """
    # Your code here.
    raise NotImplementedError


def normal_probability(a, b, mu=0.0, sigma=1.0, n=1000):
    """Return P(a <= x <= b) of a normal x as the trapezoid value T_n of its density p on [a, b].

    p(x) = 1 / sqrt(2*pi*sigma^2) * e^(-(x - mu)^2 / (2*sigma^2)), and
    T_n = h * (p(x_0)/2 + p(x_1) + ... + p(x_{n-1}) + p(x_n)/2) with h = (b - a)/n, x_k = a + k*h.

    The result must be T_n, also for small n, where T_n is not close to the exact probability: a
    better approximation, or the exact value (by the error function erf), is a different number. With
    wide strips T_n may even be larger than 1; do not cut it off. Nor is a small value rounded to 0.
    The other functions of this file may be called, and so may library integration such as
    np.trapezoid.

    Parameters
    ----------
    a, b : floats or integers, the limits; a > b and a = b are allowed
    mu : float or integer, the mean
    sigma : float or integer > 0, the standard deviation
    n : integer from 1 to 2000, the number of subintervals

    Returns
    -------
    float
        T_n. With a > b it is the negative of the value for exchanged limits.

    Examples
    --------
    From 3 to 11 with mean 5 and standard deviation 4, where the exact probability is 0.6247 (rounded):

    >>> round(float(normal_probability(3.0, 11.0, 5.0, 4.0, 2)), 4)
    0.5929
    >>> round(float(normal_probability(3.0, 11.0, 5.0, 4.0)), 4)
    0.6247
    """
    # Your code here.
    raise NotImplementedError


def posterior_on_grid(theta, prior, likelihood):
    """Return the posterior density p_i = w_i / T at each grid point, w_i = prior_i * likelihood_i.

    T is the area under the straight pieces that join the points (theta_i, w_i), the trapezoid value of
    the evidence on the grid:
    T = (theta_1 - theta_0) * (w_0 + w_1)/2 + (theta_2 - theta_1) * (w_1 + w_2)/2 + ...
    So the area under the p_i, found in the same way, is 1. Library functions such as np.trapezoid may be
    used.

    Parameters
    ----------
    theta : array (k,), the grid
        Floats or integers, increasing; the steps need not be equal. There are at least two points.
    prior : array (k,), a density of the parameter at each grid point
        Floats or integers, none negative; its area need not be 1.
    likelihood : array (k,), how probable the data are for each parameter
        Floats or integers, none negative; it may be known up to a constant factor only. Some of the
        products w_i are positive, and floats can hold them.

    Returns
    -------
    array (k,)
        The density at each grid point, not rounded to integers where arguments hold integers. None of
        the arguments is changed.

    Examples
    --------
    >>> theta = np.array([0.0, 2.0, 3.0])
    >>> posterior_on_grid(theta, np.array([1.0, 1.0, 2.0]), np.array([0.0, 3.0, 1.0])).round(4).tolist()
    [0.0, 0.5455, 0.3636]
    """
    # Your code here.
    raise NotImplementedError
