"""The cost of logistic regression: cross-entropy, written with scores."""

import math

import numpy as np
import sympy as sp

from autograder.authoring import case, exercise
from reference.logistic_regression import data
from reference.logistic_regression.data import half


def reference(X, y, theta):
    score = np.ravel(np.dot(X, theta)).astype(float)
    # The score that counts for the other label: what it costs is softplus of it.
    against = np.where(np.ravel(y), -score, score)
    return np.sum(np.maximum(against, 0) + np.log1p(np.exp(-np.abs(against)))) / X.shape[0]


logistic_cost = exercise(
    reference,
    picture="scores",
    pure=True,
    hints=[
        "Take one example with the score 3: what does it cost if the label is 1, and if it is 0?",
        (
            "Print the scores, then each example's cost, for scores 2, 40 and 800. Where does a number first "
            "become inf, nan, or 0? Pull the largest exponential out of the sum before you take the logarithm."
        ),
        (
            "The logarithm of e^a + e^b + e^c, as another example: `top = max(a, b, c)`, then "
            "`top + np.log(np.exp(a - top) + np.exp(b - top) + np.exp(c - top))`. No exponent is positive."
        ),
    ],
)


@logistic_cost.cases
def sizes(rng):
    yield case("m=4, n=2", *data.labelled(rng, 4, 2))
    yield case("m=5, n=3, 1-D", *data.labelled(rng, 5, 3, column=False))
    yield case("m=n=3", *data.labelled(rng, 3, 3))
    yield case("one example, label 0", np.array([[1.0, 2.0]]), np.array([0.0]), np.array([0.3, -0.4]))
    yield case("one example, label 1", np.array([[1.0, 3.0]]), np.array([[1.0]]), np.array([[0.2], [-0.6]]))
    yield half("m=50, n=3", *data.labelled(rng, 50, 3))
    yield half("m=7, n=4, 1-D", *data.labelled(rng, 7, 4, column=False))
    yield half("m=n=4, 1-D", *data.labelled(rng, 4, 4, column=False))
    yield half("more columns than rows", *data.labelled(rng, 2, 5))
    yield half("one column", *data.labelled(rng, 5, 1))


@logistic_cost.cases
def special_values(rng):
    X, y, _ = data.labelled(rng, 5, 2, column=False)
    yield case("theta is 0", X, y, np.zeros(2))
    X, _, theta = data.labelled(rng, 4, 2)
    yield case("all labels 1", X, np.ones((4, 1)), theta)
    X, _, theta = data.labelled(rng, 3, 3, column=False)
    yield half("all labels 0", X, np.zeros(3), theta)
    X, theta = data.with_scores(3.0, -4.0, 2.5)
    yield half("all right", X, np.array([1.0, 0.0, 1.0]), theta)


@logistic_cost.cases
def large_scores(rng):
    X, theta = data.with_scores(800.0, -800.0)
    yield case("scores of 800, wrong labels", X, np.array([0.0, 1.0]), theta)
    X, theta = data.with_scores(800.0, -800.0, 0.5)
    yield case("scores of 800, right labels", X, np.array([1.0, 0.0, 0.0]), theta)
    X, theta = data.with_scores(-800.0)
    yield case("a score of -800, label 1", X, np.array([1.0]), theta)
    X, theta = data.with_scores(45.0, 8.0, -45.0)
    yield case("scores of 45", *data.as_columns(X, [0.0, 1.0, 1.0], theta))
    X, theta = data.with_scores(11.0, -12.0, 16.0)
    yield half("scores of 11 to 16, right labels", X, np.array([1.0, 0.0, 1.0]), theta)
    X, theta = data.with_scores(1000.0, -1000.0, 0.5, 710.0)
    yield half("scores of 1000", X, np.array([1.0, 1.0, 0.0, 0.0]), theta)
    X, theta = data.with_scores(30.0, -33.0, 1.0)
    yield half("scores of 30", X, np.array([0.0, 1.0, 1.0]), theta)
    X, theta = data.with_scores(-600.0, 25.0, -20.0, 37.0)
    yield half("scores of 20 to 600", *data.as_columns(X, [1.0, 0.0, 1.0, 0.0], theta))
    X = np.array([[1, 700], [1, -650], [1, 20]])
    yield half("integers, large", X, np.array([0, 1, 0]), np.array([-3, 1]))


