"""The losses of several learning rates in one picture."""

import numpy as np

from autograder.authoring import NEW_AXES, exercise, figure


def reference(curves, ax=None):
    return drawn_with(curves, ax)


plot_loss_curves = exercise(
    reference,
    hints=[
        "Could someone who sees only your picture say how large the loss of each rate was at iteration 2?",
        "Draw the entries of one rate against 0, 1, 2, ... and give this line its name at once; then the next "
        "rate. When all lines are there, show the names, and say what the axes are.",
        "Heights of two children, as an example: `ax.plot(years, anna, label='Anna')`, "
        "`ax.plot(years, ben, label='Ben')`, `ax.legend()`, `ax.set_xlabel('year')`.",
    ],
)


@plot_loss_curves.cases
def pictures(rng):
    """Numbers that no formula gives. The last ones lie well apart, so that a text can stand next to each."""
    falling = {
        0.02: np.array([8.0, 7.4, 6.9, 6.65, 6.2]),
        0.4: np.array([8.0, 3.1, 3.6, 0.7, 0.95]),
        0.1: np.array([8.0, 6.3, 4.1, 3.35, 2.5]),
    }
    yield shows("three rates", falling, labels=True)
    growing = {
        1.3: np.array([6.0, 7.5, 8.75, 12.5]),
        0.003: np.array([6.0, 5.7, 5.65, 5.25]),
        0.25: np.array([6.0, 2.4, 1.75, 1.5]),
    }
    yield shows("one diverges", growing)
    yield shows("on a given Axes", {k: v[:4] + 0.25 for k, v in falling.items()}, labels=True, ax=NEW_AXES)
    many = {}
    for rate, last in ((0.001, 7.0), (0.25, 1.8), (0.03, 4.6), (1.25, 14.0), (0.6, 2.7)):
        bends = rng.uniform(-0.3, 0.3, 21) * (np.arange(21) % 20 > 0)
        many[rate] = (np.linspace(9.0, last, 21) + bends).round(2)
    yield shows("five rates, 20 iterations", many, hidden=True)


def shows(label, curves, labels=False, **given):
    """The picture in full. A label is worth something only on a picture that shows the curves."""
    wanted = {"curves": curves, "names": curves}
    if labels:
        wanted["labels"] = {"curves": curves}
    return figure(label, curves, shows=wanted, **given)


def axes_for(ax):
    import matplotlib.pyplot as plt

    ax = ax or plt.subplots()[1]
    ax.set(xlabel="iteration", ylabel="loss")
    return ax


def drawn_with(curves, ax, change=lambda v: v, names=None, first=0):
    """The right picture, but for what is given: changed heights, other names, another first iteration."""
    ax = axes_for(ax)
    for name, losses in zip(names or curves, curves.values(), strict=False):
        heights = change(losses)
        ax.plot(first + np.arange(len(heights)), heights, label=str(name))
    ax.legend()
    return ax


@plot_loss_curves.right
def semilogy_and_pyplot(curves, ax=None):
    import matplotlib.pyplot as plt

    if ax is not None:
        plt.sca(ax)
    for rate, losses in curves.items():
        plt.semilogy(range(len(losses)), losses, "--o", label=rf"$\eta$ = {rate}")
    plt.legend(title="learning rate")
    plt.xlabel("k")
    plt.ylabel("L")
    plt.show()


@plot_loss_curves.right
def handles_and_powers_of_ten(curves, ax=None):
    ax = axes_for(ax)
    handles = [ax.plot(v, marker="s", alpha=0.7)[0] for v in curves.values()]
    ax.legend(handles, [f"{k:.1e}" for k in curves])
    ax.set_xlim(0, max(map(len, curves.values())) - 1)
    return ax


@plot_loss_curves.right
def texts_at_the_ends(curves, ax=None):
    ax = axes_for(ax)
    for rate, losses in sorted(curves.items()):
        (line,) = ax.plot(losses.tolist(), "k-")
        ax.annotate(f"rate {rate:g}", (len(losses) - 1, losses[-1]), (5, 0), textcoords="offset points")
        line.set_linewidth(1 + rate)
    return ax


