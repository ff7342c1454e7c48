"""The pictures of the lesson. Each function draws on a new Figure; its docstring is the text for those who
cannot see it."""

import numpy as np
from matplotlib.figure import Figure


def same_curve_different_paths(figure: Figure) -> None:
    """Left: the weight over eight updates for two rates. At 0.05 it creeps towards 0 from above, at 0.45 it jumps from
    side to side. Right: the losses on a logarithmic axis are straight lines; those of 0.05 and 0.45 coincide and
    fall, that of a third rate, 0.55, rises."""
    left, right = figure.subplots(1, 2)
    k = np.arange(9)
    for rate, style, color in (
        (0.05, "o-", "tab:blue"),
        (0.45, "s--", "tab:orange"),
        (0.55, "^:", "tab:red"),
    ):
        w = 2 * (1 - 4 * rate) ** k
        if rate < 0.5:
            left.plot(k, w, style, color=color, markersize=5)
        right.semilogy(k, 2 * w**2, style, color=color, markersize=8 if rate == 0.45 else 4, fillstyle="none")
    left.axhline(0, color="gray", linewidth=0.8)
    left.annotate(r"$\eta = 0.05$", (1, 1.6), (6, 4), textcoords="offset points")
    left.annotate(r"$\eta = 0.45$", (3, -1.02), (6, -8), textcoords="offset points")
    left.set(xlabel="updates $k$", ylabel="weight $w$", ylim=(-2.3, 2.5), xlim=(-0.4, 8.4))
    right.annotate(r"$\eta = 0.55$", (5, 49.5), (-10, 6), textcoords="offset points", ha="right")
    right.annotate(
        "$\\eta = 0.05$ and\n$\\eta = 0.45$",
        (4, 1.34),
        (-10, -8),
        textcoords="offset points",
        ha="right",
        va="top",
    )
    right.set(xlabel="updates $k$", ylabel="loss $2w^2$")
    figure.subplots_adjust(wspace=0.3, bottom=0.15, left=0.1, right=0.98, top=0.96)


def narrow_valley(figure: Figure) -> None:
    """Contours of the loss a squared plus ten b squared are long narrow ellipses. A descent with a safe rate zigzags across
    the valley at first and then creeps along it: after twelve updates it has not reached the minimum."""
    ax = figure.subplots()
    a, b = np.meshgrid(np.linspace(-1, 5.3, 210), np.linspace(-1.4, 1.4, 200))
    ax.contour(a, b, a**2 + 10 * b**2, levels=[0.5, 2, 5, 10, 18, 28], colors="gray", linewidths=0.8)
    w, path = np.array([4.5, 1.1]), []
    for _ in range(13):
        path.append(w)
        w = w - 0.08 * np.array([2 * w[0], 20 * w[1]])
    path = np.array(path)
    ax.plot(path[:, 0], path[:, 1], "o-", color="tab:blue", markersize=4)
    ax.plot([0], [0], "*", color="black", markersize=12)
    ax.annotate("start", path[0], (6, 2), textcoords="offset points")
    white = {"facecolor": "white", "edgecolor": "none", "pad": 1}
    ax.annotate("minimum", (0, 0), (0, -1.1), ha="center", bbox=white, arrowprops={"arrowstyle": "->"})
    ax.annotate("after 12 updates", path[-1], (1.2, -1.1), bbox=white, arrowprops={"arrowstyle": "->"})
    ax.set(xlabel="weight $a$", ylabel="weight $b$", xlim=(-1, 5.3), ylim=(-1.4, 1.4), aspect="equal")
    figure.subplots_adjust(bottom=0.12, left=0.1, right=0.98, top=0.98)
