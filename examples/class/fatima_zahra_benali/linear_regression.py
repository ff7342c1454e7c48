# Régression linéaire
# Fatima-Zahra Benali, groupe B
import numpy as np

def compute_cost(X, y, theta):
    # coût moyen (divisé par 2)
    m = len(y)
    e = np.dot(X, theta) - y
    return np.sum(e**2) / (2*m)

def compute_gradient(X, y, theta):
    m = len(y)
    e = np.dot(X, theta) - y
    return np.dot(X.T, e) / m

def gradient_descent(X, y, theta, learning_rate, iterations):
    couts = np.zeros(iterations)
    for k in range(iterations):
        # on met à jour tous les paramètres en même temps
        theta = theta - learning_rate * compute_gradient(X, y, theta)
        couts[k] = compute_cost(X, y, theta)
    return np.array(theta), couts
