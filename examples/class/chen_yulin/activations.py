import numpy as np

# 激活函数


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def sigmoid_derivative(z):
    # 对称: sigma(-z) = 1 - sigma(z)
    return sigmoid(z) * sigmoid(-z)


def relu(z):
    if np.isscalar(z):
        return max(0, z)
    return np.array([max(0, v) for v in z.ravel()]).reshape(z.shape)


def relu_derivative(z):
    if np.isscalar(z):
        return 1 if z > 0 else 0
    return np.array([1 if v > 0 else 0 for v in z.ravel()]).reshape(z.shape)
