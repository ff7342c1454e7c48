"""The cost of a linear model with an L2 penalty that spares the intercept."""

import numpy as np
import sympy as sp

from autograder.authoring import case, exercise
from reference.losses import data
from reference.losses.data import half


def reference(X, y, theta, lam):
    residual = np.ravel(X @ theta - y)
    slopes = np.ravel(theta)[1:].astype(float)
    return (np.dot(residual, residual) + lam * np.dot(slopes, slopes)) / (2 * X.shape[0])


ridge_cost = exercise(
    reference,
    picture="errors",
    pure=True,
    hints=[
        "Which of the entries of theta cost something, and what stands in front of the sum of their squares?",
        "Print two numbers: the cost without the penalty, and the penalty alone. Which of them is not what you expect?",
        (
            "A penalty on jumps, as another example: `np.sum(np.diff(v) ** 2)` adds up squares of v, but not of "
            "v[0] itself; with a price c, and halved: `c * np.sum(np.diff(v) ** 2) / 2`."
        ),
    ],
)


@ridge_cost.cases
def sizes(rng):
    yield case("m=4, n=3", *data.regression(rng, 4, 3), 2.0)
    yield case("m=5, n=4, 1-D", *data.regression(rng, 5, 4, column=False), 0.5)
    yield case("m=n=3", *data.regression(rng, 3, 3), 1.5)
    yield case("n=2, 1-D", *data.regression(rng, 4, 2, column=False), 9.0)
    yield case("one example", *data.regression(rng, 1, 3), 0.25)
    yield case("intercept only", *data.regression(rng, 4, 1), 5.0)
    yield half("m=60, n=3", *data.regression(rng, 60, 3), 7.5)
    yield half("m=7, n=5, 1-D", *data.regression(rng, 7, 5, column=False), 1.25)
    yield half("m=n=4, 1-D", *data.regression(rng, 4, 4, column=False), 4.0)
    yield half("intercept only, 1-D", *data.regression(rng, 3, 1, column=False), 2.0)
    yield half("more columns than rows", *data.regression(rng, 2, 6), 0.75)


@ridge_cost.cases
def special_values(rng):
    X, y, theta = data.regression(rng, 4, 2, column=False)
    yield case("lam = 0", X, y, theta, 0.0)
    X, y, theta = data.regression(rng, 4, 3)
    yield case("large intercept", X, y + 50.0, np.array([[50.0], [0.1], [-0.2]]), 1.0)
    yield case("slopes that cancel", X, y, np.array([[1.0], [2.0], [-2.0]]), 4.0)
    yield half("theta is 0", X, y, np.zeros((3, 1)), 2.0)
    X, y, theta = data.perfect_fit()
    yield case("perfect fit", X, y, theta, 3.0)
    yield half("perfect fit, 1-D", X, y.ravel(), theta.ravel(), 0.5)
    X, y, theta = data.best_fit_with_residuals()
    yield half("slopes are 0", X, y + 3.0, np.array([5.0, 0.0]), 2.0)
    yield half("large lam", X, y, theta, 1000)
    yield half("lam = 0, m=n=2", *data.regression(rng, 2, 2), 0)


@ridge_cost.cases
def kinds_of_numbers(rng):
    yield case(
        "integers", np.array([[1, 2], [1, 3], [1, 5]]), np.array([[2], [5], [4]]), np.array([[1], [3]]), 1
    )
    yield case("integer X and y, fractions in theta", *data.integers_and_fractions(), 1.5)
    yield case("integer y, 1-D", *data.integer_targets(), 2)
    yield case("integer theta", *data.integer_start(), 0.5)
    X, y, theta = data.regression(rng, 5, 3, column=False)
    yield half("integers, 1-D, fractions in theta", *data.as_integers(X, y), theta, 3)
    X, y, theta = data.regression(rng, 6, 3)
    yield half("integer theta, fractions elsewhere", X, y, *data.as_integers(3 * theta), 1.75)
    yield half("float32", *(a.astype(np.float32) for a in data.regression(rng, 6, 3)), 2.5)
    X, y, theta = data.regression(rng, 4, 3)
    yield half("X not contiguous, all read-only", *map(data.read_only, (data.spread(X), y, theta)), 0.8)


@ridge_cost.scale
def scale(X, y, theta, lam):
    return data.residual_scale(X, y, theta) ** 2


