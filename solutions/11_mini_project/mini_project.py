"""Gradient descent on a loss of your own.

w is a one-dimensional array with d entries, the weights. A loss takes w and returns one number; its gradient
takes w and returns an array (d,), the partial derivatives. Losses of a descent start with the loss of the
start: entry k belongs to the weights after k updates.

Results must be right to about 9 digits, relative to their largest entry. Integers are Python's own or
64-bit. A list of numbers passes for an array, and an array with one entry for a single number.
"""

import numpy as np


def custom_loss(w):
    """Return L(w), a smooth loss of your own choice, for instance a quadratic or a logistic one.

    There is no right answer that yours is compared with. It has to have these properties:

    - it is one finite number for every w, and the same number whenever w is the same;
    - it is smooth, without a kink anywhere (abs(w[0]) has one at 0, max(w[0], 1) at 1), and neither
      constant nor linear;
    - it has a lower bound: wherever w goes, even very far out, the loss does not fall without end;
    - it takes a w with any number d >= 2 of entries (it need not depend on all of them);
    - for entries between -5 and 5 its values are below about 10000: the gradient is checked by differences
      of the loss, and very large values drown them. So do not add a large constant.

    Parameters
    ----------
    w : array (d,), d >= 2
        Floats or integers.

    Returns
    -------
    float
        The loss. w is not changed.

    Examples
    --------
    >>> bool(np.isfinite(custom_loss(np.array([1.0, -2.0]))))
    True
    >>> bool(custom_loss(np.array([2, 0, 1])) == custom_loss(np.array([2.0, 0.0, 1.0])))
    True
    """
    steepness = np.arange(1, len(w) + 1)
    return np.sum(steepness * (w - 0.5) ** 2)


def custom_gradient(w):
    """Return the gradient of custom_loss, entry i being the partial derivative dL/dw_i.

    Work it out with pencil and paper and write down the formula. One point is for that, and your program's
    text is read for it: neither `custom_gradient` nor a function that it uses may ask for values of
    `custom_loss` (only the formula itself may contain L(w), at w, as in e^w). Check it with differences, but
    in a function that `custom_gradient` does not use.

    At many points it is compared with the
    differences (L(w + h e_i) - L(w - h e_i)) / (2h), h = 0.00001, of your own loss: no entry may be off by
    more than 0.000001 times the largest of them (or times 1, if all are smaller).

    Parameters
    ----------
    w : array (d,), d >= 2
        Floats or integers.

    Returns
    -------
    array (d,)
        The gradient, not rounded to integers where w holds integers. It is a new array, not w itself, and
        w is not changed.

    Examples
    --------
    >>> np.shape(custom_gradient(np.array([1.0, -2.0, 0.5])))
    (3,)
    """
    steepness = np.arange(1, len(w) + 1)
    return 2 * steepness * (w - 0.5)


def learning_rate_experiment(loss, gradient, w0, learning_rates, iterations):
    """Return the losses of the descent w <- w - learning_rate * gradient(w), for each of the rates.

    Every rate starts from w0, makes exactly `iterations` updates, and records the loss before the first
    and after every update. Nothing stops early, even when the loss hardly changes any more, or grows: a
    rate that is too large is one of the results.

    Parameters
    ----------
    loss : function, takes an array (d,) of floats or integers and returns a number
    gradient : function, takes such an array and returns an array (d,)
        It may return its argument itself, as lambda w: w does. Neither function changes its argument.
    w0 : array (d,)
        Where every descent starts; floats or integers.
    learning_rates : list or tuple of floats, positive and all different
    iterations : int from 0 to 200

    Returns
    -------
    dict {learning rate: array (iterations + 1,)}
        The rates are the keys, as they were given. Entry 0 is the loss at w0, and entry k the loss after
        update number k. None of the arguments is changed. Keys besides the rates are not looked at.

    Examples
    --------
    >>> loss, gradient = (lambda w: np.sum(w**2)), (lambda w: 2 * w)
    >>> curves = learning_rate_experiment(loss, gradient, np.array([4.0, 0.0]), [0.5, 0.25], 2)
    >>> {rate: [float(v) for v in losses] for rate, losses in curves.items()}
    {0.5: [16.0, 0.0, 0.0], 0.25: [16.0, 4.0, 1.0]}
    """
    curves = {}
    for rate in learning_rates:
        w = w0
        losses = [loss(w)]
        for _ in range(iterations):
            w = w - rate * gradient(w)
            losses.append(loss(w))
        curves[rate] = np.array(losses)
    return curves


def plot_loss_curves(curves, ax=None):
    """Draw one line for each learning rate: its losses L_0, L_1, L_2, ... over the iterations 0, 1, 2, ...

    What counts is what is on the Axes:

    - for each rate a line from (0, L_0) through (1, L_1), (2, L_2), ... to the last one (in steps, if you like),
      with all of it in the visible range. A logarithmic axis is welcome; logarithms drawn in place of the losses
      are not;
    - each line is named by its rate: in a legend that is shown and tells the lines apart by colour, style
      or marker, or by a text next to its last point. Other words may stand around the rate; it may be
      rounded to two significant digits, or written as a power of ten;
    - a label on each of the two axes, in words of your choice.

    What a reader cannot see does not count: what is transparent, for instance, or white on white. All lines
    are on one Axes, not on twins of it with scales of their own. Only if no `ax` is given, you may also give each rate a panel of its own in
    one figure, with the rate in the panel's title. All else is up to you. Matplotlib is not imported in
    this file yet: write `import matplotlib.pyplot as plt` into the function. `plt.show()` is not needed.

    Parameters
    ----------
    curves : dict {learning rate: array (iterations + 1,)}
        As `learning_rate_experiment` returns it, rates in any order. All losses are positive, there are at
        least 3 of each, and no two rates differ by less than a tenth.
    ax : matplotlib Axes, or None
        Where to draw; None stands for a new figure.

    Returns
    -------
    matplotlib Axes
        The Axes with the lines: `ax` itself, if one was given. With several panels, one of them.

    Examples
    --------
    >>> ax = plot_loss_curves({0.1: np.array([4.0, 2.0, 1.5]), 0.5: np.array([4.0, 5.0, 7.0])})
    >>> ax.get_xlabel() != "" and ax.get_ylabel() != ""
    True
    """
    import matplotlib.pyplot as plt

    if ax is None:
        ax = plt.subplots()[1]
    for rate, losses in curves.items():
        ax.plot(np.arange(len(losses)), losses, marker=".", label=f"learning rate {rate:g}")
    ax.set_yscale("log")
    ax.set_xlabel("iteration")
    ax.set_ylabel("loss")
    ax.legend()
    return ax
