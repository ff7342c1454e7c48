"""The lesson's figures."""

import numpy as np
from matplotlib.figure import Figure

DARK, WARM, COLD, GREY = "#222222", "#b3541e", "#1f5fa8", "#777777"


def curve_and_errors(figure: Figure) -> None:
    """Ten students, labelled 0 (failed) or 1 (passed), over their hours of work, and the S-shaped curve of
    the probability to pass. A vertical line joins each label to the curve: these errors, probability minus
    label, are what the gradient adds up. The curve crosses one half at the boundary, 2.67 hours."""
    axes = figure.add_subplot()
    hours = np.array([0.4, 1.0, 1.5, 2.1, 3.2, 2.3, 3.0, 3.7, 4.3, 5.2])
    passed = np.array([0, 0, 0, 0, 0, 1, 1, 1, 1, 1])
    h = np.linspace(0, 5.8, 300)

    def probability(x):
        return 1 / (1 + np.exp(4 - 1.5 * x))

    axes.vlines(hours, passed, probability(hours), color=GREY, linestyle="--", linewidth=1.2)
    axes.plot(h, probability(h), color=DARK)
    axes.plot(hours[passed == 1], passed[passed == 1], "s", color=COLD)
    axes.plot(hours[passed == 0], passed[passed == 0], "o", color=WARM)
    axes.axvline(4 / 1.5, color=GREY, linestyle=":", linewidth=1)
    axes.text(4 / 1.5 + 0.06, -0.14, "boundary, p = 1/2", color=DARK, va="center")
    axes.plot(4 / 1.5, 0.5, "D", color=DARK, markersize=4)
    axes.text(5.75, 1.06, "label 1 (squares)", color=COLD, ha="right", va="bottom")
    axes.text(0.0, -0.06, "label 0 (dots)", color=WARM, va="top")
    axes.annotate(
        "an error: p minus label",
        (3.2, 0.3),
        (3.75, 0.2),
        va="center",
        arrowprops={"arrowstyle": "->", "color": DARK},
    )
    axes.set(xlabel="hours of work", ylabel="probability to pass", ylim=(-0.2, 1.22), yticks=[0, 0.5, 1])
    axes.spines[["top", "right"]].set_visible(False)
    figure.tight_layout()


def price_of_a_score(figure: Figure) -> None:
    """The cost of one example over its score: for the label 0 it bends from 0 into the straight line z, for
    the label 1 it is the mirror image, and both are ln 2 at 0. With clipped probabilities the cost of the
    label 0 stops rising and is flat from a score of 27.6 on."""
    axes = figure.add_subplot()
    z = np.linspace(-42, 42, 400)
    limit = -np.log(1e-12)
    axes.plot(z, np.logaddexp(0, z), color=WARM)
    axes.plot(z, np.logaddexp(0, -z), color=COLD, linestyle="--")
    far = z[z > limit]
    axes.plot([limit, *far], [limit] * (len(far) + 1), color=DARK, linestyle=":", linewidth=2)
    axes.annotate("label 0: costs $\\ln(1 + e^z)$", (12, 12), (9, -9), textcoords="offset points", color=WARM)
    axes.annotate(
        "label 1: costs $\\ln(1 + e^z) - z$",
        (-20, 20),
        (9, 0),
        textcoords="offset points",
        color=COLD,
    )
    axes.annotate(
        "label 0, clipped at $10^{-12}$:\nflat, no slope to follow",
        (limit + 3, limit),
        (5, 36),
        ha="right",
        va="center",
        arrowprops={"arrowstyle": "->", "color": DARK},
    )
    axes.plot(0, np.log(2), "o", color=DARK, markersize=4)
    axes.annotate("both $\\ln 2$", (0, np.log(2)), (0, 25), textcoords="offset points", ha="center")
    axes.set(xlabel="score z", ylabel="cost of one example", xlim=(-42, 42), ylim=(-1.5, 43))
    axes.spines[["top", "right"]].set_visible(False)
    figure.tight_layout()
