"""The mean squared error, for arrays of any shape and kind of number."""

import math

import numpy as np
import sympy as sp

from autograder.authoring import case, exercise
from reference.losses import data
from reference.losses.data import half


def reference(y_true, y_pred):
    if np.shape(y_true) != np.shape(y_pred):
        raise ValueError("y_true and y_pred must have one shape")
    error = np.subtract(y_pred, y_true, dtype=float).ravel()
    return error @ error / error.size


mean_squared_error = exercise(
    reference,
    picture="errors",
    pure=True,
    hints=[
        "Take two entries and do it on paper: which three steps turn errors into one number, in which order?",
        "Before anything is subtracted, look at both arguments: which shape has each, and which dtype?",
        (
            "The largest absolute entry of a list or an array, as an example of careful input: "
            "`v = np.asarray(v, dtype=float)`, then raise ValueError `if v.ndim != 1`, then `np.max(np.abs(v))`."
        ),
    ],
)


@mean_squared_error.cases
def shapes(rng):
    yield case("1-D", data.numbers(rng, 5), data.numbers(rng, 5))
    yield case("columns", data.numbers(rng, 4, 1), data.numbers(rng, 4, 1))
    yield case("matrices", data.numbers(rng, 2, 3), data.numbers(rng, 2, 3))
    yield case("one element", np.array([2.0]), np.array([5.0]))
    yield case("errors that cancel", np.zeros(4), np.array([1.0, -1.0, 3.0, -3.0]))
    yield case("no error", np.array([1.5, -2.0]), np.array([1.5, -2.0]))
    yield case("lists", [1, 2, 3], [2, 2, 5])
    yield half("1-D, m=30", data.numbers(rng, 30), data.numbers(rng, 30))
    yield half("3-D", data.numbers(rng, 2, 3, 2), data.numbers(rng, 2, 3, 2))
    yield half("square matrices", data.numbers(rng, 3, 3), data.numbers(rng, 3, 3))
    yield half("rows", data.numbers(rng, 1, 5), data.numbers(rng, 1, 5))
    yield half("nested lists of floats", [[0.5, 2.0], [1.5, -3.0]], [[1.0, 2.5], [4.0, 0.0]])
    yield half("a list and an array", [1.5, 2.0, -1.0], np.array([1.0, 4.5, 3.0]))


@mean_squared_error.cases
def kinds_of_numbers(rng):
    # Differences and squares leave the range of uint8, and of int8.
    yield case("uint8 images", np.array([5, 200, 3], np.uint8), np.array([7, 20, 3], np.uint8))
    yield case(
        "integers, and fractions in y_pred", np.array([2, -1, 3, 0]), np.array([1.5, 0.25, 3.5, -0.75])
    )
    yield case("fractions in y_true, and integers", np.array([1.5, 0.25, 3.5]), np.array([2, -1, 3]))
    yield half(
        "uint8, darker images",
        np.array([[90, 17], [255, 0]], np.uint8),
        np.array([[9, 45], [1, 255]], np.uint8),
    )
    yield case("int8 and int16", np.array([100, -90, 4], np.int8), np.array([-100, 300, -4], np.int16))
    yield half("int8", np.array([100, -90, 4], np.int8), np.array([-100, 60, -4], np.int8))
    yield half("int32, large", np.array([900_000, -5], np.int32), np.array([-700_000, 8], np.int32))
    yield half("uint64", np.array([3, 700, 12], np.uint64), np.array([8, 5, 12], np.uint64))
    yield half("uint8 and floats", np.array([3, 250], np.uint8), np.array([3.5, 251.25]))
    yield half("float32", *(data.numbers(rng, 6).astype(np.float32) for _ in range(2)))
    yield half("float32 and float64", data.numbers(rng, 4).astype(np.float32), data.numbers(rng, 4))
    yield half("not contiguous", data.spread(data.numbers(rng, 3, 2)), data.numbers(rng, 3, 2))
    yield half("read-only", data.read_only(data.numbers(rng, 4)), data.read_only(data.numbers(rng, 4)))


