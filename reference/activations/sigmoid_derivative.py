"""The slope of the sigmoid, in the form whose only exponential is small."""

import functools
import math

import numpy as np
import sympy as sp

from autograder.authoring import case, exercise, hidden
from reference.activations import data


def reference(z):
    z = np.asarray(z, dtype=float)
    t = np.exp(-np.abs(z))
    return t / (1 + t) ** 2


sigmoid_derivative = exercise(
    reference,
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
    """Never a saturated z alone: there 0 is right too, and 0 is easily guessed."""
    yield case("very large and very negative", np.array([-1000.0, 0.0, 1000.0]))
    yield case("small slopes", np.array([-12.0, 12.0]))
    yield hidden("saturated", np.array([-745.0, -40.0, 1.5, 40.0, 800.0]))
    yield hidden("large integers", np.array([[-1000, 1], [-2, 900]]))
    yield hidden("one small slope", 11.5)


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
    """The second factor is 1 + sigma(z) instead of 1 - sigma(z)."""
    return s(z) * (1 + s(z))


@sigmoid_derivative.mistake("At which point do you evaluate the second sigmoid?")
def sigma_twice(z):
    """The sigmoid is applied twice: this is the slope at sigma(z) instead of the slope at z."""
    return s(s(z)) * (1 - s(s(z)))


@sigmoid_derivative.mistake("Is the input z or sigma(z)?")
def activation_input(z):
    """z * (1 - z) takes z for the activation, but z is the pre-activation."""
    z = np.asarray(z, float)
    return z * (1 - z)


@sigmoid_derivative.mistake("Is the slope symmetric about z = 0?")
def square(z):
    """Both factors are sigma(z), so this is its square."""
    return s(z) ** 2


@sigmoid_derivative.mistake("What is the largest slope of the sigmoid?")
def one_minus(z):
    """Only the factor 1 - sigma(z) is there; the factor sigma(z) is lost."""
    return 1 - s(z)


@sigmoid_derivative.mistake("Is the sigmoid rising or falling?")
def negative(z):
    """The sign is wrong: the two factors are right, but the product is negated."""
    return -s(z) * (1 - s(z))


@sigmoid_derivative.mistake("Try z = -1000. Which equal form has only small exponentials?")
def quotient_overflow(z):
    """A fraction has e^(-z) above and below: inf / inf, which is nan, when z is very negative."""
    z = np.asarray(z, float)
    return np.exp(-z) / (1 + np.exp(-z)) ** 2


@sigmoid_derivative.mistake("Try z = 1000. Which of the two exponentials is the small one?")
def sigmoid_overflow(z):
    """A fraction has e^z above and below: inf / inf, which is nan, when z is very large."""
    a = np.exp(z) / (1 + np.exp(z))
    return a * (1 - a)


@sigmoid_derivative.mistake("What does the chain rule make of the minus in front of z?")
def inner_sign_lost(z):
    """The inner derivative of e^(-z) is taken as e^(-z), without its minus sign."""
    z = np.asarray(z, float)
    return -np.exp(-z) / (1 + np.exp(-z)) ** 2


@sigmoid_derivative.mistake("Which factor does the chain rule add to the outer derivative?")
def inner_derivative_lost(z):
    """The outer derivative -1 / (1 + e^(-z))^2 is there, the inner derivative is missing."""
    return -1 / (1 + np.exp(-np.asarray(z, float))) ** 2


@sigmoid_derivative.mistake("In which order does Python multiply and subtract?")
def precedence(z):
    """Brackets are missing: `s * 1 - s` multiplies first and is 0 for every z."""
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
    """A difference quotient subtracts two numbers that are almost equal, so small slopes lose digits."""
    z, h = np.asarray(z, float), 1e-5
    return (s(z + h) - s(z - h)) / (2 * h)


@sigmoid_derivative.mistake("Does your function accept an array?")
def one_number_only(z):
    """`math.exp` takes a single number, so an array raises TypeError."""
    a = 1 / (1 + math.exp(-z))
    return a * (1 - a)


@sigmoid_derivative.mistake("Does your function accept a plain number such as 0.5?")
def arrays_only(z):
    """It uses what only arrays have (such as `.astype` or `.shape`), so a plain number raises."""
    return s(z.astype(float)) * (1 - s(z))


@sigmoid_derivative.mistake("What is in your array z after the call?")
def in_place(z):
    """The sigmoid is written into z itself: `np.asarray` makes no copy of an array of floats."""
    z = np.asarray(z, float)
    z[...] = s(z)
    return z * (1 - z)
