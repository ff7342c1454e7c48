"""The data and the line of the model in one picture."""

import numpy as np

from autograder.authoring import NEW_AXES, exercise, figure
from reference.linear_regression import data


def reference(X, y, theta, ax=None):
    ax = labelled(axes_for(ax))
    ax.plot(X[:, 1], y, "o")
    intercept, slope = parameters(theta)
    ax.axline((0, intercept), slope=slope)
    return ax


plot_regression = exercise(
    reference,
    hints=[
        "Look at your picture: does it show all the data, and the model wherever there are data?",
        "First one point for each row, then the model at two places: the smallest and the largest x. Name "
        "both axes.",
        "Heights h at ages a with the years marked, as an example: `ax.plot(a, h, 'o')`, then "
        "`ax.vlines(years, h.min(), h.max())`, then `ax.set_xlabel('age')`.",
    ],
)


@plot_regression.cases
def pictures(rng):
    X, y, theta = data.regression(rng, 6, 2)
    X[:, 1] = [1.5, -2.5, 6.5, 0.5, 3.5, -0.5]
    yield shows("columns", X, y, theta, labels=True)
    X, y, theta = data.regression(rng, 5, 2, column=False)
    X[:, 1] = [-6.0, -4.5, -9.5, -4.0, -7.5]
    yield shows("1-D, negative x", X, y, theta)
    X, y, theta = data.regression(rng, 4, 2)
    X[:, 1] = [10.5, 12.5, 14.5, 11.0]
    yield shows("on a given Axes", X, y, theta, labels=True, ax=NEW_AXES)
    yield shows("integers, fractions in theta", *data.integers_and_fractions())
    X, y, theta = data.regression(rng, 9, 2, column=False)
    X[:, 1] = (150 * X[:, 1] + 400).round()
    yield shows("9 examples, large x", X, y, theta, hidden=True)


def shows(label, X, y, theta, labels=False, **given):
    """The picture in full. A label is worth something only on a picture that shows data or model."""
    t = np.ravel(theta)
    x = X[:, 1].astype(float)
    wanted = {
        "points": np.column_stack([x, np.ravel(y)]),
        "line": np.array([t[0], t[1], x.min(), x.max()]),
    }
    if labels:
        wanted["labels"] = dict(wanted)
    return figure(label, X, y, theta, shows=wanted, **given)


def axes_for(ax):
    import matplotlib.pyplot as plt

    return ax or plt.subplots()[1]


def labelled(ax):
    ax.set(xlabel="x", ylabel="y")
    return ax


def with_data(X, y, ax):
    """A picture with the examples and both labels, but no line yet."""
    ax = labelled(axes_for(ax))
    ax.scatter(X[:, 1], np.ravel(y))
    return ax


def parameters(theta):
    return np.ravel(theta).tolist()


@plot_regression.right
def markers_and_a_sorted_line(X, y, theta, ax=None):
    ax = labelled(axes_for(ax))
    ax.plot(X[:, 1], y, "bo")
    i = np.argsort(X[:, 1])
    ax.plot(X[i, 1], (X @ theta)[i])
    return ax


@plot_regression.right
def unsorted_line(X, y, theta, ax=None):
    ax = with_data(X, y, ax)
    ax.plot(X[:, 1], X @ theta, "r.-", alpha=0.5)
    return ax


@plot_regression.right
def longer_line(X, y, theta, ax=None):
    ax = with_data(X, y, ax)
    t0, t1 = parameters(theta)
    g = np.linspace(X[:, 1].min() - 5, X[:, 1].max() + 5, 200)
    ax.plot(g, t0 + t1 * g, "--", label="fit")
    ax.grid()
    ax.legend()
    return ax


@plot_regression.right
def errorbars_and_axline(X, y, theta, ax=None):
    ax = labelled(axes_for(ax))
    t0, t1 = parameters(theta)
    ax.errorbar(X[:, 1], np.ravel(y), fmt="o")
    ax.axline((0, t0), slope=t1)
    return ax


@plot_regression.right
def the_current_axes(X, y, theta, ax=None):
    import matplotlib.pyplot as plt

    plt.sca(ax or plt.gca())
    plt.plot(X[:, 1], y, "x")
    plt.plot(X[:, 1], X @ theta)
    plt.xlabel("size")
    plt.ylabel("price")
    plt.title("a fit")
    plt.show()