@mean_squared_error.cases
def other_shapes(rng):
    seen, unseen = {"points": 0.5}, {"points": 0.5, "hidden": True}
    for settings, one, other in (
        (seen, (4, 1), (4,)),
        (seen, (3,), (1,)),
        (seen, (2, 3), (3, 2)),
        (seen, (3,), (3, 3)),
        (seen, (1, 3), (3, 1)),
        (seen, (3, 2), (3, 1)),
        (unseen, (4, 1), (1, 4)),
        (unseen, (2, 4), (2, 1)),
        (unseen, (5,), (5, 1)),
        (unseen, (1,), (1, 1)),
        (unseen, (5,), (4,)),
    ):
        yield data.must_raise(
            f"shapes {one} and {other}",
            "1-D",
            data.numbers(rng, *one),
            data.numbers(rng, *other),
            **settings,
        )
    column, row = [[1.0], [2.0], [4.0]], [1.0, 2.5, 3.0]
    yield data.must_raise("lists, a column and a row", "1-D", column, row, **seen)
    yield data.must_raise("lists of other lengths", "1-D", [1.0, 2.0, 3.0], [1.0, 2.0], **unseen)


@mean_squared_error.scale
def scale(y_true, y_pred):
    return float(np.max(np.abs(np.asarray(y_true, float))) + np.max(np.abs(np.asarray(y_pred, float)))) ** 2


@mean_squared_error.derivation
def by_sympy(y_true, y_pred):
    """Exact rational arithmetic. As a function of one number for all y_pred, it is least at the mean."""
    truth = [sp.Rational(float(v)) for v in np.ravel(y_true)]
    guess = [sp.Rational(float(v)) for v in np.ravel(y_pred)]
    c = sp.Symbol("c")
    (least,) = sp.solve(sp.diff(sum((c - t) ** 2 for t in truth) / len(truth), c), c)
    assert least == sum(truth) / len(truth)
    return sum((g - t) ** 2 for g, t in zip(guess, truth, strict=True)) / len(truth)


@mean_squared_error.drawn
def drawn(draw):
    m, k = draw.integer(1, 4), draw.integer(0, 2)
    return tuple(
        np.array([draw.number(-5, 5) for _ in range(m * max(k, 1))]).reshape((m, k) if k else (m,))
        for _ in range(2)
    )


@mean_squared_error.right
def vector_product(y_true, y_pred):
    a, b = np.array(y_true, float), np.array(y_pred, float)
    if a.shape != b.shape:
        raise ValueError
    d = (a - b).flatten()
    return np.dot(d, d) / d.size


@mean_squared_error.right
def loop(y_true, y_pred):
    if np.shape(y_true) != np.shape(y_pred):
        raise ValueError("shapes")
    total, count = 0.0, 0
    for t, p in zip(np.ravel(y_true).tolist(), np.ravel(y_pred).tolist(), strict=True):
        total += (t - p) ** 2
        count += 1
    return total / count


@mean_squared_error.right
def recursive(y_true, y_pred):
    if np.shape(y_true) != np.shape(y_pred):
        raise ValueError("shapes")

    def total(t, p):
        if np.ndim(t) == 0:
            return (float(p) - float(t)) ** 2
        return sum(map(total, t, p))

    return total(y_true, y_pred) / np.size(y_true)


@mean_squared_error.right
def squared_norm(y_true, y_pred):
    y_true, y_pred = np.asarray(y_true), np.asarray(y_pred)
    if y_true.shape != y_pred.shape:
        raise ValueError("shapes")
    return np.linalg.norm((y_true.astype(np.float64) - y_pred).ravel()) ** 2 / y_true.size


@mean_squared_error.right
def expanded(y_true, y_pred):
    a, b = np.asarray(y_true, float), np.asarray(y_pred, float)
    if a.shape != b.shape:
        raise ValueError("shapes")
    return np.mean(a * a) - 2 * np.mean(a * b) + np.mean(b * b)


@mean_squared_error.right
def variance_and_mean(y_true, y_pred):
    e = np.subtract(np.asarray(y_true, float), np.asarray(y_pred, float)) if _one(y_true, y_pred) else None
    return np.var(e) + np.mean(e) ** 2


def _one(a, b):
    if np.array(a).shape == np.array(b).shape:
        return True
    raise ValueError("not one shape")


