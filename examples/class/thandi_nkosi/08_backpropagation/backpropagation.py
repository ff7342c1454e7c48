import numpy as np

def sigmoid(z):
    return 1 / (1 + np.exp(-z))

def chain_rule(df, g, dg, x):
    return df(g(x)) * dg(x)

def forward_pass(X, params):
    A1 = sigmoid(np.dot(X, params["W1"]) + params["b1"])
    return np.dot(A1, params["W2"]) + params["b2"]

def backprop(X, y, params):
    m = len(y)
    A1 = sigmoid(np.dot(X, params["W1"]) + params["b1"])
    y_hat = np.dot(A1, params["W2"]) + params["b2"]
    dZ2 = (y_hat - y) / m
    dW2 = np.dot(A1, dZ2)
    db2 = np.sum(dZ2, axis=0, keepdims=True)
    dZ1 = np.dot(dZ2, params["W2"].T) * A1 * (1 - A1)
    dW1 = np.dot(X, dZ1)
    db1 = np.sum(dZ1, axis=0, keepdims=True)
    return {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}
