"""The slope of ReLU, with the convention that it is 0 at the kink."""

import numpy as np
import sympy as sp

from autograder.authoring import case, exercise, hidden
from reference.activations import data


def reference(z):
    return 1.0 * (z > 0)


relu_derivative = exercise(
    reference,
    picture="curve",
    pure=True,
    hints=[
        "How steep is ReLU on the left of 0, on the right of 0, and what does the task ask for at 0?",
        (
            "The slope is one of two numbers. Which question about an entry of z decides between them, and "
            "what is the answer to it at exactly 0?"
        ),
        (
            "The slope of |v|, with 0 at the kink, as an example: `np.sign(v)`. It is made of comparisons "
            "with 0 alone; how large v is does not matter."
        ),
    ],
)


@relu_derivative.cases
def shapes(rng):
    yield case("1-D with 0", np.array([-2.0, -1e-12, 0.0, 1e-12, 3.0]))
    yield case("2-D", data.numbers(rng, 3, 2))
    yield case("a number", 2.0)
    yield case("a negative number", -2.0)
    yield case("integers", np.array([-3, 2, 4]))
    yield case("two numbers", np.array([5.0, -5.0]))
    yield hidden("1-D, more numbers", np.array([1.5, -0.25, 0.5, 4.0, -7.5, 0.125, -1.0]))
    yield hidden("3-D", data.numbers(rng, 2, 3, 2))
    yield hidden("a column with 0", np.array([[0.0], [2.5], [-0.5], [0.75]]))
    yield hidden("an integer", 3)
    yield hidden("integer matrix", np.array([[2, 3], [-1, 5], [-4, -6]]))


@relu_derivative.cases
def sizes_of_numbers(rng):
    yield hidden("large", np.array([-1e6, 1e6, -40.0, 250.0]))
    yield hidden("tiny", np.array([[1e-15, -1e-15], [-1e-9, 1e-9]]))
    yield hidden("all near 1e-25", np.array([1e-25, -1e-25, 2.5e-25]))
    yield hidden("all near 1e-300", np.array([-1e-300, 1e-300, 3e-300]))
    yield hidden("empty array", np.zeros(0))


@relu_derivative.cases
def its_own_slope(rng):
    """Here z itself has the right value; what is asked for is a new array."""
    yield case("entries 0 and 1 only", np.array([0.0, 1.0, 1.0, 0.0]))
    yield case("integers 0 and 1 only", np.array([1, 0]))
    yield hidden("entries 0 and 1 only, 2-D", np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]))
    yield hidden("integers 0 and 1 only, 2-D", np.array([[0, 1, 1]]))


@relu_derivative.cases
def kinds_of_arrays(rng):
    yield hidden("float32", np.array([0.5, 1.5, -0.25, 3.75], dtype=np.float32))
    yield hidden("not contiguous", np.repeat(np.array([[0.5, -1.5], [-2.0, 4.0]]), 2, axis=1)[:, ::2])
    yield hidden("read-only", data.read_only(np.array([-0.5, 2.25, -3.0, 1.0, 0.25])))


def slope_on_the_left(v):
    """At the kink there is no derivative; the one from the left is the 0 that this course uses."""
    z = sp.symbols("z", real=True)
    if v == 0:
        return sp.limit(sp.Max(0, z) / z, z, 0, "-")
    return sp.diff(sp.Max(0, z), z).subs(z, v)


@relu_derivative.derivation
def by_sympy(z):
    return data.each(slope_on_the_left, z)


@relu_derivative.drawn
def drawn(draw):
    return data.drawn(draw, limit=5)


@relu_derivative.derivative_of
def relu(z):
    """Never across the kink: only the entries away from 0."""
    smooth = np.abs(z) > 1e-3
    if smooth.any():
        yield lambda v: np.maximum(0, v), z[smooth], smooth


@relu_derivative.right
def by_where(z):
    return np.where(np.asarray(z) > 0, 1.0, 0.0)


@relu_derivative.right
def booleans(z):
    return np.asarray(z) > 0


@relu_derivative.right
def comparison_alone(z):
    return z > 0


@relu_derivative.right
def by_heaviside(z):
    return np.heaviside(z, 0.0)


@relu_derivative.right
def times_one(z):
    return 1 * np.greater(z, 0)


@relu_derivative.right
def filled(z):
    z = np.asarray(z)
    slope = np.zeros_like(z)
    slope[z > 0] = 1
    return slope


@relu_derivative.right
def sign_of_relu(z):
    return np.sign(np.maximum(z, 0))


@relu_derivative.right
def not_on_the_left(z):
    return 1.0 - (np.asarray(z) <= 0)