@ridge_cost.derivation
def by_sympy(X, y, theta, lam):
    """The cost of m + n - 1 examples: the penalty is that of extra rows sqrt(lam) e_j with the target 0."""
    root = sp.sqrt(sp.Rational(float(lam)))
    t = [sp.Rational(float(v)) for v in np.ravel(theta)]
    rows = [[sp.Rational(float(v)) for v in row] for row in X]
    targets = [sp.Rational(float(v)) for v in np.ravel(y)]
    extra = [[root if k == j else sp.Integer(0) for k in range(len(t))] for j in range(1, len(t))]
    residuals = sp.Matrix(rows + extra) * sp.Matrix(t) - sp.Matrix(targets + [0] * len(extra))
    return sp.expand(residuals.dot(residuals) / (2 * len(rows)))


@ridge_cost.drawn
def drawn(draw):
    X, y, theta = data.drawn(draw, draw.integer(1, 4), draw.integer(1, 4), column=draw.integer(0, 1) == 1)
    return X, y, theta, draw.number(0, 5)


@ridge_cost.right
def two_means(X, y, theta, lam):
    m = len(y)
    return np.mean((X.dot(theta) - y) ** 2) / 2 + lam / (2 * m) * np.sum(np.square(theta[1:]))


@ridge_cost.right
def masked(X, y, theta, lam):
    w = theta.astype(float).copy()
    w[0] = 0.0
    r = X @ theta - y
    return ((r**2).sum() + lam * (w**2).sum()) / 2 / len(X)


@ridge_cost.right
def loops(X, y, theta, lam):
    (m, n), t, targets = X.shape, theta.ravel().tolist(), y.ravel().tolist()
    total = 0.0
    for i in range(m):
        total += (sum(X[i, j] * t[j] for j in range(n)) - targets[i]) ** 2
    for j in range(1, n):
        total += lam * t[j] ** 2
    return total / (2 * m)


@ridge_cost.right
def all_minus_the_intercept(X, y, theta, lam):
    e = X @ theta - y
    penalty = np.sum(theta * theta) - np.sum(theta[0] ** 2)
    return 0.5 * (np.sum(e * e) + lam * penalty) / X.shape[0]


@ridge_cost.right
def matrix_products(X, y, theta, lam):
    e, D = X @ theta - y, np.eye(len(theta))
    D[0, 0] = 0
    return (e.T @ e + lam * theta.T @ D @ theta) / (2 * len(y))


@ridge_cost.right
def einsum(X, y, theta, lam):
    t = np.reshape(theta, -1)
    e = np.einsum("ij,j->i", X, t) - np.reshape(y, -1)
    return (np.einsum("i,i->", e, e) + np.einsum("j,j,->", t[1:], t[1:], float(lam))) / (2 * e.size)


@ridge_cost.right
def norms(X, y, theta, lam):
    return (np.linalg.norm(X @ theta - y) ** 2 + lam * np.linalg.norm(theta[1:]) ** 2) / len(X) / 2


@ridge_cost.right
def extra_rows(X, y, theta, lam):
    """The penalty as the cost of more examples."""
    m, n = X.shape
    rows = np.vstack([X, np.sqrt(lam) * np.eye(n)[1:]])
    targets = np.concatenate([y.ravel(), np.zeros(n - 1)])
    return np.sum((rows @ theta.ravel() - targets) ** 2) * (1 / (2 * m))


def _fit(X, y, theta):
    return np.mean((X.dot(theta) - y) ** 2) / 2


def _squares(theta):
    return np.sum(np.asarray(theta, float)[1:] ** 2)


@ridge_cost.mistake("Should adding 100 to every y cost a penalty?")
def intercept_penalised(X, y, theta, lam):
    """The sum of squares in the penalty runs over all of theta, the intercept included."""
    return _fit(X, y, theta) + lam / (2 * len(y)) * np.sum(theta**2)


@ridge_cost.mistake("Which entry of theta belongs to the column of ones?")
def intercept_only(X, y, theta, lam):
    """The intercept is penalised, and nothing else."""
    return _fit(X, y, theta) + lam / (2 * len(y)) * np.sum(theta[:1] ** 2)


@ridge_cost.mistake("Which entry of theta belongs to the column of ones?")
def last_left_out(X, y, theta, lam):
    """The penalty leaves out the last entry of theta instead of the first."""
    return _fit(X, y, theta) + lam / (2 * len(y)) * np.sum(theta[:-1] ** 2)


