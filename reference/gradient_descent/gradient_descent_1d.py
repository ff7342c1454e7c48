"""Gradient descent in one variable, with the whole path."""

from functools import cache, reduce
from itertools import accumulate

import numpy as np
import sympy as sp

from autograder.authoring import Fn, case, exercise, hidden
from reference.gradient_descent import data


def reference(df, x0, learning_rate, iterations):
    xs = np.zeros(iterations + 1)
    xs[0] = x0
    for k in range(1, iterations + 1):
        xs[k] = xs[k - 1] - learning_rate * df(xs[k - 1])
    return xs


gradient_descent_1d = exercise(
    reference,
    picture="steps",
    hints=[
        "Take the slope at x_0 on paper: where is x_1, and which slope do you need next?",
        "Do two steps by hand and compare entry by entry. Is x_0 there? Is the second slope that of x_1?",
        "A loan, as another example of a record with its start: begin with `debts = [1000.0]`, and each month "
        "`debts.append(debts[-1] * 1.01 - payment)`. After 12 months the list has 13 entries.",
    ],
)


@gradient_descent_1d.cases
def first_steps(rng):
    yield case("one step", Fn("x", "3*x**2 - 2"), 2.0, 0.25, 1)
    yield case("two steps", Fn("x", "x**2 - 3*x"), 4.0, 0.1, 2)
    yield case("x^2, integer start", Fn("x", "2*x"), 10, 0.1, 6)
    yield case("shifted parabola", Fn("x", "2*(x - 3)"), -1.0, 0.3, 5)
    yield case("a constant slope", Fn("x", "0*x + 0.75"), -1.5, 0.2, 3)
    yield hidden("one step, exponential", Fn("x", "np.exp(x) - 4"), 0.5, 0.7, 1, points=0.5)
    yield hidden("x^2, 20 steps", Fn("x", "2*x"), 10, 0.1, 20, points=0.5)
    yield hidden("cubic slope", Fn("x", "4*x**3 - 6*x + 1"), 2.0, 0.01, 7, points=0.5)


@gradient_descent_1d.cases
def kinds_of_numbers(rng):
    yield case(
        "a slope for single numbers only", Fn("x", "max(-1.0, min(1.0, 2*x - 1))"), 2.2, 0.4, 6, points=0.5
    )
    yield case("integer start, integer rate", Fn("x", "0.5*x - 1.25"), 7, 1, 4, points=0.5)
    yield case("integers everywhere", Fn("x", "x - 6"), 1, 3, 4, points=0.5)
    yield case("small numbers", Fn("x", "x - 0.003"), 0.02, 0.37, 5, points=0.5)
    yield hidden("another slope for single numbers", Fn("x", "math.exp(x) - 2"), -1.0, 0.5, 9, points=0.5)
    yield hidden("negative integer start", Fn("x", "math.atan(x - 1)"), -5, 0.8, 6, points=0.5)


@gradient_descent_1d.cases
def lengths(rng):
    yield case("zero iterations", Fn("x", "2*x - 1"), 4.0, 0.1, 0, needs="one step", points=0.5)
    # Stopping early, at whatever small slope or step, makes this path too short.
    yield case("long after it has arrived", Fn("x", "2*(x - 1)"), 5.0, 0.45, 120)
    yield hidden("zero iterations, integer start", Fn("x", "x**2"), -3, 0.5, 0, needs="one step", points=0.5)
    yield hidden(
        "start at the minimum", Fn("x", "4*(x - 3)"), 3.0, 0.2, 5, needs="shifted parabola", points=0.5
    )
    yield hidden("200 steps", Fn("x", "np.tanh(x - 2) + 0.01*x"), -1.0, 0.05, 200, points=0.5)


@gradient_descent_1d.cases
def rates(rng):
    yield case("from side to side", Fn("x", "x + 2"), 6.0, 1.75, 5, points=0.5)
    yield case("a rate that is too large", Fn("x", "2*(x - 0.5)"), 1.5, 2.0, 5)
    yield hidden("a rate that is too large, cubic", Fn("x", "x**3"), 1.5, 1.125, 3, points=0.5)
    yield hidden("down a hill without end", Fn("x", "-x"), -0.25, 0.5, 50, points=0.5)


@gradient_descent_1d.scale
def scale(df, x0, learning_rate, iterations):
    """The largest terms anywhere on the path."""
    xs = reference(df, x0, learning_rate, iterations)
    return float(np.max(np.abs(xs)) + learning_rate * max(abs(float(df(x))) for x in xs))


