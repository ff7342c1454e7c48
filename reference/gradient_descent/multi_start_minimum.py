"""Gradient descent from several starts; the lowest end counts."""

import math
from functools import reduce

import numpy as np
import sympy as sp

from autograder.authoring import case, exercise, hidden
from reference.gradient_descent import data


def reference(f, df, starts, learning_rate, iterations):
    best = math.nan, math.inf
    for start in starts:
        x = float(start)
        for _ in range(iterations):
            x = x - learning_rate * df(x)
        height = f(x)
        if height < best[1]:
            best = x, height
    return best


multi_start_minimum = exercise(
    reference,
    picture="landscape",
    parts={"x": 0, "f": 1},
    pure=True,
    hints=[
        "Which two things do you know about each path when it has ended, and which of them decides?",
        "Walk every path to its end before you compare anything, and note for each end its place and its "
        "height. Does every path begin at its own start?",
        "The tallest of several people, as an example: "
        "`tallest = max(people, key=lambda p: p.height)` and then `tallest.name, tallest.height`: heights are "
        "compared, and the name comes along.",
    ],
)


def checked(make, label, functions, starts, learning_rate, iterations, **settings):
    """A case that keeps the promise of the statement: no other end is as low as the best, but for rounding."""
    f, df = functions
    x_best, f_best = reference(f, df, starts, learning_rate, iterations)
    for start in starts:
        x, height = reference(f, df, [start], learning_rate, iterations)
        assert abs(x - x_best) < 1e-13 * abs(x_best) or height - f_best > 1e-7 * abs(f_best), label
    return make(label, f, df, starts, learning_rate, iterations, points=0.25, **settings)


@multi_start_minimum.cases
def two_valleys(rng):
    """Few steps: the paths have not quite arrived, so that one step more or less makes a difference."""
    yield checked(case, "the deeper valley comes last", data.DEEP_LEFT, [2.0, -2.0], 0.02, 25)
    yield checked(
        case, "the deeper valley in the middle", data.DEEP_LEFT, np.array([1.0, -1.0, 2.0]), 0.02, 20
    )
    yield checked(
        case, "the deeper valley comes first, on the right", data.DEEP_RIGHT, np.array([2.0, -1.0]), 0.02, 20
    )
    yield checked(case, "the lowest start ends higher", data.DEEP_LEFT, [1.1, -0.3], 0.02, 30)
    yield checked(case, "almost equally deep", data.ALMOST_EVEN, [1.5, -1.5], 0.05, 20)
    yield checked(case, "valleys far from 0", data.FAR_AWAY, np.array([3.0, 7.0]), 0.02, 15)
    yield checked(
        hidden, "the lowest start ends higher, on the right", data.DEEP_RIGHT, [-1.2, 0.4], 0.03, 25
    )
    yield checked(hidden, "unsorted starts", data.DEEP_LEFT, np.array([0.5, -2.5, 1.5, -0.5, 2.5]), 0.01, 40)
    yield checked(hidden, "many valleys", data.WAVES, np.array([2.5, -2.5, 1.2, 0.2, -4.5]), 0.03, 12)
    yield checked(hidden, "valleys far from 0, deeper one last", data.FAR_AWAY, [7.0, 6.5, 3.2], 0.02, 12)


@multi_start_minimum.cases
def one_valley(rng):
    yield checked(case, "few steps, nothing below 0", data.PARABOLA, [0.0, 20.0, -4.0], 0.1, 3)
    yield checked(case, "high above 0", data.HIGH_UP, [20.0, 0.0], 0.1, 3)
    yield checked(case, "many steps", data.PARABOLA, [12.0], 0.02, 300)
    yield checked(case, "one start", data.BELOW_ZERO, [8.0], 0.05, 4)
    # The distance from 5 grows in every step: the starts are lower than the ends.
    yield checked(case, "a rate that is too large", data.PARABOLA, [6.0, 2.0], 1.05, 4)
    yield checked(case, "lower on the way, and at the last start", data.DEEP_LEFT, [-0.5, -1.5], 0.2, 3)
    yield checked(hidden, "many steps, several starts", data.PARABOLA, np.array([-30.0, 0.0, 12.0]), 0.2, 500)
    yield checked(hidden, "few steps, best start first", data.BELOW_ZERO, [-1.0, 3.0, -9.0], 0.02, 2)
    yield checked(
        hidden,
        "a rate that is too large, best start last",
        data.BELOW_ZERO,
        np.array([1.0, -6.0, -3.0]),
        0.375,
        3,
    )


