"""The figures of the lesson: the gradient among contours, and the slope in every direction."""

import numpy as np


def gradient_and_contours(figure):
    """Oval contours of a quadratic function around its minimum, and two arrows at the point (1, 1): the
    gradient (2, 3) is perpendicular to the contour, and the dashed arrow A x - b = (3, 2) is not.
    """
    axes = figure.subplots()
    x, y = np.meshgrid(np.linspace(-2.6, 4.2, 300), np.linspace(-1.7, 2.5, 240))

    def f(x, y):
        return x**2 + x * y + y**2 - x

    axes.contour(x, y, f(x, y), levels=[0, 1, 4, 6.5, 10], colors="gray", linewidths=1)
    text = {"bbox": {"facecolor": "white", "edgecolor": "none", "pad": 1}}
    for level in (1, 4, 6.5, 10):  # all on one line that leaves the minimum
        far = np.sqrt((level - f(2 / 3, -1 / 3)) / 1.39)
        place = (2 / 3 - far, -1 / 3 - 0.3 * far)
        axes.annotate(f"{level:g}", place, ha="center", va="center", fontsize=8, color="gray", **text)
    axes.contour(x, y, f(x, y), levels=[f(1, 1)], colors="black", linewidths=1.8)
    axes.plot(2 / 3, -1 / 3, "x", color="black")
    axes.annotate("minimum", (2 / 3, -1 / 3), (0.6, -0.45), ha="center", va="top", fontsize=9)
    arrow = {"arrowstyle": "-|>", "linewidth": 2, "shrinkA": 0, "shrinkB": 0, "mutation_scale": 15}
    right, wrong = (1 + 2 * 0.42, 1 + 3 * 0.42), (1 + 3 * 0.42, 1 + 2 * 0.42)
    axes.annotate("", right, (1, 1), arrowprops={**arrow, "color": "tab:red"})
    axes.annotate("", wrong, (1, 1), arrowprops={**arrow, "color": "tab:blue", "linestyle": (0, (4, 2))})
    axes.annotate("gradient (2, 3)", (1.62, 2.15), ha="right", color="tab:red", **text)
    axes.annotate("A x − b = (3, 2),\nnot the gradient", (2.32, 1.8), va="center", color="tab:blue", **text)
    axes.plot(1, 1, "o", color="black")
    axes.annotate("(1, 1)", (1, 1), (0.88, 0.95), ha="right", va="top", fontsize=9, **text)
    axes.set(xlabel="$x_0$", ylabel="$x_1$", aspect="equal", xlim=(-2.6, 4.2), ylim=(-1.7, 2.5))
    figure.tight_layout()


def slope_by_angle(figure):
    """The slope at the point (1, 1) against the angle of the direction is a cosine: largest, 3.61, along
    the gradient at 56 degrees, zero along the contour on both sides, and smallest against the gradient.
    """
    axes = figure.subplots()
    gradient = np.array([2.0, 3.0])
    angle = np.linspace(-90, 290, 400)
    radians = np.deg2rad(angle)
    axes.plot(
        angle, gradient[0] * np.cos(radians) + gradient[1] * np.sin(radians), color="tab:red", linewidth=2
    )
    axes.axhline(0, color="gray", linewidth=1)
    steepest, top = np.rad2deg(np.arctan2(3, 2)), np.hypot(2, 3)
    places = {
        steepest: (top, "along the gradient: 3.61", (0, 8), "center", "bottom"),
        steepest + 180: (-top, "against it: −3.61", (0, -8), "center", "top"),
        steepest - 90: (0, "along the contour: 0", (8, -4), "left", "top"),
        steepest + 90: (0, "along the contour: 0", (8, 4), "left", "bottom"),
    }
    for at, (value, text, shift, ha, va) in places.items():
        axes.plot(at, value, "o", color="black")
        axes.annotate(text, (at, value), shift, textcoords="offset points", ha=ha, va=va)
    axes.set(xlabel="angle of the direction, in degrees", ylabel="slope in this direction")
    axes.set(xticks=range(-90, 271, 45), xlim=(-95, 295), ylim=(-4.9, 4.9))
    axes.spines[["top", "right"]].set_visible(False)
    figure.tight_layout()
