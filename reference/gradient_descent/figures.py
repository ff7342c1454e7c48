"""The pictures of this lesson. Each function draws on an empty figure; its docstring says what is seen."""

import numpy as np
from matplotlib.figure import Figure

BLUE, BROWN, GREEN, RED = "#0b559f", "#a04000", "#1b6b2f", "#a50f15"  # dark enough for text


def distance_by_rate(figure: Figure) -> None:
    """Distance from the minimum against the number of steps, for four products of learning rate and
    curvature: 0.2 falls smoothly to 0, 1.6 falls to 0 from side to side, 2 jumps between 1 and -1 for
    ever, 2.2 swings wider with every step."""
    axes = figure.subplots()
    k = np.arange(9)
    curves = [
        (2.2, "D:", RED, "diverges", 4.3),
        (2.0, "^-.", GREEN, "cycles", 1.15),
        (0.2, "o-", BLUE, "converges", 0.45),
        (1.6, "s--", BROWN, "converges", -0.35),
    ]
    axes.axhline(0, color="0.6", linewidth=0.8)
    for product, style, color, name, height in curves:
        axes.plot(k, (1 - product) ** k, style, color=color, markersize=4, linewidth=1.5)
        axes.text(8.25, height, rf"$\eta c = {product:g}$: {name}", color=color, va="center", fontsize=9)
    axes.set_xlim(-0.3, 11.1)
    axes.set_xticks(k)
    axes.set_xlabel("number of steps $k$")
    axes.set_ylabel("$x_k - p$, with $x_0 - p = 1$")
    figure.tight_layout()


def two_valleys(figure: Figure) -> None:
    """A curve with a deep valley on the left and a shallow one on the right. Two paths that start on the
    outer slopes end in different valleys; both ends have slope zero, but only the left one is the
    lowest place."""
    axes = figure.subplots()

    def f(x):
        return x**4 / 4 - x**2 + 0.3 * x

    def slope(x):
        return x**3 - 2 * x + 0.3

    x = np.linspace(-2.2, 2.1, 400)
    axes.plot(x, f(x), color="0.35", linewidth=1.2)
    paths = [
        (-2.15, "o", BLUE, (-2.0, 0.35), (-1.48, -1.8), "lowest end"),
        (2.0, "s", BROWN, (1.76, 0.6), (1.3, -1.0), "another end"),
    ]
    for start, style, color, near_start, near_end, name in paths:
        points = [start]
        for _ in range(40):
            points.append(points[-1] - 0.04 * slope(points[-1]))
        walked = np.array(points)
        axes.plot(walked, f(walked), style, color=color, markersize=5, fillstyle="none")
        axes.plot(walked[-1], f(walked[-1]), style, color=color, markersize=9)
        axes.text(*near_start, "start", color=color, ha="center", fontsize=10)
        height = f"{name}: $f = {f(walked[-1]):.2f}$"
        axes.text(*near_end, height, color=color, ha="center", fontsize=10)
    axes.set_ylim(-2.0, 1.3)
    axes.set_xlabel("$x$")
    axes.set_ylabel("$f(x)$")
    figure.tight_layout()
