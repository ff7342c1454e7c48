"""The cost of a linear model: half the mean squared residual."""

import numpy as np
import sympy as sp

from autograder.authoring import case, exercise, hidden
from reference.linear_regression import data


def reference(X, y, theta):
    residual = X @ theta - y
    return np.sum(residual * residual) / (2 * X.shape[0])


compute_cost = exercise(
    reference,
    picture="errors",
    pure=True,
    hints=[
        "Take two examples and do the sum on paper: what is divided by what?",
        "Predict, subtract, square, average, halve: print what you have after each of the five.",
        "The mean absolute deviation of v from c, as an example: `np.sum(np.abs(v - c)) / len(v)`.",
    ],
)


@compute_cost.cases
def sizes(rng):
    yield case("m=4, n=2", *data.regression(rng, 4, 2))
    yield case("m=5, n=3, 1-D", *data.regression(rng, 5, 3, column=False))
    yield case("m=n=3", *data.regression(rng, 3, 3))
    yield case("one example", *data.regression(rng, 1, 2))
    yield case("more columns than rows, 1-D", *data.regression(rng, 2, 5, column=False))
    yield hidden("m=100, n=2", *data.regression(rng, 100, 2))
    yield hidden("m=7, n=3, 1-D", *data.regression(rng, 7, 3, column=False))
    yield hidden("m=n=4", *data.regression(rng, 4, 4))


@compute_cost.cases
def kinds_of_numbers(rng):
    yield case(
        "integers", np.array([[1, 2], [1, 3], [1, 5]]), np.array([[2], [5], [4]]), np.array([[1], [2]])
    )
    yield case(
        "residuals that cancel", np.ones((4, 1)), np.array([[1.0], [-1.0], [2.0], [-2.0]]), np.array([[0.0]])
    )
    yield case("perfect fit", *data.perfect_fit())
    yield hidden(
        "integers, odd sum of squares", np.ones((3, 1), int), np.array([[0], [0], [1]]), np.array([[0]])
    )
    yield hidden("float32", *(a.astype(np.float32) for a in data.regression(rng, 6, 3)))
    X, y, theta = data.regression(rng, 4, 3)
    yield hidden("X not contiguous", data.spread(X), y, theta)


@compute_cost.cases
def mixed_kinds(rng):
    """What one array holds says nothing about the others."""
    yield case("integer X and y, fractions in theta", *data.integers_and_fractions())
    yield case("integer y, 1-D", *data.integer_targets())
    X, y, theta = data.regression(rng, 5, 3, column=False)
    yield hidden("integer X and y, 1-D", *data.as_integers(X, y), theta)
    X, y, theta = data.regression(rng, 6, 2)
    yield hidden("integer y", X, *data.as_integers(y), theta)
    yield hidden("integer theta", X, y, *data.as_integers(3 * theta))
    yield hidden(
        "large integers",
        np.array([[1, 120], [1, 85], [1, 200], [1, 40]]),
        np.array([61000, 1300, 98000, 450]),
        np.array([-700, 310]),
    )


@compute_cost.scale
def scale(X, y, theta):
    return data.residual_scale(X, y, theta) ** 2


@compute_cost.derivation
def by_sympy(X, y, theta):
    """Exact rational arithmetic, example by example."""
    rows = [[sp.Rational(float(v)) for v in row] for row in X]
    targets = [sp.Rational(float(v)) for v in np.ravel(y)]
    parameters = [sp.Rational(float(v)) for v in np.ravel(theta)]
    residuals = [sp.Matrix([row]).dot(parameters) - target for row, target in zip(rows, targets, strict=True)]
    return sp.Rational(1, 2) * sum(r**2 for r in residuals) / len(targets)


@compute_cost.drawn
def drawn(draw):
    return data.drawn(draw, draw.integer(1, 5), draw.integer(1, 4))


@compute_cost.right
def as_a_mean(X, y, theta):
    return 0.5 * np.mean((X.dot(theta) - y) ** 2)


@compute_cost.right
def as_a_matrix_product(X, y, theta):
    e = np.dot(X, theta) - y
    return e.T @ e / (2 * len(y))


