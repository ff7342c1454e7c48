"""The difference quotient: the slope of a secant."""

from functools import partial

import numpy as np

from autograder.authoring import Fn, case, exercise, hidden
from reference.derivatives import data


def reference(f, x, h):
    end = np.add(x, h)
    return np.subtract(f(end), f(x)) / h


difference_quotient = exercise(
    reference,
    picture="secant",
    pure=True,
    hints=[
        "Which two points of the curve does the line go through, and how far apart are they?",
        (
            "Take f(x) = x^2, x = 3 and h = 0.5 and write down both heights, the rise and the run on paper. "
            "Which of these numbers does your program get wrong?"
        ),
        (
            "The mean of f at two places, as an example: `def mean_height(f, p, q): return (f(p) + f(q)) / 2`. "
            "Without the brackets around the sum only f(q) is halved."
        ),
    ],
)


# Curves are made of + - * / and square roots, which every computer rounds alike: a mistake that
# differences with a tiny step would magnify the last digits of exp and sin.
shown, unseen = partial(case, points=0.5), partial(hidden, points=0.5)


@difference_quotient.cases
def one_number(rng):
    yield case("x^2, h=0.5", Fn("t", "t**2"), 3.0, 0.5)
    yield case("a step to the left, h=-1", Fn("t", "t**2"), -2.0, -1.0)
    yield case("integers", Fn("t", "t**3/4"), 3, 2)
    yield case("x = 0", Fn("t", "3*t + 1"), 0.0, 0.25)
    yield case("a falling curve, h=0.001", Fn("t", "1/(1 + t**2)"), 1.0, 1e-3)
    yield unseen("1/x, far to the right", Fn("t", "1/t"), 20.0, 0.25)
    yield unseen("across a kink", Fn("t", "abs(t)"), -0.25, 1.5)
    yield unseen("large values", Fn("t", "1e6*t**2 + 3e5"), 10.0, 0.5)
    # x and h of another check: a result kept from that call would be wrong here.
    yield unseen("a constant", Fn("t", "0*t + 4.0"), 3.0, 0.5, needs="x^2, h=0.5")


@difference_quotient.cases
def arrays(rng):
    yield case("an array", Fn("t", "t/(1 + t**2)"), np.array([-1.0, 0.2, 2.0]), 0.1)
    yield case("an array of integers", Fn("t", "t**2"), np.array([-1, 0, 4]), 0.5)
    yield shown("integers everywhere", Fn("t", "t**2 - t"), np.array([1, 4, -3]), 2)
    yield shown("f returns its argument", Fn("t", "t"), np.array([0.5, -1.5]), 0.25)
    yield hidden("steps to the left, an array", Fn("t", "t**3 - t"), rng.normal(size=5).round(1), -0.5)
    yield hidden("square root, integers", Fn("t", "np.sqrt(t)"), np.array([1, 4, 30, 7]), 2)
    yield unseen("an array with one entry", Fn("t", "1/(3 + t)"), np.array([1.0]), 0.5)
    yield unseen("read-only", Fn("t", "1/(4 + t)"), data.read_only(np.array([0.5, 1.5, -2.0])), 0.2)
    yield unseen("not contiguous", Fn("t", "t**2 + t"), data.spread(np.array([0.25, 3.0, -1.5])), 4.0)


@difference_quotient.scale
def scale(f, x, h):
    """Two heights cancel, and so do x + h and x."""
    values = np.abs([f(x + h), f(x)])
    steps = np.max(np.abs(x)) * np.max(np.abs(np.subtract(f(x + h), f(x)))) / h**2
    return float(np.max(values) / abs(h) + steps)


@difference_quotient.derivation
def mean_of_the_slopes(f, x, h):
    """By the fundamental theorem the slope of a secant is the mean of the derivative between its ends."""
    return [data.mean_slope(f, data.exact(v), data.exact(v) + data.exact(h)) for v in x]


@difference_quotient.drawn
def drawn(draw):
    h = draw.number(0.1, 2) * (-1) ** draw.integer(0, 1)
    return data.drawn_curve(draw), data.drawn_points(draw), h


@difference_quotient.right
def each_term_divided(f, x, h):
    return f(x + h) / h - f(x) / h


@difference_quotient.right
def numbers_one_by_one(f, x, h):
    if np.ndim(x) == 0:
        return (f(x + h) - f(x)) / h
    return [numbers_one_by_one(f, v, h) for v in x]


@difference_quotient.right
def from_right_to_left(f, x, h):
    return (f(x) - f(x + h)) / -h


