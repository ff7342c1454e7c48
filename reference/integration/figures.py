"""The pictures of the lesson. Each function draws on a new Figure; its docstring is the text for those who
cannot see it."""

import numpy as np
from matplotlib.figure import Figure


def strips(figure: Figure) -> None:
    """The curve e^(-x) from 0 to 2 with 2 and with 4 strips under straight pieces. The pieces lie above the curve,
    as it bends upwards, so both areas are too large: 0.9355 and 0.8826 instead of 0.8647."""
    t = np.linspace(0, 2, 200)
    panels = figure.subplots(1, 2, sharey=True)
    for ax, n in zip(panels, (2, 4), strict=True):
        x = np.linspace(0, 2, n + 1)
        y = np.exp(-x)
        ax.fill_between(x, y, color="tab:blue", alpha=0.18)
        ax.vlines(x, 0, y, color="tab:blue", linewidth=1)
        ax.plot(x, y, "o--", color="tab:blue", linewidth=1.5, markersize=5)
        ax.plot(t, np.exp(-t), color="black", linewidth=2)
        ax.set(xlabel="$x$", ylim=(0, 1.12), xticks=x, title=f"$n = {n}$: $T_{n} = {np.trapezoid(y, x):.4f}$")
    panels[0].set_ylabel("height")
    panels[0].annotate("straight pieces", (0.5, 0.684), (0.62, 0.88), arrowprops={"arrowstyle": "->"})
    panels[0].annotate("$e^{-x}$", (0.35, 0.7047), (0.22, 0.4), arrowprops={"arrowstyle": "->"})
    panels[1].annotate("the area under the\ncurve is 0.8647", (1.25, 0.85), ha="center")
    figure.subplots_adjust(wspace=0.12, bottom=0.16, left=0.1, right=0.98, top=0.9)


def prior_and_posterior(figure: Figure) -> None:
    """Densities of the probability of heads. The prior is flat at height 1. The posterior after seven heads in ten
    tosses is a hump with its top, about 2.94, at 0.7 and its mean at 0.667. The area under each is 1."""
    ax = figure.subplots()
    theta = np.linspace(0, 1, 401)
    posterior = 1320 * theta**7 * (1 - theta) ** 3
    ax.plot([0, 1], [1, 1], "--", color="tab:blue", linewidth=2)
    ax.plot(theta, posterior, color="tab:red", linewidth=2)
    ax.fill_between(theta, posterior, color="tab:red", alpha=0.12)
    ax.annotate("prior: nothing is known", (0.02, 1), (0, 5), textcoords="offset points")
    ax.annotate(
        "posterior after\n7 heads in 10 tosses", (0.52, 1.75), (0.1, 2.1), arrowprops={"arrowstyle": "->"}
    )
    ax.vlines(0.7, 0, 2.935, color="black", linestyle=":", linewidth=1.5)
    ax.vlines(2 / 3, 0, 1320 * (2 / 3) ** 7 / 27, color="black", linestyle="-", linewidth=1)
    ax.annotate("mean 0.667", (0.66, 0.35), (-4, 0), textcoords="offset points", ha="right")
    ax.annotate("top at 0.7", (0.705, 0.35), (4, 0), textcoords="offset points")
    ax.annotate("both areas are 1", (0.985, 2.85), ha="right")
    ax.set(xlabel=r"probability of heads $\theta$", ylabel="density", xlim=(0, 1), ylim=(0, 3.2))
    figure.subplots_adjust(bottom=0.15, left=0.1, right=0.97, top=0.97)
