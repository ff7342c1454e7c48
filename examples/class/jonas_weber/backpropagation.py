import numpy as np


def chain_rule(df, g, dg, x):
    return df(g(x)) * dg(x)


def vorwaerts(X, params):
    A1 = 1 / (1 + np.exp(-(X @ params["W1"] + params["b1"])))
    return A1, A1 @ params["W2"] + params["b2"]


def forward_pass(X, params):
    return vorwaerts(X, params)[1]


def backprop(X, y, params):
    m = len(X)
    A1, ausgabe = vorwaerts(X, params)
    delta2 = (ausgabe - y) / m
    delta1 = (delta2 @ params["W2"].T) * A1 * (1 - A1)
    return {
        "dW1": X.T @ delta1,
        "db1": np.sum(delta1, axis=0, keepdims=True),
        "dW2": A1.T @ delta2,
        "db2": np.sum(delta2, axis=0, keepdims=True),
    }
