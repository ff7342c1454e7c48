"""The rectified linear unit: what is positive stays, the rest becomes zero."""

import numpy as np
import sympy as sp

from autograder.authoring import case, exercise, hidden
from reference.activations import data


def reference(z):
    return np.where(z > 0, z, 0)


relu = exercise(
    reference,
    picture="curve",
    pure=True,
    hints=[
        "What becomes of -2, of 0 and of 0.5, each on its own?",
        (
            "Every entry is compared with zero by itself: which NumPy function does that for a whole array "
            "at once and gives a new array?"
        ),
        (
            "Everything above 5 cut down to 5, as an example: `np.minimum(v, 5)` compares entry by entry, "
            "while `np.min(v)` gives a single number for all of v."
        ),
    ],
)


@relu.cases
def shapes(rng):
    yield case("1-D", np.array([-2.0, -0.5, 0.0, 0.5, 3.0]))
    yield case("2-D", data.numbers(rng, 3, 3))
    yield case("a negative number", -1.5)
    yield case("a positive number", 2.5)
    yield case("integers", np.array([-3, 0, 4]))
    yield case("all negative", np.array([-1.0, -2.0]))
    yield hidden("1-D, more numbers", data.numbers(rng, 8))
    yield hidden("3-D", data.numbers(rng, 2, 3, 2))
    yield hidden("a column", np.array([[1.25], [-0.75], [2.0], [-4.5]]))
    yield hidden("another positive number", 0.375)
    yield hidden("a positive integer", 7)
    yield hidden("integer matrix", np.array([[5, -2, 1], [-8, 3, 0]]))


@relu.cases
def sizes_of_numbers(rng):
    yield case("large", np.array([-1e6, 1e6]))
    yield hidden("between -1 and 1", data.numbers(rng, 6, spread=0.3))
    yield hidden("small", np.array([1e-9, -1e-9, 2e-9]))
    yield hidden("large matrix", data.numbers(rng, 3, 2, spread=1e5))


@relu.cases
def one_size_each(rng):
    """The tolerance belongs to the largest entry, so what is tiny comes alone."""
    yield hidden("all tiny", np.array([2.5e-25, -1e-25, 1e-25, 4.75e-25]))
    yield hidden("very large", np.array([1e9, -1e9, 2.5e8]))
    yield hidden("larger integers", np.array([300, -1000, 1000, -300]))
    yield hidden("empty array", np.zeros(0))


@relu.cases
def nothing_to_cut(rng):
    """Here z itself has the right value; what is asked for is a new array."""
    yield case("all positive", np.array([0.5, 2.0, 3.5]))
    yield case("positive integers", np.array([2, 5]))
    yield hidden("all positive, 2-D", np.abs(data.numbers(rng, 2, 3)))
    yield hidden("positive integers and 0", np.array([[4, 0], [1, 7]]))


@relu.cases
def kinds_of_arrays(rng):
    yield hidden("float32", np.array([1.5, -0.25, 3.75, -6.5], dtype=np.float32))
    yield hidden("not contiguous", np.repeat(np.array([[0.5, -1.5], [-2.0, 4.0]]), 2, axis=1)[:, ::2])
    yield hidden("read-only", data.read_only(np.array([-0.5, 2.25, -3.0, 1.0])))


@relu.derivation
def by_sympy(z):
    """ReLU is the integral of its slope, the step from 0 to 1."""
    t = sp.symbols("t", real=True)
    return data.each(lambda v: sp.integrate(sp.Heaviside(t), (t, min(v, 0) - 1, v)), z)


@relu.drawn
def drawn(draw):
    return data.drawn(draw, limit=5)


@relu.right
def by_where(z):
    z = np.asarray(z)
    return np.where(z > 0, z, 0)


@relu.right
def by_product(z):
    return z * (np.asarray(z) > 0)


@relu.right
def by_half(z):
    return (z + np.abs(z)) / 2


@relu.right
def by_clip(z):
    return np.clip(z, 0, None)


@relu.right
def by_fmax(z):
    return np.fmax(0.0, z)


@relu.right
def on_a_copy(z):
    out = np.array(z)
    out[out < 0] = 0
    return out


@relu.right
def by_minimum(z):
    return z - np.minimum(z, 0)


@relu.right
def by_heaviside(z):
    return z * np.heaviside(z, 1.0)


