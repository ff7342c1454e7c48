"""The slope of a function in a direction, from its gradient."""

import math
from dataclasses import replace
from functools import partial

import numpy as np
import sympy as sp

from autograder.authoring import case, exercise, hidden, raising
from reference.partial_derivatives import data


def reference(gradient, direction):
    g, u = gradient.astype(float), direction.astype(float)
    length = math.hypot(*u)
    if length == 0.0:
        raise ValueError("no direction")
    return np.sum(g * (u / length))


directional_derivative = exercise(
    reference,
    pure=True,
    extra=True,
    hints=[
        "Is the slope of a hill in a direction different if you draw the arrow twice as long?",
        (
            "How long is the arrow (3, 4)? Which arrow of length 1 points the same way, and what is its dot "
            "product with the gradient?"
        ),
        (
            "The cosine of an angle, as an example: `p @ q / (np.linalg.norm(p) * np.linalg.norm(q))`. And a check "
            "before a division: `if total == 0: raise ValueError('nothing to divide by')`."
        ),
    ],
)

shown, unseen = partial(case, points=0.5), partial(hidden, points=0.5)
G = np.array([2.0, -1.0, 3.0])


@directional_derivative.cases
def directions(rng):
    yield case("not of length 1", G, np.array([1.0, 2.0, 2.0]))
    yield shown("along an axis", G, np.array([0.0, 1.0, 0.0]))
    yield case("integers", np.array([5, 2]), np.array([3, -4]))
    yield shown("against the gradient", np.array([1.5, -2.0]), np.array([-1.5, 2.0]))
    yield shown("a very short arrow", np.array([1.0, 3.0]), np.array([1.2e-12, 1.6e-12]))
    yield shown("one variable, to the left", np.array([2.5]), np.array([-4.0]))
    # Exactly 0 in whatever order it is summed, because the numbers are small integers.
    yield shown("along a contour", np.array([2.0, -1.0]), np.array([1.0, 2.0]), needs="not of length 1")
    yield shown("entries that add up to 0", np.array([1.5, 0.5]), np.array([3.0, -3.0]))
    yield shown("gradient zero", np.zeros(3), np.array([1.0, -2.0, 0.5]), needs="not of length 1")
    yield unseen("a long arrow", G, np.array([1000.0, -2000.0, 2000.0]))
    yield unseen("six variables", rng.normal(size=6).round(1), rng.normal(size=6).round(1))


@directional_derivative.cases
def no_direction(rng):
    yield raising("the zero vector", ValueError, np.array([2.0, -1.0]), np.zeros(2))
    integers = raising("a zero vector of integers", ValueError, np.array([2.0, 1.0, 4.0]), np.zeros(3, int))
    yield replace(integers, hidden=True, points=0.5)


@directional_derivative.cases
def types_of_numbers(rng):
    yield shown("int8, squares of more than 127", np.array([2.5, -1.0]), np.array([100, 75], dtype=np.int8))
    yield shown(
        "int8, products of more than 127",
        np.array([100, 50], dtype=np.int8),
        np.array([6, -8], dtype=np.int8),
    )
    yield unseen("integer gradient only", np.array([7, -2, 3]), np.array([0.5, 1.5, -1.0]))
    yield unseen("integer direction only", np.array([0.25, -1.5]), np.array([2, 5]))
    yield unseen("float32", np.array([0.5, 1.25], np.float32), np.array([1.5, -2.0], np.float32))
    yield unseen("uint8", np.array([200, 3], dtype=np.uint8), np.array([180, 240], dtype=np.uint8))
    yield unseen(
        "int64, squares of more than 9e18", np.array([5, -2]), np.array([6_000_000_000, 8_000_000_000])
    )
    yield unseen(
        "read-only and not contiguous",
        data.read_only(np.array([1.5, -0.5, 2.0])),
        data.spread(np.array([2.0, 0.5, -1.5])),
    )


@directional_derivative.scale
def scale(gradient, direction):
    g, u = gradient.astype(float), direction.astype(float)
    return float(np.abs(g) @ np.abs(u) / max(np.linalg.norm(u), 1e-300))


