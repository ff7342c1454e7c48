"""Judge a drawn figure by what is on its Axes: data, coverage, labels. Never by pixels or looks."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.grading.close import Array
from autograder.grading.verdict import Finding


def judge_figure(part: str, figure: Any, want: Any, rtol: float) -> Finding | None:
    """Check one property of a described figure (see `confinement.figures`).

    part: "points" (want: (k, 2) array, each drawn once), "line" (want: intercept, slope and the
    range of x to span) or "labels". Raises nothing: `figure` is a claim and may be anything.
    """
    if not isinstance(figure, dict) or not isinstance(figure.get("artists"), list):
        return Finding("nothing", "no figure was drawn")
    artists = [a for a in figure["artists"] if isinstance(a, dict) and isinstance(a.get("xy"), np.ndarray)]
    drawn = [(a.get("kind"), a["xy"].astype(float)) for a in artists if _is_xy(a["xy"])]
    if part == "points":
        clouds = [xy for kind, xy in drawn if kind == "points"]
        if any(_same_points(xy, want, rtol) for xy in clouds):
            return (
                None
                if _in_view(figure, want)
                else Finding("value", "some data lie outside the visible range")
            )
        return Finding("value", "no set of points shows each (x, y) of the data once")
    if part == "line":
        return _line([xy for kind, xy in drawn if kind == "line"], want, rtol)
    missing = [side for side in ("x", "y") if not str(figure.get(f"{side}label", "")).strip()]
    return Finding("value", f"the {' and the '.join(missing)} axis has no label") if missing else None


def _line(lines: list[Array], want: Any, rtol: float) -> Finding | None:
    intercept, slope, low, high = want
    found: Finding | None = Finding("value", "the line of the model is not drawn")
    for xy in lines:
        error = np.abs(xy[:, 1] - (intercept + slope * xy[:, 0]))
        if not (error <= rtol * (abs(intercept) + np.abs(slope * xy[:, 0]))).all():
            return Finding("value", "a line is drawn that is not the model with this theta")
        if len(xy) >= 2 and xy[:, 0].min() <= low and xy[:, 0].max() >= high:
            found = None
        elif found:
            found = Finding("value", f"the line does not reach over the data, from x = {low:g} to {high:g}")
    return found


def _is_xy(xy: Array) -> bool:
    return xy.ndim == 2 and xy.shape[1] == 2 and xy.dtype.kind in "biuf" and 0 < len(xy) <= 100_000


def _same_points(xy: Array, want: Array, rtol: float) -> bool:
    if xy.shape != want.shape:
        return False
    a, b = (z[np.lexsort((z[:, 1], z[:, 0]))] for z in (xy, want))
    return bool(np.all(np.abs(a - b) <= rtol * np.max(np.abs(want))))


def _in_view(figure: dict[str, Any], points: Array) -> bool:
    limits = [figure.get("xlim"), figure.get("ylim")]
    for axis, limit in enumerate(limits):
        if not (isinstance(limit, np.ndarray) and limit.shape == (2,) and limit.dtype.kind == "f"):
            return False
        if not ((points[:, axis] >= limit.min()) & (points[:, axis] <= limit.max())).all():
            return False
    return True
