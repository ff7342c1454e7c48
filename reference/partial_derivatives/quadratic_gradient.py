"""The gradient of a quadratic function whose matrix need not be symmetric."""

from functools import partial

import numpy as np
import sympy as sp

from autograder.authoring import case, exercise, hidden
from reference.partial_derivatives import data


def reference(A, b, x):
    A, b, x = (v.astype(float) for v in (A, b, x))
    return np.einsum("ij,j->i", A, x) / 2 + np.einsum("ji,j->i", A, x) / 2 - b


quadratic_gradient = exercise(
    reference,
    pure=True,
    hints=[
        "For n = 2, which entries of A stand with x_0 x_1 in the double sum, and what is its slope in x_0?",
        (
            "Choose A = [[0, 1], [0, 0]], b = (0, 0) and x = (2, 6), so that f(x) = x_0 x_1 / 2. Find both partial "
            "derivatives on paper: does your program find them, too?"
        ),
        (
            "The gradient of the square of a length, as an example: ||C x||^2 is the sum of (sum_j c_ij x_j)^2, "
            "and differentiating by x_k leaves `2 * C.T @ (C @ x)`: the transpose appears because the sum runs "
            "over the rows."
        ),
    ],
)


shown, unseen = partial(case, points=0.5), partial(hidden, points=0.5)


@quadratic_gradient.cases
def sizes(rng):
    yield case("n=2", np.array([[1.0, 3.0], [-0.5, 2.0]]), np.array([0.5, -1.0]), np.array([2.0, 1.5]))
    yield case("n=3", *data.quadratic(rng, 3))
    A, b, x = data.quadratic(rng, 3)
    yield shown("symmetric", A + A.T, b, x)
    yield shown("n=1", np.array([[4.0]]), np.array([2.5]), np.array([3.0]))
    A, b, x = data.quadratic(rng, 2)
    yield shown("b = 0", A, 0 * b + 0.0, x)
    yield shown("x = 0", np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([1.5, -2.5]), np.zeros(2), needs="n=3")
    small = np.array([[3e-5, 5e-5], [-1e-5, 2e-5]]), np.array([4e-5, -7e-5]), np.array([1.371, -2.537])
    yield shown("small numbers", *small)
    yield shown("large numbers", *(1000 * v for v in data.quadratic(rng, 2)))
    yield unseen("n=5", *data.quadratic(rng, 5))
    yield unseen("n=4", *data.quadratic(rng, 4))
    A, b, x = data.quadratic(rng, 3)
    yield unseen("only the part above the diagonal", np.triu(A, 1), b, x)
    # Small integers: whatever the order of the sum, this is exactly 0.
    yield unseen(
        "at a minimum", np.array([[2.0, 3.0], [-1.0, 4.0]]), np.array([4.0, 9.0]), np.array([1.0, 2.0])
    )


@quadratic_gradient.cases
def kinds_of_numbers(rng):
    # Every way to sum is exact. f is near 1e19 and cancels in a difference quotient, whatever its step.
    far = (
        np.array([[3, 1], [-2, 5]]),
        np.array([6_999_999_985, 18_500_000_021]),
        np.array([3 * 10**9, 4 * 10**9]),
    )
    yield unseen("large integers, near the minimum", *far)
    yield case("integers", np.array([[2, 1], [4, 3]]), np.array([1, -1]), np.array([1, 3]))
    yield case("integer A", np.array([[1, 2], [-3, 5]]), np.array([0.75, -2.5]), np.array([0.5, 1.25]))
    yield shown("integer x", np.array([[0.5, 1.5], [2.25, -1.0]]), np.array([0.25, 1.5]), np.array([3, -2]))
    yield shown("integer b", np.array([[0.5, 1.5], [2.5, -1.0]]), np.array([2, -3]), np.array([1.5, 0.5]))
    A, b, x = data.quadratic(rng, 3)
    yield unseen("integer A and b", (5 * A).round().astype(int), (3 * b).round().astype(int), x)
    yield unseen("integer b and x", A, (3 * b).round().astype(int), (3 * x).round().astype(int))
    yield unseen("integers, n=3", *((4 * v).round().astype(int) for v in data.quadratic(rng, 3)))
    yield unseen("float32", *(v.astype(np.float32) for v in data.quadratic(rng, 3)))
    A, b, x = data.quadratic(rng, 4)
    yield unseen("float32 A only", A.astype(np.float32), b, x)
    A, b, x = data.quadratic(rng, 3)
    yield unseen("not contiguous", data.spread(A), data.spread(b), data.spread(x))
    yield unseen("read-only", data.read_only(A + 0.5), data.read_only(b - 0.5), data.read_only(x + 0.25))