@mean_squared_error.right
def subtract_with_a_dtype(y_true, y_pred):
    if np.shape(y_true) != np.shape(y_pred):
        raise ValueError("shapes")
    return np.square(np.subtract(y_true, y_pred, dtype=float)).mean()


@mean_squared_error.right
def exact_sum(y_true, y_pred):
    t, p = np.array(y_true, dtype=float), np.array(y_pred, dtype=float)
    if t.ndim != p.ndim or any(i != j for i, j in zip(t.shape, p.shape, strict=True)):
        raise ValueError("shapes")
    return math.fsum(((t - p) ** 2).flat) / len(list(t.flat))


# Mistakes that check the shape and convert to floats: one fault each.


def _floats(y_true, y_pred):
    a, b = np.array(y_true, dtype=float), np.array(y_pred, dtype=float)
    if a.shape != b.shape:
        raise ValueError("shapes")
    return a, b


@mean_squared_error.mistake("What does the M in MSE stand for?")
def sum_without_mean(y_true, y_pred):
    """The squares are added up, but their sum is not divided by their number."""
    a, b = _floats(y_true, y_pred)
    return np.sum((b - a) ** 2)


@mean_squared_error.mistake("Is there a 1/2 in the definition above?")
def half_of_it(y_true, y_pred):
    """This is half the mean squared error, as in the cost J of linear regression."""
    a, b = _floats(y_true, y_pred)
    return np.mean((b - a) ** 2) / 2


@mean_squared_error.mistake("In which unit is your answer: that of y, or that of y squared?")
def root(y_true, y_pred):
    """This is the square root of the mean squared error."""
    a, b = _floats(y_true, y_pred)
    return np.sqrt(np.mean((b - a) ** 2))


@mean_squared_error.mistake("In which unit is your answer, and is it a mean?")
def root_of_the_sum(y_true, y_pred):
    """This is the length of the vector of errors: the root of the sum of their squares."""
    a, b = _floats(y_true, y_pred)
    return np.sqrt(np.sum((b - a) ** 2))


@mean_squared_error.mistake("What has to be divided: the length, or its square?")
def length_over_n(y_true, y_pred):
    """The length of the vector of errors is divided by N; the square of the length is needed."""
    a, b = _floats(y_true, y_pred)
    return np.sqrt(np.sum((b - a) ** 2)) / a.size


@mean_squared_error.mistake("How much worse is an error of 4 than an error of 2?")
def absolute(y_true, y_pred):
    """This is the mean of the absolute errors, not of their squares."""
    a, b = _floats(y_true, y_pred)
    return np.mean(np.abs(b - a))


@mean_squared_error.mistake("May an error of +1 and an error of -1 give zero together?")
def square_of_mean(y_true, y_pred):
    """This is the square of the mean error, in which errors of opposite sign cancel."""
    a, b = _floats(y_true, y_pred)
    return np.mean(b - a) ** 2


@mean_squared_error.mistake("May an error of +1 and an error of -1 give zero together?")
def square_of_sum(y_true, y_pred):
    """The errors are added up before they are squared, so that opposite signs cancel; then comes the
    division."""
    a, b = _floats(y_true, y_pred)
    return np.sum(b - a) ** 2 / a.size


@mean_squared_error.mistake("Where did the square go?")
def mean_error(y_true, y_pred):
    """This is the mean of y_pred - y_true, without any square."""
    a, b = _floats(y_true, y_pred)
    return np.mean(b - a)


@mean_squared_error.mistake("Where did the square go, and what is the sign of the result?")
def mean_error_reversed(y_true, y_pred):
    """This is the mean of y_true - y_pred, without any square."""
    a, b = _floats(y_true, y_pred)
    return np.mean(a - b)


@mean_squared_error.mistake("Square each number first, or subtract first: is that the same?")
def difference_of_squares(y_true, y_pred):
    """The squares of the entries are subtracted, y_pred^2 - y_true^2; the difference has to be squared."""
    a, b = _floats(y_true, y_pred)
    return np.mean(b**2 - a**2)


@mean_squared_error.mistake("Which operator squares, and what does `*` with 2 do?")
def doubled(y_true, y_pred):
    """The errors are doubled, not squared."""
    a, b = _floats(y_true, y_pred)
    return np.mean((b - a) * 2)


