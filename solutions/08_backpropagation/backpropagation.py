"""The chain rule, and backpropagation through a network with one hidden layer.

The network has n inputs, h hidden units with the sigmoid sigma(z) = 1 / (1 + e^-z), and one
linear output. X holds one example in each row, m in all. It has no column of ones: the biases
take its place. The parameters are a dict of arrays of floats,

    params = {"W1": (n, h), "b1": (1, h), "W2": (h, 1), "b2": (1, 1)}

with the shapes given here.

Results must be right to about 9 digits, relative to their largest entry (backprop: 8; about 5 where
float32 comes in, which only forward_pass gets). Integers are Python's own or 64-bit; int8 and other
small or unsigned types do not occur. A nested list passes for an array of its shape, and an array
with one entry for a single number.
"""

import numpy as np


def chain_rule(df, g, dg, x):
    """Return the derivative of f(g(x)) with respect to x: (f o g)'(x) = f'(g(x)) * g'(x).

    Parameters
    ----------
    df : function, the derivative f' of the outer function
    g : function, the inner function
    dg : function, the derivative g' of the inner function
    x : float, integer, or array of any shape, even without entries, that holds floats or integers

    Each function takes a number, or an array element by element, and returns as many numbers; it may
    return its argument itself. The outer function f is not given. Use dg: a difference quotient of g
    is not exact enough.

    Returns
    -------
    float or array of the shape of x
        The derivative at each x, not rounded to integers where x holds integers. x is not changed.

    Examples
    --------
    The slope of (5x + 1)^2 at x = 1:

    >>> float(chain_rule(lambda u: 2 * u, lambda t: 5 * t + 1, lambda t: 0 * t + 5.0, 1.0))
    60.0
    """
    outer_slope = df(g(x))
    inner_slope = dg(x)
    return inner_slope * outer_slope


def forward_pass(X, params):
    """Return the network's predictions y_hat = A1 W2 + b2 with A1 = sigma(Z1), Z1 = X W1 + b1.

    sigma(z) = 1 / (1 + e^-z) acts on each entry; the output is not squashed. No entry of Z1 lies
    outside [-20, 20], so overflow of the exponential function need not be considered.

    Parameters
    ----------
    X : array (m, n) of floats or integers, one example in each row
    params : dict of the arrays "W1" (n, h), "b1" (1, h), "W2" (h, 1) and "b2" (1, 1)

    Returns
    -------
    array (m, 1)
        One prediction in each row. Neither X nor params is changed, nor is anything added to params.

    Examples
    --------
    >>> params = {"W1": np.array([[0.0, 1.0]]), "b1": np.array([[0.0, -3.0]]),
    ...           "W2": np.array([[4.0], [2.0]]), "b2": np.array([[10.0]])}
    >>> forward_pass(np.array([[3.0]]), params).tolist()
    [[13.0]]
    """
    W1, b1, W2, b2 = (params[key] for key in ("W1", "b1", "W2", "b2"))
    hidden = np.reciprocal(1.0 + np.exp(-(X.dot(W1) + b1)))
    return hidden.dot(W2) + b2


def backprop(X, y, params):
    """Return the gradient of the loss L = 1/(2m) * sum_i (y_hat_i - y_i)^2 for all parameters.

    y_hat is what the network predicts: y_hat = A1 W2 + b2 with A1 = sigma(Z1), Z1 = X W1 + b1 and
    sigma(z) = 1 / (1 + e^-z). No entry of Z1 lies outside [-20, 20]. Nothing is left over
    from an earlier forward pass: y_hat has to be computed here.

    Parameters
    ----------
    X : array (m, n) of floats or integers, one example in each row
    y : array (m, 1) of floats or integers, the targets
    params : dict of the arrays "W1" (n, h), "b1" (1, h), "W2" (h, 1) and "b2" (1, 1)

    Returns
    -------
    dict of arrays
        "dW1" (n, h), "db1" (1, h), "dW2" (h, 1) and "db2" (1, 1): each entry is the derivative of
        L with respect to the same entry of the parameter, and each array has the shape of its
        parameter. They are exact but for rounding; difference quotients of L are not precise
        enough. Further keys are allowed. The arguments are not changed: the gradient is returned,
        no step is taken.

    Examples
    --------
    One example, one input, one hidden unit; A1 = 1/2 and y_hat = 3:

    >>> params = {"W1": np.array([[0.0]]), "b1": np.array([[0.0]]),
    ...           "W2": np.array([[4.0]]), "b2": np.array([[1.0]])}
    >>> gradient = backprop(np.array([[3.0]]), np.array([[1.0]]), params)
    >>> [float(gradient[key].item()) for key in ("dW1", "db1", "dW2", "db2")]
    [6.0, 2.0, 1.0, 2.0]
    """
    W1, b1, W2, b2 = (params[key] for key in ("W1", "b1", "W2", "b2"))
    hidden = np.reciprocal(1.0 + np.exp(-(X.dot(W1) + b1)))
    error = hidden.dot(W2) + b2 - y
    # One row per example; the mean over the rows comes last.
    back = (error * W2.ravel()) * (hidden - hidden**2)
    return {
        "dW1": np.dot(X.T, back) / len(X),
        "db1": np.mean(back, axis=0, keepdims=True),
        "dW2": np.dot(hidden.T, error) / len(X),
        "db2": np.mean(error, axis=0, keepdims=True),
    }
