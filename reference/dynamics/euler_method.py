"""Euler's method for a differential equation, on any grid of times."""

from functools import cache
from itertools import accumulate, pairwise

import numpy as np
import sympy as sp

from autograder.authoring import Fn, case, exercise, hidden
from reference.dynamics import data


def reference(f, x0, t):
    x = np.empty((len(t), *np.shape(x0)))
    x[0] = x0
    for i, h in enumerate(np.diff(t)):
        x[i + 1] = x[i] + h * f(t[i], x[i])
    return x


euler_method = exercise(
    reference,
    picture="curve",
    pure=True,
    hints=[
        "You know the state and its slope at one time. How long does the step last for which this slope is used?",
        "Do two steps of different lengths by hand. Which time and which state go into f in each, and how many "
        "states do you have at the end?",
        "Distance from speeds that were read at uneven times, as an example: `s = [0.0]`, and then for each "
        "`i` from 1 on `s.append(s[-1] + (t[i] - t[i - 1]) * v[i - 1])`: one more distance for each reading.",
    ],
)

UNEVEN = np.array([0.0, 0.5, 0.625, 1.5, 2.0])
SPRING = Fn("t, x", "np.array([x[1], -x[0]])")


@euler_method.cases
def numbers(rng):
    yield case("one step", Fn("t, x", "3*t - x"), 2.0, np.array([1.0, 1.5]))
    yield case("uneven times", Fn("t, x", "t - x"), 1.0, UNEVEN)
    yield case(
        "decay, even times", Fn("t, x", "-1.3*x"), 0.03, np.array([0.0, 0.25, 0.5, 0.75, 1.0]), points=0.5
    )
    yield case("backwards in time", Fn("t, x", "t*x"), 2.0, np.array([2.0, 1.5, 0.5]), points=0.5)
    yield case("one time", Fn("t, x", "-x"), 4.0, np.array([0.5]), needs="one step", points=0.5)
    yield hidden("growth with a limit", Fn("t, x", "x*(1 - x/8)"), 0.5, np.linspace(0, 6, 13), points=0.5)
    yield hidden(
        "uneven times, nonlinear",
        Fn("t, x", "np.cos(t) - x**2"),
        0.75,
        np.array([0.5, 0.6, 1.0, 1.1, 2.0]),
        points=0.5,
    )
    yield hidden("gradient flow", Fn("t, x", "-4*(x - 3)"), -1.0, np.array([0.0, 0.1, 0.3, 0.35]), points=0.5)
    yield hidden(
        "backwards, uneven", Fn("t, x", "x + t"), -1.5, np.array([1.0, 0.75, -0.5, -1.0]), points=0.5
    )
    yield hidden("steps that are too long", Fn("t, x", "-3*x"), 1.0, np.arange(8.0), points=0.5)
    yield hidden("200 times", Fn("t, x", "np.sin(3*t) - 0.5*x"), 2.0, np.linspace(0, 10, 200), points=0.5)


@euler_method.cases
def arrays(rng):
    yield case("two entries", SPRING, np.array([1.0, 0.5]), np.array([0.0, 0.25, 1.0]))
    yield case("one entry", Fn("t, x", "t - x"), np.array([3.0]), np.array([0.0, 0.25, 0.75]), points=0.5)
    yield case("f returns its argument", Fn("t, x", "x"), np.array([1.0, 3.0]), np.array([0.0, 0.5, 0.75]))
    yield hidden(
        "three entries, three times",
        Fn("t, x", "np.array([x[1] - x[0], x[2] + t, -x[0]*x[1]])"),
        np.array([1.0, -2.0, 0.5]),
        np.array([1.0, 1.5, 1.75]),
        points=0.5,
    )
    yield case(
        "one time, two entries",
        SPRING,
        np.array([2.0, -3.0]),
        np.array([1.0]),
        needs="two entries",
        points=0.5,
    )
    yield hidden(
        "backwards, two entries", SPRING, np.array([0.5, 2.0]), np.array([1.0, 0.75, 0.0, -0.25]), points=0.5
    )


