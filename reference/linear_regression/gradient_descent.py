"""Gradient descent on half the mean squared residual, with the costs along the way."""

import numpy as np
import sympy as sp

from autograder.authoring import case, exercise, hidden
from reference.linear_regression import data


def reference(X, y, theta, learning_rate, iterations):
    theta = theta.astype(float)
    cost_history = np.zeros(iterations)
    for k in range(iterations):
        theta = theta - learning_rate * gradient(X, y, theta)
        cost_history[k] = cost(X, y, theta)
    return theta, cost_history


def gradient(X, y, theta):
    return X.T @ (X @ theta - y) / X.shape[0]


def cost(X, y, theta):
    return np.sum((X @ theta - y) ** 2) / (2 * X.shape[0])


gradient_descent = exercise(
    reference,
    picture="contours",
    parts={"theta": 0, "history": 1},
    pure=True,
    hints=[
        "Write down what happens in one iteration, in order: which theta does each line use?",
        (
            "Copy theta first, as floats. Then repeat: gradient at the current theta, step, note the cost. "
            "Do the first two iterations by hand and compare."
        ),
        (
            "Another loop that keeps a record, as an example, for a savings account: start with "
            "`balance, record = float(deposit), []`, then each year `balance = balance + rate * balance` "
            "and `record.append(balance)`: the record holds what was there after each year."
        ),
    ],
)


@gradient_descent.cases
def sizes(rng):
    yield case("one iteration", *data.regression(rng, 3, 2), 0.2, 1)
    yield case("m=8, n=2", *data.regression(rng, 8, 2), 0.1, 5)
    yield case("m=5, n=3, 1-D", *data.regression(rng, 5, 3, column=False), 0.05, 7)
    # A missing transpose runs when m = n. A row is repeated so that least squares is no perfect fit:
    # a cost that is only rounding would differ from machine to machine.
    yield case("m=n=3", *data.with_a_repeated_row(rng, 3), 0.1, 4)
    yield case("one column", *data.regression(rng, 5, 1), 0.3, 3)
    yield hidden("m=50, n=2", *data.regression(rng, 50, 2), 0.15, 8)
    yield hidden("m=9, n=4, 1-D", *data.regression(rng, 9, 4, column=False), 0.04, 12)
    yield hidden("m=n=4, 1-D", *data.with_a_repeated_row(rng, 4, column=False), 0.05, 6)
    yield hidden("one column, 1-D", *data.regression(rng, 7, 1, column=False), 0.4, 4)


@gradient_descent.cases
def starts(rng):
    integers = (
        np.array([[1.0, 2.0], [1.0, 3.0], [1.0, 5.0]]),
        np.array([[2.0], [5.0], [4.0]]),
        np.array([[0], [0]]),
    )
    yield case("integer theta", *integers, 0.05, 6)
    X, y, theta = data.regression(rng, 4, 3)
    yield case("far from zero", X, y, theta + 10, 0.1, 3)
    yield hidden("far from zero, 1-D", X, y.ravel(), theta.ravel() - 20, 0.05, 4)
    X, y, _ = data.regression(rng, 5, 3, column=False)
    yield hidden(
        "integers only, 1-D", X.round().astype(int), y.round().astype(int), np.array([4, -3, 2]), 0.1, 5
    )
    yield hidden("start at a minimum with residuals", *data.best_fit_with_residuals(), 0.125, 4)
    X, y, theta = data.regression(rng, 4, 3)
    yield hidden("X not contiguous", data.spread(X), y, theta, 0.1, 4)


@gradient_descent.cases
def mixed_kinds(rng):
    """What one array holds says nothing about the others."""
    yield case("integer X and y, fractions in theta", *data.integers_and_fractions(), 0.125, 3)
    yield hidden("integer y, 1-D", *data.integer_targets(), 0.25, 4)
    X, y, theta = data.regression(rng, 5, 3, column=False)
    yield hidden("integer X and y, 1-D", *data.as_integers(X, y), theta, 0.05, 3)


