import numpy as np


def chain_rule(df, g, dg, x):
    return df(g(x)) * dg(x)


def forward_pass(X, params):
    A1 = 1 / (1 + np.exp(-(X @ params["W1"] + params["b1"])))
    return A1 @ params["W2"] + params["b2"]


# teste rápido
if chain_rule(lambda u: 2 * u, lambda t: 5 * t + 1, lambda t: 5.0, 1.0) != 60:
    print("errado!")
    quit()


def backprop(X, y, params):
    m = X.shape[0]
    W2 = params["W2"]
    A1 = 1 / (1 + np.exp(-(X @ params["W1"] + params["b1"])))
    D2 = (A1 @ W2 + params["b2"] - y) / m
    D1 = D2 * W2.T * A1 * (1 - A1)
    return {
        "dW1": X.T @ D1,
        "db1": D1.sum(axis=0, keepdims=True),
        "dW2": A1.T @ D2,
        "db2": D2.sum(axis=0, keepdims=True),
    }


raise SystemExit
