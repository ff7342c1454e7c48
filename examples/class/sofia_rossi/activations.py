import numpy as np

def sigmoid(z):
    return 1/(1 + np.exp(-z))

def sigmoid_derivative(z):
    return sigmoid(z)*(1 - sigmoid(z))

def relu(z):
    return np.maximum(0, z)

def relu_derivative(z):
    return np.where(z > 0, 1, 0)

print(sigmoid(np.array([-1, 0, 1])))
print(relu(np.array([-1, 0, 1])))
