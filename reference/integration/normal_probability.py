"""The probability of an interval, as the trapezoid value of the normal density."""

import math
from functools import cache

import numpy as np
import sympy as sp

from autograder.authoring import case, exercise, hidden
from reference.integration import data


def reference(a, b, mu=0.0, sigma=1.0, n=1000):
    h = (b - a) / n
    x = a + h * np.arange(n + 1)
    p = np.exp(-0.5 * ((x - mu) / sigma) ** 2) / (sigma * np.sqrt(2 * np.pi))
    return h * (np.sum(p) - 0.5 * (p[0] + p[-1]))


normal_probability = exercise(
    reference,
    hints=[
        "With n = 1 there is a single trapezoid under the density. What is its area, and what do you return?",
        "You need a function of x alone, with mu and sigma already filled in. Which function of this lesson "
        "integrates a function, and which gives the height?",
        "The integral of an exponential density with the given rate, as an example: "
        "`trapezoid_rule(lambda t: rate * np.exp(-rate * t), 0.0, end, 50)`: the lambda carries rate along.",
    ],
)


@normal_probability.cases
def few_strips(rng):
    """With many strips T_n and the exact probability are hard to tell apart, so n is small."""
    yield case("one sigma, n=4", -1.0, 1.0, 0.0, 1.0, 4)
    yield case("asymmetric, sigma 2, n=3", 0.0, 3.0, 1.0, 2.0, 3)
    yield case("narrow, n=5", 0.5, 1.4, 1.0, 0.3, 5)
    yield case("n=1", -0.5, 2.0, 0.0, 1.5, 1)
    yield case("integers", 0, 2, 1, 2, 4)
    yield case("n by name", 0.0, 1.0, n=2)
    yield case("tail", 3.0, 5.0, 0.0, 1.0, 8)
    # Neither cut off at 1 nor rounded to 0: with wide strips T_n is far from any probability.
    yield case("larger than 1, n=2", -3.0, 3.0, 0.0, 1.0, 2)
    yield case("far ends, n=1", -6.0, 6.0, 0.0, 1.0, 1)
    yield hidden("larger than 1, n=3", -2.0, 9.0, 3.0, 1.2, 3)
    yield hidden("far ends, n=1, sigma 1.1", -10.0, 10.5, 0.2, 1.1, 1)
    yield hidden("n=2, all arguments", 7.0, 10.5, 8.0, 2.5, 2)
    yield hidden("n=1, narrow", 0.9, 1.2, 1.1, 0.25, 1)
    yield hidden("n=7, mean outside", -3.0, -1.0, 0.5, 1.7, 7)
    yield hidden("mu and n by name", -0.4, 2.2, mu=1.5, n=6)
    yield hidden("sigma and n by name", 1.0, 4.0, sigma=3.0, n=5)
    yield hidden("integers, sigma 3", -2, 4, -1, 3, 9)
    yield hidden("tail on the left", -9.0, -6.5, 0.0, 2.0, 10)


@normal_probability.cases
def limits(rng):
    yield case("reversed", 1.0, -1.0, 0.0, 1.0, 6)
    yield case("reversed, less than -1", 4.0, -3.5, 0.5, 1.0, 2)
    yield hidden("reversed, asymmetric", 2.5, -0.5, 0.6, 1.2, 4)
    yield hidden("a = b", 1.5, 1.5, 1.0, 2.0, 5)


@normal_probability.cases
def many_strips(rng):
    yield case("default n", -1.96, 1.96)
    # Strips are wide beside sigma here, so that 1000 of them can be told from 999.
    yield case("default n, b far away", -1.0, 30.0)
    yield hidden("default n, sigma 3", 10.0, 14.0, 12.5, 3.0)
    yield hidden("n=50", 90.0, 120.0, 100.0, 15.0, 50)
    yield hidden("n=2000", -4.0, 1.0, 0.5, 2.0, 2000)


@normal_probability.scale
def scale(a, b, mu=0.0, sigma=1.0, n=1000):
    """Heights never cancel here, but a and b do in the step."""
    u = (np.linspace(a, b, n + 1) - mu) / sigma
    return float(np.max(np.exp(-0.5 * u * u))) / (sigma * math.sqrt(2 * math.pi)) * (abs(a) + abs(b))