@gradient_descent.cases
def lengths(rng):
    X, y, theta = data.regression(rng, 4, 2)
    yield case("zero iterations", X, y, theta, 0.1, 0, may_share=True)
    yield case("diverging rate", *data.regression(rng, 4, 3), 5.0, 5)
    # Few data and a fast rate: 60 steps are long enough for every usual stopping rule, and short enough
    # that the cost still falls by more than rounding and that the known mistakes do not overflow.
    X = np.array([[1.0, -1.0], [1.0, 0.0], [1.0, 0.5], [1.0, 1.5]])
    y = np.array([[1.0], [2.5], [2.0], [4.5]])
    yield case("long run", X, y, np.array([[0.5], [-2.0]]), 0.3, 60)
    yield hidden("long run, 1-D", *data.regression(rng, 12, 2, column=False), 0.1, 150)
    yield hidden("diverging rate, 1-D", *data.regression(rng, 6, 2, column=False), 2.0, 6)


@gradient_descent.scale
def scale(X, y, theta, learning_rate, iterations):
    """The largest terms anywhere on the path."""
    thetas, costs = [float(np.max(np.abs(theta)))], [0.0]
    for _ in range(iterations):
        thetas.append(learning_rate * float(np.max(np.abs(X))) * data.residual_scale(X, y, theta))
        theta = theta - learning_rate * gradient(X, y, theta)
        thetas.append(float(np.max(np.abs(theta))))
        costs.append(data.residual_scale(X, y, theta) ** 2)
    return {"theta": max(thetas), "history": max(costs)}


@gradient_descent.derivation
def by_sympy(X, y, theta, learning_rate, iterations):
    """A step is an affine map, from the Hessian and the gradient of J; k steps are its k-th power."""
    n = X.shape[1]
    t = sp.Matrix(sp.symbols(f"t0:{n}"))
    residuals = sp.Matrix(_exact(X)) * t - sp.Matrix(_exact(np.ravel(y)))
    J = sp.Rational(1, 2) * sum(r**2 for r in residuals) / len(residuals)
    at_zero = dict.fromkeys(t, 0)
    slope = sp.Matrix([sp.diff(J, tj) for tj in t]).subs(at_zero)
    rate = sp.Rational(float(learning_rate))
    step = sp.eye(n + 1)
    step[:n, :n] -= rate * sp.hessian(J, list(t))
    step[:n, n] = -rate * slope
    start = sp.Matrix([*_exact(np.ravel(theta)), 1])
    path = [(step**k * start)[:n] for k in range(iterations + 1)]
    costs = [J.subs(dict(zip(t, point, strict=True))) for point in path[1:]]
    return np.array(path[-1]).reshape(np.shape(theta)), np.array(costs)


def _exact(values):
    return [_exact(v) if np.ndim(v) else sp.Rational(float(v)) for v in values]


@gradient_descent.drawn
def drawn(draw):
    m, n, column = draw.integer(1, 4), draw.integer(1, 3), draw.integer(0, 1) == 1
    return (*data.drawn(draw, m, n, column), draw.number(0, 1), draw.integer(0, 4))


@gradient_descent.right
def on_a_float_copy(X, y, theta, learning_rate, iterations):
    m, t, h = len(y), theta.astype(float).copy(), []
    for _ in range(iterations):
        t -= learning_rate / m * X.T.dot(X.dot(t) - y)
        h.append(float(np.mean((X.dot(t) - y) ** 2) / 2))
    return t, np.array(h)


@gradient_descent.right
def with_the_normal_matrix(X, y, theta, learning_rate, iterations):
    m = X.shape[0]
    H, c = X.T @ X / m, X.T @ y / m
    t, h = 1.0 * theta, np.empty(iterations)
    for k in range(iterations):
        t = t - learning_rate * (H @ t - c)
        h[k] = ((X @ t - y) ** 2).sum() / 2 / m
    return t, h


@gradient_descent.right
def with_a_list(X, y, theta, learning_rate, iterations):
    t, h = np.array(theta, float), []
    for _ in range(iterations):
        t = t - learning_rate * X.T @ (X @ t - y) / len(X)
        h.append(np.sum((X @ t - y) ** 2) / (2 * len(X)))
    return t, h


@gradient_descent.right
def with_a_new_name_for_each_theta(X, y, theta, learning_rate, iterations):
    # For 0 iterations it returns theta itself, which the statement allows.
    h = np.zeros(iterations)
    for k in range(iterations):
        theta = theta - (learning_rate / len(y)) * X.T.dot(X.dot(theta) - y)
        h[k] = cost(X, y, theta)
    return theta, h


