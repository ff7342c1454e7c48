"""The gradient of the logistic cost."""

import math

import numpy as np
import sympy as sp

from autograder.authoring import case, exercise
from reference.logistic_regression import data
from reference.logistic_regression.data import half


def reference(X, y, theta):
    probability = 0.5 + 0.5 * np.tanh(np.dot(X, theta) / 2)
    return np.transpose(X) @ (probability - y) / X.shape[0]


logistic_gradient = exercise(
    reference,
    pure=True,
    hints=[
        "What is the derivative of one example's cost with respect to its score, and of its score to theta_j?",
        (
            "Compute the probabilities, then how far each is from its label, and print both. Write the shapes "
            "under the last product: what is left must have the shape of theta."
        ),
        (
            "Another model, as an example: counts with the rate e^z and the cost e^z - y z have the slope "
            "`np.exp(z) - y` in z. Prediction minus observation, once more."
        ),
    ],
)


@logistic_gradient.cases
def sizes(rng):
    yield case("m=4, n=2", *data.labelled(rng, 4, 2))
    yield case("m=5, n=3, 1-D", *data.labelled(rng, 5, 3, column=False))
    # A missing transpose runs when m = n.
    yield case("m=n=3", *data.labelled(rng, 3, 3))
    yield case("m=n=2, 1-D", *data.labelled(rng, 2, 2, column=False))
    yield case("one example", np.array([[1.0, 2.0, -0.5]]), np.array([0.0]), np.array([0.3, -0.4, 1.0]))
    yield case("one column", *data.labelled(rng, 5, 1))
    yield half("m=50, n=3", *data.labelled(rng, 50, 3))
    yield half("m=7, n=4, 1-D", *data.labelled(rng, 7, 4, column=False))
    yield half("m=n=4", *data.labelled(rng, 4, 4))
    yield half("m=n=4, 1-D", *data.labelled(rng, 4, 4, column=False))
    yield half("more columns than rows", *data.labelled(rng, 2, 5))
    yield half("one example, label 1", np.array([[1.0, -1.5]]), np.array([[1.0]]), np.array([[0.4], [0.8]]))
    yield half("one column, 1-D", *data.labelled(rng, 4, 1, column=False))


@logistic_gradient.cases
def special_values(rng):
    X, y, _ = data.labelled(rng, 5, 2, column=False)
    yield case("theta is 0", X, y, np.zeros(2))
    # Zero but for rounding; what differences of the cost leave is far larger.
    yield case("the minimum", *data.minimum(), needs="m=4, n=2")
    X, _, theta = data.labelled(rng, 4, 2)
    yield half("all labels 1", X, np.ones((4, 1)), theta)
    X, _, theta = data.labelled(rng, 3, 3, column=False)
    yield half("all labels 0", X, np.zeros(3), theta)


@logistic_gradient.cases
def large_scores(rng):
    X, theta = data.with_scores(800.0, -800.0)
    yield case("scores of 800, wrong labels", X, np.array([0.0, 1.0]), theta)
    X, theta = data.with_scores(-800.0, 1.5)
    yield case("a score of -800", X, np.array([1.0, 0.0]), theta)
    X, theta = data.with_scores(1000.0, -1000.0, 0.5)
    yield case("scores of 1000, right labels", *data.as_columns(X, [1.0, 0.0, 1.0], theta))
    X, theta = data.with_scores(-720.0, 1.5, 900.0, -0.5)
    yield half("some scores large", X, np.array([1.0, 0.0, 1.0, 1.0]), theta)
    X = np.array([[1, 700], [1, -750], [1, 2]])
    yield half("integers, large", X, np.array([0, 0, 1]), np.array([-3, 1]))
    X, theta = data.with_scores(25.0, -38.0, 2.0)
    yield half("scores of 25", X, np.array([1.0, 1.0, 0.0]), theta)


