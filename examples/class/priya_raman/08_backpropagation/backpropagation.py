import numpy as np


def chain_rule(df, g, dg, x):
    return df(g(x)) * dg(x)


class Network:
    def __init__(self, params):
        self.W1 = params["W1"]
        self.b1 = params["b1"]
        self.W2 = params["W2"]
        self.b2 = params["b2"]

    def forward(self, X):
        self.X = X
        self.Z1 = X @ self.W1 + self.b1
        self.A1 = 1 / (1 + np.exp(-self.Z1))
        self.out = self.A1 @ self.W2 + self.b2
        return self.out

    def backward(self, y):
        m = y.shape[0]
        dZ2 = (self.out - y) / m
        dA1 = dZ2 @ self.W2.T
        dZ1 = dA1 * self.A1 * (1 - self.A1)
        return {
            "dZ2": dZ2,
            "dW2": self.A1.T @ dZ2,
            "db2": dZ2.sum(axis=0, keepdims=True),
            "dZ1": dZ1,
            "dW1": self.X.T @ dZ1,
            "db1": dZ1.sum(axis=0, keepdims=True),
        }


def forward_pass(X, params):
    return Network(params).forward(X)


def backprop(X, y, params):
    net = Network(params)
    net.forward(X)
    return net.backward(y)
