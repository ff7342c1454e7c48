"""The gradient of the loss of a network with one hidden layer."""

import math
from functools import partial

import numpy as np
import sympy as sp

from autograder.authoring import case, exercise, hidden
from reference.backpropagation import data


def reference(X, y, params):
    m = X.shape[0]
    A1 = 1 / (1 + np.exp(-(X @ params["W1"] + params["b1"])))
    dZ2 = (A1 @ params["W2"] + params["b2"] - y) / m
    dZ1 = dZ2 @ params["W2"].T * A1 * (1 - A1)
    return {
        "dW1": X.T @ dZ1,
        "db1": dZ1.sum(axis=0, keepdims=True),
        "dW2": A1.T @ dZ2,
        "db2": dZ2.sum(axis=0, keepdims=True),
    }


backprop = exercise(
    reference,
    picture="cells",
    parts={"dW1": "dW1", "db1": "db1", "dW2": "dW2", "db2": "db2"},
    pure=True,
    rtol=1e-8,
    hints=[
        "Walk backwards from the loss: which shape does each derivative have, and has yours that shape?",
        (
            "First the derivative with respect to y_hat, then to what y_hat is made of, and so on. "
            "Compare each entry with a central difference of the loss; the first wrong block is the place."
        ),
        (
            "For S = sum(np.sin(R @ C)), as an example: S depends on Q = R @ C with slopes cos(Q), and C "
            "reaches Q through R, so `dC = R.T @ np.cos(R @ C)`, of the shape of C."
        ),
    ],
)


# A call has four checks, one for each part of the gradient; together they are worth one point.
shown, unseen = partial(case, points=0.25), partial(hidden, points=0.25)


def with_targets(rng, m, n, h, **settings):
    X, params = data.network(rng, m, n, h, **settings)
    return X, data.few_digits(rng, m, 1, scale=2.0), params


@backprop.cases
def sizes(rng):
    yield shown("m=2, n=1, h=1", *with_targets(rng, 2, 1, 1))
    yield shown("m=5, n=2, h=3", *with_targets(rng, 5, 2, 3))
    yield shown("m=1, n=4, h=2", *with_targets(rng, 1, 4, 2))
    yield shown("m=n=h=3", *with_targets(rng, 3, 3, 3))
    yield shown("m=4, n=1, h=6", *with_targets(rng, 4, 1, 6))
    yield shown("m=6, n=2, h=1", *with_targets(rng, 6, 2, 1))
    yield shown("m=3, n=5, h=3", *with_targets(rng, 3, 5, 3))
    yield unseen("m=50, n=4, h=7", *with_targets(rng, 50, 4, 7))
    yield unseen("m=h=4, n=2", *with_targets(rng, 4, 2, 4))
    yield unseen("n=h=2, m=3", *with_targets(rng, 3, 2, 2))
    yield unseen("m=n=h=1", *with_targets(rng, 1, 1, 1))


@backprop.cases
def kinds_of_numbers(rng):
    # All hidden units are at 1/2 and the errors are +1 and -1: only dW1 sees which x they belong to.
    cancelling = {"W1": np.zeros((2, 2)), "b1": np.zeros((1, 2))}
    cancelling |= {"W2": np.array([[2.0], [-4.0]]), "b2": np.array([[3.0]])}
    yield shown(
        "errors that cancel", np.array([[1.0, 2.0], [-3.0, 5.0]]), np.array([[3.0], [1.0]]), cancelling
    )
    # A difference quotient of a loss as large as this one has too few digits left.
    X, params = data.network(rng, 2, 3, 2)
    yield shown("large targets", X, np.array([[310000.0], [-250000.0]]), params)
    X, params = data.network(rng, 4, 2, 3)
    yield unseen("integers in X and y", rng.integers(-3, 4, (4, 2)), rng.integers(-5, 6, (4, 1)), params)
    # Zeros are right here; the build gates each part by itself, as the reference gives exactly 0.
    yield unseen("perfect fit", X, data.predict(X, params), params)
    X, y, params = with_targets(rng, 5, 3, 2, scale=3.0)
    yield unseen("steep", X, y, params)
    X, y, params = with_targets(rng, 3, 2, 4)
    yield unseen("targets in the thousands", X, 1000 * y, params)
    yield unseen("X not contiguous", np.repeat(X, 2, axis=1)[:, ::2], y, params)


