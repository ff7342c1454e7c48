"""Slopes as lines: through a point of a curve, or of a loss against its gradient."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.grading.close import Array
from autograder.grading.values import Fn
from autograder.pictures.axis import axis_over
from autograder.pictures.curves import curve
from autograder.pictures.plot import Plot, legend
from autograder.pictures.scene import Scene, numbers, say, values_of
from autograder.pictures.shapes import grids
from autograder.pictures.svg import Drawing
from autograder.texts import tr

POINTS = 72


def secant(scene: Scene) -> Drawing | None:
    """The curve, the point on it, and through it lines with the slope expected and the slope returned.

    For an array of points, the slopes over the points.
    """
    both, f, x = scene.numbers, scene.arguments.get("f"), scene.array("x")
    if both is None or not isinstance(f, Fn) or x is None:
        return None
    if both[1].size != 1 or x.size != 1 or not np.isfinite(both).all():
        return curve(scene)
    got, want, at = (float(v.ravel()[0]) for v in (*both, x))
    reach = max(2.5 * abs(scene.number("h") or 0.0), 0.75)
    ends = np.array([at - reach, at, at + reach])
    fine = np.linspace(at - reach, at + reach, POINTS)
    heights, height = values_of(f, fine), values_of(f, ends)[1]
    across, up = axis_over(ends), axis_over([height, *_inner(heights)])
    if across is None or up is None or not np.isfinite(height):
        return None
    plot = Plot(across, up, names=("x", "f"))
    plot.line(fine, heights, "back")
    plot.line(ends, height + want * (ends - at), "want-line wide")
    plot.line(ends, height + got * (ends - at), "got")
    plot.points_at([at], [height])
    same = "" if scene.wrong(*both).any() else tr(" To six digits they are the same.")
    alt = tr(
        "The curve of f, and through its point at x = {at} a line with the slope returned, {got}, and one with the slope expected, {want}.{same}",
        at=say(at),
        got=say(got),
        want=say(want),
        same=same,
    )
    key = legend(
        ("want-line", tr("expected {want}", want=say(want))), ("got-line", tr("returned {got}", got=say(got)))
    )
    return Drawing(plot.body + key, plot.height, alt)


def _inner(heights: Array) -> Array:
    """Without the outermost ones: a pole must not press the rest flat."""
    finite = heights[np.isfinite(heights)]
    low, high = np.quantile(finite, [0.04, 0.96]) if finite.size else (0, 0)
    return finite[(finite >= low) & (finite <= high)]


def pair(scene: Scene) -> Drawing | None:
    """At each point and for each variable: the slope of the student's own loss against their gradient.

    The value is a list of [w, gradient, slope of the loss].
    """
    rows = [_row(v) for v in scene.value] if isinstance(scene.value, list) else []
    if None in rows:
        odd = scene.value[rows.index(None)]
        return grids(numbers(odd[1]), numbers(odd[2])) if isinstance(odd, list) and len(odd) == 3 else None
    if not rows:
        return None
    gradient = np.concatenate([r[1] for r in rows if r is not None])
    slope = np.concatenate([r[2] for r in rows if r is not None])
    axis = axis_over(slope, gradient)
    if axis is None or gradient.size > 100:
        return None
    wrong = ~(np.abs(gradient - slope) <= 2e-5 * np.maximum(1, np.abs(slope)))
    plot = Plot(axis, axis, names=(tr("slope of the loss"), tr("entry of the gradient")))
    ends = np.array([axis.low, axis.high])
    plot.line(ends, ends, "want-line")
    for s, g in zip(slope[wrong], gradient[wrong], strict=True):
        plot.line([s, s], [g, s], "gap")
    plot.returned(slope, gradient)
    count = tr(
        "{wrong} of {size} entries of the gradient are not the slope of the loss",
        wrong=int(wrong.sum()),
        size=wrong.size,
    )
    worst = int(np.nanargmax(np.where(wrong, np.abs(gradient - slope), -1)))
    first = (
        tr(
            ", most where the slope is {slope} and the gradient {gradient}",
            slope=say(slope[worst]),
            gradient=say(gradient[worst]),
        )
        if wrong.any()
        else ""
    )
    alt = tr(
        "Each dot is one entry of the gradient at one point; on the dashed line both are the same. {count}{first}.",
        count=count,
        first=first,
    )
    return Drawing(
        plot.body + legend(("want-line", tr("both the same")), ("got", tr("your gradient"))), plot.height, alt
    )


def _row(value: Any) -> tuple[Array, Array, Array] | None:
    if not isinstance(value, list) or len(value) != 3:
        return None
    w, gradient, slope = (numbers(v) for v in value)
    if (
        w is None
        or gradient is None
        or slope is None
        or not w.shape == gradient.shape == slope.shape
        or w.ndim != 1
    ):
        return None
    return w, gradient, slope
