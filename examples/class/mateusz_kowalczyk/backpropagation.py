import numpy as np

def sigmoid(z):
    return 1/(1+np.exp(-z))

def chain_rule(df, g, dg, x):
    return df(g(x))*dg(x)

def forward_pass(X, params):
    A1 = sigmoid(X @ params["W1"] + params["b1"])
    return A1 @ params["W2"] + params["b2"]

def backprop(X, y, params):
    m = len(X)
    A1 = sigmoid(X @ params["W1"] + params["b1"])
    y_hat = A1 @ params["W2"] + params["b2"]
    d = y_hat - y
    d /= m
    e = (d @ params["W2"].T) * A1 * (1 - A1)
    return {"dW1": X.T @ e, "db1": np.sum(e, axis=0).reshape(1, -1),
            "dW2": A1.T @ d, "db2": np.sum(d).reshape(1, 1)}
