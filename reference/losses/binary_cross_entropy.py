"""The cross-entropy of labels 0 and 1, with clipped probabilities."""

import math

import numpy as np
import sympy as sp

from autograder.authoring import case, exercise
from reference.losses import data
from reference.losses.data import half


def reference(y_true, y_prob, eps=2**-40):
    happened = np.where(y_true, y_prob, 1 - y_prob)
    return np.mean(-np.log(np.minimum(np.maximum(happened, eps), 1 - eps)))


binary_cross_entropy = exercise(
    reference,
    picture="errors",
    pure=True,
    hints=[
        "For each label: which probability was given to what happened, and what does it cost?",
        (
            "Which of the two terms is left for a label 1, and which for a label 0? Print p after the clipping, "
            "and each example's share of the loss, before you average."
        ),
        (
            "The entropy of coins with probabilities q, as another example: `q = np.clip(q, 0.001, 0.999)`, "
            "then `-(q * np.log2(q) + (1 - q) * np.log2(1 - q))`, in bits."
        ),
    ],
)


@binary_cross_entropy.cases
def labels(rng):
    yield case("both labels", np.array([1, 0, 1, 1, 0]), data.probabilities(rng, 5))
    yield case("labels are floats", np.array([0.0, 1.0, 0.0, 0.0]), data.probabilities(rng, 4))
    yield case("labels are booleans", np.array([True, False, False, True]), data.probabilities(rng, 4))
    yield case("all labels 1", np.ones(3), data.probabilities(rng, 3))
    yield case("all labels 0", np.zeros(3, int), data.probabilities(rng, 3))
    yield case("one example", np.array([0]), np.array([0.3]))
    yield half("m=40", data.labels(rng, 40), data.probabilities(rng, 40))
    yield half("booleans, m=9", data.labels(rng, 9).astype(bool), data.probabilities(rng, 9))
    yield half("floats, m=7", data.labels(rng, 7).astype(float), data.probabilities(rng, 7))
    yield half("one example, label 1", np.array([True]), np.array([0.85]))


@binary_cross_entropy.cases
def sure_of_it(rng):
    """Probabilities of 0 and 1, and close to them."""
    yield case("0 and 1, all right", np.array([0.0, 1.0, 1.0]), np.array([0.0, 1.0, 0.5]))
    yield case("0 and 1, all wrong", np.array([1, 0, 1]), np.array([0.0, 1.0, 0.5]))
    # Just inside: nothing is clipped here, and the label matters.
    yield case("nearly 0, not clipped", np.array([1, 1]), np.array([2e-12, 0.8]))
    yield half("nearly 1, not clipped", np.array([0, 0, 1]), np.array([1 - 2**-38, 0.25, 0.75]))
    yield half("below eps", np.array([1, 0, 1]), np.array([1e-15, 0.4, 1e-300]))
    yield half("above 1 - eps, booleans", np.array([False, True]), np.array([1 - 1e-14, 0.6]))
    yield half("1e-9 and 1e-7", np.array([True, True, False]), np.array([1e-9, 1e-7, 0.125]))


@binary_cross_entropy.cases
def other_eps(rng):
    yield case(
        "eps = 1/4, by name", np.array([1, 0, 1, 0, 1]), np.array([0.0, 1.0, 0.4, 0.65, 0.1]), eps=0.25
    )
    yield case("eps = 1/4, right answers", np.array([0, 1, 1]), np.array([0.2, 0.9, 0.6]), eps=0.25)
    yield case("a sure and wrong answer, eps = 0.1", np.array([1]), np.array([0.0]), eps=0.1)
    yield half("eps = 1/8, by position", np.array([1, 0, 0, 1]), np.array([0.05, 0.98, 0.3, 0.7]), 0.125)
    yield half(
        "eps = 0.01, by name", data.labels(rng, 6), np.array([0.0, 1.0, 0.002, 0.995, 0.5, 0.3]), eps=0.01
    )


@binary_cross_entropy.cases
def kinds_of_arrays(rng):
    p = np.array([0.05, 0.0, 1.0, 0.75, 0.96])
    yield half("read-only, eps = 0.1", data.read_only(np.array([1, 1, 0, 0, 1])), data.read_only(p), 0.1)
    yield half("not contiguous", data.labels(rng, 6), np.repeat(data.probabilities(rng, 6), 2)[::2])


