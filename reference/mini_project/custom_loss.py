"""A loss of the student's own and its gradient, judged by what must hold for any."""

import numpy as np

from autograder.authoring import exercise, pair

custom_loss = exercise(
    None,
    functions=("custom_loss", "custom_gradient"),
    parameters=("w",),
    hints=[
        "At w = (1, 1), what does a difference quotient of your loss give for each entry?",
        "Take one entry of w at a time: hold the others fixed, differentiate on paper, put in w = (1, 2) and "
        "compare with the difference quotient.",
        "The loss `np.sum(np.cos(w))` has, as an example, the gradient `-np.sin(w)`: each entry of w appears "
        "in one term only.",
    ],
)


def points(rng, k, d):
    """k points, none of whose entries is near 0 or like another; too many digits to hide a rounded gradient."""
    size = rng.uniform(0.3, 4.5, (k, d)) + 0.05 * np.arange(d)
    return (size * rng.choice([-1, 1], (k, d))).round(5)


@custom_loss.cases
def cases(rng):
    yield pair("d = 2", points(rng, 6, 2))
    yield pair("d = 3", points(rng, 5, 3))
    yield pair("integers", np.array([[3, -2], [-3, 4], [4, 3], [-2, -4]]))
    yield pair("d = 5", points(rng, 4, 5), hidden=True)


@custom_loss.cases
def elsewhere(rng):
    """Along each axis, and through each quadrant or octant, where a loss may fall for ever; and at kinks."""
    far = {"judge": "rays", "needs": "d = 2: gradient", "points": 0.5}
    axes = np.concatenate([np.eye(2), -np.eye(2)])
    yield pair("far out", [*axes + 0.0, *oblique(rng, 2), *oblique(rng, 2)], **far)
    yield pair("far out, d = 3", oblique(rng, 3), hidden=True, **far)
    zeros = points(rng, 4, 2) * np.array([[0, 1], [1, 0], [0, 1], [1, 0]]) + 0.0
    # where people put kinks: at the axes, and at round numbers, all entries at once
    round_numbers = np.outer([0, 0.5, -0.5, 1, -1, 1.5, 2, -2, 3, -3, 4, 5], [1.0, 1.0])
    yield pair("round numbers", [*zeros, *round_numbers], judge="kinks", needs="d = 2: gradient")


@custom_loss.cases
def text(rng):
    yield pair("gradient is a new array", points(rng, 1, 3), judge="new", needs="d = 2: gradient")
    yield pair("gradient by hand", judge="by hand", needs="d = 2: gradient")


def oblique(rng, d):
    """A direction for each combination of signs."""
    signs = np.stack(np.meshgrid(*[[-1.0, 1.0]] * d), axis=-1).reshape(-1, d)
    return signs * rng.uniform(0.5, 1.5, signs.shape).round(3)


@custom_loss.right
def quadratic_of_two():
    def loss(w):
        return float((w[0] - 1) ** 2 + 4 * (w[1] + 2) ** 2)

    def gradient(w):
        g = np.zeros(len(w))
        g[0], g[1] = 2 * (w[0] - 1), 8 * (w[1] + 2)
        return g

    return loss, gradient


@custom_loss.right
def logistic():
    def loss(w):
        return float(np.sum(np.logaddexp(0, -w)) + np.logaddexp(0, 2 * w[0]) + 0.5 * np.sum(w**2))

    def gradient(w):
        g = 1.0 * w - 1 / (1 + np.exp(w))
        g[0] += 2 / (1 + np.exp(-2 * w[0]))
        return g

    return loss, gradient


@custom_loss.right
def regression_on_fixed_data():
    def rows(w):
        i = np.arange(1, 5).reshape(-1, 1)
        return np.cos(i * np.arange(len(w))), np.sin(np.arange(4.0))

    def loss(w):
        A, b = rows(w)
        return np.mean((A @ w - b) ** 2) / 2

    def gradient(w):
        A, b = rows(w)
        return A.T @ (A @ w - b) / len(b)

    return loss, gradient