@logistic_gradient.cases
def kinds_of_numbers(rng):
    yield case("integers", np.array([[1, 2], [1, -3], [1, 0]]), np.array([1, 0, 1]), np.array([1, -1]))
    yield case("integer X and y, fractions in theta", *data.integers_and_fractions())
    yield case("integer y, 1-D", *data.integer_labels())
    yield case("integer theta", *data.integer_start())
    X, y, theta = data.labelled(rng, 5, 3, column=False)
    yield half("integers, 1-D, fractions in theta", *data.as_integers(X, y), theta)
    X, y, theta = data.labelled(rng, 4, 3, column=False)
    yield half("integer X, 1-D", *data.as_integers(X), y, theta)
    yield half("float32", *(a.astype(np.float32) for a in data.labelled(rng, 6, 3)))
    X, y, theta = data.labelled(rng, 4, 3)
    yield half("X not contiguous, all read-only", *map(data.read_only, (data.spread(X), y, theta)))


@logistic_gradient.scale
def scale(X, y, theta):
    """A probability near 1 is off by up to 1e-16, and so is what is left after the label is subtracted."""
    return float(np.max(np.abs(X)))


@logistic_gradient.derivation
def by_sympy(X, y, theta):
    """Every partial derivative of the cross-entropy, from its definition, to 60 digits."""
    t = sp.symbols(f"t0:{X.shape[1]}")
    J = data.exact_cross_entropy(X, y, t)
    here = {tj: sp.Rational(float(v)) for tj, v in zip(t, np.ravel(theta), strict=True)}
    return np.array([sp.diff(J, tj).subs(here).evalf(60) for tj in t]).reshape(np.shape(theta))


@logistic_gradient.drawn
def drawn(draw):
    return data.drawn(draw, draw.integer(1, 4), draw.integer(1, 3), column=draw.integer(0, 1) == 1)


@logistic_gradient.derivative_of
def slopes(X, y, theta):
    yield lambda t: np.mean(np.logaddexp(0, X @ t) - y * (X @ t)), theta, None


@logistic_gradient.right
def plain_sigmoid(X, y, theta):
    h = 1 / (1 + np.exp(-(X.dot(theta))))
    return np.dot(X.T, h - y) / len(y)


@logistic_gradient.right
def loops(X, y, theta):
    m, n = X.shape
    t, targets, g = np.ravel(theta), np.ravel(y), np.zeros(n)
    for i in range(m):
        z = float(X[i] @ t)
        h = 1 / (1 + math.exp(-z)) if z >= 0 else math.exp(z) / (1 + math.exp(z))
        g += (h - targets[i]) * X[i]
    return (g / m).reshape(np.shape(theta))


@logistic_gradient.right
def by_logaddexp(X, y, theta):
    h = np.exp(-np.logaddexp(0, -(X @ theta)))
    return (1 / y.size) * X.T @ (h - y)


@logistic_gradient.right
def margins(X, y, theta):
    s = 1.0 - 2.0 * y
    return X.T @ (s / (1 + np.exp(-s * (X @ theta)))) / len(X)


@logistic_gradient.right
def einsum(X, y, theta):
    e = 0.5 * (1 + np.tanh(0.5 * np.einsum("ij,j...->i...", X, theta))) - y
    return np.einsum("ij,i...->j...", X, e) / y.shape[0]


@logistic_gradient.right
def mean_of_rows(X, y, theta):
    e = (1 / (1 + np.exp(-np.clip(X @ theta, -500, 500))) - y).reshape(-1, 1)
    return np.mean(e * X, axis=0).reshape(theta.shape)


@logistic_gradient.right
def expanded(X, y, theta):
    z = X @ theta
    big = np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))
    return X.T @ big / len(z) - X.T @ y / len(z)


@logistic_gradient.right
def column_by_column(X, y, theta):
    def sigmoid(v):
        return 1 / (1 + np.exp(-v))

    e = np.ravel(sigmoid(X @ theta)) - np.ravel(y)
    return np.array([sum(a * b for a, b in zip(e, X[:, j], strict=True)) for j in range(X.shape[1])]).reshape(
        theta.shape
    ) / len(e)