@logistic_cost.cases
def kinds_of_numbers(rng):
    yield case("integers", np.array([[1, 2], [1, -3], [1, 0]]), np.array([1, 0, 1]), np.array([1, -1]))
    yield case("integer X and y, fractions in theta", *data.integers_and_fractions())
    yield case("integer y, 1-D", *data.integer_labels())
    yield case("integer theta", *data.integer_start())
    X, y, theta = data.labelled(rng, 5, 3, column=False)
    yield half("integers, 1-D, fractions in theta", *data.as_integers(X, y), theta)
    yield half("float32", *(a.astype(np.float32) for a in data.labelled(rng, 6, 3)))
    X, y, theta = data.labelled(rng, 4, 3)
    yield half("X not contiguous, all read-only", *map(data.read_only, (data.spread(X), y, theta)))


@logistic_cost.scale
def scale(X, y, theta):
    """Scores are subtracted from logarithms of their own size."""
    return 1.0 + float(np.max(np.abs(X) @ np.abs(theta)))


@logistic_cost.derivation
def by_sympy(X, y, theta):
    """The cross-entropy of probabilities, from its definition, to 60 digits."""
    parameters = [sp.Rational(float(v)) for v in np.ravel(theta)]
    return data.exact_cross_entropy(X, y, parameters).evalf(60)


@logistic_cost.drawn
def drawn(draw):
    return data.drawn(draw, draw.integer(1, 5), draw.integer(1, 4), column=draw.integer(0, 1) == 1)


@logistic_cost.right
def softplus_without_overflow(X, y, theta):
    z = X @ theta
    softplus = np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
    return np.sum(softplus - y * z) / len(y)


@logistic_cost.right
def margins(X, y, theta):
    s = 2 * np.asarray(y, float) - 1
    return np.mean(np.logaddexp(0.0, -s * (X.dot(theta))))


@logistic_cost.right
def two_logarithms_of_the_sigmoid(X, y, theta):
    z = X @ theta
    return np.mean(y * np.logaddexp(0, -z) + (1 - y) * np.logaddexp(0, z))


@logistic_cost.right
def loop(X, y, theta):
    total = 0.0
    for row, label in zip(X.tolist(), y.ravel().tolist(), strict=True):
        z = sum(x * t for x, t in zip(row, theta.ravel().tolist(), strict=True))
        total += (z + math.log1p(math.exp(-z)) if z > 0 else math.log1p(math.exp(z))) - label * z
    return total / len(y)


@logistic_cost.right
def masks(X, y, theta):
    z = (X @ theta).astype(float)
    z[y == 1] *= -1
    cost = np.where(z > 40, z, np.log1p(np.exp(np.minimum(z, 40))))
    return cost.mean()


@logistic_cost.right
def reduced(X, y, theta):
    z = np.einsum("ij,j->i", X, theta.reshape(-1))
    both = np.stack([np.zeros(len(z)), z])
    return (np.logaddexp.reduce(both, axis=0).sum() - np.dot(y.reshape(-1), z)) / z.size


@logistic_cost.right
def largest_pulled_out(X, y, theta):
    z = np.matmul(X, theta)
    top = np.maximum(0, z)
    return np.average(top + np.log(np.exp(-top) + np.exp(z - top)) - np.multiply(y, z))


@logistic_cost.right
def label_by_label(X, y, theta):
    z, labels = np.ravel(X @ theta), np.ravel(y)
    cost = np.logaddexp(0, -z[labels == 1]).sum() + np.logaddexp(0, z[labels == 0]).sum()
    return cost / len(labels)


def _z(X, theta):
    return np.asarray(X @ theta, dtype=float)


def _cost(y, z):
    return np.logaddexp(0, z) - y * z


def _sigmoid(z):
    return 1 / (1 + np.exp(-z))


def _entropy(y, p):
    return -(y * np.log(p) + (1 - y) * np.log(1 - p))


@logistic_cost.mistake("Try a score of 800. What is e^800 in NumPy, and what is its logarithm?")
def formula_as_written(X, y, theta):
    """For scores above 709 e^z is inf, and so is ln(1 + e^z), or inf - inf is nan."""
    z = _z(X, theta)
    return np.mean(np.log(1 + np.exp(z)) - y * z)