@cache
def exact_probability_and_error_bound():
    """The integral of the density, and |b-a|^3 / 12 max|p''| with the maximum found among extrema."""
    density, m, s = data.normal_density()
    a, b = sp.symbols("a b", real=True)
    second = sp.diff(density, data.T, 2)
    extrema = sp.solve(sp.diff(second, data.T), data.T)
    standard = [abs(second.subs(data.T, t).subs({m: 0, s: 1})) for t in extrema]
    # The largest for one sigma is the largest for all: the curve's shape does not depend on it.
    steepest = extrema[max(range(len(standard)), key=lambda i: float(standard[i]))]
    bound = abs(b - a) ** 3 / 12 * abs(second.subs(data.T, steepest))
    return sp.integrate(density, (data.T, a, b)), bound, (a, b, m, s)


@normal_probability.derivation
def under_straight_pieces(a, b, mu, sigma, n):
    """T_n by SymPy; it must also lie as close to the exact probability as the error bound says."""
    value = data.area_under_pieces(data.normal_with(mu, sigma), a, b, n)
    integral, bound, symbols = exact_probability_and_error_bound()
    numbers = dict(zip(symbols, map(data.exact, (a, b, mu, sigma)), strict=True))
    error = abs(value - integral.subs(numbers).evalf(30))
    assert error <= bound.subs(numbers).evalf(30) / n**2 + sp.Float("1e-20"), "outside the error bound"
    return value


@normal_probability.drawn
def drawn(draw):
    a, b = draw.number(-3, 3), draw.number(-3, 3)
    return a, b, draw.number(-2, 2), draw.number(0.3, 3), draw.integer(1, 8)


@normal_probability.right
def np_trapezoid(a, b, mu=0.0, sigma=1.0, n=1000):
    x = np.linspace(a, b, n + 1)
    return np.trapezoid(1 / np.sqrt(2 * np.pi * sigma**2) * np.exp(-((x - mu) ** 2) / (2 * sigma**2)), x)


@normal_probability.right
def loop(a, b, mu=0.0, sigma=1.0, n=1000):
    def p(v):
        return math.exp(-((v - mu) ** 2) / (2 * sigma**2)) / math.sqrt(2 * math.pi * sigma**2)

    h = (b - a) / n
    s = (p(a) + p(b)) / 2
    for k in range(1, n):
        s += p(a + k * h)
    return h * s


@normal_probability.right
def standardised_limits(a, b, mu=0.0, sigma=1.0, n=1000):
    """With z = (x - mu)/sigma the strips get narrower by what the density gets higher."""
    z = np.linspace((a - mu) / sigma, (b - mu) / sigma, n + 1)
    return np.trapezoid(np.exp(-z * z / 2), z) / math.sqrt(2 * math.pi)


@normal_probability.right
def exchanged_when_reversed(a, b, mu=0.0, sigma=1.0, n=1000):
    sign = 1 if a <= b else -1
    low, high = sorted((a, b))
    x, h = np.linspace(low, high, n + 1, retstep=True)
    p = np.exp(-0.5 * ((x - mu) / sigma) ** 2) / (sigma * np.sqrt(2 * np.pi))
    return sign * h * (0.5 * p[0] + p[1:-1].sum() + 0.5 * p[-1])


@normal_probability.right
def strip_by_strip(a, b, mu=0.0, sigma=1.0, n=1000):
    def height(t):
        return np.exp(-0.5 * ((t - mu) / sigma) ** 2) / (sigma * np.sqrt(2 * np.pi))

    total, left = 0.0, a
    for k in range(1, n + 1):
        right = a + (b - a) * k / n
        total += (right - left) * (height(left) + height(right)) / 2
        left = right
    return total


def density(x, mu, sigma):
    """What most of the wrong programs below get right."""
    return np.exp(-0.5 * ((x - mu) / sigma) ** 2) / (sigma * np.sqrt(2 * np.pi))


@normal_probability.mistake("Integrate a constant density with your rule. What should come out?")
def ends_not_halved(a, b, mu=0.0, sigma=1.0, n=1000):
    """All heights have the weight h, but the first and the last belong to one trapezoid only."""
    return (b - a) / n * np.sum(density(np.linspace(a, b, n + 1), mu, sigma))


