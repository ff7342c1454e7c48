"""What a learning rate does to gradient descent on a parabola: it converges, cycles or diverges."""

import math

import numpy as np
import sympy as sp

from autograder.authoring import case, exercise, hidden
from reference.gradient_descent import data

CONVERGES, CYCLES, DIVERGES = "converges", "cycles", "diverges"


def reference(curvature, learning_rate):
    squared = (curvature * learning_rate - 1.0) ** 2
    return CONVERGES if squared < 1.0 else CYCLES if squared == 1.0 else DIVERGES


learning_rate_regime = exercise(
    reference,
    picture="regime",
    hints=[
        "By which number does one step multiply x, and what happens to x when it is multiplied by it again "
        "and again?",
        "Draw the number line of r and mark -1 and 1. On which parts does repeated multiplication make a "
        "number smaller, and what happens at the two marks?",
        "A savings account as another example of a repeated factor: `rate = 0.02; factor = 1 + rate` and then "
        '`"grows" if factor > 1 else "shrinks"`. A factor that may be negative needs more care.',
    ],
)


@learning_rate_regime.derivation
def by_sympy(curvature, learning_rate):
    """What the factor of a step says; SymPy finds the slope, the factor and the limit of its powers."""
    c, rate = data.exact(curvature), data.exact(learning_rate)
    step = data.X - rate * sp.diff(c / 2 * data.X**2, data.X)
    factor = sp.cancel(step / data.X)
    k = sp.Symbol("k", integer=True, positive=True)
    distance = sp.limit(sp.Abs(factor) ** k, k, sp.oo)
    return {sp.Integer(0): CONVERGES, sp.Integer(1): CYCLES, sp.oo: DIVERGES}[distance]


@learning_rate_regime.drawn
def draw(drawn):
    """Quarters: every product is exact, and some lie on the bounds."""
    return drawn.integer(-8, 8) / 4, drawn.integer(-8, 8) / 4


def agreed(make, label, curvature, learning_rate, **settings):
    """A case on which reference and derivation agree, and which keeps the promise of the statement."""
    product = curvature * learning_rate
    assert product in (0, 2) or min(abs(product), abs(product - 2)) >= 0.01, label
    assert reference(curvature, learning_rate) == by_sympy(curvature, learning_rate), label
    return make(label, curvature, learning_rate, points=0.5, **settings)


# There are three answers, so an answer that never changes is right in a third of the cases. It must
# earn nothing: a check of one answer counts only together with a check of another answer.
GOOD = "x^2, rate 0.1"
LARGE = "x^2, rate 1.5"
UPHILL = "a negative rate goes uphill"


@learning_rate_regime.cases
def a_valley(rng):
    yield agreed(case, GOOD, 2.0, 0.1, needs=UPHILL)
    yield agreed(case, "x^2, rate 0.75: from side to side", 2.0, 0.75, needs=UPHILL)
    yield agreed(case, "x^2, rate 1", 2.0, 1.0, needs=GOOD)
    yield agreed(case, LARGE, 2.0, 1.5, needs=GOOD)
    yield agreed(case, "steep, rate 0.6", 8.0, 0.6, needs=GOOD)
    yield agreed(case, "gentle, rate 1.5", 1.0, 1.5, needs=LARGE)
    yield agreed(case, "gentle, rate 3.5", 0.5, 3.5, needs=LARGE)
    yield agreed(case, "straight to the minimum", 4.0, 0.25, needs=LARGE)
    yield agreed(case, "steep, rate 0.25", 8.0, 0.25, needs=GOOD)
    yield agreed(case, "just below the bound", 2.0, 0.99375, needs=LARGE)
    yield agreed(case, "just above the bound", 2.0, 1.00625, needs=GOOD)
    yield agreed(hidden, "steep, small rate", 20.0, 0.09, needs=UPHILL)
    yield agreed(hidden, "just below the bound, steep", 4.0, 0.496875, needs=LARGE)
    yield agreed(hidden, "just above the bound, steep", 4.0, 0.503125, needs=GOOD)
    yield agreed(hidden, "gentle, on the bound", 0.25, 8.0, needs=GOOD)
    yield agreed(hidden, "very gentle, rate 10", 0.00125, 10.0, needs=LARGE)
    yield agreed(hidden, "far beyond the bound", 12.5, 2.0, needs=GOOD)