@gradient_descent.right
def component_by_component(X, y, theta, learning_rate, iterations):
    t, targets, h = [float(v) for v in np.ravel(theta)], np.ravel(y), []
    m, n = X.shape
    for _ in range(iterations):
        e = [sum(X[i, j] * t[j] for j in range(n)) - targets[i] for i in range(m)]
        t = [t[j] - learning_rate * sum(e[i] * X[i, j] for i in range(m)) / m for j in range(n)]
        e = [sum(X[i, j] * t[j] for j in range(n)) - targets[i] for i in range(m)]
        h.append(sum(v * v for v in e) / (2 * m))
    return np.array(t).reshape(theta.shape), h


@gradient_descent.right
def with_the_residual_carried_along(X, y, theta, learning_rate, iterations):
    t, h = np.array(theta, float), np.zeros(iterations)
    e = X @ t - y
    for k in range(iterations):
        t -= learning_rate * np.mean(e.reshape(-1, 1) * X, axis=0).reshape(t.shape)
        e = X @ t - y
        h[k] = 0.5 * np.mean(np.square(e))
    return t, h


@gradient_descent.right
def as_a_recursion(X, y, theta, learning_rate, iterations):
    if iterations == 0:
        return theta.copy(), np.zeros(0)
    new = theta - learning_rate * gradient(X, y, theta)
    last, rest = as_a_recursion(X, y, new, learning_rate, iterations - 1)
    return last, np.append(cost(X, y, new), rest)


# The famous (1/2*m), in the history, in the step and in both. Whether theta is copied first makes a
# difference only for 0 iterations (theta itself comes back); both styles are common, so both are here.


@gradient_descent.mistake("Evaluate the prefactor of your cost by hand for m = 100.")
def precedence_in_history(X, y, theta, learning_rate, iterations):
    """The factor of the cost is m/2 and not 1/(2m), as in `(1/2*m)` or `.../2*m`: Python divides by 2, then
    multiplies by m."""
    t, h = np.array(theta, float), np.zeros(iterations)
    for k in range(iterations):
        t = t - learning_rate * gradient(X, y, t)
        h[k] = (1 / 2 * len(y)) * np.sum((X.dot(t) - y) ** 2)
    return t, h


@gradient_descent.mistake("Evaluate the prefactor of your step by hand for m = 100.")
def precedence_in_step(X, y, theta, learning_rate, iterations):
    """The factor of the gradient is m/2 and not 1/m, as in `(1/2*m)` or `.../2*m`: Python divides by 2, then
    multiplies by m."""
    t, h = np.array(theta, float), np.zeros(iterations)
    for k in range(iterations):
        t = t - learning_rate * (1 / 2 * len(y)) * X.T.dot(X.dot(t) - y)
        h[k] = cost(X, y, t)
    return t, h


@gradient_descent.mistake("Evaluate both of your prefactors by hand for m = 100.")
def precedence_in_both(X, y, theta, learning_rate, iterations):
    """The factor is m/2 in cost and gradient alike, as in `(1/2*m)` or `.../2*m`: Python divides by 2, then
    multiplies by m. The cost has 1/(2m), the gradient 1/m."""
    t, h = np.array(theta, float), np.zeros(iterations)
    for k in range(iterations):
        t = t - learning_rate * (1 / 2 * len(y)) * X.T.dot(X.dot(t) - y)
        h[k] = (1 / 2 * len(y)) * np.sum((X.dot(t) - y) ** 2)
    return t, h


@gradient_descent.mistake(
    "What is your prefactor for m = 100, and what has become of the theta you passed in?"
)
def precedence_and_in_place(X, y, theta, learning_rate, iterations):
    """There are two causes: the factor of the cost is m/2 and not 1/(2m), as in `(1/2*m)`, and the steps are
    written into the caller's theta, as by `theta -= ...` (which fails if it holds integers)."""
    h = np.zeros(iterations)
    for k in range(iterations):
        theta -= learning_rate * gradient(X, y, theta)
        h[k] = (1 / 2 * len(y)) * np.sum((X.dot(theta) - y) ** 2)
    return theta, h


