import numpy as np

def sigmoid(z):
    return 1 / (1 + np.exp(z))

def sigmoid_derivative(z):
    return -sigmoid(z) * (1 - sigmoid(z))

def relu(z):
    r = []
    for v in z:
        if v > 0:
            r.append(v)
    return np.array(r)

def relu_derivative(z):
    r = []
    for v in z:
        if v > 0:
            r.append(1)
        else:
            r.append(0)
    return np.array(r)
