"""The sigmoid, in the form whose only exponential is small."""

import functools
import math

import numpy as np
import sympy as sp

from autograder.authoring import case, exercise, hidden
from reference.activations import data


def reference(z):
    t = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + t), t / (1 + t))


sigmoid = exercise(
    reference,
    picture="curve",
    pure=True,
    hints=[
        "What do you get for z = 0, for a large z and for a very negative z, and what should it be?",
        (
            "Build it from the inside: the exponential first, then the sum, then the quotient. Print each "
            "of them for z = -1000, -40, 0 and 1000."
        ),
        (
            "tanh z = (e^z - e^(-z)) / (e^z + e^(-z)), as an example. For z >= 0, multiply top and bottom by "
            "e^(-z): with `t = np.exp(-2 * z)` it is `(1 - t) / (1 + t)`, and t is at most 1. For z < 0, which "
            "factor keeps the exponential small?"
        ),
    ],
)


@sigmoid.cases
def shapes(rng):
    yield case("1-D", np.linspace(-8, 8, 9))
    yield case("2-D", data.numbers(rng, 3, 4))
    yield case("zero", 0.0)
    yield case("a number", 3.0)
    yield case("an integer", 2)
    yield case("integer array", np.array([-2, 0, 5]))
    yield case("empty array", np.zeros(0))
    yield hidden("1-D, uneven steps", data.numbers(rng, 7, spread=4))
    yield hidden("3-D", data.numbers(rng, 2, 3, 2))
    yield hidden("a column", data.numbers(rng, 5, 1))
    yield hidden("a negative number", -1.75)
    yield hidden("a negative integer", -3)
    yield hidden("integer matrix", np.array([[-7, 1, 3], [4, -1, 0]]))


@sigmoid.cases
def sizes_of_numbers(rng):
    yield case("very large and very negative", np.array([-1000.0, -710.0, 710.0, 1000.0]))
    yield case("small results", np.array([-30.0, -33.0, -40.0]))
    yield hidden("large integers", np.array([-1000, 2, 800]))
    yield hidden("one large number", 900.0)
    yield hidden("large among moderate", np.array([[0.5, -720.0], [750.0, -1.5]]))
    yield hidden("one small result", -37.5)


@sigmoid.cases
def plain_numbers_far_out(rng):
    """`math.exp` and `**` raise where NumPy gives inf."""
    yield case("a very negative number", -1000.0)
    yield case("a very large number", 1000.0)


@sigmoid.cases
def one_scale_each(rng):
    """The tolerance belongs to the largest entry, so numbers that would hide each other come alone."""
    yield hidden("around -18", np.array([-17.25, -18.5, -19.0, -19.75]))
    yield hidden("around -100", np.array([-101.5, -102.25]))
    yield hidden("around -200", np.array([[-203.0], [-202.5]]))
    yield hidden("around -300", np.array([-299.5, -298.25]))


@sigmoid.scale
def scale(z):
    """Below -300 anything from 0 to sigma(-300) is right."""
    return 1e13 * 5.2e-131 if np.min(z, initial=0) < -300 else 0.0


@sigmoid.cases
def kinds_of_arrays(rng):
    yield hidden("float32", data.numbers(rng, 6).astype(np.float32))
    yield hidden("not contiguous", np.repeat(data.numbers(rng, 3, 2), 2, axis=1)[:, ::2])
    yield hidden("read-only", data.read_only(data.numbers(rng, 4)))


@functools.cache
def from_log_odds():
    """The sigmoid is the probability whose log-odds are z."""
    p, z = sp.symbols("p z", real=True)
    (solution,) = sp.solve(sp.Eq(sp.log(p / (1 - p)), z), p)
    return sp.Lambda(z, solution)


@sigmoid.derivation
def by_sympy(z):
    return data.each(lambda v: from_log_odds()(v).evalf(40), z)


@sigmoid.drawn
def drawn(draw):
    return data.drawn(draw)