@gradient_descent.mistake(
    "What is your prefactor for m = 100, and what dtype has a copy of an array of integers?"
)
def precedence_and_copy_of_integers(X, y, theta, learning_rate, iterations):
    """There are two causes: the factor of the cost is m/2 and not 1/(2m), as in `(1/2*m)`, and a theta of
    integers raises: `-=` cannot put fractions into an array of integers."""
    t, h = theta.copy(), np.zeros(iterations)
    for k in range(iterations):
        t -= learning_rate * gradient(X, y, t)
        h[k] = (1 / 2 * len(y)) * np.sum((X.dot(t) - y) ** 2)
    return t, h


@gradient_descent.mistake("Print the theta you passed in after the call: is it still the start?")
def in_place(X, y, theta, learning_rate, iterations):
    """The steps are written into the caller's theta, as by `theta -= ...` (which fails if it holds
    integers)."""
    h = np.zeros(iterations)
    for k in range(iterations):
        theta -= learning_rate * gradient(X, y, theta)
        h[k] = cost(X, y, theta)
    return theta, h


@gradient_descent.mistake("What dtype has a copy of an array of integers?")
def copy_of_integers(X, y, theta, learning_rate, iterations):
    """A theta of integers raises: `-=` cannot put fractions into an array of integers, copied or not."""
    t, h = theta.copy(), np.zeros(iterations)
    for k in range(iterations):
        t -= learning_rate * gradient(X, y, t)
        h[k] = cost(X, y, t)
    return t, h


@gradient_descent.mistake("What is left of 0.55 in an array of integers?")
def rounded_to_integers(X, y, theta, learning_rate, iterations):
    """When theta holds integers, the parameters lose their fractions in every step: they are put into an
    array of integers."""
    t, h = theta.copy(), np.zeros(iterations)
    for k in range(iterations):
        t[:] = t - learning_rate * gradient(X, y, t)
        h[k] = cost(X, y, t)
    return t, h


@gradient_descent.mistake("What becomes of 0.5 when theta is given the dtype of X?")
def start_cut_to_integers(X, y, theta, learning_rate, iterations):
    """When X holds integers, the theta given loses its fractions before the first step."""
    t, h = theta.astype(X.dtype), np.zeros(iterations)
    for k in range(iterations):
        t = t - learning_rate * gradient(X, y, t)
        h[k] = cost(X, y, t)
    return t, h


@gradient_descent.mistake("Which dtype has the array of your costs?")
def history_of_integers(X, y, theta, learning_rate, iterations):
    """The costs lose their fractions: the history is an array of integers."""
    t, h = np.array(theta, float), np.zeros(iterations, dtype=int)
    for k in range(iterations):
        t = t - learning_rate * gradient(X, y, t)
        h[k] = cost(X, y, t)
    return t, h


@gradient_descent.mistake("Plot the cost history. Which way does it go?")
def ascent(X, y, theta, learning_rate, iterations):
    """The steps go uphill: the gradient is added, or its sign is wrong."""
    t, h = np.array(theta, float), np.zeros(iterations)
    for k in range(iterations):
        t = t + learning_rate * gradient(X, y, t)
        h[k] = cost(X, y, t)
    return t, h


@gradient_descent.mistake("Does the last entry belong to the theta that you return?")
def cost_before_update(X, y, theta, learning_rate, iterations):
    """The history is one step behind: each cost belongs to the theta before the step."""
    t, h = np.array(theta, float), np.zeros(iterations)
    for k in range(iterations):
        h[k] = cost(X, y, t)
        t = t - learning_rate * gradient(X, y, t)
    return t, h


@gradient_descent.mistake("How many entries does the task ask for?")
def start_in_history(X, y, theta, learning_rate, iterations):
    """The history begins with the cost of the start, so that it has one entry too many."""
    t = np.array(theta, float)
    h = [cost(X, y, t)]
    for _ in range(iterations):
        t = t - learning_rate * gradient(X, y, t)
        h.append(cost(X, y, t))
    return t, np.array(h)


@gradient_descent.mistake("At which theta is each entry of your history taken?")
def cost_of_the_start(X, y, theta, learning_rate, iterations):
    """Every entry of the history is the cost of the theta passed in, not of the current one."""
    t, h = np.array(theta, float), np.zeros(iterations)
    for k in range(iterations):
        t = t - learning_rate * gradient(X, y, t)
        h[k] = cost(X, y, theta)
    return t, h