@quadratic_gradient.scale
def scale(A, b, x):
    return float(np.max(np.abs(A) @ np.abs(x) + np.abs(A.T) @ np.abs(x) + np.abs(b)))


@quadratic_gradient.derivation
def by_sympy(A, b, x):
    """The double sum is written out in symbols and differentiated by each x_i."""
    n = len(x)
    v = data.symbols(n)
    A = [[data.exact(entry) for entry in row] for row in A]
    f = sum(A[i][j] * v[i] * v[j] for i in range(n) for j in range(n)) / sp.Integer(2)
    f -= sum(data.exact(b[i]) * v[i] for i in range(n))
    place = {s: data.exact(p) for s, p in zip(v, x, strict=True)}
    return [sp.diff(f, s).subs(place) for s in v]


@quadratic_gradient.drawn
def drawn(draw):
    n = draw.integer(1, 4)
    A = np.array([[draw.number(-5, 5) for _ in range(n)] for _ in range(n)])
    return (
        A,
        np.array([draw.number(-5, 5) for _ in range(n)]),
        np.array([draw.number(-5, 5) for _ in range(n)]),
    )


@quadratic_gradient.derivative_of
def of_what(A, b, x):
    yield lambda v: v @ A @ v / 2 - b @ v, x, None


@quadratic_gradient.right
def symmetric_part_first(A, b, x):
    return 0.5 * (A + A.T) @ x - b


@quadratic_gradient.right
def two_products(A, b, x):
    return (A @ x + A.T @ x) / 2 - b


@quadratic_gradient.right
def from_the_left(A, b, x):
    return 0.5 * (np.dot(A, x) + np.dot(x, A)) - b


@quadratic_gradient.right
def loops(A, b, x):
    n = len(x)
    return np.array([sum((A[i, j] + A[j, i]) * x[j] for j in range(n)) / 2 - b[i] for i in range(n)])


@quadratic_gradient.right
def filled(A, b, x):
    g = np.zeros(len(b))
    for i in range(len(b)):
        g[i] = -b[i]
        for j in range(len(b)):
            g[i] += 0.5 * A[i][j] * x[j] + 0.5 * A[j][i] * x[j]
    return g


@quadratic_gradient.right
def plain_lists(A, b, x):
    A, b, x = A.tolist(), b.tolist(), x.tolist()
    columns = list(zip(*A, strict=True))
    pairs = zip(A, columns, b, strict=True)
    return [
        sum((p + q) * v for p, q, v in zip(row, column, x, strict=True)) / 2 - c for row, column, c in pairs
    ]


@quadratic_gradient.right
def by_einsum(A, b, x):
    return np.einsum("ij,j->i", A + A.T, x) / 2 - b


@quadratic_gradient.right
def by_broadcasting(A, b, x):
    return np.sum((A + A.T) * x, axis=1) / 2 - b


@quadratic_gradient.right
def as_columns(A, b, x):
    x, b = x.reshape(-1, 1), b.reshape(-1, 1)
    return ((A + A.T) @ x / 2 - b).ravel()


@quadratic_gradient.right
def collected_in_place(A, b, x):
    g = A.astype(float) @ x
    g += x @ A
    g /= 2
    g -= b
    return g


@quadratic_gradient.right
def symmetric_and_rest(A, b, x):
    """With the antisymmetric part taken away from A x."""
    return A @ x - (A - A.T) @ x / 2 - b


@quadratic_gradient.mistake(
    "Which two entries of A stand with x_0 x_1, and which of them does your program use for entry 0?"
)
def symmetric_only(A, b, x):
    """This is A x - b, which is the gradient only where A is symmetric."""
    return A @ x - b


@quadratic_gradient.mistake("Each product x_i x_j appears twice in the sum. Which entries of A go with it?")
def transpose_only(A, b, x):
    """This is A^T x - b, which is the gradient only where A is symmetric."""
    return A.T @ x - b


@quadratic_gradient.mistake("Take n = 1: what is the derivative of a x^2 / 2?")
def no_half(A, b, x):
    """The factor 1/2 is missing."""
    return (A + A.T) @ x - b


@quadratic_gradient.mistake("Take n = 1: what is the derivative of a x^2 / 2?")
def half_too_often(A, b, x):
    """The first term is halved once too often."""
    return (A + A.T) @ x / 4 - b


