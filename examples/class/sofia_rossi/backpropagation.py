import numpy as np

def chain_rule(df, g, dg, x):
    return df(g(x)) * dg(x)

def forward_pass(X, params):
    A1 = 1/(1 + np.exp(-(X @ params["W1"] + params["b1"])))
    return A1 @ params["W2"] + params["b2"]

def backprop(X, y, params):
    m = len(X)
    A1 = 1/(1 + np.exp(-(X @ params["W1"] + params["b1"])))
    diff = A1 @ params["W2"] + params["b2"] - y
    dW2 = A1.T @ diff / m
    db2 = diff.mean(axis=0, keepdims=True)
    eps = diff @ params["W2"].T * A1 * (1 - A1)
    dW1 = X.T @ eps / m
    db1 = eps.mean(axis=0, keepdims=True)
    return {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}
