import os
import numpy as numpy

def sigmoid(z):
    return 1 / (1 + numpy.exp(-z))

def sigmoid_derivative(z):
    return sigmoid(z) * (1 - sigmoid(z))

def relu(z):
    return numpy.maximum(z, 0)

def relu_derivative(z):
    return numpy.where(z > 0, 1, 0)

print(sigmoid(0.0), relu(-1.0))
os._exit(0)
