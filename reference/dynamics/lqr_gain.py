"""The best linear feedback for one state and one control: the scalar linear-quadratic regulator."""

import math
from functools import cache

import numpy as np
import sympy as sp

from autograder.authoring import case, exercise, hidden
from reference.dynamics import data


def reference(a, b, q, r):
    # (a + sqrt(a^2 + q*b^2/r)) / b cancels for a < 0; the same number without a difference:
    steady = math.sqrt(q / r)  # the gain for a = 0, but for its sign
    return math.copysign(steady, b) * math.exp(math.asinh(a / (abs(b) * steady)))


lqr_gain = exercise(
    reference,
    extra=True,
    hints=[
        "Put your gain into x' = (a - b*k) * x. Does x go to 0, and does k shrink when control gets expensive?",
        "There are three things to do: bring the equation for p into the form A*p^2 + B*p + C = 0, take the root "
        "that is asked for, and go from p to k. Check each with a = 4, b = 3, q = 57, r = 1, where p = 3.",
        "The positive root of another equation, 5*w^2 - 2*c*w - 1 = 0, as an example: "
        "`w = (c + np.sqrt(c**2 + 5)) / 5`; the other root, with a minus, is negative.",
    ],
)


@lqr_gain.cases
def signs(rng):
    yield case("runs away by itself", 1.0, 2.0, 4.0, 0.5)
    yield case("dies out by itself", -1.0, 2.0, 3.0, 4.0)
    yield case("stays by itself", 0.0, 2.0, 5.0, 0.25)
    yield case("control pulls the other way", 0.5, -1.5, 1.0, 2.0)
    yield case("dies out, control pulls the other way", -0.75, -0.5, 2.0, 0.5)
    yield hidden("runs away fast", 4.0, 0.5, 2.0, 3.0)
    yield hidden("dies out slowly", -0.25, 3.0, 0.2, 1.5)
    yield hidden("stays, control pulls the other way", 0.0, -0.3, 1.5, 0.7)
    yield hidden("runs away, control pulls the other way", 2.5, -4.0, 0.5, 6.0)


@lqr_gain.cases
def strong_drift(rng):
    """Where an iteration for p may end at the other root."""
    yield hidden("runs away fast, weak control", 9.0, 0.2, 0.5, 8.0, points=0.5)
    yield hidden("runs away fast, weak control the other way", 7.5, -0.1, 40.0, 2.5, points=0.5)
    yield hidden("dies out fast", -9.0, 0.5, 2.0, 20.0, points=0.5)


@lqr_gain.cases
def prices(rng):
    yield case("expensive control", 1.0, 1.0, 1.0, 100.0)
    yield case("cheap control", 0.5, 3.0, 8.0, 0.02)
    yield hidden("expensive control, dies out", -2.0, 1.5, 0.5, 50.0)
    yield hidden("cheap control, weak", 1.5, 0.1, 20.0, 0.01)


@lqr_gain.cases
def integers(rng):
    yield case("integers", 1, 2, 3, 5)
    yield hidden("integers, negative", -2, -3, 1, 7)


@lqr_gain.scale
def scale(a, b, q, r):
    """a cancels the root."""
    return (abs(a) + math.hypot(a, b * math.sqrt(q / r))) / abs(b)


@cache
def from_the_principle_of_optimality():
    """The best cost from x on is V(x) = p x^2, and V does not change if the best control goes on:
    min over u of q x^2 + r u^2 + V'(x) (a x + b u) = 0."""
    a, b = sp.symbols("a b", real=True)
    q, r = sp.symbols("q r", positive=True)
    x, u = sp.symbols("x u", real=True)
    p, k = sp.symbols("p k", real=True)
    V = p * x**2
    rate = q * x**2 + r * u**2 + sp.diff(V, x) * (a * x + b * u)
    (best,) = sp.solve(sp.diff(rate, u), u)
    roots = sp.solve(sp.cancel(rate.subs(u, best) / x**2), p)
    (gain,) = sp.solve(best + k * x, k)
    return (a, b, q, r), p, roots, gain


@lqr_gain.derivation
def by_sympy(a, b, q, r):
    """Of both roots the one with which x dies out; no gain nearby costs less."""
    symbols, p, roots, gain = from_the_principle_of_optimality()
    numbers = dict(zip(symbols, map(data.exact, (a, b, q, r)), strict=True))
    gains = [gain.subs(p, root).subs(numbers).evalf(30) for root in roots]
    (k,) = [v for v in gains if numbers[symbols[0]] - numbers[symbols[1]] * v < 0]
    # With u = -k x the state is e^((a - b k) t) and the cost is the integral of (q + r k^2) x^2.
    t, free = sp.Symbol("t", positive=True), sp.Symbol("free")
    decay = sp.Symbol("decay", positive=True)
    area = sp.integrate(sp.exp(-decay * t) ** 2, (t, 0, sp.oo))
    cost = (symbols[2] + symbols[3] * free**2) * area.subs(decay, symbols[1] * free - symbols[0])
    slope = sp.diff(cost, free).subs(numbers).subs(free, k)
    assert abs(slope) < 1e-12 * abs(cost.subs(numbers).subs(free, k)), "the cost has a slope at this gain"
    return k


