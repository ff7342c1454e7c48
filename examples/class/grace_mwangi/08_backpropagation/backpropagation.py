from __future__ import annotations

from dataclasses import dataclass
from typing import Callable

import numpy as np

Function = Callable[[float], float]


def chain_rule(df: Function, g: Function, dg: Function, x: float) -> float:
    return df(g(x)) * dg(x)


@dataclass(frozen=True)
class Cache:
    A1: np.ndarray
    y_hat: np.ndarray


def _forward(X: np.ndarray, params: dict[str, np.ndarray]) -> Cache:
    A1 = 1 / (1 + np.exp(-(X @ params["W1"] + params["b1"])))
    return Cache(A1=A1, y_hat=A1 @ params["W2"] + params["b2"])


def forward_pass(X: np.ndarray, params: dict[str, np.ndarray]) -> np.ndarray:
    return _forward(X, params).y_hat


def _layer(inputs: np.ndarray, delta: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return inputs.T @ delta, delta.sum(axis=0, keepdims=True)


def backprop(X: np.ndarray, y: np.ndarray, params: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    cache = _forward(X, params)
    delta2 = (cache.y_hat - y) / len(y)
    delta1 = delta2 @ params["W2"].T * cache.A1 * (1 - cache.A1)
    (dW1, db1), (dW2, db2) = _layer(X, delta1), _layer(cache.A1, delta2)
    return {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}