@mean_squared_error.mistake("Should the sign of y_true matter?")
def added(y_true, y_pred):
    """The two are added before squaring, not subtracted."""
    a, b = _floats(y_true, y_pred)
    return np.mean((b + a) ** 2)


@mean_squared_error.mistake("Does a loss become smaller when the predictions become worse?")
def negative(y_true, y_pred):
    """This is minus the mean squared error."""
    a, b = _floats(y_true, y_pred)
    return -np.mean((b - a) ** 2)


@mean_squared_error.mistake("How many entries does the mean run over?")
def one_less(y_true, y_pred):
    """The sum is divided by N - 1, as for a sample variance, and not by N."""
    a, b = _floats(y_true, y_pred)
    return np.sum((b - a) ** 2) / np.subtract(a.size, 1.0)


@mean_squared_error.mistake("How many numbers does a matrix with 2 rows and 3 columns hold?")
def rows_for_entries(y_true, y_pred):
    """For matrices, the sum over all entries is divided by the number of rows only, as by `len(y_true)`."""
    a, b = _floats(y_true, y_pred)
    return np.sum((b - a) ** 2) / len(a)


@mean_squared_error.mistake("How many numbers come back for a matrix, and how many should?")
def one_mean_for_each_column(y_true, y_pred):
    """For matrices, a mean for each column comes back, as with axis=0 or when a loop runs over the rows only;
    one mean over all entries is asked for."""
    a, b = _floats(y_true, y_pred)
    return np.mean((b - a) ** 2, axis=0)


@mean_squared_error.mistake("How many numbers come back for a matrix, and how many should?")
def one_mean_for_each_row(y_true, y_pred):
    """For columns and matrices, a mean for each row comes back (the last axis); one mean is asked for."""
    a, b = _floats(y_true, y_pred)
    return np.mean((b - a) ** 2, axis=-1)


@mean_squared_error.mistake("How many numbers come back, and how many should?")
def not_averaged(y_true, y_pred):
    """Every entry's squared error comes back by itself; the mean is missing."""
    a, b = _floats(y_true, y_pred)
    return (b - a) ** 2


@mean_squared_error.mistake("What is left of 0.5 when it is made an integer?")
def everything_cut_to_integers(y_true, y_pred):
    """All numbers lose their fractions, as when they are made integers."""
    a, b = _floats(y_true, y_pred)
    return np.mean((b.astype(int) - a.astype(int)) ** 2)


@mean_squared_error.mistake("Which division keeps the fraction?")
def floor_division(y_true, y_pred):
    """The result is rounded down to a whole number, as `//` does."""
    a, b = _floats(y_true, y_pred)
    return np.sum((b - a) ** 2) // a.size


# The check of the shapes, or the conversion, is missing or done by halves.


@mean_squared_error.mistake("Which shape has the difference of a (4, 1) and a (4,) array?")
def no_check_of_shapes(y_true, y_pred):
    """Nothing is raised for shapes that differ but can be broadcast: all pairs are compared then."""
    return np.mean((np.asarray(y_true, float) - np.asarray(y_pred, float)) ** 2)


@mean_squared_error.mistake("Which shapes have the two arrays of the same length that still do not match?")
def only_lengths_compared(y_true, y_pred):
    """Only the lengths are compared, so that (4, 1) and (4,) pass and are broadcast to 16 differences."""
    a, b = np.asarray(y_true, float), np.asarray(y_pred, float)
    if len(a) != len(b):
        raise ValueError("lengths")
    return np.mean((a - b) ** 2)


@mean_squared_error.mistake("How many entries has a (4, 1) array, and how many a (4,) array?")
def only_sizes_compared(y_true, y_pred):
    """Only the numbers of entries are compared, so that (4, 1) and (4,) pass and are broadcast to 16
    differences."""
    a, b = np.asarray(y_true, float), np.asarray(y_pred, float)
    if a.size != b.size:
        raise ValueError("sizes")
    return np.mean((a - b) ** 2)


