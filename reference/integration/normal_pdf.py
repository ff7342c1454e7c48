"""The density of the normal distribution."""

import math

import numpy as np

from autograder.authoring import case, exercise, hidden
from reference.integration import data


def reference(x, mu=0.0, sigma=1.0):
    u = (np.asarray(x, dtype=float) - mu) / sigma
    return np.exp(-0.5 * u * u) / (sigma * np.sqrt(2 * np.pi))


normal_pdf = exercise(
    reference,
    picture="curve",
    pure=True,
    hints=[
        "Two things can be tested without the answer: where is your curve highest, and is its area 1?",
        "Go in three steps and print each: how many sigmas lies x from mu, the exponential of that, the "
        "factor in front. Which of the three is not what you expected?",
        "Laplace's density, as an example: centre c and scale s enter the exponent and the factor, "
        "`np.exp(-np.abs(x - c) / s) / (2 * s)`.",
    ],
)


@normal_pdf.cases
def arrays(rng):
    yield case("narrow", np.array([0.9, 1.0, 1.3]), 1.0, 0.2)
    yield case("standard", np.linspace(-3, 3, 7))
    yield case("wide", np.array([-5.0, 0.0, 20.0]), 2.0, 6.0)
    yield case("2-D", np.array([[0.3, -1.2, 2.5], [0.5, 4.1, -0.8]]), 0.5, 1.5)
    yield case("integers, array", np.array([-3, 0, 1, 4]), 1, 2)
    yield case("far tail", np.array([30.0]), 0.0, 3.0)
    yield hidden("many points", rng.normal(3, 2, 12).round(2), 2.5, 1.75)
    yield hidden("integers, 2-D", np.array([[-7, 2], [0, 5], [1, -1]]), -2, 3)
    yield hidden("3-D", rng.normal(size=(2, 3, 2)).round(2), -0.3, 0.8)
    yield hidden("float32", np.array([0.5, -1.25, 2.0], dtype=np.float32), 0.5, 1.5)
    yield hidden("not contiguous", rng.normal(size=(3, 8)).round(2)[:, ::2], 0.25, 0.6)
    yield hidden("read-only", _readonly(np.array([9.5, 10.0, 11.25])), 10.0, 0.7)
    yield hidden("far tail on the left", np.array([-12.5]), 1.5, 1.4)


@normal_pdf.cases
def numbers(rng):
    yield case("mu 15, sigma 2.04", 16.0, 15.0, 2.04)
    yield case("integers", 3, 1, 2)
    yield case("negative side", -4.0, -1.0, 3.0)
    yield case("sigma by name", 1.5, sigma=0.5)
    yield hidden("mu only", 0.75, 2.0)
    yield hidden("mu by name", np.array([-1.5, 0.5]), mu=-2.0)
    yield hidden("at the mean", 2.5, 2.5, 0.4)
    yield hidden("large mean", 1007.5, 1000.0, 12.0)
    yield hidden("one integer", 2)


def _readonly(array):
    array.flags.writeable = False
    return array


@normal_pdf.derivation
def by_area_and_variance(x, mu, sigma):
    """SymPy finds the bell curve around mu with area 1 and variance sigma^2."""
    density = data.normal_with(mu, sigma)
    return [density.subs(data.T, data.exact(v)).evalf(30) for v in x]


@normal_pdf.derivative_of
def cumulative(x, mu, sigma):
    """The density is the slope of the probability that a value is at most x."""
    share = np.vectorize(lambda v: 0.5 * math.erf((v - mu) / (sigma * math.sqrt(2))))
    yield share, x, None


@normal_pdf.drawn
def drawn(draw):
    x = np.array([draw.number(-4, 4), draw.number(-4, 4)])
    return x, draw.number(-3, 3), draw.number(0.3, 4)


@normal_pdf.right
def textbook(x, mu=0.0, sigma=1.0):
    return 1 / np.sqrt(2 * np.pi * sigma**2) * np.exp(-((np.asarray(x) - mu) ** 2) / (2 * sigma**2))


@normal_pdf.right
def by_logarithms(x, mu=0.0, sigma=1.0):
    return np.exp(-0.5 * ((np.asarray(x, float) - mu) / sigma) ** 2 - np.log(sigma) - 0.5 * np.log(2 * np.pi))


@normal_pdf.right
def standardised(x, mu=0.0, sigma=1.0):
    z = (x - mu) / sigma
    return 1 / math.sqrt(2 * math.pi) * np.e ** (-z * z / 2) / sigma


