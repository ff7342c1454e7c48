import numpy as np


class Sigmoid:
    def __call__(self, z):
        return 1 / (1 + np.exp(-z))

    def derivative(self, z):
        a = self(z)
        return a * (1 - a)


class ReLU:
    def __call__(self, z):
        return np.where(z > 0, z, 0)

    def derivative(self, z):
        return np.where(z > 0, 1, 0)


sigmoid = Sigmoid()
sigmoid_derivative = sigmoid.derivative
relu = ReLU()
relu_derivative = relu.derivative