@binary_cross_entropy.scale
def scale(y_true, y_prob, eps=2**-40):
    return 1.0


@binary_cross_entropy.derivation
def by_sympy(y_true, y_prob, eps=2**-40):
    """Minus the log-likelihood of m independent labels, divided by m."""
    low = sp.Rational(float(eps))
    likelihood = []
    for label, prob in zip(y_true, y_prob, strict=True):
        p = sp.Min(sp.Max(sp.Rational(float(prob)), low), 1 - low)
        likelihood.append(p ** int(label) * (1 - p) ** (1 - int(label)))
    return (-sum(sp.log(v).evalf(30) for v in likelihood)) / len(likelihood)


@binary_cross_entropy.drawn
def drawn(draw):
    m = draw.integer(1, 6)
    y, p = [draw.integer(0, 1) for _ in range(m)], [draw.number(0, 1) for _ in range(m)]
    return np.array(y), np.array(p), draw.number(0.01, 0.4)


@binary_cross_entropy.right
def as_in_the_formula(y_true, y_prob, eps=2**-40):
    p = np.clip(y_prob, eps, 1 - eps)
    y = y_true.astype(float)
    return -(y * np.log(p) + (1 - y) * np.log(1 - p)).sum() / len(y)


@binary_cross_entropy.right
def without_conversion(y_true, y_prob, eps=2**-40):
    p = np.maximum(eps, np.minimum(1 - eps, y_prob))
    return (
        np.mean(-y_true * np.log(p) - (1 - y_true) * np.log(1 - p))
        if y_true.dtype != bool
        else np.mean(-(y_true * np.log(p)) - (1 - y_true) * np.log(1 - p))
    )


@binary_cross_entropy.right
def by_log1p(y_true, y_prob, eps=2**-40):
    p = np.minimum(np.maximum(y_prob, eps), 1 - eps)
    return np.mean(np.where(np.asarray(y_true) == 1, -np.log(p), -np.log1p(-p)))


@binary_cross_entropy.right
def two_clips(y_true, y_prob, eps=2**-40):
    y, p = np.asarray(y_true).astype(float), np.asarray(y_prob, float)
    a, b = np.log(np.clip(p, eps, 1 - eps)), np.log(np.clip(1 - p, eps, 1 - eps))
    return -(y @ a + (1 - y) @ b) / len(y)


@binary_cross_entropy.right
def loop(y_true, y_prob, eps=2**-40):
    total = 0.0
    for y, p in zip(y_true, y_prob, strict=True):
        p = min(max(p, eps), 1 - eps)
        total -= math.log(p) if y else math.log(1 - p)
    return total / len(y_true)


@binary_cross_entropy.right
def masks(y_true, y_prob, eps=2**-40):
    ones = np.array(y_true, dtype=bool)
    p = np.copy(y_prob)
    p[p < eps] = eps
    p[p > 1 - eps] = 1 - eps
    return -(np.log(p[ones]).sum() + np.log(1 - p[~ones]).sum()) / p.size


@binary_cross_entropy.right
def logarithm_of_a_product(y_true, y_prob, eps=2**-40):
    p = np.clip(y_prob, eps, 1 - eps)
    per_example = p**y_true * (1 - p) ** (1 - y_true.astype(int))
    return np.average(np.log(1 / per_example))


@binary_cross_entropy.right
def probability_of_what_happened(y_true, y_prob, eps=2**-40):
    y = 1.0 * y_true
    p = np.clip(y_prob, eps, 1 - eps)
    return -np.log(np.abs(1 - y - p)).mean()


@binary_cross_entropy.right
def by_log_odds(y_true, y_prob, eps=2**-40):
    p = np.clip(y_prob, eps, 1 - eps)
    z = np.log(p) - np.log(1 - p)
    return np.mean(np.logaddexp(0, z) - y_true * z)


