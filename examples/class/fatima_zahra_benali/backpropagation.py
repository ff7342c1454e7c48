# Rétropropagation
import numpy as np

def chain_rule(df, g, dg, x):
    # dérivée extérieure évaluée en g(x), fois la dérivée intérieure
    return df(g(x)) * dg(x)

def sigmoid(z):
    return 1 / (1 + np.exp(-z))

def forward_pass(X, params):
    A1 = sigmoid(np.dot(X, params["W1"]) + params["b1"])
    return np.dot(A1, params["W2"]) + params["b2"]

def backprop(X, y, params):
    m = X.shape[0]
    A1 = sigmoid(np.dot(X, params["W1"]) + params["b1"])
    y_hat = np.dot(A1, params["W2"]) + params["b2"]
    # de la sortie vers l'entrée
    delta2 = (y_hat - y) / m
    dW2 = np.dot(A1.T, delta2)
    db2 = delta2
    delta1 = np.dot(delta2, params["W2"].T) * A1 * (1 - A1)
    dW1 = np.dot(X.T, delta1)
    db1 = delta1
    return {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}
