"""The central difference: the slope of a secant whose middle is above x."""

from functools import partial

import numpy as np
import sympy as sp

from autograder.authoring import Fn, case, exercise, hidden
from reference.derivatives import data


def reference(f, x, h=1e-5):
    return np.subtract(f(x + h), f(x - h)) / h / 2


central_difference = exercise(
    reference,
    picture="secant",
    pure=True,
    hints=[
        "How far apart are the two points at which you evaluate f?",
        (
            "Take f(x) = x^3, x = 2 and h = 0.5. Write down the two places, the two heights, the rise and the "
            "run, and let your program print the same five."
        ),
        (
            "The mean width of a ring, as an example: with the diameters D outside and d inside, and two "
            "walls along a diameter, it is `(D - d) / 2`; shared among k rings it is `(D - d) / (2 * k)`, while "
            "`(D - d) / 2 * k` would be k times the width."
        ),
    ],
)


# Curves are made of + - * / and square roots, which every computer rounds alike: with a tiny step
# the quotient would magnify the last digits of exp and sin.
shown, unseen = partial(case, points=0.5), partial(hidden, points=0.5)


@central_difference.cases
def one_number(rng):
    yield case("x^3, h=0.5", Fn("t", "t**3"), 2.0, 0.5)
    yield shown("negative x, h=0.25", Fn("t", "t**3 - t"), -1.0, 0.25)
    yield case("integers", Fn("t", "t**3/4"), 3, 2)
    yield case("a falling curve", Fn("t", "1/(1 + t**2)"), 1.0, 0.5)
    yield shown("x = 0", Fn("t", "1/(2 + t)"), 0.0, 0.5)
    # The values on both sides are equal exactly.
    yield shown("on top of a parabola", Fn("t", "3 - t**2"), 0.0, 0.25, needs="x^3, h=0.5")
    yield unseen("1/x, far to the right", Fn("t", "1/t"), 20.0, 4.0)
    yield unseen("across a kink", Fn("t", "abs(t)"), -0.25, 1.5)
    yield unseen("large values", Fn("t", "1e6*t**3 + 3e5"), 10.0, 0.5)
    yield unseen("h=0.001", Fn("t", "1/(3 - t)"), 1.0, 1e-3)


@central_difference.cases
def arrays(rng):
    yield case("an array", Fn("t", "t/(1 + t**2)"), np.array([-1.0, 0.0, 1.5]), 0.1)
    yield case("an array of integers", Fn("t", "t**3"), np.array([-1, 0, 4]), 0.5)
    yield shown("integers everywhere", Fn("t", "t**3 - t"), np.array([1, 4, -3]), 2)
    yield shown("f returns its argument", Fn("t", "t"), np.array([0.5, -1.5]), 0.25)
    yield unseen("five places", Fn("t", "t**3/(4 + t**2) - t"), rng.normal(size=5).round(1), 0.3)
    yield unseen("square root, integers", Fn("t", "np.sqrt(t)"), np.array([2, 4, 30, 7]), 2)
    yield unseen("an array with one entry", Fn("t", "1/(3 + t)"), np.array([1.0]), 0.5)
    yield unseen("read-only", Fn("t", "1/(4 + t)"), data.read_only(np.array([0.5, 1.5, -2.0])), 0.2)
    yield unseen("not contiguous", Fn("t", "t**3 + t"), data.spread(np.array([0.25, 3.0, -1.5])), 4.0)


@central_difference.cases
def the_step_that_is_not_given(rng):
    """At 0 the result for x^3 is h^2, which tells one default from another."""
    yield shown("h is not given", Fn("t", "t**3 + t"), 1.0)
    yield shown("h is not given, x^3 at 0", Fn("t", "t**3"), 0.0)
    yield shown("h by its name", Fn("t", "t**3"), 1.0, h=0.5)
    yield unseen("h is not given, an array", Fn("t", "1/(1 + t**2)"), np.array([-2.0, 0.7, 1.0]))


@central_difference.scale
def scale(f, x, h=1e-5):
    """Two heights cancel, and so do x + h and x - h."""
    values = np.abs([f(x + h), f(x - h)])
    steps = np.max(np.abs(x)) * np.max(np.abs(np.subtract(f(x + h), f(x - h)))) / (2 * h**2)
    return float(np.max(values) / h + steps)