@cache
def path_on_a_parabola():
    """SymPy solves the recursion on f = c/2 (x - p)^2 + h, whose slope it finds itself."""
    c, p, h, rate, start = symbols = sp.symbols("c p h rate start")
    k = sp.Symbol("k", integer=True, nonnegative=True)
    slope = sp.diff(c / 2 * (data.X - p) ** 2 + h, data.X)
    # The distance d = x - p obeys d_{k+1} = d_k - rate * slope(p + d_k).
    d = sp.Function("d")
    step = sp.expand(d(k) - rate * slope.subs(data.X, p + d(k)))
    ratio = sp.simplify(step / d(k))
    distance = sp.rsolve(d(k + 1) - ratio * d(k), d(k), {d(0): start - p})
    return symbols, k, p + distance


@gradient_descent_1d.derivation
def by_solving_the_recursion(df, x0, learning_rate, iterations):
    symbols, k, x = path_on_a_parabola()
    a, b = sp.Poly(df.symbolic, data.X).all_coeffs()
    numbers = dict(zip(symbols, (a, -b / a, 0, *map(data.exact, (learning_rate, x0))), strict=True))
    # x_0 by itself: for c * rate = 1 the formula has 0^k, which SymPy takes as 1 for k = 0, too.
    return np.array([x.subs(numbers).subs(k, i) for i in range(iterations + 1)])


@gradient_descent_1d.drawn
def drawn(draw):
    c, p = data.exact(draw.number(0.5, 4)), data.exact(draw.number(-3, 3))
    df = data.Known(c * (data.X - p))
    return df, draw.number(-4, 4), draw.number(0.05, 0.8), draw.integer(0, 8)


@gradient_descent_1d.right
def a_list(df, x0, learning_rate, iterations):
    x = float(x0)
    out = [x]
    for _ in range(iterations):
        x = x - learning_rate * df(x)
        out.append(x)
    return np.array(out)


@gradient_descent_1d.right
def a_plain_list_comes_back(df, x0, learning_rate, iterations):
    out = [x0]
    while len(out) <= iterations:
        out.append(out[-1] - df(out[-1]) * learning_rate)
    return out


@gradient_descent_1d.right
def an_array_in_place(df, x0, learning_rate, iterations):
    xs = np.full(iterations + 1, x0, dtype=float)
    for k in range(iterations):
        xs[k + 1 :] -= learning_rate * df(xs[k])
    return xs


@gradient_descent_1d.right
def a_recursion(df, x0, learning_rate, iterations):
    if iterations == 0:
        return np.array([x0], dtype=np.float64)
    rest = a_recursion(df, x0 - learning_rate * df(x0), learning_rate, iterations - 1)
    return np.concatenate(([x0], rest))


@gradient_descent_1d.right
def accumulated(df, x0, learning_rate, iterations):
    steps = accumulate(range(iterations), lambda x, _: x - learning_rate * df(x), initial=x0)
    return np.fromiter(steps, float)


@gradient_descent_1d.right
def folded(df, x0, learning_rate, iterations):
    return reduce(lambda xs, _: [*xs, xs[-1] + -learning_rate * df(xs[-1])], range(iterations), [x0])


@gradient_descent_1d.right
def a_generator(df, x0, learning_rate, iterations):
    def walk(x):
        yield x
        for _ in range(iterations):
            x -= learning_rate * df(x)
            yield x

    return np.array(list(walk(np.float64(x0))))


@gradient_descent_1d.right
def appended_to_an_array(df, x0, learning_rate, iterations):
    xs = np.array([x0])
    for _ in range(iterations):
        xs = np.append(xs, xs[-1] - learning_rate * df(xs[-1]))
    return xs


@gradient_descent_1d.right
def sums_of_steps(df, x0, learning_rate, iterations):
    """Every point from the start: x_k = x_0 - eta * (sum of the slopes so far)."""
    slopes, xs = [], [float(x0)]
    for _ in range(iterations):
        slopes.append(df(xs[-1]))
        xs.append(x0 - learning_rate * sum(slopes))
    return np.asarray(xs)


def path(x0, iterations, step):
    """What most of the wrong programs below get right."""
    xs = [float(x0)]
    for k in range(iterations):
        xs.append(step(xs[-1], k))
    return np.array(xs)


@gradient_descent_1d.mistake("The derivative points uphill. Which way do you want to go?")
def ascent(df, x0, learning_rate, iterations):
    """The step goes uphill: the slope is added, not subtracted."""
    return path(x0, iterations, lambda x, k: x + learning_rate * df(x))