@backprop.scale
def scale(X, y, params):
    """The sizes of what is added: the terms of the error, and s - s^2 for the sigmoid's slope."""
    error = (data.prediction_scale(X, params) + np.abs(y)) / len(X)
    A1 = data.hidden_layer(X, params)
    back = error @ np.abs(params["W2"]).T * A1
    sums = {"dW1": np.abs(X).T @ back, "db1": back.sum(axis=0), "dW2": A1.T @ error, "db2": error.sum(axis=0)}
    return {key: float(np.max(value)) for key, value in sums.items()}


@backprop.derivation
def by_sympy(X, y, params):
    """The loss is written out in symbols and differentiated for each parameter."""
    names = {key: sp.symarray(key, np.shape(params[key])) for key in data.SHAPES}
    values = {
        s: sp.Rational(float(v))
        for k, a in names.items()
        for s, v in zip(a.flat, params[k].flat, strict=True)
    }
    rows = zip(data.exact(X), data.exact(y), strict=True)
    squares = [(data.symbolic_prediction(row, *names.values()) - target) ** 2 for row, (target,) in rows]
    loss = sum(squares) / (2 * len(X))
    return {
        f"d{key}": [[sp.diff(loss, symbol).subs(values).evalf(30) for symbol in row] for row in array]
        for key, array in names.items()
    }


@backprop.drawn
def drawn(draw):
    m = draw.integer(1, 2)
    X, params = data.drawn(draw, m, draw.integer(1, 2), draw.integer(1, 2))
    return X, np.array([[draw.number(-3, 3)] for _ in range(m)]), params


@backprop.derivative_of
def of_the_loss(X, y, params):
    for key in data.SHAPES:

        def loss(value, key=key):
            return np.sum((data.predict(X, {**params, key: value}) - y) ** 2) / (2 * len(X))

        yield loss, params[key], f"d{key}"


@backprop.right
def mean_at_the_end(X, y, params):
    m = len(X)
    Z1 = X.dot(params["W1"]) + params["b1"]
    A1 = 1 / (1 + np.exp(-Z1))
    e = A1.dot(params["W2"]) + params["b2"] - y
    d1 = e.dot(params["W2"].T) * (A1 * (1 - A1))
    return {
        "dW2": A1.T.dot(e) / m,
        "db2": np.mean(e, axis=0, keepdims=True),
        "dW1": X.T.dot(d1) / m,
        "db1": np.mean(d1, axis=0, keepdims=True),
    }


@backprop.right
def per_example(X, y, params):
    m = X.shape[0]
    G = {"d" + k: np.zeros_like(v) for k, v in params.items()}
    for i in range(m):
        x = X[i : i + 1]
        a = 1 / (1 + np.exp(-(x @ params["W1"] + params["b1"])))
        e = (a @ params["W2"] + params["b2"] - y[i : i + 1]) / m
        d = (e @ params["W2"].T) * a * (1 - a)
        G["dW2"] += a.T @ e
        G["db2"] += e
        G["dW1"] += x.T @ d
        G["db1"] += d
    return G


@backprop.right
def einsum(X, y, params):
    A = 1 / (1 + np.exp(-(X @ params["W1"] + params["b1"])))
    e = (A @ params["W2"] + params["b2"] - y) / X.shape[0]
    D = np.einsum("ij,kj->ik", e, params["W2"]) * A * (1 - A)
    ones = np.ones((1, len(X)))
    return {
        "dW1": np.einsum("mi,mh->ih", X, D),
        "db1": ones @ D,
        "dW2": np.einsum("mh,mo->ho", A, e),
        "db2": ones @ e,
    }


