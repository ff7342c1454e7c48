"""The trapezoid rule with n strips."""

import math

import numpy as np
import sympy as sp

from autograder.authoring import Fn, case, exercise, hidden
from reference.integration import data


def reference(f, a, b, n):
    h = (b - a) / n
    x = a + h * np.arange(n + 1)
    y = np.fromiter(map(f, x), float)
    return h * (np.sum(y) - 0.5 * (y[0] + y[-1]))


trapezoid_rule = exercise(
    reference,
    picture="strips",
    hints=[
        "Two strips side by side share a height. How often is that height used, and how often the outermost?",
        "Draw n = 2 on paper: three heights, two trapezoids. Write down the area of each, add, then sort "
        "the terms by height. Does your program give that sum?",
        "The length of a polygon, as an example: eight pieces need nine corners, `x = np.linspace(a, b, 9)`, "
        "and the length is `np.sum(np.hypot(np.diff(x), np.diff(f(x))))`.",
    ],
)


@trapezoid_rule.cases
def few_strips(rng):
    """With many strips most mistakes vanish, so n is small."""
    yield case("x^2, n=4", Fn("x", "x**2"), 0.0, 1.0, 4)
    yield case("n=1", Fn("x", "np.exp(x)"), 0.0, 1.0, 1)
    yield case("linear: exact", Fn("x", "3*x + 2"), -1.0, 4.0, 3)
    yield case("constant", Fn("x", "0*x + 5.0"), 0.0, 2.0, 7)
    yield case("integer limits", Fn("x", "1/(1 + x)"), 0, 3, 6)
    yield case("odd n", Fn("x", "np.sin(x)"), 0.0, np.pi, 5)
    yield case("negative f", Fn("x", "-np.exp(x)"), 0.0, 1.0, 3)
    yield case("rounded steps (three times 1/3 is less than 1)", Fn("x", "1/x"), 1.0, 2.0, 3)
    yield case("f returns its argument", Fn("x", "x"), 1.0, 2.0, 2)
    yield hidden("n=2", Fn("x", "np.cos(x)"), 0.3, 2.1, 2)
    yield hidden("n=1, far from 0", Fn("x", "1/x"), 20.0, 25.0, 1)
    yield hidden("a kink", Fn("x", "abs(x - 0.3) + 1"), -1.0, 2.0, 5)
    yield hidden("wide steps, integer limits", Fn("x", "np.sqrt(x)"), 0, 100, 8)
    yield hidden("polynomial, integer limits", Fn("x", "x**3 - 2*x"), -3, 2, 10)
    yield hidden("steps of 0.1", Fn("x", "np.exp(-x) + x"), 0.2, 0.9, 7)


@trapezoid_rule.cases
def signs(rng):
    yield case("reversed limits", Fn("x", "x**2"), 1.0, 0.0, 4)
    yield case("a = b", Fn("x", "np.exp(x)"), 2.0, 2.0, 3)
    # These numbers are exact in binary, so that the sum is 0 in whatever order its terms are added.
    yield case("odd function, symmetric limits", Fn("x", "x**3"), -1.5, 1.5, 4, needs="x^2, n=4")
    yield hidden("reversed limits, odd n", Fn("x", "2 + np.sin(3*x)"), 2.5, -0.7, 9)
    yield hidden("reversed limits, negative f", Fn("x", "-1/(1 + x**2)"), 4, 1, 6)
    yield hidden("odd function, odd n", Fn("x", "x**3 - 4*x"), -5.0, 5.0, 5, needs="x^2, n=4")


@trapezoid_rule.cases
def many_strips(rng):
    # Visible, so that a recursion that is too deep can be seen.
    yield case("n=2000", Fn("x", "1/(1 + x)"), 0.0, 4.0, 2000)
    yield hidden("n=40, a wave", Fn("x", "np.sin(5*x) + x"), -1.0, 3.0, 40)
    yield hidden("n=300", Fn("x", "np.exp(-x**2)"), -0.5, 2.0, 300)
    yield hidden("large values", Fn("x", "1e6*x**2 + 3e5"), 10.0, 12.5, 25)


@trapezoid_rule.scale
def scale(f, a, b, n):
    """Heights cancel each other, and so do a and b in the step."""
    heights = np.abs([float(f(v)) for v in np.linspace(a, b, n + 1)])
    return float(np.max(heights)) * (abs(a) + abs(b))