@plot_loss_curves.right
def styles_in_black(curves, ax=None):
    ax = axes_for(ax)
    styles = ["-", "--", ":", "-.", (0, (1, 4))]
    for style, (rate, losses) in zip(styles, curves.items(), strict=False):
        ax.plot(np.arange(len(losses)), losses, linestyle=style, color="black", label=f"{rate:.2g}")
    ax.grid()
    ax.axhline(1, color="gray")
    ax.legend(loc="best")
    return ax


@plot_loss_curves.right
def panels_unless_an_axes_is_given(curves, ax=None):
    import matplotlib.pyplot as plt

    if ax is not None:
        return drawn_with(curves, ax)
    figure, panels = plt.subplots(len(curves), 1, sharex=True)
    for panel, (rate, losses) in zip(panels, curves.items(), strict=True):
        panel.plot(losses)
        panel.set_title(f"learning rate {rate}")
    figure.supylabel("loss")
    panels[-1].set_xlabel("iteration")
    return panels[0]


@plot_loss_curves.right
def direct_texts_in_colour(curves, ax=None):
    ax = axes_for(ax)
    for i, (rate, losses) in enumerate(curves.items()):
        ax.plot(range(len(losses)), losses, color=f"C{i}")
        ax.text(len(losses) - 1, losses[-1], f" {rate}", color=f"C{i}", va="center")
    ax.set_yscale("log")
    ax.set_title("Which rate is best?")
    return ax


@plot_loss_curves.right
def in_steps(curves, ax=None):
    ax = axes_for(ax)
    for rate, losses in curves.items():
        ax.step(range(len(losses)), losses, where="mid", label=f"rate {rate} (at last {losses[-1]:.3g})")
    ax.legend(frameon=False)
    return ax


@plot_loss_curves.right
def many_points_between(curves, ax=None):
    ax = axes_for(ax)
    for rate, losses in curves.items():
        last = len(losses) - 1
        fine = np.linspace(last, 0, 8 * last + 1)
        ax.plot(fine, np.interp(fine, range(last + 1), losses), label=rf"$10^{{{np.log10(rate):.3f}}}$")
    ax.figure.legend()
    return ax


@plot_loss_curves.mistake("Which curve should fall fastest, and what does your picture say?")
def names_exchanged(curves, ax=None):
    """The names are given in the opposite order, so they belong to other lines."""
    return drawn_with(curves, ax, names=list(curves)[::-1])


@plot_loss_curves.mistake("In which order are the rates in the dict, and in which order are your names?")
def names_sorted(curves, ax=None):
    """The names are sorted by size, the lines are not, so names belong to other lines."""
    return drawn_with(curves, ax, names=sorted(curves))


@plot_loss_curves.mistake("How does a reader tell the lines apart?")
def lines_without_names(curves, ax=None):
    """Nothing in the picture says which line belongs to which rate. A `label` alone is not shown, and a legend
    does not help when all lines look alike."""
    ax = axes_for(ax)
    for losses in curves.values():
        ax.plot(losses)
    return ax


@plot_loss_curves.mistake("What does a reader want to know about a line: its number, or its rate?")
def numbered_names(curves, ax=None):
    """The lines are named 0, 1, 2, ... and not by their rates."""
    return drawn_with(curves, ax, names=range(len(curves)))


@plot_loss_curves.mistake("What does a rate of 0.003 become when it is rounded to one decimal place?")
def names_rounded_away(curves, ax=None):
    """The rates are rounded to one decimal place; small ones become 0.0 and cannot be told apart."""
    return drawn_with(curves, ax, names=[f"{k:.1f}" for k in curves])


@plot_loss_curves.mistake("How many rates are in the dict?")
def last_rate_missing(curves, ax=None):
    """The line of the last rate is missing."""
    return drawn_with(dict(list(curves.items())[:-1]), ax)


@plot_loss_curves.mistake("How many rates are in the dict, and how many lines are in your picture?")
def first_rate_only(curves, ax=None):
    """Only the line of the first rate is drawn."""
    return drawn_with(dict(list(curves.items())[:1]), ax)