@normal_pdf.right
def vectorized(x, mu=0.0, sigma=1.0):
    def one(v):
        return math.exp(-((v - mu) ** 2) / (2 * sigma**2)) / (sigma * math.sqrt(2 * math.pi))

    return np.vectorize(one, otypes=[float])(x)


@normal_pdf.right
def square_multiplied_out(x, mu=0.0, sigma=1.0):
    """Loses some digits where x and mu are large; fewer than any check asks for."""
    x = np.asarray(x, float)
    precision = 1 / sigma**2
    return np.sqrt(precision / (2 * np.pi)) * np.exp(-precision * (x**2 - 2 * mu * x + mu**2) / 2)


@normal_pdf.right
def nested_lists(x, mu=0.0, sigma=1.0):
    if np.ndim(x):
        return [nested_lists(v, mu, sigma) for v in x]
    return math.pow(2 * math.pi * sigma**2, -0.5) * math.exp(-0.5 * ((x - mu) / sigma) ** 2)


@normal_pdf.right
def in_a_copy(x, mu=0.0, sigma=1.0):
    p = np.array(x, dtype=float)
    p -= mu
    p /= sigma
    return np.exp(-(p**2) / 2) / np.sqrt(2 * np.pi) / sigma


@normal_pdf.mistake("Integrate your density from -8 to 8. What should come out?")
def no_sqrt(x, mu=0.0, sigma=1.0):
    """The factor in front is 1/(2*pi*sigma^2): the root is missing."""
    return 1 / (2 * np.pi * sigma**2) * np.exp(-((np.asarray(x, float) - mu) ** 2) / (2 * sigma**2))


@normal_pdf.mistake("Does sigma or sigma squared stand in the formula?")
def sigma_is_variance(x, mu=0.0, sigma=1.0):
    """sigma is used as if it were the variance; it is the standard deviation."""
    return 1 / np.sqrt(2 * np.pi * sigma) * np.exp(-((np.asarray(x, float) - mu) ** 2) / (2 * sigma))


@normal_pdf.mistake(
    "Does a larger sigma make your curve wider? What does Python compute first in `d / 2 * s`?"
)
def precedence(x, mu=0.0, sigma=1.0):
    """The exponent is multiplied by sigma^2 instead of divided by it."""
    return 1 / np.sqrt(2 * np.pi * sigma**2) * np.exp(-((np.asarray(x, float) - mu) ** 2) / 2 * sigma**2)


@normal_pdf.mistake("What should happen far from the mean?")
def no_minus(x, mu=0.0, sigma=1.0):
    """The minus sign in the exponent is missing, so the curve grows on both sides."""
    return 1 / np.sqrt(2 * np.pi * sigma**2) * np.exp((np.asarray(x, float) - mu) ** 2 / (2 * sigma**2))


@normal_pdf.mistake("Compare the heights at one sigma and at the mean: is the ratio about 0.61?")
def no_2(x, mu=0.0, sigma=1.0):
    """The 2 is missing in the exponent."""
    return 1 / np.sqrt(2 * np.pi * sigma**2) * np.exp(-((np.asarray(x, float) - mu) ** 2) / sigma**2)


@normal_pdf.mistake("A wider curve must be lower. Is yours?")
def no_sigma_in_front(x, mu=0.0, sigma=1.0):
    """sigma is missing in the factor in front."""
    return 1 / np.sqrt(2 * np.pi) * np.exp(-((np.asarray(x, float) - mu) ** 2) / (2 * sigma**2))


@normal_pdf.mistake("The exponent has no unit. Does yours?")
def sigma_not_squared(x, mu=0.0, sigma=1.0):
    """In the exponent sigma is not squared."""
    return 1 / (sigma * np.sqrt(2 * np.pi)) * np.exp(-((np.asarray(x, float) - mu) ** 2) / (2 * sigma))


@normal_pdf.mistake("Where is your curve highest?")
def mu_sign(x, mu=0.0, sigma=1.0):
    """mu is added to x instead of subtracted."""
    return 1 / np.sqrt(2 * np.pi * sigma**2) * np.exp(-((np.asarray(x, float) + mu) ** 2) / (2 * sigma**2))


@normal_pdf.mistake("Is your area still 1 when sigma is 2?")
def variance_in_front(x, mu=0.0, sigma=1.0):
    """The factor in front divides by sigma^2 instead of sigma."""
    return np.exp(-((np.asarray(x, float) - mu) ** 2) / (2 * sigma**2)) / (sigma**2 * np.sqrt(2 * np.pi))