@logistic_cost.mistake(
    "Which score makes the exponential in your formula overflow: a large one or a very negative one?"
)
def overflow_for_negative_scores(X, y, theta):
    """For scores below -709 e^(-z) is inf, and so is its logarithm, as in ln(1 + e^(-z)) + (1 - y) z."""
    z = _z(X, theta)
    return np.mean(np.log(1 + np.exp(-z)) + (1 - y) * z)


@logistic_cost.mistake("Try a score of 800: what is 1 - p, and what is its logarithm?")
def cross_entropy_of_probabilities(X, y, theta):
    """For large scores p is rounded to 0 or 1, and the cross-entropy becomes inf or nan: ln(0) is -inf, and
    0 * ln(0) is nan."""
    return np.mean(_entropy(y, _sigmoid(_z(X, theta))))


@logistic_cost.mistake("Try a score of 45 with the label 0: what is 1 - p in floating-point numbers?")
def probability_of_what_happened(X, y, theta):
    """For large scores the probability of what happened is rounded to 0, and a wrong label costs inf, as
    from the logarithm of p or 1 - p."""
    p = _sigmoid(_z(X, theta))
    return -np.mean(np.log(np.where(y == 1, p, 1 - p)))


@logistic_cost.mistake("What is sigma(-800), and what is its logarithm?")
def logarithms_of_sigmoids(X, y, theta):
    """For scores beyond 709 sigma(z) or sigma(-z) is 0, and its logarithm -inf."""
    z = _z(X, theta)
    return -np.mean(np.where(y == 1, np.log(_sigmoid(z)), np.log(_sigmoid(-z))))


@logistic_cost.mistake("What is 0 * inf in NumPy?")
def logarithms_of_sigmoids_multiplied(X, y, theta):
    """For scores beyond 709 one of the two logarithms is -inf, and 0 times it is nan."""
    z = _z(X, theta)
    return -np.mean(y * np.log(_sigmoid(z)) + (1 - y) * np.log(_sigmoid(-z)))


@logistic_cost.mistake("How much should a score of 800 with the label 0 cost?")
def clipped_at_1e_12(X, y, theta):
    """The probabilities are clipped to [1e-12, 1 - 1e-12], so that no example can cost more than 27.6."""
    return np.mean(_entropy(y, np.clip(_sigmoid(_z(X, theta)), 1e-12, 1 - 1e-12)))


@logistic_cost.mistake("How much should a score of 800 with the label 0 cost?")
def clipped_at_1e_15(X, y, theta):
    """The probabilities are clipped to [1e-15, 1 - 1e-15], so that no example can cost more than 34.5."""
    return np.mean(_entropy(y, np.clip(_sigmoid(_z(X, theta)), 1e-15, 1 - 1e-15)))


@logistic_cost.mistake("How much should a score of 800 with the label 0 cost?")
def clipped_as_in_the_lesson_before(X, y, theta):
    """The probabilities are clipped to [2^-40, 1 - 2^-40], so that no example can cost more than 27.7."""
    return np.mean(_entropy(y, np.clip(_sigmoid(_z(X, theta)), 2**-40, 1 - 2**-40)))


@logistic_cost.mistake("How much should a score of 800 with the label 0 cost?")
def something_added_in_the_logarithms(X, y, theta):
    """A small number such as 1e-15 is added inside the logarithms, so that no example can cost more than
    34.5."""
    p = _sigmoid(_z(X, theta))
    return -np.mean(y * np.log(p + 1e-15) + (1 - y) * np.log(1 - p + 1e-15))


@logistic_cost.mistake("How much should a score of 800 with the label 0 cost?")
def scores_clipped(X, y, theta):
    """The scores are clipped to [-500, 500] first, so that no example can cost more than 500."""
    return np.mean(_cost(y, np.clip(_z(X, theta), -500, 500)))


@logistic_cost.mistake("How much should a score of 45 with the label 0 cost?")
def scores_clipped_early(X, y, theta):
    """The scores are clipped to [-30, 30] first, so that no example can cost more than 30."""
    return np.mean(_cost(y, np.clip(_z(X, theta), -30, 30)))