@central_difference.derivation
def from_the_taylor_series(f, x, h):
    """D_h = f' + h^2/3! f''' + h^4/5! f^(5) + ...; the rest is left to the mean of the slopes."""
    t, step = data.T, data.exact(h)
    slopes = []
    for place in map(data.exact, x):
        if f.symbolic.is_polynomial(t):
            odd = range(1, sp.degree(f.symbolic, t) + 1 if f.symbolic.has(t) else 1, 2)
            terms = [
                sp.diff(f.symbolic, t, k).subs(t, place) * step ** (k - 1) / sp.factorial(k) for k in odd
            ]
            slopes.append(sum(terms, sp.Integer(0)))
        else:
            slopes.append(data.mean_slope(f, place - step, place + step))
    return slopes


@central_difference.drawn
def drawn(draw):
    return data.drawn_curve(draw), data.drawn_points(draw), draw.number(0.1, 2)


@central_difference.right
def half_of_the_quotient(f, x, h=1e-5):
    return 0.5 * (f(x + h) - f(x - h)) / h


@central_difference.right
def mean_of_left_and_right(f, x, h=1e-5):
    right = (f(x + h) - f(x)) / h
    left = (f(x) - f(x - h)) / h
    return (left + right) / 2


@central_difference.right
def numbers_one_by_one(f, x, h=1e-5):
    if isinstance(x, np.ndarray):
        return np.array([numbers_one_by_one(f, v, h) for v in x])
    return (f(x + h) - f(x - h)) / (h + h)


@central_difference.right
def by_the_actual_distance(f, x, h=1e-5):
    x = np.asarray(x, dtype=float)
    right, left = x + h, x - h
    return (f(right) - f(left)) / (right - left)


@central_difference.right
def secant_from_the_left(f, x, h=1e-5):
    def slope(p, run):
        return (f(p + run) - f(p)) / run

    return slope(x - h, 2 * h)


@central_difference.right
def by_diff(f, x, h=1e-5):
    return np.diff([f(x - h), f(x + h)], axis=0)[0] / 2 / h


@central_difference.right
def vectorized(f, x, h=1e-5):
    return np.vectorize(lambda v: (f(v + h) - f(v - h)) / (2 * h), otypes=[float])(x)


@central_difference.right
def as_a_list(f, x, h=1e-5):
    if np.ndim(x):
        return [float(f(v + h) - f(v - h)) / (2 * h) for v in x.tolist()]
    return float(f(x + h) - f(x - h)) / (2 * h)


@central_difference.right
def by_weights(f, x, h=1e-5):
    return sum(w * f(x + k * h) for k, w in ((-1, -0.5), (1, 0.5))) / h


@central_difference.right
def a_step_that_may_be_none(f, x, h=None):
    h = 1e-5 if h is None else h
    return (f(x - h) - f(x + h)) / (-2 * h)


@central_difference.mistake("How far apart are x - h and x + h?")
def divided_by_h(f, x, h=1e-5):
    """The difference is divided by h, but the two points are 2h apart."""
    return (f(x + h) - f(x - h)) / h


@central_difference.mistake("Evaluate your denominator by hand for h = 0.5.")
def precedence(f, x, h=1e-5):
    """The difference is divided by 2 and multiplied by h, as in `.../2*h`: Python goes from left to right."""
    return (f(x + h) - f(x - h)) / 2 * h


@central_difference.mistake("Does your program treat left and right alike?")
def forward(f, x, h=1e-5):
    """This is the difference quotient of the exercise before, with one point at x and one to the right."""
    return (f(x + h) - f(x)) / h


@central_difference.mistake("Does your program treat left and right alike?")
def backward(f, x, h=1e-5):
    """One of the two points is x itself and the other lies to the left."""
    return (f(x) - f(x - h)) / h


@central_difference.mistake(
    "How far apart are the two points that you use, and do you treat left and right alike?"
)
def forward_over_twice_h(f, x, h=1e-5):
    """The points are x and x + h, and the rise is divided by 2h."""
    return (f(x + h) - f(x)) / (2 * h)


@central_difference.mistake(
    "How far apart are the two points that you use, and do you treat left and right alike?"
)
def backward_over_twice_h(f, x, h=1e-5):
    """The points are x - h and x, and the rise is divided by 2h."""
    return (f(x) - f(x - h)) / (2 * h)


@central_difference.mistake("Is x in the middle of your two points?")
def secant_to_the_right(f, x, h=1e-5):
    """The points are x and x + 2h: the right distance, but x is not in the middle."""
    return (f(x + 2 * h) - f(x)) / (2 * h)