@compute_cost.right
def as_loops(X, y, theta):
    m, total = len(y), 0.0
    t, targets = np.ravel(theta), np.ravel(y)
    for i in range(m):
        total += (sum(X[i, j] * t[j] for j in range(len(t))) - targets[i]) ** 2
    return total / (2 * m)


@compute_cost.right
def as_a_squared_norm(X, y, theta):
    return np.linalg.norm(X @ theta - y) ** 2 / 2 / len(X)


@compute_cost.right
def summed_along_an_axis(X, y, theta):
    return np.sum((X @ theta - y) ** 2, axis=0) / (2 * X.shape[0])


@compute_cost.right
def from_variance_and_mean(X, y, theta):
    e = X @ theta - y
    return (np.var(e) + np.mean(e) ** 2) / 2


@compute_cost.mistake("Evaluate your prefactor by hand for m = 100.")
def precedence(X, y, theta):
    """The factor is m/2 and not 1/(2m), as in `(1/2*m)` or `.../2*m`: Python divides by 2, then multiplies
    by m."""
    return (1 / 2 * len(y)) * np.sum(np.square(X.dot(theta) - y))


@compute_cost.mistake("Should the cost double when every example is listed twice?")
def sum_without_mean(X, y, theta):
    """The squares are summed and halved, but not divided by m."""
    return 0.5 * np.sum((X.dot(theta) - y) ** 2)


@compute_cost.mistake("Which factor makes the 2 of the square vanish in the derivative?")
def no_half(X, y, theta):
    """This is the mean of the squares, without the 1/2."""
    return np.mean((X.dot(theta) - y) ** 2)


@compute_cost.mistake("Is it the rows or the columns of X that count the examples?")
def columns_for_rows(X, y, theta):
    """The sum is divided by twice the number of columns n instead of twice the number of examples m."""
    return np.sum((X.dot(theta) - y) ** 2) / (2 * X.shape[1])


@compute_cost.mistake("Can an error of +1 and an error of -1 cancel?")
def square_of_sum(X, y, theta):
    """This is the square of the sum of the errors, not the sum of their squares (divided by 2m)."""
    return np.sum(X.dot(theta) - y) ** 2 / (2 * len(y))


@compute_cost.mistake("How much worse is an error of 2 than an error of 1 in this cost?")
def absolute(X, y, theta):
    """The absolute errors are averaged and halved, not their squares."""
    return np.sum(np.abs(X.dot(theta) - y)) / (2 * len(y))


@compute_cost.mistake("The cost is quadratic in theta. Is yours?")
def root(X, y, theta):
    """This is the square root of the cost."""
    return np.sqrt(np.mean((X.dot(theta) - y) ** 2) / 2)


@compute_cost.mistake("Which division keeps the fraction?")
def floor_division(X, y, theta):
    """The cost is rounded down to a whole number, as `//` and `int` do."""
    return np.sum((X.dot(theta) - y) ** 2) // (2 * len(y))


@compute_cost.mistake("Print the shape of the difference.")
def broadcast(X, y, theta):
    """For columns, all m^2 differences of a prediction and a target enter, and not the m that belong
    together: a column minus a 1-D array is an (m, m) matrix."""
    return np.mean((X.dot(theta) - y.ravel()) ** 2) / 2


@compute_cost.mistake("Print the shape of the difference: how many squares do you add up?")
def broadcast_and_summed(X, y, theta):
    """For columns, the squares of all m^2 differences are added up, and the sum is divided by 2m: a column
    minus a 1-D array is an (m, m) matrix."""
    return np.sum((X.dot(theta) - y.ravel()) ** 2) / (2 * len(y))


@compute_cost.mistake("Print the shape of the difference when y and theta are one-dimensional.")
def broadcast_for_1d(X, y, theta):
    """For 1-D arrays, all m^2 differences of a prediction and a target enter, and not the m that belong
    together: a 1-D array minus a column is an (m, m) matrix."""
    return np.mean((X.dot(theta) - y.reshape(-1, 1)) ** 2) / 2