@custom_loss.right
def banana():
    def loss(w):
        return sum((1 - w[i]) ** 2 + 5 * (w[i + 1] - w[i] ** 2) ** 2 for i in range(len(w) - 1))

    def gradient(w):
        g = [0.0] * len(w)
        for i in range(len(w) - 1):
            gap = w[i + 1] - w[i] ** 2
            g[i] += -2 * (1 - w[i]) - 20 * w[i] * gap
            g[i + 1] += 10 * gap
        return g

    return loss, gradient


@custom_loss.right
def waves_in_a_bowl():
    def loss(w):
        return np.dot(w, w) / 2 + np.sum(np.cos(3 * w))

    def gradient(w):
        return w - 3 * np.sin(3 * w)

    return loss, gradient


@custom_loss.right
def mixed_term():
    def loss(w):
        return float(w @ w + w[0] * w[1])

    def gradient(w):
        return 2.0 * w + np.concatenate([[w[1], w[0]], np.zeros(len(w) - 2)])

    return loss, gradient


@custom_loss.right
def half_a_square():
    return (lambda w: 0.5 * np.sum(w**2)), (lambda w: w.copy())


@custom_loss.right
def square_root():
    def loss(w):
        return np.sqrt(1 + np.sum((w - 1) ** 2))

    return loss, (lambda w: (w - 1) / loss(w))


@custom_loss.right
def falls_to_a_bound():
    """A logistic loss alone: it falls for ever, by less and less."""

    def loss(w):
        return np.logaddexp(0, -np.sum(w))

    return loss, (lambda w: -np.ones(len(w)) / (1 + np.exp(np.sum(w))))


@custom_loss.right
def logistic_that_overflows_far_out():
    def loss(w):
        return np.log(1 + np.exp(-(2 * w[0] - w[1]))) + 0.25 * np.sum(w**2)

    def gradient(w):
        g = 0.5 * w
        g[:2] -= np.array([2.0, -1.0]) / (1 + np.exp(2 * w[0] - w[1]))
        return g

    return loss, gradient


@custom_loss.right
def raises_far_out():
    import math

    def loss(w):
        return math.exp(w[0]) + math.exp(-w[0]) + w[1] ** 2

    def gradient(w):
        return [math.exp(w[0]) - math.exp(-w[0]), 2.0 * w[1], *[0.0] * (len(w) - 2)]

    return loss, gradient


@custom_loss.right
def waves():
    return (lambda w: np.sum(1 - np.cos(w))), (lambda w: np.sin(w))


@custom_loss.right
def softmax_and_a_label():
    """Far out, its terms are large and cancel."""

    def loss(w):
        top = np.max(w)
        return top + np.log(np.sum(np.exp(w - top))) - w[0]

    def gradient(w):
        p = np.exp(w - np.max(w))
        return p / p.sum() - np.eye(len(w))[0]

    return loss, gradient


@custom_loss.right
def flat_along_a_diagonal():
    """A square that is written out: the terms cancel along w[0] = w[1], and small errors are left."""

    def loss(w):
        return 0.3 * w[0] ** 2 - 0.6 * w[0] * w[1] + 0.3 * w[1] ** 2

    def gradient(w):
        return np.concatenate([0.6 * (w[0] - w[1]) * np.array([1.0, -1.0]), np.zeros(len(w) - 2)])

    return loss, gradient


@custom_loss.mistake("Does your loss depend on w?")
def constant():
    """The loss is constant, and its gradient is zero: there is nothing to minimise."""
    return (lambda w: 1.0), (lambda w: np.zeros(len(w)))


@custom_loss.mistake("Where is the minimum of your loss?")
def linear():
    """The loss is linear, so it has no minimum."""
    return (lambda w: float(w[0] + 2 * np.sum(w))), (lambda w: 2.0 + np.eye(len(w))[0])


@custom_loss.mistake("What is the derivative of the square of w?")
def factor_two_lost():
    """For a sum of squares, the 2 that comes down from the square is missing."""
    return (lambda w: float(np.sum(w**2))), (lambda w: 1.0 * w)