@directional_derivative.derivation
def along_a_line(gradient, direction):
    """A function with this gradient at 0 is differentiated along a line, walked at speed 1."""
    n = len(gradient)
    v, t = data.symbols(n), sp.Symbol("t", real=True)
    linear = sum(data.exact(g) * s for g, s in zip(gradient, v, strict=True))
    curved = sum(s**2 for s in v) + sp.prod(v) * v[0]
    u = sp.Matrix([data.exact(d) for d in direction])
    line = {s: t * d / u.norm() for s, d in zip(v, u, strict=True)}
    return sp.diff((linear + curved).subs(line, simultaneous=True), t).subs(t, 0).evalf(30)


@directional_derivative.drawn
def drawn(draw):
    n = draw.integer(1, 4)
    direction = np.array([draw.number(-5, 5) for _ in range(n)])
    direction[0] = draw.number(0.5, 3)
    return np.array([draw.number(-5, 5) for _ in range(n)]), direction


@directional_derivative.right
def by_norm(gradient, direction):
    length = np.linalg.norm(direction)
    if not length:
        raise ValueError("zero")
    return gradient @ (direction / length)


@directional_derivative.right
def by_any(gradient, direction):
    if not np.any(direction):
        raise ValueError("the direction is zero")
    u = direction.astype(float)
    return np.dot(gradient, u) / np.sqrt(np.dot(u, u))


@directional_derivative.right
def plain_python(gradient, direction):
    g, u = gradient.tolist(), direction.tolist()
    length = math.sqrt(sum(v * v for v in u))
    if length == 0:
        raise ValueError
    return sum(p * q for p, q in zip(g, u, strict=True)) / length


class NoDirectionError(ValueError):
    pass


@directional_derivative.right
def with_an_error_of_its_own(gradient, direction):
    if (direction == 0).all():
        raise ValueError(f"{direction} has no direction")
    u = np.array(direction, dtype=np.float64)
    u /= np.linalg.norm(u)
    return float(np.sum(gradient * u))


@directional_derivative.right
def zero_division_translated(gradient, direction):
    length = float(np.linalg.norm(direction))
    try:
        return float(np.dot(gradient.astype(float), direction)) / length
    except ZeroDivisionError:
        raise ValueError("zero direction") from None


@directional_derivative.right
def by_the_angle(gradient, direction):
    g, u = gradient.astype(float), direction.astype(float)
    size, length = np.linalg.norm(g), np.linalg.norm(u)
    if length == 0:
        raise ValueError("zero direction")
    if size == 0:
        return 0.0
    cosine = g @ u / (size * length)
    return size * cosine


@directional_derivative.right
def by_einsum(gradient, direction):
    u = np.asarray(direction, float)
    squared = np.einsum("i,i", u, u)
    if squared == 0:
        raise ValueError("zero direction")
    return np.einsum("i,i", np.asarray(gradient, float), u) * squared**-0.5


@directional_derivative.right
def scaled_first(gradient, direction):
    u = direction.astype(float)
    largest = np.max(np.abs(u))
    if largest == 0:
        raise ValueError("zero direction")
    u = u / largest
    return np.inner(gradient, u) / np.hypot.reduce(u)


def checked(direction):
    """What most of the wrong programs below get right: arrays of floats, and the zero vector."""
    u = np.asarray(direction, float)
    if not np.any(u):
        raise ValueError("zero direction")
    return u


@directional_derivative.mistake("Is the hill steeper if you draw a longer arrow?")
def not_normalised(gradient, direction):
    """The result grows with the length of the arrow: it is not divided by it."""
    return np.dot(gradient, checked(direction))


@directional_derivative.mistake(
    "Is the hill steeper if you draw a longer arrow, and what if there is no arrow?"
)
def not_normalised_and_not_checked(gradient, direction):
    """The result grows with the length of the arrow, and nothing is raised for the zero vector."""
    return np.dot(np.asarray(gradient, float), np.asarray(direction, float))


@directional_derivative.mistake("On a hill that is twice as steep, is your result twice as large?")
def cosine(gradient, direction):
    """The result is divided by the length of the gradient as well: this is the cosine of the angle between
    them."""
    u = checked(direction)
    return np.dot(gradient, u) / np.linalg.norm(u) / np.linalg.norm(gradient)


@directional_derivative.mistake("Which of the two arrows has to be made one unit long?")
def by_the_length_of_the_gradient(gradient, direction):
    """The result is divided by the length of the gradient, and not by that of the direction."""
    u = checked(direction)
    return np.dot(gradient, u) / np.linalg.norm(gradient)