@central_difference.mistake("Does your result change when the caller changes h?")
def fixed_step(f, x, h=1e-5):
    """The step is always 1e-5; the h that is given has no influence."""
    h = 1e-5
    return (f(x + h) - f(x - h)) / (2 * h)


@central_difference.mistake("A rise over what run?")
def only_halved(f, x, h=1e-5):
    """The difference is divided by 2, but not by h."""
    return (f(x + h) - f(x - h)) / 2


@central_difference.mistake("A rise over what run?")
def not_divided(f, x, h=1e-5):
    """This is the difference of the two heights; it is not divided."""
    return f(x + h) - f(x - h)


@central_difference.mistake("Which of the two heights does your division apply to?")
def only_one_term_divided(f, x, h=1e-5):
    """Only f(x - h) is divided: division comes before subtraction, so the difference needs brackets."""
    return f(x + h) - f(x - h) / (2 * h)


@central_difference.mistake("What should the slope of a falling curve be?")
def absolute(f, x, h=1e-5):
    """The result is never negative: the sign of the slope is lost."""
    return abs(f(x + h) - f(x - h)) / (2 * h)


@central_difference.mistake("For a rising curve the slope should be positive. Is yours?")
def reversed_difference(f, x, h=1e-5):
    """The sign is the opposite one: the height on the right is subtracted from the one on the left."""
    return (f(x - h) - f(x + h)) / (2 * h)


@central_difference.mistake("How much does a constant f rise?")
def added(f, x, h=1e-5):
    """The two heights are added instead of subtracted."""
    return (f(x + h) + f(x - h)) / (2 * h)


@central_difference.mistake("Where are your two points when h = 0.5?")
def half_steps(f, x, h=1e-5):
    """The points are x - h/2 and x + h/2, and the difference is divided by h."""
    return (f(x + h / 2) - f(x - h / 2)) / h


@central_difference.mistake("Where are your two points when h = 0.5, and how far apart are they?")
def half_steps_over_twice_h(f, x, h=1e-5):
    """The points are x - h/2 and x + h/2, and the difference is divided by 2h."""
    return (f(x + h / 2) - f(x - h / 2)) / (2 * h)


@central_difference.mistake("At how many places does D_h(x) ask for f?")
def five_points(f, x, h=1e-5):
    """This is the quotient from four places, x - 2h to x + 2h: closer to the derivative, but another number."""
    return (8 * (f(x + h) - f(x - h)) - (f(x + 2 * h) - f(x - 2 * h))) / (12 * h)


@central_difference.mistake("Which sign has f(x - h), and is f(x) needed at all?")
def second_difference(f, x, h=1e-5):
    """This approximates the second derivative: f(x - h) is added, 2f(x) subtracted, and h^2 divides."""
    return (f(x + h) - 2 * f(x) + f(x - h)) / h**2


@central_difference.mistake("How far apart are the two points, h^2 or h times a number?")
def divided_by_the_square(f, x, h=1e-5):
    """The difference is divided by h^2 instead of 2h."""
    return (f(x + h) - f(x - h)) / h**2


@central_difference.mistake("How does twice h differ from h squared?")
def divided_by_twice_the_square(f, x, h=1e-5):
    """The difference is divided by 2h^2 instead of 2h."""
    return (f(x + h) - f(x - h)) / (2 * h**2)


@central_difference.mistake("How far apart are the two points at which you evaluate f?")
def divided_by_x(f, x, h=1e-5):
    """The difference is divided by 2x, which is a place and no distance."""
    return (f(x + h) - f(x - h)) / (2 * x)


@central_difference.mistake("What is 2 + h for h = 0.5, and what is twice h?")
def two_plus_h(f, x, h=1e-5):
    """The difference is divided by 2 + h instead of 2h."""
    return (f(x + h) - f(x - h)) / (2 + h)


@central_difference.mistake("Which division keeps the fraction?")
def floor_division(f, x, h=1e-5):
    """The slope is rounded down to a whole number, as `//` does."""
    return (f(x + h) - f(x - h)) // (2 * h)


@central_difference.mistake("Which h does the statement give when the caller gives none?")
def larger_default(f, x, h=1e-4):
    """The h that is used when none is given is 1e-4 instead of 1e-5."""
    return (f(x + h) - f(x - h)) / (2 * h)


