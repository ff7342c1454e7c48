"""The average velocity between neighbouring readings of a position."""

from functools import partial
from itertools import pairwise

import numpy as np
import sympy as sp

from autograder.authoring import case, exercise, hidden
from reference.derivatives import data


def reference(t, s):
    t, s = t.astype(float), s.astype(float)
    return (s[1:] - s[:-1]) / (t[1:] - t[:-1])


average_velocity = exercise(
    reference,
    picture="intervals",
    pure=True,
    extra=True,
    hints=[
        "For each interval: how far did the car get, and how long did it take?",
        "How many intervals lie between four readings? Take the second one, and do it on paper.",
        (
            "The mean of neighbours, as an example: `(c[1:] + c[:-1]) / 2` has one entry less than c. Where "
            "c has a small type such as uint8, even the sum needs `c = c.astype(float)` before."
        ),
    ],
)


shown, unseen = partial(case, points=0.5), partial(hidden, points=0.5)


@average_velocity.cases
def journeys(rng):
    yield case("uneven times", np.array([0.0, 0.5, 2.0, 2.25]), np.array([0.0, 1.0, 7.0, 7.5]))
    yield case("driving back", np.array([1.0, 2.0, 5.0]), np.array([3.0, 4.0, -2.0]))
    yield case("integers", np.array([0, 2, 5]), np.array([0, 9, 40]))
    yield shown("two readings", np.array([1.0, 3.0]), np.array([2.0, 8.5]))
    yield shown("standing still", np.array([0.5, 1.5, 4.0]), np.array([3.0, 3.0, 5.0]))
    yield unseen("integer times only", np.array([1, 2, 4, 9]), np.array([0.5, -0.25, 1.5, 2.75]))
    yield shown("integer positions only", np.array([0.0, 0.25, 1.0, 1.5]), np.array([5, -2, 6, 8]))
    times = np.cumsum(rng.integers(1, 20, 9)) / 10
    yield unseen("nine readings", times, rng.normal(scale=5, size=9).round(1))
    yield unseen("starting before 0", np.array([-3.5, -1.0, 0.0, 2.5]), np.array([100.0, 101.5, 99.0, 99.5]))


@average_velocity.cases
def types_of_numbers(rng):
    yield case(
        "uint8, a position that decreases",
        np.array([0, 1, 4], dtype=np.uint8),
        np.array([5, 3, 10], dtype=np.uint8),
    )
    yield case(
        "int8, a difference of more than 127",
        np.array([-100, -50, 100], dtype=np.int8),
        np.array([-100, 100, 0], dtype=np.int8),
    )
    yield unseen(
        "uint16 positions", np.array([0.5, 1.0, 2.5]), np.array([60000, 100, 65000], dtype=np.uint16)
    )
    yield unseen(
        "uint32 positions",
        np.array([1, 3, 4], dtype=np.uint32),
        np.array([4_000_000_000, 100, 3_000_000_000], dtype=np.uint32),
    )
    yield unseen(
        "float32",
        np.array([0.25, 0.5, 1.5, 4.0], dtype=np.float32),
        np.array([1.5, -2.25, 0.5, 8.0], dtype=np.float32),
    )
    yield unseen(
        "read-only and not contiguous",
        data.read_only(np.array([0.0, 1.5, 2.0])),
        data.spread(np.array([4.0, -0.5, 2.5])),
    )


@average_velocity.scale
def scale(t, s):
    t, s = t.astype(float), s.astype(float)
    speed = np.max(np.abs(np.diff(s) / np.diff(t)))
    return float((np.max(np.abs(s)) + speed * np.max(np.abs(t))) / np.min(np.diff(t)))


@average_velocity.derivation
def slope_of_the_line_through_two_points(t, s):
    """SymPy finds the line through each pair of neighbours and differentiates it."""
    points = [(data.exact(a), data.exact(b)) for a, b in zip(t, s, strict=True)]
    lines = [sp.interpolate(pair, data.T) for pair in pairwise(points)]
    return [sp.diff(line, data.T) for line in lines]


@average_velocity.drawn
def drawn(draw):
    n = draw.integer(2, 5)
    steps = [draw.number(0.1, 3) for _ in range(n)]
    return np.round(np.cumsum(steps), 3), np.array([draw.number(-5, 5) for _ in range(n)])


@average_velocity.right
def loop(t, s):
    return np.array(
        [(float(s[i + 1]) - float(s[i])) / (float(t[i + 1]) - float(t[i])) for i in range(len(t) - 1)]
    )