@quadratic_gradient.mistake("Which factor has b in f?")
def all_halved(A, b, x):
    """b is halved as well; its factor is 1."""
    return ((A + A.T) @ x - b) / 2


@quadratic_gradient.mistake("To which of the terms does your factor 1/2 belong?")
def only_one_half(A, b, x):
    """Only the product with A^T is halved, as in `A + A.T / 2`: division comes before addition."""
    return A @ x + A.T @ x / 2 - b


@quadratic_gradient.mistake("To which of the terms does your factor 1/2 belong?")
def only_the_other_half(A, b, x):
    """Only the product with A is halved, and the one with A^T is not."""
    return A @ x / 2 + A.T @ x - b


@quadratic_gradient.mistake("Which sign has the linear term?")
def sign_of_b(A, b, x):
    """b is added instead of subtracted."""
    return 0.5 * (A + A.T) @ x + b


@quadratic_gradient.mistake("What is the gradient at x = 0?")
def no_b(A, b, x):
    """b is missing."""
    return 0.5 * (A + A.T) @ x


@quadratic_gradient.mistake("Does the gradient of b^T x depend on x?")
def b_times_x(A, b, x):
    """The linear term is not differentiated: b^T x is subtracted and not b."""
    return 0.5 * (A + A.T) @ x - b @ x


@quadratic_gradient.mistake("Does the slope of b_i x_i depend on x_i?")
def b_times_x_by_entry(A, b, x):
    """The linear term is not differentiated: b_i x_i is subtracted and not b_i."""
    return 0.5 * (A + A.T) @ x - b * x


@quadratic_gradient.mistake("Which way does f grow?")
def opposite_sign(A, b, x):
    """The gradient has the opposite sign: it points downhill."""
    return b - 0.5 * (A + A.T) @ x


@quadratic_gradient.mistake("Does `*` multiply matrices in NumPy?")
def diagonal_only(A, b, x):
    """Only the diagonal of A enters."""
    return (0.5 * (A + A.T) * x).diagonal() - b


@quadratic_gradient.mistake("What is the shape of `A * x`, and which shape should the product have?")
def star_for_product(A, b, x):
    """A matrix comes back: A and x are multiplied entry by entry (`*`), and nothing is summed."""
    return 0.5 * (A + A.T) * x - b


@quadratic_gradient.mistake("How many numbers has a gradient?")
def value_of_f(A, b, x):
    """This is the value of f, not its gradient."""
    return 0.5 * x @ A @ x - b @ x


@quadratic_gradient.mistake("Which division keeps the halves?")
def floor_division(A, b, x):
    """The halves are lost: the first term is rounded down to whole numbers, as `//` does."""
    return (A + A.T) @ x // 2 - b


@quadratic_gradient.mistake("Which division keeps the halves?")
def symmetric_part_floored(A, b, x):
    """The halves of the matrix are lost: (A + A^T) // 2 holds whole numbers."""
    return (A + A.T) // 2 @ x - b


@quadratic_gradient.mistake("When A is written over, what does A.T show?")
def in_place(A, b, x):
    """The caller's A is changed, as by `A += A.T` (for integers in A and `/=` it raises)."""
    A += A.T.copy()
    return A @ x / 2 - b


@quadratic_gradient.mistake("What is in the caller's b after the call?")
def in_place_b(A, b, x):
    """The caller's b is overwritten with the result (and it raises where b holds integers and the result does
    not)."""
    b -= 0.5 * (A + A.T) @ x
    b *= -1
    return b


@quadratic_gradient.mistake("What is in the caller's x after the call?")
def in_place_x(A, b, x):
    """The caller's x is overwritten with the result, which loses its fractions where x holds integers."""
    x[:] = 0.5 * (A + A.T) @ x - b
    return x


@quadratic_gradient.mistake("Which type of numbers can the array hold that you fill?")
def cut_to_the_type_of_x(A, b, x):
    """Where x holds integers, the gradient loses its fractions, as in an array by `np.zeros_like(x)`."""
    g = np.zeros_like(x)
    g[:] = 0.5 * (A + A.T) @ x - b
    return g


@quadratic_gradient.mistake("Which type of numbers can the array hold that you fill?")
def cut_to_the_type_of_b(A, b, x):
    """Where b holds integers, the gradient loses its fractions, as in an array by `np.zeros_like(b)`."""
    g = np.zeros_like(b)
    g[:] = 0.5 * (A + A.T) @ x - b
    return g


