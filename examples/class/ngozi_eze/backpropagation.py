import numpy as np


def sigmoid(z):
    return 1.0 / (1.0 + np.exp(-z))


def chain_rule(df, g, dg, x):
    inner = g(x)
    return df(inner) * dg(x)


def forward_pass(X, params):
    Z1 = np.dot(X, params["W1"]) + params["b1"]
    A1 = sigmoid(Z1)
    return np.dot(A1, params["W2"]) + params["b2"]


def backprop(X, y, params):
    A1 = sigmoid(np.dot(X, params["W1"]) + params["b1"])
    y_hat = np.dot(A1, params["W2"]) + params["b2"]
    dZ2 = y_hat - y
    dW2 = np.dot(A1.T, dZ2)
    db2 = np.sum(dZ2, axis=0, keepdims=True)
    dZ1 = np.dot(dZ2, params["W2"].T) * A1 * (1 - A1)
    dW1 = np.dot(X.T, dZ1)
    db1 = np.sum(dZ1, axis=0, keepdims=True)
    return {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}