@plot_loss_curves.mistake("Which of your lines belongs to the last rate, and how many are there?")
def last_rate_only(curves, ax=None):
    """Only the line of the last rate is drawn."""
    return drawn_with(dict(list(curves.items())[-1:]), ax)


@plot_loss_curves.mistake("What was the loss before the first update?")
def without_the_start(curves, ax=None):
    """The first loss is left out, and the others are moved to the left."""
    return drawn_with(curves, ax, lambda v: v[1:])


@plot_loss_curves.mistake("At which iteration does a descent begin?")
def start_left_out(curves, ax=None):
    """The first loss is left out; the lines begin at iteration 1."""
    return drawn_with(curves, ax, lambda v: v[1:], first=1)


@plot_loss_curves.mistake("How many updates were made before the first loss?")
def counted_from_one(curves, ax=None):
    """The iterations are counted from 1; the first loss belongs to iteration 0."""
    return drawn_with(curves, ax, first=1)


@plot_loss_curves.mistake("What is the loss after the last update?")
def without_the_end(curves, ax=None):
    """The last loss is left out."""
    return drawn_with(curves, ax, lambda v: v[:-1])


@plot_loss_curves.mistake("Do all rates behave alike?")
def one_curve_for_all(curves, ax=None):
    """The losses of the first rate are drawn for every rate."""
    first = next(iter(curves.values()))
    return drawn_with(curves, ax, lambda v: first)


@plot_loss_curves.mistake("Which number would a reader take for the loss?")
def logarithms(curves, ax=None):
    """The decimal logarithms of the losses are drawn and not the losses."""
    return drawn_with(curves, ax, np.log10)


@plot_loss_curves.mistake("Which number would a reader take for the loss, and what is log(8)?")
def natural_logarithms(curves, ax=None):
    """The natural logarithms of the losses are drawn and not the losses."""
    return drawn_with(curves, ax, np.log)


@plot_loss_curves.mistake("What should a reader learn about a rate that is too large?")
def clipped(curves, ax=None):
    """Losses above the first one are cut off, so divergence cannot be seen."""
    return drawn_with(curves, ax, lambda v: np.minimum(v, v[0]))


@plot_loss_curves.mistake("Is every loss asked for, or the lowest so far?")
def best_so_far(curves, ax=None):
    """The lowest loss so far is drawn."""
    return drawn_with(curves, ax, np.minimum.accumulate)


@plot_loss_curves.mistake("Which height has a line at iteration 0?")
def relative_to_the_start(curves, ax=None):
    """The losses are divided by the first one."""
    return drawn_with(curves, ax, lambda v: v / v[0])


@plot_loss_curves.mistake("Is the loss asked for, or how much it changes?")
def differences(curves, ax=None):
    """The changes from one loss to the next are drawn."""
    return drawn_with(curves, ax, np.diff)


@plot_loss_curves.mistake("In which direction does time run?")
def backwards(curves, ax=None):
    """The lines run backwards: the last loss stands at iteration 0."""
    return drawn_with(curves, ax, lambda v: v[::-1])


@plot_loss_curves.mistake("Are the entries sorted in the dict?")
def heights_sorted(curves, ax=None):
    """The losses of each rate are sorted before they are drawn."""
    return drawn_with(curves, ax, lambda v: np.sort(v)[::-1])


@plot_loss_curves.mistake("Where can a reader see the course of a descent?")
def last_losses_against_rates(curves, ax=None):
    """One line shows the last loss against the rate."""
    ax = axes_for(ax)
    ax.plot(list(curves), [v[-1] for v in curves.values()], label=", ".join(map(str, curves)))
    ax.legend()
    return ax


@plot_loss_curves.mistake("Which quantity is on the horizontal axis?")
def axes_exchanged(curves, ax=None):
    """Losses are on the horizontal axis and iterations on the vertical one."""
    ax = axes_for(ax)
    for rate, losses in curves.items():
        ax.plot(losses, np.arange(len(losses)), label=str(rate))
    ax.legend()
    return ax