@directional_derivative.mistake("How long is the arrow (3, 4)?")
def by_the_sum_of_sizes(gradient, direction):
    """The result is divided by |u_1| + ... + |u_n|, which is not the length of the arrow."""
    u = checked(direction)
    return np.dot(gradient, u) / np.sum(np.abs(u))


@directional_derivative.mistake("How long is the arrow (3, 4)?")
def by_the_largest_entry(gradient, direction):
    """The result is divided by the largest |u_i|, which is not the length of the arrow."""
    u = checked(direction)
    return np.dot(gradient, u) / np.max(np.abs(u))


@directional_derivative.mistake("How long is the arrow (3, 4)?")
def by_the_square(gradient, direction):
    """The result is divided by the square of the length; the root is missing."""
    u = checked(direction)
    return np.dot(gradient, u) / np.dot(u, u)


@directional_derivative.mistake("What does `len` count?")
def by_the_number_of_entries(gradient, direction):
    """The result is divided by the number of entries, which is not the length of the arrow."""
    u = checked(direction)
    return np.dot(gradient, u) / len(u)


@directional_derivative.mistake("Can the entries of an arrow cancel in its length?")
def by_the_sum(gradient, direction):
    """The result is divided by the sum of the entries, which is not the length of the arrow."""
    u = checked(direction)
    return np.dot(gradient, u) / np.sum(u)


@directional_derivative.mistake(
    "What is the square root of a mean of squares, and how long is the arrow (1, 1)?"
)
def root_of_the_mean_square(gradient, direction):
    """The result is divided by the root of the mean of the squares, not by that of their sum."""
    u = checked(direction)
    return np.dot(gradient, u) / np.sqrt(np.mean(u * u))


@directional_derivative.mistake("If you make an arrow longer, should the slope grow or stay the same?")
def multiplied_by_the_length(gradient, direction):
    """The dot product is multiplied by the length instead of divided by it."""
    u = checked(direction)
    return np.dot(gradient, u) * np.linalg.norm(u)


@directional_derivative.mistake("How many numbers describe the slope in one direction?")
def not_summed(gradient, direction):
    """The products come back one by one: the sum of the dot product is missing."""
    u = checked(direction)
    return gradient * u / np.linalg.norm(u)


@directional_derivative.mistake("How many numbers describe the slope in one direction?")
def unit_vector(gradient, direction):
    """This is the arrow of length 1; the gradient does not enter."""
    u = checked(direction)
    return u / np.linalg.norm(u)


@directional_derivative.mistake("How many numbers describe the slope in one direction?")
def projection(gradient, direction):
    """This is an arrow, the projection of the gradient on the direction, and not its signed length."""
    u = checked(direction)
    return np.dot(gradient, u) / np.dot(u, u) * u


@directional_derivative.mistake("In which direction does your formula look?")
def length_of_the_gradient(gradient, direction):
    """This is the length of the gradient, the slope in the steepest direction; the direction does not enter."""
    checked(direction)
    return np.linalg.norm(gradient)


@directional_derivative.mistake("What does your function do when there is no direction?")
def zero_vector_not_checked(gradient, direction):
    """For the zero vector nothing is raised: in NumPy 0/0 is nan, and a warning."""
    u = np.asarray(direction, float)
    return np.dot(gradient, u) / np.linalg.norm(u)


@directional_derivative.mistake("What does the statement ask for when there is no direction?")
def zero_for_the_zero_vector(gradient, direction):
    """For the zero vector 0 is returned, and nothing is raised."""
    u = np.asarray(direction, float)
    return np.dot(gradient, u) / np.linalg.norm(u) if np.any(u) else 0.0


@directional_derivative.mistake("What does the statement ask for when there is no direction?")
def none_for_the_zero_vector(gradient, direction):
    """For the zero vector None is returned, and nothing is raised."""
    u = np.asarray(direction, float)
    return np.dot(gradient, u) / np.linalg.norm(u) if np.any(u) else None


@directional_derivative.mistake("Raised or returned?")
def text_returned(gradient, direction):
    """For the zero vector a text is returned, and nothing is raised."""
    u = np.asarray(direction, float)
    if not np.any(u):
        return "zero direction"
    return np.dot(gradient, u) / np.linalg.norm(u)


@directional_derivative.mistake("Which class of exception is asked for?")
def zero_division(gradient, direction):
    """For the zero vector ZeroDivisionError is raised, which is not a ValueError: Python's own division does
    that."""
    u = np.asarray(direction, float)
    return float(np.dot(gradient, u)) / float(np.linalg.norm(u))


