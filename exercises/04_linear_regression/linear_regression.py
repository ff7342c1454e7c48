"""Linear regression by gradient descent.

X holds one example in each row, and a column of ones first: m rows, n columns. Either all of y
and theta are columns, (m, 1) and (n, 1), or both are one-dimensional, (m,) and (n,).
"""

import numpy as np


def compute_cost(X, y, theta):
    """Return the cost J(theta) = 1/(2m) * sum_i (x_i . theta - y_i)^2 of a linear model.

    Parameters
    ----------
    X : array (m, n), its first column is all ones
    y : array (m, 1) or (m,)
    theta : array (n, 1) or (n,), of the same kind as y

    Returns
    -------
    float
        The cost. None of the arguments is changed.

    Examples
    --------
    >>> float(compute_cost(np.array([[1.0, 0.0], [1.0, 1.0]]), np.array([1.0, 5.0]), np.array([1.0, 2.0])))
    1.0
    """
    # Your code here.
    raise NotImplementedError