@lqr_gain.drawn
def drawn(draw):
    b = draw.number(0.2, 4) * (2 * draw.integer(0, 1) - 1)
    return draw.number(-4, 4), b, draw.number(0.1, 9), draw.number(0.1, 9)


@lqr_gain.right
def closed_loop(a, b, q, r):
    return (a + math.sqrt(a * a + q * b * b / r)) / b


@lqr_gain.right
def textbook(a, b, q, r):
    p = (2 * a + np.sqrt(4 * a**2 + 4 * q * b**2 / r)) / (2 * b**2 / r)
    return b * p / r


@lqr_gain.right
def roots_of_a_polynomial(a, b, q, r):
    p = max(np.roots([-b * b / r, 2 * a, q]).real)
    return b * p / r


@lqr_gain.right
def without_a_difference(a, b, q, r):
    root = (a**2 + q * b**2 / r) ** 0.5
    p = q / (root - a) if a < 0 else r * (root + a) / b**2
    return p * b / r


@lqr_gain.right
def newton(a, b, q, r):
    """The curve bends downwards, so from far right Newton's method falls to the positive root."""
    p = 10 * (abs(a) + 1) * r / b**2 + q * r
    for _ in range(80):
        p -= (2 * a * p - b**2 * p**2 / r + q) / (2 * a - 2 * b**2 * p / r)
    return b * p / r


@lqr_gain.right
def bisection(a, b, q, r):
    def left_over(p):
        return 2 * a * p - b**2 * p**2 / r + q

    low, high = 0.0, 1.0
    while left_over(high) > 0:
        high *= 2
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if left_over(middle) > 0 else (low, middle)
    return b * low / r


@lqr_gain.right
def eigenvalue(a, b, q, r):
    """The stable direction of the Hamiltonian matrix: x' = a x - b^2/r y, y' = -q x - a y, with y = p x."""
    values, vectors = np.linalg.eig(np.array([[a, -b * b / r], [-q, -a]], dtype=float))
    x, y = vectors[:, np.argmin(values.real)]
    return np.array([b / r * (y / x)])


@lqr_gain.right
def decay_rate_first(a, b, q, r):
    """a - b k is the negative root -s, so k = (a + s)/b."""
    s = np.hypot(a, b * np.sqrt(q / r))
    return np.divide(a + s, b)


def root(a, b, q, r):
    return math.sqrt(a * a + q * b * b / r)


@lqr_gain.mistake("Put your gain into x' = (a - b*k) * x. Does x go to 0?")
def other_root(a, b, q, r):
    """The gain belongs to the negative root p, with which x does not go to 0."""
    return (a - root(a, b, q, r)) / b


@lqr_gain.mistake("What is asked for, p or k?")
def p_for_k(a, b, q, r):
    """This is p, not the gain k."""
    return r * (a + root(a, b, q, r)) / b**2


@lqr_gain.mistake("With u = -k * x, which sign must k have to push x back to 0?")
def sign(a, b, q, r):
    """The gain has the wrong sign, as for u = +k * x."""
    return -(a + root(a, b, q, r)) / b


@lqr_gain.mistake("Which sign must k have when b is negative?")
def always_positive(a, b, q, r):
    """The gain has the wrong sign when b is negative."""
    return abs((a + root(a, b, q, r)) / b)


@lqr_gain.mistake("Does your gain shrink when control becomes expensive?")
def price_of_control_ignored(a, b, q, r):
    """The gain is that for r = 1, whatever r is."""
    return (a + root(a, b, q, 1)) / b


@lqr_gain.mistake("Does your gain grow when being away from 0 becomes expensive?")
def price_of_distance_ignored(a, b, q, r):
    """The gain is that for q = 1, whatever q is."""
    return (a + root(a, b, 1, r)) / b


@lqr_gain.mistake("Does your gain shrink when control becomes expensive?")
def prices_exchanged(a, b, q, r):
    """The gain is that for q and r exchanged."""
    return (a + root(a, b, r, q)) / b


@lqr_gain.mistake("Does a stronger control need a larger or a smaller gain?")
def strength_ignored(a, b, q, r):
    """The gain is that for b = 1, whatever b is."""
    return a + root(a, 1, q, r)


@lqr_gain.mistake("What does x do by itself, and does your gain depend on it?")
def drift_ignored(a, b, q, r):
    """The gain is that for a = 0, whatever a is."""
    return root(0, b, q, r) / b


@lqr_gain.mistake("Should a state that dies out by itself need more control than one that runs away?")
def drift_with_the_wrong_sign(a, b, q, r):
    """The gain is that for the opposite a."""
    return (-a + root(a, b, q, r)) / b


@lqr_gain.mistake("Put your p into the equation: which term is half as large as it should be?")
def half_of_the_linear_term(a, b, q, r):
    """The gain is that for half of a, as when the term with p has the factor a instead of 2a."""
    return (a / 2 + root(a / 2, b, q, r)) / b


