import numpy as np

from autograder.authoring import exercise, figure


def reference(x, y, theta):
    raise NotImplementedError("judged by what is on the Axes")


plot_fit = exercise(
    reference, hints=["Can a reader see data and line?", "Points first.", "`axes.set_title('t')`"]
)


@plot_fit.cases
def cases(rng):
    for label, x in (("positive x", np.array([1.0, 4.0, 3.0])), ("negative x", np.array([-5.0, -3.5, -1.0]))):
        y, theta = 2 * x + np.array([0.5, -0.5, 0.0]), np.array([0.25, 2.0])
        line = np.array([*theta, x.min(), x.max()])
        yield figure(
            label, x, y, theta, shows={"points": np.column_stack([x, y]), "line": line, "labels": None}
        )


def _axes(x, y, theta, ends=None, draw_line=True):
    import matplotlib.pyplot as plt

    axes = plt.subplots()[1]
    axes.plot(x, y, "o")
    ends = np.array([x.min(), x.max()]) if ends is None else np.array(ends)
    if draw_line:
        axes.plot(ends, theta[0] + theta[1] * ends)
    axes.set(xlabel="x", ylabel="y")
    return axes


@plot_fit.right
def markers_and_axline(x, y, theta):
    axes = _axes(x, y, theta, draw_line=False)
    axes.axline((0, theta[0]), slope=theta[1])
    return axes


@plot_fit.right
def current_axes(x, y, theta):
    _axes(x, y, theta)


@plot_fit.mistake("From which to which x do your data reach?")
def fixed_range(x, y, theta):
    """The line is drawn from 0 to 2, whatever the data are."""
    return _axes(x, y, theta, ends=[0.0, 2.0])


@plot_fit.mistake("What does theta look like in this picture?")
def no_line(x, y, theta):
    """The line is missing."""
    return _axes(x, y, theta, draw_line=False)


@plot_fit.mistake("What would a reader not know?")
def no_labels(x, y, theta):
    """The axes have no labels."""
    axes = _axes(x, y, theta)
    axes.set(xlabel="", ylabel="")
    return axes
