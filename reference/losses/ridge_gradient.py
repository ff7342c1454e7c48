"""The gradient of the ridge cost."""

import numpy as np
import sympy as sp

from autograder.authoring import case, exercise
from reference.losses import data
from reference.losses.data import half


def reference(X, y, theta, lam):
    m, n = X.shape
    spared = np.arange(n).reshape(np.shape(theta)) > 0
    return np.dot(X.T, np.dot(X, theta) - y) / m + np.where(spared, theta, 0.0) * (lam / m)


ridge_gradient = exercise(
    reference,
    pure=True,
    hints=[
        "Differentiate the penalty alone with respect to theta_0, and then to theta_1: what do you get?",
        (
            "Compute two arrays of the shape of theta, one for the residuals and one for the penalty, and print "
            "both. Which entry of the second is 0, and is theta still what it was?"
        ),
        (
            "The slope of c/2 times the sum of v_j^4 without the last entry, as another example: "
            "`g = 2 * c * v**3`, a new array, then `g[-1] = 0.0`."
        ),
    ],
)


@ridge_gradient.cases
def sizes(rng):
    yield case("m=4, n=3", *data.regression(rng, 4, 3), 2.0)
    yield case("m=5, n=4, 1-D", *data.regression(rng, 5, 4, column=False), 0.5)
    yield case("m=n=3", *data.regression(rng, 3, 3), 1.5)
    yield case("m=n=2, 1-D", *data.regression(rng, 2, 2, column=False), 3.0)
    yield case("one example", *data.regression(rng, 1, 3), 0.25)
    yield case("intercept only", *data.regression(rng, 4, 1), 5.0)
    yield half("m=60, n=3", *data.regression(rng, 60, 3), 7.5)
    yield half("m=7, n=5, 1-D", *data.regression(rng, 7, 5, column=False), 1.25)
    yield half("m=n=4, 1-D", *data.regression(rng, 4, 4, column=False), 4.0)
    yield half("intercept only, 1-D", *data.regression(rng, 3, 1, column=False), 2.0)
    yield half("more columns than rows", *data.regression(rng, 2, 6), 0.75)


@ridge_gradient.cases
def special_values(rng):
    X, y, theta = data.regression(rng, 4, 2, column=False)
    yield case("lam = 0", X, y, theta, 0.0)
    X, y, theta = data.regression(rng, 4, 3)
    yield case("large intercept", X, y + 50.0, np.array([[50.0], [0.1], [-0.2]]), 1.0)
    yield half("theta is 0", X, y, np.zeros((3, 1)), 2.0)
    X, y, theta = data.perfect_fit()
    yield case("perfect fit", X, y, theta, 3.0)
    # Both parts are large, and cancel exactly.
    yield case("the minimum", *data.ridge_minimum())
    yield half("perfect fit, 1-D", X, y.ravel(), theta.ravel(), 0.5)
    X, y, theta = data.best_fit_with_residuals()
    yield half("no slope from the residuals, large lam", X, y, theta, 1000)
    # The cost is near 6e14, so that a difference quotient of it has hardly any right digit.
    yield half("large residuals that cancel", X, X @ theta + 33333333.3 * (y - X @ theta), theta, 2.0)
    yield half("slopes are 0", X, y + 3.0, np.array([5.0, 0.0]), 2.0)
    yield half("lam = 0, m=n=2", *data.regression(rng, 2, 2), 0)


