"""Judge a drawn figure by what is on its Axes: data, coverage, labels. Never by pixels or looks."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.grading.close import Array
from autograder.grading.verdict import Finding
from autograder.texts import tr

MOST = 100_000  # vertices and points of one artist
ROUNDED = 0.05  # how far a number in a text may be from the one it names


def judge_figure(part: str, figure: Any, want: Any, rtol: float) -> Finding | None:
    """Check one property of a described figure (see `confinement.figures`).

    part, and what `want` is for it:
    "points": (k, 2) array; each row is drawn as a point, in view, and no other point is.
    "line": intercept, slope and the range of x that the line spans; there is no other line. Both axes are linear.
    "curves": {number: heights}; for each a line from (0, h0) through (1, h1), …, in steps or not, all in view.
    "names": the same; the texts of each line (see `describe`) give its number and none of the others.
    "labels": None, or {part: want}; both axes have a label (which counts only if one of the parts is right).
    Raises nothing: `figure` is a claim and may be anything.
    """
    if not isinstance(figure, dict) or not isinstance(figure.get("artists"), list):
        return Finding(
            "nothing", tr("no figure was drawn, or it was closed and not returned; is `return ax` missing?")
        )
    if part == "points":
        return _points(figure, want, rtol)
    if part == "line":
        return _line(figure, want, rtol)
    panels = [figure, *(p for p in _list(figure, "panels") if isinstance(p, dict))]
    if part in ("curves", "names"):
        found = {number: _hits(panels, heights, rtol) for number, heights in want.items()}
        return _curves(found) if part == "curves" else _names(found)
    missing = [side for side in ("x", "y") if not any(p.get(f"{side}label") is True for p in panels)]
    if missing:
        return Finding("value", tr("the {sides} axis has no label", sides=tr(" and the ").join(missing)))
    if want and all(judge_figure(other, figure, w, rtol) for other, w in want.items()):
        return Finding(
            "needs",
            tr("the labels count as soon as something else is right: {parts}", parts=tr(" or ").join(want)),
        )
    return None


def _points(figure: dict[str, Any], want: Array, rtol: float) -> Finding | None:
    tolerance = rtol * np.max(np.abs(want))
    shown = np.zeros(len(want), bool)
    for artist in _artists(figure, "points", "marks"):
        xy = artist["xy"]
        same = np.stack([(np.abs(xy - row) <= tolerance).all(axis=1) for row in want])
        shown |= same.any(axis=1)
        if artist["kind"] == "points" and not same.any(axis=0).all():
            return Finding("value", tr("points are drawn that are no (x, y) of the data"))
    if not shown.any():
        return Finding("value", tr("no set of points shows each (x, y) of the data"))
    if not shown.all():
        return Finding(
            "value",
            tr(
                "only {shown} of {total} (x, y) of the data are drawn as points",
                shown=shown.sum(),
                total=len(want),
            ),
        )
    return None if _in_view(figure, want) else Finding("value", tr("some data lie outside the visible range"))


def _line(figure: dict[str, Any], want: Any, rtol: float) -> Finding | None:
    intercept, slope, low, high = want
    found: Finding | None = Finding("value", tr("the line of the model is not drawn, or cannot be seen"))
    for xy in (a["xy"] for a in _artists(figure, "line")):
        error = np.abs(xy[:, 1] - (intercept + slope * xy[:, 0]))
        if not (error <= rtol * (abs(intercept) + np.abs(slope * xy[:, 0]))).all():
            return Finding("value", tr("a line is drawn that is not the model with this theta"))
        room = rtol * (high - low)
        if len(xy) >= 2 and xy[:, 0].min() <= low + room and xy[:, 0].max() >= high - room:
            found = None
        elif found:
            found = Finding(
                "value",
                tr("the line does not reach over the data, from x = {low:g} to {high:g}", low=low, high=high),
            )
    if found is None and figure.get("linear") is not True:
        return Finding("value", tr("an axis is not linear, so the model is no straight line in this figure"))
    return found


def _hits(panels: list[dict[str, Any]], heights: Array, rtol: float) -> list[tuple[bool, Array]]:
    """For each line that shows the heights against 0, 1, 2, …: is it in view, and which numbers name it."""
    want = np.column_stack([np.arange(len(heights)), heights])
    hits = []
    for panel in panels:
        for artist in _artists(panel, "line"):
            xy, names = artist["xy"], artist.get("names")
            if _passes(xy, want, rtol):
                known = isinstance(names, np.ndarray) and names.dtype.kind in "biuf"
                numbers = np.asarray(names, float).ravel() if known else np.zeros(0)
                hits.append((_in_view(panel, want), numbers))
    return hits


def _passes(xy: Array, want: Array, rtol: float) -> bool:
    """Whether a line goes through each of the points and runs in one direction, from the first to the last."""
    if xy.shape == want.shape and (np.abs(xy - want) <= rtol * np.abs(want)).all():  # so are nearly all
        return True
    xy = xy[::-1] if xy[0, 0] > xy[-1, 0] else xy
    x, y = xy.T
    room = rtol * max(1.0, float(want[-1, 0]))
    if len(xy) < len(want) or not np.isfinite(xy).all() or (np.diff(x) < 0).any():
        return False
    if abs(x[0] - want[0, 0]) > room or abs(x[-1] - want[-1, 0]) > room:
        return False
    first, last = np.searchsorted(x, want[:, 0] - room), np.searchsorted(x, want[:, 0] + room, "right")
    for (at, height), i, j in zip(want, first, last, strict=True):
        heights = y[i:j] if i < j else np.interp([at], x, y)
        if not (np.abs(heights - height) <= rtol * abs(height)).any():
            return False
    return True


def _curves(found: dict[float, list[tuple[bool, Array]]]) -> Finding | None:
    for number, hits in found.items():
        if not hits:
            return Finding(
                "value", tr("no line shows the values of {number:g} against 0, 1, 2, ...", number=number)
            )
        if not any(in_view for in_view, _ in hits):
            return Finding(
                "value", tr("a part of the line of {number:g} lies outside the visible range", number=number)
            )
    return None


def _names(found: dict[float, list[tuple[bool, Array]]]) -> Finding | None:
    for number, hits in found.items():
        texts = np.concatenate([np.zeros(0), *(names for _, names in hits)])
        said = [k for k in found if (np.abs(texts - k) <= ROUNDED * abs(k)).any()]
        if not hits:
            return Finding(
                "value", tr("no line shows the values of {number:g}, so none can be named", number=number)
            )
        if others := [k for k in said if k != number]:
            return Finding(
                "value", tr("the line of {number:g} is named {other:g}", number=number, other=others[0])
            )
        if not said:
            return Finding("value", tr("nothing in the figure names the line of {number:g}", number=number))
    return None


def _artists(panel: dict[str, Any], *kinds: str) -> list[dict[str, Any]]:
    artists = [a for a in _list(panel, "artists") if isinstance(a, dict) and a.get("kind") in kinds]
    return [{**a, "xy": a["xy"].astype(float)} for a in artists if _is_xy(a.get("xy"))]


def _list(node: dict[str, Any], key: str) -> list[Any]:
    value = node.get(key)
    return value if isinstance(value, list) else []


def _is_xy(xy: Any) -> bool:
    right = isinstance(xy, np.ndarray) and xy.ndim == 2 and xy.shape[1] == 2 and 0 < len(xy) <= MOST
    return bool(right and xy.dtype.kind in "biuf")


def _in_view(figure: dict[str, Any], points: Array) -> bool:
    view = figure.get("view")
    if not (isinstance(view, np.ndarray) and view.shape == (2, 2) and view.dtype.kind == "f"):
        return False
    room = 1e-9 * np.abs(view[:, 1] - view[:, 0])  # limits that someone computed differ in the last digit
    return bool(((points >= view[:, 0] - room) & (points <= view[:, 1] + room)).all())