@learning_rate_regime.cases
def other_signs(rng):
    yield agreed(case, "a hill", -1.0, 0.25, needs=GOOD)
    yield agreed(case, "a steep hill, rate 1", -4.0, 1.0, needs=GOOD)
    yield agreed(case, UPHILL, 2.0, -0.1, needs=GOOD)
    yield agreed(case, "up a hill", -4.0, -0.375, needs=LARGE)
    yield agreed(case, "up a hill, too fast", -3.0, -0.9, needs=GOOD)
    yield agreed(case, "rate 0", 3.0, 0.0, needs=GOOD)
    yield agreed(case, "flat", 0.0, 0.5, needs=GOOD)
    yield agreed(case, "flat, negative rate", 0.0, -2.0, needs=GOOD)
    yield agreed(hidden, "a steep hill", -8.0, 0.25, needs=GOOD)
    yield agreed(hidden, "to and fro around a hilltop", -0.5, -4.0, needs=GOOD)
    yield agreed(hidden, "up a hill, slowly", -2.0, -0.25, needs=LARGE)
    yield agreed(hidden, "a hill, rate 0", -3.0, 0.0, needs=GOOD)


@learning_rate_regime.cases
def integers(rng):
    yield agreed(case, "integers, on the bound", 1, 2, needs=GOOD)
    yield agreed(case, "integers", 3, 1, needs=GOOD)
    yield agreed(hidden, "integers, straight to the minimum", 1, 1, needs=LARGE)
    yield agreed(hidden, "integers, a hill", -2, 1, needs=GOOD)


@learning_rate_regime.right
def by_the_product(curvature, learning_rate):
    p = curvature * learning_rate
    if 0 < p < 2:
        return "converges"
    if p == 0 or p == 2:
        return "cycles"
    return "diverges"


@learning_rate_regime.right
def by_the_square(curvature, learning_rate):
    r = 1.0 - curvature * learning_rate
    return {True: "converges"}.get(r * r < 1, "cycles" if r * r == 1 else "diverges")


@learning_rate_regime.right
def with_a_tolerance(curvature, learning_rate):
    r = abs(1 - learning_rate * curvature)
    if math.isclose(r, 1, abs_tol=1e-6):
        return "cycles"
    return "converges" if r < 1 else "diverges"


@learning_rate_regime.right
def with_isclose(curvature, learning_rate):
    r = np.abs(1 - np.float64(learning_rate) * curvature)
    return "cycles" if np.isclose(r, 1) else ["diverges", "converges"][int(r < 1)]


@learning_rate_regime.right
def by_bounds(curvature, learning_rate):
    """The interval of good rates, for each sign of the curvature."""
    if curvature == 0 or learning_rate == 0 or learning_rate == 2 / curvature:
        return "cycles"
    low, high = sorted((0.0, 2 / curvature))
    return "converges" if low < learning_rate < high else "diverges"


@learning_rate_regime.right
def by_trying(curvature, learning_rate):
    """Seven steps from 1."""
    x = 1.0
    for _ in range(7):
        x -= learning_rate * curvature * x
    return "cycles" if abs(x) == 1 else "diverges" if abs(x) > 1 else "converges"


@learning_rate_regime.right
def by_the_sign_of_a_logarithm(curvature, learning_rate):
    r = abs(1 - learning_rate * curvature)
    if r == 0:
        return "converges"
    return ("cycles", "diverges", "converges")[int(np.sign(math.log(r)))]