@gradient_descent_1d.mistake("How many points are there after n steps if you count the start?")
def start_missing(df, x0, learning_rate, iterations):
    """The start x_0 is not in the result: it begins with x_1."""
    return reference(df, x0, learning_rate, iterations)[1:]


@gradient_descent_1d.mistake("Which point is entry 0 of the result, and how many points does one step give?")
def start_and_first_step_missing(df, x0, learning_rate, iterations):
    """The result has iterations + 1 entries, but it begins with x_1: one step too many, and no start."""
    return reference(df, x0, learning_rate, iterations + 1)[1:]


@gradient_descent_1d.mistake("Which dtype has your array of points when x0 is an integer?")
def cut_to_integers(df, x0, learning_rate, iterations):
    """For an integer start the fractions are cut off, as by an array that has the type of x0."""
    xs = np.full(iterations + 1, x0)
    for k in range(iterations):
        xs[k + 1] = xs[k] - learning_rate * df(xs[k])
    return xs


@gradient_descent_1d.mistake("For x0 = 10, is 6.4 among the points in your result?")
def result_cut_to_integers(df, x0, learning_rate, iterations):
    """The path is right, but for an integer start the result holds its points without their fractions."""
    return reference(df, x0, learning_rate, iterations).astype(np.asarray(x0).dtype)


@gradient_descent_1d.mistake("Is 2.5 a whole number? Where in your program does it become one?")
def always_integers(df, x0, learning_rate, iterations):
    """Every point loses its fraction."""
    return path(int(x0), iterations, lambda x, k: int(x - learning_rate * df(x)))


@gradient_descent_1d.mistake("Is the slope the same at every point you visit?")
def slope_of_the_start(df, x0, learning_rate, iterations):
    """The slope is taken once, at x_0, and used for all steps."""
    return path(x0, iterations, lambda x, k: x - learning_rate * df(x0))


@gradient_descent_1d.mistake("At which point do you stand when you take the slope?")
def slope_of_the_point_before(df, x0, learning_rate, iterations):
    """From the second step on, the slope is that of the point before the present one."""
    xs = [float(x0)]
    for k in range(iterations):
        xs.append(xs[-1] - learning_rate * df(xs[max(k - 1, 0)]))
    return np.array(xs)


@gradient_descent_1d.mistake("From which point does the second step start?")
def every_step_from_the_start(df, x0, learning_rate, iterations):
    """Each step is subtracted from x_0, not from the point that was reached."""
    return path(x0, iterations, lambda x, k: x0 - learning_rate * df(x))


@gradient_descent_1d.mistake("How many different points does your path have?")
def never_updated(df, x0, learning_rate, iterations):
    """All entries after the first are x_1: the point that was reached is not used for the next step."""
    return path(x0, iterations, lambda x, k: x0 - learning_rate * df(x0))


@gradient_descent_1d.mistake("Does the path change when the learning rate changes?")
def rate_ignored(df, x0, learning_rate, iterations):
    """The learning rate is not used: the whole slope is subtracted."""
    return path(x0, iterations, lambda x, k: x - df(x))


@gradient_descent_1d.mistake("Does the path change when the learning rate changes from 0.1 to 0.2?")
def rate_of_a_tenth(df, x0, learning_rate, iterations):
    """The learning rate is always 0.1."""
    return path(x0, iterations, lambda x, k: x - 0.1 * df(x))


@gradient_descent_1d.mistake("Does your function use the derivative that the caller passes in?")
def slope_of_x_squared(df, x0, learning_rate, iterations):
    """The slope is always 2x; df is not used."""
    return path(x0, iterations, lambda x, k: x - learning_rate * 2 * x)


@gradient_descent_1d.mistake("Count the steps for iterations = 0.")
def one_step_too_many(df, x0, learning_rate, iterations):
    """One step too many is taken."""
    return reference(df, x0, learning_rate, iterations + 1)


@gradient_descent_1d.mistake("How many steps lead from the first of three points to the last?")
def one_step_missing(df, x0, learning_rate, iterations):
    """The last step is missing: there are as many points as there should be steps."""
    return path(x0, max(iterations - 1, 0), lambda x, k: x - learning_rate * df(x))


@gradient_descent_1d.mistake("What does `range(1, iterations)` leave out?")
def last_entry_never_filled(df, x0, learning_rate, iterations):
    """The last point is 0: its step is not taken."""
    xs = reference(df, x0, learning_rate, iterations)
    if iterations:
        xs[-1] = 0.0
    return xs


