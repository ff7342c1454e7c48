"""Blatt 4, Jonas Weber"""
import numpy as np


def compute_cost(X, y, theta):
    m = X.shape[0]
    fehler = X @ theta - y
    return np.sum(fehler**2) / (2 * m)


def compute_gradient(X, y, theta):
    m = X.shape[0]
    return X.T @ (X @ theta - y) / m


def gradient_descent(X, y, theta, learning_rate, iterations):
    kosten = []
    alt = compute_cost(X, y, theta)
    # so lange laufen, bis sich nichts mehr aendert
    while True:
        theta = theta - learning_rate * compute_gradient(X, y, theta)
        neu = compute_cost(X, y, theta)
        kosten.append(neu)
        if alt - neu == 0:
            break
        alt = neu
    return theta, np.array(kosten)