@euler_method.cases
def kinds_of_numbers(rng):
    yield case("integer start", Fn("t, x", "-0.5*x"), 3, np.array([0.0, 1.0, 1.5]))
    yield case("integer times", Fn("t, x", "0.25*x + t"), 1.5, np.array([0, 1, 3]), points=0.5)
    yield case(
        "integers everywhere, two entries", Fn("t, x", "-0.3*x"), np.array([4, -5]), np.array([1, 2, 4])
    )
    yield hidden(
        "integers everywhere, a number", Fn("t, x", "0.5*x - t"), 4, np.array([2, 3, 5, 6]), points=0.5
    )
    yield hidden("integer start, two entries", SPRING, np.array([3, -2]), UNEVEN, points=0.5)
    yield hidden("float32", SPRING, np.array([1.5, -0.3], np.float32), np.linspace(0, 1, 5), points=0.5)
    yield hidden(
        "arrays that cannot be changed",
        SPRING,
        data.read_only(np.array([0.25, 1.25])),
        data.read_only(np.array([0.0, 0.5, 0.75])),
        points=0.5,
    )
    yield hidden(
        "times not contiguous", Fn("t, x", "t*t - x"), 2.5, data.spread(np.array([0.0, 0.2, 0.5])), points=0.5
    )


@euler_method.scale
def scale(f, x0, t):
    """The largest state, plus the longest step times the largest slope."""
    x = reference(f, x0, t)
    slopes = [np.max(np.abs(f(s, v))) for s, v in zip(t, x, strict=True)]
    return float(np.max(np.abs(x)) + np.max(np.abs(np.diff(t)), initial=0) * max(slopes))


@cache
def along_the_tangent():
    """SymPy solves x' = a x + b t + c through (now, here); one step follows the tangent of the solution."""
    a = sp.Symbol("a", nonzero=True)
    b, c, now, here, then = sp.symbols("b c now here then", real=True)
    t, x = sp.Symbol("t", real=True), sp.Function("x")
    law = sp.Eq(x(t).diff(t), a * x(t) + b * t + c)
    solution = sp.dsolve(law, x(t), ics={x(now): here}).rhs
    tangent = solution.subs(t, now) + (then - now) * solution.diff(t).subs(t, now)
    return (a, b, c, now, here, then), sp.simplify(tangent)


class Linear:
    """The right side a x + b t + c, with numbers that SymPy can have, too."""

    def __init__(self, a, b, c):
        self.numbers = [data.exact(v) for v in (a, b, c)]
        self.a, self.b, self.c = a, b, c

    def __call__(self, t, x):
        return self.a * x + self.b * t + self.c


@euler_method.derivation
def by_tangents(f, x0, t):
    symbols, tangent = along_the_tangent()
    columns = []
    for start in np.atleast_1d(x0):
        x = [data.exact(start)]
        for now, then in pairwise(map(data.exact, t)):
            numbers = dict(zip(symbols, (*f.numbers, now, x[-1], then), strict=True))
            x.append(tangent.subs(numbers))
        columns.append(x)
    return np.array(columns).T.reshape(len(t), *np.shape(x0))


@euler_method.drawn
def drawn(draw):
    f = Linear(draw.number(0.2, 2) * (2 * draw.integer(0, 1) - 1), draw.number(-2, 2), draw.number(-2, 2))
    t = np.array(sorted({draw.number(-2, 2) for _ in range(draw.integer(1, 5))}))
    entries = draw.integer(0, 2)
    x0 = np.array([draw.number(-3, 3) for _ in range(entries)]) if entries else draw.number(-3, 3)
    return f, x0, t


@euler_method.right
def a_list_of_states(f, x0, t):
    xs = [np.asarray(x0, float)]
    for now, then in pairwise(t):
        xs.append(xs[-1] + (then - now) * np.asarray(f(now, xs[-1])))
    return np.array(xs)