@multi_start_minimum.cases
def lengths(rng):
    yield checked(case, "zero iterations", data.DEEP_RIGHT, [0.2, -1.5, 1.5], 0.02, 0)
    yield checked(case, "one step", data.DEEP_LEFT, [0.5, 1.5, -0.5], 0.1, 1)
    yield checked(hidden, "zero iterations, integers", data.PARABOLA, np.array([9, 4, -2]), 0.1, 0)


@multi_start_minimum.cases
def kinds_of_numbers(rng):
    yield checked(case, "integer starts", data.DEEP_LEFT, np.array([2, -2]), 0.02, 10)
    yield checked(case, "a list of integers", data.PARABOLA, [18, 1, -3], 0.1, 3)
    yield checked(hidden, "a list of integers, integer rate", data.PARABOLA, [1, 7, 12], 1, 3)
    read_only = np.array([1.5, -1.5, 0.5])
    read_only.flags.writeable = False
    yield checked(hidden, "starts that cannot be changed", data.DEEP_LEFT, read_only, 0.02, 18)
    wide = np.array([2.0, 99.0, -2.0, 99.0, 0.9, 99.0])
    yield checked(hidden, "starts not contiguous", data.DEEP_RIGHT, wide[::2], 0.02, 22)


@multi_start_minimum.scale
def scale(f, df, starts, learning_rate, iterations):
    """The largest places and heights, at the starts or at the end."""
    x, height = reference(f, df, starts, learning_rate, iterations)
    return {
        "x": max(abs(float(s)) for s in starts) + abs(x),
        "f": max(abs(float(f(s))) for s in starts) + abs(height),
    }


@multi_start_minimum.derivation
def lowest_point_of_all(f, df, starts, learning_rate, iterations):
    """Where SymPy finds slope zero and curvature above zero; both valleys have a start of their own."""
    flat = [sp.re(x) for x in sp.Poly(df.symbolic, data.X).nroots(n=30) if abs(sp.im(x)) < 1e-20]
    bend = sp.diff(f.symbolic, data.X, 2)
    valleys = [x for x in flat if bend.subs(data.X, x) > 0]
    x = min(valleys, key=lambda v: f.symbolic.subs(data.X, v))
    return x, f.symbolic.subs(data.X, x)


@multi_start_minimum.drawn
def drawn(draw):
    depth, tilt = data.exact(draw.number(3, 5)), data.exact(draw.number(0.3, 1))
    tilt *= 2 * draw.integer(0, 1) - 1
    curve = data.X**4 - depth * data.X**2 + tilt * data.X
    f, df = data.Known(curve), data.Known(sp.diff(curve, data.X))
    starts = [[-2.0, 2.0], [2, -2], [draw.number(-2, 2), 2.0, -2.0]][draw.integer(0, 2)]
    return f, df, starts, 0.02, 400


@multi_start_minimum.right
def all_at_once(f, df, starts, learning_rate, iterations):
    x = np.array(starts, dtype=float)
    for _ in range(iterations):
        x = x - learning_rate * df(x)
    heights = f(x)
    i = int(np.argmin(heights))
    return x[i], heights[i]


@multi_start_minimum.right
def both_in_one_array(f, df, starts, learning_rate, iterations):
    return np.array(reference(f, df, starts, learning_rate, iterations))


@multi_start_minimum.right
def all_at_once_in_place(f, df, starts, learning_rate, iterations):
    x = np.asarray(starts).astype(np.float64)
    for _ in range(iterations):
        x -= learning_rate * df(x)
    return x[f(x) == f(x).min()][0], f(x).min()


@multi_start_minimum.right
def lowest_by_key(f, df, starts, learning_rate, iterations):
    def end_of(x):
        for _ in range(iterations):
            x -= learning_rate * df(x)
        return x

    x = min((end_of(float(s)) for s in starts), key=f)
    return x, f(x)