@normal_pdf.mistake("What does Python compute first in `1 / a * b`?")
def multiplied_by_sigma(x, mu=0.0, sigma=1.0):
    """The factor in front is multiplied by sigma instead of divided by it."""
    return 1 / np.sqrt(2 * np.pi) * sigma * np.exp(-((np.asarray(x, float) - mu) ** 2) / (2 * sigma**2))


@normal_pdf.mistake("How far does your root reach?")
def pi_outside_the_root(x, mu=0.0, sigma=1.0):
    """The factor in front divides by pi; it should divide by the root of pi."""
    return np.exp(-0.5 * ((np.asarray(x, float) - mu) / sigma) ** 2) / (sigma * np.sqrt(2) * np.pi)


@normal_pdf.mistake("Integrate your density over a wide interval. Is the area 1.77 or 1?")
def two_missing_in_front(x, mu=0.0, sigma=1.0):
    """The factor in front is the root of 2 too large: the 2 is missing in it."""
    return np.exp(-0.5 * ((np.asarray(x, float) - mu) / sigma) ** 2) / (sigma * np.sqrt(np.pi))


@normal_pdf.mistake("What is the largest value of your function?")
def no_factor(x, mu=0.0, sigma=1.0):
    """The factor in front is missing: the curve has height 1 instead of area 1."""
    return np.exp(-0.5 * ((np.asarray(x, float) - mu) / sigma) ** 2)


@normal_pdf.mistake("What does Python compute first in `x - mu / sigma`?")
def only_mu_divided(x, mu=0.0, sigma=1.0):
    """In the exponent sigma divides mu alone, not x - mu."""
    return np.exp(-0.5 * (np.asarray(x, float) - mu / sigma) ** 2) / (sigma * np.sqrt(2 * np.pi))


@normal_pdf.mistake("Are your values at mu - 1 and mu + 1 equal?")
def not_squared(x, mu=0.0, sigma=1.0):
    """x - mu is not squared in the exponent."""
    return np.exp(-(np.asarray(x, float) - mu) / (2 * sigma**2)) / (sigma * np.sqrt(2 * np.pi))


@normal_pdf.mistake("Does your curve come down again on the right of the mean?")
def cumulative_distribution(x, mu=0.0, sigma=1.0):
    """This is the probability of a value up to x: the area, not the height."""
    return np.vectorize(lambda v: 0.5 * (1 + math.erf((v - mu) / (sigma * math.sqrt(2)))), otypes=[float])(x)


@normal_pdf.mistake("May a density be negative?")
def logarithm(x, mu=0.0, sigma=1.0):
    """This is the logarithm of the density."""
    return -0.5 * ((np.asarray(x, float) - mu) / sigma) ** 2 - np.log(sigma * np.sqrt(2 * np.pi))


@normal_pdf.mistake("Should the value at one x change when another x is added to the array?")
def scaled_by_the_sum(x, mu=0.0, sigma=1.0):
    """The values add up to 1; it is the area that has to be 1."""
    p = np.exp(-0.5 * ((np.asarray(x, float) - mu) / sigma) ** 2)
    return p / np.sum(p)


@normal_pdf.mistake("Does your result depend on sigma at all?")
def arguments_ignored(x, mu=0.0, sigma=1.0):
    """mu and sigma have no influence: this is the density for mean 0 and standard deviation 1."""
    return np.exp(-0.5 * np.asarray(x, float) ** 2) / np.sqrt(2 * np.pi)


@normal_pdf.mistake("What is in your array x after the call, and does `np.asarray` make a copy of it?")
def in_place(x, mu=0.0, sigma=1.0):
    """An array x of floats is changed: afterwards it holds (x - mu) / sigma."""
    u = np.asarray(x, dtype=float)
    u -= mu
    u /= sigma
    return np.exp(-0.5 * u * u) / (sigma * np.sqrt(2 * np.pi))


@normal_pdf.mistake("Which dtype does your result have when x holds integers?")
def integer_output(x, mu=0.0, sigma=1.0):
    """For integer x the result is cut off to integers."""
    out = np.zeros_like(x)
    out[...] = reference(x, mu, sigma)
    return out


@normal_pdf.mistake("Does your function accept an array?")
def one_number_only(x, mu=0.0, sigma=1.0):
    """Only single numbers are handled: the function fails for an array."""
    return math.exp(-((x - mu) ** 2) / (2 * sigma**2)) / (sigma * math.sqrt(2 * math.pi))


@normal_pdf.mistake("Does your function accept a plain number such as 3.0?")
def arrays_only(x, mu=0.0, sigma=1.0):
    """Only arrays are handled: the function fails for a plain number."""
    return np.array([reference(v, mu, sigma) for v in x])