@ridge_cost.mistake("At which index does the second entry of theta stand?")
def two_left_out(X, y, theta, lam):
    """The penalty leaves out the first two entries of theta."""
    return _fit(X, y, theta) + lam / (2 * len(y)) * np.sum(theta[2:] ** 2)


@ridge_cost.mistake("Which entries does the slice that you use hold?")
def both_ends_left_out(X, y, theta, lam):
    """The penalty leaves out the first and the last entry of theta."""
    return _fit(X, y, theta) + lam / (2 * len(y)) * np.sum(theta[1:-1] ** 2)


@ridge_cost.mistake("How many slopes are there?")
def one_slope_only(X, y, theta, lam):
    """Only one entry, theta_1, is penalised."""
    return _fit(X, y, theta) + lam / (2 * len(y)) * np.sum(theta[1:2] ** 2)


@ridge_cost.mistake("Does your result change with lam?")
def penalty_forgotten(X, y, theta, lam):
    """There is no penalty in it: lam is not used."""
    return _fit(X, y, theta)


@ridge_cost.mistake("What is the cost when the slopes are 0?")
def penalty_only(X, y, theta, lam):
    """The penalty comes back alone, without the cost of the residuals."""
    return lam / (2 * len(y)) * _squares(theta)


@ridge_cost.mistake("Which factor makes the derivative of the penalty come out as (lam/m) theta?")
def no_half(X, y, theta, lam):
    """The factor of the penalty is lam/m, without the 1/2."""
    return _fit(X, y, theta) + lam / len(y) * _squares(theta)


@ridge_cost.mistake("Compare the factor in front of your penalty with the statement: what is missing?")
def no_factor(X, y, theta, lam):
    """The penalty is lam times the sum of squares, without 1/(2m)."""
    return _fit(X, y, theta) + lam * _squares(theta)


@ridge_cost.mistake("Should the weight of the penalty depend on the number of examples?")
def not_divided_by_m(X, y, theta, lam):
    """The factor of the penalty is lam/2, not divided by m, as also when the penalty stands inside the sum
    over the examples and so counts m times."""
    return _fit(X, y, theta) + lam / 2 * _squares(theta)


@ridge_cost.mistake("What is the factor of your penalty, worked out by hand, for lam = 1 and m = 100?")
def precedence_in_the_penalty(X, y, theta, lam):
    """The factor of the penalty is lam m / 2, as from `lam/2*m`: Python divides by 2, then multiplies by
    m."""
    return _fit(X, y, theta) + lam / 2 * len(y) * _squares(theta)


@ridge_cost.mistake("Is it the rows or the columns of X that count the examples?")
def penalty_over_columns(X, y, theta, lam):
    """The penalty is divided by twice the number of columns n, not by twice the number of examples m."""
    return _fit(X, y, theta) + lam / (2 * X.shape[1]) * _squares(theta)


@ridge_cost.mistake("Is the penalty a sum or a mean over the slopes?")
def mean_of_the_penalty(X, y, theta, lam):
    """The penalty is lam/2 times the mean square of the slopes: it is divided by their number, not by m."""
    return _fit(X, y, theta) + lam / 2 * (_squares(theta) / max(len(theta) - 1, 1))


@ridge_cost.mistake("What does `np.mean` divide by, and what stands in the statement?")
def mean_for_sum_in_the_penalty(X, y, theta, lam):
    """In the penalty the squares are averaged, not added up, before the factor lam/(2m)."""
    return _fit(X, y, theta) + lam / (2 * len(y)) * (_squares(theta) / max(len(theta) - 1, 1))


@ridge_cost.mistake("What is the mean of an empty array, and is a mean asked for?")
def mean_of_nothing(X, y, theta, lam):
    """In the penalty the squares are averaged, not added up; for n = 1 that is nan, the mean of no
    numbers."""
    return _fit(X, y, theta) + lam / (2 * len(y)) * np.mean(theta[1:] ** 2)


@ridge_cost.mistake("What does the 2 in L2 stand for?")
def absolute_values(X, y, theta, lam):
    """The absolute values of the slopes are added up, as in the lasso, and not their squares."""
    return _fit(X, y, theta) + lam / (2 * len(y)) * np.sum(np.abs(theta[1:]))


@ridge_cost.mistake("Is the penalty a length or a squared length?")
def norm(X, y, theta, lam):
    """The penalty holds the length of the vector of slopes, not its square."""
    return _fit(X, y, theta) + lam / (2 * len(y)) * np.sqrt(_squares(theta))