@logistic_cost.mistake("Is the exponent of your largest term clipped, and what does it cost then?")
def exponent_clipped(X, y, theta):
    """The exponent is clipped to at most 500 (or 700), but the score itself is not: ln(1 + e^z) then stays
    too small for larger scores."""
    z = _z(X, theta)
    return np.mean(np.log(1 + np.exp(np.minimum(z, 500))) - y * z)


@logistic_cost.mistake("What does `np.nan_to_num` turn inf into, and what should this example cost?")
def repaired_afterwards(X, y, theta):
    """What is nan or inf is replaced afterwards, as by `np.nan_to_num`; the cost of large scores is lost."""
    return np.mean(np.nan_to_num(_entropy(y, _sigmoid(_z(X, theta))), posinf=0.0))


@logistic_cost.mistake("Which examples does the mean run over when nan is left out?")
def nan_left_out(X, y, theta):
    """Examples whose cost is nan are left out of the mean."""
    return np.nanmean(_entropy(y, _sigmoid(_z(X, theta))))


@logistic_cost.mistake("What is `np.exp(1000.0)`, and what does `math.exp(1000.0)` do?")
def overflow_error(X, y, theta):
    """Large scores raise OverflowError: `math.exp(1000.0)` raises where NumPy gives inf."""
    z = np.ravel(X @ theta).tolist()
    return sum(math.log(1 + math.exp(v)) - t * v for v, t in zip(z, y.ravel(), strict=True)) / len(z)


@logistic_cost.mistake("What is `math.exp(800.0)`, and what is `math.log(0.0)`?")
def overflow_error_for_negative_scores(X, y, theta):
    """Very negative scores raise OverflowError, and others raise ValueError, as from `math.exp(800.0)` and
    `math.log(0.0)`: a probability is rounded to 0 or 1."""
    total = 0.0
    for v, t in zip(np.ravel(X @ theta).tolist(), y.ravel().tolist(), strict=True):
        p = 1 / (1 + math.exp(-v))
        total -= math.log(p) if t else math.log(1 - p)
    return total / len(y)


@logistic_cost.mistake("What is `math.exp(800.0)`, and what is `math.log(0.0)`?")
def both_terms_by_math(X, y, theta):
    """Large scores raise ValueError or OverflowError, also with right labels: both logarithms are taken, and
    `math.log(0.0)` raises."""
    total = 0.0
    for v, t in zip(np.ravel(X @ theta).tolist(), y.ravel().tolist(), strict=True):
        p = 1 / (1 + math.exp(-v))
        total -= t * math.log(p) + (1 - t) * math.log(1 - p)
    return total / len(y)


@logistic_cost.mistake("Which loss was introduced for labels 0 and 1?")
def squared_error(X, y, theta):
    """This is half the mean squared error of the probabilities."""
    return np.mean((_sigmoid(_z(X, theta)) - y) ** 2) / 2


@logistic_cost.mistake("Which loss was introduced for labels 0 and 1?")
def mean_squared_error(X, y, theta):
    """This is the mean squared error of the probabilities."""
    return np.mean((_sigmoid(_z(X, theta)) - y) ** 2)


@logistic_cost.mistake("Which loss was introduced for labels 0 and 1?")
def linear_regression(X, y, theta):
    """This is the cost of linear regression: half the mean squared difference of scores and labels."""
    return np.mean((_z(X, theta) - y) ** 2) / 2


@logistic_cost.mistake("Can a score be negative? And can its logarithm be taken?")
def no_sigmoid(X, y, theta):
    """The scores themselves enter the logarithms, as if they were probabilities."""
    return np.mean(_entropy(y, _z(X, theta)))


@logistic_cost.mistake("Can this cost be negative?")
def opposite_sign(X, y, theta):
    """This is minus the cost."""
    return -np.mean(_cost(y, _z(X, theta)))


@logistic_cost.mistake("What does a large score cost when the label is 1: much or little?")
def wrong_sign_of_the_score(X, y, theta):
    """The score has the wrong sign: the cost is that of -z, as with e^z in the sigmoid."""
    return np.mean(_cost(y, -_z(X, theta)))


