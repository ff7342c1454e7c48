import numpy as np


def chain_rule(df, g, dg, x):
    return df(g(x)) * dg(x)


def forward_pass(X, params):
    A1 = 1 / (1 + np.exp(-(X @ params["W1"] + params["b1"])))
    return A1 @ params["W2"] + params["b2"]


# 反向传播: 每个样本的梯度相加
def backprop(X, y, params):
    W1, b1, W2, b2 = params["W1"], params["b1"], params["W2"], params["b2"]
    parts = []
    for x, t in zip(X, y):
        a = 1 / (1 + np.exp(-(x @ W1 + b1)))
        d = (a @ W2 + b2 - t) / len(X)
        e = d * W2.T * a * (1 - a)
        parts.append((np.outer(x, e), e, a.T * d, d))
    return {key: sum(part) for key, part in zip(["dW1", "db1", "dW2", "db2"], zip(*parts))}
