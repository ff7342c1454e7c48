"""One descent for each learning rate, all from the same start."""

import numpy as np

from autograder.authoring import case, exercise, hidden
from reference.mini_project import data


def reference(loss, gradient, w0, learning_rates, iterations):
    curves = {}
    for rate in learning_rates:
        path = np.empty((iterations + 1, len(w0)))
        path[0] = w0
        for k in range(iterations):
            path[k + 1] = path[k] - rate * gradient(path[k])
        curves[rate] = np.fromiter(map(loss, path), float)
    return curves


learning_rate_experiment = exercise(
    reference,
    picture="steps",
    pure=True,
    hints=[
        "Where does your second descent start, and what is the first entry of its losses?",
        "Write down by hand for one rate and two updates: the loss, the weights, the loss, the weights, the "
        "loss. Which of them are asked for, and what has to be made anew for the next rate?",
        "Balances for several interest rates, as an example: for each rate, start again with 100 and collect "
        "`[100.0, 100.0 * (1 + r), 100.0 * (1 + r) ** 2]` under the key `r`.",
    ],
)


@learning_rate_experiment.cases
def experiments(rng):
    start = np.array([4.0, 3.0])
    yield case("three rates", *data.BOWL, start, [0.01, 0.1, 0.2], 4)
    yield case("one rate", *data.MIXED, np.array([1.0, -2.0]), [0.125], 3)
    yield case("one diverges", *data.BOWL, start, [1.5, 0.01], 4)
    yield case("one oscillates", *data.BOWL, np.array([2.5, 0.0]), [0.05, 0.25], 5)
    yield case("a tuple of rates", *data.MIXED, np.array([0.0, 1.5]), (0.2, 0.05), 2)
    yield case("the gradient is its argument", *data.ROUND, np.array([3.0, -1.0, 2.0]), [0.5, 0.1], 3)
    yield case("no update", *data.BOWL, np.array([0.0, 0.5]), [0.1, 0.2], 0)
    yield case("hardly any change", *data.ROUND, np.array([1.0, 2.0]), [0.9, 1e-6], 6)
    yield case("hardly any change at first", *data.QUARTIC, np.array([1e-7, 1.0]), [0.1], 70)
    yield hidden("rises and falls", *data.QUARTIC, np.array([0.6, 1.3]), [0.3], 7)
    yield hidden("four rates", *data.MIXED, np.array([2.0, 0.5]), [0.3, 0.02, 0.45, 0.1], 12)
    yield hidden("a logistic loss", *data.LOGISTIC, np.array([-2.0, 0.5, 1.5]), [0.5, 1.5], 8)
    yield hidden("two minima", *data.QUARTIC, np.array([0.4, -1.3]), [0.02, 0.1, 0.15], 10)
    yield hidden("100 updates", *data.BOWL, np.array([-3.0, 1.0]), [0.02, 0.22], 100)
    yield hidden("200 updates", *data.QUARTIC, np.array([1e-6, -1e-6]), [0.025, 0.03], 200)
    yield hidden("growth, one weight", *data.ONE, np.array([1.5]), [0.35, 0.1], 20)
    yield hidden("a rate far too large", *data.BOWL, np.array([2.0, 1.0]), [1.0, 0.2, 0.3], 30)


@learning_rate_experiment.cases
def kinds_of_numbers(rng):
    yield case("integer w0", *data.BOWL, np.array([4, 3]), [0.05, 0.1], 3)
    yield case("integer w0, the gradient is its argument", *data.ROUND, np.array([2, -3]), [0.25], 2)
    yield hidden("integer w0, three weights", *data.LOGISTIC, np.array([1, -2, 3]), [0.3, 0.6], 4)
    yield hidden("w0 not contiguous", *data.QUARTIC, np.repeat([0.5, 1.2, -0.7], 2)[::2], [0.05], 4)