@mean_squared_error.mistake("How many axes have (3,) and (1,)? Are they the same shape?")
def only_axes_counted(y_true, y_pred):
    """Only the numbers of axes are compared, so that (3,) and (1,) pass and are broadcast."""
    a, b = np.asarray(y_true, float), np.asarray(y_pred, float)
    if a.ndim != b.ndim:
        raise ValueError("axes")
    return np.mean((a - b) ** 2)


@mean_squared_error.mistake("Which shapes have the same number of entries, and are still not the same?")
def flattened_then_compared(y_true, y_pred):
    """Both are flattened before they are compared, so that (4, 1) and (4,) no longer differ, nor (2, 3) and
    (3, 2)."""
    a, b = np.ravel(np.asarray(y_true, float)), np.ravel(np.asarray(y_pred, float))
    if a.shape != b.shape:
        raise ValueError("shapes")
    return np.mean((a - b) ** 2)


@mean_squared_error.mistake("What happens when one of the flattened arrays has a single entry?")
def flattened_and_not_compared(y_true, y_pred):
    """Both are flattened and not compared: (4, 1) and (4,) pass, and a single entry is broadcast."""
    return np.mean((np.ravel(np.asarray(y_true, float)) - np.ravel(np.asarray(y_pred, float))) ** 2)


@mean_squared_error.mistake("Which exception does the statement name?")
def asserted(y_true, y_pred):
    """For shapes that differ it raises AssertionError, as `assert` does; ValueError is asked for."""
    a, b = np.asarray(y_true, float), np.asarray(y_pred, float)
    assert a.shape == b.shape
    return np.mean((a - b) ** 2)


@mean_squared_error.mistake("Which exception does the statement name?")
def another_exception(y_true, y_pred):
    """For shapes that differ it raises TypeError; ValueError is asked for."""
    a, b = np.asarray(y_true, float), np.asarray(y_pred, float)
    if a.shape != b.shape:
        raise TypeError("shapes")
    return np.mean((a - b) ** 2)


@mean_squared_error.mistake(
    "Which exception does the statement name, and does a plain `Exception` count as one?"
)
def any_exception(y_true, y_pred):
    """For shapes that differ it raises a plain Exception; ValueError is asked for."""
    a, b = np.asarray(y_true, float), np.asarray(y_pred, float)
    if a.shape != b.shape:
        raise Exception("shapes")
    return np.mean((a - b) ** 2)


@mean_squared_error.mistake("What is the difference between `return` and `raise`?")
def returns_nothing(y_true, y_pred):
    """For shapes that differ None comes back, as from a bare `return`, or after a `print`; ValueError has
    to be raised."""
    a, b = np.asarray(y_true, float), np.asarray(y_pred, float)
    return np.mean((a - b) ** 2) if a.shape == b.shape else None


@mean_squared_error.mistake("What is the difference between `return` and `raise`?")
def returns_a_text(y_true, y_pred):
    """For shapes that differ a text comes back; ValueError has to be raised."""
    a, b = np.asarray(y_true, float), np.asarray(y_pred, float)
    return np.mean((a - b) ** 2) if a.shape == b.shape else "ValueError"


@mean_squared_error.mistake("What does nan say to the caller, and what does an exception say?")
def returns_nan(y_true, y_pred):
    """For shapes that differ nan comes back; ValueError has to be raised."""
    a, b = np.asarray(y_true, float), np.asarray(y_pred, float)
    return np.mean((a - b) ** 2) if a.shape == b.shape else np.nan


@mean_squared_error.mistake("Should two arrays that do not match get a perfect score?")
def returns_zero(y_true, y_pred):
    """For shapes that differ 0 comes back; ValueError has to be raised."""
    a, b = np.asarray(y_true, float), np.asarray(y_pred, float)
    return np.mean((a - b) ** 2) if a.shape == b.shape else 0.0


@mean_squared_error.mistake(
    "What is 5 - 7 for numbers that cannot be negative, and how large is the largest uint8?"
)
def wraps_around(y_true, y_pred):
    """Differences or squares of small integers leave the range of their type and wrap around: in uint8,
    5 - 7 is 254, and 180 * 180 is 144."""
    a, b = np.asarray(y_true), np.asarray(y_pred)
    if a.shape != b.shape:
        raise ValueError("shapes")
    return np.mean((a - b) ** 2)


