import numpy as np

def sigmoid(z):
    return 1 / (1 + np.exp(-z))

def sigmoid_derivative(z):
    return np.exp(-z) / (1 + np.exp(-z)) ** 2

def relu(z):
    return np.maximum(z, 0)

def relu_derivative(z):
    return np.sign(relu(z))

z = float(input("z = "))
print(sigmoid(z), relu(z))
