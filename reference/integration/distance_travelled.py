"""Distances from readings of a speed, added up as time goes on."""

import numpy as np

from autograder.authoring import case, exercise, hidden
from reference.integration import data


def reference(t, v):
    d = [0.0]
    for i in range(1, len(t)):
        d.append(d[-1] + (v[i] + v[i - 1]) / 2 * (t[i] - t[i - 1]))
    return np.array(d)


distance_travelled = exercise(
    reference,
    picture="strips",
    pure=True,
    extra=True,
    hints=[
        "How far does one get between the first two readings, and how far between the next two?",
        "Put three columns on paper: how long each interval lasts, the mean of the two speeds at its ends, "
        "and the distance so far. Does your program give the third?",
        "A balance after each deposit, as an example: `np.append(start, start + np.cumsum(deposits))`.",
    ],
)


@distance_travelled.cases
def readings(rng):
    yield case("unequal steps", np.array([1.0, 1.5, 3.0, 3.25]), np.array([2.0, 4.0, 1.0, 6.0]))
    yield case("two readings", np.array([0.0, 2.0]), np.array([1.0, 4.0]))
    yield case("constant speed", np.array([2.0, 2.5, 4.5]), np.array([3.0, 3.0, 3.0]))
    yield case(
        "equal steps, from rest", np.array([0.0, 0.5, 1.0, 1.5, 2.0]), np.array([0.0, 1.0, 5.0, 2.0, 0.0])
    )
    yield case("before and after time 0", np.array([-2.5, -1.0, 0.5, 0.75]), np.array([0.5, 2.5, 1.5, 4.0]))
    yield case("at rest all the time", np.array([1.0, 2.0, 4.0]), np.zeros(3))
    t, v = np.cumsum(rng.uniform(0.1, 1, 8)).round(2) + 3, rng.uniform(0, 9, 8).round(1)
    yield hidden("eight readings", t, v)
    yield hidden("two readings, late", np.array([100.0, 100.5]), np.array([7.5, 2.5]))
    t, v = np.cumsum(rng.uniform(0.5, 2, 150)).round(2), rng.uniform(10, 30, 150).round(1)
    yield hidden("150 readings", t, v)


@distance_travelled.cases
def kinds_of_numbers(rng):
    yield case("integers", np.array([0, 1, 2, 4]), np.array([10, 21, 6, 3]))
    yield case("integers in t only", np.array([2, 3, 7]), np.array([0.5, 1.0, 0.75]))
    yield case("integers in v only", np.array([0.25, 0.75, 2.25]), np.array([3, 4, 1]))
    yield hidden("integers, five readings", np.array([5, 6, 9, 10, 17]), np.array([0, 3, 4, 9, 2]))
    t, v = np.cumsum(rng.uniform(0.1, 1, 6)).round(2), rng.uniform(0, 5, 6).round(1)
    yield hidden("t and v not contiguous", np.repeat(t, 2)[::2], np.repeat(v, 2)[::2])


@distance_travelled.scale
def scale(t, v):
    """Late times cancel in the steps."""
    return float(np.max(np.abs(t)) * np.max(np.abs(v)) * len(t))


@distance_travelled.derivation
def under_straight_pieces(t, v):
    """SymPy integrates the straight line between each pair of readings."""
    corners, area = data.strip()
    times, speeds = [data.exact(x) for x in t], [data.exact(x) for x in v]
    total, distances = 0, [0]
    for piece in zip(times[:-1], times[1:], speeds[:-1], speeds[1:], strict=True):
        total += area.subs(dict(zip(corners, piece, strict=True)))
        distances.append(total)
    return distances


@distance_travelled.drawn
def drawn(draw):
    k = draw.integer(2, 6)
    t = np.cumsum([draw.number(-3, 3), *(draw.number(0.1, 2) for _ in range(k - 1))]).round(3)
    return t, np.array([draw.number(0, 5) for _ in range(k)])


