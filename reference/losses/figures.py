"""The lesson's figures."""

import numpy as np
from matplotlib.figure import Figure

DARK, WARM, COLD, GREY = "#222222", "#b3541e", "#1f5fa8", "#777777"


def price_of_a_probability(figure: Figure) -> None:
    """Two curves over the probability p for label 1: minus ln p falls from infinity to 0 and is paid for
    label 1, minus ln(1 - p) is its mirror image and is paid for label 0. At p = 0.9 label 1 costs 0.11 and
    label 0 costs 2.30."""
    axes = figure.add_subplot()
    p = np.linspace(0.004, 0.996, 400)
    axes.plot(p, -np.log(p), color=COLD)
    axes.plot(p, -np.log(1 - p), color=WARM, linestyle="--")
    axes.plot([0.9, 0.9], [0, -np.log(0.1)], color=GREY, linewidth=0.8, linestyle=":")
    axes.plot(0.9, -np.log(0.9), "o", color=COLD)
    axes.plot(0.9, -np.log(0.1), "s", color=WARM)
    axes.annotate(
        "p = 0.9, label 0: costs 2.30",
        (0.9, -np.log(0.1)),
        (-10, 0),
        textcoords="offset points",
        ha="right",
        va="center",
    )
    axes.annotate(
        "p = 0.9, label 1: costs 0.11",
        (0.9, -np.log(0.9)),
        (0.7, 0.12),
        ha="right",
        va="center",
        arrowprops={"arrowstyle": "-", "color": GREY, "linewidth": 0.8, "shrinkB": 5},
    )
    axes.text(0.075, 3.3, "label 1 pays  $-\\ln p$", color=COLD)
    axes.text(0.925, 3.9, "label 0 pays  $-\\ln(1-p)$", color=WARM, ha="right")
    axes.set(xlabel="probability p given to label 1", ylabel="what it costs", xlim=(0, 1), ylim=(0, 4.5))
    axes.spines[["top", "right"]].set_visible(False)
    figure.tight_layout()


def shrinking(figure: Figure) -> None:
    """Ellipses around the least-squares slopes (1.6, 0.9) are lines of equal cost, circles around the
    origin are lines of equal penalty. As lambda/m grows the minimum of the sum wanders along a curve from
    the centre of the ellipses towards the origin, without reaching it."""
    axes = figure.add_subplot()
    H, best = np.array([[2.0, 1.3], [1.3, 1.6]]), np.array([1.6, 0.9])
    a, b = np.meshgrid(np.linspace(-1.6, 4.3, 300), np.linspace(-0.85, 2.1, 200))
    d = np.stack([a - best[0], b - best[1]])
    cost = np.einsum("iab,ij,jab->ab", d, H, d) / 2
    axes.contour(a, b, cost, levels=[0.1, 0.4, 0.9], colors=DARK, linewidths=0.9)
    axes.contour(a, b, a**2 + b**2, levels=[0.1, 0.4], colors=WARM, linewidths=0.9, linestyles="--")
    lams = np.concatenate([[0], np.geomspace(0.01, 1e4, 300)])
    path = np.array([np.linalg.solve(H + lam * np.eye(2), H @ best) for lam in lams])
    axes.plot(*path.T, color=COLD, linewidth=2.2)
    for lam, offset, side in (
        (0, (8, 0), "left"),
        (0.5, (-3, 8), "right"),
        (3, (-8, 4), "right"),
        (30, (-8, 4), "right"),
    ):
        point = np.linalg.solve(H + lam * np.eye(2), H @ best)
        axes.plot(*point, "o", color=COLD)
        axes.annotate(
            f"$\\lambda/m$ = {lam:g}",
            point,
            offset,
            textcoords="offset points",
            color=COLD,
            ha=side,
            bbox={"boxstyle": "round,pad=0.1", "facecolor": "white", "edgecolor": "none", "alpha": 0.85},
        )
    axes.text(2.55, 1.4, "lines of equal cost\n(of the residuals)", color=DARK)
    axes.text(-1.5, -0.7, "lines of\nequal penalty", color=WARM)
    axes.text(2.75, 0.7, "thick: where the\nsum is least", color=COLD)
    axes.plot(0, 0, "+", color=WARM, markersize=9)
    axes.set(xlabel="slope $\\theta_1$", ylabel="slope $\\theta_2$", aspect="equal")
    axes.spines[["top", "right"]].set_visible(False)
    figure.tight_layout()