@backprop.right
def examples_as_columns(X, y, params):
    """With intermediate results in the dict as well: further keys are allowed."""
    Z1 = params["W1"].T @ X.T + params["b1"].T
    A1 = (1 + np.tanh(Z1 / 2)) / 2
    dZ2 = (params["W2"].T @ A1 + params["b2"] - y.T) / y.size
    dZ1 = (params["W2"] @ dZ2) / (2 + np.exp(Z1) + np.exp(-Z1))
    grads = {"dZ2": dZ2, "dZ1": dZ1, "dW2": (dZ2 @ A1.T).T, "db2": np.array([[dZ2.sum()]])}
    grads["dW1"], grads["db1"] = (dZ1 @ X).T, dZ1.sum(axis=1).reshape(1, -1)
    return grads


@backprop.right
def biases_as_weights(X, y, params):
    ones = np.ones((len(X), 1))
    V = params["W2"]
    X = np.hstack([X, ones])
    A = np.hstack([1 / (1 + np.exp(-X @ np.vstack([params["W1"], params["b1"]]))), ones])
    e = A @ np.vstack([V, params["b2"]]) - y
    d1 = X.T @ (e * V.T * A[:, :-1] * (1 - A[:, :-1])) / len(X)
    d2 = A.T @ e / len(X)
    return {"dW1": d1[:-1], "db1": d1[-1:], "dW2": d2[:-1], "db2": d2[-1:]}


@backprop.right
def number_by_number(X, y, params):
    W1, b1, W2, b2 = (params[k].tolist() for k in ("W1", "b1", "W2", "b2"))
    m, n, h = len(X), len(W1), len(W2)
    dW1, db1, dW2, db2 = [[0.0] * h for _ in range(n)], [[0.0] * h], [[0.0] for _ in range(h)], [[0.0]]
    for x, (target,) in zip(X.tolist(), y.tolist(), strict=True):
        a = [1 / (1 + math.exp(-b1[0][j] - sum(x[k] * W1[k][j] for k in range(n)))) for j in range(h)]
        e = (b2[0][0] + sum(a[j] * W2[j][0] for j in range(h)) - target) / m
        db2[0][0] += e
        for j in range(h):
            back = e * W2[j][0] * a[j] * (1 - a[j])
            dW2[j][0] += e * a[j]
            db1[0][j] += back
            for k in range(n):
                dW1[k][j] += back * x[k]
    return {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}


@backprop.right
def complex_step(X, y, params):
    """No chain rule at all: the imaginary part of the loss after an imaginary step of 1e-30."""
    grads = {}
    for key, value in params.items():
        grads["d" + key] = np.zeros(value.shape)
        for index in np.ndindex(value.shape):
            moved = {k: v.astype(complex) for k, v in params.items()}
            moved[key][index] += 1e-30j
            A1 = 1 / (1 + np.exp(-(X @ moved["W1"] + moved["b1"])))
            loss = np.sum((A1 @ moved["W2"] + moved["b2"] - y) ** 2) / (2 * len(X))
            grads["d" + key][index] = loss.imag / 1e-30
    return grads


# The mistakes differ from this right program in one place each.


def sigma(z):
    return 1 / (1 + np.exp(-z))


def forward(X, y, p):
    """A1, and the derivative of the loss with respect to y_hat."""
    A1 = sigma(X @ p["W1"] + p["b1"])
    return A1, (A1 @ p["W2"] + p["b2"] - y) / len(X)


def collected(X, A1, d1, d2):
    """The four gradients from the derivatives with respect to Z1 and y_hat."""
    return {
        "dW1": X.T @ d1,
        "db1": d1.sum(axis=0, keepdims=True),
        "dW2": A1.T @ d2,
        "db2": d2.sum(axis=0, keepdims=True),
    }


