"""What is on the Axes reaches the judge, and the judge sees no more than that."""

import matplotlib as mpl
import numpy as np
import pytest

from autograder.confinement.captions import numbers_in
from autograder.confinement.figures import NEW_AXES, drawn_by
from autograder.grading.figure import judge_figure

XY = np.array([[-2.0, 1.5], [3.0, 0.25], [-4.0, 5.0], [1.0, 2.0]])
MODEL = (2.0, -0.5)
LINE = np.array([*MODEL, -4.0, 3.0])
CURVES = {
    0.05: np.array([8.0, 7.1, 6.5, 6.2]),
    0.3: np.array([8.0, 4.0, 2.5, 2.0]),
    0.9: np.array([8.0, 9.0, 11.5, 14.0]),
}
REGRESSION = {"points": XY, "line": LINE, "labels": {"points": XY, "line": LINE}}
CONVERGENCE = {"curves": CURVES, "names": CURVES, "labels": {"curves": CURVES}}


IMPORTS = """import io
import matplotlib as mpl
import matplotlib.pyplot as plt
from matplotlib.collections import LineCollection as C
"""


def faults(body, wants, *, ax=None):
    """{part: what is wrong} of the figure that `body` draws on `ax`, with the data as x, y or curves."""
    source = "def draw(x, y, curves, ax=None):\n" + "\n".join(f"    {line}" for line in body.split("\n"))
    namespace = {"np": np}
    exec(IMPORTS + source, namespace)
    given = {} if ax is None else {"ax": ax}
    with mpl.rc_context():
        figure = drawn_by(namespace["draw"], (XY[:, 0], XY[:, 1], CURVES), given)
    found = {part: judge_figure(part, figure, want, 1e-7) for part, want in wants.items()}
    return {part: f.what for part, f in found.items() if f}