def _p(X, theta):
    return 0.5 * (1 + np.tanh(0.5 * (X @ theta)))


def _g(X, y, theta):
    return X.T @ (_p(X, theta) - y) / len(y)


@logistic_gradient.mistake("What is the prediction of this model: the score, or something after it?")
def no_sigmoid(X, y, theta):
    """The scores are used as predictions, without the sigmoid: this is the gradient of linear regression."""
    return X.T @ (X @ theta - y) / len(y)


@logistic_gradient.mistake("The sigmoid's slope meets the slope of the logarithm: what is left of the two?")
def extra_slope(X, y, theta):
    """Each error is multiplied by the slope p(1 - p) of the sigmoid: this belongs to the squared error of the
    probabilities."""
    p = _p(X, theta)
    return X.T @ ((p - y) * p * (1 - p)) / len(y)


@logistic_gradient.mistake("Which cost did you differentiate, and is its 2 cancelled?")
def extra_slope_twice(X, y, theta):
    """Each error is multiplied by 2p(1 - p): this is the gradient of the mean squared error of the
    probabilities."""
    p = _p(X, theta)
    return 2 * X.T @ ((p - y) * p * (1 - p)) / len(y)


@logistic_gradient.mistake("Did the division by p(1 - p) meet anything that cancels it?")
def slope_not_multiplied(X, y, theta):
    """Each error is divided by p(1 - p): this is the slope with respect to the probability; the slope of the
    sigmoid is missing."""
    p = 1 / (1 + np.exp(-(X @ theta)))
    return X.T @ ((p - y) / (p * (1 - p))) / len(y)


@logistic_gradient.mistake("Is it the sigmoid or its slope that stands in the formula?")
def slope_for_sigmoid(X, y, theta):
    """The slope p(1 - p) of the sigmoid stands in the place of the probability p."""
    p = _p(X, theta)
    return X.T @ (p * (1 - p) - y) / len(y)


@logistic_gradient.mistake("If every prediction is too high, which sign should the first entry have?")
def opposite_sign(X, y, theta):
    """This is minus the gradient, which points downhill, as when probability and label are exchanged."""
    return -_g(X, y, theta)


@logistic_gradient.mistake("What should a large positive score give: a probability near 1 or near 0?")
def sigmoid_reversed(X, y, theta):
    """The probabilities are those of the label 0, as when the minus sign in the exponent is missing."""
    return X.T @ (_p(X, -theta) - y) / len(y)


@logistic_gradient.mistake("Should the gradient double when every example is listed twice?")
def sum_without_mean(X, y, theta):
    """The examples are summed, but the sum is not divided by m."""
    return X.T @ (_p(X, theta) - y)


@logistic_gradient.mistake("Is there a 1/2 in the cost, or a square?")
def half_of_it(X, y, theta):
    """This is half the gradient, as with the 1/(2m) of linear regression's cost."""
    return _g(X, y, theta) / 2


@logistic_gradient.mistake("Is there a square in the cost?")
def twice(X, y, theta):
    """This is twice the gradient, as if a square had been differentiated."""
    return _g(X, y, theta) * 2


@logistic_gradient.mistake("What is your prefactor, worked out by hand, for m = 100?")
def times_m(X, y, theta):
    """The sum is multiplied by the number of examples m instead of divided by it, as in `.../1*m`."""
    return X.T @ (_p(X, theta) - y) * len(y)


@logistic_gradient.mistake("What is your prefactor, worked out by hand, for m = 100?")
def precedence(X, y, theta):
    """The factor is m/2 and not 1/m, as in `(1/2*m)` or `.../2*m`: Python divides by 2, then multiplies by m.
    (1/(2m) would be wrong, too.)"""
    return X.T @ (_p(X, theta) - y) * len(y) / 2


@logistic_gradient.mistake("Is it the rows or the columns of X that count the examples?")
def columns_for_rows(X, y, theta):
    """The sum is divided by the number of columns n instead of the number of examples m."""
    return X.T @ (_p(X, theta) - y) / X.shape[1]