@compute_cost.mistake("Print the shape of the difference for 1-D arrays: how many squares do you add up?")
def broadcast_for_1d_and_summed(X, y, theta):
    """For 1-D arrays, the squares of all m^2 differences are added up, and the sum is divided by 2m: a 1-D
    array minus a column is an (m, m) matrix."""
    return np.sum((X.dot(theta) - y.reshape(-1, 1)) ** 2) / (2 * len(y))


@compute_cost.mistake("How many axes has y when it is one-dimensional?")
def columns_only(X, y, theta):
    """Two indices are used, as in `y[i, 0]`, so one-dimensional arrays raise IndexError."""
    total = 0.0
    for i in range(len(y)):
        total += (sum(X[i, j] * theta[j, 0] for j in range(len(theta))) - y[i, 0]) ** 2
    return total / (2 * len(y))


@compute_cost.mistake("Put in one error of 3 and one of 4: which numbers should be added?")
def no_square(X, y, theta):
    """The errors themselves are averaged and halved; nothing is squared."""
    return np.sum(X.dot(theta) - y) / (2 * len(y))


@compute_cost.mistake("For errors of +1 and -1, is the mean of the squares the square of the mean?")
def square_of_mean(X, y, theta):
    """This is half the square of the mean error, not half the mean of the squared errors."""
    return np.mean(X.dot(theta) - y) ** 2 / 2


@compute_cost.mistake("How many examples does the mean in the formula run over?")
def one_example_less(X, y, theta):
    """The sum is divided by 2(m - 1), as for a sample variance, and not by 2m."""
    return np.sum((X.dot(theta) - y) ** 2) / (2 * np.subtract(len(y), 1.0))


@compute_cost.mistake("How many numbers come back, and how many should?")
def not_summed(X, y, theta):
    """Each example's share comes back by itself: the sum over the examples is missing."""
    return (X.dot(theta) - y) ** 2 / (2 * len(y))


@compute_cost.mistake("What is the shape of `X * theta`, and what should the shape of the predictions be?")
def star_for_product(X, y, theta):
    """X and theta are multiplied entry by entry (`*`); the predictions are their matrix product."""
    return np.sum((X * theta - y) ** 2) / (2 * len(y))


@compute_cost.mistake("Which column of X belongs to theta_0?")
def without_intercept(X, y, theta):
    """The column of ones and theta_0 are left out of the predictions."""
    return np.sum((X[:, 1:].dot(theta[1:]) - y) ** 2) / (2 * len(y))


@compute_cost.mistake("Print the y you passed in after the call: is it still what it was?")
def in_place(X, y, theta):
    """The residuals are written into the caller's y, as by `y -= ...` (which fails for integers in y and
    fractions elsewhere)."""
    y -= X.dot(theta)
    return np.sum(y**2) / (2 * len(y))


@compute_cost.mistake("Which dtype has a copy of y when y holds integers?")
def copy_of_integers(X, y, theta):
    """It raises when y holds integers and the predictions have fractions: `-=` cannot put fractions into an
    array of integers."""
    e = y.copy()
    e -= X.dot(theta)
    return np.sum(e**2) / (2 * len(y))


@compute_cost.mistake("What becomes of 0.5 when theta is given the dtype of X?")
def theta_cut_to_integers(X, y, theta):
    """When X holds integers, theta loses its fractions."""
    return np.mean((X.dot(theta.astype(X.dtype)) - y) ** 2) / 2


@compute_cost.mistake("Which dtype has `np.zeros_like(y)` when y holds integers?")
def predictions_cut_to_integers(X, y, theta):
    """When y holds integers, the predictions lose their fractions."""
    prediction = np.zeros_like(y)
    prediction[:] = X.dot(theta)
    return np.mean((prediction - y) ** 2) / 2


@compute_cost.mistake("Which dtype has the array of your errors when y holds integers?")
def errors_cut_to_integers(X, y, theta):
    """When y holds integers, the errors lose their fractions."""
    e = np.zeros_like(y)
    e[:] = X.dot(theta) - y
    return np.mean(e**2) / 2