@trapezoid_rule.derivation
def under_straight_pieces(f, a, b, n):
    """SymPy finds the line through each pair of neighbours and integrates it."""
    return data.area_under_pieces(f.symbolic, a, b, n)


@trapezoid_rule.drawn
def drawn(draw):
    t = data.T
    p, q, r = (data.exact(draw.number(-2, 2)) for _ in range(3))
    curves = [
        p * t**3 + q * t + r,
        p * t**2 + q,
        sp.Integer(5),
        sp.sin(p * t) + q,
        sp.exp(p * t) - r,
        sp.sqrt(4 + t) + q * t,
        1 / (2 + t**2),
    ]
    f = data.Known(curves[draw.integer(0, len(curves) - 1)])
    return f, draw.number(-3, 3), draw.number(-3, 3), draw.integer(1, 7)


@trapezoid_rule.right
def linspace(f, a, b, n):
    x = np.linspace(a, b, n + 1)
    y = f(x) * np.ones_like(x)
    h = (b - a) / n
    return h * (y[0] / 2 + y[1:-1].sum() + y[-1] / 2)


@trapezoid_rule.right
def pairs(f, a, b, n):
    s = 0.0
    h = (b - a) / n
    for k in range(n):
        s += h * (f(a + k * h) + f(a + (k + 1) * h)) / 2
    return s


@trapezoid_rule.right
def np_trapezoid(f, a, b, n):
    x = np.linspace(a, b, n + 1)
    return np.trapezoid(f(x) * np.ones_like(x), x)


@trapezoid_rule.right
def np_trapezoid_with_a_step(f, a, b, n):
    return np.trapezoid(f(np.linspace(a, b, n + 1)), dx=(b - a) / n)


@trapezoid_rule.right
def weights(f, a, b, n):
    w = np.full(n + 1, (b - a) / n)
    w[[0, -1]] /= 2
    return w @ f(np.linspace(a, b, n + 1))


@trapezoid_rule.right
def walking_from_a(f, a, b, n):
    """The step is added up; its rounding errors are far below what is asked for."""
    h = (b - a) / n
    x, total = a, 0.5 * (f(a) + f(b))
    for _ in range(n - 1):
        x += h
        total += f(x)
    return total * h


@trapezoid_rule.right
def mean_of_left_and_right_sums(f, a, b, n):
    y = [f(a + (b - a) * k / n) for k in range(n + 1)]
    return (math.fsum(y[:-1]) + math.fsum(y[1:])) / 2 * (b - a) / n


@trapezoid_rule.right
def halved_in_place(f, a, b, n):
    """Where f returns its argument, x changes as well, but it is not used any more."""
    x = np.linspace(a, b, n + 1)
    y = f(x)
    y[0] /= 2
    y[-1] /= 2
    return np.sum(y) * (b - a) / n


@trapezoid_rule.right
def exchanged_when_reversed(f, a, b, n):
    if a > b:
        return -exchanged_when_reversed(f, b, a, n)
    x = np.linspace(a, b, n + 1)
    y = np.array([f(v) for v in x])
    return np.sum(np.diff(x) * (y[1:] + y[:-1])) / 2


@trapezoid_rule.right
def weighted_limits(f, a, b, n):
    """Nodes as mixtures of a and b: for a = b they may differ in the last digit."""
    s = np.arange(n + 1) / n
    x = (1 - s) * a + s * b
    y = f(x)
    return float(sum((x[k + 1] - x[k]) * (y[k] + y[k + 1]) * 0.5 for k in range(n)))


def nodes(f, a, b, n):
    """What most of the wrong programs below get right."""
    x = np.linspace(a, b, n + 1)
    return (b - a) / n, x, f(x) * np.ones_like(x)


@trapezoid_rule.mistake("Integrate the constant 1 with your rule. What should come out?")
def ends_not_halved(f, a, b, n):
    """All heights have the weight h, but the first and the last belong to one trapezoid only."""
    h, _, y = nodes(f, a, b, n)
    return h * np.sum(y)


@trapezoid_rule.mistake("Does your rule look at f(b) at all?")
def left_riemann(f, a, b, n):
    """These are rectangles with the height at the left end of each strip."""
    h, _, y = nodes(f, a, b, n)
    return h * np.sum(y[:-1])