@backprop.mistake("On its way back the derivative passes the sigmoid. By what is it multiplied there?")
def no_activation_derivative(X, y, p):
    """The slope of the sigmoid is left out on the way back to the first layer."""
    A1, d2 = forward(X, y, p)
    return collected(X, A1, d2 @ p["W2"].T, d2)


@backprop.mistake("At which value must the slope of the sigmoid be taken?")
def sigma_twice(X, y, p):
    """The slope of the sigmoid is taken at A1 instead of Z1: the sigmoid is applied twice."""
    A1, d2 = forward(X, y, p)
    return collected(X, A1, d2 @ p["W2"].T * sigma(A1) * (1 - sigma(A1)), d2)


@backprop.mistake("In s(1 - s), is s the sigmoid's input or its output?")
def slope_from_the_input(X, y, p):
    """The slope of the sigmoid is computed as Z1(1 - Z1); s(1 - s) is meant for its output A1."""
    A1, d2 = forward(X, y, p)
    Z1 = X @ p["W1"] + p["b1"]
    return collected(X, A1, d2 @ p["W2"].T * Z1 * (1 - Z1), d2)


@backprop.mistake("Which activation has the slope 1 - a^2, and which one is used here?")
def tanh_slope(X, y, p):
    """The slope of the hidden layer is taken as 1 - A1^2, which is that of tanh, not of the sigmoid."""
    A1, d2 = forward(X, y, p)
    return collected(X, A1, d2 @ p["W2"].T * (1 - A1**2), d2)


@backprop.mistake("What is the slope of an output that is linear?")
def slope_at_the_output(X, y, p):
    """The error is multiplied by y_hat(1 - y_hat), although the output has no sigmoid."""
    A1, d2 = forward(X, y, p)
    y_hat = A1 @ p["W2"] + p["b2"]
    d2 = d2 * y_hat * (1 - y_hat)
    return collected(X, A1, d2 @ p["W2"].T * A1 * (1 - A1), d2)


@backprop.mistake("May this network predict 7.3?")
def output_squashed(X, y, p):
    """A sigmoid is applied to the output in the forward pass; the output of this network is linear."""
    A1 = sigma(X @ p["W1"] + p["b1"])
    d2 = (sigma(A1 @ p["W2"] + p["b2"]) - y) / len(X)
    return collected(X, A1, d2 @ p["W2"].T * A1 * (1 - A1), d2)


@backprop.mistake("What does your forward pass give when all weights are zero?")
def forward_without_biases(X, y, p):
    """The forward pass leaves out the biases b1 and b2."""
    A1 = sigma(X @ p["W1"])
    d2 = (A1 @ p["W2"] - y) / len(X)
    return collected(X, A1, d2 @ p["W2"].T * A1 * (1 - A1), d2)


@backprop.mistake("Is the loss a sum or a mean over the examples?")
def sum_without_mean(X, y, p):
    """The gradient is m times too large: a sum over the examples instead of their mean."""
    A1, d2 = forward(X, y, p)
    d2 = d2 * len(X)
    return collected(X, A1, d2 @ p["W2"].T * A1 * (1 - A1), d2)


@backprop.mistake("What becomes of the 1/2 in L when the square is differentiated?")
def no_half(X, y, p):
    """The gradient is twice too large, as for a mean squared error without the 1/2."""
    A1, d2 = forward(X, y, p)
    d2 = 2 * d2
    return collected(X, A1, d2 @ p["W2"].T * A1 * (1 - A1), d2)


@backprop.mistake("Which of the four gradients contain the 1/m of the loss?")
def mean_in_the_last_layer_only(X, y, p):
    """dW1 and db1 are m times too large; dW2 and db2 are right."""
    A1, d2 = forward(X, y, p)
    return collected(X, A1, len(X) * d2 @ p["W2"].T * A1 * (1 - A1), d2)


