"""Where a descent starts and ends: on the curve of a function, and on the contours of a cost."""

from __future__ import annotations

import numpy as np

from autograder.grading.close import Array
from autograder.grading.values import Fn
from autograder.pictures.axis import axis_over
from autograder.pictures.curves import steps
from autograder.pictures.plot import BOTH, Plot, legend
from autograder.pictures.scene import Scene, numbers, part_of, say, values_of
from autograder.pictures.svg import Drawing
from autograder.texts import mark, tr

POINTS, TURN, LEVELS = 84, 36, 7

START = mark(
    "The curve of f with 1 start (triangles). "
    "Returned x = {got_x} with f = {got_f}, expected x = {want_x} with f = {want_f}."
)
STARTS = mark(
    "The curve of f with {count} starts (triangles). "
    "Returned x = {got_x} with f = {got_f}, expected x = {want_x} with f = {want_f}."
)
CONTOURS = mark(
    "Contours of the cost over the two parameters. "
    "From the start {start} (triangle): returned {got}, expected {want}."
)


def landscape(scene: Scene) -> Drawing | None:
    """The curve of f with the starts, the minimum (x, f) that came back and the one expected."""
    f, starts = scene.arguments.get("f"), scene.array("starts")
    found = [numbers(part_of(scene.value, i)) for i in (0, 1)]
    wants = {c.part: numbers(c.want) for c in scene.siblings()}
    want = [wants.get(i) for i in (0, 1)]
    if not isinstance(f, Fn) or starts is None or any(v is None or v.size != 1 for v in (*found, *want)):
        return None
    got_x, got_f, want_x, want_f = (float(np.asarray(v).ravel()[0]) for v in (*found, *want))
    room = 0.2 * float(np.ptp([*starts, want_x]))
    across = axis_over([*starts, want_x - room, want_x + room], [got_x])
    if across is None:
        return None
    at = np.linspace(across.low, across.high, POINTS)
    heights, first = values_of(f, at), values_of(f, starts)
    up = axis_over([*heights, *first, want_f], [got_f])
    if up is None:
        return None
    plot = Plot(across, up, names=("x", "f(x)"), height=190)
    plot.line(at, heights, "back")
    plot.starts(starts, first)
    plot.line([got_x, want_x], [got_f, want_f], "gap")
    plot.expected([want_x], [want_f])
    plot.returned([got_x], [got_f])
    plot.nowhere([want_x], np.array([got_x]))
    alt = tr(
        START if len(starts) == 1 else STARTS,
        count=len(starts),
        got_x=say(got_x),
        got_f=say(got_f),
        want_x=say(want_x),
        want_f=say(want_f),
    )
    return Drawing(plot.body + legend(("start", mark("start")), *BOTH), plot.height, alt)


def contours(scene: Scene) -> Drawing | None:
    """Contours of the cost of a line through points (two parameters), where the descent starts and where it ends."""
    if scene.check.part not in (None, 0):
        return steps(scene)
    X, y, start = scene.array("X"), scene.array("y"), scene.array("theta")
    want = numbers(next((c.want for c in scene.siblings() if c.part == 0), scene.want))
    got = numbers(part_of(scene.value, 0))
    if X is None or y is None or start is None or want is None or got is None:
        return None
    if X.ndim != 2 or X.shape[1] != 2 or want.size != 2 or got.shape != want.shape or start.size != 2:
        return None
    start, got, want = start.ravel(), got.ravel(), want.ravel()
    bend = X.T @ X / len(X)
    if np.linalg.cond(bend) > 1e6:
        return None
    lowest = np.linalg.solve(bend, X.T @ y.ravel() / len(X))
    middle = lowest if np.ptp([*start, *want, *lowest]) < 8 * np.ptp([*start, *want]) else want
    across, up = (axis_over([start[i], want[i], middle[i]], [got[i]]) for i in (0, 1))
    if across is None or up is None:
        return None
    plot = Plot(across, up, names=("theta[0]", "theta[1]"), height=220, grid=False)
    corners = np.array([(a, b) for a in (across.low, across.high) for b in (up.low, up.high)]) - lowest
    highest = np.sqrt(np.max(np.einsum("ki,ij,kj->k", corners, bend, corners)))
    angle = np.linspace(0, 2 * np.pi, TURN + 1)
    round_ = np.linalg.solve(np.linalg.cholesky(bend).T, np.array([np.cos(angle), np.sin(angle)]))
    for radius in highest * np.arange(1, LEVELS + 1) / (LEVELS + 1):
        plot.line(lowest[0] + radius * round_[0], lowest[1] + radius * round_[1], "contour")
    plot.crosses(lowest[:1], lowest[1:])
    plot.starts(start[:1], start[1:])
    plot.line([start[0], want[0]], [start[1], want[1]], "want-line")
    plot.line([start[0], got[0]], [start[1], got[1]], "got")
    plot.expected(want[:1], want[1:])
    plot.returned(got[:1], got[1:])
    marks = [("start", "start"), ("cross", "lowest"), *BOTH]
    marks = marks if across.holds(lowest[0]) and up.holds(lowest[1]) else [marks[0], *BOTH]
    alt = tr(CONTOURS, start=_pair(start), got=_pair(got), want=_pair(want))
    return Drawing(plot.body + legend(*marks), plot.height, alt)


def _pair(theta: Array) -> str:
    return f"({', '.join(say(v) for v in theta)})"