@euler_method.right
def in_place_in_the_result(f, x0, t):
    x = np.zeros((len(t), *np.shape(x0)))
    x[:] = x0
    for i in range(1, len(t)):
        x[i:] += f(t[i - 1], x[i - 1].copy()) * (t[i] - t[i - 1])
    return x


@euler_method.right
def numbers_and_arrays_apart(f, x0, t):
    x = np.full(len(t), float(x0)) if np.ndim(x0) == 0 else np.tile(np.array(x0, float), (len(t), 1))
    for i in range(len(t) - 1):
        x[i + 1] = x[i] + f(t[i], x[i]) * (t[i + 1] - t[i])
    return x


@euler_method.right
def plain_lists(f, x0, t):
    xs = [x0]
    for i in range(len(t) - 1):
        h, slope = t[i + 1] - t[i], f(t[i], xs[i])
        if np.shape(x0):
            xs.append(np.array([u + h * v for u, v in zip(xs[i], slope, strict=True)]))
        else:
            xs.append(xs[i] + h * slope)
    return [x.tolist() for x in xs] if np.shape(x0) else xs


@euler_method.right
def accumulated(f, x0, t):
    steps = zip(t[:-1], np.diff(t), strict=True)
    start = x0.astype(float) if isinstance(x0, np.ndarray) else float(x0)
    return np.stack(list(accumulate(steps, lambda x, s: x + s[1] * f(s[0], x), initial=start)))


@euler_method.right
def a_recursion(f, x0, t):
    start = np.array([x0], dtype=float)
    if len(t) == 1:
        return start
    return np.concatenate([start, a_recursion(f, x0 + (t[1] - t[0]) * f(t[0], x0), t[1:])])


@euler_method.right
def cumulative_sum_of_slopes(f, x0, t):
    total, x, out = 0.0, x0, [1.0 * np.asarray(x0)]
    for i in range(1, len(t)):
        total = total + np.multiply(t[i] - t[i - 1], f(t[i - 1], x))
        x = x0 + total
        out.append(x)
    return np.vstack(out).reshape((len(t), *np.shape(x0)))


@euler_method.right
def a_generator(f, x0, t):
    def walk():
        x, before = x0, t[0]
        yield x
        for now in t[1:]:
            x = x + (now - before) * f(before, x)
            before = now
            yield x

    return np.array([*walk()], dtype=np.float64)


def walk(f, x0, t, step):
    """What most of the wrong programs below get right: step(i, x) gives the state after the time t_i."""
    xs = [np.array(x0, float)]
    for i in range(len(t) - 1):
        xs.append(xs[-1] + np.asarray(step(i, xs[-1])))
    return np.array(xs)


@euler_method.mistake("Are all steps equally long?")
def first_step_length(f, x0, t):
    """The length of the first step is used for all of them."""
    return walk(f, x0, t, lambda i, x: (t[1] - t[0]) * f(t[i], x))


@euler_method.mistake("Are all steps equally long?")
def mean_step_length(f, x0, t):
    """All steps have the mean length."""
    return walk(f, x0, t, lambda i, x: (t[-1] - t[0]) / (len(t) - 1) * f(t[i], x))


@euler_method.mistake("How many steps lie between k times? And are they equally long?")
def range_over_number_of_times(f, x0, t):
    """All steps have the same length, the whole time divided by the number of times."""
    return walk(f, x0, t, lambda i, x: (t[-1] - t[0]) / len(t) * f(t[i], x))


@euler_method.mistake("Which step begins at t_i, the one that leads to t_i or the one that leaves it?")
def length_of_the_step_before(f, x0, t):
    """From the second step on, each step has the length of the one before it."""
    return walk(f, x0, t, lambda i, x: (t[max(i, 1)] - t[max(i, 1) - 1]) * f(t[i], x))