@lqr_gain.mistake("Put your p into the equation: is 4*A*C there under the root, or A*C?")
def four_left_out(a, b, q, r):
    """In the formula for the roots, the product of the outer coefficients lacks its factor 4."""
    return (2 * a + math.sqrt(4 * a * a + q * b * b / r)) / (2 * b)


@lqr_gain.mistake("In the formula for the roots, by what is the root divided?")
def denominator_without_two(a, b, q, r):
    """The gain is twice too large, as when the formula for the roots lacks the 2 of its denominator."""
    return 2 * (a + root(a, b, q, r)) / b


@lqr_gain.mistake("Is it -4*A*C or +4*A*C under the root, when A is negative?")
def sign_under_the_root(a, b, q, r):
    """The product of the outer coefficients enters the root with the wrong sign; where the root would be
    negative, its size is used."""
    return (a + math.sqrt(abs(a * a - q * b * b / r))) / b


@lqr_gain.mistake("Is b squared in the equation for p?")
def b_not_squared_under_the_root(a, b, q, r):
    """Under the root stands |b| instead of b^2."""
    return (a + math.sqrt(a * a + q * abs(b) / r)) / b


@lqr_gain.mistake("Is a squared under the root?")
def a_not_squared_under_the_root(a, b, q, r):
    """Under the root stands |a| instead of a^2."""
    return (a + math.sqrt(abs(a) + q * b * b / r)) / b


@lqr_gain.mistake("Is the root of a sum the sum of the roots?")
def root_of_a_sum(a, b, q, r):
    """The root of the sum is replaced by the sum of the roots."""
    return (a + abs(a) + abs(b) * math.sqrt(q / r)) / b


@lqr_gain.mistake("Which step is missing between p*p and p?")
def root_forgotten(a, b, q, r):
    """The square root is missing."""
    return (a + a * a + q * b * b / r) / b


@lqr_gain.mistake("How does u follow from p? Put your numbers into k = b*p/r.")
def gain_without_price(a, b, q, r):
    """The gain is r times too large, as by k = b*p."""
    return r * (a + root(a, b, q, r)) / b


@lqr_gain.mistake("How does u follow from p? Put your numbers into k = b*p/r.")
def gain_without_strength(a, b, q, r):
    """The gain is too large or small by the factor b, as by k = p/r."""
    return (a + root(a, b, q, r)) / b**2


@lqr_gain.mistake("How does u follow from p? Put your numbers into k = b*p/r.")
def gain_divided_by_strength(a, b, q, r):
    """The gain is b^2 times too small, as by k = p/(b*r)."""
    return (a + root(a, b, q, r)) / b**3


@lqr_gain.mistake("How does u follow from p? Put your numbers into k = b*p/r.")
def half_the_gain(a, b, q, r):
    """The gain is half of what it should be."""
    return (a + root(a, b, q, r)) / (2 * b)


@lqr_gain.mistake("How does u follow from p? Put your numbers into k = b*p/r.")
def price_multiplied(a, b, q, r):
    """The gain is r^2 times too large, as by k = b*p*r."""
    return r * r * (a + root(a, b, q, r)) / b


@lqr_gain.mistake("Is your number the gain, or what is left of a when the gain is at work?")
def closed_loop_rate(a, b, q, r):
    """This is a - b*k, the rate at which x changes under control, not the gain k."""
    return -root(a, b, q, r)


@lqr_gain.mistake("Does control cost something here?")
def just_stops_the_drift(a, b, q, r):
    """This gain makes x' = 0: it only cancels what x does by itself."""
    return a / b


@lqr_gain.mistake("Is time divided into steps here, or does it flow?")
def discrete_time(a, b, q, r):
    """This is the gain for steps x -> a*x + b*u, not for the differential equation x' = a*x + b*u."""
    p = q
    for _ in range(2000):
        p = q + a * a * p * r / (r + b * b * p)
    return a * b * p / (r + b * b * p)


@lqr_gain.mistake("How many numbers are asked for?")
def both(a, b, q, r):
    """p and k come back together; only k is asked for."""
    k = (a + root(a, b, q, r)) / b
    return k * r / b, k


@lqr_gain.mistake("What is 3 // 5?")
def floor_division(a, b, q, r):
    """A quotient in it is rounded down to a whole number, as `//` does."""
    return (a + math.sqrt(a * a + q * b * b // r)) / b


@lqr_gain.mistake("How many digits of your gain are right?")
def rounded(a, b, q, r):
    """The gain is rounded to four decimal places."""
    return round((a + root(a, b, q, r)) / b, 4)


@lqr_gain.mistake("Is p larger or smaller when the control has more effect?")
def multiplied_by_b_squared(a, b, q, r):
    """The gain is b^4 times too large, as when p is multiplied by b^2 instead of divided by it."""
    return b * (a + root(a, b, q, r)) * b * b


@lqr_gain.mistake("What does `x / b*b` mean in Python?")
def divided_and_multiplied(a, b, q, r):
    """The gain is b^2 times too large, as when p is not divided by b^2, or by `/ b*b` (divided by b, then multiplied
    by it)."""
    return b * (a + root(a, b, q, r))
