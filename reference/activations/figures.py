"""The pictures of the lesson. Each function draws on a new Figure; its docstring is the text for those who
cannot see it."""

import numpy as np
from matplotlib.figure import Figure


def sigmoid_and_slope(figure: Figure) -> None:
    """The sigmoid rises from 0 to 1 and passes 0.5 at z = 0. Its slope is a bell that is largest, 0.25, at z = 0
    and nearly 0 beyond z = 5 on both sides: there the unit is saturated."""
    ax = figure.subplots()
    z = np.linspace(-8, 8, 401)
    value = 0.5 * (1 + np.tanh(z / 2))
    slope = 0.25 / np.cosh(z / 2) ** 2
    ax.plot(z, value, "-", color="tab:blue", linewidth=2)
    ax.plot(z, slope, "--", color="tab:red", linewidth=2)
    ax.annotate(r"$\sigma(z)$", (2.6, 0.93), (-12, 6), textcoords="offset points", ha="right")
    ax.annotate(r"slope $\sigma'(z)$", (1.7, 0.13), (2.5, 0.4), arrowprops={"arrowstyle": "->"})
    ax.plot([0, 0], [0.5, 0.25], "o", color="black", markersize=5)
    ax.annotate("0.5 at 0", (0, 0.5), (9, -5), textcoords="offset points")
    ax.annotate("0.25 at 0", (0, 0.25), (9, 3), textcoords="offset points")
    for side in (-6.4, 6.4):
        ax.annotate(
            "saturated:\nslope near 0",
            (side, 0.02),
            (side, 0.2),
            ha="center",
            arrowprops={"arrowstyle": "->"},
        )
    ax.set(xlabel="pre-activation $z$", ylabel="value, slope", ylim=(-0.05, 1.12), xlim=(-8, 8))
    ax.grid(alpha=0.3)
    figure.subplots_adjust(bottom=0.15, left=0.1, right=0.98, top=0.96)


def kink(figure: Figure) -> None:
    """Left: ReLU is 0 up to z = 0 and then rises with slope 1; at the kink at 0 lines of slope 0, one half and 1 all
    stay below the graph. Right: the slope jumps from 0 to 1 at z = 0, where this course takes the value 0."""
    left, right = figure.subplots(1, 2)
    z = np.array([-2.0, 0.0, 2.0])
    left.plot(z, np.maximum(z, 0), color="tab:blue", linewidth=2.5)
    ends = np.array([-1.9, 1.9])
    for slope, style, text, at in (
        (0, ":", "slope 0", 0.8),
        (0.5, "--", "slope ½", 0.8),
        (1, "-.", "slope 1", -1.3),
    ):
        left.plot(ends, slope * ends, style, color="black", linewidth=1.2)
        left.annotate(text, (at, slope * at), (7, -4), textcoords="offset points", va="top")
    left.annotate("ReLU", (1.55, 1.55), (-8, 4), textcoords="offset points", ha="right")
    left.set(xlabel="pre-activation $z$", ylabel="value", ylim=(-2.1, 2.1), xlim=(-2, 2))
    right.plot([-2, 0], [0, 0], color="tab:red", linewidth=2.5)
    right.plot([0, 2], [1, 1], color="tab:red", linewidth=2.5)
    right.plot([0], [0], "o", color="tab:red", markersize=7)
    right.plot([0], [1], "o", color="tab:red", markerfacecolor="white", markersize=7)
    right.annotate("0 by\nconvention", (0, 0), (9, 6), textcoords="offset points")
    right.annotate("slope of ReLU", (1, 1), (0, -16), textcoords="offset points", ha="center")
    right.set(xlabel="pre-activation $z$", ylabel="slope", ylim=(-0.3, 1.3), xlim=(-2, 2), yticks=[0, 0.5, 1])
    figure.subplots_adjust(wspace=0.3, bottom=0.15, left=0.11, right=0.98, top=0.96)