@ridge_cost.mistake("May slopes of +2 and -2 give no penalty?")
def square_of_sum(X, y, theta, lam):
    """The slopes are added up before they are squared, so that they may cancel."""
    return _fit(X, y, theta) + lam / (2 * len(y)) * np.sum(theta[1:]) ** 2


@ridge_cost.mistake("May slopes of +2 and -2 give no penalty?")
def no_square(X, y, theta, lam):
    """The slopes themselves are added up in the penalty; nothing is squared."""
    return _fit(X, y, theta) + lam / (2 * len(y)) * np.sum(theta[1:])


@ridge_cost.mistake("Should large slopes raise or lower the cost?")
def minus(X, y, theta, lam):
    """The penalty is subtracted, so that large slopes are rewarded."""
    return _fit(X, y, theta) - lam / (2 * len(y)) * _squares(theta)


@ridge_cost.mistake("With lam = 3, how much more should the penalty be than with lam = 1?")
def lam_squared(X, y, theta, lam):
    """lam is squared together with the slopes."""
    return _fit(X, y, theta) + np.sum((lam * theta[1:]) ** 2) / (2 * len(y))


@ridge_cost.mistake("What does lam = 0 leave of the cost, and what should it?")
def lam_for_everything(X, y, theta, lam):
    """lam multiplies the residuals' part too."""
    return lam * (_fit(X, y, theta) + _squares(theta) / (2 * len(y)))


@ridge_cost.mistake("Which of the two sums does your division reach?")
def only_the_penalty_divided(X, y, theta, lam):
    """The division by 2m reaches the penalty only, as when brackets around the two sums are missing."""
    return np.sum((X.dot(theta) - y) ** 2) + lam * _squares(theta) / (2 * len(y))


@ridge_cost.mistake("Which factor makes the 2 of the squares vanish in the derivative?")
def no_half_anywhere(X, y, theta, lam):
    """Both parts are twice too large: the factor is 1/m, without the 1/2."""
    return (np.sum((X.dot(theta) - y) ** 2) + lam * _squares(theta)) / len(y)


@ridge_cost.mistake("Which factor stands in front of the residuals' squares?")
def no_half_in_the_fit(X, y, theta, lam):
    """The residuals' part has the factor 1/m, without the 1/2."""
    return 2 * _fit(X, y, theta) + lam / (2 * len(y)) * _squares(theta)


@ridge_cost.mistake("What is your prefactor, worked out by hand, for m = 100?")
def precedence(X, y, theta, lam):
    """The factor of both parts is m/2 and not 1/(2m), as in `(1/2*m)` or `.../2*m`: Python divides by 2,
    then multiplies by m."""
    return (1 / 2 * len(y)) * (np.sum((X.dot(theta) - y) ** 2) + lam * _squares(theta))


@ridge_cost.mistake("What is the factor in front of the residuals' squares, worked out by hand, for m = 100?")
def precedence_in_the_fit(X, y, theta, lam):
    """The factor of the residuals' part is m/2 and not 1/(2m), as in `(1/2*m)`: Python divides by 2, then
    multiplies by m."""
    return (1 / 2 * len(y)) * np.sum((X.dot(theta) - y) ** 2) + lam / (2 * len(y)) * _squares(theta)


@ridge_cost.mistake("Should the cost of the residuals double when every example is listed twice?")
def fit_not_divided(X, y, theta, lam):
    """The residuals' squares are halved, but not divided by m."""
    return 0.5 * np.sum((X.dot(theta) - y) ** 2) + lam / (2 * len(y)) * _squares(theta)


@ridge_cost.mistake("What are both sums divided by in the statement?")
def nothing_divided_by_m(X, y, theta, lam):
    """Both parts are halved, but neither is divided by m."""
    return 0.5 * (np.sum((X.dot(theta) - y) ** 2) + lam * _squares(theta))


@ridge_cost.mistake("Is it the rows or the columns of X that count the examples?")
def columns_for_rows(X, y, theta, lam):
    """Both parts are divided by twice the number of columns n, not by twice the number of examples m."""
    return (np.sum((X.dot(theta) - y) ** 2) + lam * _squares(theta)) / (2 * X.shape[1])


