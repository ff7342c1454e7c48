import math

import numpy as np

sigmoid = np.vectorize(lambda t: 1 / (1 + math.exp(-t)))


def chain_rule(df, g, dg, x):
    return df(g(x)) * dg(x)


def forward_pass(X, params):
    return sigmoid(X @ params["W1"] + params["b1"]) @ params["W2"] + params["b2"]


def backprop(X, y, params):
    m = X.shape[0]
    A1 = sigmoid(X @ params["W1"] + params["b1"])
    delta = (A1 @ params["W2"] + params["b2"] - y) / m
    eps = delta @ params["W2"].T * A1 * (1 - A1)
    ones = np.ones((1, m))
    return {"dW1": X.T @ eps, "db1": ones @ eps, "dW2": A1.T @ delta, "db2": ones @ delta}