@central_difference.mistake("Which h does the statement give when the caller gives none?")
def much_larger_default(f, x, h=1e-3):
    """The h that is used when none is given is 1e-3 instead of 1e-5."""
    return (f(x + h) - f(x - h)) / (2 * h)


@central_difference.mistake("Which h does the statement give when the caller gives none?")
def smaller_default(f, x, h=1e-6):
    """The h that is used when none is given is 1e-6 instead of 1e-5."""
    return (f(x + h) - f(x - h)) / (2 * h)


@central_difference.mistake("Can your function be called without h?")
def no_default(f, x, h):
    """A call without h raises TypeError: the parameter has lost its default."""
    return (f(x + h) - f(x - h)) / (2 * h)


@central_difference.mistake("Can x be an array as well?")
def numbers_only(f, x, h=1e-5):
    """Arrays with several entries raise TypeError: `float` and the functions of `math` take a single number."""
    x = float(x)
    return (f(x + h) - f(x - h)) / (2 * h)


@central_difference.mistake("Can x be a plain number as well?")
def arrays_only(f, x, h=1e-5):
    """A plain number raises TypeError: it has neither a length nor entries."""
    return np.array([(f(x[i] + h) - f(x[i] - h)) / (2 * h) for i in range(len(x))])


@central_difference.mistake("How many slopes should come back when x has three entries?")
def first_entry_only(f, x, h=1e-5):
    """For an array only the slope at its first entry comes back, as with a `return` inside the loop."""
    v = np.ravel(x)[0]
    return (f(v + h) - f(v - h)) / (2 * h)


@central_difference.mistake("How many slopes should come back when x has three entries?")
def mean_of_the_entries(f, x, h=1e-5):
    """For an array the slopes are averaged to one number."""
    return np.mean((f(x + h) - f(x - h)) / (2 * h))


@central_difference.mistake("How many slopes should come back when x has three entries?")
def sum_of_the_entries(f, x, h=1e-5):
    """For an array the slopes are added up to one number."""
    return np.sum((f(x + h) - f(x - h)) / (2 * h))


@central_difference.mistake("Where must the step be added: to what goes into f, or to what comes out?")
def steps_added_to_the_heights(f, x, h=1e-5):
    """h is added to f(x) and subtracted from f(x) instead of x, so the result is 1 for every f."""
    return ((f(x) + h) - (f(x) - h)) / (2 * h)


@central_difference.mistake("Which type of numbers can the array hold that you fill?")
def cut_to_integers(f, x, h=1e-5):
    """When x is an array of integers, the slopes lose their fractions, as in an array by `np.zeros_like(x)`."""
    slopes = np.zeros_like(x) if np.ndim(x) else np.zeros(())
    slopes[...] = (f(x + h) - f(x - h)) / (2 * h)
    return slopes


@central_difference.mistake("Which type of numbers can a copy of x hold when x holds integers?")
def points_cut_to_integers(f, x, h=1e-5):
    """When x holds integers, the points x + h and x - h lose their fractions."""
    right, left = np.array(x), np.array(x)
    right[...] = x + h
    left[...] = x - h
    return (f(right) - f(left)) / (2 * h)


@central_difference.mistake("What is in the caller's array x after the call?")
def in_place(f, x, h=1e-5):
    """The steps are added to the caller's array x, as by `x += h` (which fails for integers in x and a
    fraction in h)."""
    x += h
    right = f(x) * 1
    x -= 2 * h
    slope = (right - f(x)) / (2 * h)
    x += h
    return slope


@central_difference.mistake("What is in the caller's array x after the call?")
def in_place_and_left_there(f, x, h=1e-5):
    """The steps are added to the caller's array x, as by `x += h`, and x is not moved back."""
    x += h
    right = f(x) * 1
    x -= 2 * h
    return (right - f(x)) / (2 * h)


@central_difference.mistake("How many digits are asked for?")
def rounded(f, x, h=1e-5):
    """The result is rounded to a few decimals."""
    return np.round((f(x + h) - f(x - h)) / (2 * h), 4)


@central_difference.mistake("How far apart are the two points at which you evaluate f?")
def divided_by_four_steps(f, x, h=1e-5):
    """The difference is divided by 4h, but the two points are 2h apart."""
    return (f(x + h) - f(x - h)) / (4 * h)


@central_difference.mistake("Where are your two points when h = 0.5?")
def double_steps(f, x, h=1e-5):
    """The points are x - 2h and x + 2h, and the difference is divided by 4h."""
    return (f(x + 2 * h) - f(x - 2 * h)) / (4 * h)