@binary_cross_entropy.right
def recursive(y_true, y_prob, eps=2**-40):
    def total(pairs):
        if not pairs:
            return 0.0
        (y, p), *rest = pairs
        p = eps if p < eps else 1 - eps if p > 1 - eps else p
        return -(y * math.log(p) + (1 - int(y)) * math.log(1 - p)) + total(rest)

    return total(list(zip(y_true.tolist(), y_prob.tolist(), strict=True))) / len(y_prob)


def _terms(y_true, y_prob, eps, log=np.log):
    y = np.asarray(y_true, float)
    p = np.clip(y_prob, eps, 1 - eps)
    return y, p, y * log(p), (1 - y) * log(1 - p)


@binary_cross_entropy.mistake("Can this loss be negative?")
def no_minus(y_true, y_prob, eps=2**-40):
    """The minus sign in front is missing: logarithms of probabilities are negative."""
    _, _, a, b = _terms(y_true, y_prob, eps)
    return np.mean(a + b)


@binary_cross_entropy.mistake("Which logarithm has the derivative 1/p?")
def base_10(y_true, y_prob, eps=2**-40):
    """The logarithm to base 10 is used, not the natural one."""
    _, _, a, b = _terms(y_true, y_prob, eps, np.log10)
    return -np.mean(a + b)


@binary_cross_entropy.mistake("Which logarithm has the derivative 1/p?")
def base_2(y_true, y_prob, eps=2**-40):
    """The logarithm to base 2 is used, which counts bits, not the natural one."""
    _, _, a, b = _terms(y_true, y_prob, eps, np.log2)
    return -np.mean(a + b)


@binary_cross_entropy.mistake("What is ln(1), and what does log1p add?")
def log1p_for_log(y_true, y_prob, eps=2**-40):
    """The logarithms are those of 1 + p and 2 - p, as by `np.log1p`."""
    _, _, a, b = _terms(y_true, y_prob, eps, np.log1p)
    return -np.mean(a + b)


@binary_cross_entropy.mistake("For a label 0, which probability should enter the logarithm?")
def one_minus_log(y_true, y_prob, eps=2**-40):
    """The second term holds 1 - ln(p) in place of ln(1 - p)."""
    y, p, a, _ = _terms(y_true, y_prob, eps)
    return -np.mean(a + (1 - y) * (1 - np.log(p)))


@binary_cross_entropy.mistake("For a label 0, which probability should enter the logarithm?")
def same_logarithm_twice(y_true, y_prob, eps=2**-40):
    """Both terms hold ln(p), so that the labels do not matter."""
    y, p, a, _ = _terms(y_true, y_prob, eps)
    return -np.mean(a + (1 - y) * np.log(p))


@binary_cross_entropy.mistake("What does an example with label 0 and p = 0.99 cost?")
def first_term_only(y_true, y_prob, eps=2**-40):
    """The second term is missing: examples with label 0 cost nothing."""
    _, _, a, _ = _terms(y_true, y_prob, eps)
    return -np.mean(a)


@binary_cross_entropy.mistake("What does an example with label 1 and p = 0.01 cost?")
def second_term_only(y_true, y_prob, eps=2**-40):
    """The first term is missing: examples with label 1 cost nothing."""
    _, _, _, b = _terms(y_true, y_prob, eps)
    return -np.mean(b)


@binary_cross_entropy.mistake("Should the loss double when every example is listed twice?")
def sum_without_mean(y_true, y_prob, eps=2**-40):
    """The examples are added up, but the sum is not divided by m."""
    _, _, a, b = _terms(y_true, y_prob, eps)
    return -np.sum(a + b)


@binary_cross_entropy.mistake("How many numbers come back, and how many should?")
def not_averaged(y_true, y_prob, eps=2**-40):
    """Every example's loss comes back by itself; the mean is missing."""
    _, _, a, b = _terms(y_true, y_prob, eps)
    return -(a + b)


@binary_cross_entropy.mistake("Which factor stands in front of the sum?")
def half_of_it(y_true, y_prob, eps=2**-40):
    """This is half the loss, as with the 1/(2m) of linear regression."""
    _, _, a, b = _terms(y_true, y_prob, eps)
    return -np.mean(a + b) / 2