@learning_rate_regime.right
def with_match(curvature, learning_rate):
    match 1 - curvature * learning_rate:
        case 1 | -1:
            return "cycles"
        case r if -1 < r < 1:
            return "converges"
    return "diverges"


@learning_rate_regime.right
def with_select(curvature, learning_rate):
    r = np.abs(1 - learning_rate * curvature)
    return np.select([r < 1, r == 1], ["converges", "cycles"], "diverges")


def by_size(r):
    """What most of the wrong programs below get right."""
    return CONVERGES if r < 1 else CYCLES if r == 1 else DIVERGES


@learning_rate_regime.mistake("If a step jumps past the minimum but lands nearer to it, has it helped?")
def bound_at_one_over_c(curvature, learning_rate):
    """The bound for the rate is half of what it is, as if the slope were twice as large: products of rate and
    curvature between 1 and 2 are said to diverge, and 1 to cycle."""
    p = curvature * learning_rate
    return CONVERGES if 0 < p < 1 else CYCLES if p in (0, 1) else DIVERGES


@learning_rate_regime.mistake("When x changes its side in every step, may it still come closer?")
def sides_cycle(curvature, learning_rate):
    """Whenever x jumps from side to side (r < 0) and comes closer, this is said to cycle."""
    r = 1 - learning_rate * curvature
    return CYCLES if -1 < r < 0 else by_size(abs(r))


@learning_rate_regime.mistake("When x changes its side in every step, may it still come closer?")
def sides_always_cycle(curvature, learning_rate):
    """Every negative r is said to cycle, whatever its size."""
    r = 1 - learning_rate * curvature
    return CYCLES if r < 0 or r == 1 else CONVERGES if r < 1 else DIVERGES


@learning_rate_regime.mistake("x jumps from 1 to -0.5. Is it farther from 0 now?")
def sides_diverge(curvature, learning_rate):
    """Whenever x jumps from side to side (r < 0), this is said to diverge."""
    r = 1 - learning_rate * curvature
    return DIVERGES if r < 0 else by_size(r)


@learning_rate_regime.mistake("x jumps from 1 to -0.5. Is it farther from 0 now?")
def sides_diverge_but_minus_one(curvature, learning_rate):
    """Whenever x jumps from side to side (r < 0) this is said to diverge, except for r = -1."""
    r = 1 - learning_rate * curvature
    return CYCLES if r == -1 else DIVERGES if r < 0 else by_size(r)


@learning_rate_regime.mistake("What happens to the distance from 0 when the factor is -1.5?")
def no_absolute_value(curvature, learning_rate):
    """Every r below 1 is said to converge, also -1 and -1.5, as without an absolute value."""
    return by_size(1 - learning_rate * curvature)


@learning_rate_regime.mistake(
    "What happens to the distance from 0 when the factor is -1.5, and when it is -1?"
)
def no_absolute_value_but_at_one(curvature, learning_rate):
    """r = -1 is a cycle, but r below -1 is said to converge: the comparison with 1 lacks the absolute value."""
    r = 1 - learning_rate * curvature
    return CYCLES if abs(r) == 1 else CONVERGES if r < 1 else DIVERGES


@learning_rate_regime.mistake("What happens to the distance from 0 when the factor is 1.5?")
def no_lower_bound(curvature, learning_rate):
    """A negative product of rate and curvature is said to converge, although r is larger than 1 then."""
    p = learning_rate * curvature
    return CYCLES if p in (0, 2) else CONVERGES if p < 2 else DIVERGES


@learning_rate_regime.mistake("Would the same rate suit a very steep and a very gentle valley?")
def curvature_taken_as_one(curvature, learning_rate):
    """The curvature has no influence: the answer is that for curvature 1, with the bound 2 for the rate."""
    return by_size(abs(1 - learning_rate))


@learning_rate_regime.mistake("Would the same rate suit a very steep and a very gentle valley?")
def curvature_taken_as_two(curvature, learning_rate):
    """The curvature has no influence: the answer is that for x^2, with the bound 1 for the rate."""
    return by_size(abs(1 - 2 * learning_rate))


