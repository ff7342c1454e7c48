"""The slope of the sigmoid, in the form whose only exponential is small."""

import functools
import math

import numpy as np
import sympy as sp

from autograder.authoring import case, exercise, hidden
from reference.activations import data


def reference(z):
    t = np.exp(-np.abs(z))
    return t / (1 + t) ** 2


sigmoid_derivative = exercise(
    reference,
    picture="curve",
    pure=True,
    hints=[
        "Where is the sigmoid steepest, where is it flat, and what does your function give there?",
        (
            "Compute the value of the sigmoid once and give it a name; then write the slope with that name. "
            "Check z = 0, z = 2 against z = -2, and z = -1000."
        ),
        (
            "The slope of tanh, as an example: with `a = np.tanh(z)` it is `1 - a**2`. The activation is "
            "computed first, from z, and the slope from the activation."
        ),
    ],
)


@sigmoid_derivative.cases
def shapes(rng):
    yield case("1-D", np.linspace(-6, 6, 7))
    yield case("2-D", data.numbers(rng, 2, 3))
    yield case("zero", 0.0)
    yield case("an integer", 1)
    yield case("integer array", np.array([-3, 0, 2]))
    yield hidden("1-D, uneven steps", data.numbers(rng, 6))
    yield hidden("3-D", data.numbers(rng, 2, 2, 3))
    yield hidden("a column", data.numbers(rng, 4, 1))
    yield hidden("a number", 0.75)
    yield hidden("a negative integer", -2)
    yield hidden("integer matrix", np.array([[4, -1], [0, 3], [-5, 1]]))


@sigmoid_derivative.cases
def sizes_of_numbers(rng):
    yield case("very large and very negative", np.array([-1000.0, 0.0, 1000.0]))
    yield case("small slopes", np.array([-12.0, 12.0]))
    yield hidden("saturated", np.array([-745.0, -40.0, 1.5, 40.0, 800.0]))
    yield hidden("large integers", np.array([[-1000, 1], [-2, 900]]))
    yield hidden("one small slope", 11.5)
    yield hidden("a very small slope", -26.5)
    yield hidden("slopes just above 1e-13", np.array([29.25, -29.5]))
    yield hidden("empty array", np.zeros(0))


@sigmoid_derivative.cases
def plain_numbers_far_out(rng):
    """`math.exp` and `math.cosh` raise where NumPy gives inf."""
    yield case("a very negative number", -1000.0)
    yield case("a very large number", 1000.0)


@sigmoid_derivative.cases
def kinds_of_arrays(rng):
    yield hidden("float32", data.numbers(rng, 5).astype(np.float32))
    yield hidden("not contiguous", np.repeat(data.numbers(rng, 2, 3), 2, axis=1)[:, ::2])
    yield hidden("read-only", data.read_only(data.numbers(rng, 4)))


@sigmoid_derivative.scale
def scale(z):
    """The 1 in 1 - sigma(z): the textbook form gives 0 at z = 40, which is right."""
    return 1.0


@functools.cache
def slope():
    z = sp.symbols("z", real=True)
    return sp.Lambda(z, sp.diff(1 / (1 + sp.exp(-z)), z))


@sigmoid_derivative.derivation
def by_sympy(z):
    return data.each(lambda v: slope()(v).evalf(40), z)


@sigmoid_derivative.drawn
def drawn(draw):
    return data.drawn(draw, limit=20)


@sigmoid_derivative.derivative_of
def sigmoid(z):
    yield lambda v: 1 / (1 + np.exp(-v)), z, None


def s(z):
    return 1 / (1 + np.exp(-np.asarray(z, float)))


@sigmoid_derivative.right
def textbook(z):
    a = 1 / (1 + np.exp(-np.asarray(z, float)))
    return a * (1 - a)


@sigmoid_derivative.right
def two_sigmoids(z):
    z = np.asarray(z, float)
    return 1 / (1 + np.exp(-z)) * 1 / (1 + np.exp(z))


