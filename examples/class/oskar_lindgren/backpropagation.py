import numpy as np

def sigmoid(z):
    return 1 / (1 + np.exp(-z))

def chain_rule(df, g, dg, x):
    return df(g(x)) * dg(x)

def forward_pass(X, params):
    A1 = sigmoid(X @ params["W1"] + params["b1"])
    y_hat = A1 @ params["W2"] + params["b2"]
    return y_hat.flatten()

def backprop(X, y, params):
    m = len(y)
    A1 = sigmoid(X @ params["W1"] + params["b1"])
    y_hat = A1 @ params["W2"] + params["b2"]
    d2 = (y_hat - y) / m
    d1 = d2 @ params["W2"].T * A1 * (1 - A1)
    return {"dW1": X.T @ d1, "db1": np.sum(d1, axis=0, keepdims=True),
            "dW2": A1.T @ d2, "db2": np.sum(d2)}