@logistic_gradient.mistake("How many numbers stand in X, and how many examples are there?")
def all_entries(X, y, theta):
    """The sum is divided by m n, the number of all entries of X, instead of m."""
    return X.T @ (_p(X, theta) - y) / X.size


@logistic_gradient.mistake("How many examples does the mean run over?")
def one_example_less(X, y, theta):
    """The sum is divided by m - 1 and not by m."""
    return X.T @ (_p(X, theta) - y) / np.subtract(len(y), 1.0)


@logistic_gradient.mistake("What shape must the gradient have? Write the shapes under your product.")
def no_transpose(X, y, theta):
    """X stands where its transpose is needed, so that the product exists only when m = n."""
    return X @ (_p(X, theta) - y) / len(y)


@logistic_gradient.mistake("Does a small change in theta change your gradient?")
def threshold(X, y, theta):
    """The probabilities are rounded to 0 or 1 first, as in the perceptron: only the decisions count."""
    return X.T @ ((1 / (1 + np.exp(-(X @ theta))) > 0.5).astype(float) - y) / len(y)


@logistic_gradient.mistake("Does a small change in theta change your gradient?")
def threshold_from_one_half_on(X, y, theta):
    """The probabilities are rounded to 0 or 1 first, with 1/2 becoming 1: only the decisions count."""
    return X.T @ ((1 / (1 + np.exp(-(X @ theta))) >= 0.5).astype(float) - y) / len(y)


@logistic_gradient.mistake("Try a score of 800: which of the two exponentials is the small one?")
def nan_for_large_scores(X, y, theta):
    """For scores above 709 the result is nan, as from e^z / (1 + e^z), which is inf / inf there."""
    e = np.exp(X @ theta)
    return X.T @ (e / (1 + e) - y) / len(y)


@logistic_gradient.mistake("What is `np.exp(1000.0)`, and what does `math.exp(1000.0)` do?")
def overflow_error(X, y, theta):
    """Very negative scores raise OverflowError: `math.exp(1000.0)` raises where NumPy gives inf."""
    p = np.array([1 / (1 + math.exp(-v)) for v in np.ravel(X @ theta)]).reshape(y.shape)
    return X.T @ (p - y) / len(y)


@logistic_gradient.mistake("What is `np.exp(1000.0)`, and what does `math.exp(1000.0)` do?")
def overflow_error_for_large_scores(X, y, theta):
    """Large scores raise OverflowError: `math.exp(1000.0)` raises where NumPy gives inf."""
    p = np.array([math.exp(v) / (1 + math.exp(v)) for v in np.ravel(X @ theta)]).reshape(y.shape)
    return X.T @ (p - y) / len(y)


@logistic_gradient.mistake("Does `math.exp` take an array?")
def math_with_arrays(X, y, theta):
    """It raises TypeError for more than one example: `math.exp` takes a single number."""
    return X.T @ (1 / (1 + math.exp(-(X @ theta))) - y) / len(y)


@logistic_gradient.mistake("Which order has `1 / 1 + e`?")
def sigmoid_without_brackets(X, y, theta):
    """1 + e^(-z) stands in the place of the sigmoid, as without brackets around the sum in `1 / 1 + ...`."""
    return X.T @ (1 / 1 + np.exp(-(X @ theta)) - y) / len(y)


@logistic_gradient.mistake("Which values may a probability take?")
def hyperbolic_tangent(X, y, theta):
    """tanh stands in the place of the sigmoid; it lies between -1 and 1."""
    return X.T @ (np.tanh(X @ theta) - y) / len(y)


@logistic_gradient.mistake("Does an error on an example with a large x count more than one with a small x?")
def product_of_means(X, y, theta):
    """The mean error is multiplied by the mean of each column; the mean of the products is needed."""
    return (np.mean(_p(X, theta) - y) * np.mean(X, axis=0)).reshape(theta.shape)