@logistic_cost.mistake("What does the score 3 cost when the label is 0, and what when it is 1?")
def label_term_added(X, y, theta):
    """The term y z is added, not subtracted, so that a right and sure answer costs most."""
    z = _z(X, theta)
    return np.mean(np.logaddexp(0, z) + y * z)


@logistic_cost.mistake("What should a right and sure answer with the label 1 cost?")
def softplus_of_minus_z(X, y, theta):
    """The exponent has the wrong sign, ln(1 + e^(-z)) in place of ln(1 + e^z), while y z is right."""
    z = _z(X, theta)
    return np.mean(np.logaddexp(0, -z) - y * z)


@logistic_cost.mistake("Which of the two labels is left out of your formula?")
def label_term_missing(X, y, theta):
    """The term y z is missing: every example is taken as one with the label 0."""
    return np.mean(np.logaddexp(0, _z(X, theta))) + 0 * np.sum(y)


@logistic_cost.mistake("Which of the two labels is left out of your formula?")
def label_1_only(X, y, theta):
    """Only the term for the label 1 is there: examples with the label 0 cost nothing."""
    return np.mean(y * np.logaddexp(0, -_z(X, theta)))


@logistic_cost.mistake("Which of the two labels is left out of your formula?")
def label_0_only(X, y, theta):
    """Only the term for the label 0 is there: examples with the label 1 cost nothing."""
    return np.mean((1 - y) * np.logaddexp(0, _z(X, theta)))


@logistic_cost.mistake("What does your formula give for the label 0, whatever the score is?")
def formula_for_other_labels(X, y, theta):
    """This is ln(1 + e^(-y z)), which is for labels -1 and 1: with the label 0 every score costs ln 2."""
    return np.mean(np.logaddexp(0, -y * _z(X, theta)))


@logistic_cost.mistake("What is ln(e^z), and what is ln(1 + e^z) for z = 0?")
def lost_one(X, y, theta):
    """The 1 in ln(1 + e^z) is missing, so that z itself is left in its place."""
    z = _z(X, theta)
    return np.mean(z - y * z)


@logistic_cost.mistake("What should a score far on the right side cost: exactly 0?")
def hinge_at_zero(X, y, theta):
    """This is max(0, z) - y z: the corner that ln(1 + e^z) - y z approaches far out."""
    z = _z(X, theta)
    return np.mean(np.maximum(z, 0) - y * z)


@logistic_cost.mistake("What becomes of a score of 0.5 with the label 1?")
def hinge(X, y, theta):
    """This is the hinge loss max(0, 1 - s z) with s = -1 or 1, as in support vector machines."""
    return np.mean(np.maximum(0, 1 - (2 * y - 1) * _z(X, theta)))


@logistic_cost.mistake("What changes in your result when a score moves from 0.4 to 0.6?")
def share_of_mistakes(X, y, theta):
    """This is the share of examples on the wrong side of 1/2; the probabilities do not enter."""
    return np.mean((_z(X, theta) >= 0) != (y == 1))


@logistic_cost.mistake("Should the cost double when every example is listed twice?")
def sum_without_mean(X, y, theta):
    """The examples are added up, but the sum is not divided by m."""
    return np.sum(_cost(y, _z(X, theta)))


@logistic_cost.mistake("What should the cost be when theta is zero?")
def half_of_it(X, y, theta):
    """This is half the cost, as with the 1/(2m) of linear regression."""
    return np.mean(_cost(y, _z(X, theta))) / 2


@logistic_cost.mistake("What should the cost be when theta is zero?")
def twice(X, y, theta):
    """This is twice the cost."""
    return np.mean(_cost(y, _z(X, theta))) * 2


@logistic_cost.mistake("Is it the rows or the columns of X that count the examples?")
def columns_for_rows(X, y, theta):
    """The sum is divided by the number of columns n instead of the number of examples m."""
    return np.sum(_cost(y, _z(X, theta))) / X.shape[1]


@logistic_cost.mistake("How many examples does the mean run over?")
def one_example_less(X, y, theta):
    """The sum is divided by m - 1 and not by m."""
    return np.sum(_cost(y, _z(X, theta))) / np.subtract(len(y), 1.0)


@logistic_cost.mistake("How many numbers come back, and how many should?")
def not_averaged(X, y, theta):
    """Every example's cost comes back by itself; the mean is missing."""
    return _cost(y, _z(X, theta))