@distance_travelled.right
def with_cumsum(t, v):
    return np.append(0.0, np.cumsum(0.5 * (v[1:] + v[:-1]) * (t[1:] - t[:-1])))


@distance_travelled.right
def np_trapezoid_of_the_beginnings(t, v):
    return np.array([np.trapezoid(v[: i + 1], t[: i + 1]) for i in range(len(t))])


@distance_travelled.right
def filled_in(t, v):
    d = np.zeros(len(t))
    for i in range(len(t) - 1):
        d[i + 1] = d[i] + (v[i] + v[i + 1]) * (t[i + 1] - t[i]) / 2
    return d


@distance_travelled.right
def accumulate(t, v):
    from itertools import accumulate, pairwise

    pieces = [(q - p) * (a + b) / 2 for (p, q), (a, b) in zip(pairwise(t), pairwise(v), strict=True)]
    return list(accumulate(pieces, initial=0.0))


@distance_travelled.right
def as_a_matrix_product(t, v):
    k = len(t)
    mean = (np.eye(k)[1:] + np.eye(k)[:-1]) @ v / 2
    return np.tril(np.ones((k, k - 1)), -1) @ (mean * np.diff(t))


@distance_travelled.right
def recursion_backwards(t, v):
    if len(t) == 1:
        return np.zeros(1)
    before = recursion_backwards(t[:-1], v[:-1])
    return np.append(before, before[-1] + np.mean(v[-2:]) * (t[-1] - t[-2]))


@distance_travelled.right
def rectangles_and_triangles(t, v):
    dt, dv = np.diff(t), np.diff(v)
    return np.insert(np.cumsum(v[:-1] * dt + dv * dt / 2), 0, 0)


def pieces(t, v):
    """What each interval adds."""
    return (v[1:] + v[:-1]) / 2 * np.diff(t)


@distance_travelled.mistake("The speed changes during the interval. Which speed do you use?")
def speed_at_the_beginning(t, v):
    """Each interval is counted with the speed at its beginning."""
    return np.append(0.0, np.cumsum(v[:-1] * np.diff(t)))


@distance_travelled.mistake(
    "The speed changes during the interval. Is it always the one that is reached last?"
)
def speed_at_the_end(t, v):
    """Each interval is counted with the speed at its end."""
    return np.append(0.0, np.cumsum(v[1:] * np.diff(t)))


@distance_travelled.mistake("How far has one come at the first reading, and how many distances come back?")
def without_the_start(t, v):
    """The distance 0 at the first reading is missing, so there is one entry too few."""
    return np.cumsum(pieces(t, v))


@distance_travelled.mistake("How far has one come at the first reading, and how far at the last?")
def start_at_the_end(t, v):
    """The 0 stands behind the other distances and not before them."""
    return np.append(np.cumsum(pieces(t, v)), 0.0)


@distance_travelled.mistake("Was the speed of this moment the speed all the time?")
def speed_times_time(t, v):
    """This is the speed of each moment times its time."""
    return 1.0 * v * t


@distance_travelled.mistake("Was the speed of this moment the speed all the time since the first reading?")
def speed_times_time_since_the_start(t, v):
    """This is the speed of each moment times the time since the first reading."""
    return 1.0 * v * (t - t[0])


@distance_travelled.mistake("Are all intervals equally long?")
def first_step_for_all(t, v):
    """Every interval is given the length of the first one."""
    return np.append(0.0, np.cumsum((v[1:] + v[:-1]) / 2 * (t[1] - t[0])))


@distance_travelled.mistake("Is the mean length of the intervals the length of each?")
def mean_step_for_all(t, v):
    """Every interval is given the mean length of all."""
    return np.append(0.0, np.cumsum((v[1:] + v[:-1]) / 2 * (t[-1] - t[0]) / (len(t) - 1)))


@distance_travelled.mistake("How long does an interval last, when the readings are not one second apart?")
def without_the_steps(t, v):
    """The mean speeds are added up; how long the intervals last plays no role."""
    return np.append(0.0, np.cumsum((v[1:] + v[:-1]) / 2))