@logistic_gradient.mistake("What is the derivative of the score with respect to theta_j?")
def inner_derivative_missing(X, y, theta):
    """The inner derivative x_ij is missing: every entry is the mean error."""
    return np.full(theta.shape, np.mean(_p(X, theta) - y))


@logistic_gradient.mistake("Over which index does the sum in the formula run?")
def sum_over_columns(X, y, theta):
    """The products are summed over the columns (axis=1), which leaves one number for each example."""
    return np.sum((_p(X, theta) - y).reshape(-1, 1) * X, axis=1) / len(y)


@logistic_gradient.mistake("How many partial derivatives has a function of n variables?")
def one_number(X, y, theta):
    """All products are added up to a single number; the gradient has one entry for each theta_j."""
    return np.sum((_p(X, theta) - y).reshape(-1, 1) * X) / len(y)


@logistic_gradient.mistake("Should an error of 0.9 pull more than an error of 0.1?")
def signs_only(X, y, theta):
    """Only the signs of the errors are used."""
    return X.T @ np.sign(_p(X, theta) - y) / len(y)


@logistic_gradient.mistake("Is there a square in the gradient?")
def errors_squared(X, y, theta):
    """The squares of the errors are multiplied by X^T."""
    return X.T @ (_p(X, theta) - y) ** 2 / len(y)


@logistic_gradient.mistake("Where did the labels go?")
def labels_missing(X, y, theta):
    """The probabilities are used in place of the errors: y is not subtracted."""
    return X.T @ _p(X, theta) / len(y)


@logistic_gradient.mistake("Does an example with the label 0 pull at theta?")
def label_1_only(X, y, theta):
    """Only examples with the label 1 enter the sum, as also with the formula ln(1 + e^(-y z)), which is for
    labels -1 and 1."""
    return X.T @ (y * (_p(X, theta) - y)) / len(y)


@logistic_gradient.mistake("Does an example with the label 1 pull at theta?")
def label_0_only(X, y, theta):
    """Only examples with the label 0 enter the sum."""
    return X.T @ ((1 - y) * _p(X, theta)) / len(y)


@logistic_gradient.mistake("Is theta_0 free to move?")
def intercept_fixed(X, y, theta):
    """The entry for the intercept is 0, so that theta_0 would never change."""
    g = _g(X, y, theta)
    g[0] = 0
    return g


@logistic_gradient.mistake("Which column of X belongs to theta_0?")
def scores_without_intercept(X, y, theta):
    """The column of ones and theta_0 are left out of the scores."""
    return X.T @ (_p(X[:, 1:], theta[1:]) - y) / len(y)


@logistic_gradient.mistake("Is this the gradient, or theta after a step?")
def a_step(X, y, theta):
    """theta after a step of gradient descent comes back, not the gradient."""
    return theta - _g(X, y, theta)


@logistic_gradient.mistake("How many numbers come back, and how many should?")
def cost_returned(X, y, theta):
    """The cost comes back, a single number, and not its gradient."""
    z = X @ theta
    return np.mean(np.logaddexp(0, z) - y * z)


@logistic_gradient.mistake("What does the gradient tell you: where to go, or how steep it is, too?")
def length_one(X, y, theta):
    """The gradient is divided by its length, so that the steepness is lost."""
    g = _g(X, y, theta)
    return g / np.linalg.norm(g)


@logistic_gradient.mistake("Which shape has theta minus your gradient?")
def flattened(X, y, theta):
    """For columns the gradient is 1-D: theta minus this is an (n, n) matrix and no longer a column."""
    return _g(X, y, theta).ravel()


@logistic_gradient.mistake("Which shape has your gradient, and which has theta?")
def row_for_columns(X, y, theta):
    """For columns the gradient comes back as a row (1, n)."""
    return (_p(X, theta) - y).T @ X / len(y)


@logistic_gradient.mistake("Which shape has a 1-D theta minus your gradient?")
def always_a_column(X, y, theta):
    """A column comes back even when theta is one-dimensional."""
    return _g(X, y, theta).reshape(-1, 1)


