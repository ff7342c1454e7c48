"""The gradient of half the mean squared residual."""

import numpy as np
import sympy as sp

from autograder.authoring import case, exercise, hidden
from reference.linear_regression import data


def reference(X, y, theta):
    m = X.shape[0]
    return X.T @ (X @ theta - y) / m


compute_gradient = exercise(
    reference,
    pure=True,
    hints=[
        "If theta_j grows a little, by how much does the prediction for one example change?",
        (
            "Differentiate one squared error with respect to theta_j, then average over the examples. "
            "At the end write the shapes under your formula: what is left must have the shape of theta."
        ),
        (
            "Another function, as an example: f(t) = (a*t - b)**4 / 4 has the slope `a * (a*t - b) ** 3`. "
            "The 4 cancels, and the inner derivative a stands in front."
        ),
    ],
)


@compute_gradient.cases
def sizes(rng):
    yield case("m=4, n=2", *data.regression(rng, 4, 2))
    yield case("m=5, n=3, 1-D", *data.regression(rng, 5, 3, column=False))
    # A missing transpose runs when m = n.
    yield case("m=n=3", *data.regression(rng, 3, 3))
    yield case("m=n=2, 1-D", *data.regression(rng, 2, 2, column=False))
    yield case("one example", *data.regression(rng, 1, 3))
    yield case("one column", *data.regression(rng, 6, 1))
    yield hidden("m=60, n=2", *data.regression(rng, 60, 2))
    yield hidden("m=7, n=4, 1-D", *data.regression(rng, 7, 4, column=False))
    yield hidden("m=n=4", *data.regression(rng, 4, 4))
    yield hidden("m=n=4, 1-D", *data.regression(rng, 4, 4, column=False))
    yield hidden("more columns than rows", *data.regression(rng, 2, 5))


@compute_gradient.cases
def kinds_of_numbers(rng):
    yield case(
        "integers", np.array([[1, 2], [1, 3], [1, 5]]), np.array([[2], [5], [4]]), np.array([[1], [2]])
    )
    # Here the mean of the products is the product of the means.
    X = np.array([[1.0, 2.0], [1.0, 4.0], [1.0, 6.0], [1.0, 8.0]])
    yield case(
        "the same error everywhere", X, np.array([[6.0], [9.0], [12.0], [15.0]]), np.array([[1.0], [1.5]])
    )
    yield case("perfect fit", *data.perfect_fit())
    yield hidden("a minimum with residuals", *data.best_fit_with_residuals())
    X, y, theta = data.regression(rng, 5, 2, column=False)
    yield hidden("integers, 1-D", X.round().astype(int), y.round().astype(int), np.array([3, -2]))
    yield hidden("float32", *(a.astype(np.float32) for a in data.regression(rng, 6, 3)))
    X, y, theta = data.regression(rng, 4, 3)
    yield hidden("X not contiguous", data.spread(X), y, theta)


@compute_gradient.cases
def mixed_kinds(rng):
    """What one array holds says nothing about the others."""
    yield case("integer X and y, fractions in theta", *data.integers_and_fractions())
    yield case("integer y, 1-D", *data.integer_targets())
    yield case("integer theta", *data.integer_start())
    X, y, theta = data.regression(rng, 5, 3, column=False)
    yield hidden("integer X and y, 1-D", *data.as_integers(X, y), theta)
    X, y, theta = data.regression(rng, 6, 2)
    yield hidden("integer y", X, *data.as_integers(y), theta)
    X, y, theta = data.regression(rng, 4, 3, column=False)
    yield hidden("integer X, 1-D", *data.as_integers(X), y, theta)
    yield hidden("one column, 1-D", *data.regression(rng, 5, 1, column=False))


@compute_gradient.scale
def scale(X, y, theta):
    return float(np.max(np.abs(X))) * data.residual_scale(X, y, theta)


