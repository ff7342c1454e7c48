import numpy as np
import matplotlib.pyplot as plt

z = np.linspace(-6, 6, 300)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def sigmoid_derivative(z):
    return sigmoid(z) * (1 - sigmoid(z))


def relu(z):
    return np.maximum(z, 0)


def relu_derivative(z):
    return np.where(z > 0, 1, 0)


fig, (ax1, ax2) = plt.subplots(1, 2)
ax1.plot(z, sigmoid(z), z, sigmoid_derivative(z))
ax2.plot(z, relu(z), z, relu_derivative(z))
plt.savefig("ativacoes.png")
plt.show()
exit()