@difference_quotient.right
def by_the_actual_step(f, x, h):
    """Rounding may make the distance of the two numbers differ from h in the last digits."""
    x = np.asarray(x, dtype=float)
    other = x + h
    return (f(other) - f(x)) / (other - x)


@difference_quotient.right
def vectorized(f, x, h):
    return np.vectorize(lambda v: (f(v + h) - f(v)) / h)(x)


@difference_quotient.right
def by_diff(f, x, h):
    heights = np.stack([f(x), f(x + h)])
    return np.diff(heights, axis=0)[0] / h


@difference_quotient.right
def filled_in_a_loop(f, x, h):
    if isinstance(x, np.ndarray):
        slopes = np.empty(len(x))
        for i, v in enumerate(x):
            slopes[i] = (f(v + h) - f(v)) / h
        return slopes
    return (f(x + h) - f(x)) / h


@difference_quotient.right
def in_floats(f, x, h):
    x = np.array(x, dtype=float)
    rise = f(x + h) * 1.0
    rise -= f(x)
    rise /= h
    return rise


@difference_quotient.right
def times_the_inverse(f, x, h):
    per_step = 1 / h
    return per_step * np.subtract(f(np.add(x, h)), f(x))


@difference_quotient.mistake("Which of the two heights does your division apply to?")
def only_one_term_divided(f, x, h):
    """Only f(x) is divided by h: division comes before subtraction, so the difference needs brackets."""
    return f(x + h) - f(x) / h


@difference_quotient.mistake("A rise over what run?")
def not_divided(f, x, h):
    """This is the difference of the two heights; it is not divided by the step."""
    return f(x + h) - f(x)


@difference_quotient.mistake("For a rising curve and h > 0 the slope should be positive. Is yours?")
def reversed_difference(f, x, h):
    """The sign is the opposite one: the two heights are subtracted in the other order, but not the points."""
    return (f(x) - f(x + h)) / h


@difference_quotient.mistake("How many of your two points are x itself?")
def central(f, x, h):
    """This is the central difference, with points to the left and to the right of x."""
    return (f(x + h) - f(x - h)) / (2 * h)


@difference_quotient.mistake("Is x one of your two points, and how far apart are they?")
def central_over_h(f, x, h):
    """The points are x - h and x + h, and their difference is divided by h."""
    return (f(x + h) - f(x - h)) / h


@difference_quotient.mistake("On which side of x is the second point when h is positive?")
def backward(f, x, h):
    """The second point is x - h instead of x + h."""
    return (f(x) - f(x - h)) / h


@difference_quotient.mistake("On which side of x is your second point, and is the run then h or -h?")
def backward_and_reversed(f, x, h):
    """The second point is x - h instead of x + h, and its height comes first."""
    return (f(x - h) - f(x)) / h


@difference_quotient.mistake("How far apart are the two points at which you evaluate f?")
def divided_by_x(f, x, h):
    """The rise is divided by x and not by the step."""
    return (f(x + h) - f(x)) / x


@difference_quotient.mistake("Is x + h the distance of your two points, or a place?")
def divided_by_the_place(f, x, h):
    """The rise is divided by x + h and not by the step."""
    return (f(x + h) - f(x)) / (x + h)


@difference_quotient.mistake("Where must the step be added: to what goes into f, or to what comes out?")
def step_added_to_the_height(f, x, h):
    """h is added to f(x) instead of x, so the result is 1 for every f."""
    return (f(x) + h - f(x)) / h


@difference_quotient.mistake("For h = 0.5, is the slope larger or smaller than the rise?")
def multiplied(f, x, h):
    """The rise is multiplied by h instead of divided by it."""
    return (f(x + h) - f(x)) * h


@difference_quotient.mistake("How much does a constant f rise?")
def added(f, x, h):
    """The two heights are added instead of subtracted."""
    return (f(x + h) + f(x)) / h


@difference_quotient.mistake("How far is it from x to x + h?")
def divided_by_twice_h(f, x, h):
    """The rise is divided by 2h, but the points are only h apart."""
    return (f(x + h) - f(x)) / (2 * h)


@difference_quotient.mistake("How far is it from x to x + 2h?")
def twice_the_step(f, x, h):
    """The second point is x + 2h, and the rise is divided by h."""
    return (f(x + 2 * h) - f(x)) / h


@difference_quotient.mistake("How far is your second point from x?")
def secant_of_twice_the_step(f, x, h):
    """This is the slope of the secant from x to x + 2h."""
    return (f(x + 2 * h) - f(x)) / (2 * h)


@difference_quotient.mistake("Does your result change when the caller changes h?")
def fixed_step(f, x, h):
    """The step is always 1e-5; the h that is given has no influence."""
    h = 1e-5
    return (f(x + h) - f(x)) / h