@learning_rate_experiment.derivation
def by_sympy(loss, gradient, w0, learning_rates, iterations):
    """The gradient is differentiated by SymPy, and every update made in exact fractions."""
    curves = {}
    for rate in learning_rates:
        w = [data.exact(v) for v in w0]
        curves[rate] = [loss.at(w)]
        for _ in range(iterations):
            step = loss.slope_at(w)
            w = [v - data.exact(rate) * s for v, s in zip(w, step, strict=True)]
            curves[rate].append(loss.at(w))
    return curves


@learning_rate_experiment.drawn
def drawn(draw):
    d = draw.integer(1, 3)
    loss, gradient = data.polynomial(draw, d)
    w0 = np.array([draw.number(-2, 2) for _ in range(d)])
    rates = [draw.number(0.01, 0.2), draw.number(0.3, 0.6)]
    return loss, gradient, w0, rates, draw.integer(0, 4)


@learning_rate_experiment.scale
def scale(loss, gradient, w0, learning_rates, iterations):
    """Terms of a loss may cancel near its minimum; they are about as large as the loss at the start."""
    return 1 + abs(float(loss(np.array(w0, float))))


@learning_rate_experiment.right
def with_a_helper(loss, gradient, w0, learning_rates, iterations):
    def run(rate):
        w = w0.astype(float)
        out = np.empty(iterations + 1)
        out[0] = loss(w)
        for i in range(iterations):
            w = w - rate * gradient(w)
            out[i + 1] = loss(w)
        return out

    return {rate: run(rate) for rate in learning_rates}


@learning_rate_experiment.right
def updates_in_place(loss, gradient, w0, learning_rates, iterations):
    curves = {}
    for rate in learning_rates:
        w = 1.0 * w0
        curves[rate] = np.full(iterations + 1, loss(w))
        for k in range(1, iterations + 1):
            w -= rate * gradient(w)
            curves[rate][k] = loss(w)
    return curves


@learning_rate_experiment.right
def all_weights_first(loss, gradient, w0, learning_rates, iterations):
    curves = {}
    for rate in learning_rates:
        path = [w0]
        while len(path) <= iterations:
            path.append(path[-1] - rate * gradient(path[-1]))
        curves[rate] = [loss(w) for w in path]
    return curves


@learning_rate_experiment.right
def recursion(loss, gradient, w0, learning_rates, iterations):
    def losses(w, rate, left):
        if left == 0:
            return [loss(w)]
        return [loss(w), *losses(w - rate * gradient(w), rate, left - 1)]

    return {rate: np.array(losses(w0, rate, iterations)) for rate in learning_rates}


@learning_rate_experiment.right
def all_rates_at_once(loss, gradient, w0, learning_rates, iterations):
    rates = np.array(learning_rates, float)
    W = np.tile(np.array(w0, float), (len(rates), 1))
    history = [[loss(w) for w in W]]
    for _ in range(iterations):
        W = W - rates[:, None] * np.array([gradient(w) for w in W])
        history.append([loss(w) for w in W])
    return dict(zip(learning_rates, np.array(history).T, strict=True))


@learning_rate_experiment.right
def accumulate(loss, gradient, w0, learning_rates, iterations):
    from functools import partial
    from itertools import accumulate

    def step(rate, w, _):
        return w - np.multiply(rate, gradient(w))

    return {
        rate: np.fromiter(map(loss, accumulate(range(iterations), partial(step, rate), initial=w0)), float)
        for rate in learning_rates
    }


@learning_rate_experiment.mistake("Where does your second curve start?")
def not_started_anew(loss, gradient, w0, learning_rates, iterations):
    """Every rate but the first starts where the one before it ended, and not at w0."""
    w, curves = np.array(w0, float), {}
    for rate in learning_rates:
        losses = [loss(w)]
        for _ in range(iterations):
            w = w - rate * gradient(w)
            losses.append(loss(w))
        curves[rate] = np.array(losses)
    return curves


@learning_rate_experiment.mistake("Print w0 before and after the call: is it still what it was?")
def w0_changed(loss, gradient, w0, learning_rates, iterations):
    """The updates are written into the caller's w0: `w = w0` makes no copy (for integers it raises)."""
    curves = {}
    for rate in learning_rates:
        w = w0
        losses = [loss(w)]
        for _ in range(iterations):
            w -= rate * gradient(w)
            losses.append(loss(w))
        curves[rate] = np.array(losses)
    return curves