@plot_loss_curves.mistake("Do your lines depend on the losses in the dict?")
def invented(curves, ax=None):
    """The lines are exponentials computed from the rates, not the losses in the dict."""
    ax = axes_for(ax)
    for rate, losses in curves.items():
        k = np.arange(len(losses))
        ax.plot(k, 10 * np.exp(-rate * k), label=str(rate))
    ax.legend()
    return ax


@plot_loss_curves.mistake("How does a reader follow one rate from iteration to iteration?")
def points_for_lines(curves, ax=None):
    """The losses are drawn as points that are not joined."""
    ax = axes_for(ax)
    for rate, losses in curves.items():
        ax.plot(np.arange(len(losses)), losses, "o", label=str(rate))
    ax.legend()
    return ax


@plot_loss_curves.mistake("What is the height of the first bar, and of the line that was asked for?")
def all_in_one_line(curves, ax=None):
    """All losses are drawn one behind the other, as a single line."""
    ax = axes_for(ax)
    ax.plot(np.concatenate(list(curves.values())), label=", ".join(map(str, curves)))
    ax.legend()
    return ax


@plot_loss_curves.mistake("What would a reader who sees only the picture not know?")
def no_labels(curves, ax=None):
    """The axes have no labels."""
    ax = drawn_with(curves, ax)
    ax.set(xlabel="", ylabel="")
    return ax


@plot_loss_curves.mistake("What is counted along the horizontal axis?")
def no_x_label(curves, ax=None):
    """The horizontal axis has no label."""
    ax = drawn_with(curves, ax)
    ax.set(xlabel="")
    return ax


@plot_loss_curves.mistake("What is measured along the vertical axis?")
def no_y_label(curves, ax=None):
    """The vertical axis has no label."""
    ax = drawn_with(curves, ax)
    ax.set(ylabel="")
    return ax


@plot_loss_curves.mistake("Can all of the largest loss be seen?")
def cropped(curves, ax=None):
    """The view ends at the first loss: what grows beyond it cannot be seen."""
    ax = drawn_with(curves, ax)
    ax.set_ylim(0, max(v[0] for v in curves.values()))
    return ax


@plot_loss_curves.mistake("Which iterations can be seen?")
def cropped_to_the_first_iterations(curves, ax=None):
    """Only the iterations 0 to 2 can be seen."""
    ax = drawn_with(curves, ax)
    ax.set_xlim(0, 2)
    return ax


@plot_loss_curves.mistake("What is drawn on the Axes that was passed in?")
def always_a_new_figure(curves, ax=None):
    """A new figure is made, also when an Axes is given."""
    return drawn_with(curves, None)


@plot_loss_curves.mistake("Which Axes do plt.xlabel and plt.ylabel use, if several are open?")
def labels_on_the_current_axes(curves, ax=None):
    """With an Axes given, the lines go to it, but the labels go to whichever Axes is the current one."""
    import matplotlib.pyplot as plt

    ax = drawn_with(curves, ax)
    ax.set(xlabel="", ylabel="")
    plt.xlabel("iteration")
    plt.ylabel("loss")
    return ax


@plot_loss_curves.mistake("Which Axes does plt.legend use, if several are open?")
def legend_on_the_current_axes(curves, ax=None):
    """With an Axes given, the lines go to it, but the legend goes to whichever Axes is the current one."""
    import matplotlib.pyplot as plt

    ax = axes_for(ax)
    for rate, losses in curves.items():
        ax.plot(losses, label=str(rate))
    plt.legend()
    return ax


@plot_loss_curves.mistake("How many figures does your loop make, and which of them is looked at?")
def a_figure_for_each(curves, ax=None):
    """Every rate gets a figure of its own, so no two rates can be compared."""
    for rate, losses in curves.items():
        ax = drawn_with({rate: losses}, None)
    return ax


@plot_loss_curves.mistake("Which scale belongs to which line?")
def a_scale_for_each(curves, ax=None):
    """Each line after the first has a twin Axes, a scale of its own, so no two rates can be compared."""
    first = axes_for(ax)
    handles = []
    for i, losses in enumerate(curves.values()):
        ax = first.twinx() if i else first
        handles += ax.plot(losses, color=f"C{i}")
    first.legend(handles, [str(k) for k in curves])
    return first