@difference_quotient.mistake("Is the derivative asked for, or the slope of a line through two points?")
def derivative(f, x, h):
    """This is (nearly) the derivative; the h that is given has no influence."""
    h = 1e-5
    return (f(x + h) - f(x - h)) / (2 * h)


@difference_quotient.mistake("What should the slope of a falling curve be?")
def absolute(f, x, h):
    """The result is never negative: the sign of the slope is lost."""
    return abs((f(x + h) - f(x)) / h)


@difference_quotient.mistake("For a step to the left, what sign has the run?")
def absolute_run(f, x, h):
    """For h < 0 the sign is wrong: the rise is divided by the size of h."""
    return (f(x + h) - f(x)) / abs(h)


@difference_quotient.mistake("Where is x + h if h is negative?")
def always_to_the_right(f, x, h):
    """For h < 0 the second point still lies to the right of x, at x + |h|."""
    h = abs(h)
    return (f(x + h) - f(x)) / h


@difference_quotient.mistake("What should the slope of a falling curve be?")
def absolute_rise(f, x, h):
    """The sign of the rise is lost before the division."""
    return abs(f(x + h) - f(x)) / h


@difference_quotient.mistake("Which division keeps the fraction?")
def floor_division(f, x, h):
    """The slope is rounded down to a whole number, as `//` does."""
    return (f(x + h) - f(x)) // h


@difference_quotient.mistake("Which type of numbers can the array hold that you fill?")
def cut_to_integers(f, x, h):
    """When x is an array of integers, the slopes lose their fractions, as in an array by `np.zeros_like(x)`."""
    slopes = np.zeros_like(x)
    slopes[...] = (f(x + h) - f(x)) / h
    return slopes


@difference_quotient.mistake("Which type of numbers can a copy of x hold when x holds integers?")
def second_point_cut_to_integers(f, x, h):
    """When x holds integers, the second point x + h loses its fraction."""
    moved = np.array(x)
    moved[...] = x + h
    return (f(moved) - f(x)) / h


@difference_quotient.mistake("Can x be an array as well?")
def numbers_only(f, x, h):
    """Arrays with several entries raise TypeError: `float` and the functions of `math` take a single number."""
    return (f(float(x) + h) - f(float(x))) / h


@difference_quotient.mistake("Can x be a plain number as well?")
def arrays_only(f, x, h):
    """A plain number raises TypeError: it has neither a length nor entries."""
    return np.array([(f(x[i] + h) - f(x[i])) / h for i in range(len(x))])


@difference_quotient.mistake("How many slopes should come back when x has three entries?")
def first_entry_only(f, x, h):
    """For an array only the slope at its first entry comes back, as with a `return` inside the loop."""
    v = np.ravel(x)[0]
    return (f(v + h) - f(v)) / h


@difference_quotient.mistake("How many slopes should come back when x has three entries?")
def mean_of_the_entries(f, x, h):
    """For an array the slopes are averaged to one number."""
    return np.mean((f(x + h) - f(x)) / h)


@difference_quotient.mistake("How many slopes should come back when x has three entries?")
def sum_of_the_entries(f, x, h):
    """For an array the slopes are added up to one number."""
    return np.sum((f(x + h) - f(x)) / h)


@difference_quotient.mistake("At which place do you evaluate f when x = 3 and h = 0.5?")
def f_at_h(f, x, h):
    """f is taken at h instead of x + h."""
    return (f(h) - f(x)) / h


@difference_quotient.mistake("Where is the second point when x = 0?")
def step_multiplied(f, x, h):
    """The second point is x*h instead of x + h."""
    return (f(x * h) - f(x)) / h


@difference_quotient.mistake("What do you subtract from f(x + h): a height or a place?")
def place_subtracted(f, x, h):
    """x is subtracted from f(x + h) instead of f(x)."""
    return (f(x + h) - x) / h


@difference_quotient.mistake("Where does the bracket of the first f end?")
def bracket_too_wide(f, x, h):
    """This is f(x + h - f(x)) / h: the subtraction has slipped into the bracket of f."""
    return f(x + h - f(x)) / h


@difference_quotient.mistake("Which comes first: taking the heights, or subtracting?")
def f_of_the_difference(f, x, h):
    """This is f(h) / h: the places are subtracted before f is applied."""
    return f(x + h - x) / h


@difference_quotient.mistake("What is in the caller's array x after the call?")
def in_place(f, x, h):
    """The step is added to the caller's array x, as by `x += h` (which fails for integers in x and a
    fraction in h)."""
    before = f(x) * 1
    x += h
    return (f(x) - before) / h