@average_velocity.right
def zipped_lists(t, s):
    t, s = t.tolist(), s.tolist()
    return [(q - p) / (b - a) for p, q, a, b in zip(s, s[1:], t, t[1:])]  # noqa: B905


@average_velocity.right
def diff_of_copies(t, s):
    return np.diff(np.array(s, dtype=float)) / np.diff(np.array(t, dtype=float))


@average_velocity.right
def times_one(t, s):
    return np.diff(s * np.float64(1)) / np.diff(np.asarray(t, np.float64))


@average_velocity.right
def filled(t, s):
    v = np.empty(t.size - 1)
    for i in range(1, t.size):
        v[i - 1] = (float(s[i]) - s[i - 1]) / (float(t[i]) - t[i - 1])
    return v


@average_velocity.right
def by_matrix(t, s):
    n = len(t)
    D = np.eye(n)[1:] - np.eye(n)[:-1]
    return (D @ s) / (D @ t)


@average_velocity.right
def by_convolution(t, s):
    kernel = [1.0, -1.0]
    return np.convolve(s.astype(float), kernel, "valid") / np.convolve(t.astype(float), kernel, "valid")


@average_velocity.right
def recursive(t, s):
    if len(t) < 2:
        return []
    return [(float(s[1]) - float(s[0])) / (float(t[1]) - float(t[0])), *recursive(t[1:], s[1:])]


def floats(t, s):
    return np.asarray(t, float), np.asarray(s, float)


@average_velocity.mistake("Do equal distances always take equal times?")
def not_divided(t, s):
    """These are the distances; they are not divided by the times."""
    t, s = floats(t, s)
    return np.diff(s)


@average_velocity.mistake("Does the velocity between two readings depend on where the car started?")
def position_over_time(t, s):
    """The positions themselves are divided by the times, not their differences."""
    t, s = floats(t, s)
    return (s / t)[1:]


@average_velocity.mistake("Does the velocity between two readings depend on where the car started?")
def position_over_time_at_all_readings(t, s):
    """All positions are divided by the times, not differences of them; so there are k numbers, not k - 1."""
    t, s = floats(t, s)
    return s / t


@average_velocity.mistake("Does it matter what the clock showed at the start?")
def difference_over_time(t, s):
    """The distances are divided by the time of the later reading, not by the length of the interval."""
    t, s = floats(t, s)
    return np.diff(s) / t[1:]


@average_velocity.mistake("Does it matter what the clock showed at the start?")
def difference_over_earlier_time(t, s):
    """The distances are divided by the time of the earlier reading, not by the length of the interval."""
    t, s = floats(t, s)
    return np.diff(s) / t[:-1]


@average_velocity.mistake("Does the velocity depend on where the car started?")
def position_over_difference(t, s):
    """The later positions are divided by the lengths of the intervals; the earlier ones are not subtracted."""
    t, s = floats(t, s)
    return s[1:] / np.diff(t)


@average_velocity.mistake("Are all intervals equally long?")
def first_interval_for_all(t, s):
    """All distances are divided by the length of the first interval."""
    t, s = floats(t, s)
    return np.diff(s) / (t[1] - t[0])


@average_velocity.mistake("Are all intervals equally long?")
def mean_interval_for_all(t, s):
    """All distances are divided by the mean length of the intervals."""
    t, s = floats(t, s)
    return np.diff(s) / np.mean(np.diff(t))


@average_velocity.mistake("Is the unit of your answer metres per second, or seconds per metre?")
def inverted(t, s):
    """The times are divided by the distances."""
    t, s = floats(t, s)
    return np.diff(t) / np.diff(s)


@average_velocity.mistake("Which velocity has a car that drives back?")
def speed(t, s):
    """This is the speed: the sign, which tells the direction, is lost."""
    t, s = floats(t, s)
    return np.abs(np.diff(s)) / np.diff(t)


@average_velocity.mistake("Is the velocity positive while the position increases?")
def reversed_difference(t, s):
    """The sign is the opposite one: the later position is subtracted from the earlier one."""
    t, s = floats(t, s)
    return (s[:-1] - s[1:]) / np.diff(t)


@average_velocity.mistake("How many intervals lie between k readings?")
def gradient(t, s):
    """There is one value for each reading and not for each interval: np.gradient mixes neighbouring
    intervals."""
    t, s = floats(t, s)
    return np.gradient(s, t)