@distance_travelled.mistake("At a constant speed of 3, how far does one get in one second?")
def sum_for_mean(t, v):
    """The two speeds of an interval are added, but not halved."""
    return np.append(0.0, np.cumsum((v[1:] + v[:-1]) * np.diff(t)))


@distance_travelled.mistake("What does `a + b / 2` mean in Python?")
def only_one_speed_halved(t, v):
    """Only one of the two speeds is halved, as in `a + b / 2`."""
    return np.append(0.0, np.cumsum((v[:-1] + v[1:] / 2) * np.diff(t)))


@distance_travelled.mistake("What does `a / 2 + b` mean in Python?")
def only_the_first_speed_halved(t, v):
    """Only the first of the two speeds is halved, as in `a / 2 + b`."""
    return np.append(0.0, np.cumsum((v[:-1] / 2 + v[1:]) * np.diff(t)))


@distance_travelled.mistake("How many distances are asked for?")
def total_only(t, v):
    """One number comes back, the distance up to the last reading, and not one for each reading."""
    return float(np.sum(pieces(t, v)))


@distance_travelled.mistake("Does the distance so far include the intervals before?")
def not_added_up(t, v):
    """Each entry is the distance of one interval; they are not added up."""
    return np.append(0.0, pieces(t, v))


@distance_travelled.mistake("Is the mean of all speeds the mean of the speeds so far?")
def mean_of_all_speeds(t, v):
    """The mean of all speeds is multiplied by the time since the first reading."""
    return np.mean(v) * (t - t[0])


@distance_travelled.mistake("At constant steps, how often does a speed between the first and the last count?")
def mean_so_far(t, v):
    """The mean of the speeds so far is multiplied by the time since the first reading."""
    return np.cumsum(v) / np.arange(1, len(v) + 1) * (t - t[0])


@distance_travelled.mistake("How long is an interval: the time of its end, or the time since its beginning?")
def times_for_steps(t, v):
    """The mean speeds are multiplied by the times of the readings, not by the lengths of the intervals."""
    return np.append(0.0, np.cumsum((v[1:] + v[:-1]) / 2 * t[1:]))


@distance_travelled.mistake("Where was the clock when the trip began, and where was the traveller?")
def start_at_the_first_time(t, v):
    """The distances begin at the first time and not at 0."""
    return t[0] + np.append(0.0, np.cumsum(pieces(t, v)))


@distance_travelled.mistake("How far has one come at the first reading?")
def start_at_the_first_speed(t, v):
    """The distances begin at the first speed and not at 0."""
    return v[0] + np.append(0.0, np.cumsum(pieces(t, v)))


@distance_travelled.mistake("Is a later time minus an earlier one positive or negative?")
def steps_backwards(t, v):
    """The steps have the wrong sign: earlier time minus later time."""
    return -np.append(0.0, np.cumsum(pieces(t, v)))


@distance_travelled.mistake("Which is the last interval that your loop reaches?")
def last_interval_missing(t, v):
    """The last interval is left out, so the last distance is 0."""
    d = np.zeros(len(t))
    for i in range(1, len(t) - 1):
        d[i] = d[i - 1] + (v[i] + v[i - 1]) / 2 * (t[i] - t[i - 1])
    return d


@distance_travelled.mistake("What is asked for: how the speed changes, or how far it leads?")
def slope_of_the_speed(t, v):
    """This is the rate at which the speed changes, not the distance."""
    return np.gradient(v, t, edge_order=1) * 1.0