@multi_start_minimum.right
def lowest_pair(f, df, starts, learning_rate, iterations):
    pairs = []
    for x in starts:
        for _ in range(iterations):
            x = x - learning_rate * df(x)
        pairs.append((float(f(x)), float(x)))
    height, x = min(pairs)
    return x, height


@multi_start_minimum.right
def a_list_comes_back(f, df, starts, learning_rate, iterations):
    ends = [reduce(lambda x, _: x - learning_rate * df(x), range(iterations), s) for s in starts]
    ends.sort(key=f)
    return [ends[0], f(ends[0])]


@multi_start_minimum.right
def by_recursion(f, df, starts, learning_rate, iterations):
    xs = np.array([a_recursion(df, s, learning_rate, iterations) for s in starts])
    table = np.column_stack([xs, f(xs)])
    return tuple(table[table[:, 1].argmin()])


def a_recursion(df, x, learning_rate, iterations):
    return x if iterations == 0 else a_recursion(df, x - learning_rate * df(x), learning_rate, iterations - 1)


@multi_start_minimum.right
def the_best_so_far(f, df, starts, learning_rate, iterations):
    x_best = f_best = None
    for i in range(len(starts)):
        path = [1.0 * starts[i]]
        while len(path) <= iterations:
            path.append(path[-1] - learning_rate * df(path[-1]))
        if f_best is None or f(path[-1]) <= f_best:
            x_best, f_best = path[-1], f(path[-1])
    return x_best, f_best


@multi_start_minimum.right
def sizes_of_one(f, df, starts, learning_rate, iterations):
    """Arrays with one entry pass for numbers."""
    x = np.asarray(starts, dtype=float).reshape(-1, 1)
    for _ in range(iterations):
        x = x - learning_rate * df(x)
    best = x[np.argsort(f(x).ravel())[0]]
    return best, f(best)


def end(df, x, learning_rate, iterations):
    """The end of a path; what most of the wrong programs below get right."""
    for _ in range(iterations):
        x = x - learning_rate * df(x)
    return float(x)


def ends(df, starts, learning_rate, iterations):
    return [end(df, float(s), learning_rate, iterations) for s in starts]


@multi_start_minimum.mistake("What happens to the result of the first start?")
def last_path(f, df, starts, learning_rate, iterations):
    """The end of the last path comes back, whatever its height."""
    x = ends(df, starts, learning_rate, iterations)[-1]
    return x, f(x)


@multi_start_minimum.mistake("What happens to the starts after the first?")
def first_path(f, df, starts, learning_rate, iterations):
    """The end of the first path comes back, whatever its height."""
    x = ends(df, starts, learning_rate, iterations)[0]
    return x, f(x)


@multi_start_minimum.mistake("Can a poor start lead into the deeper valley?")
def lowest_start_only(f, df, starts, learning_rate, iterations):
    """Only the path from the lowest start is walked: the starts are compared, not the ends."""
    x = end(df, float(min(starts, key=f)), learning_rate, iterations)
    return x, f(x)


@multi_start_minimum.mistake("Which quantity is to be smallest, the place or the height?")
def leftmost(f, df, starts, learning_rate, iterations):
    """The smallest x is taken, not the x where f is smallest."""
    x = min(ends(df, starts, learning_rate, iterations))
    return x, f(x)


@multi_start_minimum.mistake("Which quantity is to be smallest, the place or the height?")
def rightmost(f, df, starts, learning_rate, iterations):
    """The largest x is taken, not the x where f is smallest."""
    x = max(ends(df, starts, learning_rate, iterations))
    return x, f(x)


@multi_start_minimum.mistake("Which quantity is to be smallest, the size of x or the height?")
def nearest_to_zero(f, df, starts, learning_rate, iterations):
    """The end with the smallest |x| is taken."""
    x = min(ends(df, starts, learning_rate, iterations), key=abs)
    return x, f(x)


@multi_start_minimum.mistake("Which of the heights -1 and -3 is lower?")
def height_nearest_to_zero(f, df, starts, learning_rate, iterations):
    """The end with the smallest |f| is taken: heights below 0 lose their sign."""
    x = min(ends(df, starts, learning_rate, iterations), key=lambda v: abs(f(v)))
    return x, f(x)