@learning_rate_regime.mistake("Does your answer change with the learning rate?")
def rate_ignored(curvature, learning_rate):
    """The learning rate has no influence: the answer is that for the rate 1."""
    return by_size(abs(1 - curvature))


@learning_rate_regime.mistake("Is x = 0 a minimum when the curvature is negative?")
def hill_as_a_valley(curvature, learning_rate):
    """The answer for a hill is that for a valley, as if the curvature had lost its sign."""
    return by_size(abs(1 - learning_rate * abs(curvature)))


@learning_rate_regime.mistake("Which way does a step with a negative rate go?")
def rate_without_sign(curvature, learning_rate):
    """The answer for a negative rate is that for a positive one, as if the rate had lost its sign."""
    return by_size(abs(1 - abs(learning_rate) * curvature))


@learning_rate_regime.mistake("A negative rate goes uphill; where does that lead near a hilltop?")
def signs_dropped(curvature, learning_rate):
    """Only the size of rate times curvature counts, not its sign."""
    return by_size(abs(1 - abs(learning_rate * curvature)))


@learning_rate_regime.mistake("A negative rate goes uphill; where does that lead near a hilltop?")
def hills_always_diverge(curvature, learning_rate):
    """For a negative curvature the answer is always that it diverges, also when the steps go uphill."""
    return DIVERGES if curvature < 0 else by_size(abs(1 - learning_rate * curvature))


@learning_rate_regime.mistake("A negative rate goes uphill; where does that lead near a hilltop?")
def negative_rates_diverge(curvature, learning_rate):
    """For a negative rate the answer is always that it diverges, even on a hill."""
    return DIVERGES if learning_rate < 0 else by_size(abs(1 - learning_rate * curvature))


@learning_rate_regime.mistake(
    "Follow x by hand for three steps when the factor is exactly -1, and exactly 1."
)
def one_converges(curvature, learning_rate):
    """|r| = 1 is said to converge, and nothing to cycle."""
    return CONVERGES if abs(1 - learning_rate * curvature) <= 1 else DIVERGES


@learning_rate_regime.mistake(
    "Follow x by hand for three steps when the factor is exactly -1, and exactly 1."
)
def one_diverges(curvature, learning_rate):
    """|r| = 1 is said to diverge, and nothing to cycle."""
    return CONVERGES if abs(1 - learning_rate * curvature) < 1 else DIVERGES


@learning_rate_regime.mistake("The statement names two factors that count as a cycle. Which is the other?")
def standing_still_converges(curvature, learning_rate):
    """r = 1, where x stands still, is said to converge."""
    r = 1 - learning_rate * curvature
    return CONVERGES if r == 1 else by_size(abs(r))


@learning_rate_regime.mistake("The statement names two factors that count as a cycle. Which is the other?")
def standing_still_diverges(curvature, learning_rate):
    """r = 1, where x stands still, is said to diverge."""
    r = 1 - learning_rate * curvature
    return DIVERGES if r == 1 else by_size(abs(r))


@learning_rate_regime.mistake("What happens to x = 1 when it is multiplied by -1 again and again?")
def to_and_fro_converges(curvature, learning_rate):
    """r = -1, where x jumps to and fro, is said to converge."""
    r = 1 - learning_rate * curvature
    return CONVERGES if r == -1 else by_size(abs(r))


@learning_rate_regime.mistake("What happens to x = 1 when it is multiplied by -1 again and again?")
def to_and_fro_diverges(curvature, learning_rate):
    """r = -1, where x jumps to and fro, is said to diverge."""
    r = 1 - learning_rate * curvature
    return DIVERGES if r == -1 else by_size(abs(r))


