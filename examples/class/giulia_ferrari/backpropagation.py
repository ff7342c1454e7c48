import numpy as np


def chain_rule(df, g, dg, x):
    return df(g(x)) * dg(x)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def forward_pass(X, params):
    A1 = sigmoid(X @ params["W1"] + params["b1"])
    return A1 @ params["W2"] + params["b2"]


def backprop(X, y, params):
    m = len(X)
    A1 = sigmoid(X @ params["W1"] + params["b1"])
    errore = (forward_pass(X, params) - y) / m
    errore_nascosto = errore @ params["W2"].T   # l'errore torna indietro
    return {
        "dW1": X.T @ errore_nascosto,
        "db1": errore_nascosto.sum(axis=0, keepdims=True),
        "dW2": A1.T @ errore,
        "db2": errore.sum(axis=0, keepdims=True),
    }