@multi_start_minimum.mistake("Where does your program walk downhill?")
def no_descent(f, df, starts, learning_rate, iterations):
    """The lowest start comes back; no path is walked."""
    x = float(min(starts, key=f))
    return x, f(x)


@multi_start_minimum.mistake("Every minimum has slope zero. What tells a deep one from a shallow one?")
def flattest(f, df, starts, learning_rate, iterations):
    """The end with the smallest slope is taken."""
    x = min(ends(df, starts, learning_rate, iterations), key=lambda v: abs(df(v)))
    return x, f(x)


@multi_start_minimum.mistake("Which end has the slope that you call the best?")
def lowest_slope(f, df, starts, learning_rate, iterations):
    """The end with the lowest (most negative) slope is taken: df is compared, not f."""
    x = min(ends(df, starts, learning_rate, iterations), key=df)
    return x, f(x)


@multi_start_minimum.mistake("Is the value you return the lowest of those that were found?")
def highest(f, df, starts, learning_rate, iterations):
    """The highest end comes back."""
    x = max(ends(df, starts, learning_rate, iterations), key=f)
    return x, f(x)


@multi_start_minimum.mistake("Is the number you return first a place or a height?")
def exchanged_results(f, df, starts, learning_rate, iterations):
    """The height comes first and the place second."""
    return reference(f, df, starts, learning_rate, iterations)[::-1]


@multi_start_minimum.mistake("How many results are asked for?")
def place_only(f, df, starts, learning_rate, iterations):
    """Only the place comes back; its height is missing."""
    return reference(f, df, starts, learning_rate, iterations)[0]


@multi_start_minimum.mistake("How many results are asked for?")
def height_only(f, df, starts, learning_rate, iterations):
    """Only the height comes back; its place is missing."""
    return reference(f, df, starts, learning_rate, iterations)[1]


@multi_start_minimum.mistake("Do the two numbers you return belong to the same path?")
def place_of_the_last(f, df, starts, learning_rate, iterations):
    """The height is the lowest one, but the place is always the end of the last path."""
    height = reference(f, df, starts, learning_rate, iterations)[1]
    return ends(df, starts, learning_rate, iterations)[-1], height


@multi_start_minimum.mistake("Do the two numbers you return belong to the same path?")
def height_of_the_last(f, df, starts, learning_rate, iterations):
    """The place is the right one, but the height is always that of the last path."""
    x = reference(f, df, starts, learning_rate, iterations)[0]
    return x, f(ends(df, starts, learning_rate, iterations)[-1])


@multi_start_minimum.mistake("Did the best path end where it began?")
def start_of_the_best(f, df, starts, learning_rate, iterations):
    """The place is the start of the best path, not its end; the height is right."""
    xs = ends(df, starts, learning_rate, iterations)
    i = min(range(len(xs)), key=lambda j: f(xs[j]))
    return float(starts[i]), f(xs[i])


@multi_start_minimum.mistake("Does the height you return belong to the place you return?")
def start_of_the_best_and_its_height(f, df, starts, learning_rate, iterations):
    """The start of the best path comes back, with its own height, and not the end."""
    xs = ends(df, starts, learning_rate, iterations)
    start = float(starts[min(range(len(xs)), key=lambda j: f(xs[j]))])
    return start, f(start)


@multi_start_minimum.mistake("At which place do you take the height?")
def height_of_the_start(f, df, starts, learning_rate, iterations):
    """The place is right, but the height is that of the start of its path."""
    xs = ends(df, starts, learning_rate, iterations)
    i = min(range(len(xs)), key=lambda j: f(xs[j]))
    return xs[i], f(float(starts[i]))


@multi_start_minimum.mistake("Is the first number you return a place, or the number of a path?")
def number_of_the_path(f, df, starts, learning_rate, iterations):
    """The number (index) of the best path comes back instead of its end."""
    xs = ends(df, starts, learning_rate, iterations)
    i = min(range(len(xs)), key=lambda j: f(xs[j]))
    return i, f(xs[i])


@multi_start_minimum.mistake("What is the height of the place you return?")
def slope_for_height(f, df, starts, learning_rate, iterations):
    """The second result is the slope at the best end, not the height."""
    x = reference(f, df, starts, learning_rate, iterations)[0]
    return x, df(x)


