import sys
import numpy as np

def log(*args):
    print(*args, file=sys.stderr, flush=True)

def chain_rule(df, g, dg, x):
    u = g(x)
    log("g(x) =", u, "df =", df(u), "dg =", dg(x))
    return df(u) * dg(x)

def forward_pass(X, params):
    for k, v in params.items():
        log(k, v.shape)
    A1 = 1 / (1 + np.exp(-(X @ params["W1"] + params["b1"])))
    log("A1", A1)
    return A1 @ params["W2"] + params["b2"]

def backprop(X, y, params):
    A1 = 1 / (1 + np.exp(-(X @ params["W1"] + params["b1"])))
    y_hat = forward_pass(X, params)
    log("perdida", np.sum((y_hat - y) ** 2) / (2 * len(y)))
    d2 = (y_hat - y) / len(y)
    d1 = d2 @ params["W2"].T * A1 * (1 - A1)
    grads = {"dW1": X.T @ d1, "db1": d1.sum(axis=0, keepdims=True),
             "dW2": A1.T @ d2, "db2": d2.sum(axis=0, keepdims=True)}
    log(grads)
    return grads