@sigmoid_derivative.right
def by_cosh(z):
    return 0.25 / np.cosh(np.asarray(z, float) / 2) ** 2


@sigmoid_derivative.right
def by_tanh(z):
    return (1 - np.tanh(z / 2) ** 2) / 4


@sigmoid_derivative.right
def minus_the_square(z):
    a = np.exp(-np.logaddexp(0, -np.asarray(z, float)))
    return a - a**2


@sigmoid_derivative.right
def with_an_inner_function(z):
    def activation(v):
        return np.where(v >= 0, 1 / (1 + np.exp(-v)), np.exp(v) / (1 + np.exp(v)))

    return activation(np.asarray(z)) * (1 - activation(np.asarray(z)))


@sigmoid_derivative.right
def multiplied_out(z):
    return 1 / (np.exp(z) + 2 + np.exp(-z))


@sigmoid_derivative.right
def clipped_far_out(z):
    e = np.exp(-np.clip(z, -100, 100))
    return e / (1 + e) ** 2


@sigmoid_derivative.right
def number_by_number(z):
    if np.ndim(z):
        return np.array([number_by_number(v) for v in z])
    t = math.exp(-abs(z))
    return t / (1 + t) ** 2


@sigmoid_derivative.mistake("Where is the sigmoid flat? What should its slope be there?")
def plus(z):
    """This is sigma(z) (1 + sigma(z)), with a plus instead of the minus."""
    return s(z) * (1 + s(z))


@sigmoid_derivative.mistake("At which point do you evaluate the second sigmoid?")
def sigma_twice(z):
    """This is the slope at sigma(z) instead of the slope at z, as when the sigmoid is applied twice."""
    return s(s(z)) * (1 - s(s(z)))


@sigmoid_derivative.mistake("Is the input z or sigma(z)?")
def activation_input(z):
    """This is z (1 - z): it takes z for the activation, but z is the pre-activation."""
    z = np.asarray(z, float)
    return z * (1 - z)


@sigmoid_derivative.mistake("Is the slope symmetric about z = 0?")
def square(z):
    """This is the square of sigma(z): both factors are the same."""
    return s(z) ** 2


@sigmoid_derivative.mistake("What is the largest slope of the sigmoid?")
def one_minus(z):
    """This is 1 - sigma(z): the factor sigma(z) is lost."""
    return 1 - s(z)


@sigmoid_derivative.mistake("Is the sigmoid rising or falling?")
def negative(z):
    """The sign is wrong: this is minus the slope."""
    return -s(z) * (1 - s(z))


@sigmoid_derivative.mistake("Try z = -1000. Which equal form has only small exponentials?")
def quotient_overflow(z):
    """For very negative z the result is nan, as from a fraction with e^(-z) above and below, which is
    inf / inf there."""
    z = np.asarray(z, float)
    return np.exp(-z) / (1 + np.exp(-z)) ** 2


@sigmoid_derivative.mistake("Try z = 1000. Which of the two exponentials is the small one?")
def sigmoid_overflow(z):
    """For very large z the result is nan, as from a fraction with e^z above and below, which is inf / inf
    there."""
    a = np.exp(z) / (1 + np.exp(z))
    return a * (1 - a)


@sigmoid_derivative.mistake("What does the chain rule make of the minus in front of z?")
def inner_sign_lost(z):
    """The sign is wrong, as when the inner derivative of e^(-z) loses its minus, and for very negative z the
    result is nan."""
    z = np.asarray(z, float)
    return -np.exp(-z) / (1 + np.exp(-z)) ** 2


@sigmoid_derivative.mistake("Which factor does the chain rule add to the outer derivative?")
def inner_derivative_lost(z):
    """This is -1 / (1 + e^(-z))^2, the outer derivative alone; the inner derivative is missing."""
    return -1 / (1 + np.exp(-np.asarray(z, float))) ** 2


@sigmoid_derivative.mistake("In which order does Python multiply and subtract?")
def precedence(z):
    """The result is 0 for every z, as from `s * 1 - s`, where brackets are missing."""
    return s(z) * 1 - s(z)


