"""The pictures of the lesson. Each function draws on a new Figure; its docstring is the text for those who
cannot see it."""

from itertools import pairwise

from matplotlib.figure import Figure


def there_and_back(figure: Figure) -> None:
    """The example as a chain of boxes: z = 3, a = 9, prediction 4.5, loss 1.125. Above, arrows to the right carry
    values; below, arrows to the left carry derivatives of the loss, 1.5, then 0.75, then 4.5, each the one before
    times a local slope. Branches lead to the derivative 9 for w and 13.5 for v."""
    ax = figure.add_axes((0, 0, 1, 1))
    ax.set(xlim=(0, 10), ylim=(0, 6))
    ax.axis("off")
    boxes = [
        (1.2, r"$z = wx$", "3"),
        (3.8, r"$a = z^2$", "9"),
        (6.4, r"$\hat y = va$", "4.5"),
        (9.0, r"$L$", "1.125"),
    ]
    for x, name, value in boxes:
        ax.text(x, 3.7, f"{name}\n{value}", ha="center", va="center", fontsize=12, bbox=_box("white"))
    forward = {"arrowstyle": "-|>", "linewidth": 1.5, "color": "tab:blue"}
    backward = {"arrowstyle": "-|>", "linewidth": 1.5, "color": "tab:red", "linestyle": "--"}
    for (x, *_), (after, *_) in pairwise(boxes):
        ax.annotate("", (after - 0.78, 3.95), (x + 0.78, 3.95), arrowprops=forward)
        ax.annotate("", (x + 0.78, 3.35), (after - 0.78, 3.35), arrowprops=backward)
    ax.text(0.3, 5.45, "forward: values", color="tab:blue", fontsize=11)
    ax.annotate("", (3.9, 5.55), (2.65, 5.55), arrowprops=forward)
    ax.text(9.7, 5.45, "backward: derivatives of $L$", color="tab:red", fontsize=11, ha="right")
    ax.annotate("", (5.0, 5.55), (6.25, 5.55), arrowprops=backward)
    ax.text(0.3, 4.75, "$x = 2,\\ w = 1.5,\\ v = 0.5,\\ y = 3$", fontsize=11)
    steps = [
        (7.7, r"$\hat y - y = 1.5$", r"$\frac{\partial L}{\partial \hat y} = 1.5$"),
        (5.1, r"$1.5\cdot v$", r"$\frac{\partial L}{\partial a} = 0.75$"),
        (2.5, r"$0.75\cdot 2z$", r"$\frac{\partial L}{\partial z} = 4.5$"),
    ]
    for x, product, result in steps:
        ax.text(x, 3.05, product, ha="center", va="top", fontsize=10, color="tab:red")
        ax.text(x, 2.55, result, ha="center", va="top", fontsize=13, color="tab:red")
    for x, slope, result in (
        (1.2, r"$4.5\cdot x$", r"$\frac{\partial L}{\partial w} = 9$"),
        (6.4, r"$1.5\cdot a$", r"$\frac{\partial L}{\partial v} = 13.5$"),
    ):
        ax.annotate("", (x, 1.3), (x, 3.1), arrowprops=backward)
        ax.text(x - 0.12, 1.75, slope, fontsize=10, color="tab:red", ha="right", va="center")
        ax.text(x, 0.75, result, ha="center", va="center", fontsize=13, bbox=_box("#fff4f0"))


def _box(color):
    return {"boxstyle": "round,pad=0.35", "facecolor": color, "edgecolor": "black"}
