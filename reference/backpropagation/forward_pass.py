"""The predictions of a network with one hidden layer."""

import math

import numpy as np

from autograder.authoring import case, exercise, hidden
from reference.backpropagation import data


def reference(X, params):
    Z1 = X @ params["W1"] + params["b1"]
    A1 = 1 / (1 + np.exp(-Z1))
    return A1 @ params["W2"] + params["b2"]


forward_pass = exercise(
    reference,
    pure=True,
    hints=[
        "For m = 5, n = 2 and h = 3: which shapes do Z1, A1 and y_hat have, and do yours agree?",
        "One layer at a time: multiply, shift, squash; the last layer is not squashed. Print each step.",
        (
            "A layer of cosines, as an example: rows R (m, n), weights C (n, k) and shifts s (1, k) give "
            "`np.cos(R.dot(C) + s)`, of shape (m, k); every row is shifted by the same s."
        ),
    ],
)


@forward_pass.cases
def sizes(rng):
    yield case("m=2, n=1, h=1", *data.network(rng, 2, 1, 1))
    yield case("m=5, n=2, h=3", *data.network(rng, 5, 2, 3))
    yield case("m=1, n=4, h=2", *data.network(rng, 1, 4, 2))
    yield case("m=n=h=3", *data.network(rng, 3, 3, 3))
    yield case("m=4, n=1, h=6", *data.network(rng, 4, 1, 6))
    yield hidden("m=40, n=3, h=5", *data.network(rng, 40, 3, 5))
    yield hidden("m=h=2, n=3", *data.network(rng, 2, 3, 2))
    yield hidden("m=6, n=5, h=1", *data.network(rng, 6, 5, 1))
    yield hidden("m=n=h=1", *data.network(rng, 1, 1, 1))


@forward_pass.cases
def kinds_of_numbers(rng):
    X, params = data.network(rng, 3, 2, 2)
    yield case("integers in X", np.array([[1, -2], [0, 3], [2, 1]]), params)
    zero = {key: np.zeros_like(value) for key, value in params.items()}
    yield case("all weights zero", X, {**zero, "b1": params["b1"], "b2": np.array([[-0.7]])})
    X, params = data.network(rng, 5, 3, 2, scale=3.0)
    yield hidden("steep", X, params)
    X, params = data.network(rng, 4, 3, 5)
    yield hidden("float32", X.astype(np.float32), {k: v.astype(np.float32) for k, v in params.items()})
    X, params = data.network(rng, 4, 2, 3)
    yield hidden("X not contiguous", np.repeat(X, 2, axis=1)[:, ::2], params)
    yield hidden("integers in X, m=n=h=2", rng.integers(-3, 4, (2, 2)), data.network(rng, 2, 2, 2)[1])


@forward_pass.scale
def scale(X, params):
    return float(np.max(data.prediction_scale(X, params)))


@forward_pass.derivation
def by_sympy(X, params):
    """Unit by unit in exact numbers, with the sigmoid as the inverse of the log-odds."""
    exact = [data.exact(params[key]) for key in ("W1", "b1", "W2", "b2")]
    return [[data.symbolic_prediction(row, *exact).evalf(30)] for row in data.exact(X)]


@forward_pass.drawn
def drawn(draw):
    return data.drawn(draw, draw.integer(1, 3), draw.integer(1, 3), draw.integer(1, 3))


@forward_pass.right
def loop_over_rows(X, params):
    rows = []
    for x in X:
        a = 1 / (1 + np.exp(-(x.reshape(1, -1) @ params["W1"] + params["b1"])))
        rows.append(a @ params["W2"] + params["b2"])
    return np.vstack(rows)


@forward_pass.right
def examples_as_columns(X, params):
    A = 0.5 * (1 + np.tanh((params["W1"].T @ X.T + params["b1"].T) / 2))
    return (params["W2"].T @ A + params["b2"]).T


@forward_pass.right
def biases_as_weights(X, params):
    ones = np.ones((X.shape[0], 1))
    Z = np.hstack([ones, X]) @ np.vstack([params["b1"], params["W1"]])
    E = np.exp(Z)
    return np.hstack([ones, E / (1 + E)]) @ np.vstack([params["b2"], params["W2"]])


@forward_pass.right
def sums_of_numbers(X, params):
    W1, b1, W2, b2 = params.values()
    result = []
    for x in X.tolist():
        total = b2[0, 0]
        for j in range(W1.shape[1]):
            z = b1[0, j] + sum(x[k] * W1[k, j] for k in range(len(x)))
            total += W2[j, 0] / (1 + math.exp(-z))
        result.append([total])
    return result


@forward_pass.right
def stable_sigmoid(X, params):
    Z = np.einsum("ik,kj->ij", X, params["W1"]) + params["b1"]
    A = np.where(Z >= 0, 1 / (1 + np.exp(-np.abs(Z))), np.exp(-np.abs(Z)) / (1 + np.exp(-np.abs(Z))))
    return np.sum(A * params["W2"][:, 0], axis=1, keepdims=True) + params["b2"]