@euler_method.mistake("How far do you get with this slope in half a second?")
def no_length(f, x0, t):
    """The slope is added as it is, as if every step lasted 1."""
    return walk(f, x0, t, lambda i, x: f(t[i], x))


@euler_method.mistake("How far do you get with this slope in half a second?")
def hundredths(f, x0, t):
    """Every step lasts 0.01, whatever the times are."""
    return walk(f, x0, t, lambda i, x: 0.01 * np.asarray(f(t[i], x)))


@euler_method.mistake("Is the step from 2 to 1.5 longer or shorter than 0?")
def lengths_without_sign(f, x0, t):
    """Backwards in time, the steps have the wrong sign."""
    return walk(f, x0, t, lambda i, x: abs(t[i + 1] - t[i]) * f(t[i], x))


@euler_method.mistake("Between which two times does a step last?")
def end_time_as_length(f, x0, t):
    """The slope is multiplied by the time t_{i+1} itself, not by a difference of times."""
    return walk(f, x0, t, lambda i, x: t[i + 1] * f(t[i], x))


@euler_method.mistake("Between which two times does a step last?")
def time_as_length(f, x0, t):
    """The slope is multiplied by the time t_i itself, not by a difference of times."""
    return walk(f, x0, t, lambda i, x: t[i] * f(t[i], x))


@euler_method.mistake("When did the step begin that ends at t_{i+1}?")
def time_since_the_start_as_length(f, x0, t):
    """Each step is taken as long as all the time since t_0."""
    return walk(f, x0, t, lambda i, x: (t[i + 1] - t[0]) * f(t[i], x))


@euler_method.mistake("Is the slope multiplied by the time that it lasts, or divided by it?")
def divided_by_the_length(f, x0, t):
    """The slope is divided by the length of the step."""
    return walk(f, x0, t, lambda i, x: np.asarray(f(t[i], x)) / (t[i + 1] - t[i]))


@euler_method.mistake("At which time do you stand when you look at the slope?")
def time_at_the_end(f, x0, t):
    """The slope is taken at the time at the end of the step, with the state at its beginning."""
    return walk(f, x0, t, lambda i, x: (t[i + 1] - t[i]) * f(t[i + 1], x))


@euler_method.mistake("At which time do you stand when you look at the slope?")
def time_in_the_middle(f, x0, t):
    """The slope is taken at the time in the middle of the step, with the state at its beginning."""
    return walk(f, x0, t, lambda i, x: (t[i + 1] - t[i]) * f((t[i] + t[i + 1]) / 2, x))


@euler_method.mistake("Does the slope depend on the time as well?")
def time_stands_still(f, x0, t):
    """The slope is always taken at the time t_0."""
    return walk(f, x0, t, lambda i, x: (t[i + 1] - t[i]) * f(t[0], x))


@euler_method.mistake("Which time goes into f when t does not begin at 0?")
def time_from_zero(f, x0, t):
    """Times are counted from 0: f gets t_i - t_0."""
    return walk(f, x0, t, lambda i, x: (t[i + 1] - t[i]) * f(t[i] - t[0], x))


@euler_method.mistake("Is the first argument of f a time, or the number of a step?")
def number_for_time(f, x0, t):
    """f gets the number i of the step instead of the time t_i."""
    return walk(f, x0, t, lambda i, x: (t[i + 1] - t[i]) * f(i, x))


@euler_method.mistake("In which order does f take its arguments?")
def swapped_arguments(f, x0, t):
    """f gets the state first and the time second."""
    return walk(f, x0, t, lambda i, x: (t[i + 1] - t[i]) * np.asarray(f(x, t[i])))


@euler_method.mistake("Does x' = f contain a minus of its own?")
def descent(f, x0, t):
    """The slope is subtracted, as in gradient descent."""
    return walk(f, x0, t, lambda i, x: -(t[i + 1] - t[i]) * f(t[i], x))