@multi_start_minimum.mistake("Print the starts after calling your function.")
def changes_starts(f, df, starts, learning_rate, iterations):
    """The steps are written into the caller's starts; an array of integers loses their fractions."""
    for i in range(len(starts)):
        for _ in range(iterations):
            starts[i] = starts[i] - learning_rate * df(starts[i])
    x = min(starts, key=f)
    return float(x), float(f(x))


@multi_start_minimum.mistake("Print the starts after calling your function. Which dtype do they have?")
def subtracts_in_place(f, df, starts, learning_rate, iterations):
    """The caller's array of starts is changed in place, which fails when it holds integers."""
    x = np.asarray(starts)
    for _ in range(iterations):
        x -= learning_rate * df(x)
    i = np.argmin(f(x))
    return float(x[i]), float(f(x)[i])


@multi_start_minimum.mistake("Which dtype has a copy of the starts when they are integers?")
def copy_of_integers(f, df, starts, learning_rate, iterations):
    """It fails when the starts are integers: `-=` cannot put fractions into an array of integers."""
    x = np.array(starts)
    for _ in range(iterations):
        x -= learning_rate * df(x)
    i = np.argmin(f(x))
    return float(x[i]), float(f(x)[i])


@multi_start_minimum.mistake("Print the starts after calling your function.")
def sorts_starts(f, df, starts, learning_rate, iterations):
    """The result is right, but the caller's starts are sorted."""
    starts.sort()
    return reference(f, df, starts, learning_rate, iterations)


@multi_start_minimum.mistake("Which dtype has your array of places when the starts are integers?")
def cut_to_integers(f, df, starts, learning_rate, iterations):
    """For integer starts every point loses its fraction, as in an array of integers."""
    x = np.array(starts)
    for i in range(len(x)):
        for _ in range(iterations):
            x[i] = x[i] - learning_rate * df(x[i])
    i = min(range(len(x)), key=lambda j: f(x[j]))
    return float(x[i]), float(f(x[i]))


@multi_start_minimum.mistake("Which dtype has `np.zeros_like(starts)` when the starts are integers?")
def ends_cut_to_integers(f, df, starts, learning_rate, iterations):
    """For integer starts the ends lose their fractions, as in an array of integers."""
    x = np.zeros_like(starts)
    x[:] = ends(df, starts, learning_rate, iterations)
    i = min(range(len(x)), key=lambda j: f(x[j]))
    return float(x[i]), float(f(x[i]))


@multi_start_minimum.mistake("Are the starts always an array?")
def arrays_only(f, df, starts, learning_rate, iterations):
    """The starts are used as an array, so that it fails for a list."""
    x = starts.astype(float)
    for _ in range(iterations):
        x = x - learning_rate * df(x)
    i = np.argmin(f(x))
    return float(x[i]), float(f(x)[i])


@multi_start_minimum.mistake("From where does the second path begin?")
def one_long_path(f, df, starts, learning_rate, iterations):
    """Only the first path begins at its start; every other one goes on where the one before has ended."""
    x, best = float(starts[0]), (math.nan, math.inf)
    for _ in starts:
        x = end(df, x, learning_rate, iterations)
        if f(x) < best[1]:
            best = x, f(x)
    return best


@multi_start_minimum.mistake("The task asks for the ends. Can f have been lower on the way?")
def lowest_point_on_the_way(f, df, starts, learning_rate, iterations):
    """All points of the paths are compared, not only the ends."""
    points = [end(df, float(s), learning_rate, k) for s in starts for k in range(iterations + 1)]
    x = min(points, key=f)
    return x, f(x)


@multi_start_minimum.mistake("The task asks for the ends. Is a start an end?")
def starts_compared_too(f, df, starts, learning_rate, iterations):
    """Starts and ends are compared together; only the ends count."""
    x = min([*ends(df, starts, learning_rate, iterations), *map(float, starts)], key=f)
    return x, f(x)


@multi_start_minimum.mistake("With which height is the first end compared, and is it the height of an end?")
def first_start_compared_too(f, df, starts, learning_rate, iterations):
    """The first start is compared with the ends, as if it were one of them."""
    x = min([float(starts[0]), *ends(df, starts, learning_rate, iterations)], key=f)
    return x, f(x)