@gradient_descent.mistake("Which of your names holds the parameters after the last step?")
def start_returned(X, y, theta, learning_rate, iterations):
    """The theta that was passed in is returned, not the one after the last step."""
    t, h = np.array(theta, float), np.zeros(iterations)
    for k in range(iterations):
        t = t - learning_rate * gradient(X, y, t)
        h[k] = cost(X, y, t)
    return theta, h


@gradient_descent.mistake("Is the slope the same everywhere on the path?")
def gradient_only_once(X, y, theta, learning_rate, iterations):
    """Every step uses the gradient of the start, as when it is computed once, before the loop."""
    t, h = np.array(theta, float), np.zeros(iterations)
    g = gradient(X, y, t)
    for k in range(iterations):
        t = t - learning_rate * g
        h[k] = cost(X, y, t)
    return t, h


@gradient_descent.mistake("Which theta do all components of one step use?")
def one_component_after_another(X, y, theta, learning_rate, iterations):
    """The entries of theta change one after another, each with the new ones before it; all need the gradient
    of the same theta."""
    t, h = np.array(theta, float), np.zeros(iterations)
    for k in range(iterations):
        for j in range(X.shape[1]):
            t[j] = t[j] - learning_rate * np.sum((X.dot(t) - y).ravel() * X[:, j]) / len(y)
        h[k] = cost(X, y, t)
    return t, h


@gradient_descent.mistake("After `theta = temp`, how many arrays are there?")
def two_names_for_one_array(X, y, theta, learning_rate, iterations):
    """From the second step on, new entries are used too early, as when `theta = temp` gives one array two
    names."""
    t, h = np.array(theta, float), np.zeros(iterations)
    temp = np.zeros_like(t)
    for k in range(iterations):
        for j in range(X.shape[1]):
            temp[j] = t[j] - learning_rate * np.sum((X.dot(t) - y).ravel() * X[:, j]) / len(y)
        t = temp
        h[k] = cost(X, y, t)
    return t, h


@gradient_descent.mistake("Should the step depend on how many examples you have?")
def step_without_mean(X, y, theta, learning_rate, iterations):
    """The step uses the sum over the examples; the 1/m of the gradient is missing."""
    t, h = np.array(theta, float), np.zeros(iterations)
    for k in range(iterations):
        t = t - learning_rate * X.T.dot(X.dot(t) - y)
        h[k] = cost(X, y, t)
    return t, h


@gradient_descent.mistake("Which power did the 1/2 in J cancel?")
def factor_two_in_step(X, y, theta, learning_rate, iterations):
    """The steps are twice as long as they should be, as with the gradient of the mean of the squares without
    the 1/2."""
    t, h = np.array(theta, float), np.zeros(iterations)
    for k in range(iterations):
        t = t - learning_rate * 2 * gradient(X, y, t)
        h[k] = cost(X, y, t)
    return t, h


@gradient_descent.mistake("What happened to the exponent 2 when J was differentiated?")
def half_kept_in_step(X, y, theta, learning_rate, iterations):
    """The steps are half as long as they should be, as if the 1/2 of the cost were still in its gradient."""
    t, h = np.array(theta, float), np.zeros(iterations)
    for k in range(iterations):
        t = t - learning_rate * gradient(X, y, t) / 2
        h[k] = cost(X, y, t)
    return t, h


@gradient_descent.mistake("Is it the rows or the columns of X that count the examples?")
def columns_for_rows(X, y, theta, learning_rate, iterations):
    """The step divides by the number of columns n instead of the number of examples m."""
    t, h = np.array(theta, float), np.zeros(iterations)
    for k in range(iterations):
        t = t - learning_rate * X.T.dot(X.dot(t) - y) / X.shape[1]
        h[k] = cost(X, y, t)
    return t, h


@gradient_descent.mistake("Compare the first entry with your own compute_cost: what is the factor?")
def history_without_half(X, y, theta, learning_rate, iterations):
    """The history holds the mean of the squares, without the 1/2."""
    t, h = np.array(theta, float), np.zeros(iterations)
    for k in range(iterations):
        t = t - learning_rate * gradient(X, y, t)
        h[k] = np.mean((X.dot(t) - y) ** 2)
    return t, h