@logistic_cost.mistake("What does `sum / 1 * m` divide by in Python?")
def times_m(X, y, theta):
    """The sum is multiplied by m instead of divided by it, as in `.../1*m`."""
    return np.sum(_cost(y, _z(X, theta))) * len(y)


@logistic_cost.mistake("Which logarithm has the derivative 1/p?")
def base_2(X, y, theta):
    """The logarithm to base 2 is used, which counts bits, in the whole cost."""
    return np.mean(_cost(y, _z(X, theta))) / np.log(2)


@logistic_cost.mistake("Which logarithm has the derivative 1/p?")
def base_10(X, y, theta):
    """The logarithm to base 10 is used in the whole cost."""
    return np.mean(_cost(y, _z(X, theta))) / np.log(10)


@logistic_cost.mistake("Is the mean of the logarithms the logarithm of the mean?")
def softplus_of_the_mean(X, y, theta):
    """The scores are averaged first, and ln(1 + e^z) is taken of their mean."""
    z = _z(X, theta)
    return np.logaddexp(0, np.mean(z)) - np.mean(y * z)


@logistic_cost.mistake("Is the mean of a product the product of the means?")
def product_of_means(X, y, theta):
    """The mean label is multiplied by the mean score; the mean of the products is needed."""
    z = _z(X, theta)
    return np.mean(np.logaddexp(0, z)) - np.mean(y) * np.mean(z)


@logistic_cost.mistake("What is the shape of y * z?")
def broadcast(X, y, theta):
    """For columns, every label meets every score: a column and a 1-D array together give an (m, m) matrix."""
    return np.mean(_cost(y.ravel(), _z(X, theta)))


@logistic_cost.mistake("What is the shape of y * z when y and theta are one-dimensional?")
def broadcast_for_1d(X, y, theta):
    """For 1-D arrays, every label meets every score: a column and a 1-D array together give an (m, m)
    matrix."""
    return np.mean(_cost(y.reshape(-1, 1), _z(X, theta)))


@logistic_cost.mistake("How many axes has y when it is one-dimensional?")
def columns_only(X, y, theta):
    """Two indices are used, as in `y[i, 0]`, so one-dimensional arrays raise IndexError."""
    return np.mean(_cost(y[:, 0], _z(X, theta[:, 0])))


@logistic_cost.mistake("What is the difference between `*` and `@`?")
def star_for_product(X, y, theta):
    """X and theta are multiplied entry by entry (`*`); the scores are their matrix product."""
    return np.mean(_cost(y, (X * theta).astype(float)))


@logistic_cost.mistake("Which column of X belongs to theta_0?")
def without_intercept(X, y, theta):
    """The column of ones and theta_0 are left out of the scores."""
    return np.mean(_cost(y, _z(X[:, 1:], theta[1:])))


@logistic_cost.mistake("What becomes of 0.5 when theta is given the dtype of X?")
def theta_cut_to_integers(X, y, theta):
    """When X holds integers, theta loses its fractions."""
    return np.mean(_cost(y, _z(X, theta.astype(X.dtype))))


@logistic_cost.mistake("Which dtype has `np.zeros_like(y)` when y holds integers?")
def scores_cut_to_integers(X, y, theta):
    """When y holds integers, the scores lose their fractions."""
    return np.mean(_cost(y, _z(X, theta).astype(y.dtype)))


@logistic_cost.mistake("Which dtype has `np.zeros_like(y)` when y holds integers?")
def costs_cut_to_integers(X, y, theta):
    """When y holds integers, every example's cost loses its fraction: it is stored in an array like y."""
    return np.mean(_cost(y, _z(X, theta)).astype(y.dtype))


@logistic_cost.mistake("Which dtype has `np.zeros_like(z)` when the scores are integers?")
def costs_cut_where_scores_are_integers(X, y, theta):
    """When X and theta hold integers, every example's cost loses its fraction: it is stored in an array like
    the scores."""
    z = X @ theta
    return np.mean(_cost(y, z).astype(z.dtype))


@logistic_cost.mistake("Print the y you passed in after the call: is it still what it was?")
def in_place(X, y, theta):
    """The labels are turned into -1 and 1 in the caller's own y."""
    y *= 2
    y -= 1
    return np.mean(np.logaddexp(0, -y * _z(X, theta)))