@learning_rate_experiment.mistake("Which dtype has a copy of w0 when w0 holds integers?")
def copy_of_integers(loss, gradient, w0, learning_rates, iterations):
    """It raises when w0 holds integers: `-=` cannot put fractions into a copy of it."""
    curves = {}
    for rate in learning_rates:
        w = w0.copy()
        losses = [loss(w)]
        for _ in range(iterations):
            w -= rate * gradient(w)
            losses.append(loss(w))
        curves[rate] = np.array(losses)
    return curves


@learning_rate_experiment.mistake(
    "Which dtype has a copy of w0 when w0 holds integers, and what becomes of 0.75 in it?"
)
def weights_cut_to_integers(loss, gradient, w0, learning_rates, iterations):
    """When w0 holds integers, the weights lose their fractions at every update."""
    curves = {}
    for rate in learning_rates:
        w = w0.copy()
        losses = [loss(w)]
        for _ in range(iterations):
            w[:] = w - rate * gradient(w)
            losses.append(loss(w))
        curves[rate] = np.array(losses)
    return curves


@learning_rate_experiment.mistake("What did your program do to the array that the gradient gave back?")
def gradient_changed(loss, gradient, w0, learning_rates, iterations):
    """The array that the gradient returns is changed, as by `g *= rate`; when it is w itself, w changes too."""
    curves = {}
    for rate in learning_rates:
        w = np.array(w0, float)
        losses = [loss(w)]
        for _ in range(iterations):
            g = np.asarray(gradient(w))
            g *= rate
            w = w - g
            losses.append(loss(w))
        curves[rate] = np.array(losses)
    return curves


def curves_by(start, step, loss, gradient, w0, learning_rates, iterations):
    """All curves, with an update `step(w, rate, k)` and the weights `start`."""
    curves = {}
    for rate in learning_rates:
        w = np.array(start, float)
        losses = [loss(w)]
        for k in range(iterations):
            w = step(w, rate, k)
            losses.append(loss(w))
        curves[rate] = np.array(losses)
    return curves


def right_curves(loss, gradient, w0, learning_rates, iterations):
    return reference(loss, gradient, w0, learning_rates, iterations)


@learning_rate_experiment.mistake("What was the loss before the first update?")
def without_the_start(loss, gradient, w0, learning_rates, iterations):
    """The loss at w0 is missing: the first entry is the loss after the first update."""
    return {k: v[1:] for k, v in right_curves(loss, gradient, w0, learning_rates, iterations).items()}


@learning_rate_experiment.mistake("What is the loss after the last update?")
def without_the_end(loss, gradient, w0, learning_rates, iterations):
    """The loss after the last update is missing."""
    return {k: v[:-1] for k, v in right_curves(loss, gradient, w0, learning_rates, iterations).items()}


@learning_rate_experiment.mistake("How many updates are asked for, and how many do you make?")
def one_update_too_many(loss, gradient, w0, learning_rates, iterations):
    """There is one update too many in every curve."""
    return right_curves(loss, gradient, w0, learning_rates, iterations + 1)


@learning_rate_experiment.mistake("Which loss is recorded twice?")
def recorded_before_the_update(loss, gradient, w0, learning_rates, iterations):
    """The losses are recorded before the updates, so the first appears twice and the last is missing."""
    curves = right_curves(loss, gradient, w0, learning_rates, iterations)
    return {k: np.append(v[:1], v[:-1]) if iterations else v for k, v in curves.items()}


@learning_rate_experiment.mistake("Which way do your curves go?")
def ascent(loss, gradient, w0, learning_rates, iterations):
    """The steps go along the gradient and climb the loss."""
    return curves_by(w0, lambda w, r, k: w + r * gradient(w), loss, gradient, w0, learning_rates, iterations)