@ridge_gradient.cases
def kinds_of_numbers(rng):
    yield case(
        "integers", np.array([[1, 2], [1, 3], [1, 5]]), np.array([[2], [5], [4]]), np.array([[1], [3]]), 0.5
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


@ridge_gradient.scale
def scale(X, y, theta, lam):
    """Both terms may cancel each other as well."""
    return float(np.max(np.abs(X)) * data.residual_scale(X, y, theta) + lam * np.max(np.abs(theta)) / len(X))


@ridge_gradient.derivation
def by_sympy(X, y, theta, lam):
    """Every partial derivative of the ridge cost, at the exact value of theta."""
    t = sp.symbols(f"t0:{X.shape[1]}")
    targets = [sp.Rational(float(v)) for v in np.ravel(y)]
    squares = [
        (sum(sp.Rational(float(x)) * tj for x, tj in zip(row, t, strict=True)) - target) ** 2
        for row, target in zip(X, targets, strict=True)
    ]
    penalty = sp.Rational(float(lam)) * sum(tj**2 for tj in t[1:])
    J = (sum(squares) + penalty) / (2 * len(squares))
    here = {tj: sp.Rational(float(v)) for tj, v in zip(t, np.ravel(theta), strict=True)}
    return np.array([sp.diff(J, tj).subs(here) for tj in t]).reshape(np.shape(theta))


@ridge_gradient.drawn
def drawn(draw):
    X, y, theta = data.drawn(draw, draw.integer(1, 4), draw.integer(1, 3), column=draw.integer(0, 1) == 1)
    return X, y, theta, draw.number(0, 5)


@ridge_gradient.derivative_of
def slopes(X, y, theta, lam):
    yield lambda t: (np.sum((X @ t - y) ** 2) + lam * np.sum(t[1:] ** 2)) / (2 * len(y)), theta, None


@ridge_gradient.right
def added_to_a_slice(X, y, theta, lam):
    m = len(y)
    g = X.T @ (X @ theta - y) / m
    g[1:] = g[1:] + lam / m * theta[1:]
    return g


@ridge_gradient.right
def diagonal_matrix(X, y, theta, lam):
    D = np.eye(len(theta))
    D[0, 0] = 0
    return (X.T @ X @ theta - X.T @ y + lam * D @ theta) / X.shape[0]


@ridge_gradient.right
def loops(X, y, theta, lam):
    (m, n), t, targets = X.shape, theta.ravel().tolist(), y.ravel().tolist()
    g = [0.0] * n
    for i in range(m):
        e = sum(X[i, k] * t[k] for k in range(n)) - targets[i]
        for j in range(n):
            g[j] += e * X[i, j] / m
    for j in range(1, n):
        g[j] += lam * t[j] / m
    return np.array(g).reshape(theta.shape)


@ridge_gradient.right
def zero_and_the_rest(X, y, theta, lam):
    penalised = np.concatenate([0.0 * theta[:1], theta[1:]])
    return 1 / len(X) * (X.T.dot(X.dot(theta) - y) + lam * penalised)


@ridge_gradient.right
def intercept_taken_out_again(X, y, theta, lam):
    g = (np.dot(X.T, np.dot(X, theta) - y) + lam * theta) / len(y)
    g[0] -= lam * theta[0] / len(y)
    return g


@ridge_gradient.right
def einsum(X, y, theta, lam):
    weights = np.r_[0.0, np.full(len(theta) - 1, float(lam))]
    g = np.einsum("ij,i...->j...", X, X @ theta - y)
    return (g + np.einsum("j,j...->j...", weights, theta)) / y.size


@ridge_gradient.right
def column_by_column(X, y, theta, lam):
    e = np.ravel(X @ theta - y)
    t = np.ravel(theta)
    entries = [np.mean(e * X[:, j]) + (lam * t[j] / len(e) if j else 0) for j in range(len(t))]
    return np.array(entries).reshape(theta.shape)


@ridge_gradient.right
def extra_rows(X, y, theta, lam):
    """The penalty as the cost of more examples."""
    m, n = X.shape
    rows = np.vstack([X, np.sqrt(lam) * np.eye(n)[1:]])
    targets = np.concatenate([y.ravel(), np.zeros(n - 1)])
    return (rows.T @ (rows @ theta.ravel() - targets) / m).reshape(theta.shape)


def _fit(X, y, theta):
    return X.T @ (X @ theta - y) / len(y)


def _slopes(theta):
    w = np.array(theta, dtype=float)
    w[0] = 0
    return w


def _with_penalty(g, theta, lam, m):
    """The gradient g of the residuals' part, and the right penalty's gradient."""
    return g + lam / m * _slopes(theta)


@ridge_gradient.mistake("Does theta_0 occur in the penalty?")
def intercept_penalised(X, y, theta, lam):
    """The intercept is penalised too: lam/m times all of theta is added."""
    return _fit(X, y, theta) + lam / len(y) * theta


@ridge_gradient.mistake("Which entry of theta belongs to the column of ones?")
def last_left_out(X, y, theta, lam):
    """The penalty leaves out the last entry of theta instead of the first."""
    w = np.array(theta, dtype=float)
    w[-1] = 0
    return _fit(X, y, theta) + lam / len(y) * w


@ridge_gradient.mistake("Which entry of theta belongs to the column of ones?")
def intercept_only(X, y, theta, lam):
    """The intercept is penalised, and nothing else."""
    return _fit(X, y, theta) + lam / len(y) * (theta - _slopes(theta))


@ridge_gradient.mistake("How many slopes are there?")
def one_slope_only(X, y, theta, lam):
    """Only one entry, theta_1, is penalised."""
    w = _slopes(theta)
    w[2:] = 0
    return _fit(X, y, theta) + lam / len(y) * w


@ridge_gradient.mistake("At which index does the second entry of theta stand?")
def two_left_out(X, y, theta, lam):
    """The penalty leaves out the first two entries of theta."""
    w = _slopes(theta)
    w[:2] = 0
    return _fit(X, y, theta) + lam / len(y) * w


@ridge_gradient.mistake("Does your result change with lam?")
def penalty_forgotten(X, y, theta, lam):
    """There is no penalty in it: lam is not used."""
    return _fit(X, y, theta)


@ridge_gradient.mistake("What is left when lam is 0?")
def penalty_only(X, y, theta, lam):
    """The penalty's gradient comes back alone, without that of the residuals."""
    return lam / len(y) * _slopes(theta)


@ridge_gradient.mistake("What is the derivative of theta_j^2 / 2?")
def factor_two(X, y, theta, lam):
    """The penalty's part is twice too large, 2 lam/m: the 1/2 of the penalty has cancelled the 2 of the
    square."""
    return _fit(X, y, theta) + 2 * lam / len(y) * _slopes(theta)


@ridge_gradient.mistake("What is the derivative of theta_j^2?")
def half_kept(X, y, theta, lam):
    """The penalty's part is half as large as it should be, lam/(2m): the 2 of the square has cancelled the
    1/2."""
    return _fit(X, y, theta) + lam / (2 * len(y)) * _slopes(theta)


@ridge_gradient.mistake("Differentiate your penalty term on its own: which factor stays?")
def not_divided_by_m(X, y, theta, lam):
    """The penalty's part is not divided by m."""
    return _fit(X, y, theta) + lam * _slopes(theta)


@ridge_gradient.mistake("Evaluate lam/2*m in Python for lam = 1 and m = 100. What do you need?")
def precedence_in_the_penalty(X, y, theta, lam):
    """The penalty's factor is lam m / 2, as from `lam/2*m`: Python divides by 2, then multiplies by m."""
    return _fit(X, y, theta) + lam / 2 * len(y) * _slopes(theta)


@ridge_gradient.mistake("What should happen to the penalty's weight when there are more examples?")
def penalty_times_m(X, y, theta, lam):
    """The penalty's part is multiplied by m instead of divided by it."""
    return _fit(X, y, theta) + lam * len(y) * _slopes(theta)


@ridge_gradient.mistake("Does your penalty have the 1/m of the statement, and is it halved?")
def halved_and_not_divided(X, y, theta, lam):
    """The penalty's factor is lam/2: the 2 of the square is gone, but 1/2 is still there, and 1/m is not."""
    return _fit(X, y, theta) + lam / 2 * _slopes(theta)


@ridge_gradient.mistake("Is it the rows or the columns of X that count the examples?")
def penalty_over_columns(X, y, theta, lam):
    """The penalty's part is divided by the number of columns n, not by the number of examples m."""
    return _fit(X, y, theta) + lam / X.shape[1] * _slopes(theta)


@ridge_gradient.mistake("In which direction should a step against the gradient push a positive slope?")
def minus(X, y, theta, lam):
    """The penalty's part is subtracted: a step against the gradient would push the slopes away from 0."""
    return _fit(X, y, theta) - lam / len(y) * _slopes(theta)


@ridge_gradient.mistake("Is the penalty |theta_j| or theta_j^2?")
def sign_of_theta(X, y, theta, lam):
    """The penalty's part holds the signs of the slopes, as for the lasso's absolute values."""
    return _fit(X, y, theta) + lam / len(y) * np.sign(_slopes(theta))


@ridge_gradient.mistake("Should a negative slope be pushed towards 0, or away from it?")
def absolute_values(X, y, theta, lam):
    """The penalty's part holds the absolute values of the slopes, so that its sign is lost."""
    return _fit(X, y, theta) + lam / len(y) * np.abs(_slopes(theta))


@ridge_gradient.mistake("What is the derivative of theta_j^2?")
def still_squared(X, y, theta, lam):
    """The penalty's part holds the squares of the slopes; the derivative of a square is linear."""
    return _fit(X, y, theta) + lam / len(y) * _slopes(theta) ** 2


@ridge_gradient.mistake("How many partial derivatives has the penalty?")
def penalty_summed(X, y, theta, lam):
    """The slopes are added up to one number, which is added to every entry."""
    return _fit(X, y, theta) + lam / len(y) * np.sum(_slopes(theta))


@ridge_gradient.mistake("Does the penalty enter every entry in the same way?")
def penalty_itself_added(X, y, theta, lam):
    """The penalty itself, lam/(2m) times the sum of squares, is added to every entry, not its derivative."""
    return _fit(X, y, theta) + lam / (2 * len(y)) * np.sum(_slopes(theta) ** 2)


@ridge_gradient.mistake("What is the derivative of theta_j^2 / 2: does it still depend on theta_j?")
def constant_penalty(X, y, theta, lam):
    """lam/m is added to the entries of the slopes, without theta_j."""
    g = _fit(X, y, theta)
    g[1:] += lam / len(y)
    return g


@ridge_gradient.mistake("Print theta after the call: is it still what it was?")
def intercept_set_to_zero(X, y, theta, lam):
    """theta[0] is set to 0 in the caller's own array."""
    g = _fit(X, y, theta)
    theta[0] = 0
    return g + lam / len(y) * theta


@ridge_gradient.mistake("Which theta made the predictions, and what is left of it after the call?")
def intercept_set_to_zero_too_early(X, y, theta, lam):
    """theta[0] is set to 0 in the caller's own array, and so before the predictions are made."""
    theta[0] = 0
    return _fit(X, y, theta) + lam / len(y) * theta


@ridge_gradient.mistake("Is the intercept still needed for the predictions when it is set to 0?")
def predictions_without_intercept(X, y, theta, lam):
    """The predictions are made without the intercept too: theta_0 is taken as 0 everywhere."""
    w = _slopes(theta)
    return _fit(X, y, w) + lam / len(y) * w


@ridge_gradient.mistake("Is theta_0 free to move?")
def intercept_fixed(X, y, theta, lam):
    """The whole first entry is 0, also the part that comes from the residuals."""
    g = _with_penalty(_fit(X, y, theta), theta, lam, len(y))
    g[0] = 0
    return g


@ridge_gradient.mistake("How many entries must the gradient have?")
def intercept_left_out(X, y, theta, lam):
    """The first entry is missing: one entry for each slope comes back."""
    return (_fit(X, y, theta) + lam / len(y) * theta)[1:]


@ridge_gradient.mistake("What does lam = 0 leave of the gradient, and what should it?")
def lam_for_everything(X, y, theta, lam):
    """lam multiplies the residuals' part too."""
    return lam * (_fit(X, y, theta) + _slopes(theta) / len(y))


@ridge_gradient.mistake("Which of the two terms does your division reach?")
def only_the_penalty_divided(X, y, theta, lam):
    """The division by m reaches the penalty only, as when brackets around the two terms are missing."""
    return _with_penalty(X.T @ (X @ theta - y), theta, lam, len(y))


@ridge_gradient.mistake("Does your gradient grow when every example is listed twice? Should it?")
def nothing_divided(X, y, theta, lam):
    """Neither part is divided by m."""
    return X.T @ (X @ theta - y) + lam * _slopes(theta)


@ridge_gradient.mistake("Which powers did the 1/2 in J cancel?")
def twice(X, y, theta, lam):
    """This is twice the gradient: that of a cost without the 1/2."""
    return 2 * _with_penalty(_fit(X, y, theta), theta, lam, len(y))


@ridge_gradient.mistake("What happened to the exponents 2 when you differentiated?")
def half_of_it(X, y, theta, lam):
    """This is half the gradient, as if the 1/2 of the cost were still there."""
    return _with_penalty(_fit(X, y, theta), theta, lam, len(y)) / 2


@ridge_gradient.mistake("What is your prefactor, worked out by hand, for m = 100?")
def precedence(X, y, theta, lam):
    """The factor of both parts is m/2, as in `(1/2*m)` or `.../2*m`: Python divides by 2, then multiplies by
    m. (1/(2m) would be wrong, too.)"""
    return (1 / 2 * len(y)) * (X.T @ (X @ theta - y) + lam * _slopes(theta))


@ridge_gradient.mistake("Is it the rows or the columns of X that count the examples?")
def columns_for_rows(X, y, theta, lam):
    """Both parts are divided by the number of columns n instead of the number of examples m."""
    return (X.T @ (X @ theta - y) + lam * _slopes(theta)) / X.shape[1]


@ridge_gradient.mistake("If all predictions are too large, should the first entry be positive?")
def errors_reversed(X, y, theta, lam):
    """The residuals' part has the opposite sign, as when prediction and target are exchanged."""
    return _with_penalty(-_fit(X, y, theta), theta, lam, len(y))


@ridge_gradient.mistake("Should a step against the gradient make the cost smaller or larger?")
def opposite_sign(X, y, theta, lam):
    """This is minus the gradient, which points downhill."""
    return -_with_penalty(_fit(X, y, theta), theta, lam, len(y))


@ridge_gradient.mistake("What shape must the gradient have? Write the shapes under your formula.")
def no_transpose(X, y, theta, lam):
    """X stands where its transpose is needed, so that the product exists only when m = n."""
    return _with_penalty(X @ (X @ theta - y) / len(y), theta, lam, len(y))


@ridge_gradient.mistake("Does an error on an example with a large x count more than one with a small x?")
def product_of_means(X, y, theta, lam):
    """The mean error is multiplied by the mean of each column; the mean of the products is needed."""
    g = (np.mean(X @ theta - y) * np.mean(X, axis=0)).reshape(theta.shape)
    return _with_penalty(g, theta, lam, len(y))


@ridge_gradient.mistake("Which axis of X does NumPy line up with a 1-D array of errors?")
def errors_along_the_wrong_axis(X, y, theta, lam):
    """A 1-D error is lined up with the columns of X, not with its rows, as in `error * X`."""
    g = np.mean((X @ theta - y) * X, axis=0).reshape(theta.shape)
    return _with_penalty(g, theta, lam, len(y))


@ridge_gradient.mistake("Which shape has theta minus your gradient?")
def flattened(X, y, theta, lam):
    """For columns the gradient is 1-D: theta minus this is an (n, n) matrix and no longer a column."""
    return _with_penalty(_fit(X, y, theta), theta, lam, len(y)).ravel()


@ridge_gradient.mistake("Which shape has a 1-D theta minus your gradient?")
def always_a_column(X, y, theta, lam):
    """A column comes back even when theta is one-dimensional."""
    return _with_penalty(_fit(X, y, theta), theta, lam, len(y)).reshape(-1, 1)


@ridge_gradient.mistake("Which shapes have the two parts before you add them?")
def parts_broadcast(X, y, theta, lam):
    """For columns an (n, n) matrix comes back: the residuals' part is 1-D, and the penalty's is a column."""
    return _with_penalty(_fit(X, y, theta).ravel(), theta, lam, len(y))


@ridge_gradient.mistake("What is the shape of the difference of prediction and target?")
def broadcast(X, y, theta, lam):
    """For columns the residuals are an (m, m) matrix, as from a column minus a 1-D array, and so the result
    has the shape (n, m)."""
    return _with_penalty(X.T @ (X @ theta - y.ravel()) / len(y), theta, lam, len(y))


@ridge_gradient.mistake("What is theta[1:, 0] when theta has one axis?")
def columns_only(X, y, theta, lam):
    """Two indices are used, as in `theta[1:, 0]`, so one-dimensional arrays raise IndexError."""
    g = _fit(X, y, theta)
    g[1:, 0] += lam / len(y) * theta[1:, 0]
    return g


@ridge_gradient.mistake("What is the difference between `*` and `@`?")
def star_for_product(X, y, theta, lam):
    """X^T and the errors are multiplied entry by entry (`*`); the formula needs the matrix product."""
    return X.T * (X @ theta - y) / len(y) + lam / len(y) * _slopes(theta)


@ridge_gradient.mistake("Which dtype has `np.zeros_like(theta)` when theta holds integers?")
def rounded_to_integers(X, y, theta, lam):
    """When theta holds integers, the gradient loses its fractions: an array of integers was filled or
    returned."""
    return _with_penalty(_fit(X, y, theta), theta, lam, len(y)).astype(theta.dtype)


@ridge_gradient.mistake(
    "Which dtype has a copy of theta when theta holds integers, and what becomes of lam theta_j / m in it?"
)
def penalty_rounded_to_integers(X, y, theta, lam):
    """When theta holds integers, the penalty's part loses its fractions: it is stored in an array like
    theta."""
    w = np.zeros_like(theta)
    w[1:] = lam / len(y) * theta[1:]
    return _fit(X, y, theta) + w


@ridge_gradient.mistake("Which dtype has a copy of theta when theta holds integers?")
def copy_of_integers(X, y, theta, lam):
    """It raises when theta holds integers: `*=` and `+=` cannot put fractions into an array of integers."""
    w = theta.copy()
    w[0] = 0
    w *= lam / len(y)
    return _fit(X, y, theta) + w


@ridge_gradient.mistake("Which dtype has the array that you return when X holds integers?")
def rounded_to_the_integers_of_x(X, y, theta, lam):
    """When X holds integers, the gradient loses its fractions: an array of integers was filled or
    returned."""
    return _with_penalty(_fit(X, y, theta), theta, lam, len(y)).astype(X.dtype)


@ridge_gradient.mistake("What becomes of 0.5 when theta is given the dtype of X?")
def theta_cut_to_integers(X, y, theta, lam):
    """When X holds integers, theta loses its fractions."""
    t = theta.astype(X.dtype)
    return _with_penalty(_fit(X, y, t), t, lam, len(y))


@ridge_gradient.mistake("Which dtype has `np.zeros_like(y)` when y holds integers?")
def predictions_cut_to_integers(X, y, theta, lam):
    """When y holds integers, the predictions lose their fractions."""
    return _with_penalty(X.T @ ((X @ theta).astype(y.dtype) - y) / len(y), theta, lam, len(y))


@ridge_gradient.mistake("Which dtype has the array of your errors when y holds integers?")
def errors_cut_to_integers(X, y, theta, lam):
    """When y holds integers, the errors lose their fractions."""
    return _with_penalty(X.T @ (X @ theta - y).astype(y.dtype) / len(y), theta, lam, len(y))


@ridge_gradient.mistake("Which dtype has a copy of y when y holds integers?")
def errors_in_a_copy_of_integers(X, y, theta, lam):
    """It raises when y holds integers and the predictions have fractions: `-=` cannot put fractions into an
    array of integers."""
    e = y.copy()
    e -= X @ theta
    return _with_penalty(-X.T @ e / len(y), theta, lam, len(y))


@ridge_gradient.mistake("Print the y you passed in after the call: is it still what it was?")
def in_place(X, y, theta, lam):
    """The residuals are written into the caller's y, as by `y -= ...` (which fails for integers in y and
    fractions elsewhere)."""
    y -= X @ theta
    return _with_penalty(-X.T @ y / len(y), theta, lam, len(y))


@ridge_gradient.mistake("What becomes of 0.5 when lam is made an integer?")
def lam_cut_to_an_integer(X, y, theta, lam):
    """lam loses its fraction, as by `int(lam)`."""
    return _with_penalty(_fit(X, y, theta), theta, int(lam), len(y))


@ridge_gradient.mistake("What is 3 // 4, and when is it computed?")
def floor_division_of_lam(X, y, theta, lam):
    """The factor of the penalty is rounded down to a whole number, as by `lam // m`."""
    return _fit(X, y, theta) + lam // len(y) * _slopes(theta)


@ridge_gradient.mistake("With lam = 3, how much more should the penalty be than with lam = 1?")
def lam_squared(X, y, theta, lam):
    """lam enters squared."""
    return _with_penalty(_fit(X, y, theta), theta, lam**2, len(y))


@ridge_gradient.mistake("Where did the targets go?")
def targets_missing(X, y, theta, lam):
    """The predictions are used in place of the errors: y is not subtracted."""
    return _with_penalty(X.T @ (X @ theta) / len(y), theta, lam, len(y))


@ridge_gradient.mistake("How many numbers come back, and how many should?")
def cost_returned(X, y, theta, lam):
    """The cost comes back, a single number, and not its gradient."""
    return (np.sum((X @ theta - y) ** 2) + lam * np.sum(_slopes(theta) ** 2)) / (2 * len(y))


@ridge_gradient.mistake("Print theta after the call: when does `np.asarray` make a copy?")
def intercept_set_to_zero_where_floats(X, y, theta, lam):
    """theta[0] is set to 0 in the caller's own array if that holds float64: `np.asarray` makes no copy
    then."""
    g = _fit(X, y, theta)
    w = np.asarray(theta, dtype=float)
    w[0] = 0
    return g + lam / len(y) * w


@ridge_gradient.mistake("What is the derivative of theta_j^2 / 2, and what happened to 1/m?")
def factor_two_and_not_divided(X, y, theta, lam):
    """The penalty's factor is 2 lam: the 2 of the square is there, but 1/(2m) is not."""
    return _fit(X, y, theta) + 2 * lam * _slopes(theta)


@ridge_gradient.mistake("Which of the two terms has lam in the formula?")
def lam_for_the_wrong_term(X, y, theta, lam):
    """lam multiplies the residuals' part, and not the penalty's."""
    return lam * _fit(X, y, theta) + _slopes(theta) / len(y)


@ridge_gradient.mistake("Which slope belongs to which entry?")
def shifted_by_one(X, y, theta, lam):
    """The penalty's entries are shifted: entry j gets theta_(j-1)."""
    g = _fit(X, y, theta)
    g[1:] += lam / len(y) * theta[:-1]
    return g


@ridge_gradient.mistake("Is the residuals' part of the other entries still there?")
def slopes_overwritten(X, y, theta, lam):
    """The entries of the slopes hold the penalty's part only: `=` stands in the place of `+=`."""
    g = _fit(X, y, theta)
    g[1:] = lam / len(y) * theta[1:]
    return g


@ridge_gradient.mistake("Which entries does a change of theta[0] belong to?")
def intercept_overwritten(X, y, theta, lam):
    """The first entry holds lam/m theta_0, and the others are not penalised."""
    g = _fit(X, y, theta)
    g[0] = lam / len(y) * theta[0]
    return g


@ridge_gradient.mistake("How many entries has theta[1:], and how many the gradient?")
def slice_added_to_everything(X, y, theta, lam):
    """The n - 1 slopes are added to all n entries: that raises ValueError, or, with one slope, adds it to
    every entry."""
    return _fit(X, y, theta) + lam / len(y) * theta[1:]


@ridge_gradient.mistake("Which shapes have the two parts before you add them?")
def penalty_flattened(X, y, theta, lam):
    """For columns an (n, n) matrix comes back: the residuals' part is a column, and the penalty's is 1-D."""
    return _fit(X, y, theta) + lam / len(y) * _slopes(theta).ravel()


@ridge_gradient.mistake("Which shapes have the two parts for one-dimensional arrays?")
def residuals_part_always_a_column(X, y, theta, lam):
    """For 1-D arrays an (n, n) matrix comes back: the residuals' part is a column, and the penalty's is
    1-D."""
    return _fit(X, y, theta).reshape(-1, 1) + lam / len(y) * _slopes(theta)


@ridge_gradient.mistake("Is this the gradient, or theta after a step?")
def a_step(X, y, theta, lam):
    """theta after a step of gradient descent comes back, not the gradient."""
    return theta - _with_penalty(_fit(X, y, theta), theta, lam, len(y))


@ridge_gradient.mistake("How many partial derivatives has a function of n variables?")
def one_number(X, y, theta, lam):
    """The entries are added up to a single number; the gradient has one entry for each theta_j."""
    return np.sum(_with_penalty(_fit(X, y, theta), theta, lam, len(y)))


@ridge_gradient.mistake("How many results should come back?")
def two_results(X, y, theta, lam):
    """The two parts come back separately; their sum is asked for."""
    return _fit(X, y, theta), lam / len(y) * _slopes(theta)


@ridge_gradient.mistake("How many examples does the mean in the formula run over?")
def one_example_less(X, y, theta, lam):
    """Both parts are divided by m - 1, not by m."""
    return (X.T @ (X @ theta - y) + lam * _slopes(theta)) / np.subtract(len(y), 1.0)


@ridge_gradient.mistake("How many numbers stand in X, and how many examples are there?")
def all_entries(X, y, theta, lam):
    """Both parts are divided by m n, the number of all entries of X, instead of m."""
    return (X.T @ (X @ theta - y) + lam * _slopes(theta)) / X.size


@ridge_gradient.mistake("How many slopes is the penalty divided by, and how many examples are there?")
def penalty_over_slopes(X, y, theta, lam):
    """The penalty's part is divided by the number of slopes n - 1, not by the number of examples m."""
    return _fit(X, y, theta) + lam / max(len(theta) - 1, 1) * _slopes(theta)


@ridge_gradient.mistake("What is lam * theta // m when theta holds integers, or floats?")
def penalty_rounded_down(X, y, theta, lam):
    """The penalty's part is rounded down to whole numbers, as by `lam * theta // m`."""
    return _fit(X, y, theta) + lam * _slopes(theta) // len(y)


@ridge_gradient.mistake("Which dtype has X.T @ (X @ theta - y) when all three hold integers?")
def penalty_added_into_integers(X, y, theta, lam):
    """Where X, y and theta all hold integers, the penalty's part is stored among integers and loses its
    fraction, as by `g[1:] = ...` before the division by m."""
    g = X.T @ (X @ theta - y)
    g[1:] = g[1:] + lam * theta[1:]
    return g / len(y)
