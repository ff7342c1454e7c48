"""Integrals by the trapezoid rule, and probabilities as areas under a density.

In this lesson n counts subintervals (strips), not points, and sigma is a standard deviation, not
a variance.
"""

import numpy as np


def trapezoid_rule(f, a, b, n):
    """Return T_n = h * (f(x_0)/2 + f(x_1) + ... + f(x_{n-1}) + f(x_n)/2), h = (b - a)/n, x_k = a + k*h.

    T_n is the area under the n straight pieces that join the points (x_k, f(x_k)); area below the
    axis counts as negative. It is T_n that is asked for, whatever the exact integral is. Library
    integration such as np.trapezoid may be used (NumPy 2 no longer has the older name np.trapz).

    Parameters
    ----------
    f : function, takes a number, or an array element by element, and returns as many numbers
    a, b : floats or integers, the limits; a > b and a = b are allowed
    n : integer, at least 1: the number of subintervals

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
    x = np.linspace(a, b, n + 1)
    return np.trapezoid(f(x), x)


def normal_pdf(x, mu=0.0, sigma=1.0):
    """Return the normal density p(x) = 1 / sqrt(2*pi*sigma^2) * e^(-(x - mu)^2 / (2*sigma^2)) at each x.

    Parameters
    ----------
    x : float, integer, or array of any shape that holds floats or (signed) integers
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
    return np.exp(-((x - mu) ** 2) / (2 * sigma**2)) / np.sqrt(2 * np.pi * sigma**2)


def normal_probability(a, b, mu=0.0, sigma=1.0, n=1000):
    """Return P(a <= x <= b) of a normal x as the trapezoid value T_n of its density p on [a, b].

    p(x) = 1 / sqrt(2*pi*sigma^2) * e^(-(x - mu)^2 / (2*sigma^2)), and
    T_n = h * (p(x_0)/2 + p(x_1) + ... + p(x_{n-1}) + p(x_n)/2) with h = (b - a)/n, x_k = a + k*h.

    The result must be T_n, also for small n, where T_n is not close to the exact probability: a
    better approximation, or the exact value (by the error function erf), is a different number.
    The other functions of this file may be called, and so may library integration such as
    np.trapezoid.

    Parameters
    ----------
    a, b : floats or integers, the limits; a > b and a = b are allowed
    mu : float or integer, the mean
    sigma : float or integer > 0, the standard deviation
    n : integer, at least 1: the number of subintervals

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
    return trapezoid_rule(lambda x: normal_pdf(x, mu, sigma), a, b, n)


def posterior_on_grid(theta, prior, likelihood):
    w = [p * q for p, q in zip(prior.tolist(), likelihood.tolist(), strict=True)]
    t = theta.tolist()
    area = sum(((t[i] - t[i - 1]) * (w[i] + w[i - 1]) / 2 for i in range(1, len(t))))
    return [x / area for x in w]
