"""Slopes as lines: through a point of a curve, or of a loss against its gradient."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.grading.close import Array
from autograder.grading.values import Fn
from autograder.pictures.axis import axis_over
from autograder.pictures.plot import Plot, legend
from autograder.pictures.scene import Scene, numbers, say, told, values_of
from autograder.pictures.svg import Drawing

POINTS = 72


def secant(scene: Scene) -> Drawing | None:
    """The curve, the points on it, and through each a line with the slope expected and one with the slope returned."""
    both, f, x = scene.numbers, scene.arguments.get("f"), scene.array("x")
    if both is None or not isinstance(f, Fn) or x is None or x.shape != both[1].shape or not 0 < x.size <= 6:
        return None
    got, want, x = both[0].ravel(), both[1].ravel(), x.ravel()
    h = abs(scene.number("h") or 0.0)
    reach = max(2.5 * h, 0.35 * float(np.ptp(x)), 0.75)
    low, high = float(np.min(x)) - reach, float(np.max(x)) + reach
    at = np.linspace(low, high, POINTS)
    across, heights, there = axis_over([low, high]), values_of(f, at), values_of(f, x)
    up = axis_over([*there, *_inner(heights)])
    if across is None or up is None or not np.isfinite(there).all():
        return None
    plot = Plot(across, up, names=("x", f"f(x) = {f.body}" if len(f.body) < 36 and _one(f) == "x" else "f"))
    plot.line(at, heights, "back")
    arm = (
        reach
        if len(x) == 1
        else min(0.45 * float(np.min(np.diff(np.sort(x)))) if len(x) > 1 else reach, reach)
    )
    arm = arm or reach
    for a, b, g, w in zip(x, there, got, want, strict=True):
        ends = np.array([a - arm, a, a + arm])
        plot.line(ends, b + w * (ends - a), "want-line wide")
        plot.line(ends, b + g * (ends - a), "got")
    plot.points_at(x, there)
    wrong = scene.wrong(got, want)
    where = {(i,): f"x = {say(v)}" for i, v in enumerate(x)}
    lines = told(got, want, wrong, where=where.__getitem__)
    lines = _one_slope(float(x[0]), got, want, wrong) if len(x) == 1 else lines
    alt = f"The curve of f, and lines with the returned and the expected slope through its points. {lines}"
    return Drawing(
        plot.body + legend(("want-line", "slope expected"), ("got-line", "slope returned")), plot.height, alt
    )


def _one_slope(x: float, got: Array, want: Array, wrong: Array) -> str:
    same = "" if wrong.any() else " To six digits they are the same."
    return f"At x = {say(x)} returned {say(float(got[0]))}, expected {say(float(want[0]))}.{same}"


def _one(f: Fn) -> str:
    return f.parameters.strip()


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
    if not rows or any(r is None for r in rows):
        return None
    gradient = np.concatenate([r[1] for r in rows if r is not None])
    slope = np.concatenate([r[2] for r in rows if r is not None])
    axis = axis_over(slope, gradient)
    up = axis_over(gradient, slope)
    if axis is None or up is None or gradient.size > 100:
        return None
    wrong = ~(np.abs(gradient - slope) <= 2e-5 * np.maximum(1, np.abs(slope)))
    plot = Plot(axis, up, names=("slope of the loss", "entry of the gradient"))
    ends = np.array([max(axis.low, up.low), min(axis.high, up.high)])
    plot.line(ends, ends, "want-line")
    for s, g in zip(slope[wrong], gradient[wrong], strict=True):
        plot.line([s, s], [g, s], "gap")
    plot.returned(slope, gradient)
    count = f"{int(wrong.sum())} of {wrong.size} entries of the gradient are not the slope of the loss"
    worst = int(np.nanargmax(np.where(wrong, np.abs(gradient - slope), -1)))
    first = (
        f", most where the slope is {say(slope[worst])} and the gradient {say(gradient[worst])}"
        if wrong.any()
        else ""
    )
    alt = f"Each dot is one entry of the gradient at one point; on the dashed line both are the same. {count}{first}."
    return Drawing(
        plot.body + legend(("want-line", "both the same"), ("got", "your gradient")), plot.height, alt
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