@quadratic_gradient.mistake("Which type of numbers can a copy of b hold when b holds integers?")
def subtracted_from_a_copy(A, b, x):
    """It raises where b holds integers and the product has fractions: `-=` and `+=` cannot put fractions into an
    array of integers."""
    g = b.copy()
    g -= 0.5 * (A + A.T) @ x
    return -g


@quadratic_gradient.mistake("Which type of numbers can the array hold that you fill with the symmetric part?")
def symmetric_part_cut_to_integers(A, b, x):
    """Where A holds integers, the halves in its symmetric part are lost."""
    S = np.zeros_like(A)
    S[...] = (A + A.T) / 2
    return S @ x - b


@quadratic_gradient.mistake("What becomes of 0.5 when x is given the type of A?")
def x_cut_to_integers(A, b, x):
    """When A holds integers, x loses its fractions."""
    return 0.5 * (A + A.T) @ x.astype(A.dtype) - b


@quadratic_gradient.mistake("How many entries has A when n = 3?")
def two_by_two(A, b, x):
    """Only the first two rows and columns enter, so for n = 2 it is right and otherwise not."""
    n = 2
    S = 0.5 * (A + A.T)
    return np.array([sum(S[i, j] * x[j] for j in range(n)) - b[i] for i in range(n)])


@quadratic_gradient.mistake("Which entry of A stands with x_i^2?")
def diagonal_counted_twice(A, b, x):
    """The entries on the diagonal count twice."""
    S = 0.5 * (A + A.T)
    return S @ x + np.diag(A) * x - b


@quadratic_gradient.mistake("Which entry of A stands with x_i^2?")
def diagonal_forgotten(A, b, x):
    """The entries on the diagonal are left out."""
    S = 0.5 * (A + A.T)
    return S @ x - np.diag(A) * x - b


@quadratic_gradient.mistake("Is A plus its transpose, or minus it?")
def antisymmetric_part(A, b, x):
    """The transpose is subtracted from A instead of added."""
    return 0.5 * (A - A.T) @ x - b


@quadratic_gradient.mistake("Is A multiplied by its transpose, or added to it?")
def product_with_transpose(A, b, x):
    """A is multiplied by its transpose instead of added to it."""
    return 0.5 * (A @ A.T) @ x - b


@quadratic_gradient.mistake("What does x - b stand for in the statement?")
def b_inside(A, b, x):
    """The matrix multiplies x - b instead of x alone."""
    return 0.5 * (A + A.T) @ (x - b)


@quadratic_gradient.mistake("Is the place x where the gradient is 0 asked for?")
def minimum(A, b, x):
    """This is the solution of (A + A^T)/2 x = b, where the gradient is 0, and not the gradient at x."""
    return np.linalg.lstsq(0.5 * (A + A.T), b, rcond=None)[0]


@quadratic_gradient.mistake("Can a difference quotient have 9 right digits?")
def differences(A, b, x):
    """These are difference quotients to one side, and too large by h a_ii / 2: they are not exact enough."""
    h = 1e-4
    return 0.5 * (A + A.T) @ x - b + h * np.diag(A) / 2


@quadratic_gradient.mistake(
    "Take A with 1 above the diagonal and 0 elsewhere: do both variables have a slope?"
)
def half_of_the_product(A, b, x):
    """This is A x / 2 - b: the product with A^T is missing."""
    return 0.5 * A @ x - b


@quadratic_gradient.mistake(
    "Take A with 1 above the diagonal and 0 elsewhere: do both variables have a slope?"
)
def half_of_the_transposed_product(A, b, x):
    """This is A^T x / 2 - b: the product with A is missing."""
    return 0.5 * A.T @ x - b


@quadratic_gradient.mistake("To which of your terms does @ x apply?")
def matrix_plus_vector(A, b, x):
    """A matrix comes back: only A^T is multiplied by x, and the vector is added to A, as in
    `A / 2 + A.T / 2 @ x`."""
    return 0.5 * A + 0.5 * A.T @ x - b


@quadratic_gradient.mistake("Can a copy of an array of integers be halved in place?")
def halved_in_place(A, b, x):
    """It raises where A holds integers: `/=` cannot put halves into an array of integers."""
    S = A + A.T
    S /= 2
    return S @ x - b


@quadratic_gradient.mistake("How often does your loop subtract b_i?")
def b_in_the_inner_loop(A, b, x):
    """b_i is subtracted n times, once for each j: it belongs outside the sum over j."""
    return 0.5 * (A + A.T) @ x - len(x) * b