@learning_rate_experiment.mistake("Do your curves differ from each other?")
def first_rate_for_all(loss, gradient, w0, learning_rates, iterations):
    """All curves are computed with the first rate."""
    curves = right_curves(loss, gradient, w0, learning_rates, iterations)
    return dict.fromkeys(curves, curves[learning_rates[0]])


@learning_rate_experiment.mistake("Which number multiplies the gradient in your update?")
def rate_not_used(loss, gradient, w0, learning_rates, iterations):
    """The gradient is subtracted as it is; the learning rate does not enter."""
    return curves_by(w0, lambda w, r, k: w - gradient(w), loss, gradient, w0, learning_rates, iterations)


@learning_rate_experiment.mistake("Is the gradient multiplied by the rate, or divided by it?")
def divided_by_the_rate(loss, gradient, w0, learning_rates, iterations):
    """The gradient is divided by the learning rate."""
    return curves_by(w0, lambda w, r, k: w - gradient(w) / r, loss, gradient, w0, learning_rates, iterations)


@learning_rate_experiment.mistake("Should the rate stay the same during a descent?")
def rate_that_decays(loss, gradient, w0, learning_rates, iterations):
    """The learning rate becomes smaller from update to update."""
    return curves_by(
        w0, lambda w, r, k: w - r / (k + 1) * gradient(w), loss, gradient, w0, learning_rates, iterations
    )


@learning_rate_experiment.mistake(
    "How long is a step where the loss is steep, and how long where it is flat?"
)
def steps_of_one_length(loss, gradient, w0, learning_rates, iterations):
    """The gradient is scaled to the length 1 before the step."""
    return curves_by(
        w0,
        lambda w, r, k: w - r * gradient(w) / np.linalg.norm(gradient(w)),
        loss, gradient, w0, learning_rates, iterations,
    )  # fmt: skip


@learning_rate_experiment.mistake("At which weights is the gradient taken for the second update?")
def gradient_of_the_start(loss, gradient, w0, learning_rates, iterations):
    """Every update uses the gradient at w0."""
    return curves_by(
        w0, lambda w, r, k: w - r * gradient(1.0 * w0), loss, gradient, w0, learning_rates, iterations
    )


@learning_rate_experiment.mistake("From which weights is the second step taken?")
def steps_from_the_start(loss, gradient, w0, learning_rates, iterations):
    """Every step is taken from w0 and not from the weights reached so far."""
    return curves_by(w0, lambda w, r, k: w0 - r * gradient(w), loss, gradient, w0, learning_rates, iterations)


@learning_rate_experiment.mistake("How many of the weights change in an update?")
def first_weight_only(loss, gradient, w0, learning_rates, iterations):
    """Only the first weight is updated."""
    return curves_by(
        w0,
        lambda w, r, k: w - r * np.eye(len(w))[0] * gradient(w),
        loss, gradient, w0, learning_rates, iterations,
    )  # fmt: skip


@learning_rate_experiment.mistake("Which weights does the gradient see while they are being changed?")
def one_weight_after_the_other(loss, gradient, w0, learning_rates, iterations):
    """The weights are changed one after the other, each with a gradient that knows the changes before."""

    def step(w, r, k):
        w = w.copy()
        for i in range(len(w)):
            w[i] = w[i] - r * gradient(w)[i]
        return w

    return curves_by(w0, step, loss, gradient, w0, learning_rates, iterations)


@learning_rate_experiment.mistake("Where do your descents start?")
def start_at_zero(loss, gradient, w0, learning_rates, iterations):
    """The descents start at zero weights and not at w0."""
    zero = np.zeros(len(w0))
    return curves_by(
        zero, lambda w, r, k: w - r * gradient(w), loss, gradient, w0, learning_rates, iterations
    )


@learning_rate_experiment.mistake("What would a reader learn from the curve of a rate that is too large?")
def stops_when_it_grows(loss, gradient, w0, learning_rates, iterations):
    """A descent ends as soon as its loss grows, so divergence cannot be seen."""

    def kept(v):
        up = np.flatnonzero(np.diff(v) > 0)
        return v[: up[0] + 1] if len(up) else v

    return {k: kept(v) for k, v in right_curves(loss, gradient, w0, learning_rates, iterations).items()}


