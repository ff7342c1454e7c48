import numpy as np

def chain_rule(df, g, dg, x):
    return df(g(x)) * dg(x)

def sigmoid(z):
    return 1 / (1 + np.exp(-z))

def forward_pass(X, params):
    z1 = X @ params["W1"] + params["b1"]
    a1 = sigmoid(z1)
    z2 = a1 @ params["W2"] + params["b2"]
    return z2

def backprop(X, y, params):
    m = len(y)
    a1 = sigmoid(X @ params["W1"] + params["b1"])
    y_hat = a1 @ params["W2"] + params["b2"]
    dz2 = (y_hat - y) / m
    dw2 = a1.T @ dz2
    db2 = np.sum(dz2, axis=0)
    dz1 = (dz2 @ params["W2"].T) * a1 * (1 - a1)
    dw1 = X.T @ dz1
    db1 = np.sum(dz1, axis=0)
    return {"dW1": dw1, "db1": db1, "dW2": dw2, "db2": db2}