@gradient_descent_1d.mistake("What stands in entry 0 before your loop begins?")
def starts_at_zero(df, x0, learning_rate, iterations):
    """The path starts at 0, whatever x0 is."""
    return reference(df, 0.0, learning_rate, iterations)


@gradient_descent_1d.mistake("How many numbers come back, and how many should?")
def last_point_only(df, x0, learning_rate, iterations):
    """Only the last point comes back, not the whole path."""
    return float(reference(df, x0, learning_rate, iterations)[-1])


@gradient_descent_1d.mistake("In which order were the points visited?")
def backwards(df, x0, learning_rate, iterations):
    """The path is listed from its end to its start."""
    return reference(df, x0, learning_rate, iterations)[::-1]


@gradient_descent_1d.mistake("Do you collect places or slopes?")
def slopes_collected(df, x0, learning_rate, iterations):
    """The slopes at the points come back instead of the points."""
    return np.array([float(df(x)) for x in reference(df, x0, learning_rate, iterations)])


@gradient_descent_1d.mistake("Which of your numbers is multiplied by the learning rate?")
def rate_times_everything(df, x0, learning_rate, iterations):
    """The learning rate multiplies x as well, not only the slope."""
    return path(x0, iterations, lambda x, k: learning_rate * (x - df(x)))


@gradient_descent_1d.mistake("If x = 0 and the slope there is 3, does your x move?")
def relative_step(df, x0, learning_rate, iterations):
    """The step is multiplied by x, so that at x = 0 nothing would ever move."""
    return path(x0, iterations, lambda x, k: x * (1 - learning_rate * df(x)))


@gradient_descent_1d.mistake("Does your new point contain the old one?")
def step_instead_of_point(df, x0, learning_rate, iterations):
    """The new point is the step alone; the old point is not in it."""
    return path(x0, iterations, lambda x, k: -learning_rate * df(x))


@gradient_descent_1d.mistake("Which way is down where the slope is negative?")
def size_of_the_slope(df, x0, learning_rate, iterations):
    """The sign of the slope is dropped, so that every step goes to the left."""
    return path(x0, iterations, lambda x, k: x - learning_rate * abs(df(x)))


@gradient_descent_1d.mistake("Is a step on a steep slope longer than one on a gentle slope?")
def sign_of_the_slope(df, x0, learning_rate, iterations):
    """All steps are equally long: only the sign of the slope is used."""
    return path(x0, iterations, lambda x, k: x - learning_rate * np.sign(df(x)))


@gradient_descent_1d.mistake("By what do you divide the slope, and does the formula say so?")
def rate_as_a_divisor(df, x0, learning_rate, iterations):
    """The slope is divided by the learning rate, not multiplied by it."""
    return path(x0, iterations, lambda x, k: x - df(x) / learning_rate)


@gradient_descent_1d.mistake("Is the learning rate still the same in the third step?")
def rate_shrinks_with_k(df, x0, learning_rate, iterations):
    """The learning rate gets smaller from step to step: eta/1, eta/2, eta/3, ..."""
    return path(x0, iterations, lambda x, k: x - learning_rate / (k + 1) * df(x))


@gradient_descent_1d.mistake("Print the learning rate in each step. Does it stay the same?")
def rate_multiplied_up(df, x0, learning_rate, iterations):
    """The learning rate is multiplied by itself from step to step: eta, eta^2, eta^3, ..."""
    return path(x0, iterations, lambda x, k: x - learning_rate ** (k + 1) * df(x))


@gradient_descent_1d.mistake("By which factor is your first step too short or too long?")
def half_a_step(df, x0, learning_rate, iterations):
    """Every step is half as long as it should be."""
    return path(x0, iterations, lambda x, k: x - learning_rate / 2 * df(x))


@gradient_descent_1d.mistake("By which factor is your first step too long?")
def twice_the_step(df, x0, learning_rate, iterations):
    """Every step is twice as long as it should be."""
    return path(x0, iterations, lambda x, k: x - 2 * learning_rate * df(x))


@gradient_descent_1d.mistake(
    "Does the step in your loop come before or after the number is stored, and how often?"
)
def stored_before_the_step(df, x0, learning_rate, iterations):
    """The last point is missing: each point is stored before its step, and the end never."""
    return reference(df, x0, learning_rate, iterations)[:-1]


