"""The figures of the lesson: secants that turn into a tangent, and the error of two quotients."""

import numpy as np


def secants(figure):
    """A curve that rises ever faster, its tangent at x = 1, and three secants from x = 1 to 1 + h for
    h = 2, 1 and 0.5: the shorter the step, the closer the secant comes to the tangent.
    """
    axes = figure.subplots()

    def f(x):
        return x**2 / 2

    x = np.linspace(0, 3.35, 200)
    axes.plot(x, f(x), color="black", linewidth=2)
    axes.annotate("f", (0.18, 0.18), fontsize=12, style="italic")
    line = np.array([0.25, 3.35])
    styles = {2.0: (0, (1, 1.5)), 1.0: (0, (6, 2, 1, 2)), 0.5: (0, (4, 2))}
    for (h, style), height in zip(styles.items(), (5.2, 4.02, 3.42), strict=True):
        slope = (f(1 + h) - f(1)) / h
        axes.plot(line, f(1) + slope * (line - 1), color="tab:blue", linestyle=style)
        axes.plot(1 + h, f(1 + h), "o", color="tab:blue")
        axes.annotate(f"h = {h:g}: slope {slope:g}", (3.42, height), va="center", color="tab:blue")
    axes.plot(line, f(1) + (line - 1), color="tab:red", linewidth=2)
    axes.annotate("tangent: slope 1", (3.42, 2.8), va="center", color="tab:red")
    axes.plot(1, f(1), "o", color="black")
    axes.annotate("x = 1", (1, f(1)), (0.75, 1.25), arrowprops={"arrowstyle": "-", "color": "gray"})
    axes.set(xlabel="x", ylabel="height f(x)", xlim=(0, 4.75), ylim=(-0.6, 5.8))
    axes.spines[["top", "right"]].set_visible(False)
    figure.tight_layout()


def error_against_step(figure):
    """Two errors against the step h on logarithmic axes, for the slope of 1/x at 0.7. From the right, the error
    of the central difference falls twice as steeply as that of the difference quotient; below about
    h = 1e-6 and h = 1e-8 rounding makes them grow again.
    """
    axes = figure.subplots()
    # Decimals and divisions are rounded alike on every computer, exp and powers are not.
    h = np.array([float(f"{m}e-{k}") for k in range(13, 0, -1) for m in (1.1, 1.7, 2.5, 3.7, 5.3, 7.9)][:-2])
    x, slope = 0.7, -1 / 0.49
    one_sided = np.abs((1 / (x + h) - 1 / x) / h - slope)
    both_sided = np.abs((1 / (x + h) - 1 / (x - h)) / (2 * h) - slope)
    axes.loglog(h, one_sided, color="tab:blue", linestyle="--")
    axes.loglog(h, both_sided, color="tab:red")
    axes.annotate("difference quotient: like h", (3e-5, 1.5e-3), color="tab:blue", ha="right")
    axes.annotate("central difference: like h²", (2e-4, 1e-9), color="tab:red", va="top")
    axes.annotate("rounding grows\nas h shrinks", (5e-12, 1e-9), ha="center", va="top", color="dimgray")
    axes.annotate("", (1.5e-12, 2e-7), (1.2e-10, 3e-9), arrowprops={"arrowstyle": "->", "color": "dimgray"})
    axes.set(xlabel="step h", ylabel="size of the error", xlim=(1e-13, 1), ylim=(1e-12, 1))
    axes.spines[["top", "right"]].set_visible(False)
    figure.tight_layout()