@logistic_cost.mistake("What does a probability of 0.9 for the label 0 cost?")
def mean_probability_missed(X, y, theta):
    """This is the mean probability of what did not happen: there is no logarithm in it."""
    return np.mean(np.abs(y - _sigmoid(_z(X, theta))))


@logistic_cost.mistake("How much should a score of 800 with the label 0 cost?")
def clipped_at_1e_10(X, y, theta):
    """The probabilities are clipped to [1e-10, 1 - 1e-10], so that no example can cost more than 23.0."""
    return np.mean(_entropy(y, np.clip(_sigmoid(_z(X, theta)), 1e-10, 1 - 1e-10)))


@logistic_cost.mistake("How much should a score of 800 with the label 0 cost?")
def clipped_at_1e_7(X, y, theta):
    """The probabilities are clipped to [1e-7, 1 - 1e-7], so that no example can cost more than 16.1."""
    return np.mean(_entropy(y, np.clip(_sigmoid(_z(X, theta)), 1e-7, 1 - 1e-7)))


@logistic_cost.mistake("How much should a score of 800 with the label 0 cost?")
def something_larger_added_in_the_logarithms(X, y, theta):
    """A small number such as 1e-12 is added inside the logarithms, so that no example can cost more than
    27.6."""
    p = _sigmoid(_z(X, theta))
    return -np.mean(y * np.log(p + 1e-12) + (1 - y) * np.log(1 - p + 1e-12))


@logistic_cost.mistake("How much should a score of 800 with the label 0 cost?")
def scores_clipped_at_700(X, y, theta):
    """The scores are clipped to [-700, 700] first, so that no example can cost more than 700."""
    return np.mean(_cost(y, np.clip(_z(X, theta), -700, 700)))


@logistic_cost.mistake("How much should a score of 800 with the label 0 cost?")
def scores_clipped_at_100(X, y, theta):
    """The scores are clipped to [-100, 100] first, so that no example can cost more than 100."""
    return np.mean(_cost(y, np.clip(_z(X, theta), -100, 100)))


@logistic_cost.mistake("How much should a score of 45 with the label 0 cost?")
def scores_clipped_at_20(X, y, theta):
    """The scores are clipped to [-20, 20] first, so that no example can cost more than 20."""
    return np.mean(_cost(y, np.clip(_z(X, theta), -20, 20)))


@logistic_cost.mistake("What is ln(1 + e^z) for a very negative z?")
def score_for_all_large_scores(X, y, theta):
    """For scores far from 0 on either side ln(1 + e^z) is replaced by z; on the negative side it is almost
    0."""
    z = _z(X, theta)
    return np.mean(np.where(np.abs(z) > 500, z, np.logaddexp(0, z)) - y * z)


@logistic_cost.mistake("What is ln(1 + e^z) for a very negative z?")
def size_for_all_large_scores(X, y, theta):
    """For scores far from 0 on either side ln(1 + e^z) is replaced by |z|; on the negative side it is
    almost 0."""
    z = _z(X, theta)
    return np.mean(np.where(np.abs(z) > 500, np.abs(z), np.logaddexp(0, z)) - y * z)


@logistic_cost.mistake("How close are ln(1 + e^z) and z for z = 8?")
def score_for_moderate_scores(X, y, theta):
    """ln(1 + e^z) is replaced by z from 5 on already, where the two still differ in the third digit."""
    z = _z(X, theta)
    return np.mean(np.where(z > 5, z, np.logaddexp(0, z)) - y * z)


@logistic_cost.mistake("What does `np.nan_to_num` turn inf into, and what should this example cost?")
def formula_repaired_afterwards(X, y, theta):
    """ln(1 + e^z) overflows, and each example's inf or nan is replaced afterwards, as by `np.nan_to_num`."""
    z = _z(X, theta)
    return np.mean(np.nan_to_num(np.log1p(np.exp(z)) - y * z))


@logistic_cost.mistake("What does `np.nan_to_num` turn inf into, and what should the cost be?")
def mean_repaired_afterwards(X, y, theta):
    """ln(1 + e^z) overflows, and the inf or nan of the mean is replaced afterwards, as by `np.nan_to_num`."""
    z = _z(X, theta)
    return np.nan_to_num(np.mean(np.log1p(np.exp(z)) - y * z))


