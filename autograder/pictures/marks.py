"""A number returned and a number expected, on a line."""

from __future__ import annotations

import numpy as np

import autograder.pictures.svg as svg
from autograder.pictures.axis import Axis, axis_over
from autograder.pictures.plot import fitting_ticks
from autograder.pictures.scene import Scene, say
from autograder.pictures.svg import Drawing
from autograder.texts import tr

LEFT, RIGHT = 14, svg.WIDTH - 14


def marks(scene: Scene) -> Drawing | None:
    """Both numbers with 0 where it is near: the ring and its number above the line, the dot and its below."""
    both = scene.numbers
    if both is None or both[1].ndim or not np.isfinite(both[1]):
        return None
    got, want = float(both[0]), float(both[1])
    body, alt = number_line(got, want, bool(scene.wrong(*both)))
    return Drawing(body, 108, alt)


def number_line(got: float, want: float, wrong: bool, y: float = 52) -> tuple[str, str]:
    """The elements, on a line at height `y`, and the sentence; 56 units of room are taken on either side."""
    if not np.isfinite(got):
        return _without_place(got, want, y)
    near = [0.0] if max(abs(got), abs(want)) < 8 * abs(got - want) else []
    axis = axis_over([got, want, *near]) or Axis(-1, 1)
    span = axis.high - axis.low
    axis = Axis(axis.low - 0.1 * span, axis.high + 0.1 * span)
    a, b = _place(axis, got), _place(axis, want)
    body = _line(axis, y)
    if abs(a - b) > 14:
        body.append(svg.lines([(a, y, b, y)], "gap"))
    body += [svg.rings([(b, y)]), svg.dots([(a, y)])]
    body += _label(b, y, y - 26, tr("expected {want}", want=say(want)), "want-line")
    body += _label(a, y, y + 50, tr("returned {got}", got=say(got)), "got")
    alt = tr("On a number line: returned {got}, expected {want}", got=say(got), want=say(want))
    far = (
        tr("; the distance is {gap}.", gap=say(abs(got - want)))
        if wrong
        else tr("; to six digits they are the same.")
    )
    return "".join(body), alt + far


def _without_place(got: float, want: float, y: float) -> tuple[str, str]:
    """The expected number alone; an arrow to the end of the line for an infinite one that came back."""
    axis = axis_over([0.0, want]) or Axis(-1, 1)
    span = axis.high - axis.low
    axis = Axis(axis.low - 0.4 * span, axis.high + 0.4 * span)
    b = _place(axis, want)
    body = [
        *_line(axis, y),
        svg.rings([(b, y)]),
        *_label(b, y, y - 26, tr("expected {want}", want=say(want)), "want-line"),
    ]
    words, where = tr("returned {got}", got=say(got)), tr("which is no place on the line")
    if np.isnan(got):
        body.append(svg.text(svg.WIDTH / 2, y + 50, f"{words}, {where}", anchor="middle", style="got-text"))
    else:
        end, back = (RIGHT + 10, -12) if got > 0 else (LEFT - 10, 12)
        body.append(svg.polygon([(end, y), (end + back, y - 7), (end + back, y + 7)], "filled"))
        body.append(svg.text(end, y + 50, words, anchor="end" if got > 0 else "start", style="got-text"))
        where = tr("beyond the end of the line")
    return "".join(body), tr(
        "On a number line: expected {want}; returned {got}, {where}.",
        want=say(want),
        got=say(got),
        where=where,
    )


def _place(axis: Axis, value: float) -> float:
    return float(LEFT + axis.place(value) * (RIGHT - LEFT))


def _line(axis: Axis, y: float) -> list[str]:
    """The line with its ticks."""
    ticks = [(_place(axis, v), words) for v, words in fitting_ticks(axis, RIGHT - LEFT)]
    line, marks = [(LEFT, y, RIGHT, y)], [(x, y, x, y + 5) for x, _ in ticks]
    words = [svg.text(x, y + 19, words, anchor="middle", style="tick") for x, words in ticks]
    return [svg.lines(line, "axis"), svg.lines(marks, "axis"), *words]


def _label(x: float, line: float, y: float, words: str, style: str) -> list[str]:
    half = svg.width(words) / 2
    middle = min(max(x, half + 2), svg.WIDTH - half - 2)
    start, end = (line - 7, y + 6) if y < line else (line + 7, y - 14)
    if y > line:  # the tick's number stands between
        return [
            svg.lines([(x, start + 16, x, end)], style) if end > start + 16 else "",
            svg.text(middle, y, words, anchor="middle", style="got-text"),
        ]
    return [svg.lines([(x, start, x, end)], style), svg.text(middle, y, words, anchor="middle")]