@ridge_cost.mistake("Which entries does theta @ theta need, so that one number comes out?")
def product_for_1d_only(X, y, theta, lam):
    """Columns raise ValueError, as from `theta[1:] @ theta[1:]`: that product needs one-dimensional arrays
    (or a single slope)."""
    slopes = theta[1:]
    if slopes.ndim == 2 and len(slopes) != 1:
        raise ValueError("matmul: mismatch")
    return _fit(X, y, theta) + lam / (2 * len(y)) * (slopes @ slopes)


@ridge_cost.mistake("What is theta[1:, 0] when theta has one axis?")
def columns_only(X, y, theta, lam):
    """Two indices are used, as in `theta[1:, 0]`, so one-dimensional arrays raise IndexError."""
    return _fit(X, y, theta) + lam / (2 * len(y)) * np.sum(theta[1:, 0] ** 2)


@ridge_cost.mistake("Which axis of theta holds the slopes?")
def slopes_along_the_second_axis(X, y, theta, lam):
    """For columns there is no penalty, and 1-D arrays raise IndexError: `theta[:, 1:]` leaves out a column,
    not an entry."""
    return _fit(X, y, theta) + lam / (2 * len(y)) * np.sum(theta[:, 1:] ** 2)


@ridge_cost.mistake("How many slopes are there in each of the calls?")
def hard_coded_slopes(X, y, theta, lam):
    """Two slopes are expected, theta[1] and theta[2]; it fails or leaves out some with any other number."""
    return _fit(X, y, theta) + lam / (2 * len(y)) * (theta[1] ** 2 + theta[2] ** 2)


@ridge_cost.mistake("How many numbers come back, and how many should?")
def penalty_not_summed(X, y, theta, lam):
    """One number for each slope comes back: the penalty's sum is missing."""
    return _fit(X, y, theta) + lam / (2 * len(y)) * theta[1:] ** 2


@ridge_cost.mistake("What is the shape of the difference of prediction and target?")
def broadcast(X, y, theta, lam):
    """For columns, all m^2 differences of a prediction and a target enter, and not the m that belong
    together: a column minus a 1-D array is an (m, m) matrix."""
    return np.mean((X.dot(theta) - y.ravel()) ** 2) / 2 + lam / (2 * len(y)) * _squares(theta)


@ridge_cost.mistake("What is the shape of the difference when y and theta are one-dimensional?")
def broadcast_for_1d(X, y, theta, lam):
    """For 1-D arrays, all m^2 differences of a prediction and a target enter, and not the m that belong
    together: a 1-D array minus a column is an (m, m) matrix."""
    return np.mean((X.dot(theta) - y.reshape(-1, 1)) ** 2) / 2 + lam / (2 * len(y)) * _squares(theta)


@ridge_cost.mistake("Print the shape of the difference: how many squares do you add up?")
def broadcast_and_summed(X, y, theta, lam):
    """For columns, the squares of all m^2 differences are added up: a column minus a 1-D array is an (m, m)
    matrix."""
    return (np.sum((X.dot(theta) - y.ravel()) ** 2) + lam * _squares(theta)) / (2 * len(y))


@ridge_cost.mistake("Print the shape of the difference for 1-D arrays: how many squares do you add up?")
def broadcast_for_1d_and_summed(X, y, theta, lam):
    """For 1-D arrays, the squares of all m^2 differences are added up: a 1-D array minus a column is an
    (m, m) matrix."""
    return (np.sum((X.dot(theta) - y.reshape(-1, 1)) ** 2) + lam * _squares(theta)) / (2 * len(y))


@ridge_cost.mistake("Print theta after the call: is it still what it was?")
def intercept_set_to_zero(X, y, theta, lam):
    """theta[0] is set to 0 in the caller's own array."""
    fit = _fit(X, y, theta)
    theta[0] = 0
    return fit + lam / (2 * len(y)) * np.sum(theta**2)


@ridge_cost.mistake("Is the intercept still needed for the predictions when it is set to 0?")
def predictions_without_intercept(X, y, theta, lam):
    """The predictions are made without the intercept too: theta_0 is taken as 0 everywhere."""
    w = np.array(theta, dtype=float)
    w[0] = 0
    return _fit(X, y, w) + lam / (2 * len(y)) * np.sum(w**2)


@ridge_cost.mistake("Which theta made the predictions, and what is left of it after the call?")
def intercept_set_to_zero_too_early(X, y, theta, lam):
    """theta[0] is set to 0 in the caller's own array, and so before the predictions are made."""
    theta[0] = 0
    return _fit(X, y, theta) + lam / (2 * len(y)) * np.sum(theta**2)