@normal_probability.mistake("How many points bound n intervals?")
def n_points(a, b, mu=0.0, sigma=1.0, n=1000):
    """There are n points, and so only n - 1 strips."""
    x = np.linspace(a, b, n)
    return np.trapezoid(density(x, mu, sigma), x)


@normal_probability.mistake("Does your answer depend on n?")
def erf(a, b, mu=0.0, sigma=1.0, n=1000):
    """This is the exact probability or a far finer sum, which hardly depends on n; T_n is asked for."""
    low, high = (math.erf((v - mu) / (sigma * math.sqrt(2))) for v in (a, b))
    return 0.5 * (high - low)


@normal_probability.mistake("What does your function give for a very wide interval?")
def no_sqrt(a, b, mu=0.0, sigma=1.0, n=1000):
    """The density's factor is 1/(2*pi*sigma^2): the root is missing."""
    x = np.linspace(a, b, n + 1)
    return np.trapezoid(np.exp(-0.5 * ((x - mu) / sigma) ** 2) / (2 * np.pi * sigma**2), x)


@normal_probability.mistake("About 68 % lie within one sigma of mu. Does yours say so for sigma = 2?")
def variance(a, b, mu=0.0, sigma=1.0, n=1000):
    """sigma is used as if it were the variance; it is the standard deviation."""
    x = np.linspace(a, b, n + 1)
    return np.trapezoid(density(x, mu, np.sqrt(sigma)), x)


@normal_probability.mistake("Does your rule look at the density at b?")
def left_riemann(a, b, mu=0.0, sigma=1.0, n=1000):
    """These are rectangles with the height at the left end of each strip."""
    return (b - a) / n * np.sum(density(np.linspace(a, b, n + 1)[:-1], mu, sigma))


@normal_probability.mistake("Does your rule look at the density at a?")
def right_riemann(a, b, mu=0.0, sigma=1.0, n=1000):
    """These are rectangles with the height at the right end of each strip."""
    return (b - a) / n * np.sum(density(np.linspace(a, b, n + 1)[1:], mu, sigma))


@normal_probability.mistake("Is a probability a height or an area?")
def pdf_difference(a, b, mu=0.0, sigma=1.0, n=1000):
    """This is p(b) - p(a), a difference of heights, as if the density were its own integral."""
    return density(b, mu, sigma) - density(a, mu, sigma)


@normal_probability.mistake("What happens to an integral when its limits are exchanged?")
def abs_orientation(a, b, mu=0.0, sigma=1.0, n=1000):
    """For a > b the result is not negative: it is the value for exchanged limits."""
    return abs(reference(a, b, mu, sigma, n))


@normal_probability.mistake(
    "Compute T_2 by hand on [-3, 3], then on [3, -3]. Do the values lie between 0 and 1?"
)
def cut_to_0_and_1(a, b, mu=0.0, sigma=1.0, n=1000):
    """The result never leaves the range from 0 to 1, but T_n may do so."""
    return min(1.0, max(0.0, reference(a, b, mu, sigma, n)))


@normal_probability.mistake(
    "Compute T_2 by hand on [-3, 3], then on [3, -3]. Do the values lie between -1 and 1?"
)
def cut_to_minus_1_and_1(a, b, mu=0.0, sigma=1.0, n=1000):
    """The result never leaves the range from -1 to 1, but with wide strips T_n may do so."""
    return min(1.0, max(-1.0, reference(a, b, mu, sigma, n)))


@normal_probability.mistake("Compute T_2 by hand on [-3, 3]. Does it stay below 1?")
def at_most_1(a, b, mu=0.0, sigma=1.0, n=1000):
    """The result is never larger than 1, but with wide strips T_n may be."""
    return min(1.0, reference(a, b, mu, sigma, n))


@normal_probability.mistake("Is a small number the same as 0?")
def small_is_zero(a, b, mu=0.0, sigma=1.0, n=1000):
    """Small results come back as 0."""
    value = reference(a, b, mu, sigma, n)
    return value if abs(value) > 1e-6 else 0.0


@normal_probability.mistake("What should come out when a > b?")
def clipped_at_zero(a, b, mu=0.0, sigma=1.0, n=1000):
    """For a > b the result is 0, not the negative of the value for exchanged limits."""
    return max(0.0, reference(a, b, mu, sigma, n))