SCATTER = "ax = ax or plt.subplots()[1]; ax.set(xlabel='x', ylabel='y')\nax.scatter(x, y)\n"
BARE = "ax = ax or plt.subplots()[1]; ax.set(xlabel='x', ylabel='y')\n"
RIGHT_LINES = [
    SCATTER + "ax.plot(x, 2 - x / 2)\nreturn ax",
    SCATTER + "ax.plot(np.sort(x), 2 - np.sort(x) / 2, 'r.-')",
    SCATTER + "ax.plot([-9, 9], [6.5, -2.5], alpha=0.3)\nreturn ax.figure",
    SCATTER
    + "g = np.linspace(-4, 3, 50)\nax.plot(g, 2 - g / 2, '--', label='fit')\nax.legend()\nreturn ax.figure, ax",
    SCATTER + "ax.axline((0, 2), slope=-0.5)\nax.axhline(0)\nax.grid()",
    SCATTER + "ax.axline((0, 2), (2, 1))",
    BARE + "ax.errorbar(x, y, fmt='o')\nax.plot(x, 2 - x / 2)",
    BARE + "[ax.plot(a, b, marker='o') for a, b in zip(x, y)]\nax.plot(x, 2 - x / 2)",
    BARE + "[ax.plot(a, b, 'k.') for a, b in zip(x, y)]\nax.plot(x, 2 - x / 2)",
    BARE
    + "ax.scatter(x[:2], y[:2]); ax.scatter(x[2:], y[2:], color='g')\nax.plot(x, 2 - x / 2)\nax.invert_xaxis()",
    "plt.plot(x, y, 's')\nplt.plot(x, 2 - x / 2)\nplt.xlabel('x'); plt.ylabel('y'); plt.show()",
    "fig, ax = plt.subplots()\nfig.supxlabel('x'); fig.supylabel('y')\nax.scatter(x, y)\nax.plot(x, 2 - x / 2)",
    SCATTER + "ax.plot(x, 2 - x / 2)\nax.set_xlim(x.min(), x.max())\nplt.close()\nreturn ax",
    BARE
    + "ax.scatter(x, y, facecolors='none', edgecolors='k')\nax.plot(x, 2 - x / 2, '0.5', lw=0.5)\nax.twinx()\nreturn ax",
    BARE + "ax.plot(x, y, 'o', mfc='none', mec='b')\nax.plot(x, 2 - x / 2)\nax.patch.set_alpha(0)",
    BARE + "ax.plot(x, y, 'o', mfc='white', mec='b')\nax.plot(x, 2 - x / 2)\nax.figure.patch.set_alpha(0)",
    BARE + "ax.scatter(x, y, c=y, s=60, edgecolor='k')\nax.plot(x, 2 - x / 2)",
    BARE + "ax.errorbar(x, y, yerr=0.5, fmt='o', capsize=3)\nax.plot(x, 2 - x / 2)",
    BARE + "ax.errorbar(x, y, yerr=0, fmt='o')\nax.fill_between(x, 1, 2, alpha=0.2)\nax.plot(x, 2 - x / 2)",
    SCATTER + "ax.add_collection(C([[(-4, 4), (3, 0.5)]]))",
    SCATTER + "ax.add_collection(C([[(-4, 4), (0, 2)], [(0, 2), (3, 0.5)]], colors=['r', 'b']))",
    "plt.rcParams['axes.facecolor'] = 'k'\n" + BARE + "ax.plot(x, y, 'wo')\nax.plot(x, 2 - x / 2, 'w')",
    "from matplotlib.figure import Figure\nax = Figure(layout='constrained').subplots()\n"
    + SCATTER
    + "ax.plot(x, 2 - x / 2)\nax.figure.savefig(io.BytesIO())\nreturn ax.figure",
]
WRONG_LINES = [
    (SCATTER, "line", "is not drawn"),
    (BARE + "ax.plot(x, 2 - x / 2)", "points", "no set of points"),
    (SCATTER + "ax.plot([0, 2], [2, 1])", "line", "does not reach over the data, from x = -4 to 3"),
    (SCATTER + "ax.plot(x, 2 - x / 2, alpha=0)", "line", "is not drawn"),
    (SCATTER + "ax.plot(x, 2 - x / 2, color='none')", "line", "is not drawn"),
    (SCATTER + "ax.plot(x, 2 - x / 2)[0].set_visible(False)", "line", "is not drawn"),
    (SCATTER + "ax.plot(x, -0.5 + 2 * x)", "line", "not the model"),
    (SCATTER + "ax.axline((0, 2), slope=0.5)", "line", "not the model"),
    (SCATTER + "ax.plot(x, y)", "line", "not the model"),
    (SCATTER + "ax.scatter(x, 2 - x / 2)", "points", "no (x, y) of the data"),
    (BARE + "ax.scatter(y, x)", "points", "no (x, y) of the data"),
    (BARE + "ax.scatter(x[:3], y[:3])", "points", "only 3 of 4"),
    (BARE + "ax.scatter(x, y, s=0)", "points", "no set of points"),
    (SCATTER + "ax.set_xlim(0, 1)", "points", "outside the visible range"),
    (SCATTER + "ax.set_xscale('log')", "points", "outside the visible range"),
    (SCATTER + "ax.set_xlabel(' ')", "labels", "the x axis has no label"),
    (SCATTER + "ax.axis('off')", "labels", "the x and the y axis has no label"),
    (BARE, "labels", "count as soon as something else is right"),
    (SCATTER + "ax.set_visible(False)", "points", "no set of points"),
    ("pass", "points", "no figure was drawn, or it was closed and not returned; is `return ax` missing?"),
    (SCATTER + "plt.close()", "points", "is `return ax` missing?"),
    (SCATTER + "ax.remove()\nreturn ax", "points", "no figure was drawn"),
    (SCATTER + "ax.clear()", "points", "no set of points"),
    (SCATTER + "ax.plot(x, 2 - x / 2, 'w')", "line", "is not drawn, or cannot be seen"),
    (SCATTER + "ax.plot(x, 2 - x / 2, '0.995')", "line", "cannot be seen"),
    (SCATTER + "ax.plot(x, 2 - x / 2, lw=0.01)", "line", "cannot be seen"),
    (SCATTER + "ax.step(np.sort(x), 2 - np.sort(x) / 2)", "line", "not the model"),
    (SCATTER + "ax.plot(x, 2 - x / 2)\nax.vlines(x, y, 2 - x / 2)", "line", "not the model"),
    (SCATTER + "ax.twinx().plot(x, 2 - x / 2)\nreturn ax", "line", "is not drawn"),
    (SCATTER + "ax.plot(x, 2 - x / 2)\nax.set_yscale('symlog')", "line", "an axis is not linear"),
    (SCATTER + "ax.plot(x, 9 - x / 2)\nax.set_ylim(0, 6)", "line", "not the model"),
    (BARE + "ax.scatter(x, y, facecolors='none')", "points", "no set of points"),
    (BARE + "ax.scatter(x, y, color='w')", "points", "no set of points"),
    (BARE + "ax.scatter(x, y, marker=' ')", "points", "no set of points"),
    (BARE + "ax.scatter(x, y, color=(1, 0, 0, 0))", "points", "no set of points"),
    (BARE + "ax.scatter(x, y, transform=ax.transAxes)", "points", "no set of points"),
    (BARE + "ax.scatter(x, y, s=[0, 9, 9, 9])", "points", "only 3 of 4"),
    (BARE + "ax.scatter(np.ma.masked_less(x, -3), y)", "points", "only 3 of 4"),
    (BARE + "ax.scatter(x, y, c=[(0, 0, 0, a) for a in (0, 1, 1, 1)])", "points", "only 3 of 4"),
    (BARE + "ax.plot(x, y, 'wo')", "points", "no set of points"),
    (BARE + "ax.plot(x, y, 'o', markevery=2)", "points", "only 2 of 4"),
    (BARE + "ax.plot(x, y, 'o', markevery=(1, 1))", "points", "only 3 of 4"),
    (BARE + "ax.plot(x, y, 'o', markevery=[0, 3])", "points", "only 2 of 4"),
    (BARE + "ax.plot(x, y, 'o', markevery=0.1)", "points", "no set of points"),
    ("ax = plt.subplot(projection='polar')\n" + SCATTER, "points", "no set of points"),
    (SCATTER + "ax.set_xlabel('x', color='w')", "labels", "the x axis has no label"),
    (SCATTER + "ax.yaxis.set_visible(False)", "labels", "the y axis has no label"),
    (SCATTER + "ax.xaxis.label.set_alpha(0)", "labels", "the x axis has no label"),
]