@quadratic_gradient.mistake("What is left of the first term of the sum when the loop over j has ended?")
def last_term_only(A, b, x):
    """Of the sum over j only the last term is left: each one has replaced the one before (`=` for `+=`)."""
    return 0.5 * (A + A.T)[:, -1] * x[-1] - b


@quadratic_gradient.mistake("Which x stands with a_ij when you differentiate by x_i?")
def own_entry_of_x(A, b, x):
    """a_ij is multiplied by x_i instead of x_j (so it is when `A * x` is summed along the wrong axis)."""
    return 0.5 * np.sum(A + A.T, axis=1) * x - b


@quadratic_gradient.mistake("Is the sum over j a mean?")
def mean_for_sum(A, b, x):
    """The first term is divided by n: a mean is taken where a sum is meant."""
    return np.mean(0.5 * (A + A.T) * x, axis=1) - b


@quadratic_gradient.mistake("How many numbers has a gradient?")
def one_number(A, b, x):
    """All entries of the gradient are added up to one number."""
    return np.sum(0.5 * (A + A.T) @ x - b)


@quadratic_gradient.mistake("How many numbers has a gradient?")
def length(A, b, x):
    """This is the length of the gradient."""
    return np.linalg.norm(0.5 * (A + A.T) @ x - b)


@quadratic_gradient.mistake("May an entry of a gradient be negative?")
def absolute(A, b, x):
    """The signs of the entries are lost."""
    return np.abs(0.5 * (A + A.T) @ x - b)


@quadratic_gradient.mistake("How many digits are asked for?")
def rounded(A, b, x):
    """The result is rounded to a few decimals."""
    return np.round(0.5 * (A + A.T) @ x - b, 4)


@quadratic_gradient.mistake("What becomes of 0.75 when b is given the type of A?")
def b_cut_to_the_type_of_A(A, b, x):
    """When A holds integers, b loses its fractions."""
    return 0.5 * (A + A.T) @ x - b.astype(A.dtype)


@quadratic_gradient.mistake("What becomes of 0.25 when b is given the type of x?")
def b_cut_to_the_type_of_x(A, b, x):
    """When x holds integers, b loses its fractions."""
    return 0.5 * (A + A.T) @ x - b.astype(x.dtype)


@quadratic_gradient.mistake("What becomes of 1.5 when A is given the type of x?")
def A_cut_to_the_type_of_x(A, b, x):
    """When x holds integers, A loses its fractions."""
    return 0.5 * (A + A.T).astype(x.dtype) @ x - b


@quadratic_gradient.mistake("Which type of numbers can the result hold?")
def whole_numbers(A, b, x):
    """The result loses its fractions: it is converted to integers."""
    return (0.5 * (A + A.T) @ x - b).astype(int)


@quadratic_gradient.mistake("Which type of numbers can the array hold that you fill?")
def cut_to_the_type_of_A(A, b, x):
    """Where A holds integers, the gradient loses its fractions, as in an array made like a row of A."""
    g = np.zeros_like(A[0])
    g[:] = 0.5 * (A + A.T) @ x - b
    return g


@quadratic_gradient.mistake("Is it the gradient that is asked for, or a step against it?")
def downhill(A, b, x):
    """This is x minus the gradient: a step downhill."""
    return x - (0.5 * (A + A.T) @ x - b)


@quadratic_gradient.mistake("Which entries of A does your program read below the diagonal?")
def upper_part_only(A, b, x):
    """Only the entries on and above the diagonal enter, mirrored to the part below."""
    U = np.triu(A, 1)
    return (U + U.T + np.diag(np.diag(A))) @ x - b


@quadratic_gradient.mistake("Which shape has x, and which shape should the gradient have?")
def column(A, b, x):
    """A column comes back instead of a one-dimensional array."""
    return (0.5 * (A + A.T) @ x - b).reshape(-1, 1)


@quadratic_gradient.mistake("Print the shape of the product and of b.")
def column_minus_row(A, b, x):
    """A matrix comes back: a column minus a one-dimensional array is an (n, n) matrix."""
    return 0.5 * (A + A.T) @ x.reshape(-1, 1) - b


@quadratic_gradient.mistake("Which variable belongs to the last row of A?")
def last_entry_missing(A, b, x):
    """The last entry of the gradient is 0: the loop ends too early."""
    g = 0.5 * (A + A.T) @ x - b
    g[-1] = 0.0
    return g