@euler_method.mistake("Do you look at the slope again after the first step?")
def one_straight_line(f, x0, t):
    """The slope of the start is used for all steps."""
    return walk(f, x0, t, lambda i, x: (t[i + 1] - t[i]) * f(t[0], np.array(x0, float)))


@euler_method.mistake("Which state goes into f in the second step?")
def slope_of_the_first_state(f, x0, t):
    """f gets the present time, but always the first state."""
    return walk(f, x0, t, lambda i, x: (t[i + 1] - t[i]) * f(t[i], np.array(x0, float)))


@euler_method.mistake("To which state is the second step added?")
def every_step_from_the_start(f, x0, t):
    """Each step is added to x_0 and not to the state before it."""
    xs = [np.array(x0, float)]
    for i in range(len(t) - 1):
        xs.append(np.array(x0, float) + (t[i + 1] - t[i]) * np.asarray(f(t[i], xs[-1])))
    return np.array(xs)


@euler_method.mistake("Does your new state contain the old one?")
def changes_instead_of_states(f, x0, t):
    """The new state is the change alone; the old state is not in it."""
    xs = [np.array(x0, float)]
    for i in range(len(t) - 1):
        xs.append((t[i + 1] - t[i]) * np.asarray(f(t[i], xs[-1])))
    return np.array(xs)


@euler_method.mistake("Which method has two slopes for each step, and which has one?")
def heun(f, x0, t):
    """The mean of the slopes at both ends of the step is used: that is Heun's method, not Euler's."""

    def step(i, x):
        h = t[i + 1] - t[i]
        slope = np.asarray(f(t[i], x))
        return h / 2 * (slope + np.asarray(f(t[i + 1], x + h * slope)))

    return walk(f, x0, t, step)


@euler_method.mistake("Which method looks at the slope half a step ahead, and which at the beginning?")
def midpoint(f, x0, t):
    """The slope half a step ahead is used: that is the midpoint method, not Euler's."""

    def step(i, x):
        h = t[i + 1] - t[i]
        return h * np.asarray(f(t[i] + h / 2, x + h / 2 * np.asarray(f(t[i], x))))

    return walk(f, x0, t, step)


@euler_method.mistake("Which state goes into f: the one at the beginning of the step, or the one at its end?")
def slope_of_the_next_state(f, x0, t):
    """The slope is that at the end of the step, both in time and state, after a first step to get there."""

    def step(i, x):
        h = t[i + 1] - t[i]
        return h * np.asarray(f(t[i + 1], x + h * np.asarray(f(t[i], x))))

    return walk(f, x0, t, step)


@euler_method.mistake("When the second entry is stepped, which value of the first should be used?")
def entries_one_after_another(f, x0, t):
    """The entries of the state are stepped one after another, each with the new values of those before it."""

    def step(i, x):
        new = np.array(x)
        for j in range(new.size):
            change = (t[i + 1] - t[i]) * np.asarray(f(t[i], new.copy()))
            new.flat[j] += change.flat[j]
        return new - x

    return walk(f, x0, t, step)


@euler_method.mistake("Which dtype has your array of states when x0 holds integers?")
def cut_to_the_type_of_x0(f, x0, t):
    """When x0 is or holds integers, every state loses its fractions."""
    x = np.zeros((len(t), *np.shape(x0)), dtype=np.asarray(x0).dtype)
    x[0] = x0
    for i in range(len(t) - 1):
        x[i + 1] = x[i] + (t[i + 1] - t[i]) * np.asarray(f(t[i], x[i]))
    return x


@euler_method.mistake("Which dtype has `np.zeros_like(t)` when t holds integers?")
def cut_to_the_type_of_t(f, x0, t):
    """When t holds integers, every state loses its fractions."""
    x = np.zeros((len(t), *np.shape(x0)), dtype=t.dtype)
    x[0] = x0
    for i in range(len(t) - 1):
        x[i + 1] = x[i] + (t[i + 1] - t[i]) * np.asarray(f(t[i], x[i]))
    return x


