import numpy as np


def chain_rule(df, g, dg, x):
    return df(g(x)) * dg(x)


def forward_pass(X, params):
    A1 = 1 / (1 + np.exp(-(X @ params["W1"] + params["b1"])))
    return A1 @ params["W2"] + params["b2"]


def backprop(X, y, params):
    A1 = 1 / (1 + np.exp(-(X @ params["W1"] + params["b1"])))
    delta = (A1 @ params["W2"] + params["b2"] - y) / len(y)
    hidden = np.outer(delta, params["W2"]) * A1 * (1 - A1)
    return {
        "dW1": X.T @ hidden,
        "db1": hidden.sum(axis=0, keepdims=True),
        "dW2": A1.T @ delta,
        "db2": delta.sum(axis=0, keepdims=True),
    }