@sigmoid_derivative.mistake("How steep is the sigmoid at z = 10, and what do you return there?")
def the_sigmoid_itself(z):
    """This is the value of the sigmoid, not its slope."""
    return s(z)


@sigmoid_derivative.mistake("To which activation function does 1 - a^2 belong?")
def rule_of_tanh(z):
    """1 - a^2 is the slope of tanh; here it is used with a = sigma(z)."""
    return 1 - s(z) ** 2


@sigmoid_derivative.mistake("Which function do you differentiate?")
def slope_of_tanh(z):
    """This is the slope of tanh, which is 1 at z = 0, and not that of the sigmoid."""
    return 1 - np.tanh(z) ** 2


@sigmoid_derivative.mistake("How many digits of sigma(12 + h) - sigma(12 - h) are left?")
def difference_quotient(z):
    """Small slopes have lost digits, as in a difference quotient: it subtracts numbers that are almost
    equal."""
    z, h = np.asarray(z, float), 1e-5
    return (s(z + h) - s(z - h)) / (2 * h)


@sigmoid_derivative.mistake("Does your function accept an array?")
def one_number_only(z):
    """Arrays raise TypeError, and the number -1000.0 raises OverflowError, as with `math.exp`: it takes a
    single number, and raises where NumPy gives inf."""
    a = 1 / (1 + math.exp(-z))
    return a * (1 - a)


@sigmoid_derivative.mistake("What is `np.exp(1000.0)`, and what does `math.exp(1000.0)` do?")
def overflow_for_a_negative_number(z):
    """The plain number -1000.0 raises OverflowError: `math.exp(1000.0)` and `math.e ** 1000.0` raise where
    NumPy gives inf."""
    a = s(z) if np.ndim(z) else 1 / (1 + math.exp(-z))
    return a * (1 - a)


@sigmoid_derivative.mistake("What is `np.cosh(1000.0)`, and what does `math.cosh(1000.0)` do?")
def overflow_for_numbers_far_out(z):
    """The plain numbers -1000.0 and 1000.0 raise OverflowError: `math.exp(1000.0)` and `math.cosh(1000.0)`
    raise where NumPy gives inf."""
    return s(z) * s(-z) if np.ndim(z) else 1 / (2 + 2 * math.cosh(z))


@sigmoid_derivative.mistake("What is `np.exp(1000.0)`, and what does `math.exp(1000.0)` do?")
def overflow_for_negative_numbers_and_entries(z):
    """Very negative z raise OverflowError, in arrays, too: `math.exp(1000.0)` raises where NumPy gives
    inf."""
    a = np.vectorize(lambda v: 1 / (1 + math.exp(-v)), otypes=[float])(z)
    return a * (1 - a)


@sigmoid_derivative.mistake("Which dtype has `np.zeros_like(z)` when z holds integers?")
def integer_output(z):
    """For integers, single ones and arrays, the fractions are lost: the results are stored as integers."""
    z = np.asarray(z)
    return (s(z) * (1 - s(z))).astype(z.dtype)


@sigmoid_derivative.mistake("Which dtype has `np.zeros_like(z)` when z is an array of integers?")
def integer_output_for_arrays(z):
    """For arrays of integers the fractions are lost: the results are stored in an array of integers."""
    slope = s(z) * (1 - s(z))
    return slope.astype(z.dtype) if np.ndim(z) else slope


@sigmoid_derivative.mistake("Does your function accept a plain number such as 0.5?")
def arrays_only(z):
    """A plain number raises AttributeError: only arrays have `.astype`, `.shape` and the like."""
    return s(z.astype(float)) * (1 - s(z))


@sigmoid_derivative.mistake("What is in your array z after the call?")
def in_place(z):
    """The argument itself is overwritten with the values of the sigmoid, if it is an array of floats."""
    z = np.asarray(z, float)
    z[...] = s(z)
    return z * (1 - z)