@ridge_cost.mistake("Print the y you passed in after the call: is it still what it was?")
def in_place(X, y, theta, lam):
    """The residuals are written into the caller's y, as by `y -= ...` (which fails for integers in y and
    fractions elsewhere)."""
    y -= X.dot(theta)
    return (np.sum(y**2) + lam * _squares(theta)) / (2 * len(y))


@ridge_cost.mistake("Which division keeps the fraction?")
def floor_division(X, y, theta, lam):
    """The cost is rounded down to a whole number, as `//` does."""
    return (np.sum((X.dot(theta) - y) ** 2) + lam * _squares(theta)) // (2 * len(y))


@ridge_cost.mistake("What is 1 // 6, and when is it computed?")
def floor_division_of_lam(X, y, theta, lam):
    """The factor of the penalty is rounded down to a whole number, as by `lam // (2 * m)`."""
    return _fit(X, y, theta) + lam // (2 * len(y)) * _squares(theta)


@ridge_cost.mistake("What becomes of 0.5 when lam is made an integer?")
def lam_cut_to_an_integer(X, y, theta, lam):
    """lam loses its fraction, as by `int(lam)`."""
    return _fit(X, y, theta) + int(lam) / (2 * len(y)) * _squares(theta)


@ridge_cost.mistake("What becomes of 0.5 when theta is given the dtype of X?")
def theta_cut_to_integers(X, y, theta, lam):
    """When X holds integers, theta loses its fractions."""
    t = theta.astype(X.dtype)
    return _fit(X, y, t) + lam / (2 * len(y)) * _squares(t)


@ridge_cost.mistake("Which dtype has `np.zeros_like(y)` when y holds integers?")
def predictions_cut_to_integers(X, y, theta, lam):
    """When y holds integers, the predictions lose their fractions."""
    prediction = X.dot(theta).astype(y.dtype)
    return np.mean((prediction - y) ** 2) / 2 + lam / (2 * len(y)) * _squares(theta)


@ridge_cost.mistake("Which dtype has the array of your errors when y holds integers?")
def errors_cut_to_integers(X, y, theta, lam):
    """When y holds integers, the errors lose their fractions."""
    e = (X.dot(theta) - y).astype(y.dtype)
    return np.mean(e**2) / 2 + lam / (2 * len(y)) * _squares(theta)


@ridge_cost.mistake("Which dtype has a copy of y when y holds integers?")
def copy_of_integers(X, y, theta, lam):
    """It raises when y holds integers and the predictions have fractions: `-=` cannot put fractions into an
    array of integers."""
    e = y.copy()
    e -= X.dot(theta)
    return np.mean(e**2) / 2 + lam / (2 * len(y)) * _squares(theta)


@ridge_cost.mistake("What is the difference between `*` and `@`?")
def star_for_product(X, y, theta, lam):
    """X and theta are multiplied entry by entry (`*`); the predictions are their matrix product."""
    return np.sum((X * theta - y) ** 2) / (2 * len(y)) + lam / (2 * len(y)) * _squares(theta)


@ridge_cost.mistake("Can an error of +1 and an error of -1 cancel?")
def fit_squared_at_the_end(X, y, theta, lam):
    """The residuals are added up before they are squared, so that opposite signs cancel."""
    return (np.sum(X.dot(theta) - y) ** 2 + lam * _squares(theta)) / (2 * len(y))


@ridge_cost.mistake("How many examples does the mean in the formula run over?")
def one_example_less(X, y, theta, lam):
    """Both parts are divided by 2(m - 1), not by 2m."""
    return (np.sum((X.dot(theta) - y) ** 2) + lam * _squares(theta)) / (2 * np.subtract(len(y), 1.0))


@ridge_cost.mistake("What does your function give with lam = 0, and what should it?")
def one_more_than_lam(X, y, theta, lam):
    """The factor of the penalty holds 1 + lam in place of lam, so that some penalty is left for lam = 0."""
    return _fit(X, y, theta) + (1 + lam) / (2 * len(y)) * _squares(theta)


@ridge_cost.mistake("Is anything squared twice in your penalty?")
def penalty_squared(X, y, theta, lam):
    """The sum of squares in the penalty is squared once more."""
    return _fit(X, y, theta) + lam / (2 * len(y)) * _squares(theta) ** 2