@custom_loss.mistake("If the loss has a factor 1/2, what becomes of the 2 of the square?")
def factor_two_too_much():
    """For half a sum of squares, the gradient is that of the whole sum."""
    return (lambda w: float(np.sum(w**2)) / 2), (lambda w: 2.0 * w)


@custom_loss.mistake("Which way does the gradient point: up or down?")
def opposite_sign():
    """The gradient of a sum of squares points downhill: its sign is the opposite one."""
    return (lambda w: float(np.sum((w - 1) ** 2))), (lambda w: -2.0 * (w - 1))


@custom_loss.mistake("By what is w multiplied inside the square?")
def inner_derivative_missing():
    """The inner derivative, the factor 3 inside the square, is missing."""
    return (lambda w: float(np.sum((3 * w - 1) ** 2))), (lambda w: 2.0 * (3 * w - 1))


@custom_loss.mistake("Does the first entry of your gradient know about w[1]?")
def mixed_term_missing():
    """The term w[0] * w[1] of the loss is missing in the gradient."""
    return (lambda w: float(np.sum(w**2) + w[0] * w[1])), (lambda w: 2.0 * w)


@custom_loss.mistake("Your loss is a mean. Of how many terms?")
def mean_and_sum():
    """The loss is the mean of the squares, the gradient is that of their sum."""
    return (lambda w: float(np.mean(w**2))), (lambda w: 2.0 * w)


@custom_loss.mistake("How many entries has w, and how many has your gradient?")
def two_entries_only():
    """The gradient always has two entries, also when w has more."""
    return (lambda w: float(w[0] ** 2 + w[1] ** 2)), (lambda w: np.array([2.0 * w[0], 2.0 * w[1]]))


@custom_loss.mistake("What happens to `a, b = w` when w has three entries?")
def unpacked_into_two():
    """w is unpacked into two names, which raises ValueError when it has more entries."""

    def loss(w):
        a, b = w
        return float(a**2 + b**2)

    def gradient(w):
        a, b = w
        return np.array([2.0 * a, 2.0 * b])

    return loss, gradient


@custom_loss.mistake("How many partial derivatives has a function of d variables?")
def gradient_is_one_number():
    """The partial derivatives are added up: one number comes back and not d of them."""
    return (lambda w: float(np.sum(w**2))), (lambda w: float(np.sum(2.0 * w)))


@custom_loss.mistake("What shape has w, and what shape has your gradient?")
def gradient_is_a_column():
    """The gradient is a column (d, 1), while w is one-dimensional."""
    return (lambda w: float(np.sum(w**2))), (lambda w: (2.0 * w).reshape(-1, 1))


@custom_loss.mistake("How many numbers is a loss?")
def loss_not_summed():
    """The loss is one number for each entry of w; they are not added up."""
    return (lambda w: w**2), (lambda w: 2.0 * w)


@custom_loss.mistake("What does a function without `return` give back?")
def loss_returns_nothing():
    """The loss returns None: it is computed, and perhaps printed, but not returned."""
    return (lambda w: None), (lambda w: 2.0 * w)


@custom_loss.mistake("Which w have a logarithm?")
def logarithm_of_negative():
    """The loss contains the logarithm of w and is nan for negative w."""
    return (lambda w: float(np.sum(w**2 - np.log(w)))), (lambda w: 2 * w - 1 / w)


@custom_loss.mistake("Is the slope of the loss asked for, or the slope of the slope?")
def second_derivative():
    """The gradient is differentiated once too often."""
    return (lambda w: float(np.sum(w**2))), (lambda w: np.full(len(w), 2.0))


@custom_loss.mistake("How long should the gradient be far away from the minimum?")
def length_one():
    """The gradient is scaled to the length 1: its direction is right, its size is not."""
    return (lambda w: float(np.sum(w**2))), (lambda w: w / np.linalg.norm(w))