@logistic_gradient.mistake("What is the shape of the difference of probability and label?")
def broadcast(X, y, theta):
    """For columns the result has the shape (n, m): a column minus a 1-D array is an (m, m) matrix."""
    return X.T @ (_p(X, theta) - y.ravel()) / len(y)


@logistic_gradient.mistake("What is the shape of the difference for one-dimensional arrays?")
def broadcast_for_1d(X, y, theta):
    """For 1-D arrays the result has the shape (n, m): a 1-D array minus a column is an (m, m) matrix."""
    return X.T @ (_p(X, theta) - y.reshape(-1, 1)) / len(y)


@logistic_gradient.mistake("Which axis of X does NumPy line up with a 1-D array of errors?")
def errors_along_the_wrong_axis(X, y, theta):
    """A 1-D error is lined up with the columns of X, not with its rows, as in `error * X`."""
    return np.mean((_p(X, theta) - y) * X, axis=0).reshape(theta.shape)


@logistic_gradient.mistake("Which shape comes back for columns, and which for 1-D arrays?")
def mean_of_products_as_it_comes(X, y, theta):
    """For columns the gradient is 1-D, and a 1-D error is lined up with the columns of X, not with its rows:
    `np.mean(error * X, axis=0)` does both."""
    return np.mean((_p(X, theta) - y) * X, axis=0)


@logistic_gradient.mistake(
    "Write the shapes of error and X side by side, for columns: do the inner ones agree?"
)
def right_for_1d_only(X, y, theta):
    """For 1-D arrays this is right, but a column does not fit, as in `error @ X`."""
    return (_p(X, theta) - y) @ X / len(y)


@logistic_gradient.mistake("What is the difference between `*` and `@`?")
def star_for_product(X, y, theta):
    """X^T and the errors are multiplied entry by entry (`*`); the formula needs the matrix product."""
    return X.T * (_p(X, theta) - y) / len(y)


@logistic_gradient.mistake("Which dtype has `np.zeros_like(theta)` when theta holds integers?")
def rounded_to_integers(X, y, theta):
    """When theta holds integers, the gradient loses its fractions: an array of integers was filled or
    returned."""
    return _g(X, y, theta).astype(theta.dtype)


@logistic_gradient.mistake("Which dtype has the array that you return when X holds integers?")
def rounded_to_the_integers_of_x(X, y, theta):
    """When X holds integers, the gradient loses its fractions: an array of integers was filled or
    returned."""
    return _g(X, y, theta).astype(X.dtype)


@logistic_gradient.mistake("What becomes of 0.5 when theta is given the dtype of X?")
def theta_cut_to_integers(X, y, theta):
    """When X holds integers, theta loses its fractions."""
    return _g(X, y, theta.astype(X.dtype))


@logistic_gradient.mistake("Which dtype has `np.zeros_like(y)` when y holds integers?")
def scores_cut_to_integers(X, y, theta):
    """When y holds integers, the scores lose their fractions."""
    z = (X @ theta).astype(y.dtype)
    return X.T @ (0.5 * (1 + np.tanh(0.5 * z)) - y) / len(y)


@logistic_gradient.mistake("Which dtype has `np.zeros_like(y)`, and what becomes of a probability in it?")
def probabilities_cut_to_integers(X, y, theta):
    """When y holds integers, the probabilities lose their fractions and become 0: they are stored in an
    array like y."""
    return X.T @ (_p(X, theta).astype(y.dtype) - y) / len(y)


@logistic_gradient.mistake("Which dtype has `np.zeros_like(z)` when the scores are integers?")
def probabilities_cut_where_scores_are_integers(X, y, theta):
    """When X and theta hold integers, the probabilities lose their fractions: they are stored in an array
    like the scores."""
    return X.T @ (_p(X, theta).astype((X @ theta).dtype) - y) / len(y)


@logistic_gradient.mistake("Which dtype has the array of your errors when y holds integers?")
def errors_cut_to_integers(X, y, theta):
    """When y holds integers, the errors lose their fractions and become 0."""
    return X.T @ (_p(X, theta) - y).astype(y.dtype) / len(y)