@binary_cross_entropy.mistake("Which factor stands in front of the sum?")
def twice(y_true, y_prob, eps=2**-40):
    """This is twice the loss."""
    _, _, a, b = _terms(y_true, y_prob, eps)
    return -np.mean(a + b) * 2


@binary_cross_entropy.mistake("How many examples does the mean run over?")
def one_less(y_true, y_prob, eps=2**-40):
    """The sum is divided by m - 1 and not by m."""
    _, _, a, b = _terms(y_true, y_prob, eps)
    return -np.sum(a + b) / np.subtract(len(a), 1.0)


@binary_cross_entropy.mistake(
    "How many examples does each of the two sums have, and what are both divided by?"
)
def a_mean_for_each_label(y_true, y_prob, eps=2**-40):
    """Each label's terms are averaged over the examples with that label only; both sums belong over m."""
    y, _, a, b = _terms(y_true, y_prob, eps)
    return -(np.sum(a) / max(y.sum(), 1) + np.sum(b) / max((1 - y).sum(), 1))


@binary_cross_entropy.mistake("How many examples are there, and how many have label 1?")
def divided_by_the_ones(y_true, y_prob, eps=2**-40):
    """The sum is divided by the number of labels 1, not by the number of all examples."""
    y, _, a, b = _terms(y_true, y_prob, eps)
    return -np.sum(a + b) / np.sum(y)


@binary_cross_entropy.mistake("What is 0 * ln(0) in NumPy?")
def no_clip(y_true, y_prob, eps=2**-40):
    """Nothing is clipped: for p = 0 or p = 1 the result is nan or inf."""
    y = np.asarray(y_true, float)
    return -np.mean(y * np.log(y_prob) + (1 - y) * np.log(1 - y_prob))


@binary_cross_entropy.mistake("What does p = 0 cost when the label is 1, and what should it?")
def no_clip_but_one_term(y_true, y_prob, eps=2**-40):
    """Nothing is clipped: a sure and wrong answer costs infinitely much."""
    return -np.mean(np.log(np.where(np.asarray(y_true) == 1, y_prob, 1 - y_prob)))


@binary_cross_entropy.mistake("What does a sure and wrong answer cost by the statement?")
def repaired_afterwards(y_true, y_prob, eps=2**-40):
    """Nothing is clipped, and what is nan or inf is replaced afterwards, as by `np.nan_to_num`."""
    y = np.asarray(y_true, float)
    return np.mean(np.nan_to_num(-(y * np.log(y_prob) + (1 - y) * np.log(1 - y_prob))))


@binary_cross_entropy.mistake("What does a sure and wrong answer cost by the statement?")
def nan_left_out(y_true, y_prob, eps=2**-40):
    """Nothing is clipped, and what is nan is left out of the mean."""
    y = np.asarray(y_true, float)
    return -np.nanmean(y * np.log(y_prob) + (1 - y) * np.log(1 - y_prob))


@binary_cross_entropy.mistake("Where does the clipping have to reach p for the statement's value?")
def clipped_below_only(y_true, y_prob, eps=2**-40):
    """The probabilities are kept above eps, but not below 1 - eps."""
    y, p = np.asarray(y_true, float), np.maximum(y_prob, eps)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


@binary_cross_entropy.mistake("Where does the clipping have to reach p for the statement's value?")
def clipped_above_only(y_true, y_prob, eps=2**-40):
    """The probabilities are kept below 1 - eps, but not above eps."""
    y, p = np.asarray(y_true, float), np.minimum(y_prob, 1 - eps)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


@binary_cross_entropy.mistake("With eps = 1/4, what does label 1 with p = 0.9 cost?")
def only_small_arguments_clipped(y_true, y_prob, eps=2**-40):
    """What enters a logarithm is kept above eps, or the loss below -ln(eps), but a p above 1 - eps is left as
    it is for label 1, and one below eps for label 0."""
    y, p = np.asarray(y_true, float), np.asarray(y_prob)
    return -np.mean(y * np.log(np.maximum(p, eps)) + (1 - y) * np.log(np.maximum(1 - p, eps)))