@sigmoid.derivative_of
def softplus(z):
    """The sigmoid is itself a derivative: that of ln(1 + e^z)."""
    yield lambda v: np.logaddexp(0, v), z, None


@sigmoid.right
def naive(z):
    return 1 / (1 + np.exp(-np.asarray(z, dtype=float)))


@sigmoid.right
def naive_without_conversion(z):
    return 1 / (1 + np.exp(-z))


@sigmoid.right
def by_logaddexp(z):
    z = np.asarray(z, float)
    return np.exp(-np.logaddexp(0, -z))


@sigmoid.right
def masked(z):
    z = np.asarray(z, float)
    out = np.empty_like(z)
    p = z >= 0
    out[p] = 1 / (1 + np.exp(-z[p]))
    e = np.exp(z[~p])
    out[~p] = e / (1 + e)
    return out


@sigmoid.right
def both_forms_and_a_choice(z):
    """One of the two is nan where it is not chosen."""
    return np.where(np.asarray(z) >= 0, 1 / (1 + np.exp(-z)), np.exp(z) / (1 + np.exp(z)))


@sigmoid.right
def clipped_far_out(z):
    return (1 + np.exp(-np.clip(z, -500, 500))) ** -1.0


@sigmoid.right
def clipped_above_only(z):
    e = np.exp(np.minimum(z, 100))
    return e / (1 + e)


@sigmoid.right
def number_by_number(z):
    def one(v):
        return 1 / (1 + math.exp(-v)) if v >= 0 else math.exp(v) / (1 + math.exp(v))

    if np.ndim(z) == 0:
        return one(z)
    return np.array([one(v) for v in z.ravel()], dtype=float).reshape(z.shape)


@sigmoid.right
def vectorized(z):
    return np.vectorize(lambda v: 1.0 / (1.0 + np.exp(-v)), otypes=[float])(z)


@sigmoid.mistake("What should a large positive z give?")
def sign(z):
    """This is sigma(-z), as when the minus sign in the exponent is missing."""
    return 1 / (1 + np.exp(np.asarray(z, float)))


@sigmoid.mistake("What is sigma(0)? What does your formula give?")
def precedence(z):
    """This is 1 + e^(-z), as without brackets around the sum: `1 / 1 + ...` divides first and then adds."""
    return 1 / 1 + np.exp(-np.asarray(z, float))


@sigmoid.mistake("Which values may a probability take?")
def minus(z):
    """The exponential is subtracted from 1 instead of added to it."""
    return 1 / (1 - np.exp(-np.asarray(z, float)))


@sigmoid.mistake("Try z = 1000. Which of the two exponentials is the small one?")
def exp_over(z):
    """For very large z the result is nan, as from e^z / (1 + e^z), which is inf / inf there."""
    e = np.exp(np.asarray(z, float))
    return e / (1 + e)


@sigmoid.mistake("What is sigma(0), and what is tanh(0)?")
def hyperbolic_tangent(z):
    """This is tanh, an S-curve between -1 and 1; the sigmoid lies between 0 and 1."""
    return np.tanh(np.asarray(z, float))


@sigmoid.mistake("Does your function accept an array?")
def one_number_only(z):
    """Arrays raise TypeError, and the number -1000.0 raises OverflowError, as with `math.exp`: it takes a
    single number, and raises where NumPy gives inf."""
    return 1 / (1 + math.exp(-z))


@sigmoid.mistake("What is `np.exp(1000.0)`, and what does `math.exp(1000.0)` do?")
def overflow_for_a_negative_number(z):
    """The plain number -1000.0 raises OverflowError: `math.exp(1000.0)` and `math.e ** 1000.0` raise where
    NumPy gives inf."""
    return 1 / (1 + (np.exp(-z) if np.ndim(z) else math.exp(-z)))


@sigmoid.mistake("What is `np.exp(1000.0)`, and what does `math.exp(1000.0)` do?")
def overflow_for_a_large_number(z):
    """The plain number 1000.0 raises OverflowError: `math.exp(1000.0)` and `math.e ** 1000.0` raise where
    NumPy gives inf."""
    if np.ndim(z):
        return 1 / (1 + np.exp(-z))
    return math.exp(z) / (1 + math.exp(z))