@relu_derivative.right
def number_by_number(z):
    if np.ndim(z) == 0:
        return 1 if z > 0 else 0
    return [number_by_number(v) for v in z]


@relu_derivative.right
def by_select(z):
    z = np.array(z)
    return np.select([z > 0, z <= 0], [1.0, 0.0])


@relu_derivative.mistake("Which value does the task ask for exactly at 0?")
def one_at_zero(z):
    """At exactly 0 the slope is 1 here; this course uses 0, so it matters whether `>` or `>=` is asked."""
    return (np.asarray(z) >= 0).astype(float)


@relu_derivative.mistake("What is the slope at z = 3?")
def relu_itself(z):
    """This is the value of ReLU, not its slope."""
    return np.maximum(0, z)


@relu_derivative.mistake("How steep is the flat part?")
def sign(z):
    """This is the slope of |z|: it is -1 on the left, where ReLU is flat."""
    return np.sign(np.asarray(z, float))


@relu_derivative.mistake("What does ReLU look like on the left of 0, and how steep is it there?")
def ones(z):
    """The slope is 1 everywhere, but ReLU is flat on the left of 0."""
    return np.ones_like(np.asarray(z, float))


@relu_derivative.mistake("Does the task ask for the mean of both sides at 0?")
def half_at_zero(z):
    """At exactly 0 the slope is 1/2 here, the mean of both sides; this course uses 0."""
    return np.heaviside(np.asarray(z, float), 0.5)


@relu_derivative.mistake("What is in your array z after the call?")
def in_place(z):
    """The argument itself is overwritten with the slopes."""
    z = np.asarray(z)
    z[z <= 0] = 0
    z[z > 0] = 1
    return z


@relu_derivative.mistake("Is z still the same after the call? And what if z is a plain number?")
def in_place_arrays_only(z):
    """The argument itself is overwritten with the slopes, and a plain number raises TypeError: it has no
    entries."""
    z[z <= 0] = 0
    z[z > 0] = 1
    return z


@relu_derivative.mistake("Does your function accept a plain number such as 2.0?")
def arrays_only(z):
    """A plain number raises AttributeError: only arrays have `.astype`, `.copy` and the like."""
    return (z > 0).astype(float)


@relu_derivative.mistake("Does your function accept an array?")
def one_number_only(z):
    """Arrays raise ValueError: `if` needs one yes or no, but comparing an array with 0 gives one for each
    entry."""
    return 1.0 if z > 0 else 0.0


@relu_derivative.mistake("What is 0 divided by 0?")
def quotient(z):
    """At z = 0 the result is nan, as from ReLU(z) / z, which is 0/0 there."""
    return np.maximum(0, z) / np.asarray(z)


@relu_derivative.mistake("Where are z + h and z - h when z is very close to the kink?")
def difference_quotient(z):
    """Near 0 the two slopes are mixed, as in a difference quotient with one point on each side of the
    kink."""
    z, h = np.asarray(z, float), 1e-5
    return (np.maximum(0, z + h) - np.maximum(0, z - h)) / (2 * h)


@relu_derivative.mistake("On which side of 0 does ReLU rise?")
def reversed_sides(z):
    """The sides are exchanged: 1 on the left and 0 on the right."""
    return np.where(np.asarray(z) < 0, 1.0, 0.0)


@relu_derivative.mistake("How much does ReLU change when z goes from -3 to -2?")
def leaky(z):
    """This is the slope of the leaky ReLU, which is 0.01 on the left instead of 0."""
    return np.where(np.asarray(z) > 0, 1.0, 0.01)


@relu_derivative.mistake("How steep is ReLU at z = 0.5?")
def positive_from_one(z):
    """Entries between 0 and 1 are treated like negative ones."""
    return (np.asarray(z) >= 1).astype(float)


@relu_derivative.mistake("How steep is ReLU at z = 1e-12? Which numbers does your comparison call 0?")
def tiny_like_zero(z):
    """Very small positive entries are treated like 0, as with `z > 1e-8` or `np.isclose`."""
    return (np.asarray(z) > 1e-8).astype(float)


@relu_derivative.mistake("How steep is ReLU at z = 0.5?")
def cut_off_at_one(z):
    """Entries between 0 and 1 come back as they are, as from `np.clip(z, 0, 1)`; the slope jumps from 0 to
    1."""
    return np.clip(z, 0, 1)


@relu_derivative.mistake("Which values can the slope of ReLU take?")
def sigmoid(z):
    """This is the sigmoid, a smooth step, which is the slope of softplus and not that of ReLU."""
    return 1 / (1 + np.exp(-np.asarray(z, float)))