@binary_cross_entropy.mistake("Which p enters the second logarithm?")
def clipped_in_the_first_term_only(y_true, y_prob, eps=2**-40):
    """Only the first logarithm gets the clipped p; the second gets the p that was passed in."""
    y, p = np.asarray(y_true, float), np.clip(y_prob, eps, 1 - eps)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - y_prob))


@binary_cross_entropy.mistake("With eps = 1/4, what should p = 0.4 count as?")
def eps_added(y_true, y_prob, eps=2**-40):
    """eps is added inside the logarithms; clipping leaves a p between eps and 1 - eps as it is."""
    y = np.asarray(y_true, float)
    return -np.mean(y * np.log(y_prob + eps) + (1 - y) * np.log(1 - y_prob + eps))


@binary_cross_entropy.mistake("With eps = 1/4, should every p from 0 to 1 move?")
def squeezed(y_true, y_prob, eps=2**-40):
    """All probabilities are moved into [eps, 1 - eps] in proportion; clipping moves only those outside."""
    y, p = np.asarray(y_true, float), eps + (1 - 2 * eps) * y_prob
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


@binary_cross_entropy.mistake("What should p = 0 become, if the limit is eps?")
def only_exact_zero_and_one(y_true, y_prob, eps=2**-40):
    """Only p = 0 and p = 1 are replaced; other values outside [eps, 1 - eps] are left as they are."""
    y = np.asarray(y_true, float)
    p = np.where(y_prob == 0, eps, np.where(y_prob == 1, 1 - eps, y_prob))
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


@binary_cross_entropy.mistake("Does your result change with eps?")
def eps_ignored(y_true, y_prob, eps=2**-40):
    """The limits are 2^-40 and 1 - 2^-40 whatever eps is."""
    _, _, a, b = _terms(y_true, y_prob, 2**-40)
    return -np.mean(a + b)


@binary_cross_entropy.mistake("Which default does the statement give eps?")
def smaller_default(y_true, y_prob, eps=1e-15):
    """The default of eps is 1e-15, not 2^-40."""
    _, _, a, b = _terms(y_true, y_prob, eps)
    return -np.mean(a + b)


@binary_cross_entropy.mistake("Which default does the statement give eps?")
def default_of_1e_12(y_true, y_prob, eps=1e-12):
    """The default of eps is 1e-12, not 2^-40."""
    _, _, a, b = _terms(y_true, y_prob, eps)
    return -np.mean(a + b)


@binary_cross_entropy.mistake("Which default does the statement give eps?")
def default_of_1e_7(y_true, y_prob, eps=1e-7):
    """The default of eps is 1e-7, not 2^-40."""
    _, _, a, b = _terms(y_true, y_prob, eps)
    return -np.mean(a + b)


@binary_cross_entropy.mistake("Does your result change with eps, and which default does it have?")
def own_limits(y_true, y_prob, eps=2**-40):
    """The limits are 1e-15 and 1 - 1e-15 whatever eps is."""
    _, _, a, b = _terms(y_true, y_prob, 1e-15)
    return -np.mean(a + b)


@binary_cross_entropy.mistake("Does your result change with eps, and which default does it have?")
def limits_of_1e_12(y_true, y_prob, eps=2**-40):
    """The limits are 1e-12 and 1 - 1e-12 whatever eps is."""
    _, _, a, b = _terms(y_true, y_prob, 1e-12)
    return -np.mean(a + b)


@binary_cross_entropy.mistake("Which of the two is what happened, and which is a probability?")
def exchanged(y_true, y_prob, eps=2**-40):
    """Labels and probabilities have exchanged their roles: the logarithms are those of the clipped labels."""
    q, p = np.clip(np.asarray(y_true, float), eps, 1 - eps), np.asarray(y_prob)
    return -np.mean(p * np.log(q) + (1 - p) * np.log(1 - q))


@binary_cross_entropy.mistake("What does label 1 with p = 0.99 cost: much or little?")
def labels_exchanged(y_true, y_prob, eps=2**-40):
    """The labels have exchanged their roles: for label 1, ln(1 - p) is taken, and for label 0 ln(p)."""
    y, p, _, _ = _terms(y_true, y_prob, eps)
    return -np.mean(y * np.log(1 - p) + (1 - y) * np.log(p))