@custom_loss.mistake("Is the gradient asked for, or the weights after a step?")
def updated_weights():
    """The weights after a step are returned and not the gradient."""
    return (lambda w: float(np.sum(w**2))), (lambda w: w - 0.1 * 2 * w)


@custom_loss.mistake("Is the gradient zero wherever you look?")
def zero_gradient():
    """The gradient is zero everywhere, although the loss is not constant."""
    return (lambda w: float(np.sum(w**2))), (lambda w: np.zeros(len(w)))


@custom_loss.mistake("Has the penalty a derivative, too?")
def penalty_missing():
    """The penalty, half a sum of squares, is missing in the gradient of a logistic loss."""
    return (
        lambda w: float(np.sum(np.logaddexp(0, -w)) + 0.5 * np.sum(w**2)),
        lambda w: -1 / (1 + np.exp(w)),
    )


@custom_loss.mistake("At w = 0, does a logistic loss fall or rise with w?")
def sign_of_the_exponent():
    """In the derivative of log(1 + e^(-w)) the exponent has the wrong sign: it is -1/(1 + e^w)."""
    return (
        lambda w: float(np.sum(np.logaddexp(0, -w)) + 0.5 * np.sum(w**2)),
        lambda w: -1 / (1 + np.exp(-w)) + w,
    )


@custom_loss.mistake("Which dtype has `np.zeros_like(w)` when w holds integers?")
def cut_to_integers():
    """When w holds integers, the gradient loses its fractions."""

    def gradient(w):
        g = np.zeros_like(w)
        g[:] = 2 * (w - 0.5) * 1.5
        return g

    return (lambda w: float(1.5 * np.sum((w - 0.5) ** 2))), gradient


@custom_loss.mistake("How large is the error of a one-sided difference with a step of 0.001?")
def one_sided_differences():
    """The gradient is a one-sided difference quotient, which is not exact enough."""

    def loss(w):
        return float(np.sum(w**2))

    def gradient(w):
        return np.array([(loss(w + s) - loss(w)) / 1e-3 for s in 1e-3 * np.eye(len(w))])

    return loss, gradient


@custom_loss.mistake("Call your loss twice with the same array: do you get the same number?")
def loss_changes_its_argument():
    """The loss changes w, as by `w -= 1`."""

    def loss(w):
        w -= 1
        return float(np.sum(w**2))

    return loss, (lambda w: 2.0 * (w - 1))


@custom_loss.mistake("Print w before and after you call your gradient: is it still what it was?")
def gradient_changes_its_argument():
    """The gradient changes w, as by `w *= 2`."""

    def gradient(w):
        w *= 2
        return w

    return (lambda w: float(np.sum(w**2))), gradient


@custom_loss.mistake("What has the function to be that your gradient belongs to?")
def gradient_of_another_loss():
    """The loss is the square root of a sum of squares, but the gradient is that of the sum itself."""
    return (lambda w: float(np.sqrt(np.sum(w**2)))), (lambda w: 2.0 * w)


@custom_loss.mistake("How small does your loss become when w[0] is -1000?")
def cubic():
    """The loss contains the cube of w[0], which falls without end where w[0] is negative."""

    def gradient(w):
        g = 2.0 * w
        g[0] += 0.6 * w[0] ** 2
        return g

    return (lambda w: float(np.sum(w**2) + 0.2 * w[0] ** 3)), gradient


@custom_loss.mistake("Where is your loss lowest?")
def upside_down():
    """The loss is minus a sum of squares: it has a maximum and falls without end."""
    return (lambda w: -float(np.sum(w**2))), (lambda w: -2.0 * w)


@custom_loss.mistake("What does the loss do when w[0] = -w[1] grows?")
def product():
    """The loss is the product of w[0] and w[1], which has no lower bound."""

    def gradient(w):
        return np.concatenate([[w[1], w[0]], np.zeros(len(w) - 2)]) * 1.0

    return (lambda w: float(w[0] * w[1])), gradient