@relu.right
def by_vectorize(z):
    return np.vectorize(lambda v: max(0.0, v), otypes=[float])(z)


@relu.right
def number_by_number(z):
    if np.ndim(z) == 0:
        return z if z > 0 else 0
    return [number_by_number(v) for v in z]


@relu.mistake("Print the shape of your result. What does the second argument of `np.max` mean?")
def np_max(z):
    """The largest entry along axis 0 comes back: the second argument of `np.max` is an axis."""
    return np.max(z, 0)


@relu.mistake("Print the shape of your result. What does the second argument of `np.max` mean?")
def np_max_for_arrays(z):
    """For arrays the largest entry along axis 0 comes back: the second argument of `np.max` is an axis."""
    return np.max(z, 0) if np.ndim(z) else max(z, 0)


@relu.mistake("Does your function accept an array?")
def builtin_max(z):
    """Arrays raise ValueError: `max` and `if` need one yes or no, but comparing an array with 0 gives one for
    each entry."""
    return max(0, z)


@relu.mistake("What is ReLU(3), and how steep is it there?")
def step(z):
    """This is the slope of ReLU, 0 or 1, not its value."""
    return np.where(np.asarray(z) > 0, 1, 0)


@relu.mistake("What happens to negative inputs?")
def absolute(z):
    """Negative numbers are mirrored to positive ones instead of becoming zero."""
    return np.abs(z)


@relu.mistake("What is ReLU(-2) exactly?")
def leaky(z):
    """This is the leaky ReLU: negative numbers are multiplied by 0.01 instead of becoming zero."""
    z = np.asarray(z, float)
    return np.where(z > 0, z, 0.01 * z)


@relu.mistake("What is in your array z after the call?")
def in_place(z):
    """The argument itself is overwritten with the result."""
    z = np.asarray(z)
    z[z < 0] = 0
    return z


@relu.mistake("If no entry is negative, is your result a second array, or z under another name?")
def z_itself_if_nothing_is_negative(z):
    """When no entry is negative, the result is z itself (or a view of it) and not a new array."""
    return z if np.all(np.asarray(z) >= 0) else np.maximum(z, 0)


@relu.mistake("Is z still the same after the call? And what if z is a plain number?")
def in_place_arrays_only(z):
    """The argument itself is overwritten with the result, and a plain number raises TypeError: it has no
    entries."""
    z[z < 0] = 0
    return z


@relu.mistake("What is ReLU(3)?")
def clipped_at_one(z):
    """Everything above 1 has become 1, but ReLU has no upper limit."""
    return np.clip(z, 0, 1)


@relu.mistake("Which numbers should survive, the positive or the negative ones?")
def minimum(z):
    """This keeps the negative numbers and makes the positive ones zero."""
    return np.minimum(0, z)


@relu.mistake("Has your result as many entries as z?")
def selects(z):
    """The negative entries are left out instead of replaced by zero."""
    z = np.asarray(z)
    return z[z > 0]


@relu.mistake("Does your function accept a plain number such as 2.5?")
def arrays_only(z):
    """A plain number raises AttributeError: only arrays have `.clip`, `.copy` and the like."""
    return z.clip(0)


@relu.mistake("What is ReLU(0) exactly, and where does your curve have its kink?")
def softplus(z):
    """This is softplus, ln(1 + e^z), a smooth relative of ReLU that is positive everywhere."""
    return np.logaddexp(0, z)


@relu.mistake("What is ReLU(0.5)?")
def positive_from_one(z):
    """Entries between 0 and 1 are treated like negative ones."""
    return np.where(np.asarray(z) >= 1, z, 0)


@relu.mistake("Should ReLU of one entry depend on the other entries?")
def all_or_nothing(z):
    """As soon as one entry is not positive, all become zero: each entry needs a decision of its own."""
    return z * np.all(np.asarray(z) > 0)


@relu.mistake("Which type has the array that you fill?")
def integer_output(z):
    """The fractions are lost: the results are stored as integers."""
    return np.maximum(0, z).astype(int)


@relu.mistake("Can ReLU be negative?")
def exponential(z):
    """This is the ELU: negative numbers become e^z - 1 instead of zero."""
    return np.where(np.asarray(z) > 0, z, np.exp(z) - 1)
