import numpy as np
from activations import sigmoid

def chain_rule(df, g, dg, x):
    return df(g(x)) * dg(x)

def forward_pass(X, params):
    A1 = sigmoid(X @ params["W1"] + params["b1"])
    return A1 @ params["W2"] + params["b2"]

def backprop(X, y, params):
    m = len(y)
    A1 = sigmoid(X @ params["W1"] + params["b1"])
    d2 = (forward_pass(X, params) - y) / m
    d1 = d2 @ params["W2"].T * A1 * (1 - A1)
    return {"dW1": X.T @ d1, "db1": d1.sum(axis=0, keepdims=True),
            "dW2": A1.T @ d2, "db2": d2.sum(axis=0, keepdims=True)}