@logistic_cost.mistake("What is multiplied by the label: the score, or nothing?")
def label_subtracted(X, y, theta):
    """The label itself is subtracted, not the label times the score."""
    return np.mean(np.logaddexp(0, _z(X, theta)) - y)


@logistic_cost.mistake("Where does the label enter?")
def score_subtracted(X, y, theta):
    """The score is subtracted for every example, as if every label were 1."""
    z = _z(X, theta)
    return np.mean(np.logaddexp(0, z) - z) + 0 * np.sum(y)


@logistic_cost.mistake("What is ln(e^0 + e^z), and what is e^0?")
def one_for_zero(X, y, theta):
    """ln(e + e^z) stands in the place of ln(1 + e^z), as when an exponent 1 is taken for the number 1."""
    z = _z(X, theta)
    return np.mean(np.logaddexp(1, z) - y * z)


@logistic_cost.mistake("Which base do the exponential and the logarithm have?")
def powers_of_two(X, y, theta):
    """log2(1 + 2^z) stands in the place of ln(1 + e^z)."""
    z = _z(X, theta)
    return np.mean(np.logaddexp2(0, z) - y * z)


@logistic_cost.mistake("Is the model sure of the right label, or just sure?")
def sureness(X, y, theta):
    """The cost is that of |z|: every example counts as if it were on the right side."""
    return np.mean(np.logaddexp(0, -np.abs(_z(X, theta)))) + 0 * np.sum(y)


@logistic_cost.mistake("How many numbers stand in X, and how many examples are there?")
def all_entries(X, y, theta):
    """The sum is divided by m n, the number of all entries of X, instead of m."""
    return np.sum(_cost(y, _z(X, theta))) / X.size


@logistic_cost.mistake("What is your prefactor, worked out by hand, for m = 100?")
def precedence(X, y, theta):
    """The factor is m/2 and not 1/m, as in `(1/2*m)` or `.../2*m`: Python divides by 2, then multiplies by m.
    (1/(2m) would be wrong, too.)"""
    return 1 / 2 * len(y) * np.sum(_cost(y, _z(X, theta)))


@logistic_cost.mistake("Is it the mean of all examples, or one of them?")
def largest(X, y, theta):
    """The largest of the examples' costs comes back, not their mean."""
    return np.max(_cost(y, _z(X, theta)))


@logistic_cost.mistake("Is it the mean of all examples, or the one in the middle?")
def median(X, y, theta):
    """The median of the examples' costs comes back, not their mean."""
    return np.median(_cost(y, _z(X, theta)))


@logistic_cost.mistake(
    "How many labels meet how many scores in a product of two 1-D arrays, and is it divided by m?"
)
def label_term_not_averaged(X, y, theta):
    """The label terms y z are added up, but not divided by m, as in `np.mean(...) - y.T @ z`."""
    z = _z(X, theta)
    return np.mean(np.logaddexp(0, z)) - np.sum(y * z)


@logistic_cost.mistake("Which of the shapes (m, n) and (n, m) meets theta?")
def transposed(X, y, theta):
    """X^T stands where X is needed, so that the product exists only when m = n."""
    return np.mean(_cost(y, np.asarray(X.T @ theta, float)))


@logistic_cost.mistake("How many digits does a float32 hold?")
def digits_lost_in_float32(X, y, theta):
    """The scores are made float32, which holds about 7 digits; 9 are asked for."""
    z = np.asarray(X @ theta).astype(np.float32)
    return np.mean(_cost(y.astype(np.float32), z))


@logistic_cost.mistake("Which examples does your loop leave out?")
def last_example_missing(X, y, theta):
    """The last example is left out of the sum, but counted in m."""
    return np.sum(np.ravel(_cost(y, _z(X, theta)))[:-1]) / len(y)


@logistic_cost.mistake("How far is your `return` indented?")
def first_example_only(X, y, theta):
    """Only the first example enters the sum, as when `return` stands inside the loop; it is divided by m."""
    return np.ravel(_cost(y, _z(X, theta)))[0] / len(y)