@custom_loss.mistake("Does minus a logarithm have a lowest value?")
def minus_a_logarithm():
    """The loss falls like minus a logarithm: slowly, but without end."""
    return (lambda w: -float(np.log(1 + np.sum(w**2)))), (lambda w: -2.0 * w / (1 + np.sum(w**2)))


@custom_loss.mistake("What happens to w when a caller multiplies your gradient in place?")
def returns_its_argument():
    """The gradient returns w itself and not a new array."""
    return (lambda w: 0.5 * float(np.sum(w**2))), (lambda w: w)


@custom_loss.mistake("What is the slope of the absolute value on either side of 0?")
def absolute_values():
    """The loss contains absolute values, so it has kinks: it is not smooth where an entry of w is 0."""
    return (lambda w: float(np.sum(np.abs(w)) + np.sum(w**2))), (lambda w: np.sign(w) + 2.0 * w)


@custom_loss.mistake("Is your loss smooth where w[0] changes its sign?")
def one_sided():
    """The loss contains max(0, w), which has a kink at 0: it is not smooth there."""
    return (
        (lambda w: float(np.sum(np.maximum(0, w)) + 0.5 * np.sum(w**2))),
        (lambda w: (w > 0) + 1.0 * w),
    )


@custom_loss.mistake("What is the slope of max(0, 1 - w) on either side of w = 1?")
def hinge():
    """The loss contains max(0, 1 - w), which has a kink at 1: it is not smooth there."""
    return (
        (lambda w: float(np.sum(np.maximum(0, 1 - w)) + 0.5 * np.sum(w**2))),
        (lambda w: np.where(w < 1, -1.0, 0.0) + w),
    )


@custom_loss.mistake("What does your loss do where w[0] passes 2?")
def absolute_distances():
    """The loss contains the absolute value of w - 2, so it has a kink where an entry is 2."""
    return (
        (lambda w: float(np.sum(np.abs(w - 2)) + np.sum(w**2))),
        (lambda w: np.sign(w - 2) + 2.0 * w),
    )


@custom_loss.mistake("Have the two pieces the same slope where they meet?")
def joined_with_a_kink():
    """The loss is a square near 0 and an absolute value further out; where they meet, at 1, their slopes differ."""

    def loss(w):
        a = np.abs(w)
        return float(np.sum(np.where(a < 1, a**2, a)))

    return loss, (lambda w: np.where(np.abs(w) < 1, 2 * w, np.sign(w)))


@custom_loss.mistake("What is the loss where w[0] = w[1], and what is its slope on either side?")
def largest_entry():
    """The loss contains the larger of two entries, which has a kink where they are equal."""

    def gradient(w):
        g = 2.0 * w
        g[np.argmax(w)] += 1
        return g

    return (lambda w: float(np.max(w) + np.sum(w**2))), gradient


@custom_loss.right
def square_of_a_hinge():
    return (lambda w: np.sum(np.maximum(0, 1 - w) ** 2)), (lambda w: -2.0 * np.maximum(0, 1 - w))


@custom_loss.right
def almost_a_distance():
    """Sharp, and smooth all the same: from a point that people like."""

    def loss(w):
        return np.sum(np.sqrt((w - 1) ** 2 + 1e-6))

    return loss, (lambda w: (w - 1) / np.sqrt((w - 1) ** 2 + 1e-6))


@custom_loss.right
def huber():
    """Quadratic near 0 and linear far out, without a kink."""

    def loss(w):
        a = np.abs(w)
        return np.sum(np.where(a < 1, a**2 / 2, a - 0.5))

    return loss, (lambda w: np.clip(w, -1.0, 1.0))


@custom_loss.right
def huber_joined_at_three():
    """Its slope has a bend at 3 and -3."""

    def loss(w):
        a = np.abs(w)
        return np.sum(np.where(a < 3, a**2 / 2, 3 * a - 4.5))

    return loss, (lambda w: np.clip(w, -3.0, 3.0))


@custom_loss.right
def almost_absolute_values():
    return (lambda w: np.sum(np.sqrt(w**2 + 1e-6))), (lambda w: w / np.sqrt(w**2 + 1e-6))