@mean_squared_error.mistake("What is 5 - 7 for numbers that cannot be negative? When do you convert?")
def converted_too_late(y_true, y_pred):
    """The conversion to floats comes after y_true - y_pred: in uint8, 5 - 7 is 254 already."""
    a, b = np.asarray(y_true), np.asarray(y_pred)
    if a.shape != b.shape:
        raise ValueError("shapes")
    return np.mean((a - b).astype(float) ** 2)


@mean_squared_error.mistake("What is 3 - 200 for numbers that cannot be negative? When do you convert?")
def converted_too_late_reversed(y_true, y_pred):
    """The conversion to floats comes after y_pred - y_true: in uint8, 20 - 200 is 76 already."""
    a, b = np.asarray(y_true), np.asarray(y_pred)
    if a.shape != b.shape:
        raise ValueError("shapes")
    return np.mean((b - a).astype(float) ** 2)


@mean_squared_error.mistake("Which attribute does a list not have?")
def arrays_only(y_true, y_pred):
    """Lists raise AttributeError: they have no `.shape`, and no `.astype`."""
    if y_true.shape != y_pred.shape:
        raise ValueError("shapes")
    return np.mean((y_true.astype(float) - y_pred.astype(float)) ** 2)


@mean_squared_error.mistake("Which attribute does a list not have, and what is 5 - 7 in uint8?")
def arrays_only_and_wraps_around(y_true, y_pred):
    """There are two causes: lists have no `.shape`, and small integers wrap around (in uint8, 5 - 7 is
    254)."""
    if y_true.shape != y_pred.shape:
        raise ValueError("shapes")
    return np.mean((y_true - y_pred) ** 2)


@mean_squared_error.mistake("What is `[1, 2] - [2, 2]` in Python, 5 - 7 in uint8, and (4, 1) minus (4,)?")
def formula_only(y_true, y_pred):
    """The formula alone is there: lists raise TypeError, small integers wrap around (in uint8, 5 - 7 is
    254), and shapes that differ are broadcast."""
    return np.mean((y_true - y_pred) ** 2)


@mean_squared_error.mistake("What is 5 - 7 in uint8, and which shape has (4, 1) minus (4,)?")
def arrays_from_lists_only(y_true, y_pred):
    """There are two causes: small integers wrap around (in uint8, 5 - 7 is 254), and shapes that differ
    are broadcast."""
    return np.mean((np.asarray(y_true) - np.asarray(y_pred)) ** 2)


@mean_squared_error.mistake("What happens to a list of lists, and to (3,) against (3, 3)?")
def sum_of_a_zip(y_true, y_pred):
    """There are two causes: `zip` ends with the shorter argument without a word, and runs over rows, not
    entries."""
    pairs = list(zip(np.asarray(y_true, float), np.asarray(y_pred, float), strict=False))
    return sum((p - t) ** 2 for t, p in pairs) / len(pairs)


@mean_squared_error.mistake("How many numbers does `zip` yield when one argument is shorter?")
def shorter_decides(y_true, y_pred):
    """Nothing is raised for shapes that differ: the entries are paired one by one until one side ends."""
    pairs = list(zip(np.ravel(y_true).tolist(), np.ravel(y_pred).tolist(), strict=False))
    return sum((t - p) ** 2 for t, p in pairs) / len(pairs)


@mean_squared_error.mistake("Print y_pred after the call: is it still what it was?")
def in_place(y_true, y_pred):
    """The errors are written into the caller's y_pred where it holds floats, as by `y_pred -= ...`."""
    a, b = np.asarray(y_true, float), np.asarray(y_pred, float)
    if a.shape != b.shape:
        raise ValueError("shapes")
    b -= a
    return np.mean(b**2)


@mean_squared_error.mistake("Print y_true after the call: is it still what it was?")
def in_place_in_the_truth(y_true, y_pred):
    """The errors are written into the caller's y_true where it holds floats, as by `y_true -= ...`."""
    a, b = np.asarray(y_true, float), np.asarray(y_pred, float)
    if a.shape != b.shape:
        raise ValueError("shapes")
    a -= b
    return np.mean(a**2)