@binary_cross_entropy.mistake(
    "Which sign stands between the two terms, and what does the minus in front belong to?"
)
def terms_subtracted(y_true, y_prob, eps=2**-40):
    """The two terms have opposite signs, as when the second is subtracted, or when the minus in front is
    applied to the first only, because brackets around both are missing."""
    _, _, a, b = _terms(y_true, y_prob, eps)
    return -np.mean(a - b)


@binary_cross_entropy.mistake("Which brackets does `1 - y * ...` need?")
def brackets_missing(y_true, y_prob, eps=2**-40):
    """The second term is 1 - y ln(1 - p), as without brackets around 1 - y: the product comes first."""
    y, p, a, _ = _terms(y_true, y_prob, eps)
    return -np.mean(a + 1 - y * np.log(1 - p))


@binary_cross_entropy.mistake("May the two terms of an example be multiplied?")
def terms_multiplied(y_true, y_prob, eps=2**-40):
    """The two terms are multiplied; as one of them is always 0, so is the result."""
    _, _, a, b = _terms(y_true, y_prob, eps)
    return -np.mean(a * b) + 0.0


@binary_cross_entropy.mistake("Which loss was introduced for labels 0 and 1?")
def squared_error(y_true, y_prob, eps=2**-40):
    """This is the mean squared error of the probabilities."""
    y, p, _, _ = _terms(y_true, y_prob, eps)
    return np.mean((y - p) ** 2)


@binary_cross_entropy.mistake("Where did the logarithm go?")
def no_logarithm(y_true, y_prob, eps=2**-40):
    """This is the mean probability of what did not happen: there is no logarithm in it."""
    y, p, _, _ = _terms(y_true, y_prob, eps)
    return np.mean(np.abs(y - p))


@binary_cross_entropy.mistake("Is the mean of the logarithms the logarithm of the mean?")
def logarithm_of_the_mean(y_true, y_prob, eps=2**-40):
    """The logarithm is taken of the mean probability of what happened; the mean of the logarithms is
    needed."""
    y, p, _, _ = _terms(y_true, y_prob, eps)
    return -np.log(np.mean(np.where(y == 1, p, 1 - p)))


@binary_cross_entropy.mistake("Does a small change of p change your result?")
def rounded_to_a_decision(y_true, y_prob, eps=2**-40):
    """The probabilities are rounded to 0 or 1 first, so that only the decisions count."""
    _, _, a, b = _terms(y_true, (np.asarray(y_prob) > 0.5).astype(float), eps)
    return -np.mean(a + b)


@binary_cross_entropy.mistake("What happens to a number that is a probability already?")
def sigmoid_of_probabilities(y_true, y_prob, eps=2**-40):
    """The probabilities are put through the sigmoid once more, as if they were scores."""
    _, _, a, b = _terms(y_true, 1 / (1 + np.exp(-np.asarray(y_prob))), eps)
    return -np.mean(a + b)


@binary_cross_entropy.mistake("What is ~1 in Python, and what is ~True in an array of booleans?")
def tilde_for_labels(y_true, y_prob, eps=2**-40):
    """Only booleans work: `~y` turns the integers 0 and 1 into -1 and -2, and raises TypeError for floats."""
    p = np.clip(y_prob, eps, 1 - eps)
    return -np.mean(y_true * np.log(p) + ~y_true * np.log(1 - p))


@binary_cross_entropy.mistake("What does `p[y]` give when y holds the integers 0 and 1?")
def labels_as_indices(y_true, y_prob, eps=2**-40):
    """Labels are used as indices: that selects only if they are booleans. Integers pick entries 0 and 1, and
    floats raise IndexError."""
    p = np.clip(y_prob, eps, 1 - eps)
    return -(np.log(p[y_true]).sum() + np.log(1 - p[~y_true]).sum()) / len(p)


@binary_cross_entropy.mistake("Which operation does NumPy refuse for arrays of booleans?")
def booleans_refused(y_true, y_prob, eps=2**-40):
    """Labels that are booleans raise TypeError: NumPy has no minus sign for them."""
    p = np.clip(y_prob, eps, 1 - eps)
    return np.mean(-y_true * np.log(p) - (1 - y_true) * np.log(1 - p))