@plot_regression.right
def one_point_after_the_other(X, y, theta, ax=None):
    ax = axes_for(ax)
    for (_, x), target in zip(X.tolist(), np.ravel(y).tolist(), strict=True):
        ax.scatter(x, target, color="k")
    ax.axline((0, float(np.ravel(theta)[0])), (1, float(np.sum(theta))))
    ax.figure.supxlabel("feature")
    ax.figure.supylabel("target")
    ax.axhline(0, lw=0.5)
    return ax


@plot_regression.right
def hollow_points_and_a_line_in_many_colours(X, y, theta, ax=None):
    from matplotlib.collections import LineCollection

    ax = labelled(axes_for(ax))
    ax.scatter(X[:, 1], np.ravel(y), facecolors="none", edgecolors="k")
    t0, t1 = parameters(theta)
    x = np.linspace(X[:, 1].min(), X[:, 1].max(), 20)
    corners = np.column_stack([x, t0 + t1 * x])
    ax.add_collection(LineCollection(np.stack([corners[:-1], corners[1:]], axis=1), array=x))
    return ax


@plot_regression.right
def white_on_black(X, y, theta, ax=None):
    ax = labelled(axes_for(ax))
    ax.set_facecolor("black")
    ax.errorbar(X[:, 1], np.ravel(y), yerr=0.5, fmt="wo", capsize=3)
    ax.plot(X[:, 1], X @ theta, color="white")
    return ax


@plot_regression.mistake("From which to which x do your data reach?")
def fixed_range(X, y, theta, ax=None):
    """The line is drawn from x = 0 to x = 2, whatever the data are."""
    ax = with_data(X, y, ax)
    t0, t1 = parameters(theta)
    ax.plot([0, 2], [t0, t0 + 2 * t1])
    return ax


@plot_regression.mistake("Where does your line begin, and where do the data begin?")
def from_zero(X, y, theta, ax=None):
    """The line is drawn from x = 0 to the largest x; for negative x it does not reach over the data."""
    ax = with_data(X, y, ax)
    t0, t1 = parameters(theta)
    end = X[:, 1].max()
    ax.plot([0, end], [t0, t0 + end * t1])
    return ax


@plot_regression.mistake("What is the last number of np.arange(1.5, 4.0)?")
def steps_of_one_without_the_end(X, y, theta, ax=None):
    """The line ends before the largest x: so it is with np.arange(x.min(), x.max())."""
    ax = with_data(X, y, ax)
    t0, t1 = parameters(theta)
    x = np.arange(X[:, 1].min(), X[:, 1].max())
    ax.plot(x, t0 + t1 * x)
    return ax


@plot_regression.mistake("What does theta look like in this picture?")
def no_line(X, y, theta, ax=None):
    """The data are drawn, the model is not."""
    return with_data(X, y, ax)


@plot_regression.mistake("Can a reader see how good the fit is?")
def no_data(X, y, theta, ax=None):
    """The model is drawn, the data are not."""
    ax = labelled(axes_for(ax))
    ax.plot(X[:, 1], X @ theta)
    return ax


@plot_regression.mistake("Which quantity is predicted, and on which axis is it expected?")
def axes_exchanged(X, y, theta, ax=None):
    """x and y have changed places, for the data and for the model."""
    ax = labelled(axes_for(ax))
    ax.scatter(np.ravel(y), X[:, 1])
    ax.plot(X @ theta, X[:, 1])
    return ax


@plot_regression.mistake("Is the model defined only at the data?")
def predictions_as_points(X, y, theta, ax=None):
    """The predictions are drawn as points; there is no line."""
    ax = with_data(X, y, ax)
    ax.scatter(X[:, 1], X @ theta)
    return ax


@plot_regression.mistake("Which points in your picture are examples, and which are not?")
def predictions_as_points_too(X, y, theta, ax=None):
    """Besides the data and the line, the predictions are drawn as points of their own."""
    ax = with_data(X, y, ax)
    ax.plot(X[:, 1], X @ theta)
    ax.scatter(X[:, 1], X @ theta)
    return ax


@plot_regression.mistake("How many y has an example, and what is drawn at its x?")
def predictions_for_data(X, y, theta, ax=None):
    """The points are predictions, not the y of the data, so all of them lie on the line."""
    ax = with_data(X, X @ theta, ax)
    ax.plot(X[:, 1], X @ theta)
    return ax


@plot_regression.mistake("What stands in the first column of X?")
def column_of_ones(X, y, theta, ax=None):
    """The first column of X, the ones, is taken for x."""
    ax = labelled(axes_for(ax))
    ax.scatter(X[:, 0], np.ravel(y))
    ax.plot(X[:, 0], X @ theta)
    return ax