@logistic_gradient.mistake("Which dtype has a copy of y when y holds integers?")
def copy_of_integers(X, y, theta):
    """It raises when y holds integers: `-=` cannot put fractions into an array of integers."""
    e = y.copy()
    e -= _p(X, theta)
    return -X.T @ e / len(y)


@logistic_gradient.mistake("Print the y you passed in after the call: is it still what it was?")
def in_place(X, y, theta):
    """The errors are written into the caller's y, as by `y -= ...` (which fails for integers in y)."""
    y -= _p(X, theta)
    return -X.T @ y / len(y)


@logistic_gradient.mistake("Which labels does your formula expect?")
def labels_of_minus_one(X, y, theta):
    """The labels 0 are taken as -1, and subtracted from probabilities, which lie between 0 and 1."""
    return X.T @ (_p(X, theta) - (2 * y - 1)) / len(y)


@logistic_gradient.mistake("What is the error when probability and label are equal?")
def labels_added(X, y, theta):
    """The labels are added to the probabilities, not subtracted."""
    return X.T @ (_p(X, theta) + y) / len(y)


@logistic_gradient.mistake("Should an error of +0.5 and an error of -0.5 pull in the same direction?")
def absolute_errors(X, y, theta):
    """The absolute values of the errors are used, so that their signs are lost."""
    return X.T @ np.abs(_p(X, theta) - y) / len(y)


@logistic_gradient.mistake("Which values may a probability take?")
def sigmoid_with_minus(X, y, theta):
    """1 / (1 - e^(-z)) stands in the place of the sigmoid: the exponential is subtracted from 1."""
    return X.T @ (1 / (1 - np.exp(-(X @ theta))) - y) / len(y)


@logistic_gradient.mistake("Is sigma(6) the same number as sigma(5)?")
def scores_clipped_early(X, y, theta):
    """The scores are clipped to [-5, 5] first, where the sigmoid still changes."""
    return X.T @ (0.5 * (1 + np.tanh(0.5 * np.clip(X @ theta, -5, 5))) - y) / len(y)


@logistic_gradient.mistake("How far from 0 and 1 does your clipping keep a probability?")
def probabilities_clipped(X, y, theta):
    """The probabilities are clipped to [1e-7, 1 - 1e-7], which costs digits: the gradient has no logarithm
    that would need it."""
    return X.T @ (np.clip(_p(X, theta), 1e-7, 1 - 1e-7) - y) / len(y)


@logistic_gradient.mistake("How many numbers does each mean run over?")
def mean_over_columns(X, y, theta):
    """The products are averaged over the columns (axis=1), which leaves one number for each example."""
    return np.mean((_p(X, theta) - y).reshape(-1, 1) * X, axis=1)


@logistic_gradient.mistake("How many partial derivatives has a function of n variables?")
def mean_of_everything(X, y, theta):
    """All products are averaged to a single number; the gradient has one entry for each theta_j."""
    return np.mean((_p(X, theta) - y).reshape(-1, 1) * X)


@logistic_gradient.mistake("Which examples does your loop leave out?")
def last_example_missing(X, y, theta):
    """The last example is left out of the sum, but counted in m."""
    e = _p(X, theta) - y
    return X[:-1].T @ e[:-1] / len(y)


@logistic_gradient.mistake("How many digits does a float32 hold?")
def digits_lost_in_float32(X, y, theta):
    """The probabilities are made float32, which holds about 7 digits; 9 are asked for."""
    return X.T @ (_p(X, theta).astype(np.float32) - y) / len(y)


@logistic_gradient.mistake("Of what do you take the sigmoid: of the scores, or of something later?")
def sigmoid_of_everything(X, y, theta):
    """The sigmoid is taken of the whole gradient of linear regression, not of the scores."""
    g = X.T @ (X @ theta - y) / len(y)
    return 0.5 * (1 + np.tanh(0.5 * g))
