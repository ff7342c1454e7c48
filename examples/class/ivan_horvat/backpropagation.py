import numpy as np

def chain_rule(df, g, dg, x):
    return df(g(x))

def forward_pass(X, params):
    A1 = np.tanh(X @ params["W1"] + params["b1"])
    return A1 @ params["W2"] + params["b2"]

def backprop(X, y, params):
    A1 = np.tanh(X @ params["W1"] + params["b1"])
    y_hat = A1 @ params["W2"] + params["b2"]
    d2 = (y_hat - y) / len(y)
    d1 = d2 @ params["W2"].T * (1 - A1 ** 2)
    return {"dW1": X.T @ d1, "db1": d1.sum(axis=0, keepdims=True),
            "dW2": A1.T @ d2, "db2": d2.sum(axis=0, keepdims=True)}