@mean_squared_error.mistake("Which dtype has y_true, and what becomes of 0.25 in it?")
def cut_to_the_kind_of_the_truth(y_true, y_pred):
    """y_pred is given the dtype of y_true: where y_true holds integers, fractions are lost, and where it
    holds uint8, numbers wrap around."""
    a = np.asarray(y_true)
    b = np.asarray(y_pred).astype(a.dtype)
    if a.shape != b.shape:
        raise ValueError("shapes")
    return np.mean((b - a) ** 2)


@mean_squared_error.mistake("Which dtype has `np.zeros_like(y_true)` when y_true holds integers?")
def errors_cut_to_the_kind_of_the_truth(y_true, y_pred):
    """Where y_true holds integers, the errors lose their fractions: they are stored in an array like
    y_true."""
    a, b = _floats(y_true, y_pred)
    e = np.zeros_like(np.asarray(y_true))
    e[...] = b - a
    return np.mean(e.astype(float) ** 2)


@mean_squared_error.mistake("Which dtype has `np.zeros_like(y_pred)` when y_pred holds integers?")
def errors_cut_to_the_kind_of_the_prediction(y_true, y_pred):
    """Where y_pred holds integers, the errors lose their fractions: they are stored in an array like
    y_pred."""
    a, b = _floats(y_true, y_pred)
    e = np.zeros_like(np.asarray(y_pred))
    e[...] = b - a
    return np.mean(e.astype(float) ** 2)


# Two faults at once, as they often come together.


@mean_squared_error.mistake("Is there a 1/2 in the definition, and which shape has (4, 1) minus (4,)?")
def half_of_it_unchecked(y_true, y_pred):
    """There are two causes: this is half the mean squared error, and shapes that differ are broadcast."""
    return np.mean((np.asarray(y_true, float) - np.asarray(y_pred, float)) ** 2) / 2


@mean_squared_error.mistake("What does the M in MSE stand for, and which shape has (4, 1) minus (4,)?")
def sum_unchecked(y_true, y_pred):
    """There are two causes: the sum is not divided by N, and shapes that differ are broadcast."""
    return np.sum((np.asarray(y_true, float) - np.asarray(y_pred, float)) ** 2)


@mean_squared_error.mistake("In which unit is your answer, and which shape has (4, 1) minus (4,)?")
def root_unchecked(y_true, y_pred):
    """There are two causes: this is the root of the mean squared error, and shapes that differ are
    broadcast."""
    return np.sqrt(np.mean((np.asarray(y_true, float) - np.asarray(y_pred, float)) ** 2))


@mean_squared_error.mistake("Is there a 1/2 in the definition above? Then try lists, uint8, and two shapes.")
def half_of_the_formula_only(y_true, y_pred):
    """There are several causes: this is half the mean squared error, lists raise TypeError, small integers
    wrap around, and shapes that differ are broadcast."""
    return np.mean((y_true - y_pred) ** 2) / 2


@mean_squared_error.mistake("What does the M in MSE stand for? Then try lists, uint8, and two shapes.")
def sum_of_the_formula_only(y_true, y_pred):
    """There are several causes: the sum is not divided by N, lists raise TypeError, small integers wrap
    around, and shapes that differ are broadcast."""
    return np.sum((y_true - y_pred) ** 2)


@mean_squared_error.mistake("Is there a 1/2 in the definition above, and what is 5 - 7 in uint8?")
def half_of_it_and_wraps_around(y_true, y_pred):
    """There are two causes: this is half the mean squared error, and small integers wrap around."""
    a, b = np.asarray(y_true), np.asarray(y_pred)
    if a.shape != b.shape:
        raise ValueError("shapes")
    return np.mean((a - b) ** 2) / 2


@mean_squared_error.mistake("Which shapes of the same length do not match, and what is 5 - 7 in uint8?")
def only_lengths_compared_and_wraps_around(y_true, y_pred):
    """There are two causes: only the lengths are compared, and small integers wrap around."""
    a, b = np.asarray(y_true), np.asarray(y_pred)
    if len(a) != len(b):
        raise ValueError("lengths")
    return np.mean((a - b) ** 2)


# More ways to get one thing wrong.


