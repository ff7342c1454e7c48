import math
import numpy as np


def chain_rule(df, g, dg, x):
    u = g(x)
    vnejsi = df(u)
    vnitrni = dg(x)
    return vnejsi * vnitrni


def sigmoida(t):
    return 1 / (1 + math.exp(-t))


def skryta_vrstva(X, params):
    W1, b1 = params["W1"], params["b1"]
    m, n = X.shape
    h = W1.shape[1]
    A = np.zeros((m, h))
    for i in range(m):
        for j in range(h):
            z = b1[0, j]
            for k in range(n):
                z += X[i, k] * W1[k, j]
            A[i, j] = sigmoida(z)
    return A


def forward_pass(X, params):
    A = skryta_vrstva(X, params)
    m, h = A.shape
    vystup = np.zeros((m, 1))
    for i in range(m):
        vystup[i, 0] = params["b2"][0, 0]
        for j in range(h):
            vystup[i, 0] += A[i, j] * params["W2"][j, 0]
    return vystup


def backprop(X, y, params):
    A = skryta_vrstva(X, params)
    yhat = forward_pass(X, params)
    W2 = params["W2"]
    m, n = X.shape
    h = A.shape[1]
    dW1, db1 = np.zeros((n, h)), np.zeros((1, h))
    dW2, db2 = np.zeros((h, 1)), np.zeros((1, 1))
    for i in range(m):
        delta = (yhat[i, 0] - y[i, 0]) / m
        db2[0, 0] += delta
        for j in range(h):
            dW2[j, 0] += delta * A[i, j]
            eps = delta * W2[j, 0] * A[i, j] * (1 - A[i, j])
            db1[0, j] += eps
            for k in range(n):
                dW1[k, j] += X[i, k] * eps
    return {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}