@normal_probability.mistake("Does your result change when mu changes?")
def mu_and_sigma_not_passed_on(a, b, mu=0.0, sigma=1.0, n=1000):
    """mu and sigma have no influence: they are taken as 0 and 1."""
    return reference(a, b, n=n)


@normal_probability.mistake("In which order does your density take the mean and the standard deviation?")
def mu_and_sigma_swapped(a, b, mu=0.0, sigma=1.0, n=1000):
    """mu and sigma are exchanged: mu serves as the standard deviation and sigma as the mean."""
    x = np.linspace(a, b, n + 1)
    # As in the statement, with the square under the root: it makes a negative "sigma" positive.
    return np.trapezoid(np.exp(-((x - sigma) ** 2) / (2 * mu**2)) / np.sqrt(2 * np.pi * mu**2), x)


@normal_probability.mistake("Does your result change when only sigma changes?")
def sigma_not_passed_on(a, b, mu=0.0, sigma=1.0, n=1000):
    """sigma has no influence: the standard deviation is taken as 1."""
    return reference(a, b, mu, n=n)


@normal_probability.mistake("Compare n = 1 with n = 1000. Should the results be equal?")
def fixed_n(a, b, mu=0.0, sigma=1.0, n=1000):
    """The number of strips is always 1000; n has no influence."""
    return reference(a, b, mu, sigma)


@normal_probability.mistake("How wide does np.trapezoid think your strips are?")
def width_forgotten(a, b, mu=0.0, sigma=1.0, n=1000):
    """The width of the strips is missing (np.trapezoid takes it as 1 if it is not told)."""
    return np.trapezoid(density(np.linspace(a, b, n + 1), mu, sigma))


@normal_probability.mistake("Which of its arguments does np.trapezoid integrate, the first or the second?")
def swapped_arguments(a, b, mu=0.0, sigma=1.0, n=1000):
    """x is integrated over p instead of p over x (np.trapezoid takes the heights first)."""
    x = np.linspace(a, b, n + 1)
    return np.trapezoid(x, density(x, mu, sigma))


@normal_probability.mistake("Where are the corners of your trapezoids?")
def midpoint(a, b, mu=0.0, sigma=1.0, n=1000):
    """This is the midpoint rule: the density is taken in the middle of each strip."""
    h = (b - a) / n
    return h * np.sum(density(a + h * (np.arange(n) + 0.5), mu, sigma))


@normal_probability.mistake("Does your rule use parabolas or straight lines?")
def simpson(a, b, mu=0.0, sigma=1.0, n=1000):
    """This is the value of Simpson's rule: more accurate, but another rule than the one asked for."""
    p = density(np.linspace(a, b, 2 * n + 1), mu, sigma)
    return (b - a) / (6 * n) * (p[0] + p[-1] + 4 * np.sum(p[1:-1:2]) + 2 * np.sum(p[2:-1:2]))


@normal_probability.mistake("What is the area of a trapezoid with heights p, q and width h?")
def no_half(a, b, mu=0.0, sigma=1.0, n=1000):
    """The result is twice T_n, as if the two heights of a strip were added instead of averaged."""
    return 2 * reference(a, b, mu, sigma, n)


@normal_probability.mistake(
    "Once the limits are standardised, how wide and how high is the curve under them?"
)
def sigma_twice(a, b, mu=0.0, sigma=1.0, n=1000):
    """The result is T_n divided by sigma: one division by sigma too many."""
    return reference(a, b, mu, sigma, n) / sigma


@normal_probability.mistake("How much area lies under your curve between -8 and 8?")
def no_factor(a, b, mu=0.0, sigma=1.0, n=1000):
    """The factor in front of the exponential is missing: the whole area is not 1."""
    return reference(a, b, mu, sigma, n) * sigma * np.sqrt(2 * np.pi)


@normal_probability.mistake("How much of your area lies to the left of a?")
def all_up_to_b(a, b, mu=0.0, sigma=1.0, n=1000):
    """This is the probability of a value up to b; what lies below a is not taken away."""
    return 0.5 * (1 + math.erf((b - mu) / (sigma * math.sqrt(2))))
