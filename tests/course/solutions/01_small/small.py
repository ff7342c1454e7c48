"""A small lesson with one exercise of every kind."""

import math

import numpy as np

GREETING = "given to students as it stands"


def double(x):
    """Return 2x, element by element.

    Parameters
    ----------
    x : array of any shape

    Returns
    -------
    array of the same shape; x is not changed

    Examples
    --------
    >>> double(np.array([1.0, 2.0])).tolist()
    [2.0, 4.0]
    """
    return 2 * x


def regime(rate):
    """Return "converges" if |1 - rate| < 1, else "diverges".

    Parameters
    ----------
    rate : float

    Returns
    -------
    str

    Examples
    --------
    >>> regime(0.5)
    'converges'
    """
    return "converges" if abs(1 - rate) < 1 else "diverges"


def safe_log(x):
    """Return the natural logarithm of x.

    Parameters
    ----------
    x : float

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If x is not positive.

    Examples
    --------
    >>> safe_log(1.0)
    0.0
    """
    if x <= 0:
        raise ValueError("x must be positive")
    return math.log(x)


def plot_fit(x, y, theta):
    """Draw the data as points and the line theta[0] + theta[1] x over their range; label both axes.

    Parameters
    ----------
    x, y : arrays (m,)
    theta : array (2,)

    Returns
    -------
    matplotlib Axes

    Examples
    --------
    >>> axes = plot_fit(np.array([0.0, 1.0]), np.array([1.0, 2.0]), np.array([1.0, 1.0]))
    """
    import matplotlib.pyplot as plt

    axes = plt.subplots()[1]
    axes.scatter(x, y)
    ends = np.array([x.min(), x.max()])
    axes.plot(ends, theta[0] + theta[1] * ends)
    axes.set_xlabel("x")
    axes.set_ylabel("y")
    return axes


def my_loss(w):
    """Return a smooth loss of your own choice that has a minimum; w has 2 or more entries.

    Parameters
    ----------
    w : array (d,), not to be changed

    Returns
    -------
    float

    Examples
    --------
    >>> my_loss(np.zeros(2)) >= 0
    True
    """
    return float(np.sum((w - 1) ** 2))


def my_gradient(w):
    """Return the gradient of my_loss.

    Parameters
    ----------
    w : array (d,), not to be changed

    Returns
    -------
    array (d,)

    Examples
    --------
    >>> my_gradient(np.zeros(2)).shape
    (2,)
    """
    return 2 * (w - 1)
