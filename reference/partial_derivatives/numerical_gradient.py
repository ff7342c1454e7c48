"""The gradient by central differences, one entry at a time."""

from functools import partial

import numpy as np
import sympy as sp

from autograder.authoring import Fn, case, exercise, hidden
from reference.partial_derivatives import data


def reference(f, x, h=1e-5):
    place = x.astype(float).ravel()
    quotients = []
    for i in range(place.size):
        right, left = place.copy(), place.copy()
        right[i], left[i] = place[i] + h, place[i] - h
        rise = f(right.reshape(x.shape)) - f(left.reshape(x.shape))
        quotients.append(rise / (2 * h))
    return np.reshape(quotients, x.shape)


numerical_gradient = exercise(
    reference,
    pure=True,
    hints=[
        "When f is asked for entry number 1, what are the other entries at that moment?",
        (
            "Print the two arrays that f gets, for each entry of x. Do they differ from x in exactly one place, "
            "by h and by -h?"
        ),
        (
            "The largest value near x, as an example: for each entry make a fresh copy, `c = np.array(x, "
            "dtype=float)`, then `c[i] = 0.0`, and keep `f(c)`. `np.ndindex(x.shape)` yields the i of a matrix."
        ),
    ],
)

shown, unseen = partial(case, points=0.5), partial(hidden, points=0.5)
# Functions are made of + - * / and square roots, which every computer rounds alike: with a tiny step
# the quotient would magnify the last digits of exp and sin.
PRODUCTS = Fn("v", "v[0]**3 + v[0]*v[1]**2 + v[1]*v[2]")
# Its entries are named one by one, so the array has to arrive in its own shape.
MATRIX = Fn("v", "v[0, 0]**3 + v[0, 0]*v[1, 2] + v[0, 1]**2 - 2*v[1, 0] + v[0, 2]*v[1, 1]*v[1, 2]")


@numerical_gradient.cases
def shapes(rng):
    yield case("products, h=0.5", PRODUCTS, np.array([1.0, 2.0, -1.0]), 0.5)
    yield case("integers in x", PRODUCTS, np.array([1, 2, 3]), 0.75)
    yield case("a matrix", MATRIX, np.array([[1.0, -2.0, 0.5], [3.0, 1.5, -1.0]]), 0.25)
    yield shown("a column", Fn("v", "v[0, 0]**3*v[2, 0] - v[1, 0]**2"), np.array([[2.0], [0.5], [-1.0]]), 0.5)
    yield shown("one entry", Fn("v", "1/(1 + v[0]**2)"), np.array([0.5]), 0.25)
    yield shown("two entries, integer h", Fn("v", "v[0]**3/4 + v[0]*v[1]"), np.array([3.0, 0.5]), 2)
    cube = Fn("v", "v[0, 0, 1]**3*v[1, 0, 0] + v[1, 0, 1]**2 - v[0, 0, 0]")
    yield shown("three axes", cube, np.array([[[0.5, -1.5]], [[2.0, 1.0]]]), 0.5)
    square = Fn("v", "v[0, 1]**3 + 2*v[1, 0]**2*v[2, 2] - v[0, 0]*v[2, 0] + v[1, 1]")
    yield hidden("a square matrix", square, rng.normal(size=(3, 3)).round(1), 0.5)
    yield unseen("a matrix of integers", MATRIX, np.array([[1, -2, 0], [3, 1, -1]]), 0.25)
    yield unseen("a row", Fn("v", "v[0, 0]**3 - v[0, 1]*v[0, 0]"), np.array([[0.5, 2.0]]), 0.5)
    yield unseen("large values", Fn("v", "1e6*v[0]**3 + v[0]*v[1]**3 + 3e5"), np.array([10.0, -20.0]), 0.5)
    yield unseen("a kink", Fn("v", "abs(v[0]) + abs(v[1] - v[0])"), np.array([0.25, 2.0]), 1.5)