@compute_gradient.derivation
def by_sympy(X, y, theta):
    """Every partial derivative of J, written out over the examples, at the exact value of theta."""
    t = sp.symbols(f"t0:{X.shape[1]}")
    targets = [sp.Rational(float(v)) for v in np.ravel(y)]
    squares = [
        (sum(sp.Rational(float(x)) * tj for x, tj in zip(row, t, strict=True)) - target) ** 2
        for row, target in zip(X, targets, strict=True)
    ]
    J = sp.Rational(1, 2) * sum(squares) / len(squares)
    here = {tj: sp.Rational(float(v)) for tj, v in zip(t, np.ravel(theta), strict=True)}
    return np.array([sp.diff(J, tj).subs(here) for tj in t]).reshape(np.shape(theta))


@compute_gradient.drawn
def drawn(draw):
    return data.drawn(draw, draw.integer(1, 4), draw.integer(1, 3), column=draw.integer(0, 1) == 1)


@compute_gradient.derivative_of
def slopes(X, y, theta):
    yield lambda t: np.mean((X @ t - y) ** 2) / 2, theta, None


@compute_gradient.right
def as_a_mean_of_rows(X, y, theta):
    e = (X @ theta - y).reshape(-1, 1)
    return np.mean(e * X, axis=0).reshape(theta.shape)


@compute_gradient.right
def as_loops(X, y, theta):
    m, n = X.shape
    t, targets, g = np.ravel(theta), np.ravel(y), np.zeros(n)
    for i in range(m):
        e = sum(X[i, k] * t[k] for k in range(n)) - targets[i]
        for j in range(n):
            g[j] += e * X[i, j]
    return (g / m).reshape(np.shape(theta))


@compute_gradient.right
def expanded(X, y, theta):
    m = len(y)
    return (X.T @ X) @ theta / m - X.T @ y / m


@compute_gradient.right
def with_a_prefactor(X, y, theta):
    return (1 / len(X)) * X.transpose().dot(X.dot(theta) - y)


@compute_gradient.right
def by_einsum(X, y, theta):
    return np.einsum("ij,i...->j...", X, X @ theta - y) / y.size


@compute_gradient.right
def one_partial_derivative_at_a_time(X, y, theta):
    e = np.ravel(X @ theta - y)
    return np.array([np.mean(e * X[:, j]) for j in range(X.shape[1])]).reshape(theta.shape)


@compute_gradient.right
def row_times_matrix(X, y, theta):
    e = X @ theta - y
    return (e.T @ X).T / X.shape[0]


@compute_gradient.mistake("Evaluate your prefactor by hand for m = 100.")
def precedence(X, y, theta):
    """The factor is m/2 and not 1/m, as in `(1/2*m)` or `.../2*m`: Python divides by 2, then multiplies by m.
    (1/(2m) would be wrong, too.)"""
    return (1 / 2 * len(y)) * X.T @ (X @ theta - y)


@compute_gradient.mistake("Evaluate your prefactor by hand for m = 100.")
def times_m(X, y, theta):
    """The sum is multiplied by the number of examples m instead of divided by it, as in `.../1*m`."""
    return X.T @ (X @ theta - y) * len(y)


@compute_gradient.mistake("Does your gradient grow when every example is listed twice? Should it?")
def sum_without_mean(X, y, theta):
    """The examples are summed, but the sum is not divided by m."""
    return X.T @ (X @ theta - y)


@compute_gradient.mistake("Which power did the 1/2 in J cancel?")
def factor_two(X, y, theta):
    """This is twice the gradient: that of the mean of the squares, without the 1/2 in front of it."""
    return 2 / len(y) * X.T @ (X @ theta - y)


@compute_gradient.mistake("What happened to the exponent 2 when you differentiated?")
def half_kept(X, y, theta):
    """This is half the gradient, as if the 1/2 of the cost were still there; the 2 of the square has
    cancelled it."""
    return X.T @ (X @ theta - y) / (2 * len(y))


@compute_gradient.mistake("If all predictions are too large, should the first entry be positive?")
def opposite_sign(X, y, theta):
    """This is minus the gradient, which points downhill, as when prediction and target are exchanged."""
    return X.T @ (y - X @ theta) / len(y)


@compute_gradient.mistake("What shape must the gradient have? Write the shapes under your formula.")
def no_transpose(X, y, theta):
    """X stands where its transpose is needed, so that the product exists only when m = n."""
    return X @ (X @ theta - y) / len(y)