@multi_start_minimum.mistake("What happens when no end is lower than the value you begin with?")
def best_begins_at_zero(f, df, starts, learning_rate, iterations):
    """The search begins with the height 0 at the place 0, so that ends above 0 are never taken."""
    best = 0.0, 0.0
    for x in ends(df, starts, learning_rate, iterations):
        if f(x) < best[1]:
            best = x, f(x)
    return best


@multi_start_minimum.mistake("What happens when no end is lower than the value you begin with?")
def none_below_zero(f, df, starts, learning_rate, iterations):
    """The search begins with the height 0 and no place, so that None comes back when all ends are above 0."""
    best = None
    lowest = 0.0
    for x in ends(df, starts, learning_rate, iterations):
        if f(x) < lowest:
            lowest, best = f(x), (x, f(x))
    return best


@multi_start_minimum.mistake("What happens when no end is lower than the value you begin with?")
def best_begins_at_a_thousand(f, df, starts, learning_rate, iterations):
    """The search begins with the height 1000 at the place 0, so that ends above 1000 are never taken."""
    best = 0.0, 1000.0
    for x in ends(df, starts, learning_rate, iterations):
        if f(x) < best[1]:
            best = x, f(x)
    return best


@multi_start_minimum.mistake("How many digits of the heights do you compare?")
def heights_rounded(f, df, starts, learning_rate, iterations):
    """Ends whose heights differ by less than about 0.1 count as equally low, as after rounding to one decimal place."""
    x = min(ends(df, starts, learning_rate, iterations), key=lambda v: round(f(v), 1))
    return x, f(x)


@multi_start_minimum.mistake("How many steps does a path take when `iterations` is 300?")
def at_most_a_hundred_steps(f, df, starts, learning_rate, iterations):
    """No path takes more than 100 steps."""
    return reference(f, df, starts, learning_rate, min(iterations, 100))


@multi_start_minimum.mistake("Who decides how often you step: the number of iterations, or the slope?")
def stops_when_it_is_flat(f, df, starts, learning_rate, iterations):
    """A path ends early when its slope gets smaller than 0.001."""
    x = min((stopped(df, float(s), learning_rate, iterations) for s in starts), key=f)
    return x, f(x)


def stopped(df, x, learning_rate, iterations):
    for _ in range(iterations):
        if abs(df(x)) < 1e-3:
            break
        x = x - learning_rate * df(x)
    return x


@multi_start_minimum.mistake("Which path does your loop leave out?")
def first_start_left_out(f, df, starts, learning_rate, iterations):
    """The first start is left out, unless it is the only one."""
    return reference(f, df, starts[1:] if len(starts) > 1 else starts, learning_rate, iterations)


@multi_start_minimum.mistake("Which path does your loop leave out?")
def last_start_left_out(f, df, starts, learning_rate, iterations):
    """The last start is left out, unless it is the only one."""
    return reference(f, df, starts[:-1] if len(starts) > 1 else starts, learning_rate, iterations)


@multi_start_minimum.mistake("How many starts may there be?")
def outermost_starts_only(f, df, starts, learning_rate, iterations):
    """Only the smallest and the largest start are used."""
    return reference(f, df, [min(starts), max(starts)], learning_rate, iterations)


@multi_start_minimum.mistake("Is the best of several ends their mean?")
def mean_of_the_ends(f, df, starts, learning_rate, iterations):
    """The mean of all ends comes back."""
    x = float(np.mean(ends(df, starts, learning_rate, iterations)))
    return x, f(x)


@multi_start_minimum.mistake("How many paths are there when you have averaged the starts?")
def mean_of_the_starts(f, df, starts, learning_rate, iterations):
    """There is a single path, from the mean of the starts."""
    x = end(df, float(np.mean(starts)), learning_rate, iterations)
    return x, f(x)


@multi_start_minimum.mistake("The derivative points uphill. Which way do you want to go?")
def ascent(f, df, starts, learning_rate, iterations):
    """The paths go uphill: the slope is added, not subtracted. Where they get too steep, the numbers overflow."""
    x = min(ends(df, starts, -learning_rate, iterations), key=f)
    return x, f(x)


