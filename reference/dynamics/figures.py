"""The pictures of this lesson. Each function draws on an empty figure; its docstring says what is seen."""

import numpy as np
from matplotlib.figure import Figure

BLUE, BROWN = "#0b559f", "#a04000"  # dark enough for text


def tangents(figure: Figure) -> None:
    """The solution of x' = t - x through (0, 1.5), in a field of short strokes that show the slope everywhere,
    and two chains of straight steps from the same start. Long steps of 1 run far below the solution;
    steps of 0.25 stay close to it."""
    axes = figure.subplots()
    t, x = np.meshgrid(np.linspace(0.1, 3.9, 20), np.linspace(-0.1, 3.3, 13))
    slope = t - x
    stretch = np.hypot(1, 1.25 * slope)  # so that strokes look equally long
    axes.quiver(
        t, x, 1 / stretch, slope / stretch, color="0.75", angles="xy", pivot="mid",
        headwidth=0, headlength=0, headaxislength=0, scale=34, width=0.003,
    )  # fmt: skip
    fine = np.linspace(0, 4, 200)
    axes.plot(fine, fine - 1 + 2.5 * np.exp(-fine), color="black", linewidth=1.5)
    for h, style, color in [(0.25, "s--", BROWN), (1.0, "o-", BLUE)]:
        times = np.arange(0, 4 + h / 2, h)
        # For this equation the chain of steps is known: x_i = t_i - 1 + 2.5 (1 - h)^i.
        axes.plot(
            times, times - 1 + 2.5 * (1 - h) ** np.arange(len(times)), style, color=color,
            markersize=4, linewidth=1.3,
        )  # fmt: skip
    on_white = {"facecolor": "white", "edgecolor": "none", "pad": 1.5}
    axes.text(2.75, 2.45, "solution", fontsize=10, ha="right", bbox=on_white)
    axes.text(1.15, 0.0, "steps of 1", color=BLUE, fontsize=10, va="center", bbox=on_white)
    axes.annotate(
        "steps of 0.25", (1.0, 0.8), (0.85, 1.75), color=BROWN, fontsize=10, bbox=on_white,
        arrowprops={"arrowstyle": "-", "color": BROWN},
    )  # fmt: skip
    axes.set_xlim(0, 4)
    axes.set_ylim(-0.3, 3.4)
    axes.set_xlabel("time $t$")
    axes.set_ylabel("state $x$")
    figure.tight_layout()


def rewards_and_returns(figure: Figure) -> None:
    """Bars show the rewards at the times 0 to 9: nothing but 1 at time 4 and 2 at time 8. Two lines show the
    returns: with a discount factor of 0.9 they rise long before each reward, with 0.5 only shortly before
    it, and both drop as soon as a reward is gone."""
    axes = figure.subplots()
    times = np.arange(10)
    rewards = np.zeros(10)
    rewards[4], rewards[8] = 1.0, 2.0
    axes.bar(times, rewards, width=0.35, color="0.8", edgecolor="0.4")
    for gamma, style, color in [(0.9, "o-", BLUE), (0.5, "s--", BROWN)]:
        waiting = np.maximum(np.array([[4], [8]]) - times, 0)
        ahead = np.array([[4], [8]]) >= times
        returns = np.sum(ahead * gamma**waiting * np.array([[1.0], [2.0]]), axis=0)
        axes.plot(times, returns, style, color=color, markersize=4, linewidth=1.5)
        axes.text(0.0, returns[1] + 0.38, rf"returns, $\gamma = {gamma:g}$", color=color)
    axes.text(7.7, 0.3, "rewards", color="0.3", ha="right")
    axes.set_xticks(times)
    axes.set_ylim(0, 2.75)
    axes.set_xlabel("time")
    axes.set_ylabel("reward or return")
    figure.tight_layout()