@compute_gradient.mistake("Does an error on an example with a large x count more than one with a small x?")
def product_of_means(X, y, theta):
    """The mean error is multiplied by the mean of each column; the mean of the products is needed."""
    return (np.mean(X @ theta - y) * np.mean(X, axis=0)).reshape(theta.shape)


@compute_gradient.mistake("Is it the rows or the columns of X that count the examples?")
def columns_for_rows(X, y, theta):
    """The sum is divided by the number of columns n instead of the number of examples m."""
    return X.T @ (X @ theta - y) / X.shape[1]


@compute_gradient.mistake("How many numbers stand in X, and how many examples are there?")
def all_entries(X, y, theta):
    """The sum is divided by m n, the number of all entries of X, instead of m."""
    return X.T @ (X @ theta - y) / X.size


@compute_gradient.mistake("Over which index does the sum in the formula run?")
def sum_over_columns(X, y, theta):
    """The products are summed over the columns (axis=1), which leaves one number for each example."""
    return np.sum((X @ theta - y).reshape(-1, 1) * X, axis=1) / len(y)


@compute_gradient.mistake("How many partial derivatives has a function of n variables?")
def one_number(X, y, theta):
    """All products are added up to a single number; the gradient has one entry for each theta_j."""
    return np.sum((X @ theta - y).reshape(-1, 1) * X) / len(y)


@compute_gradient.mistake("What is the derivative of the prediction with respect to theta_j?")
def inner_derivative_missing(X, y, theta):
    """The inner derivative x_ij is missing: every entry is the mean error."""
    return np.full(theta.shape, np.mean(X @ theta - y))


@compute_gradient.mistake("What is the derivative of e**2 with respect to e?")
def still_squared(X, y, theta):
    """The squares of the errors are multiplied by X^T; the derivative of a square is linear in the error."""
    return X.T @ (X @ theta - y) ** 2 / len(y)


@compute_gradient.mistake("Should an error of 10 pull more than an error of 1?")
def signs_only(X, y, theta):
    """Only the signs of the errors are used: this belongs to the mean absolute error."""
    return X.T @ np.sign(X @ theta - y) / len(y)


@compute_gradient.mistake("What does the gradient tell you: where to go, or how steep it is, too?")
def length_one(X, y, theta):
    """The gradient is divided by its length, so that the steepness is lost."""
    g = X.T @ (X @ theta - y) / len(y)
    return g / np.linalg.norm(g)


@compute_gradient.mistake("Where did the targets go?")
def targets_missing(X, y, theta):
    """The predictions are used in place of the errors: y is not subtracted."""
    return X.T @ (X @ theta) / len(y)


@compute_gradient.mistake("Subtract your gradient from theta and print the shape.")
def flattened(X, y, theta):
    """For columns the gradient is 1-D: theta minus this is an (n, n) matrix and no longer a column."""
    return (X.T @ (X @ theta - y) / len(y)).ravel()


@compute_gradient.mistake("Print the shape of your gradient, and beside it that of theta.")
def row_for_columns(X, y, theta):
    """For columns the gradient comes back as a row (1, n)."""
    return (X @ theta - y).T @ X / len(y)


@compute_gradient.mistake("Subtract your gradient from a 1-D theta and print the shape.")
def always_a_column(X, y, theta):
    """A column comes back even when theta is one-dimensional."""
    return (X.T @ (X @ theta - y) / len(y)).reshape(-1, 1)


@compute_gradient.mistake("Print the shape of the difference of prediction and target.")
def broadcast(X, y, theta):
    """For columns the result has the shape (n, m): a column minus a 1-D array is an (m, m) matrix."""
    return X.T @ (X @ theta - y.ravel()) / len(y)


@compute_gradient.mistake("Which axis of X does NumPy line up with a 1-D array of errors?")
def errors_along_the_wrong_axis(X, y, theta):
    """A 1-D error is lined up with the columns of X, not with its rows, as in `error * X`."""
    return np.mean((X @ theta - y) * X, axis=0).reshape(theta.shape)