@multi_start_minimum.mistake("The derivative points uphill. Which way do you want to go?")
def ascent_of_an_array(f, df, starts, learning_rate, iterations):
    """The paths go uphill, all at once: the slope is added, not subtracted. Where they get too steep, the result
    is nan or inf."""
    x = np.array(starts, dtype=float)
    for _ in range(iterations):
        x = x + learning_rate * df(x)
    i = np.argmin(f(x))
    return float(x[i]), float(f(x)[i])


@multi_start_minimum.mistake("Count the steps for iterations = 0.")
def one_step_too_many(f, df, starts, learning_rate, iterations):
    """Every path takes one step too many."""
    return reference(f, df, starts, learning_rate, iterations + 1)


@multi_start_minimum.mistake("How many steps does the path take for iterations = 1?")
def one_step_missing(f, df, starts, learning_rate, iterations):
    """Every path lacks its last step."""
    return reference(f, df, starts, learning_rate, max(iterations - 1, 0))


@multi_start_minimum.mistake("Does the result change when the learning rate changes from 0.1 to 0.2?")
def rate_of_a_tenth(f, df, starts, learning_rate, iterations):
    """The learning rate is always 0.1."""
    return reference(f, df, starts, 0.1, iterations)


@multi_start_minimum.mistake("Who decides how often you step: the number of iterations, or the slope?")
def runs_until_flat(f, df, starts, learning_rate, iterations):
    """The paths go on until they are flat, or for 2000 steps, whatever the number of iterations."""
    x = min((settled(df, float(s), learning_rate) for s in starts), key=f)
    return x, f(x)


def settled(df, x, learning_rate):
    for _ in range(2000):
        if abs(df(x)) < 1e-10:
            break
        x = x - learning_rate * df(x)
    return x


@multi_start_minimum.mistake("Is the slope the same at every point you visit?")
def slope_of_the_start(f, df, starts, learning_rate, iterations):
    """The slope is taken once for each path, at its start."""
    x = min((float(s) - learning_rate * iterations * df(float(s)) for s in starts), key=f)
    return x, f(x)


@multi_start_minimum.mistake("How many digits of your two numbers are right?")
def rounded(f, df, starts, learning_rate, iterations):
    """Both numbers are rounded to four decimal places."""
    x, height = reference(f, df, starts, learning_rate, iterations)
    return round(x, 4), round(height, 4)


@multi_start_minimum.mistake("How many pairs come back, and how many should?")
def all_ends(f, df, starts, learning_rate, iterations):
    """All ends and all their heights come back, not only those of the best."""
    x = np.array(ends(df, starts, learning_rate, iterations))
    return x, f(x)


@multi_start_minimum.mistake("What is a single number, and what is an array with one entry for each path?")
def place_and_all_heights(f, df, starts, learning_rate, iterations):
    """The best place comes back with the heights of all ends."""
    x = np.array(ends(df, starts, learning_rate, iterations))
    return x[np.argmin(f(x))], f(x)


@multi_start_minimum.mistake(
    "Which path is compared with which, if each one is compared with the one before?"
)
def compared_with_the_path_before(f, df, starts, learning_rate, iterations):
    """An end is taken when it is lower than the end of the path before it, not than the best so far."""
    before, best = math.inf, None
    for x in ends(df, starts, learning_rate, iterations):
        if f(x) < before:
            best = x, f(x)
        before = f(x)
    return best


@multi_start_minimum.mistake("Which of the two numbers is compared with the best so far?")
def places_compared_with_heights(f, df, starts, learning_rate, iterations):
    """The height of an end is compared with the place of the best so far, not with its height."""
    x_best = math.inf
    for x in ends(df, starts, learning_rate, iterations):
        if f(x) < x_best:
            x_best = x
    return x_best, f(x_best)


@multi_start_minimum.mistake("Is the place that your search begins with the end of a path?")
def best_begins_with_f_at_zero(f, df, starts, learning_rate, iterations):
    """The search begins with the place 0 and its height, so that ends above f(0) are never taken."""
    best = 0.0, f(0.0)
    for x in ends(df, starts, learning_rate, iterations):
        if f(x) < best[1]:
            best = x, f(x)
    return best