@trapezoid_rule.mistake("Does your rule look at f(a) at all?")
def right_riemann(f, a, b, n):
    """These are rectangles with the height at the right end of each strip."""
    h, _, y = nodes(f, a, b, n)
    return h * np.sum(y[1:])


@trapezoid_rule.mistake("How many points bound n intervals?")
def n_points(f, a, b, n):
    """There are n points, and so only n - 1 strips."""
    x = np.linspace(a, b, n)
    y = f(x) * np.ones_like(x)
    return float(np.sum((y[1:] + y[:-1]) / 2 * np.diff(x)))


@trapezoid_rule.mistake("Do your n widths add up to b - a?")
def h_wrong(f, a, b, n):
    """The width is taken as (b - a)/(n + 1): the points are counted instead of the strips."""
    _, _, y = nodes(f, a, b, n)
    return (b - a) / (n + 1) * (np.sum(y) - (y[0] + y[-1]) / 2)


@trapezoid_rule.mistake("Do your n widths add up to b - a when b - a is not 1?")
def width_one_over_n(f, a, b, n):
    """The width is taken as 1/n, as if the interval had length 1."""
    _, _, y = nodes(f, a, b, n)
    return (np.sum(y) - (y[0] + y[-1]) / 2) / n


@trapezoid_rule.mistake("A sum of heights is not an area. What is missing?")
def no_h(f, a, b, n):
    """The width of the strips is missing (np.trapezoid takes it as 1 if it is not told)."""
    _, _, y = nodes(f, a, b, n)
    return float(np.sum(y) - (y[0] + y[-1]) / 2)


@trapezoid_rule.mistake("What is the area of a trapezoid with heights p, q and width h?")
def no_half(f, a, b, n):
    """The result is twice T_n, as if the two heights of a strip were added instead of averaged."""
    h, _, y = nodes(f, a, b, n)
    return h * np.sum(y[1:] + y[:-1])


@trapezoid_rule.mistake("Does your rule use parabolas or straight lines?")
def simpson(f, a, b, n):
    """This is the value of Simpson's rule: more accurate, but another rule than the one asked for."""
    h, _, y = nodes(f, a, b, 2 * n)
    return h / 3 * (y[0] + y[-1] + 4 * np.sum(y[1:-1:2]) + 2 * np.sum(y[2:-1:2]))


@trapezoid_rule.mistake("What happens to an integral when its limits are exchanged?")
def abs_orientation(f, a, b, n):
    """For a > b the result has the wrong sign: it is the value for exchanged limits."""
    h, _, y = nodes(f, min(a, b), max(a, b), n)
    return h * (np.sum(y) - (y[0] + y[-1]) / 2)


@trapezoid_rule.mistake("Where are the corners of your trapezoids?")
def midpoint(f, a, b, n):
    """This is the midpoint rule: f is taken in the middle of each strip."""
    h = (b - a) / n
    x = a + h * (np.arange(n) + 0.5)
    return h * np.sum(f(x) * np.ones_like(x))


@trapezoid_rule.mistake("How does area below the axis count?")
def absolute_heights(f, a, b, n):
    """The absolute value of f is integrated, so that area below the axis counts as positive."""
    h, _, y = nodes(f, a, b, n)
    y = np.abs(y)
    return h * (np.sum(y) - (y[0] + y[-1]) / 2)


@trapezoid_rule.mistake("May an integral be negative?")
def absolute_result(f, a, b, n):
    """A negative result comes back as a positive one."""
    return abs(reference(f, a, b, n))


@trapezoid_rule.mistake("Which division keeps the fraction?")
def floor_division(f, a, b, n):
    """The width of the strips is rounded down to a whole number."""
    h = (b - a) // n
    y = np.array([f(a + k * h) for k in range(n + 1)])
    return h * (np.sum(y) - (y[0] + y[-1]) / 2)


@trapezoid_rule.mistake("Where does your first point lie when a is not 0?")
def start_forgotten(f, a, b, n):
    """The points are k*h: they start at 0 instead of a."""
    h = (b - a) / n
    y = np.array([f(k * h) for k in range(n + 1)])
    return h * (np.sum(y) - (y[0] + y[-1]) / 2)


@trapezoid_rule.mistake("Does your result change with n?")
def one_trapezoid(f, a, b, n):
    """This is a single trapezoid from a to b, whatever n is."""
    return (b - a) * (f(a) + f(b)) / 2


