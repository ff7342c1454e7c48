"""Change over time: Euler's method, feedback, and discounted returns.

A differential equation x'(t) = f(t, x) says how fast x changes. f always takes the time first and the
state second.

Results must be right to about 9 digits, relative to their largest entry (about 5 where float32 comes
in); what rounding leaves of terms that cancel is right, too. Arrays hold floats (float64 or float32) or
64-bit integers, whatever the other arguments hold; plain integers are Python's own. A list of numbers,
nested or not, passes for an array of its shape, and an array with one entry for a single number.
"""

import numpy as np


def euler_method(f, x0, t):
    """Return the states x_{i+1} = x_i + (t_{i+1} - t_i) * f(t_i, x_i) at all times t_i, from x_0 = x0.

    Each step uses the slope at its own beginning, and has its own length. Nothing is rounded or cut off.

    Parameters
    ----------
    f : function f(t, x) of a time and a state, the right side of x' = f(t, x)
        It takes a single time, and a state like x0: a number if x0 is a number, a one-dimensional
        array if x0 is one. It returns the rate of change of the state, a number or an array of the
        same shape; this may be x itself, as lambda t, x: x returns it.
    x0 : float, integer, or array (d,), the state at the time t[0]
    t : array (k,) of floats or integers, 1 <= k <= 200
        The times; all increasing or all decreasing, and in general not evenly spaced. They need
        not begin at 0.

    Returns
    -------
    array (k,) if x0 is a number, array (k, d) if x0 has d entries
        Entry (row) i is the state x_i, with its fractions, also where x0 or t are integers. It is a
        new array, and x0 and t are not changed.

    Examples
    --------
    x' = x - t with x(0) = 2, first a step of 1, then one of 0.5:

    >>> [float(x) for x in euler_method(lambda t, x: x - t, 2, np.array([0.0, 1.0, 1.5]))]
    [2.0, 4.0, 5.5]
    """
    states = [x0]
    for start, end in zip(t[:-1], t[1:]):
        x = states[-1]
        states.append(x + (end - start) * f(start, x))
    return np.array(states)


def lqr_gain(a, b, q, r):
    """Return the best gain k = b*p/r for x' = a*x + b*u, where p > 0 solves 2*a*p - b^2*p^2/r + q = 0.

    Best means: of all controls u, the feedback u = -k * x makes the cost, the integral of
    q*x(t)^2 + r*u(t)^2 over t from 0 to infinity, as small as it can be, from every start x(0). Then
    x(t) goes to 0.

    Parameters
    ----------
    a : float or integer from -10 to 10, what x does by itself
    b : float or integer, not 0, from -10 to 10, what the control does to x
    q, r : floats or integers from 0.01 to 100, the price of being away from 0 and that of control

    Returns
    -------
    float
        The gain k, not p; it has the sign of b.

    Examples
    --------
    Here p = 3, because 2*4*3 - 3^2*3^2/1 + 57 = 0:

    >>> float(lqr_gain(4, 3, 57, 1))
    9.0
    """
    p = r * (a + np.sqrt(a**2 + q * b**2 / r)) / b**2
    return b * p / r


def discounted_returns(rewards, gamma):
    """Return G_t = r_t + gamma * r_{t+1} + gamma^2 * r_{t+2} + ... up to the last reward, for every t.

    gamma^0 is 1, also for gamma = 0. So the reward at t itself counts in full, and the last return is
    the last reward.

    Parameters
    ----------
    rewards : list or array (T,) of floats or integers, 1 <= T <= 200; r_0 comes first
    gamma : float or integer, 0 <= gamma <= 1, the discount factor

    Returns
    -------
    array (T,)
        G_0, G_1, ..., G_{T-1}, with their fractions, also where the rewards are integers. It is a new
        array, and rewards is not changed.

    Examples
    --------
    >>> [float(g) for g in discounted_returns([4, 0, 8], 0.5)]
    [6.0, 4.0, 8.0]
    """
    returns = []
    following = 0.0
    for reward in reversed(rewards):
        following = reward + gamma * following
        returns.append(following)
    return np.array(returns[::-1])