@pytest.mark.parametrize("body", RIGHT_LINES)
def test_a_figure_that_shows_data_and_model_is_right_however_it_is_drawn(body):
    assert faults(body, REGRESSION) == {}


@pytest.mark.parametrize(("body", "part", "text"), WRONG_LINES)
def test_what_a_figure_does_not_show_is_said(body, part, text):
    assert text in faults(body, REGRESSION)[part]


EACH = "for k, v in curves.items():\n    "
END = "\nax.set(xlabel='iteration', ylabel='loss')\nreturn ax"
PANELS = "fig, axs = plt.subplots(1, 3, sharey=True)\n"
RIGHT_CURVES = [
    "ax = plt.gca()\n" + EACH + "ax.plot(v, label=f'rate {k}')\nax.legend()" + END,
    "ax = plt.gca()\n"
    + EACH
    + "ax.semilogy(range(4), v, '--o', label=f'$\\\\eta$ = {k:.2f}')\nax.figure.legend()"
    + END,
    "ax = plt.gca()\nhandles = [ax.plot(v)[0] for v in curves.values()]\nax.legend(handles, [f'{k:.0e}' for k in curves])"
    + END,
    "ax = plt.gca()\n" + EACH + "ax.plot(v); ax.annotate(str(k), (3, v[-1]))" + END,
    "ax = plt.gca()\n" + EACH + "ax.plot(v, 'k'); ax.text(3.1, v[-1], str(k))" + END,
    "ax = plt.gca()\n"
    + EACH
    + "ax.plot(v, 'k'); ax.annotate(k, (2, v[2]), (9, 30), textcoords='offset points')"
    + END,
    "ax = plt.gca()\nfor (k, v), s in zip(curves.items(), ('-', '--', ':')):\n    ax.plot(v, s, color='k', label=k)\nax.legend()"
    + END,
    "ax = plt.gca()\nfor i, (k, v) in enumerate(curves.items()):\n    ax.plot(v, ls=(0, (1, i + 1)), c='k', label=k)\nax.legend()"
    + END,
    "ax = plt.gca()\nfor i, (k, v) in enumerate(curves.items()):\n    ax.plot(v, lw=i + 1, c='k', label=k)\nax.legend()"
    + END,
    "ax = plt.gca()\nfor (k, v), s in zip(curves.items(), 'ox^'):\n    ax.plot(v, marker=s, color='k', label=k)\nax.legend()"
    + END,
    "import matplotlib.patches as p\nax = plt.gca()\nh = []\nfor i, (k, v) in enumerate(curves.items()):\n"
    "    ax.plot(v, '--', c=f'C{i}'); h.append(p.Patch(color=f'C{i}', label=k))\nax.legend(handles=h)" + END,
    PANELS + "for a, (k, v) in zip(axs, curves.items()):\n    a.plot(v); a.set_title(f'{k}')\n"
    "    a.set_xlabel('i')\naxs[0].set_ylabel('loss')\nreturn axs",
    "ax = plt.gca()\n" + EACH + "ax.step(range(4), v, label=k)\nax.legend(labelcolor='linecolor')" + END,
    "ax = plt.gca()\n" + EACH + "ax.plot(v, ds='steps-mid', label=k)\nax.legend(frameon=False)" + END,
    "ax = plt.gca()\n"
    + EACH
    + "ax.plot([3, 2, 1, 0], v[::-1], label=k)\nax.legend(bbox_to_anchor=(1, 1))"
    + END,
    "ax = plt.gca()\ng = np.linspace(0, 3, 13)\n"
    + EACH
    + "ax.plot(g, np.interp(g, range(4), v), label=k)\nax.legend()"
    + END,
    "ax = plt.gca()\nfor i, (k, v) in enumerate(curves.items()):\n"
    "    ax.add_collection(C([np.c_[range(4), v]], color=f'C{i}', label=k))\nax.autoscale()\nax.legend()"
    + END,
    "ax = plt.gca()\n"
    + EACH
    + "ax.plot(v); ax.text(3, v[-1], str(k), color='w', bbox={'facecolor': 'k'})"
    + END,
    PANELS
    + "for a, k in zip(axs, curves):\n    a.plot(curves[k], label=k); a.legend()\nfig.supxlabel('i')\nfig.supylabel('loss')",
]
WRONG_CURVES = [
    ("ax = plt.gca()\n" + EACH + "ax.plot(v, label=k)" + END, "names", "nothing in the figure names the line of 0.05"),
    ("ax = plt.gca()\nfor k, v in zip(list(curves)[::-1], curves.values()):\n    ax.plot(v, label=k)\nax.legend()" + END,
     "names", "the line of 0.05 is named 0.9"),
    ("ax = plt.gca()\nh = [ax.plot(v)[0] for v in curves.values()]\nax.legend(h[::-1], list(curves))" + END, "names", "named"),
    ("ax = plt.gca()\n" + EACH + "ax.plot(v, 'k', label=k)\nax.legend()" + END, "names", "nothing in the figure names"),
    ("ax = plt.gca()\n" + EACH + "ax.plot(v, label=k)\nax.legend().set_visible(False)" + END, "names", "nothing"),
    ("ax = plt.gca()\n" + EACH + "ax.plot(v, label=str(list(curves)))\nax.legend()" + END, "names", "named"),
    ("ax = plt.gca()\n" + EACH + "ax.plot(v[1:], label=k)\nax.legend()" + END, "curves", "no line shows the values of 0.05"),
    ("ax = plt.gca()\n" + EACH + "ax.plot(np.log10(v), label=k)\nax.legend()" + END, "curves", "no line shows"),
    ("ax = plt.gca()\n" + EACH + "ax.plot(np.minimum(v, 9), label=k)\nax.legend()" + END, "curves", "no line shows the values of 0.9"),
    ("ax = plt.gca()\n" + EACH + "ax.scatter(range(4), v, label=k)\nax.legend()" + END, "curves", "no line shows"),
    ("ax = plt.gca()\n" + EACH + "ax.plot(v, label=k)\nax.set_ylim(0, 9)" + END, "curves", "the line of 0.9 lies outside"),
    ("ax = plt.gca()\n" + EACH + "ax.plot(np.arange(1, 5), v, label=k)" + END, "names", "so none can be named"),
    (PANELS + "axs[0].plot(curves[0.05])", "labels", "axis has no label"),
    ("ax = plt.gca()\n" + EACH + "ax.plot(v, 'w', label=k)\nax.legend()" + END, "curves", "no line shows"),
    ("ax = plt.gca()\n" + EACH + "ax.plot(v, label=k)\nax.legend(labelcolor='w')" + END, "names", "nothing"),
    ("ax = plt.gca()\n" + EACH + "ax.plot(v); ax.text(3, v[-1], str(k), alpha=0)" + END, "names", "nothing"),
    ("ax = plt.gca()\n" + EACH + "ax.twinx().plot(v)" + END, "curves", "no line shows the values of 0.05"),
    ("ax = plt.gca()\nax.plot([0, 1, 2, 3] * 3, np.concatenate([*curves.values()]))" + END, "curves", "no line shows"),
    ("ax = plt.gca()\n" + EACH + "ax.plot([0, 2, 3], v[[0, 2, 3]])" + END, "curves", "no line shows"),
    ("ax = plt.gca()\n" + EACH + "ax.plot(np.ma.masked_equal(v, v[2]))" + END, "curves", "no line shows"),
    ("ax = plt.gca()\n" + EACH + "ax.plot([-1, 0, 1, 2, 3], [9, *v])" + END, "curves", "no line shows"),
]  # fmt: skip


