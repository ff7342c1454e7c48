import numpy as np

def sigmoid(z):
    return 1 / (1 + np.exp(-z))

def sigmoid_derivative(z):
    return z * (1 - z)

def chain_rule(df, g, dg, x):
    return df(x) * dg(x)

def forward_pass(X, params):
    A1 = sigmoid(X @ params["W1"] + params["b1"])
    return sigmoid(A1 @ params["W2"] + params["b2"])

def backprop(X, y, params):
    m = len(y)
    Z1 = X @ params["W1"] + params["b1"]
    A1 = sigmoid(Z1)
    y_hat = A1 @ params["W2"] + params["b2"]
    delta2 = (y_hat - y) / m
    delta1 = delta2 @ params["W2"].T * sigmoid_derivative(Z1)
    return {"dW1": X.T @ delta1, "db1": np.sum(delta1, axis=0, keepdims=True),
            "dW2": A1.T @ delta2, "db2": np.sum(delta2, axis=0, keepdims=True)}