@average_velocity.mistake("What is 3 - 5 in an array that cannot hold negative numbers?")
def small_integers_wrap(t, s):
    """Right for floats, but in an integer type such as uint8 a difference outside its range wraps around."""
    return np.diff(s) / np.diff(t)


@average_velocity.mistake("Which type do the times have when you subtract them?")
def small_times_wrap(t, s):
    """The positions are converted to floats, but the times are not: a difference of small integers wraps
    around."""
    return np.diff(np.asarray(s, float)) / np.diff(t)


@average_velocity.mistake("Which type do the positions have when you subtract them?")
def small_positions_wrap(t, s):
    """The times are converted to floats, but the positions are not: a difference of small integers wraps
    around."""
    return np.diff(s) / np.diff(np.asarray(t, float))


@average_velocity.mistake("How fast was the car on the second interval alone?")
def overall(t, s):
    """This is one velocity for the whole journey, not one for each interval."""
    t, s = floats(t, s)
    return (s[-1] - s[0]) / (t[-1] - t[0])


@average_velocity.mistake("How fast was the car on the second interval alone?")
def from_the_start(t, s):
    """These are the velocities from the first reading on, not those between neighbours."""
    t, s = floats(t, s)
    return (s[1:] - s[0]) / (t[1:] - t[0])


@average_velocity.mistake("How fast was the car on the first interval alone?")
def mean_of_the_intervals(t, s):
    """The velocities of all intervals are averaged to one number."""
    t, s = floats(t, s)
    return np.mean(np.diff(s) / np.diff(t))


@average_velocity.mistake("How many intervals lie between k readings?")
def zero_in_front(t, s):
    """There is an additional 0 in front: k readings have only k - 1 intervals."""
    t, s = floats(t, s)
    return np.concatenate([[0.0], np.diff(s) / np.diff(t)])


@average_velocity.mistake("How many intervals lie between k readings?")
def zero_at_the_end(t, s):
    """There is an additional 0 at the end: k readings have only k - 1 intervals."""
    t, s = floats(t, s)
    return np.append(np.diff(s) / np.diff(t), 0.0)


@average_velocity.mistake("Which is the last i that `range` reaches?")
def last_interval_missing(t, s):
    """The last interval is missing."""
    t, s = floats(t, s)
    return (np.diff(s) / np.diff(t))[:-1]


@average_velocity.mistake("Which is the first interval?")
def first_interval_missing(t, s):
    """The first interval is missing."""
    t, s = floats(t, s)
    return (np.diff(s) / np.diff(t))[1:]


@average_velocity.mistake("Which neighbours does one interval have?")
def every_second_reading(t, s):
    """The readings on both sides of a reading are compared, two intervals apart."""
    t, s = floats(t, s)
    return (s[2:] - s[:-2]) / (t[2:] - t[:-2])


@average_velocity.mistake("After the last reading, is there a next one?")
def around_the_end(t, s):
    """There is one interval too many, from the last reading back to the first, as `np.roll` or the index -1
    makes it."""
    t, s = floats(t, s)
    return (np.roll(s, -1) - s) / (np.roll(t, -1) - t)


@average_velocity.mistake("Which division keeps the fraction?")
def floor_division(t, s):
    """The velocities are rounded down to whole numbers, as `//` does."""
    t, s = floats(t, s)
    return np.diff(s) // np.diff(t)


@average_velocity.mistake("Which type of numbers can the array hold that you fill?")
def cut_to_the_type_of_the_positions(t, s):
    """Where the positions are integers, the velocities lose their fractions, as in an array by
    `np.zeros_like(s)`."""
    t, converted = floats(t, s)
    return (np.diff(converted) / np.diff(t)).astype(s.dtype)


@average_velocity.mistake("What becomes of 0.5 seconds in your program?")
def cut_to_integers(t, s):
    """The fractions of times and positions are lost: they are converted to integers."""
    return np.diff(s.astype(int)) / np.diff(t.astype(int))


@average_velocity.mistake("What is in the caller's arrays after the call?")
def in_place(t, s):
    """The differences are written into the caller's arrays, as by `s[1:] -= s[:-1]`."""
    s[1:] -= s[:-1].copy()
    t[1:] -= t[:-1].copy()
    return s[1:] / t[1:]


@average_velocity.mistake("Where was the car between the two readings?")
def distance_times_time(t, s):
    """The distances are multiplied by the times instead of divided by them."""
    t, s = floats(t, s)
    return np.diff(s) * np.diff(t)