@compute_gradient.mistake("Which shape comes back for columns, and which for 1-D arrays?")
def mean_of_products_as_it_comes(X, y, theta):
    """For columns the gradient is 1-D, and a 1-D error is lined up with the columns of X, not with its rows:
    `np.mean(error * X, axis=0)` does both."""
    return np.mean((X @ theta - y) * X, axis=0)


@compute_gradient.mistake(
    "Write the shapes of error and X side by side, for columns: do the inner ones agree?"
)
def right_for_1d_only(X, y, theta):
    """For 1-D arrays this is right, but a column does not fit, as in `error @ X`."""
    return (X @ theta - y) @ X / len(y)


@compute_gradient.mistake("What is the difference between `*` and `@`?")
def star_for_product(X, y, theta):
    """X^T and the errors are multiplied entry by entry (`*`); the formula needs the matrix product."""
    return X.T * (X @ theta - y) / len(y)


@compute_gradient.mistake("Which dtype has `np.zeros_like(theta)` when theta holds integers?")
def rounded_to_integers(X, y, theta):
    """When theta holds integers, the gradient loses its fractions: an array of integers was filled or
    returned."""
    g = np.zeros_like(theta)
    g[:] = X.T @ (X @ theta - y) / len(y)
    return g


@compute_gradient.mistake("Which dtype has the array that you return when X holds integers?")
def rounded_to_the_integers_of_x(X, y, theta):
    """When X holds integers, the gradient loses its fractions: an array of integers was filled or
    returned."""
    return (X.T @ (X @ theta - y) / len(y)).astype(X.dtype)


@compute_gradient.mistake("Which dtype has the array that you return when y holds integers?")
def rounded_to_the_integers_of_y(X, y, theta):
    """When y holds integers, the gradient loses its fractions: an array of integers was filled or
    returned."""
    return (X.T @ (X @ theta - y) / len(y)).astype(y.dtype)


@compute_gradient.mistake("Which dtype has the array that you return?")
def always_rounded_to_integers(X, y, theta):
    """The gradient loses its fractions in every call: an array of integers was filled or returned."""
    return (X.T @ (X @ theta - y) / len(y)).astype(int)


@compute_gradient.mistake("What is 47 / 3, and what is 47 // 3?")
def division_of_integers(X, y, theta):
    """When all three arrays hold integers, the division drops the fractions, as `//` does."""
    g = X.T @ (X @ theta - y)
    return g // len(y) if g.dtype.kind == "i" else g / len(y)


@compute_gradient.mistake("What becomes of 0.5 when theta is given the dtype of X?")
def theta_cut_to_integers(X, y, theta):
    """When X holds integers, theta loses its fractions."""
    return X.T @ (X @ theta.astype(X.dtype) - y) / len(y)


@compute_gradient.mistake("Which dtype has `np.zeros_like(y)` when y holds integers?")
def predictions_cut_to_integers(X, y, theta):
    """When y holds integers, the predictions lose their fractions."""
    return X.T @ ((X @ theta).astype(y.dtype) - y) / len(y)


@compute_gradient.mistake("Which dtype has the array of your errors when y holds integers?")
def errors_cut_to_integers(X, y, theta):
    """When y holds integers, the errors lose their fractions."""
    return X.T @ (X @ theta - y).astype(y.dtype) / len(y)


@compute_gradient.mistake("Which dtype has a copy of y when y holds integers?")
def copy_of_integers(X, y, theta):
    """It raises when y holds integers and the predictions have fractions: `-=` cannot put fractions into an
    array of integers."""
    e = y.copy()
    e -= X @ theta
    return -X.T @ e / len(y)


@compute_gradient.mistake("Is theta_0 free to move?")
def intercept_fixed(X, y, theta):
    """The entry for the intercept is 0, so that theta_0 would never change."""
    g = X.T @ (X @ theta - y) / len(y)
    g[0] = 0
    return g


@compute_gradient.mistake("Print the y you passed in after the call: is it still what it was?")
def in_place(X, y, theta):
    """The residuals are written into the caller's y, as by `y -= ...` (which fails for integers in y and
    fractions elsewhere)."""
    y -= X @ theta
    return -X.T @ y / len(y)
