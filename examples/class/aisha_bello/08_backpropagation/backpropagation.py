import numpy as np


def chain_rule(df, g, dg, x):
    return df(g(x)) * dg(x)


def forward_pass(X, params):
    A1 = 1 / (1 + np.exp(-(X @ params["W1"] + params["b1"])))
    return A1 @ params["W2"] + params["b2"]