@directional_derivative.mistake("Which class of exception is asked for?")
def another_class(gradient, direction):
    """For the zero vector an exception is raised that is no ValueError but of a general class."""
    u = np.asarray(direction, float)
    if not np.any(u):
        raise Exception("zero direction")
    return np.dot(gradient, u) / np.linalg.norm(u)


@directional_derivative.mistake("Which class of exception does `assert` raise?")
def asserted(gradient, direction):
    """For the zero vector AssertionError is raised, which is not a ValueError."""
    u = np.asarray(direction, float)
    assert np.any(u)
    return np.dot(gradient, u) / np.linalg.norm(u)


@directional_derivative.mistake("Has (0, 1, 0) a direction?")
def raises_for_one_zero(gradient, direction):
    """ValueError is raised as soon as one entry is 0, but only the arrow with all entries 0 has no direction."""
    u = np.asarray(direction, float)
    if not np.all(u):
        raise ValueError("zero direction")
    return np.dot(gradient, u) / np.linalg.norm(u)


@directional_derivative.mistake("Has (3, -3) a direction?")
def raises_for_sum_zero(gradient, direction):
    """ValueError is raised when the entries add up to 0, but such an arrow has a direction."""
    u = np.asarray(direction, float)
    if np.sum(u) == 0:
        raise ValueError("zero direction")
    return np.dot(gradient, u) / np.linalg.norm(u)


@directional_derivative.mistake("Has an arrow of length 1e-10 a direction?")
def raises_for_short_arrows(gradient, direction):
    """ValueError is raised for very short arrows, as `np.allclose(..., 0)` calls them zero."""
    u = np.asarray(direction, float)
    if np.allclose(u, 0):
        raise ValueError("zero direction")
    return np.dot(gradient, u) / np.linalg.norm(u)


@directional_derivative.mistake("What is your result for an arrow of length 1e-10?")
def something_added_to_the_length(gradient, direction):
    """A small number is added to the length against division by 0, which changes the result for short arrows,
    and nothing is raised."""
    u = np.asarray(direction, float)
    return np.dot(gradient, u) / (np.linalg.norm(u) + 1e-12)


@directional_derivative.mistake("What is your result for an arrow of length 1e-10?")
def more_added_to_the_length(gradient, direction):
    """1e-8 is added to the length against division by 0, which changes the result, and nothing is raised."""
    u = np.asarray(direction, float)
    return np.dot(gradient, u) / (np.linalg.norm(u) + 1e-8)


@directional_derivative.mistake("May a slope be negative?")
def absolute(gradient, direction):
    """The sign of the slope is lost."""
    u = checked(direction)
    return abs(np.dot(gradient, u)) / np.linalg.norm(u)


@directional_derivative.mistake("Is it the slope uphill or downhill that is positive?")
def opposite_sign(gradient, direction):
    """The sign is the opposite one."""
    u = checked(direction)
    return -np.dot(gradient, u) / np.linalg.norm(u)


@directional_derivative.mistake("What is 100 * 100 in an array that holds at most 127?")
def squares_wrap(gradient, direction):
    """In a small integer type such as int8 the squares of the entries wrap around before they are summed."""
    if not np.any(direction):
        raise ValueError("zero direction")
    return np.dot(gradient.astype(float), direction) / np.sqrt(np.sum(direction**2, dtype=float))


@directional_derivative.mistake("What is 100 * 6 in an array that holds at most 127?")
def products_wrap(gradient, direction):
    """In a small integer type such as int8 the dot product wraps around."""
    if not np.any(direction):
        raise ValueError("zero direction")
    return np.dot(gradient, direction) / np.linalg.norm(direction)


@directional_derivative.mistake("Which operations of your program run in a type that holds at most 127?")
def squares_and_products_wrap(gradient, direction):
    """In a small integer type such as int8 both the dot product and the sum of the squares wrap around."""
    if not np.any(direction):
        raise ValueError("zero direction")
    return np.dot(gradient, direction) / np.sqrt(np.dot(direction, direction).astype(float))


@directional_derivative.mistake("What is in the caller's array direction after the call?")
def in_place(gradient, direction):
    """The caller's direction is divided by its length in place, as by `/=` (which raises for integers)."""
    if not np.any(direction):
        raise ValueError("zero direction")
    direction /= np.linalg.norm(direction)
    return np.dot(gradient, direction)