@pytest.mark.parametrize("body", RIGHT_CURVES)
def test_curves_may_be_named_in_any_way_that_a_reader_sees(body):
    assert faults(body, CONVERGENCE) == {}


@pytest.mark.parametrize(("body", "part", "text"), WRONG_CURVES)
def test_a_curve_without_its_own_name_is_none(body, part, text):
    assert text in faults(body, CONVERGENCE)[part]


def test_an_axes_that_is_given_is_the_one_that_counts():
    draw = "{0}.scatter(x, y); {0}.{1}xlabel('x'); {0}.{1}ylabel('y'); {0}.plot(x, 2 - x / 2)"
    assert faults(draw.format("ax", "set_"), REGRESSION, ax=NEW_AXES) == {}
    assert (
        faults(
            "ax.set(xlabel='x', ylabel='y')\nax.scatter(x, y); ax.plot(x, 2 - x / 2)", REGRESSION, ax=NEW_AXES
        )
        == {}
    )
    for elsewhere in (
        draw.format("plt", ""),
        "ax = plt.subplots()[1]\n" + draw.format("ax", "set_") + "\nreturn ax",
    ):
        assert set(faults(elsewhere, REGRESSION, ax=NEW_AXES)) == {"points", "line", "labels"}


def test_two_figures_that_show_the_same_are_described_alike():
    def one(ax):
        ax.plot(XY[:, 0], 2 - XY[:, 0] / 2, color="r")
        ax.scatter(*XY.T, label="data")
        ax.set(xlabel="a", ylabel="b")

    def other(ax):
        ax.set(xlabel="size", ylabel="price")
        ax.plot(*XY[::-1].T, "g^")
        ax.plot([3, -4], [0.5, 4.0], "--")

    a, b = (drawn_by(draw, (NEW_AXES,), {}) for draw in (one, other))
    assert str(a["artists"]) == str(b["artists"])
    assert a["xlabel"] is b["xlabel"] is True


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("lr = 0.05", [0.05]), ("$\\eta=10^{-3}$", [0.001]), ("10⁻² or 1e-2", [0.01]), ("rate .5, 12 steps", [0.5, 12]),
        (r"$\mathdefault{2\times10^{-1}}$", [0.2]), ("3·10**2", [300]), ("10^{-0.5}", [10**-0.5]), ("10^9999", [1e300]), ("110", [110]), ("−0.3", [0.3]), ("none", []),
    ],
)  # fmt: skip
def test_numbers_are_read_as_people_write_them(text, numbers):
    assert numbers_in(text) == numbers


@pytest.mark.parametrize("claim", [None, 3, {}, {"artists": 3}, {"artists": [], "view": "x", "panels": 3}, {"artists": [
    3, {"kind": "line"}, {"kind": [], "xy": np.zeros((0, 2))}, {"kind": "line", "xy": np.zeros((4, 2), complex)},
    {"kind": "points", "xy": np.full((4, 2), np.nan)}, {"kind": "line", "xy": np.column_stack([range(4), CURVES[0.3]]),
    "names": np.array(["0.3"])}], "panels": [None, {"artists": {}}], "view": np.zeros((2, 2))}])  # fmt: skip
def test_a_claim_of_any_kind_about_a_figure_is_judged(claim):
    for part, want in (REGRESSION | CONVERGENCE).items():
        assert judge_figure(part, claim, want, 1e-7) is not None