@learning_rate_regime.mistake("Multiply 1 by 0.8 five times. Does it grow?")
def exchanged(curvature, learning_rate):
    """Convergence and divergence are exchanged."""
    r = abs(1 - learning_rate * curvature)
    return CONVERGES if r > 1 else CYCLES if r == 1 else DIVERGES


@learning_rate_regime.mistake("Is the slope added or subtracted in a step?")
def factor_of_ascent(curvature, learning_rate):
    """The answer is that for the opposite rate, as if r were 1 + learning_rate * curvature."""
    return by_size(abs(1 + learning_rate * curvature))


@learning_rate_regime.mistake("What is the derivative of curvature/2 * x^2?")
def slope_half_too_small(curvature, learning_rate):
    """The bound for the rate is twice what it is, as if the slope were half as large."""
    return by_size(abs(1 - learning_rate * curvature / 2))


@learning_rate_regime.mistake("How large is x after one step from 1?")
def step_instead_of_factor(curvature, learning_rate):
    """The size of learning_rate * curvature is compared with 1, not that of r."""
    return by_size(abs(learning_rate * curvature))


@learning_rate_regime.mistake("Is the slope multiplied by the rate, or divided by it?")
def bound_the_other_way_round(curvature, learning_rate):
    """The answer depends on the rate divided by the curvature, not on their product."""
    if curvature == 0:
        return DIVERGES
    return by_size(abs(1 - learning_rate / curvature))


@learning_rate_regime.mistake("In which order are a product and a difference evaluated?")
def parentheses(curvature, learning_rate):
    """The answer is that for r = (1 - learning_rate) * curvature."""
    return by_size(abs((1 - learning_rate) * curvature))


@learning_rate_regime.mistake("For which curvatures is 2 divided by the curvature no number?")
def division_by_zero(curvature, learning_rate):
    """The rate is compared with 2 / curvature, which raises an exception for the curvature 0."""
    bound = 2 / curvature
    return by_size(abs(1 - 2 * learning_rate / bound))


@learning_rate_regime.mistake("Where does the interval of good rates lie when the curvature is negative?")
def bound_for_valleys_only(curvature, learning_rate):
    """The answer is right for a positive curvature; for a hill or a plain, rates up to 0 are said to diverge or
    cycle like those of a valley, and all others to diverge."""
    if curvature > 0:
        return by_size(abs(1 - learning_rate * curvature))
    return CYCLES if learning_rate == 0 else DIVERGES


@learning_rate_regime.mistake("Is the answer one of the three words, letter by letter?")
def capital_letters(curvature, learning_rate):
    """The answer begins with a capital letter."""
    return by_size(abs(1 - learning_rate * curvature)).capitalize()


@learning_rate_regime.mistake("What kind of value does the statement ask for?")
def the_factor_itself(curvature, learning_rate):
    """The factor r comes back, a number; a word is asked for."""
    return float(1 - learning_rate * curvature)


@learning_rate_regime.mistake("What becomes of 0.6 when it is rounded to a whole number?")
def factor_rounded(curvature, learning_rate):
    """Whenever the size of r is near 1, between 1/2 and 3/2, this is said to cycle, as if r were rounded."""
    return by_size(abs(round(1 - learning_rate * curvature)))


@learning_rate_regime.mistake("What becomes of 1.5 when its fraction is cut off?")
def factor_cut(curvature, learning_rate):
    """Whenever the size of r is at least 1 and below 2, this is said to cycle, as if its fraction were cut off."""
    return by_size(abs(int(1 - learning_rate * curvature)))


@learning_rate_regime.mistake("Does your answer change with the learning rate?")
def always_converges(curvature, learning_rate):
    """The answer is always that it converges."""
    return CONVERGES


@learning_rate_regime.mistake("Does your answer change with the learning rate?")
def always_cycles(curvature, learning_rate):
    """The answer is always that it cycles."""
    return CYCLES


@learning_rate_regime.mistake("Does your answer change with the learning rate?")
def always_diverges(curvature, learning_rate):
    """The answer is always that it diverges."""
    return DIVERGES