@euler_method.mistake("Which dtype has your result when x0 and t hold integers?")
def cut_when_both_are_integers(f, x0, t):
    """When x0 and t both hold integers, every state loses its fractions."""
    x = np.zeros((len(t), *np.shape(x0)), dtype=np.result_type(np.asarray(x0), t))
    x[0] = x0
    for i in range(len(t) - 1):
        x[i + 1] = x[i] + (t[i + 1] - t[i]) * np.asarray(f(t[i], x[i]))
    return x


@euler_method.mistake("Which dtype has your result when x0 holds integers?")
def result_cut_to_the_type_of_x0(f, x0, t):
    """The states are right, but when x0 is or holds integers, the result holds them without their fractions."""
    return reference(f, x0, t).astype(np.asarray(x0).dtype)


@euler_method.mistake("Which dtype has your result when x0 and t hold integers?")
def result_cut_when_both_are_integers(f, x0, t):
    """The states are right, but when x0 and t both hold integers, the result holds them without their fractions."""
    return reference(f, x0, t).astype(np.result_type(np.asarray(x0), t))


@euler_method.mistake("Which dtype has your result when t holds integers?")
def result_cut_to_the_type_of_t(f, x0, t):
    """The states are right, but when t holds integers, the result holds them without their fractions."""
    return reference(f, x0, t).astype(t.dtype)


@euler_method.mistake("May a step last 0.25? What becomes of it in an integer?")
def times_cut_to_integers(f, x0, t):
    """The times lose their fractions."""
    return reference(f, x0, t.astype(int))


@euler_method.mistake("How many states belong to k times?")
def start_missing(f, x0, t):
    """The start is not in the result."""
    return reference(f, x0, t)[1:]


@euler_method.mistake("How many states belong to k times?")
def end_missing(f, x0, t):
    """The last state is missing: it is stored before the step, or the last step is not taken."""
    return reference(f, x0, t)[:-1]


@euler_method.mistake("What stands in the last row of your result?")
def last_row_never_filled(f, x0, t):
    """The last state is 0: its step is not taken."""
    x = reference(f, x0, t)
    if len(t) > 1:
        x[-1] = 0
    return x


@euler_method.mistake("What stands in the first row of your result before the loop begins?")
def starts_at_zero(f, x0, t):
    """The states start at 0, whatever x0 is."""
    return reference(f, np.zeros(np.shape(x0)), t)


@euler_method.mistake("How many states come back, and how many should?")
def last_state_only(f, x0, t):
    """Only the last state comes back."""
    return reference(f, x0, t)[-1]


@euler_method.mistake("Does the statement ask for the times as well?")
def times_and_states(f, x0, t):
    """Two results come back, the times and the states; only the states are asked for."""
    return np.array(t), reference(f, x0, t)


@euler_method.mistake("Does a row of the result stand for a time, or for an entry of the state?")
def one_row_for_each_entry(f, x0, t):
    """For an array x0, rows and columns are exchanged: there is a row for each entry of the state."""
    return reference(f, x0, t).T


@euler_method.mistake("What is the shape of your result when x0 is an array?")
def flattened(f, x0, t):
    """For an array x0, all states come one after another in a single row."""
    return reference(f, x0, t).ravel()


@euler_method.mistake("What is the shape of your result when x0 has one entry?")
def squeezed(f, x0, t):
    """Axes of length 1 are removed from the result, so that (k, 1) becomes (k,)."""
    return np.squeeze(reference(f, x0, t))


@euler_method.mistake("What is the shape of your result when x0 is a number?")
def numbers_as_arrays(f, x0, t):
    """For a number x0, the result has a second axis of length 1."""
    return reference(f, np.atleast_1d(x0), t)