@plot_regression.mistake("How many columns of X are drawn?")
def both_columns(X, y, theta, ax=None):
    """Both columns of X are drawn against y, also the ones."""
    ax = labelled(axes_for(ax))
    ax.plot(X, y, "o")
    ax.plot(X[:, 1], X @ theta)
    return ax


@plot_regression.mistake("On which axis are the x of the examples?")
def against_the_row_number(X, y, theta, ax=None):
    """Data and predictions are drawn against 0, 1, 2, ... and not against x."""
    ax = labelled(axes_for(ax))
    ax.plot(y, "o")
    ax.plot(X @ theta)
    return ax


@plot_regression.mistake("Where should the line meet x = 0?")
def intercept_and_slope_exchanged(X, y, theta, ax=None):
    """Intercept and slope have changed places."""
    ax = with_data(X, y, ax)
    t0, t1 = parameters(theta)
    ends = np.array([X[:, 1].min(), X[:, 1].max()])
    ax.plot(ends, t1 + t0 * ends)
    return ax


@plot_regression.mistake("Which height has the line at x = 0?")
def without_intercept(X, y, theta, ax=None):
    """theta_0 is missing: the line goes through the origin."""
    ax = with_data(X, y, ax)
    ax.plot(X[:, 1], parameters(theta)[1] * X[:, 1])
    return ax


@plot_regression.mistake("Does the line fall or rise when theta_1 is positive?")
def slope_of_opposite_sign(X, y, theta, ax=None):
    """The slope has the opposite sign."""
    ax = with_data(X, y, ax)
    t0, t1 = parameters(theta)
    ax.plot(X[:, 1], t0 - t1 * X[:, 1])
    return ax


@plot_regression.mistake("Does your line change when theta changes?")
def another_fit(X, y, theta, ax=None):
    """The line is the least squares fit to the data, not the model with the theta given."""
    ax = with_data(X, y, ax)
    t1, t0 = np.polyfit(X[:, 1], np.ravel(y), 1)
    ax.plot(X[:, 1], t0 + t1 * X[:, 1])
    return ax


@plot_regression.mistake("Which of the two is the model: a line through the data, or the predictions?")
def data_joined(X, y, theta, ax=None):
    """The examples are joined by a line, and the model is not drawn."""
    ax = labelled(axes_for(ax))
    ax.plot(X[:, 1], y, "o-")
    return ax


@plot_regression.mistake("Which line style does plot use for the data if none is given?")
def data_joined_too(X, y, theta, ax=None):
    """The examples are joined by a line, besides the line of the model."""
    ax = labelled(axes_for(ax))
    ax.plot(X[:, 1], y, "o-")
    ax.plot(X[:, 1], X @ theta)
    return ax


@plot_regression.mistake("Which marker shows an example in your picture?")
def data_joined_without_markers(X, y, theta, ax=None):
    """The examples are the corners of a line; nothing is drawn as a point."""
    ax = labelled(axes_for(ax))
    ax.plot(X[:, 1], y)
    ax.plot(X[:, 1], X @ theta)
    return ax


@plot_regression.mistake("When x is sorted, which prediction belongs to the first x?")
def sorted_x_only(X, y, theta, ax=None):
    """x is sorted, but the predictions are not: they stand at the wrong x."""
    ax = with_data(X, y, ax)
    ax.plot(np.sort(X[:, 1]), X @ theta)
    return ax


@plot_regression.mistake("What would a reader who sees only the figure not know?")
def no_labels(X, y, theta, ax=None):
    """The axes have no labels."""
    ax = with_data(X, y, ax)
    ax.plot(X[:, 1], X @ theta)
    ax.set(xlabel="", ylabel="")
    return ax


@plot_regression.mistake("What is measured along the vertical axis?")
def no_y_label(X, y, theta, ax=None):
    """The vertical axis has no label."""
    ax = with_data(X, y, ax)
    ax.plot(X[:, 1], X @ theta)
    ax.set_ylabel("")
    return ax


@plot_regression.mistake("What is measured along the horizontal axis?")
def no_x_label(X, y, theta, ax=None):
    """The horizontal axis has no label."""
    ax = with_data(X, y, ax)
    ax.plot(X[:, 1], X @ theta)
    ax.set_xlabel("")
    return ax


@plot_regression.mistake("Can all points be seen?")
def cropped(X, y, theta, ax=None):
    """The view is limited to x from 0 to 1, wherever the data are."""
    ax = with_data(X, y, ax)
    ax.plot(X[:, 1], X @ theta)
    ax.set_xlim(0, 1)
    return ax