@mean_squared_error.mistake("How many digits does a float32 hold?")
def digits_lost_in_float32(y_true, y_pred):
    """All numbers are made float32, which holds about 7 digits; 9 are asked for."""
    a, b = np.asarray(y_true, np.float32), np.asarray(y_pred, np.float32)
    if a.shape != b.shape:
        raise ValueError("shapes")
    return np.mean((a - b) ** 2)


@mean_squared_error.mistake("Which types besides uint8 have a largest number?")
def only_unsigned_integers_converted(y_true, y_pred):
    """Only unsigned integers become floats before the subtraction; int8 and the like still wrap around."""
    a, b = (v.astype(float) if v.dtype.kind == "u" else v for v in map(np.asarray, (y_true, y_pred)))
    if a.shape != b.shape:
        raise ValueError("shapes")
    return np.mean((a - b) ** 2)


@mean_squared_error.mistake("Is (4, 1) the same shape as (4,)?")
def axes_of_length_one_dropped(y_true, y_pred):
    """Axes of length 1 are dropped before the shapes are compared, so that (4, 1) and (4,) no longer
    differ."""
    a, b = np.asarray(y_true, float).squeeze(), np.asarray(y_pred, float).squeeze()
    if a.shape != b.shape:
        raise ValueError("shapes")
    return np.mean((a - b) ** 2)


@mean_squared_error.mistake("Two matrices of the shape (2, 3): where does the ValueError come from?")
def one_dimensional_only(y_true, y_pred):
    """Columns and matrices raise ValueError, as from `e @ e`, or from a check that goes too far: any shape
    with at least one axis is allowed."""
    a, b = _floats(y_true, y_pred)
    if a.ndim != 1:
        raise ValueError("one axis")
    return np.mean((a - b) ** 2)


@mean_squared_error.mistake("How many axes has a 1-D array, and which number has the first?")
def second_axis(y_true, y_pred):
    """One-dimensional arrays raise an IndexError, and for others one number for each row comes back, as with
    axis=1."""
    a, b = _floats(y_true, y_pred)
    return np.mean((b - a) ** 2, axis=1)


@mean_squared_error.mistake("How often is the sum divided by the number of entries?")
def divided_twice(y_true, y_pred):
    """The mean is divided by N once more."""
    a, b = _floats(y_true, y_pred)
    return np.mean((b - a) ** 2) / a.size


@mean_squared_error.mistake("What does a constant error of 1 cost?")
def variance(y_true, y_pred):
    """This is the variance of the errors: their mean is subtracted before they are squared."""
    a, b = _floats(y_true, y_pred)
    return np.var(b - a)


@mean_squared_error.mistake("Is the largest error all that counts?")
def largest(y_true, y_pred):
    """The largest of the squared errors comes back, not their mean."""
    a, b = _floats(y_true, y_pred)
    return np.max((b - a) ** 2)


@mean_squared_error.mistake("Which M is meant: mean or median?")
def median(y_true, y_pred):
    """This is the median of the squared errors, not their mean."""
    a, b = _floats(y_true, y_pred)
    return np.median((b - a) ** 2)


@mean_squared_error.mistake("What do the brackets around the difference do?")
def only_the_prediction_squared(y_true, y_pred):
    """Only y_pred is squared, as in `y_true - y_pred**2`: brackets around the difference are missing."""
    a, b = _floats(y_true, y_pred)
    return np.mean(a - b**2)


@mean_squared_error.mistake("Does an error of 1 weigh less when the truth is large?")
def relative_errors(y_true, y_pred):
    """The errors are divided by y_true before they are squared."""
    a, b = _floats(y_true, y_pred)
    return np.mean(((b - a) / a) ** 2)


@mean_squared_error.mistake("What is the shape of [[1.0], [2.0]]?")
def only_arrays_compared(y_true, y_pred):
    """The shapes of arrays are compared, but those of lists are not: lists that can be broadcast pass."""
    both_arrays = isinstance(y_true, np.ndarray) and isinstance(y_pred, np.ndarray)
    if both_arrays and y_true.shape != y_pred.shape:
        raise ValueError("shapes")
    return np.mean((np.asarray(y_true, float) - np.asarray(y_pred, float)) ** 2)