@directional_derivative.mistake(
    "Which type of numbers can an array hold that is made like an array of integers?"
)
def unit_vector_cut_to_integers(gradient, direction):
    """Where the direction holds integers, the arrow of length 1 loses its fractions."""
    u = checked(direction)
    return np.dot(gradient, (u / np.linalg.norm(u)).astype(direction.dtype))


@directional_derivative.mistake("How many variables may f have?")
def two_variables_only(gradient, direction):
    """Only the first two entries of an arrow enter (and with one entry it raises)."""
    checked(direction)
    length = np.sqrt(float(direction[0]) ** 2 + float(direction[1]) ** 2)
    return (gradient[0] * float(direction[0]) + gradient[1] * float(direction[1])) / length


@directional_derivative.mistake("To what does your square root apply?")
def root_of_all(gradient, direction):
    """The square root is taken of the whole quotient."""
    u = checked(direction)
    return np.sqrt(np.dot(gradient, u) / np.dot(u, u))


@directional_derivative.mistake(
    "What does your formula give for no direction at all, and in a type that holds at most 127?"
)
def plain_formula(gradient, direction):
    """For the zero vector nothing is raised, and in a small integer type such as int8 the dot product wraps
    around."""
    return np.dot(gradient, direction) / np.linalg.norm(direction)


@directional_derivative.mistake(
    "Is the hill steeper if you draw a longer arrow, and what if there is no arrow?"
)
def plain_dot_product(gradient, direction):
    """This is the dot product alone: not divided by the length, nothing is raised for the zero vector, and in a
    small integer type such as int8 it wraps around."""
    return np.dot(gradient, direction)


@directional_derivative.mistake("Does a gradient of zeros make the question meaningless, or is the slope 0?")
def raises_for_gradient_zero(gradient, direction):
    """ValueError is raised when the gradient is zero; there the slope is 0 in every direction."""
    u = checked(direction)
    if not np.any(gradient):
        raise ValueError("zero gradient")
    return np.dot(gradient, u) / np.linalg.norm(u)


@directional_derivative.mistake("How many answers has `direction == 0`, and how many does `if` want?")
def array_compared_as_a_whole(gradient, direction):
    """ValueError is raised for every arrow with several entries: `if direction == 0` asks each entry, and an
    array of answers is not True or False."""
    u = np.asarray(direction, float)
    if u == 0:
        raise ValueError("zero direction")
    return np.dot(gradient, u) / np.linalg.norm(u)


@directional_derivative.mistake("Can a copy of an array of integers be divided in place?")
def copy_of_integers(gradient, direction):
    """It raises when the direction holds integers: `/=` cannot put fractions into a copy that holds integers."""
    if not np.any(direction):
        raise ValueError("zero direction")
    u = direction.copy()
    u /= np.linalg.norm(u)
    return np.dot(gradient.astype(float), u)


@directional_derivative.mistake("How many entries of the arrow enter its length?")
def length_of_the_first_two(gradient, direction):
    """Only the first two entries enter the length of the arrow (and with one entry it raises)."""
    u = checked(direction)
    return np.dot(gradient, u) / np.sqrt(u[0] ** 2 + u[1] ** 2)


@directional_derivative.mistake("Is 9 digits more than you give?")
def rounded(gradient, direction):
    """The result is rounded to a few decimals."""
    u = checked(direction)
    return np.round(np.dot(gradient, u) / np.linalg.norm(u), 2)


@directional_derivative.mistake("May a slope be negative?")
def never_negative(gradient, direction):
    """Where the slope is negative, the result is 0."""
    u = checked(direction)
    return max(0.0, np.dot(gradient, u) / np.linalg.norm(u))


@directional_derivative.mistake("What is asked for, a slope or an angle?")
def angle(gradient, direction):
    """This is the angle between the two arrows, not the slope."""
    u = checked(direction)
    return np.arccos(np.dot(gradient, u) / np.linalg.norm(u) / np.linalg.norm(gradient))


@directional_derivative.mistake("What is your slope for an arrow shorter than 1?")
def short_arrows_not_stretched(gradient, direction):
    """Arrows shorter than 1 are not made longer: the result is divided by the length only where that is above
    1."""
    u = checked(direction)
    return np.dot(gradient, u) / max(np.linalg.norm(u), 1.0)