@trapezoid_rule.mistake("Compare n = 1 with n = 4. Should the results be equal?")
def fixed_n(f, a, b, n):
    """The number of strips is always 1000; n has no influence."""
    return reference(f, a, b, 1000)


@trapezoid_rule.mistake("By how many heights do you divide, and do all of them have the same weight?")
def mean_height(f, a, b, n):
    """The mean of all n + 1 heights is multiplied by b - a; the two outer ones weigh too much."""
    _, _, y = nodes(f, a, b, n)
    return (b - a) * np.mean(y)


@trapezoid_rule.mistake("Which is the last k that you reach, if `range` leaves out its end?")
def last_inner_height_missing(f, a, b, n):
    """The height at x_{n-1}, the last inner point, is missing."""
    h, _, y = nodes(f, a, b, n)
    return h * ((y[0] + y[-1]) / 2 + np.sum(y[1 : max(n - 1, 1)]))


@trapezoid_rule.mistake("How often does f(b) enter your sum?")
def last_height_once_too_often(f, a, b, n):
    """f(b) counts one and a half times instead of half."""
    h, _, y = nodes(f, a, b, n)
    return h * ((y[0] + y[-1]) / 2 + np.sum(y[1:]))


@trapezoid_rule.mistake("How often does f(a) enter your sum?")
def first_height_once_too_often(f, a, b, n):
    """f(a) counts one and a half times instead of half."""
    h, _, y = nodes(f, a, b, n)
    return h * ((y[0] + y[-1]) / 2 + np.sum(y[:-1]))


@trapezoid_rule.mistake("To which terms does your factor h belong?")
def width_of_one_term_only(f, a, b, n):
    """h multiplies the outer heights, but not the inner ones."""
    h, _, y = nodes(f, a, b, n)
    return h * (y[0] + y[-1]) / 2 + np.sum(y[1:-1])


@trapezoid_rule.mistake("An inner height belongs to two strips. How often does it count in your sum?")
def inner_heights_halved(f, a, b, n):
    """All heights are halved, but only the first and the last belong to a single strip."""
    h, _, y = nodes(f, a, b, n)
    return h / 2 * np.sum(y)


@trapezoid_rule.mistake("Which points does the rule use besides the inner ones?")
def ends_forgotten(f, a, b, n):
    """Only the inner heights are added; the two halves at the ends are missing."""
    h, _, y = nodes(f, a, b, n)
    return h * np.sum(y[1:-1])


@trapezoid_rule.mistake("Which of its arguments does np.trapezoid integrate, the first or the second?")
def swapped_arguments(f, a, b, n):
    """x is integrated over y instead of y over x (np.trapezoid takes the heights first)."""
    _, x, y = nodes(f, a, b, n)
    return np.trapezoid(x, y)


@trapezoid_rule.mistake("Print your points. Is b among them?")
def arange_without_end(f, a, b, n):
    """The last strip is missing, and for a = b the call fails: so it is with np.arange(a, b, h)."""
    x = np.arange(a, b, (b - a) / n)
    y = f(x) * np.ones_like(x)
    return float(np.sum((y[1:] + y[:-1]) / 2 * np.diff(x)))


@trapezoid_rule.mistake("Print how many points you have for a = 1, b = 2, n = 3. How many should it be?")
def arange_overshoots(f, a, b, n):
    """Rounding can add a strip, and for a = b the call fails: so it is with np.arange(a, b + h, h)."""
    h = (b - a) / n
    x = np.arange(a, b + h, h)
    y = f(x) * np.ones_like(x)
    return float(np.sum((y[1:] + y[:-1]) / 2 * np.diff(x)))


@trapezoid_rule.mistake("How often does your loop run for a = 1, b = 2, n = 3, and how often when a > b?")
def while_below_b(f, a, b, n):
    """Rounding can add a strip, and for a > b the result is 0: so it is with `while x < b`."""
    h, x, total = (b - a) / n, a, 0.0
    while x < b:
        total += h * (f(x) + f(x + h)) / 2
        x += h
    return total


@trapezoid_rule.mistake(
    "For f = lambda x: x, are the points still what they were after your change of the heights?"
)
def points_changed_with_the_heights(f, a, b, n):
    """The values of f are changed in place, and f may return its argument: then the points change as well."""
    x = np.linspace(a, b, n + 1)
    y = f(x)
    y[0] /= 2
    y[-1] /= 2
    return (x[1] - x[0]) * np.sum(y)