@gradient_descent.mistake("Compare the first entry with your own compute_cost: what is the factor?")
def history_without_mean(X, y, theta, learning_rate, iterations):
    """The squares in the history are summed and halved, but not divided by m."""
    t, h = np.array(theta, float), np.zeros(iterations)
    for k in range(iterations):
        t = t - learning_rate * gradient(X, y, t)
        h[k] = np.sum((X.dot(t) - y) ** 2) / 2
    return t, h


@gradient_descent.mistake("What does your function return after zero iterations?")
def restart_at_zero(X, y, theta, learning_rate, iterations):
    """The descent starts at zero, whatever start was passed in."""
    t, h = np.zeros(theta.shape), np.zeros(iterations)
    for k in range(iterations):
        t = t - learning_rate * gradient(X, y, t)
        h[k] = cost(X, y, t)
    return t, h


@gradient_descent.mistake("Count the updates when iterations is 1.")
def one_step_less(X, y, theta, learning_rate, iterations):
    """One step too few is taken, and the first entry of the history is 0, as when the loop starts at 1."""
    t, h = np.array(theta, float), np.zeros(iterations)
    for k in range(1, iterations):
        t = t - learning_rate * gradient(X, y, t)
        h[k] = cost(X, y, t)
    return t, h


@gradient_descent.mistake("Count the updates when iterations is 1.")
def one_step_more(X, y, theta, learning_rate, iterations):
    """There is one step, and one entry of the history, too many."""
    t, h = np.array(theta, float), []
    for _ in range(iterations + 1):
        t = t - learning_rate * gradient(X, y, t)
        h.append(cost(X, y, t))
    return t, np.array(h)


@gradient_descent.mistake("How many entries has your history when 60 iterations are asked for?")
def early_stop(X, y, theta, learning_rate, iterations):
    """The steps end before the asked number of iterations, as soon as hardly anything changes any more."""
    t, h = np.array(theta, float), []
    for k in range(iterations):
        t = t - learning_rate * gradient(X, y, t)
        h.append(cost(X, y, t))
        if k > 0 and abs(h[-1] - h[-2]) < 1e-6:
            break
    return t, np.array(h)


@gradient_descent.mistake("What are the last entries of your history when 60 iterations are asked for?")
def early_stop_with_zeros(X, y, theta, learning_rate, iterations):
    """The steps end as soon as hardly anything changes any more, and the rest of the history is 0."""
    t, h = np.array(theta, float), np.zeros(iterations)
    for k in range(iterations):
        t = t - learning_rate * gradient(X, y, t)
        h[k] = cost(X, y, t)
        if k > 0 and abs(h[k] - h[k - 1]) < 1e-6:
            break
    return t, h


@gradient_descent.mistake("Are fewer steps asked for when the learning rate is too large?")
def stop_when_rising(X, y, theta, learning_rate, iterations):
    """The steps end when the cost rises; a learning rate that is too large should be seen in the history."""
    t, h = np.array(theta, float), []
    for k in range(iterations):
        t = t - learning_rate * gradient(X, y, t)
        h.append(cost(X, y, t))
        if k > 0 and h[-1] > h[-2]:
            break
    return t, np.array(h)


@gradient_descent.mistake("Does the last entry of the history belong to the theta that you return?")
def best_instead_of_last(X, y, theta, learning_rate, iterations):
    """The theta with the lowest cost on the path, the start included, is returned, and not the last one."""
    t, h = np.array(theta, float), np.zeros(iterations)
    best, lowest = t, cost(X, y, t)
    for k in range(iterations):
        t = t - learning_rate * gradient(X, y, t)
        h[k] = cost(X, y, t)
        if h[k] < lowest:
            best, lowest = t, h[k]
    return best, h


@gradient_descent.mistake("Does the last entry of the history belong to the theta that you return?")
def best_of_the_steps(X, y, theta, learning_rate, iterations):
    """The theta with the lowest cost in the history is returned, and not the last one."""
    best, h = np.array(theta, float), np.zeros(iterations)
    t = best
    for k in range(iterations):
        t = t - learning_rate * gradient(X, y, t)
        h[k] = cost(X, y, t)
        if h[k] == np.min(h[: k + 1]):
            best = t
    return best, h


