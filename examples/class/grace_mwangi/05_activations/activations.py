from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray


def sigmoid(z: ArrayLike) -> NDArray | float:
    t = np.asarray(z, dtype=float)
    out = np.empty_like(t)
    right = t >= 0
    out[right] = 1 / (1 + np.exp(-t[right]))
    e = np.exp(t[~right])
    out[~right] = e / (1 + e)
    return out if out.ndim else float(out)


def sigmoid_derivative(z: ArrayLike) -> NDArray | float:
    a = sigmoid(z)
    return a * (1 - a)


def relu(z: ArrayLike) -> NDArray | float:
    return z * relu_derivative(z)


def relu_derivative(z: ArrayLike) -> NDArray | float:
    return np.asarray(np.asarray(z) > 0, dtype=float)