@central_difference.mistake("Where are your two points when h = 0.5, and how far apart are they?")
def double_steps_over_twice_h(f, x, h=1e-5):
    """The points are x - 2h and x + 2h, and the difference is divided by 2h."""
    return (f(x + 2 * h) - f(x - 2 * h)) / (2 * h)


@central_difference.mistake("Does your result change when the caller changes h?")
def another_fixed_step(f, x, h=1e-5):
    """The step is always 1e-6; the h that is given has no influence."""
    h = 1e-6
    return (f(x + h) - f(x - h)) / (2 * h)


@central_difference.mistake("Does your result change when the caller changes h?")
def larger_fixed_step(f, x, h=1e-5):
    """The step is always 1e-4; the h that is given has no influence."""
    h = 1e-4
    return (f(x + h) - f(x - h)) / (2 * h)


@central_difference.mistake("Does your result change when the caller changes h?")
def large_fixed_step(f, x, h=1e-5):
    """The step is always 1e-3; the h that is given has no influence."""
    h = 1e-3
    return (f(x + h) - f(x - h)) / (2 * h)


@central_difference.mistake("Does the statement make the step depend on x?")
def relative_step(f, x, h=1e-5):
    """The step is h times |x| (or h where |x| is below 1), not h."""
    h = h * np.maximum(1, np.abs(x))
    return (f(x + h) - f(x - h)) / (2 * h)


@central_difference.mistake("Where are your two points when x = 0?")
def multiplied_steps(f, x, h=1e-5):
    """The points are x(1 - h) and x(1 + h): x is scaled, and not moved by h."""
    return (f(x * (1 + h)) - f(x * (1 - h))) / (2 * h)


@central_difference.mistake("At which places do you evaluate f when x = 3 and h = 0.5?")
def around_zero(f, x, h=1e-5):
    """f is taken at h and -h: x is left out."""
    return (f(0 * x + h) - f(0 * x - h)) / (2 * h)


@central_difference.mistake("By what do you divide: a small number, or 2h and a small number?")
def something_added_to_the_step(f, x, h=1e-5):
    """1e-8 is added to 2h against division by 0; h is never 0, and the result is changed by it."""
    return (f(x + h) - f(x - h)) / (2 * h + 1e-8)


@central_difference.mistake("What becomes of x = 0.5 in your program?")
def x_cut_to_integers(f, x, h=1e-5):
    """The fractions of x are lost: it is converted to integers."""
    x = np.asarray(x).astype(int)
    return (f(x + h) - f(x - h)) / (2 * h)


@central_difference.mistake("Print your copy of an array of integers. Can it hold x + 0.5?")
def copy_of_integers(f, x, h=1e-5):
    """It raises when x holds integers and h is a fraction: `+=` cannot put fractions into a copy that holds
    integers."""
    moved = np.array(x)
    moved += h
    right = f(moved) * 1
    moved -= 2 * h
    return (right - f(moved)) / (2 * h)


@central_difference.mistake("Which is the last entry that your loop reaches?")
def last_entry_missing(f, x, h=1e-5):
    """For an array the last slope is 0: the loop ends too early."""
    slopes = np.array((f(x + h) - f(x - h)) / (2 * h))
    if slopes.ndim:
        slopes[-1] = 0.0
    return slopes


@central_difference.mistake("Print the shape of your result. Which shape has x?")
def extra_axis(f, x, h=1e-5):
    """For an array a matrix comes back: the slopes are wrapped in another pair of brackets."""
    return np.array([(f(x + h) - f(x - h)) / (2 * h)])


@central_difference.mistake("Can x be a plain number, and which type of numbers can your array hold?")
def arrays_only_cut_to_integers(f, x, h=1e-5):
    """A plain number raises TypeError, as it has no length, and for integers in x the slopes lose their fractions
    in an array by `np.zeros_like(x)`."""
    slopes = np.zeros_like(x)
    for i in range(len(x)):
        slopes[i] = (f(x[i] + h) - f(x[i] - h)) / (2 * h)
    return slopes


@central_difference.mistake("Which type of numbers can an array of whole heights hold?")
def divided_in_place(f, x, h=1e-5):
    """It raises where all numbers in an array are integers: `/=` cannot put fractions into an array of integers."""
    rise = f(x + h) - f(x - h)
    rise /= 2 * h
    return rise