@gradient_descent.mistake("Where would your path be after one step?")
def closed_form(X, y, theta, learning_rate, iterations):
    """The least squares solution comes back, and its cost is every entry of the history; nothing descends."""
    t = np.linalg.lstsq(X, y, rcond=None)[0]
    return t, np.full(iterations, cost(X, y, t))


@gradient_descent.mistake("How many results does the task ask for?")
def no_history(X, y, theta, learning_rate, iterations):
    """Only theta is returned; the history of the costs is missing."""
    return reference(X, y, theta, learning_rate, iterations)[0]


@gradient_descent.mistake("How many costs does the task ask for: one, or one for each step?")
def last_cost_only(X, y, theta, learning_rate, iterations):
    """A single cost is returned, that of the last theta, in place of the history."""
    t = np.array(theta, float)
    for _ in range(iterations):
        t = t - learning_rate * gradient(X, y, t)
    return t, cost(X, y, t)


@gradient_descent.mistake("Which of the two results comes first?")
def results_exchanged(X, y, theta, learning_rate, iterations):
    """The history comes first and theta second; they are exchanged."""
    t, h = reference(X, y, theta, learning_rate, iterations)
    return h, t


@gradient_descent.mistake("Print the shape of your history: how many axes has it?")
def history_as_column(X, y, theta, learning_rate, iterations):
    """The history is a column (iterations, 1); it should have one axis."""
    t, h = reference(X, y, theta, learning_rate, iterations)
    return t, h.reshape(-1, 1)


@gradient_descent.mistake("How many different arrays does a list hold after `path.append(t); t -= step`?")
def history_of_the_last_theta(X, y, theta, learning_rate, iterations):
    """Every entry of the history is the cost of the last theta."""
    t, _ = reference(X, y, theta, learning_rate, iterations)
    return t, np.full(iterations, cost(X, y, t))


@gradient_descent.mistake("Print the shape of theta before the first and after the last step.")
def theta_as_1d(X, y, theta, learning_rate, iterations):
    """The theta that comes back is 1-D, even where a column was given."""
    t, h = reference(X, y, theta, learning_rate, iterations)
    return t.ravel(), h


@gradient_descent.mistake("For columns, which shape has `e.T @ e`?")
def costs_as_matrices(X, y, theta, learning_rate, iterations):
    """For columns the entries of the history are (1, 1) arrays, as `e.T @ e` is."""
    t, h = np.array(theta, float), []
    for _ in range(iterations):
        t = t - learning_rate * gradient(X, y, t)
        e = X @ t - y
        h.append(e.T @ e / (2 * len(y)))
    return t, np.array(h)


@gradient_descent.mistake("Print the shape of theta after one step.")
def flattened_gradient(X, y, theta, learning_rate, iterations):
    """For columns theta does not stay a column: a column minus a 1-D gradient is an (n, n) matrix."""
    t, h = np.array(theta, float), np.zeros(iterations)
    for k in range(iterations):
        t = t - learning_rate * gradient(X, y, t).ravel()
        h[k] = cost(X, y, t)
    return t, h


@gradient_descent.mistake("Is theta_0 free to move?")
def intercept_fixed(X, y, theta, learning_rate, iterations):
    """theta_0 never changes: the intercept stays where it started."""
    t, h = np.array(theta, float), np.zeros(iterations)
    for k in range(iterations):
        t[1:] = t[1:] - learning_rate * gradient(X, y, t)[1:]
        h[k] = cost(X, y, t)
    return t, h


@gradient_descent.mistake(
    "What is the length of your second step, compared with the learning rate you were given?"
)
def rate_decays(X, y, theta, learning_rate, iterations):
    """Step number k has only 1/k of its length; the learning rate should stay as it was given."""
    t, h = np.array(theta, float), np.zeros(iterations)
    for k in range(iterations):
        t = t - learning_rate / (k + 1) * gradient(X, y, t)
        h[k] = cost(X, y, t)
    return t, h


@gradient_descent.mistake("How much of X enters one step of your loop?")
def one_example_for_each_step(X, y, theta, learning_rate, iterations):
    """Each step looks at a single example (stochastic descent); the gradient of J averages over all."""
    t, h = np.array(theta, float), np.zeros(iterations)
    for k in range(iterations):
        i = [k % len(y)]
        t = t - learning_rate * gradient(X[i], y[i], t)
        h[k] = cost(X, y, t)
    return t, h