def sigma(z):
    return 1 / (1 + np.exp(-z))


@forward_pass.mistake("What makes the hidden layer more than a matrix product?")
def no_activation(X, p):
    """The hidden layer has no sigmoid, so the two layers together are one linear map."""
    return (X @ p["W1"] + p["b1"]) @ p["W2"] + p["b2"]


@forward_pass.mistake("May this network predict 7.3?")
def output_squashed(X, p):
    """A sigmoid is applied to the output as well; the output of this network is linear."""
    return sigma(sigma(X @ p["W1"] + p["b1"]) @ p["W2"] + p["b2"])


@forward_pass.mistake("May this network predict 7.3, and does its hidden layer bend anything?")
def only_output_squashed(X, p):
    """The sigmoid is applied to the output layer instead of the hidden layer."""
    return sigma((X @ p["W1"] + p["b1"]) @ p["W2"] + p["b2"])


@forward_pass.mistake("What should the output be when all weights are zero?")
def no_bias(X, p):
    """Both biases are left out."""
    return sigma(X @ p["W1"]) @ p["W2"]


@forward_pass.mistake("What should the output be when all weights are zero but b2 is not?")
def no_output_bias(X, p):
    """The bias b2 of the output is left out."""
    return sigma(X @ p["W1"] + p["b1"]) @ p["W2"]


@forward_pass.mistake("What is Z1 for an example that is all zeros?")
def no_hidden_bias(X, p):
    """The bias b1 of the hidden layer is left out."""
    return sigma(X @ p["W1"]) @ p["W2"] + p["b2"]


@forward_pass.mistake("Does b1 belong inside or outside the sigmoid?")
def bias_outside(X, p):
    """The bias b1 is added after the sigmoid instead of before it."""
    return (sigma(X @ p["W1"]) + p["b1"]) @ p["W2"] + p["b2"]


@forward_pass.mistake("What is squashed: the examples, or what the first layer makes of them?")
def inputs_squashed(X, p):
    """The sigmoid is applied to X before the first layer instead of after it."""
    return (sigma(X) @ p["W1"] + p["b1"]) @ p["W2"] + p["b2"]


@forward_pass.mistake("Which activation does the statement name?")
def relu_hidden(X, p):
    """The hidden layer uses ReLU instead of the sigmoid."""
    return np.maximum(0, X @ p["W1"] + p["b1"]) @ p["W2"] + p["b2"]


@forward_pass.mistake("Between which two values does the sigmoid lie?")
def tanh_hidden(X, p):
    """The hidden layer uses tanh, between -1 and 1, instead of the sigmoid, between 0 and 1."""
    return np.tanh(X @ p["W1"] + p["b1"]) @ p["W2"] + p["b2"]


@forward_pass.mistake("Should the sigmoid of a large positive number be near 1 or near 0?")
def sigmoid_mirrored(X, p):
    """The activation is mirrored: it is sigma(-z) = 1 - sigma(z), which falls instead of rising."""
    return sigma(-(X @ p["W1"] + p["b1"])) @ p["W2"] + p["b2"]


@forward_pass.mistake("Is your A1 ever larger than 1, and what does Python compute first in 1/1 + 4?")
def sigmoid_without_brackets(X, p):
    """The hidden layer gives 1 + e^-z instead of 1/(1 + e^-z)."""
    return (1 / 1 + np.exp(-(X @ p["W1"] + p["b1"]))) @ p["W2"] + p["b2"]


@forward_pass.mistake("What is the shape of y_hat - y, if y is (m, 1) and y_hat is yours?")
def flattened(X, p):
    """The result has shape (m,) instead of (m, 1): minus a column y it becomes an (m, m) matrix."""
    return (sigma(X @ p["W1"] + p["b1"]) @ p["W2"] + p["b2"]).ravel()


@forward_pass.mistake("Is an example a row or a column of X, and of your result?")
def row_of_predictions(X, p):
    """The predictions stand side by side in one row, (1, m), instead of one below the other."""
    return (sigma(X @ p["W1"] + p["b1"]) @ p["W2"] + p["b2"]).T


@forward_pass.mistake("Is each entry of b1 for one unit or for one example?")
def bias_as_column(X, p):
    """b1 is added as a column: one number for each example instead of one for each hidden unit."""
    return sigma(X @ p["W1"] + p["b1"].reshape(-1, 1)) @ p["W2"] + p["b2"]


@forward_pass.mistake("Which results does the statement ask for?")
def returns_hidden_layer_too(X, p):
    """A1 is returned beside the predictions; the result is y_hat alone."""
    A1 = sigma(X @ p["W1"] + p["b1"])
    return A1 @ p["W2"] + p["b2"], A1


@forward_pass.mistake("Print params after the call: which keys does it have?")
def stores_in_params(X, params):
    """Z1 and A1 are stored in params, which belongs to the caller."""
    params["Z1"] = X @ params["W1"] + params["b1"]
    params["A1"] = sigma(params["Z1"])
    return params["A1"] @ params["W2"] + params["b2"]