@distance_travelled.mistake("Which division keeps the fraction?")
def floor_division(t, v):
    """The mean of the two speeds is rounded down to a whole number, as `//` does."""
    return np.append(0.0, np.cumsum((v[1:] + v[:-1]) // 2 * np.diff(t)))


@distance_travelled.mistake("Which dtype has `np.zeros_like(v)` when v holds integers?")
def cut_to_the_dtype_of_v(t, v):
    """When v holds integers, the distances lose their fractions."""
    d = np.zeros_like(v)
    for i in range(1, len(t)):
        d[i] = d[i - 1] + (v[i] + v[i - 1]) / 2 * (t[i] - t[i - 1])
    return d


@distance_travelled.mistake("Which dtype has `np.zeros_like(t)` when t holds integers?")
def cut_to_the_dtype_of_t(t, v):
    """When t holds integers, the distances lose their fractions."""
    d = np.zeros_like(t)
    for i in range(1, len(t)):
        d[i] = d[i - 1] + (v[i] + v[i - 1]) / 2 * (t[i] - t[i - 1])
    return d


@distance_travelled.mistake("Print the t you passed in after the call: is it still what it was?")
def times_changed(t, v):
    """The first time is subtracted from the caller's t, as by `t -= t[0]`."""
    t -= t[0]
    return np.append(0.0, np.cumsum(pieces(t, v)))


@distance_travelled.mistake("Print the v you passed in after the call: is it still what it was?")
def written_into_v(t, v):
    """The distances are written into the caller's v (and lose their fractions when it holds integers)."""
    d = np.append(0.0, np.cumsum(pieces(t, v)))
    v[:] = d
    return v


@distance_travelled.mistake("Which dtype has a copy of v when v holds integers?")
def halved_in_place(t, v):
    """It raises when v holds integers: `/=` cannot put fractions into an array of integers."""
    mean = v[1:] + v[:-1]
    mean /= 2
    return np.append(0.0, np.cumsum(mean * np.diff(t)))


@distance_travelled.mistake("What becomes of 0.5 when it is put into an array with the dtype of v?")
def rounded_at_the_end_like_v(t, v):
    """The finished distances are put into an array with the dtype of v; if it holds integers, they lose their
    fractions."""
    d = np.zeros(len(t), dtype=v.dtype)
    d[1:] = np.cumsum(pieces(t, v))
    return d


@distance_travelled.mistake("What becomes of 0.5 when it is put into an array with the dtype of t?")
def rounded_at_the_end_like_t(t, v):
    """The finished distances are put into an array with the dtype of t; if it holds integers, they lose their
    fractions."""
    d = np.zeros(len(t), dtype=t.dtype)
    d[1:] = np.cumsum(pieces(t, v))
    return d


@distance_travelled.mistake("Which dtype has your array of distances?")
def whole_numbers(t, v):
    """All distances are cut to whole numbers."""
    return np.append(0.0, np.cumsum(pieces(t, v))).astype(int)


@distance_travelled.mistake("Do two readings that stand side by side change places when you sort?")
def speeds_sorted(t, v):
    """The speeds are sorted, so they stand at the wrong times."""
    v = np.sort(v)
    return np.append(0.0, np.cumsum(pieces(t, v)))


@distance_travelled.mistake("How much does the speed change, and how large is it meanwhile?")
def difference_for_mean(t, v):
    """Half the difference of the two speeds is used and not half their sum."""
    return np.append(0.0, np.cumsum(np.diff(v) / 2 * np.diff(t)))


@distance_travelled.mistake("Which intervals lie between the first reading and this one?")
def mean_of_first_and_present_speed(t, v):
    """The mean of the first speed and the present one is used for all the time since the first reading."""
    return (v[0] + v) / 2 * (t - t[0])


@distance_travelled.mistake(
    "What is the area of a strip: width times mean height, or mean height divided by the width?"
)
def divided_by_the_steps(t, v):
    """The mean speeds are divided by the lengths of the intervals."""
    return np.append(0.0, np.cumsum((v[1:] + v[:-1]) / 2 / np.diff(t)))


@distance_travelled.mistake("How wide is a strip that belongs to one reading alone?")
def sum_of_speeds_times_a_step(t, v):
    """The speeds are added up and multiplied by the first step; the distance begins with the first speed."""
    return np.cumsum(v) * (t[1] - t[0])