@backprop.mistake("Where does the 1/m already sit?")
def bias_divided_twice(X, y, p):
    """The gradients of the biases are m times too small, as if they were divided by m twice."""
    A1, d2 = forward(X, y, p)
    d1 = d2 @ p["W2"].T * A1 * (1 - A1)
    means = {"db1": d1.mean(axis=0, keepdims=True), "db2": d2.mean(axis=0, keepdims=True)}
    return {**collected(X, A1, d1, d2), **means}


@backprop.mistake("Where does the 1/m already sit, and how often is it in your result?")
def everything_divided_twice(X, y, p):
    """All gradients are m times too small, as if they were divided by m twice."""
    A1, d2 = forward(X, y, p)
    d2 = d2 / len(X)
    return collected(X, A1, d2 @ p["W2"].T * A1 * (1 - A1), d2)


@backprop.mistake("If all predictions are too high, what sign should db2 have?")
def opposite_sign(X, y, p):
    """Every derivative has the opposite sign, as with the error y - y_hat instead of y_hat - y."""
    A1, d2 = forward(X, y, p)
    return collected(X, A1, -d2 @ p["W2"].T * A1 * (1 - A1), -d2)


@backprop.mistake("Should large inputs of one example change the share of another one?")
def product_of_means(X, y, p):
    """Means of inputs are multiplied by means of errors, instead of taking the mean of the products."""
    A1, d2 = forward(X, y, p)
    d1 = d2 @ p["W2"].T * A1 * (1 - A1)
    grads = collected(X, A1, d1, d2)
    grads["dW1"] = X.mean(axis=0, keepdims=True).T @ grads["db1"]
    grads["dW2"] = A1.mean(axis=0, keepdims=True).T @ grads["db2"]
    return grads


@backprop.mistake("What was the input of the first layer?")
def first_layer_fed_with_A1(X, y, p):
    """dW1 is computed with A1, the output of the first layer, instead of its input X."""
    A1, d2 = forward(X, y, p)
    d1 = d2 @ p["W2"].T * A1 * (1 - A1)
    return {**collected(X, A1, d1, d2), "dW1": A1.T @ d1}


@backprop.mistake("What does W2 multiply in the forward pass?")
def second_layer_fed_with_Z1(X, y, p):
    """dW2 is computed with Z1, before the sigmoid, instead of A1."""
    A1, d2 = forward(X, y, p)
    d1 = d2 @ p["W2"].T * A1 * (1 - A1)
    return {**collected(X, A1, d1, d2), "dW2": (X @ p["W1"] + p["b1"]).T @ d2}


@backprop.mistake("How many biases are there, and how many rows does your db have?")
def bias_not_summed(X, y, p):
    """The gradients of the biases have one row for each example; they are not summed."""
    A1, d2 = forward(X, y, p)
    d1 = d2 @ p["W2"].T * A1 * (1 - A1)
    return {**collected(X, A1, d1, d2), "db1": d1, "db2": d2}


@backprop.mistake("Which axis counts the examples?")
def bias_summed_over_units(X, y, p):
    """db1 is summed over the hidden units instead of the examples; only the shape for m = h hides it."""
    A1, d2 = forward(X, y, p)
    d1 = d2 @ p["W2"].T * A1 * (1 - A1)
    return {**collected(X, A1, d1, d2), "db1": d1.sum(axis=1, keepdims=True).T}


# In the next three db2 is a number, and any array with one entry counts as equal to it: so the causes
# say nothing of db2 but that it fails, if it does.


@backprop.mistake("Are b1, b2 and your db1, db2 all 2-D?")
def bias_lost_a_dimension(X, y, p):
    """db1 is flat: its shape is (h,) instead of (1, h)."""
    A1, d2 = forward(X, y, p)
    d1 = d2 @ p["W2"].T * A1 * (1 - A1)
    return {**collected(X, A1, d1, d2), "db1": d1.sum(axis=0), "db2": np.sum(d2)}


@backprop.mistake("Compare the shape of b2 with that of your db2: are both of them 2-D?")
def output_bias_as_number(X, y, p):
    """db2 does not have the shape (1, 1)."""
    A1, d2 = forward(X, y, p)
    d1 = d2 @ p["W2"].T * A1 * (1 - A1)
    return {**collected(X, A1, d1, d2), "db2": np.sum(d2)}