@binary_cross_entropy.mistake(
    "Which dtype has `np.zeros_like(y_true)` when y_true holds integers or booleans?"
)
def losses_cut_to_the_kind_of_the_labels(y_true, y_prob, eps=2**-40):
    """Where labels are integers or booleans, every example's loss is stored as one, and loses its
    fraction."""
    _, _, a, b = _terms(y_true, y_prob, eps)
    losses = np.zeros_like(y_true)
    losses[:] = -(a + b)
    return np.mean(losses)


@binary_cross_entropy.mistake("What becomes of 0.3 when it is given the dtype of the labels?")
def probabilities_cut_to_the_kind_of_the_labels(y_true, y_prob, eps=2**-40):
    """Where labels are integers or booleans, the probabilities become 0 and 1 too."""
    _, _, a, b = _terms(y_true, np.asarray(y_prob).astype(y_true.dtype).astype(float), eps)
    return -np.mean(a + b)


@binary_cross_entropy.mistake("Print y_prob after the call: is it still what it was?")
def in_place(y_true, y_prob, eps=2**-40):
    """The clipped values are written into the caller's y_prob."""
    y_prob[y_prob < eps] = eps
    y_prob[y_prob > 1 - eps] = 1 - eps
    y = np.asarray(y_true, float)
    return -np.mean(y * np.log(y_prob) + (1 - y) * np.log(1 - y_prob))


@binary_cross_entropy.mistake("Which examples does your loop leave out?")
def last_example_missing(y_true, y_prob, eps=2**-40):
    """The last example is left out of the sum, but counted in m."""
    _, _, a, b = _terms(y_true, y_prob, eps)
    return -np.sum((a + b)[:-1]) / len(a)


@binary_cross_entropy.mistake("What does an exponential undo?")
def likelihood(y_true, y_prob, eps=2**-40):
    """This is e^(-L), the geometric mean of the probabilities: the logarithm is undone at the end."""
    _, _, a, b = _terms(y_true, y_prob, eps)
    return np.exp(np.mean(a + b))


@binary_cross_entropy.mistake("What is the sign of each of the two terms?")
def sign_of_the_first_term(y_true, y_prob, eps=2**-40):
    """The first term has the wrong sign: the minus in front is missing there, while the second term has
    it."""
    _, _, a, b = _terms(y_true, y_prob, eps)
    return np.mean(a - b)


@binary_cross_entropy.mistake("Which number stands in front of each logarithm: the label or the probability?")
def entropy_of_the_predictions(y_true, y_prob, eps=2**-40):
    """This is -mean(p ln(p) + (1 - p) ln(1 - p)): the labels do not enter."""
    _, p, _, _ = _terms(y_true, y_prob, eps)
    return -np.mean(p * np.log(p) + (1 - p) * np.log(1 - p))


@binary_cross_entropy.mistake("For a label 0, which probability should enter the logarithm?")
def one_plus_p(y_true, y_prob, eps=2**-40):
    """The second term holds ln(1 + p) in place of ln(1 - p)."""
    y, p, a, _ = _terms(y_true, y_prob, eps)
    return -np.mean(a + (1 - y) * np.log(1 + p))


@binary_cross_entropy.mistake("What is in front of the second logarithm when the label is 1?")
def one_plus_y(y_true, y_prob, eps=2**-40):
    """The second term has the factor 1 + y in place of 1 - y."""
    y, p, a, _ = _terms(y_true, y_prob, eps)
    return -np.mean(a + (1 + y) * np.log(1 - p))


@binary_cross_entropy.mistake("Is it the mean of all examples, or one of them?")
def largest(y_true, y_prob, eps=2**-40):
    """The largest of the examples' losses comes back, not their mean."""
    _, _, a, b = _terms(y_true, y_prob, eps)
    return np.max(-(a + b))


@binary_cross_entropy.mistake("Is it the mean of all examples, or the one in the middle?")
def median(y_true, y_prob, eps=2**-40):
    """The median of the examples' losses comes back, not their mean."""
    _, _, a, b = _terms(y_true, y_prob, eps)
    return np.median(-(a + b))