@plot_regression.mistake("Can y be negative?")
def only_positive_y(X, y, theta, ax=None):
    """The view begins at y = 0; what lies below it cannot be seen."""
    ax = with_data(X, y, ax)
    ax.plot(X[:, 1], X @ theta)
    ax.set_ylim(bottom=0)
    return ax


@plot_regression.mistake("Is a transparent line in the picture?")
def invisible_line(X, y, theta, ax=None):
    """The line is there, but too transparent to be seen, and it widens the view."""
    ax = with_data(X, y, ax)
    ends = np.array([X[:, 1].min() - 1, X[:, 1].max() + 1])
    ax.plot(ends, parameters(theta)[0] + parameters(theta)[1] * ends, alpha=0)
    return ax


@plot_regression.mistake("What is drawn on the Axes that was passed in?")
def always_a_new_figure(X, y, theta, ax=None):
    """A new figure is made, also when an Axes is given."""
    ax = with_data(X, y, None)
    ax.plot(X[:, 1], X @ theta)
    return ax


@plot_regression.mistake("Which Axes do plt.plot and plt.xlabel use, if several are open?")
def always_the_current_axes(X, y, theta, ax=None):
    """With an Axes given, data and line go to it, but the labels go to whichever Axes is the current one."""
    import matplotlib.pyplot as plt

    ax = axes_for(ax)
    ax.scatter(X[:, 1], np.ravel(y))
    ax.plot(X[:, 1], X @ theta)
    plt.xlabel("x")
    plt.ylabel("y")
    return ax


@plot_regression.mistake("Which Axes is the line drawn on, if one is given?")
def line_on_the_current_axes(X, y, theta, ax=None):
    """With an Axes given, data and labels go to it, but the line goes to whichever Axes is the current one."""
    import matplotlib.pyplot as plt

    ax = with_data(X, y, ax)
    plt.plot(X[:, 1], X @ theta)
    return ax


@plot_regression.mistake("How many axes has theta when it is one-dimensional?")
def columns_only(X, y, theta, ax=None):
    """Two indices are used, as in `theta[0, 0]`, so a one-dimensional theta raises IndexError."""
    ax = with_data(X, y, ax)
    ax.plot(X[:, 1], theta[0, 0] + theta[1, 0] * X[:, 1])
    return ax


@plot_regression.mistake("Which dtype has an array that is made like x, when x holds integers?")
def line_cut_to_integers(X, y, theta, ax=None):
    """When X holds integers, the heights of the line lose their fractions."""
    ax = with_data(X, y, ax)
    heights = np.zeros_like(X[:, 1])
    heights[:] = np.ravel(X @ theta)
    ax.plot(X[:, 1], heights)
    return ax


@plot_regression.mistake("How many lines are in your picture, and which of them is the model?")
def residuals_too(X, y, theta, ax=None):
    """Besides the model, there is a line from each example to its prediction."""
    ax = with_data(X, y, ax)
    ax.plot(X[:, 1], X @ theta)
    ax.vlines(X[:, 1], np.ravel(y), np.ravel(X @ theta))
    return ax


@plot_regression.mistake("Does your model jump?")
def line_in_steps(X, y, theta, ax=None):
    """The model is drawn in steps; it is a straight line."""
    ax = with_data(X, y, ax)
    i = np.argsort(X[:, 1])
    ax.step(X[i, 1], np.ravel(X @ theta)[i])
    return ax


@plot_regression.mistake("Which colour has the line, and which one the paper?")
def white_line(X, y, theta, ax=None):
    """The line is white on white."""
    ax = with_data(X, y, ax)
    ax.plot(X[:, 1], X @ theta, "w--")
    return ax


@plot_regression.mistake("Is half of 4 in the middle between 0 and 4 on your axis?")
def symmetric_logarithm(X, y, theta, ax=None):
    """The vertical axis is not linear, so the model is no straight line there."""
    ax = with_data(X, y, ax)
    ax.plot(X[:, 1], X @ theta)
    ax.set_yscale("symlog")
    return ax


@plot_regression.mistake("How many examples are there, and how many markers?")
def every_second_marker(X, y, theta, ax=None):
    """Only every second example has a marker."""
    ax = labelled(axes_for(ax))
    ax.plot(X[:, 1], y, "o", markevery=2)
    ax.plot(X[:, 1], X @ theta)
    return ax
