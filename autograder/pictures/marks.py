"""A number returned and a number expected, on a line."""

from __future__ import annotations

import numpy as np

import autograder.pictures.svg as svg
from autograder.pictures.axis import Axis, axis_over
from autograder.pictures.scene import Scene, say
from autograder.pictures.svg import Drawing

LEFT, RIGHT = 14, svg.WIDTH - 14


def marks(scene: Scene) -> Drawing | None:
    """Both numbers with 0 where it is near: the ring and its number above the line, the dot and its below."""
    both = scene.numbers
    if both is None or both[1].ndim or not np.isfinite(both).all():
        return None
    got, want = float(both[0]), float(both[1])
    body, alt = number_line(got, want, bool(scene.wrong(*both)))
    return Drawing(body, 108, alt)


def number_line(got: float, want: float, wrong: bool, y: float = 52) -> tuple[str, str]:
    """The elements, on a line at height `y`, and the sentence; 56 units of room are taken on either side."""
    near = [0.0] if max(abs(got), abs(want)) < 8 * abs(got - want) else []
    axis = axis_over([got, want, *near]) or Axis(-1, 1)
    span = axis.high - axis.low
    axis = Axis(axis.low - 0.1 * span, axis.high + 0.1 * span)
    a, b = (float(LEFT + axis.place(v) * (RIGHT - LEFT)) for v in (got, want))
    ticks = [(float(LEFT + axis.place(v) * (RIGHT - LEFT)), words) for v, words in axis.ticks(6)]
    body = [svg.lines([(LEFT, y, RIGHT, y)], "axis"), svg.lines([(x, y, x, y + 5) for x, _ in ticks], "axis")]
    body += [svg.text(x, y + 19, words, anchor="middle", style="tick") for x, words in ticks]
    if abs(a - b) > 14:
        body.append(svg.lines([(a, y, b, y)], "gap"))
    body += [svg.rings([(b, y)]), svg.dots([(a, y)])]
    body += _label(b, y, y - 26, f"expected {say(want)}", "want-line")
    body += _label(a, y, y + 50, f"returned {say(got)}", "got")
    alt = f"On a number line: returned {say(got)}, expected {say(want)}"
    far = f"; the distance is {say(abs(got - want))}." if wrong else "; to six digits they are the same."
    return "".join(body), alt + far


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
