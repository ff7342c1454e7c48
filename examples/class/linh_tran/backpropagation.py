import numpy as np

def chain_rule(df, g, dg, x):
    return df(g(x)) * dg(x)

def forward_pass(X, params):
    A1 = 1 / (1 + np.exp(-(X @ params["W1"] + params["b1"])))
    return A1 @ params["W2"] + params["b2"]

def backprop(X, y, params):
    m = len(y)
    A1 = 1 / (1 + np.exp(-(X @ params["W1"] + params["b1"])))
    y_hat = A1 @ params["W2"] + params["b2"]
    dZ2 = (y_hat - y) / m
    dZ1 = dZ2 @ params["W2"].T * A1 * (1 - A1)
    dW1 = X.T @ dZ1
    db1 = np.mean(dZ1, axis=0, keepdims=True)
    dW2 = A1.T @ dZ2
    db2 = np.mean(dZ2, axis=0, keepdims=True)
    return {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}