@learning_rate_experiment.mistake("How many entries are asked for when nothing changes any more?")
def stops_when_it_hardly_changes(loss, gradient, w0, learning_rates, iterations):
    """A descent ends as soon as its loss changes by less than a small number."""

    def kept(v):
        still = np.flatnonzero(np.abs(np.diff(v)) < 1e-4)
        return v[: still[0] + 2] if len(still) else v

    return {k: kept(v) for k, v in right_curves(loss, gradient, w0, learning_rates, iterations).items()}


@learning_rate_experiment.mistake("Is the loss asked for, or the lowest loss so far?")
def best_so_far(loss, gradient, w0, learning_rates, iterations):
    """Entry k is the lowest loss so far, so divergence cannot be seen."""
    curves = right_curves(loss, gradient, w0, learning_rates, iterations)
    return {k: np.minimum.accumulate(v) for k, v in curves.items()}


@learning_rate_experiment.mistake("How long is your second curve?")
def one_list_for_all(loss, gradient, w0, learning_rates, iterations):
    """One list collects the losses of all rates, so every curve but the first begins with those before it."""
    curves, losses = {}, []
    for rate, new in right_curves(loss, gradient, w0, learning_rates, iterations).items():
        losses.extend(new)
        curves[rate] = np.array(losses)
    return curves


@learning_rate_experiment.mistake("Under which key should a reader find a rate?")
def numbered_keys(loss, gradient, w0, learning_rates, iterations):
    """The keys are 0, 1, 2, ... and not the rates."""
    return dict(enumerate(right_curves(loss, gradient, w0, learning_rates, iterations).values()))


@learning_rate_experiment.mistake("Is a key a number or a text?")
def keys_are_texts(loss, gradient, w0, learning_rates, iterations):
    """The keys are texts and not numbers."""
    return {str(k): v for k, v in right_curves(loss, gradient, w0, learning_rates, iterations).items()}


@learning_rate_experiment.mistake("What should come back: something with keys, or a list?")
def list_for_dict(loss, gradient, w0, learning_rates, iterations):
    """The curves come back without their rates, in a list."""
    return list(right_curves(loss, gradient, w0, learning_rates, iterations).values())


@learning_rate_experiment.mistake("Is the loss of every iteration asked for, or that of the last one?")
def last_loss_only(loss, gradient, w0, learning_rates, iterations):
    """For each rate only the last loss comes back."""
    curves = right_curves(loss, gradient, w0, learning_rates, iterations)
    return {k: float(v[-1]) for k, v in curves.items()}


@learning_rate_experiment.mistake("Are losses asked for, or weights?")
def weights_for_losses(loss, gradient, w0, learning_rates, iterations):
    """The weights after each update are recorded and not the losses."""
    return curves_by(
        w0, lambda w, r, k: w - r * gradient(w), lambda w: 1.0 * w, gradient, w0, learning_rates, iterations
    )


@learning_rate_experiment.mistake("Which losses would a reader take from your numbers?")
def logarithms(loss, gradient, w0, learning_rates, iterations):
    """The logarithms of the losses are recorded."""
    curves = right_curves(loss, gradient, w0, learning_rates, iterations)
    return {k: np.log10(v) for k, v in curves.items()}


@learning_rate_experiment.mistake("Which dtype has the array of your losses?")
def losses_cut_to_integers(loss, gradient, w0, learning_rates, iterations):
    """The losses lose their fractions."""
    curves = right_curves(loss, gradient, w0, learning_rates, iterations)
    return {k: v.astype(int) for k, v in curves.items()}


@learning_rate_experiment.mistake("What happens to the caller's list of rates when you sort it?")
def rates_sorted(loss, gradient, w0, learning_rates, iterations):
    """The caller's list of rates is sorted in place; for a tuple that fails."""
    curves = right_curves(loss, gradient, w0, learning_rates, iterations)
    learning_rates.sort()
    return curves


