import numpy as np


def compute_cost(X: np.ndarray, y: np.ndarray, theta: np.ndarray) -> float:
    m: int = X.shape[0]
    return float(((X @ theta - y) ** 2).sum() / (2 * m))


def compute_gradient(X: np.ndarray, y: np.ndarray, theta: np.ndarray) -> np.ndarray:
    m: int = X.shape[0]
    return X.T @ (X @ theta - y) / m


def gradient_descent(
    X: np.ndarray, y: np.ndarray, theta: np.ndarray, learning_rate: float, iterations: int
) -> tuple[np.ndarray, np.ndarray]:
    cost_history: list[float] = []
    theta = theta.astype(np.float64)
    for _ in range(iterations):
        theta = theta - learning_rate * compute_gradient(X, y, theta)
        cost_history.append(compute_cost(X, y, theta))
    return theta, np.asarray(cost_history)
