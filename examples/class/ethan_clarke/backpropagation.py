import numpy as np

def sig(z):
    return 1/(1 + np.exp(-z))

def chain_rule(df, g, dg, x):
    return dg(x)*df(g(x))

def forward_pass(X, params):
    params["Z1"] = X@params["W1"] + params["b1"]
    params["A1"] = sig(params["Z1"])
    return params["A1"]@params["W2"] + params["b2"]

def backprop(X, y, params):
    m = len(y)
    y_hat = forward_pass(X, params)
    A1 = params["A1"]
    d2 = (y_hat - y)/m
    d1 = d2@params["W2"].T*A1*(1 - A1)
    return {"dW1": X.T@d1, "db1": d1.sum(0, keepdims=True), "dW2": A1.T@d2, "db2": d2.sum(0, keepdims=True)}