@average_velocity.mistake("What is the sum of two neighbouring positions good for?")
def mean_positions(t, s):
    """Neighbouring positions are added instead of subtracted."""
    t, s = floats(t, s)
    return (s[1:] + s[:-1]) / (t[1:] - t[:-1])


@average_velocity.mistake("Is it the velocity that is asked for, or the acceleration?")
def acceleration(t, s):
    """The differences are taken twice: this is an acceleration, and for two readings nothing is left."""
    t, s = floats(t, s)
    return np.diff(s, 2) / np.diff(t)[1:]


@average_velocity.mistake("Do your differences belong to the same interval?")
def prepended(t, s):
    """The first position counts as a difference of its own, as with `prepend=0`: k numbers, not k - 1."""
    t, s = floats(t, s)
    return np.diff(s, prepend=0) / np.diff(t, prepend=0)


@average_velocity.mistake("What comes first in Python, the division or the subtraction?")
def brackets_missing(t, s):
    """Without brackets only s_i is divided, by t_{i+1}, as in `s[1:] - s[:-1] / t[1:] - t[:-1]`."""
    t, s = floats(t, s)
    return s[1:] - s[:-1] / t[1:] - t[:-1]


@average_velocity.mistake("How long did it take from one reading to the next?")
def times_added(t, s):
    """Neighbouring times are added instead of subtracted."""
    t, s = floats(t, s)
    return (s[1:] - s[:-1]) / (t[1:] + t[:-1])


@average_velocity.mistake("Where was the car halfway, and how long did it take?")
def both_added(t, s):
    """Neighbouring positions and times are added instead of subtracted."""
    t, s = floats(t, s)
    return (s[1:] + s[:-1]) / (t[1:] + t[:-1])


@average_velocity.mistake("Which reading does your loop ask for when i is the last index?")
def loop_too_long(t, s):
    """It raises IndexError: after the last reading there is no next one."""
    return [(float(s[i + 1]) - float(s[i])) / (float(t[i + 1]) - float(t[i])) for i in range(len(t))]


@average_velocity.mistake("Which reading is s[i - 1] when i = 0?")
def around_the_start(t, s):
    """There is one interval too many, from the first reading back to the last: the index -1 is the last one."""
    t, s = floats(t, s)
    return np.array([(s[i] - s[i - 1]) / (t[i] - t[i - 1]) for i in range(len(t))])


@average_velocity.mistake("When does your `return` come, and how many intervals are done by then?")
def first_interval_only(t, s):
    """Only the velocity on the first interval comes back, as with a `return` inside the loop."""
    t, s = floats(t, s)
    return (s[1] - s[0]) / (t[1] - t[0])


@average_velocity.mistake("Which type of numbers can the array hold that you fill?")
def cut_to_the_type_of_the_times(t, s):
    """Where the times are integers, the velocities lose their fractions, as in an array by `np.zeros_like(t)`."""
    converted, s = floats(t, s)
    return (np.diff(s) / np.diff(converted)).astype(t.dtype)


@average_velocity.mistake("Which type of numbers can the array hold that you fill?")
def velocities_cut_to_integers(t, s):
    """The fractions of the velocities are lost: they are converted to integers."""
    t, s = floats(t, s)
    return (np.diff(s) / np.diff(t)).astype(int)


@average_velocity.mistake("Which shape should the result have?")
def column(t, s):
    """A column comes back instead of a one-dimensional array."""
    t, s = floats(t, s)
    return (np.diff(s) / np.diff(t)).reshape(-1, 1)


@average_velocity.mistake("Which interval comes first in your result?")
def last_interval_first(t, s):
    """The velocities come in reversed order."""
    t, s = floats(t, s)
    return (np.diff(s) / np.diff(t))[::-1]


@average_velocity.mistake("How many digits are asked for?")
def rounded(t, s):
    """The result is rounded to a few decimals."""
    t, s = floats(t, s)
    return np.round(np.diff(s) / np.diff(t), 2)


@average_velocity.mistake("Which velocity has a car that drives back?")
def never_negative(t, s):
    """Where the position decreases, the result is 0."""
    t, s = floats(t, s)
    return np.maximum(np.diff(s) / np.diff(t), 0)


@average_velocity.mistake("How many intervals lie between k readings?")
def gradient_without_its_end(t, s):
    """This is np.gradient without its last value: it mixes neighbouring intervals."""
    t, s = floats(t, s)
    return np.gradient(s, t)[:-1]