@backprop.mistake("How many entries does b1 have, and how many does your db1 have?")
def one_number_for_all_biases(X, y, p):
    """db1 is summed over examples and hidden units alike, to one number for all units."""
    A1, d2 = forward(X, y, p)
    d1 = d2 @ p["W2"].T * A1 * (1 - A1)
    return {**collected(X, A1, d1, d2), "db1": np.sum(d1), "db2": np.sum(d2)}


@backprop.mistake("Which shapes do W1 and dW1 have when n is not h?")
def weights_transposed(X, y, p):
    """dW1 and dW2 are the transposes of what is asked for."""
    A1, d2 = forward(X, y, p)
    grads = collected(X, A1, d2 @ p["W2"].T * A1 * (1 - A1), d2)
    return {**grads, "dW1": grads["dW1"].T, "dW2": grads["dW2"].T}


@backprop.mistake("An (m, 1) and an (h, 1) array: which of them has to be turned for an (m, h) product?")
def W2_not_transposed(X, y, p):
    """The call fails for more than one hidden unit; with one it is right."""
    A1, d2 = forward(X, y, p)
    return collected(X, A1, d2 @ p["W2"] * A1 * (1 - A1), d2)


@backprop.mistake("For m = 2, what are the shapes of y_hat, y and y_hat - y?")
def broadcast(X, y, p):
    """The call fails for more than one example; with one it is right."""
    A1 = sigma(X @ p["W1"] + p["b1"])
    d2 = ((A1 @ p["W2"] + p["b2"]).ravel() - y) / len(X)
    return collected(X, A1, d2 @ p["W2"].T * A1 * (1 - A1), d2)


@backprop.mistake("Which W2 produced the prediction?")
def updated_W2(X, y, p):
    """The error is sent back through a W2 that has already been updated."""
    A1, d2 = forward(X, y, p)
    W2 = p["W2"] - 0.1 * (A1.T @ d2)
    return collected(X, A1, d2 @ W2.T * A1 * (1 - A1), d2)


@backprop.mistake("Print params before and after the call: what does the statement say about them?")
def updates_params(X, y, p):
    """W2 in params is updated inside the function, which should only return the gradient."""
    A1, d2 = forward(X, y, p)
    grads = collected(X, A1, d2 @ p["W2"].T * A1 * (1 - A1), d2)
    p["W2"] -= 0.1 * grads["dW2"]
    return grads


@backprop.mistake("Print params before and after the call: what does the statement say about changes?")
def updates_all_params(X, y, p):
    """All parameters are updated inside the function, which should only return the gradient."""
    A1, d2 = forward(X, y, p)
    grads = collected(X, A1, d2 @ p["W2"].T * A1 * (1 - A1), d2)
    for key in p:
        p[key] -= 0.1 * grads["d" + key]
    return grads


@backprop.mistake("Print params after the call: which keys does it have?")
def stores_in_params(X, y, p):
    """A1 is stored in params, which belongs to the caller."""
    A1, d2 = forward(X, y, p)
    p["A1"] = A1
    return collected(X, A1, d2 @ p["W2"].T * A1 * (1 - A1), d2)


@backprop.mistake("Which keys does the statement give to the result?")
def keys_of_params(X, y, p):
    """The keys of the result are those of params, without the d in front."""
    A1, d2 = forward(X, y, p)
    grads = collected(X, A1, d2 @ p["W2"].T * A1 * (1 - A1), d2)
    return {key[1:]: value for key, value in grads.items()}


@backprop.mistake("What does the statement say is returned: a tuple or a dict?")
def returned_as_tuple(X, y, p):
    """The four derivatives come back without their names (not as a dict)."""
    A1, d2 = forward(X, y, p)
    return tuple(collected(X, A1, d2 @ p["W2"].T * A1 * (1 - A1), d2).values())