@binary_cross_entropy.mistake("What is your prefactor, worked out by hand, for m = 100?")
def times_m(y_true, y_prob, eps=2**-40):
    """The sum is multiplied by m instead of divided by it, as in `1/1*m` or `.../1*m`."""
    _, _, a, b = _terms(y_true, y_prob, eps)
    return -np.sum(a + b) * len(a)


@binary_cross_entropy.mistake("What is your prefactor, worked out by hand, for m = 100?")
def precedence(y_true, y_prob, eps=2**-40):
    """The factor is m/2 and not 1/m, as in `(1/2*m)`: Python divides by 2, then multiplies by m."""
    _, _, a, b = _terms(y_true, y_prob, eps)
    return -np.sum(a + b) * len(a) / 2


@binary_cross_entropy.mistake("How many digits does a float32 hold, and is 1 - 2^-40 among its numbers?")
def digits_lost_in_float32(y_true, y_prob, eps=2**-40):
    """The probabilities are made float32: digits are lost, and 1 - eps is rounded to 1, so that p = 1 gives
    inf or nan."""
    _, _, a, b = _terms(y_true, np.asarray(y_prob).astype(np.float32), eps)
    return -np.mean(a + b)


@binary_cross_entropy.mistake("Which examples does your mean run over?")
def ones_only(y_true, y_prob, eps=2**-40):
    """Only examples with label 1 are averaged; the others are left out altogether."""
    p = np.clip(y_prob, eps, 1 - eps)
    return -np.mean(np.log(p[np.asarray(y_true) == 1]))


@binary_cross_entropy.mistake(
    "How many examples does each of the two sums have, and what is the mean of no numbers?"
)
def two_separate_means(y_true, y_prob, eps=2**-40):
    """Each label's logarithms are averaged over the examples with that label only (nan if there are none);
    both sums belong over m."""
    p, y = np.clip(y_prob, eps, 1 - eps), np.asarray(y_true)
    return -np.mean(np.log(p[y == 1])) - np.mean(np.log(1 - p[y == 0]))


@binary_cross_entropy.mistake("Is the number 1 the same thing as `True`?")
def is_true(y_true, y_prob, eps=2**-40):
    """Every label is taken as 0: no entry of an array is `True` itself, as `y is True` asks."""
    p = np.clip(y_prob, eps, 1 - eps)
    return -np.mean(np.log(1 - p)) + 0 * np.sum(y_true)


@binary_cross_entropy.mistake("Which of the two decides about the term: the label, or the probability?")
def decided_by_the_probability(y_true, y_prob, eps=2**-40):
    """The larger of p and 1 - p enters the logarithm, whatever the label is."""
    p = np.clip(y_prob, eps, 1 - eps)
    return -np.mean(np.log(np.maximum(p, 1 - p)))


@binary_cross_entropy.mistake("What does clipping p do that clipping from below and adding eps does not?")
def clipped_below_and_eps_added(y_true, y_prob, eps=2**-40):
    """p is kept above eps, and in the second term eps is added; both p and 1 - p must lie in [eps, 1 -
    eps]."""
    y, p = np.asarray(y_true, float), np.maximum(y_prob, eps)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p + eps))


@binary_cross_entropy.mistake("Which default does the statement give eps?")
def default_of_1e_8(y_true, y_prob, eps=1e-8):
    """The default of eps is 1e-8, not 2^-40."""
    _, _, a, b = _terms(y_true, y_prob, eps)
    return -np.mean(a + b)


@binary_cross_entropy.mistake("Which default does the statement give eps?")
def default_of_1e_10(y_true, y_prob, eps=1e-10):
    """The default of eps is 1e-10, not 2^-40."""
    _, _, a, b = _terms(y_true, y_prob, eps)
    return -np.mean(a + b)


@binary_cross_entropy.mistake("What does the sum run over when the first example has index 0?")
def first_example_missing(y_true, y_prob, eps=2**-40):
    """The first example is left out of the sum, but counted in m."""
    _, _, a, b = _terms(y_true, y_prob, eps)
    return -np.sum((a + b)[1:]) / len(a)