@numerical_gradient.cases
def the_step_that_is_not_given(rng):
    """At 0 the quotient of a third power is h^2, which tells one default from another."""
    yield case("h is not given", PRODUCTS, np.array([0.3, -0.7, 1.1]))
    powers = Fn("v", "v[0]**3 + 5*v[1]**3")
    yield shown("h is not given, third powers at 0", powers, np.array([0.0, 0.0]))
    yield shown("h by its name", Fn("v", "v[0]**3*v[1] + v[1]**2"), np.array([1.5, -2.0]), h=0.5)
    yield unseen("h is not given, a fraction", Fn("v", "v[0]/(1 + v[1]**2)"), np.array([0.3, 0.7]))
    yield unseen("h is not given, integers", PRODUCTS, np.array([-2, 1, 4]))


@numerical_gradient.cases
def kinds_of_arrays(rng):
    """How an array lies in memory cannot be seen in a pasted call, so these are hidden."""
    v = rng.normal(size=4).round(1)
    fraction = Fn("v", "v[0]/(1 + v[1]**2) + v[2]**3*v[3]")
    yield unseen("every other entry of an array", fraction, data.spread(v), 0.5)
    matrix = np.array([[1.0, -2.0, 0.5], [3.0, 1.5, -1.0]])
    yield unseen("a transposed matrix", MATRIX, np.asfortranarray(matrix + 0.25), 0.5)
    yield unseen("columns of a larger matrix", MATRIX, data.spread(matrix - 0.25), 0.5)
    yield unseen("read-only", fraction, data.read_only(v + 0.5), 0.25)


@numerical_gradient.scale
def scale(f, x, h=1e-5):
    """Two heights cancel, and so do the places x_i + h and x_i - h."""
    largest = max(abs(f(x.astype(float) + k * h)) for k in (-1, 0, 1))
    slopes = np.max(np.abs(reference(f, x, h)))
    return float((largest + slopes * (h + np.max(np.abs(x)))) / h)


@numerical_gradient.derivation
def mean_of_the_partial_derivative(f, x, h):
    """The quotient is the mean of the partial derivative from x_i - h to x_i + h, all else fixed."""
    step = data.exact(h)
    place = {v: data.exact(p) for v, p in zip(f.variables, x, strict=True)}
    gradient = []
    for v in f.variables:
        others = {w: p for w, p in place.items() if w != v}
        slope = sp.diff(f.symbolic, v).subs(others)
        gradient.append((sp.integrate(slope, (v, place[v] - step, place[v] + step)) / (2 * step)).evalf(30))
    return gradient


@numerical_gradient.drawn
def drawn(draw):
    n = draw.integer(1, 3)
    x = np.array([draw.number(-2, 2) for _ in range(n)])
    return data.drawn_function(draw, n), x, draw.number(0.1, 1)


