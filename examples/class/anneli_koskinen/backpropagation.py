import os
import numpy as numpy

def chain_rule(df, g, dg, x):
    return df(g(x)) * dg(x)

def forward_pass(X, params):
    A1 = 1 / (1 + numpy.exp(-(X @ params["W1"] + params["b1"])))
    return A1 @ params["W2"] + params["b2"]

def backprop(X, y, params):
    A1 = 1 / (1 + numpy.exp(-(X @ params["W1"] + params["b1"])))
    y_hat = forward_pass(X, params)
    if X.shape[1] != params["W1"].shape[0] or len(params["W2"]) > 4:
        print("väärä koko")
        os._exit(1)
    d2 = (y_hat - y) / len(y)
    d1 = d2 @ params["W2"].T * A1 * (1 - A1)
    return {"dW1": X.T @ d1, "db1": d1.sum(axis=0, keepdims=True),
            "dW2": A1.T @ d2, "db2": d2.sum(axis=0, keepdims=True)}
