import numpy as np

sigmoid = lambda z: 1 / (1 + np.exp(-z))
sigmoid_derivative = lambda z: sigmoid(z) * (1 - sigmoid(z))
relu = lambda z: np.maximum(z, 0)
relu_derivative = lambda z: (np.asarray(z) > 0).astype(int)