@gradient_descent_1d.mistake("How many points does your path have when x hardly moves any more?")
def stops_when_it_hardly_moves(df, x0, learning_rate, iterations):
    """It ends before all steps are taken, when the steps have become small."""
    xs = [float(x0)]
    for _ in range(iterations):
        xs.append(xs[-1] - learning_rate * df(xs[-1]))
        if abs(xs[-1] - xs[-2]) < 1e-8:
            break
    return np.array(xs)


@gradient_descent_1d.mistake("Who decides how often you step: the number of iterations, or the slope?")
def stops_when_it_is_flat(df, x0, learning_rate, iterations):
    """It ends before all steps are taken, when the slope has become small."""
    xs = [float(x0)]
    for _ in range(iterations):
        if abs(df(xs[-1])) < 1e-6:
            break
        xs.append(xs[-1] - learning_rate * df(xs[-1]))
    return np.array(xs)


@gradient_descent_1d.mistake("What should happen when the rate is too large?")
def stops_when_it_runs_away(df, x0, learning_rate, iterations):
    """It ends before all steps are taken, when a slope is steeper than the one before."""
    xs = [float(x0)]
    for k in range(iterations):
        if k and abs(df(xs[-1])) > abs(df(xs[-2])):
            break
        xs.append(xs[-1] - learning_rate * df(xs[-1]))
    return np.array(xs)


@gradient_descent_1d.mistake("Does the formula allow every x, also very large ones?")
def held_in_a_box(df, x0, learning_rate, iterations):
    """Points are held between -10 and 10."""
    return path(x0, iterations, lambda x, k: min(10.0, max(-10.0, x - learning_rate * df(x))))


@gradient_descent_1d.mistake("May x become negative?")
def never_below_zero(df, x0, learning_rate, iterations):
    """Points below 0 are replaced by 0."""
    return path(x0, iterations, lambda x, k: max(0.0, x - learning_rate * df(x)))


@gradient_descent_1d.mistake("How many digits of your third point are right?")
def rounded(df, x0, learning_rate, iterations):
    """The points are rounded to four decimal places."""
    return np.round(reference(df, x0, learning_rate, iterations), 4)


@gradient_descent_1d.mistake("Which dtype has the array of your points, and how many digits does it hold?")
def single_precision(df, x0, learning_rate, iterations):
    """The points have about 7 digits, as float32 has."""
    return reference(df, x0, learning_rate, iterations).astype(np.float32)


@gradient_descent_1d.mistake("Can df, written for one number, take a whole array?")
def slope_of_an_array(df, x0, learning_rate, iterations):
    """df is called with an array of all points, so it fails for a df that is written for one number."""
    xs = np.full(iterations + 1, float(x0))
    for k in range(iterations):
        xs[k + 1] = xs[k] - learning_rate * (df(xs) + 0 * xs)[k]
    return xs


@gradient_descent_1d.mistake("Does your step use anything besides the slope of the present point?")
def momentum(df, x0, learning_rate, iterations):
    """Each step also contains 0.9 times the step before it: that is descent with momentum."""
    xs, v = [float(x0)], 0.0
    for _ in range(iterations):
        v = 0.9 * v - learning_rate * df(xs[-1])
        xs.append(xs[-1] + v)
    return np.array(xs)


@gradient_descent_1d.mistake("What does the argument of df have to be: a place or a number of steps?")
def slope_at_k(df, x0, learning_rate, iterations):
    """The slope is taken at the number of the step, k, not at the point x_k."""
    return path(x0, iterations, lambda x, k: x - learning_rate * df(k))


@gradient_descent_1d.mistake("What is the shape of your result, and of the one in the example?")
def a_column(df, x0, learning_rate, iterations):
    """The points come back as a column with two axes, not as a one-dimensional array."""
    return reference(df, x0, learning_rate, iterations).reshape(-1, 1)


@gradient_descent_1d.mistake("Is there one result, or are there two?")
def end_and_path(df, x0, learning_rate, iterations):
    """Two results come back, the last point and the path; only the path is asked for."""
    xs = reference(df, x0, learning_rate, iterations)
    return float(xs[-1]), xs


@gradient_descent_1d.mistake("How often does the start stand in your result?")
def start_twice(df, x0, learning_rate, iterations):
    """The start is stored twice."""
    return np.append(float(x0), reference(df, x0, learning_rate, iterations))


@gradient_descent_1d.mistake("What do you do with the point that you have just reached?")
def two_steps_at_a_time(df, x0, learning_rate, iterations):
    """Only every second point is stored: two steps are taken for one entry."""
    return reference(df, x0, learning_rate, 2 * iterations)[::2]