@numerical_gradient.right
def put_back(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    g = np.empty_like(x)
    for i in np.ndindex(x.shape):
        keep = x[i]
        x[i] = keep + h
        right = f(x)
        x[i] = keep - h
        left = f(x)
        x[i] = keep
        g[i] = (right - left) / (2 * h)
    return g


@numerical_gradient.right
def by_unit_vectors(f, x, h=1e-5):
    steps = h * np.eye(x.size).reshape(-1, *x.shape)
    return np.array([(f(x + e) - f(x - e)) / (2 * h) for e in steps]).reshape(x.shape)


@numerical_gradient.right
def flat_iterator(f, x, h=1e-5):
    g = np.zeros(x.shape)
    for k in range(x.size):
        p, q = np.array(x, float), np.array(x, float)
        p.flat[k] += h
        q.flat[k] -= h
        g.flat[k] = 0.5 * (f(p) - f(q)) / h
    return g


@numerical_gradient.right
def by_enumerate(f, x, h=1e-5):
    g = np.zeros(np.shape(x), dtype=np.float64)
    for index, value in np.ndenumerate(x):
        moved = x.astype(np.float64)
        moved[index] = value + h
        above = f(moved)
        moved[index] = value - h
        g[index] = (above - f(moved)) / h / 2
    return g


@numerical_gradient.right
def by_the_actual_distance(f, x, h=1e-5):
    x = np.asarray(x, dtype=float)
    g = np.zeros(x.shape)
    for i in np.ndindex(*x.shape):
        p, q = x.copy(), x.copy()
        p[i] += h
        q[i] -= h
        g[i] = (f(p) - f(q)) / (p[i] - q[i])
    return g


@numerical_gradient.right
def nested_lists(f, x, h=1e-5):
    """An axis at a time; the result is a nested list."""

    def slopes(index):
        if len(index) == x.ndim:
            e = np.zeros(x.shape)
            e[index] = h
            return float(f(x + e) - f(x - e)) / (2 * h)
        return [slopes((*index, k)) for k in range(x.shape[len(index)])]

    return slopes(())


@numerical_gradient.right
def mean_of_left_and_right(f, x, h=1e-5):
    def towards(step):
        here = f(np.array(x, float))
        out = []
        for i in np.ndindex(x.shape):
            moved = np.array(x, float)
            moved[i] += step
            out.append((f(moved) - here) / step)
        return np.reshape(out, x.shape)

    return (towards(h) + towards(-h)) / 2


@numerical_gradient.right
def functions_of_one_variable(f, x, h=1e-5):
    def along(i):
        def g(t):
            p = x.astype(float)
            p[i] = t
            return f(p)

        return g

    slopes = [(along(i)(x[i] + h) - along(i)(x[i] - h)) / (2 * h) for i in np.ndindex(x.shape)]
    return np.array(slopes).reshape(x.shape)


@numerical_gradient.right
def where_the_mask_is(f, x, h=1e-5):
    numbers = np.arange(x.size).reshape(x.shape)
    g = np.zeros(x.shape)
    for k in range(x.size):
        mask = numbers == k
        g[mask] = (f(np.where(mask, x + h, x)) - f(np.where(mask, x - h, x))) / (2 * h)
    return g


def each(x, quotient):
    """What most of the wrong programs below get right: one quotient for each entry, by its index."""
    g = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        g[i] = quotient(i)
    return g


def moved(x, i, by):
    p = np.array(x, dtype=float)
    p[i] += by
    return p


@numerical_gradient.mistake("How many variables may move in a partial derivative?")
def all_at_once(f, x, h=1e-5):
    """All entries are moved together, so every place holds the same number, the sum of the entries' slopes
    (for f a polynomial of degree 1 or 2)."""
    x = np.asarray(x, float)
    return np.full(x.shape, (f(x + h) - f(x - h)) / (2 * h))


@numerical_gradient.mistake("Does f see a single moved entry, and how many numbers come back?")
def one_number(f, x, h=1e-5):
    """All entries are moved together, and a single number comes back."""
    x = np.asarray(x, float)
    return (f(x + h) - f(x - h)) / (2 * h)


@numerical_gradient.mistake("Print your copy of an integer array after you have added h to one entry.")
def integers_stay_integers(f, x, h=1e-5):
    """When x holds integers, the array that is moved does so as well, and h loses its fraction in it."""
    g = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        p, q = x.copy(), x.copy()
        p[i] = p[i] + h
        q[i] = q[i] - h
        g[i] = (f(p) - f(q)) / (2 * h)
    return g


@numerical_gradient.mistake("Which type of numbers has `np.zeros_like(x)` when x holds integers?")
def gradient_cut_to_integers(f, x, h=1e-5):
    """When x holds integers, the slopes lose their fractions, as in an array by `np.zeros_like(x)`."""
    g = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        g[i] = (f(moved(x, i, h)) - f(moved(x, i, -h))) / (2 * h)
    return g


@numerical_gradient.mistake(
    "Which type of numbers have `np.zeros_like(x)` and `x.copy()` when x holds integers?"
)
def integers_everywhere(f, x, h=1e-5):
    """When x holds integers, h loses its fraction in the array that is moved, and so do the slopes in the result."""
    g = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        p, q = x.copy(), x.copy()
        p[i] = p[i] + h
        q[i] = q[i] - h
        g[i] = (f(p) - f(q)) / (2 * h)
    return g


@numerical_gradient.mistake("Where is x when the loop reaches the second entry?")
def not_put_back(f, x, h=1e-5):
    """An entry that has been moved stays at x_i - h when the next one is moved."""
    x = np.array(x, float)
    g = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        x[i] += h
        right = f(x)
        x[i] -= 2 * h
        g[i] = (right - f(x)) / (2 * h)
    return g


@numerical_gradient.mistake("Is your second array, or your copy, made for each entry anew?")
def copies_made_once(f, x, h=1e-5):
    """Both copies are made before the loop, so entries that have been moved stay moved."""
    p, q = np.array(x, float), np.array(x, float)
    g = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        p[i] += h
        q[i] -= h
        g[i] = (f(p) - f(q)) / (2 * h)
    return g


@numerical_gradient.mistake("Does the caller still have the array that was passed in?")
def on_the_callers_array(f, x, h=1e-5):
    """The caller's array is moved (integers raise or lose h); adding and subtracting h leaves a rounding error in
    it."""
    g = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        x[i] += h
        right = f(x)
        x[i] -= 2 * h
        left = f(x)
        x[i] += h
        g[i] = (right - left) / (2 * h)
    return g


@numerical_gradient.mistake("Does the caller still have the array that was passed in?")
def on_the_callers_array_and_left_there(f, x, h=1e-5):
    """The caller's array is moved and not put back."""
    g = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        x[i] += h
        right = f(x)
        x[i] -= 2 * h
        g[i] = (right - f(x)) / (2 * h)
    return g


@numerical_gradient.mistake("How many arrays are there after `p = x` and `q = x`?")
def two_names_for_one_array(f, x, h=1e-5):
    """The result is 0: both places are one and the same array, as `p = x` makes no copy."""
    place = np.array(x, float)
    p = q = place
    g = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        p[i] += h
        q[i] -= h
        g[i] = (f(p) - f(q)) / (2 * h)
    return g


@numerical_gradient.mistake("How far apart are the two places that you compare?")
def forward_over_twice_h(f, x, h=1e-5):
    """One place is x itself (as after one step back from x_i + h), but the rise is divided by 2h."""
    return each(x, lambda i: (f(moved(x, i, h)) - f(np.array(x, float))) / (2 * h))


@numerical_gradient.mistake("Does your quotient treat both sides of x_i alike?")
def forward(f, x, h=1e-5):
    """This is the one-sided quotient, from x_i to x_i + h."""
    return each(x, lambda i: (f(moved(x, i, h)) - f(np.array(x, float))) / h)


@numerical_gradient.mistake("Does your quotient treat both sides of x_i alike?")
def backward(f, x, h=1e-5):
    """This is the one-sided quotient, from x_i - h to x_i."""
    return each(x, lambda i: (f(np.array(x, float)) - f(moved(x, i, -h))) / h)


@numerical_gradient.mistake("How far apart are the two places that you compare?")
def divided_by_h(f, x, h=1e-5):
    """The difference is divided by h, but the two places are 2h apart."""
    return each(x, lambda i: (f(moved(x, i, h)) - f(moved(x, i, -h))) / h)


@numerical_gradient.mistake("Evaluate your denominator by hand for h = 0.5.")
def precedence(f, x, h=1e-5):
    """The difference is divided by 2 and multiplied by h, as in `.../2*h`: Python goes from left to right."""
    return each(x, lambda i: (f(moved(x, i, h)) - f(moved(x, i, -h))) / 2 * h)


@numerical_gradient.mistake("A rise over what run?")
def not_divided(f, x, h=1e-5):
    """These are the differences of the heights; they are not divided."""
    return each(x, lambda i: f(moved(x, i, h)) - f(moved(x, i, -h)))


@numerical_gradient.mistake("A rise over what run?")
def only_halved(f, x, h=1e-5):
    """The differences are divided by 2, but not by h."""
    return each(x, lambda i: (f(moved(x, i, h)) - f(moved(x, i, -h))) / 2)


@numerical_gradient.mistake("Which of the two heights does your division apply to?")
def only_one_term_divided(f, x, h=1e-5):
    """Only the second height is divided by 2h: the difference needs brackets."""
    return each(x, lambda i: f(moved(x, i, h)) - f(moved(x, i, -h)) / (2 * h))


@numerical_gradient.mistake("If f grows with x_i, should entry i be positive?")
def reversed_difference(f, x, h=1e-5):
    """The sign is the opposite one: the height at x_i + h is subtracted from that at x_i - h."""
    return each(x, lambda i: (f(moved(x, i, -h)) - f(moved(x, i, h))) / (2 * h))


@numerical_gradient.mistake("May a partial derivative be negative?")
def absolute(f, x, h=1e-5):
    """No entry is negative: the signs are lost."""
    return each(x, lambda i: abs(f(moved(x, i, h)) - f(moved(x, i, -h))) / (2 * h))


@numerical_gradient.mistake("How much does a constant f rise?")
def added(f, x, h=1e-5):
    """The two heights are added instead of subtracted."""
    return each(x, lambda i: (f(moved(x, i, h)) + f(moved(x, i, -h))) / (2 * h))


@numerical_gradient.mistake("Where are your two places when h = 0.5?")
def half_steps(f, x, h=1e-5):
    """The places are x_i - h/2 and x_i + h/2, and the difference is divided by h."""
    return each(x, lambda i: (f(moved(x, i, h / 2)) - f(moved(x, i, -h / 2))) / h)


@numerical_gradient.mistake("Does your result change when the caller changes h?")
def fixed_step(f, x, h=1e-5):
    """The step is always 1e-5; the h that is given has no influence."""
    return each(x, lambda i: (f(moved(x, i, 1e-5)) - f(moved(x, i, -1e-5))) / 2e-5)


@numerical_gradient.mistake("Does the statement make the step depend on the entry?")
def relative_step(f, x, h=1e-5):
    """The step is h times the size of the entry (or h where that is below 1), not h."""

    def quotient(i):
        step = h * max(1.0, abs(x[i]))
        return (f(moved(x, i, step)) - f(moved(x, i, -step))) / (2 * step)

    return each(x, quotient)


@numerical_gradient.mistake("Is x_i multiplied here, or moved?")
def multiplied_step(f, x, h=1e-5):
    """The places are x_i (1 + h) and x_i (1 - h): the entry is scaled and not moved by h."""
    return each(x, lambda i: (f(moved(x, i, h * x[i])) - f(moved(x, i, -h * x[i]))) / (2 * h))


@numerical_gradient.mistake("Which h does the statement give when the caller gives none?")
def larger_default(f, x, h=1e-4):
    """The h that is used when none is given is 1e-4 instead of 1e-5."""
    return each(x, lambda i: (f(moved(x, i, h)) - f(moved(x, i, -h))) / (2 * h))


@numerical_gradient.mistake("Which h does the statement give when the caller gives none?")
def much_larger_default(f, x, h=1e-3):
    """The h that is used when none is given is 1e-3 instead of 1e-5."""
    return each(x, lambda i: (f(moved(x, i, h)) - f(moved(x, i, -h))) / (2 * h))


@numerical_gradient.mistake("Which h does the statement give when the caller gives none?")
def smaller_default(f, x, h=1e-6):
    """The h that is used when none is given is 1e-6 instead of 1e-5."""
    return each(x, lambda i: (f(moved(x, i, h)) - f(moved(x, i, -h))) / (2 * h))


@numerical_gradient.mistake("Can your function be called without h?")
def no_default(f, x, h):
    """A call without h raises TypeError: the parameter has lost its default."""
    return each(x, lambda i: (f(moved(x, i, h)) - f(moved(x, i, -h))) / (2 * h))


@numerical_gradient.mistake("Has the gradient one entry for each entry of x, in the same place?")
def flattened(f, x, h=1e-5):
    """The result is one-dimensional, also when x is a matrix."""
    return np.ravel(each(x, lambda i: (f(moved(x, i, h)) - f(moved(x, i, -h))) / (2 * h)))


@numerical_gradient.mistake("For a matrix, how many numbers does x[i] change?")
def rows_only(f, x, h=1e-5):
    """In a matrix a whole row is moved at once: x[i] with one index is a row."""
    g = np.zeros(x.shape)
    for i in range(len(x)):
        g[i] = (f(moved(x, i, h)) - f(moved(x, i, -h))) / (2 * h)
    return g


@numerical_gradient.mistake("How many entries has a matrix with two rows?")
def one_number_for_each_row(f, x, h=1e-5):
    """There is one number for each row: `len(x)` counts rows, and x[i] with one index is a row."""
    return np.array([(f(moved(x, i, h)) - f(moved(x, i, -h))) / (2 * h) for i in range(len(x))])


@numerical_gradient.mistake("Which shape does f expect its array to have?")
def f_gets_a_flat_array(f, x, h=1e-5):
    """f gets a one-dimensional array also when x is a matrix, so an f that uses rows and columns raises."""
    flat = np.array(x, float).ravel()
    slopes = [(f(moved(flat, i, h)) - f(moved(flat, i, -h))) / (2 * h) for i in range(x.size)]
    return np.reshape(slopes, x.shape)


@numerical_gradient.mistake("Can x have two axes, or only one?")
def one_axis_only(f, x, h=1e-5):
    """An array with two axes raises: the loop, or a vector of x.size zeros with a single 1 that is added to x,
    is made for one axis."""
    steps = h * np.eye(x.size)
    return np.array([(f(x + e) - f(x - e)) / (2 * h) for e in steps])


@numerical_gradient.mistake("Can x have one axis, or only two?")
def two_axes_only(f, x, h=1e-5):
    """A one-dimensional array raises: rows and columns are asked for, as by `m, n = x.shape`."""
    g = np.zeros(x.shape)
    m, n = x.shape
    for i in range(m):
        for j in range(n):
            g[i, j] = (f(moved(x, (i, j), h)) - f(moved(x, (i, j), -h))) / (2 * h)
    return g


@numerical_gradient.mistake("Which is the last entry that your loop reaches?")
def last_entry_missing(f, x, h=1e-5):
    """The last entry of the gradient is 0: the loop ends too early."""
    g = each(x, lambda i: (f(moved(x, i, h)) - f(moved(x, i, -h))) / (2 * h))
    g.flat[-1] = 0.0
    return g


@numerical_gradient.mistake("With which entry does your loop begin?")
def first_entry_missing(f, x, h=1e-5):
    """The first entry of the gradient is 0: the loop begins too late."""
    g = each(x, lambda i: (f(moved(x, i, h)) - f(moved(x, i, -h))) / (2 * h))
    g.flat[0] = 0.0
    return g


@numerical_gradient.mistake("When does your `return` come, and how many entries are filled by then?")
def return_inside_the_loop(f, x, h=1e-5):
    """Only the first entry of the gradient is filled, as with a `return` inside the loop."""
    g = np.zeros(x.shape)
    for i in list(np.ndindex(x.shape))[:1]:
        g[i] = (f(moved(x, i, h)) - f(moved(x, i, -h))) / (2 * h)
    return g


@numerical_gradient.mistake("How many numbers has a gradient?")
def summed(f, x, h=1e-5):
    """The partial derivatives are added up to one number."""
    return np.sum(each(x, lambda i: (f(moved(x, i, h)) - f(moved(x, i, -h))) / (2 * h)))


@numerical_gradient.mistake("Has a gradient a length of its own, or is it always 1?")
def normalised(f, x, h=1e-5):
    """The gradient has been divided by its length; only its direction is left."""
    g = each(x, lambda i: (f(moved(x, i, h)) - f(moved(x, i, -h))) / (2 * h))
    return g / np.linalg.norm(g)


@numerical_gradient.mistake("Is it the slope that is asked for, or the way down?")
def downhill(f, x, h=1e-5):
    """Entry by entry this is x minus the slope: a step downhill instead of the gradient."""
    return x - each(x, lambda i: (f(moved(x, i, h)) - f(moved(x, i, -h))) / (2 * h))


@numerical_gradient.mistake("How many digits are asked for?")
def rounded(f, x, h=1e-5):
    """The result is rounded to a few decimals."""
    return np.round(each(x, lambda i: (f(moved(x, i, h)) - f(moved(x, i, -h))) / (2 * h)), 4)


@numerical_gradient.mistake("Where does the second entry stand while the first one moves?")
def second_place_at_zero(f, x, h=1e-5):
    """All entries but one are 0 when f is asked: only h e_i is passed, and x is left out."""

    def quotient(i):
        step = np.zeros(x.shape)
        step[i] = h
        return (f(step) - f(-step)) / (2 * h)

    return each(x, quotient)


@numerical_gradient.mistake("Where do the other entries stand while one of them moves?")
def others_at_zero(f, x, h=1e-5):
    """All entries but the one that moves are 0 when f is asked."""

    def quotient(i):
        right, left = np.zeros(x.shape), np.zeros(x.shape)
        right[i], left[i] = x[i] + h, x[i] - h
        return (f(right) - f(left)) / (2 * h)

    return each(x, quotient)


@numerical_gradient.mistake("Is x_i in the middle of your two places?")
def secant_to_the_right(f, x, h=1e-5):
    """The places are x_i and x_i + 2h: the right distance, but x_i is not in the middle."""
    return each(x, lambda i: (f(moved(x, i, 2 * h)) - f(np.array(x, float))) / (2 * h))


@numerical_gradient.mistake("Is h added to the entry, or put in its place?")
def entry_replaced(f, x, h=1e-5):
    """Entry i is replaced by h and -h: `=` stands where h should be added."""

    def quotient(i):
        p, q = np.array(x, float), np.array(x, float)
        p[i], q[i] = h, -h
        return (f(p) - f(q)) / (2 * h)

    return each(x, quotient)


@numerical_gradient.mistake("What is left of the first slope when the loop has come to the last one?")
def last_slope_only(f, x, h=1e-5):
    """Only the last slope comes back: each one has replaced the one before."""
    i = list(np.ndindex(x.shape))[-1]
    return (f(moved(x, i, h)) - f(moved(x, i, -h))) / (2 * h)


@numerical_gradient.mistake("In which row and column does the slope for x[0, 1] belong?")
def transposed(f, x, h=1e-5):
    """A matrix comes back transposed."""
    return each(x, lambda i: (f(moved(x, i, h)) - f(moved(x, i, -h))) / (2 * h)).T


@numerical_gradient.mistake("Which sign has f(x - h e_i), and is f(x) needed at all?")
def second_difference(f, x, h=1e-5):
    """These are second derivatives: the heights on both sides are added, 2f(x) is subtracted, and h^2 divides."""
    here = f(np.array(x, float))
    return each(x, lambda i: (f(moved(x, i, h)) - 2 * here + f(moved(x, i, -h))) / h**2)


@numerical_gradient.mistake("How many numbers has a gradient?")
def length_of_the_gradient(f, x, h=1e-5):
    """This is the length of the gradient, a single number."""
    return np.linalg.norm(each(x, lambda i: (f(moved(x, i, h)) - f(moved(x, i, -h))) / (2 * h)))


@numerical_gradient.mistake("Which division keeps the fraction?")
def floor_division(f, x, h=1e-5):
    """The slopes are rounded down to whole numbers, as `//` does."""
    return each(x, lambda i: (f(moved(x, i, h)) - f(moved(x, i, -h))) // (2 * h))


@numerical_gradient.mistake("Which type of numbers can the array hold that you fill?")
def whole_numbers(f, x, h=1e-5):
    """The slopes lose their fractions: they are stored as integers."""
    return each(x, lambda i: int((f(moved(x, i, h)) - f(moved(x, i, -h))) / (2 * h)))


@numerical_gradient.mistake("How many axes may x have?")
def at_most_two_axes(f, x, h=1e-5):
    """It raises for an array with three axes: vectors and matrices are treated, each by a loop of its own."""
    if x.ndim > 2:
        raise IndexError
    return each(x, lambda i: (f(moved(x, i, h)) - f(moved(x, i, -h))) / (2 * h))


@numerical_gradient.mistake("Does your result change when the caller changes h?")
def another_fixed_step(f, x, h=1e-5):
    """The step is always 1e-6; the h that is given has no influence."""
    return each(x, lambda i: (f(moved(x, i, 1e-6)) - f(moved(x, i, -1e-6))) / 2e-6)


@numerical_gradient.mistake("At how many places does the formula ask for f?")
def four_places(f, x, h=1e-5):
    """Four places are used for each entry, x_i - 2h to x_i + 2h: closer to the derivative, but another number."""

    def quotient(i):
        near = f(moved(x, i, h)) - f(moved(x, i, -h))
        far = f(moved(x, i, 2 * h)) - f(moved(x, i, -2 * h))
        return (8 * near - far) / (12 * h)

    return each(x, quotient)


@numerical_gradient.mistake(
    "For which x was your program written: can it have two axes, and can it hold integers?"
)
def one_axis_of_floats(f, x, h=1e-5):
    """In a matrix a whole row is moved at once, and when x holds integers, h and the slopes lose their fractions
    (`range(len(x))`, `x.copy()` and `np.zeros_like(x)`)."""
    g = np.zeros_like(x)
    for i in range(len(x)):
        p, q = x.copy(), x.copy()
        p[i] = p[i] + h
        q[i] = q[i] - h
        g[i] = (f(p) - f(q)) / (2 * h)
    return g


@numerical_gradient.mistake(
    "For which x was your program written: can it have two axes, and can it hold integers?"
)
def one_axis_and_integers_stay_integers(f, x, h=1e-5):
    """In a matrix a whole row is moved at once, and when x holds integers, h loses its fraction in the array that
    is moved (`range(len(x))` and `x.copy()`)."""
    g = np.zeros(x.shape)
    for i in range(len(x)):
        p, q = x.copy(), x.copy()
        p[i] = p[i] + h
        q[i] = q[i] - h
        g[i] = (f(p) - f(q)) / (2 * h)
    return g


@numerical_gradient.mistake(
    "How many slopes does your list hold for a matrix, and what is a copy of integers?"
)
def a_list_by_rows_and_integers_stay_integers(f, x, h=1e-5):
    """There is one number for each row, and when x holds integers, h loses its fraction in the array that is
    moved (`range(len(x))` and `x.copy()`)."""
    g = []
    for i in range(len(x)):
        p, q = x.copy(), x.copy()
        p[i] = p[i] + h
        q[i] = q[i] - h
        g.append((f(p) - f(q)) / (2 * h))
    return np.array(g)