@ridge_cost.mistake("Is anything squared twice in your penalty?")
def fourth_powers(X, y, theta, lam):
    """The slopes enter the penalty with the power 4, not 2."""
    return _fit(X, y, theta) + lam / (2 * len(y)) * np.sum(np.asarray(theta, float)[1:] ** 4)


@ridge_cost.mistake("Which factors stand in front of the two sums?")
def no_factors(X, y, theta, lam):
    """Neither part has its factor 1/(2m)."""
    return np.sum((X.dot(theta) - y) ** 2) + lam * _squares(theta)


@ridge_cost.mistake("Which factors stand in front of the two sums?")
def mean_and_bare_penalty(X, y, theta, lam):
    """The residuals' part has no 1/2, and the penalty has no 1/(2m)."""
    return np.mean((X.dot(theta) - y) ** 2) + lam * _squares(theta)


@ridge_cost.mistake("Which factor stands in front of the residuals' squares?")
def no_factor_for_the_residuals_alone(X, y, theta, lam):
    """The residuals' part has no factor, and the penalty has lam/2."""
    return np.sum((X.dot(theta) - y) ** 2) + lam / 2 * _squares(theta)


@ridge_cost.mistake("The cost is quadratic in theta. Is yours?")
def root(X, y, theta, lam):
    """This is the square root of the cost."""
    return np.sqrt(_fit(X, y, theta) + lam / (2 * len(y)) * _squares(theta))


@ridge_cost.mistake("How much worse is an error of 2 than an error of 1 in this cost?")
def absolute_errors(X, y, theta, lam):
    """The absolute errors are added up, not their squares; the penalty is right."""
    return (np.sum(np.abs(X.dot(theta) - y)) + lam * _squares(theta)) / (2 * len(y))


@ridge_cost.mistake("Where did the targets go?")
def targets_missing(X, y, theta, lam):
    """The predictions are squared in place of the errors: y is not subtracted."""
    return (np.sum(X.dot(theta) ** 2) + lam * _squares(theta)) / (2 * len(y))


@ridge_cost.mistake("What is the error when prediction and target are equal?")
def targets_added(X, y, theta, lam):
    """The targets are added to the predictions, not subtracted."""
    return (np.sum((X.dot(theta) + y) ** 2) + lam * _squares(theta)) / (2 * len(y))


@ridge_cost.mistake("How many numbers stand in X, and how many examples are there?")
def all_entries(X, y, theta, lam):
    """Both parts are divided by twice the number of all entries of X instead of 2m."""
    return (np.sum((X.dot(theta) - y) ** 2) + lam * _squares(theta)) / (2 * X.size)


@ridge_cost.mistake("How many numbers should come back?")
def two_results(X, y, theta, lam):
    """The two parts come back separately; their sum is asked for."""
    return _fit(X, y, theta), lam / (2 * len(y)) * _squares(theta)


@ridge_cost.mistake("Print theta after the call: what is a slice of an array, a copy or a view?")
def slopes_squared_in_place(X, y, theta, lam):
    """The slopes are squared in the caller's own theta: a slice is a view, not a copy."""
    fit = _fit(X, y, theta)
    slopes = theta[1:]
    slopes *= slopes
    return fit + lam / (2 * len(y)) * np.sum(slopes)


@ridge_cost.mistake("Print theta after the call: is a second name for an array a copy of it?")
def intercept_set_to_zero_where_floats(X, y, theta, lam):
    """theta[0] is set to 0 in the caller's own array if that holds float64: `np.asarray` makes no copy
    then."""
    fit = _fit(X, y, theta)
    w = np.asarray(theta, dtype=float)
    w[0] = 0
    return fit + lam / (2 * len(y)) * np.sum(w**2)


@ridge_cost.mistake("What does 1/(2m) stand in front of, and what does lam?")
def fit_times_penalty(X, y, theta, lam):
    """The two parts are multiplied, or the penalty is applied to the residuals, in place of a sum."""
    return _fit(X, y, theta) * (1 + lam * _squares(theta))


@ridge_cost.mistake("What is penalised: the slopes, or the columns of X?")
def data_penalised(X, y, theta, lam):
    """The squares of the entries of X are added up in the penalty, not those of theta."""
    return _fit(X, y, theta) + lam / (2 * len(y)) * np.sum(X[:, 1:] ** 2)