@learning_rate_experiment.mistake("What is left in the caller's list of rates?")
def rates_used_up(loss, gradient, w0, learning_rates, iterations):
    """The rates are taken out of the caller's list one by one; for a tuple that fails."""
    curves = right_curves(loss, gradient, w0, learning_rates, iterations)
    while learning_rates:
        learning_rates.pop(0)
    return curves


@learning_rate_experiment.mistake("What does your update need besides the gradient?")
def with_momentum(loss, gradient, w0, learning_rates, iterations):
    """Part of the step before is added to each step, as momentum does."""
    curves = {}
    for rate in learning_rates:
        w, step = np.array(w0, float), np.zeros(len(w0))
        losses = [loss(w)]
        for _ in range(iterations):
            step = 0.9 * step + rate * gradient(w)
            w = w - step
            losses.append(loss(w))
        curves[rate] = np.array(losses)
    return curves


@learning_rate_experiment.mistake("What would a reader learn from the curve of a rate that is far too large?")
def stops_when_it_is_large(loss, gradient, w0, learning_rates, iterations):
    """A descent ends as soon as its loss is very large, so its curve has too few entries."""

    def kept(v):
        large = np.flatnonzero(v > 1e3)
        return v[: large[0] + 1] if len(large) else v

    return {k: kept(v) for k, v in right_curves(loss, gradient, w0, learning_rates, iterations).items()}


@learning_rate_experiment.mistake("Under which key will somebody look who asked for the rate 0.125?")
def keys_rounded(loss, gradient, w0, learning_rates, iterations):
    """The rates are rounded before they become keys."""
    return {round(k, 2): v for k, v in right_curves(loss, gradient, w0, learning_rates, iterations).items()}


@learning_rate_experiment.mistake("How many weights may there be?")
def two_weights_only(loss, gradient, w0, learning_rates, iterations):
    """Only w[0] and w[1] are updated; a third weight keeps its value."""
    mask = np.arange(len(w0)) < 2
    return curves_by(
        w0, lambda w, r, k: w - r * mask * gradient(w), loss, gradient, w0, learning_rates, iterations
    )


@learning_rate_experiment.mistake("Which shape is asked for?")
def columns(loss, gradient, w0, learning_rates, iterations):
    """The losses of each rate are a column of shape (iterations + 1, 1)."""
    curves = right_curves(loss, gradient, w0, learning_rates, iterations)
    return {k: v.reshape(-1, 1) for k, v in curves.items()}


@learning_rate_experiment.mistake("How far does an update go when the gradient is twice as large?")
def signs_of_the_gradient(loss, gradient, w0, learning_rates, iterations):
    """Only the signs of the gradient are used."""
    return curves_by(
        w0, lambda w, r, k: w - r * np.sign(gradient(w)), loss, gradient, w0, learning_rates, iterations
    )


@learning_rate_experiment.mistake("Is the gradient already complete, or does it need another factor?")
def gradient_doubled(loss, gradient, w0, learning_rates, iterations):
    """The gradient is doubled, as if the 2 of a square were still missing in it."""
    return curves_by(
        w0, lambda w, r, k: w - 2 * r * gradient(w), loss, gradient, w0, learning_rates, iterations
    )


@learning_rate_experiment.mistake("Is the gradient already complete, or is it a sum that needs a mean?")
def gradient_divided_by_d(loss, gradient, w0, learning_rates, iterations):
    """The gradient is divided by the number of weights."""
    return curves_by(
        w0, lambda w, r, k: w - r * gradient(w) / len(w), loss, gradient, w0, learning_rates, iterations
    )


@learning_rate_experiment.mistake("May a loss that hardly changes now change a lot later?")
def flat_from_there_on(loss, gradient, w0, learning_rates, iterations):
    """A descent ends as soon as its loss hardly changes, and the last loss fills the rest of the curve."""

    def filled(v):
        still = np.flatnonzero(np.abs(np.diff(v)) < 1e-9)
        return np.where(np.arange(len(v)) <= still[0] + 1, v, v[still[0] + 1]) if len(still) else v

    return {k: filled(v) for k, v in right_curves(loss, gradient, w0, learning_rates, iterations).items()}