@difference_quotient.mistake("After `x = x + h`, at which point is f(x)?")
def x_overwritten(f, x, h):
    """The result is always 0, as when x has become x + h before f(x) is taken."""
    x = x + h
    return (f(x) - f(x)) / h


@difference_quotient.mistake("How many digits are asked for?")
def rounded(f, x, h):
    """The result is rounded to a few decimals."""
    return np.round((f(x + h) - f(x)) / h, 4)


@difference_quotient.mistake("If f returns its argument, what do you change by writing into the result of f?")
def written_into_the_heights(f, x, h):
    """The array x is changed where f returns its argument: the result of f(x) is written into."""
    if np.ndim(x) == 0:
        return (f(x + h) - f(x)) / h
    rise = f(x)
    rise -= f(x + h)
    rise /= -h
    return rise


@difference_quotient.mistake("Is x one of the two points of your line?")
def half_steps(f, x, h):
    """The points are x - h/2 and x + h/2: the right distance, but x is not one of them."""
    return (f(x + h / 2) - f(x - h / 2)) / h


@difference_quotient.mistake("What are your two places when x = 3 and h = 0.5?")
def compared_with_f_of_h(f, x, h):
    """f(h) is subtracted instead of f(x)."""
    return (f(x + h) - f(h)) / h


@difference_quotient.mistake("Is a slope rise over run, or run over rise?")
def inverted(f, x, h):
    """The step is divided by the rise."""
    return h / (f(x + h) - f(x))


@difference_quotient.mistake(
    "Evaluate your denominator by hand for h = 0.5, and count your points to the left of x."
)
def central_with_precedence(f, x, h):
    """The points are x - h and x + h, and the difference is divided by 2 and multiplied by h, as in `.../2*h`."""
    return (f(x + h) - f(x - h)) / 2 * h


@difference_quotient.mistake("Does your result change when the caller changes h?")
def another_fixed_step(f, x, h):
    """The step is always 1e-6; the h that is given has no influence."""
    h = 1e-6
    return (f(x + h) - f(x)) / h


@difference_quotient.mistake("Does your result change when the caller changes h?")
def large_fixed_step(f, x, h):
    """The step is always 1e-3; the h that is given has no influence."""
    h = 1e-3
    return (f(x + h) - f(x)) / h


@difference_quotient.mistake("What becomes of x = 0.5 in your program?")
def x_cut_to_integers(f, x, h):
    """The fractions of x are lost: it is converted to integers."""
    x = np.asarray(x).astype(int)
    return (f(x + h) - f(x)) / h


@difference_quotient.mistake("Print the shape of your result. Which shape has x?")
def extra_axis(f, x, h):
    """For an array a matrix comes back: the slopes are wrapped in another pair of brackets."""
    return np.array([(f(x + h) - f(x)) / h])


@difference_quotient.mistake("Which is the last entry that your loop reaches?")
def last_entry_missing(f, x, h):
    """For an array the last slope is 0: the loop ends too early."""
    slopes = np.array((f(x + h) - f(x)) / h)
    if slopes.ndim:
        slopes[-1] = 0.0
    return slopes


@difference_quotient.mistake("What is in the caller's array x after the call, to the last digit?")
def in_place_and_back(f, x, h):
    """The step is added to the caller's array and subtracted again, as by `x += h` and `x -= h`; that leaves
    rounding errors in it (and fails for integers in x and a fraction in h)."""
    x += h
    right = f(x) * 1
    x -= h
    return (right - f(x)) / h


@difference_quotient.mistake("Print your copy of an array of integers. Can it hold x + 0.5?")
def copy_of_integers(f, x, h):
    """It raises when x holds integers and h is a fraction: `+=` cannot put fractions into a copy that holds
    integers."""
    moved = np.array(x)
    moved += h
    return (f(moved) - f(x)) / h


@difference_quotient.mistake("Can x be a plain number, and which type of numbers can your array hold?")
def arrays_only_cut_to_integers(f, x, h):
    """A plain number raises TypeError, as it has no length, and for integers in x the slopes lose their fractions
    in an array by `np.zeros_like(x)`."""
    slopes = np.zeros_like(x)
    for i in range(len(x)):
        slopes[i] = (f(x[i] + h) - f(x[i])) / h
    return slopes


@difference_quotient.mistake("Which type of numbers can an array of whole heights hold?")
def divided_in_place(f, x, h):
    """It raises where all numbers in an array are integers: `/=` cannot put fractions into an array of integers."""
    rise = f(x + h) - f(x)
    rise /= h
    return rise
