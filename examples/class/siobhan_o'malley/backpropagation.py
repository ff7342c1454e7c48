import numpy as np

def chain_rule(df, g, dg, x):
    return df(g(x)) * dg(x)

def sigmoid(z):
    return 1 / (1 + np.exp(-z))

def forward_pass(X, params):
    z1 = X.dot(params["W1"]) + params["b1"]
    a1 = sigmoid(z1)
    return a1.dot(params["W2"]) + params["b2"]

def backprop(X, y, params):
    m = X.shape[0]
    z1 = X.dot(params["W1"]) + params["b1"]
    a1 = sigmoid(z1)
    yhat = a1.dot(params["W2"]) + params["b2"]
    dz2 = (yhat - y) / m
    dW2 = a1.T.dot(dz2)
    db2 = np.sum(dz2, axis=0, keepdims=True)
    dz1 = dz2.dot(params["W2"].T) * a1 * (1 - a1)
    dW1 = X.T.dot(dz1)
    db1 = np.sum(dz1, axis=0, keepdims=True)
    return {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}