@euler_method.mistake("Can your array of states hold a state with two entries?")
def numbers_only(f, x0, t):
    """It fails for an array x0: there is room for one number at each time only."""
    x = np.zeros(len(t))
    x[0] = x0
    for i in range(len(t) - 1):
        x[i + 1] = x[i] + (t[i + 1] - t[i]) * f(t[i], x[i])
    return x


@euler_method.mistake("Has a plain number a length?")
def arrays_only(f, x0, t):
    """It fails when x0 is a number, which has no length."""
    x = np.zeros((len(t), len(x0)))
    x[0] = x0
    for i in range(len(t) - 1):
        x[i + 1] = x[i] + (t[i + 1] - t[i]) * f(t[i], x[i])
    return x


@euler_method.mistake("How many entries may a state have?")
def two_entries_only(f, x0, t):
    """For an array x0 there is always room for two entries."""
    x = np.zeros((len(t), 2) if np.ndim(x0) else len(t))
    x[0] = x0
    for i in range(len(t) - 1):
        x[i + 1] = x[i] + (t[i + 1] - t[i]) * np.asarray(f(t[i], x[i]))
    return x


@euler_method.mistake("Print x0 after calling your function. How many different arrays are in your list?")
def one_array_for_all(f, x0, t):
    """For an array x0 it is changed in place, and all rows of the result are the same; it fails when x0 holds
    integers and the steps have fractions."""
    x, xs = x0, []
    for i in range(len(t) - 1):
        xs.append(x)
        x += (t[i + 1] - t[i]) * f(t[i], x)
    xs.append(x)
    return np.array(xs, dtype=float)


@euler_method.mistake("How many different arrays are in your list?")
def one_copy_for_all(f, x0, t):
    """All rows of the result are the last state: the same array is put into the list again and again."""
    x, xs = np.array(x0, dtype=float), []
    for i in range(len(t) - 1):
        xs.append(x)
        x += (t[i + 1] - t[i]) * f(t[i], x)
    xs.append(x)
    return np.array(xs)


@euler_method.mistake("Print x0 after calling your function.")
def changes_x0(f, x0, t):
    """The states are right, but an array x0 is changed in place; it fails when x0 holds integers and the steps
    have fractions."""
    x, xs = x0, [np.array(x0, dtype=float)]
    for i in range(len(t) - 1):
        x += (t[i + 1] - t[i]) * f(t[i], x)
        xs.append(np.array(x, dtype=float))
    return np.array(xs)


@euler_method.mistake("Which dtype has a copy of x0 when it holds integers?")
def copy_of_integers(f, x0, t):
    """It fails when x0 is an array of integers: `+=` cannot put fractions into it."""
    x = x0.copy() if isinstance(x0, np.ndarray) else x0
    xs = [np.array(x, dtype=float)]
    for i in range(len(t) - 1):
        x += (t[i + 1] - t[i]) * f(t[i], x)
        xs.append(np.array(x, dtype=float))
    return np.array(xs)


@euler_method.mistake(
    "For f = lambda t, x: x, is the state still what it was after your change of the slope?"
)
def slope_changed_in_place(f, x0, t):
    """The slope is multiplied in place, and f may return the state itself: then the state changes as well."""
    xs = [np.array(x0, float)]
    for i in range(len(t) - 1):
        x = np.array(xs[-1])
        slope = np.asarray(f(t[i], x), dtype=float)
        slope *= t[i + 1] - t[i]
        xs.append(x + slope)
    return np.array(xs)


@euler_method.mistake("How many digits of your second state are right?")
def rounded(f, x0, t):
    """The states are rounded to four decimal places."""
    return np.round(reference(f, x0, t), 4)


@euler_method.mistake("Are the states listed in the order of t?")
def backwards(f, x0, t):
    """The states are listed from the last to the first."""
    return reference(f, x0, t)[::-1].copy()


@euler_method.mistake("Which of the given times comes first?")
def times_sorted(f, x0, t):
    """The times are sorted first, so that decreasing times are walked from their end."""
    return reference(f, x0, np.sort(t))