@sigmoid.mistake("What is `np.exp(1000.0)`, and what does `math.exp(1000.0)` do?")
def overflow_for_negative_numbers_and_entries(z):
    """Very negative z raise OverflowError, in arrays, too: `math.exp(1000.0)` raises where NumPy gives
    inf."""
    return np.vectorize(lambda v: 1 / (1 + math.exp(-v)), otypes=[float])(z)


@sigmoid.mistake("Compare your value at z = -40 with e^-40. Where did the digits go?")
def complement(z):
    """For very negative z the digits are lost, as when a number that is almost 1 is subtracted from 1."""
    return 1 - 1 / (1 + np.exp(np.asarray(z, float)))


@sigmoid.mistake("What is 1 + tanh(-20) in floating-point numbers?")
def half_tanh(z):
    """For very negative z the digits are lost, as in (1 + tanh(z/2)) / 2: on paper this is the sigmoid, but
    1 and a tanh near -1 cancel."""
    return 0.5 * (1 + np.tanh(np.asarray(z, float) / 2))


@sigmoid.mistake("Are sigma(-30) and sigma(-40) the same number?")
def clipped_too_early(z):
    """Below -20 the result stays at sigma(-20), as if z were cut off there; the sigmoid still changes."""
    return 1 / (1 + np.exp(-np.clip(np.asarray(z, float), -20, 20)))


@sigmoid.mistake("Which dtype has the array that you fill, when z holds integers?")
def integer_output(z):
    """For integers, single ones and arrays, the fractions are lost: the results are stored as integers."""
    z = np.asarray(z)
    out = np.zeros_like(z)
    out[...] = 1 / (1 + np.exp(-z))
    return out


@sigmoid.mistake("Which dtype has `np.zeros_like(z)` when z is an array of integers?")
def integer_output_for_arrays(z):
    """For arrays of integers the fractions are lost: the results are stored in an array of integers."""
    if np.ndim(z) == 0:
        return 1 / (1 + np.exp(-z))
    return (1 / (1 + np.exp(-z))).astype(z.dtype)


@sigmoid.mistake("Does your function accept a plain number such as 3.0?")
def arrays_only(z):
    """A plain number raises AttributeError: only arrays have `.astype`, `.shape` and the like."""
    return 1 / (1 + np.exp(-z.astype(float)))


@sigmoid.mistake("What is in your array z after the call?")
def in_place(z):
    """The argument itself is overwritten with the result, if it is an array of floats."""
    z = np.asarray(z, float)
    p = z >= 0
    z[p] = 1 / (1 + np.exp(-z[p]))
    z[~p] = np.exp(z[~p]) / (1 + np.exp(z[~p]))
    return z


@sigmoid.mistake("Should the result for one entry change when another entry changes?")
def softmax(z):
    """This is the softmax: e^z divided by the sum of e^z over all entries."""
    return np.exp(z) / np.sum(np.exp(z))


@sigmoid.mistake("Is sigma(-2) the same as sigma(2)?")
def absolute_value(z):
    """This is sigma(|z|), as with the exponent -|z| for every z; it is right for z >= 0 only."""
    return 1 / (1 + np.exp(-np.abs(z)))


@sigmoid.mistake("For which z does your result exceed 1/2?")
def small_form_for_all(z):
    """This is sigma(-|z|), as when the form for negative z is used for every z."""
    t = np.exp(-np.abs(z))
    return t / (1 + t)


@sigmoid.mistake("Which number stands beside the exponential in the denominator?")
def lost_one(z):
    """This is e^z, as when the 1 in the denominator is missing."""
    return 1 / np.exp(-np.asarray(z, float))


@sigmoid.mistake("What is the value of the sigmoid at 0, and what is its slope there?")
def derivative(z):
    """This is the slope of the sigmoid, not its value."""
    t = np.exp(-np.abs(z))
    return t / (1 + t) ** 2
