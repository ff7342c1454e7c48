# Fonctions d'activation et leurs dérivées
import numpy as np

def sigmoid(z):
    return 1 / (1 + np.exp(-z))

def sigmoid_derivative(z):
    # dérivée : sigma * (1 - sigma)
    return sigmoid(z) * (1 - sigmoid(z))

def relu(z):
    return np.maximum(0, z)

def relu_derivative(z):
    # égale à 0 en z = 0
    return np.where(z > 0, 1, 0)
