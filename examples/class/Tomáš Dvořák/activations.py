import numpy as np
import math

# z může být číslo nebo pole -> pomocná funkce, která projde všechny prvky


def po_prvcich(f, z):
    if np.ndim(z) == 0:
        return f(float(z))
    vysledek = np.zeros(z.shape)
    for index, hodnota in np.ndenumerate(z):
        vysledek[index] = f(float(hodnota))
    return vysledek


def sig1(t):
    if t >= 0:
        return 1.0 / (1.0 + math.exp(-t))
    # pro záporná t by math.exp(-t) přeteklo
    return math.exp(t) / (1.0 + math.exp(t))


def sigmoid(z):
    return po_prvcich(sig1, z)


def sigmoid_derivative(z):
    return po_prvcich(lambda t: sig1(t) * (1 - sig1(t)), z)


def relu(z):
    return po_prvcich(lambda t: t if t > 0 else 0.0, z)


def relu_derivative(z):
    return po_prvcich(lambda t: 1.0 if t > 0 else 0.0, z)
