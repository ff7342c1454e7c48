"""The pictures of the lesson. Each function draws on a new Figure; its docstring is the text for those who
cannot see it."""

import numpy as np
from matplotlib.figure import Figure

X = np.array([[1.0, 0.0], [1.0, 1.0], [1.0, 2.0]])
Y = np.array([1.0, 2.0, 6.0])


def residuals(figure: Figure) -> None:
    """Three points and the line y = 1 + x. The line goes through the first two; the third point, (2, 6), lies 3
    above the line, so its residual, prediction minus target, is -3."""
    ax = figure.subplots()
    x = X[:, 1]
    prediction = 1 + x
    ax.plot([-0.3, 2.4], [0.7, 3.4], color="black", linewidth=1.5)
    ax.annotate("model  $1 + x$", (2.4, 3.4), (4, 0), textcoords="offset points", va="center")
    ax.plot(x, Y, "o", color="tab:blue", markersize=9)
    ax.vlines(2, 3, 6, color="tab:red", linestyle="--", linewidth=2)
    for k in (0, 1):
        ax.annotate("residual 0", (x[k], Y[k]), (10, -14), textcoords="offset points")
    ax.annotate(
        "residual\n$3 - 6 = -3$",
        (2, 4.6),
        (-10, 0),
        textcoords="offset points",
        ha="right",
        va="center",
        color="tab:red",
    )
    ax.annotate("target $y_3 = 6$", (2, 6), (10, 0), textcoords="offset points", va="center")
    ax.plot([2], [prediction[2]], "s", color="black", markersize=6, fillstyle="none")
    ax.set(xlabel="$x$", ylabel="$y$", xlim=(-0.3, 3.1), ylim=(0, 6.9))
    figure.subplots_adjust(bottom=0.15, left=0.1, right=0.98, top=0.96)


def learning_rates(figure: Figure) -> None:
    """The cost over 20 steps for four learning rates, on a logarithmic axis. At 0.05 it falls slowly, at 0.4
    fastest; at 0.8, just below the bound of 0.84, it falls slowly again; at 0.87 it grows."""
    ax = figure.subplots()
    styles = {0.05: ("-", "o"), 0.4: ("--", "s"), 0.8: (":", "^"), 0.87: ("-.", "x")}
    best = _cost(np.linalg.lstsq(X, Y, rcond=None)[0])
    for rate, (style, marker) in styles.items():
        theta, costs = np.array([1.0, 1.0]), []
        for _ in range(21):
            costs.append(_cost(theta))
            theta = theta - rate * X.T @ (X @ theta - Y) / 3
        ax.semilogy(costs, linestyle=style, marker=marker, markevery=4)
        shift = {0.4: -9, 0.8: 9, 0.05: 12}.get(rate, 0)
        ax.annotate(
            rf"$\eta = {rate:g}$", (20, costs[-1]), (8, shift), textcoords="offset points", va="center"
        )
    ax.axhline(best, color="gray", linewidth=1)
    ax.annotate(
        "lowest possible cost", (6, best), (0, -5), textcoords="offset points", va="top", color="dimgray"
    )
    ax.set(xlabel="steps taken", ylabel="cost $J$", xlim=(0, 23.5), xticks=range(0, 21, 4), ylim=(0.13, None))
    figure.subplots_adjust(bottom=0.15, left=0.12, right=0.98, top=0.96)


def _cost(theta):
    return np.sum((X @ theta - Y) ** 2) / 6
