"""A plot area: axes with ticks, curves, rings for what is expected, dots for what was returned."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

import autograder.pictures.svg as svg
from autograder.grading.close import Array
from autograder.pictures.axis import Axis
from autograder.texts import mark, tr

TOP, BOTTOM, RIGHT = 44, 36, 14


def fitting_ticks(axis: Axis, length: float) -> list[tuple[float, str]]:
    """As many ticks as can be read side by side on an axis of this length."""
    found: list[tuple[float, str]] = []
    for most in (6, 5, 4, 3, 2, 1):
        found = axis.ticks(most)
        room = (
            length / max(axis.high - axis.low, 1e-300) * (found[1][0] - found[0][0])
            if len(found) > 1
            else length
        )
        room = length / len(found) if axis.log and found else room
        if all(svg.width(words) <= room for _, words in found):
            break
    return found


class Plot:
    """Two axes in a rectangle; every method adds elements, `body` is all of them."""

    def __init__(
        self,
        x: Axis,
        y: Axis,
        *,
        names: tuple[str, str],
        top: float = TOP,
        height: float = 170,
        ticks: bool = True,
        grid: bool = True,
    ) -> None:
        """names: of the horizontal and of the vertical axis. top, height: of the rectangle. ticks: below it. grid: lines across."""
        self.names, self.ticks, self.grid = names, ticks, grid
        self.x, self.y = x, y
        self.yticks = y.ticks(5)
        self.left = 12 + max((svg.width(t) for _, t in self.yticks), default=20)
        self.right = svg.WIDTH - RIGHT
        self.top, self.bottom = top, top + height
        self.inside: list[str] = []
        self.over: list[str] = []

    @property
    def body(self) -> str:
        """Everything: the frame, then what is cut off at its edges, then what is not."""
        size = self.right - self.left, self.bottom - self.top
        return "".join(
            [*self._axes(), svg.clipped(self.left, self.top, *size, "".join(self.inside)), *self.over]
        )

    @property
    def height(self) -> float:
        """Of the picture that ends with this plot."""
        return self.bottom + BOTTOM

    def _axes(self) -> Iterator[str]:
        xs = (
            [(float(self.across(v)), words) for v, words in fitting_ticks(self.x, self.right - self.left)]
            if self.ticks
            else []
        )
        ys = [(float(self.up(v)), words) for v, words in self.yticks]
        if self.grid:
            yield svg.lines([(self.left, y, self.right, y) for y, _ in ys], "grid")
        yield svg.lines([(x, self.bottom, x, self.bottom + 4) for x, _ in xs], "axis")
        if self.ticks:
            yield svg.lines([(self.left, self.bottom, self.right, self.bottom)], "axis")
        for x, words in xs:
            middle = min(x, svg.WIDTH - svg.width(words) / 2)
            yield svg.text(middle, self.bottom + 17, words, anchor="middle", style="tick")
        for y, words in ys:
            yield svg.text(self.left - 6, y + 4, words, anchor="end", style="tick")
        yield svg.text(self.right, self.bottom + 32, self.names[0], anchor="end", style="name")
        yield svg.text(2, self.top - 10, self.names[1], style="name")

    def across(self, x: Any) -> Array:
        """Horizontal places of values."""
        places: Array = self.left + self.x.place(x) * (self.right - self.left)
        return places

    def up(self, y: Any) -> Array:
        """Vertical places of values."""
        places: Array = self.bottom - self.y.place(y) * (self.bottom - self.top)
        return places

    def points(self, x: Any, y: Any) -> list[tuple[float, float]]:
        """Places of points, those without a number left out."""
        places = np.column_stack([self.across(x), self.up(y)])
        return [(float(a), float(b)) for a, b in places[np.isfinite(places).all(axis=1)]]

    def line(self, x: Any, y: Any, style: str) -> None:
        """A curve through points, with a gap where there is no number."""
        places = np.column_stack([self.across(x), self.up(y)])
        good = np.isfinite(places).all(axis=1)
        for run in np.split(np.arange(len(good)), np.flatnonzero(~good)):
            self.inside.append(svg.path([(float(a), float(b)) for a, b in places[run[good[run]]]], style))

    def shade(self, x: Any, y: Any, base: float = 0.0, style: str = "shade") -> None:
        """The area between a curve and a height."""
        points = self.points(x, y)
        if len(points) > 1:
            ground = float(self.up(base))
            self.inside.append(svg.polygon([(points[0][0], ground), *points, (points[-1][0], ground)], style))

    def expected(self, x: Any, y: Any, radius: float = 5) -> None:
        """Rings; those out of view become arrows at the edge."""
        inside, outside = self._sorted(x, y)
        self.over += [svg.rings(inside, radius), _arrows(outside, "want")]

    def returned(self, x: Any, y: Any) -> None:
        """Dots; those out of view become arrows at the edge."""
        inside, outside = self._sorted(x, y)
        self.over += [svg.dots(inside), _arrows(outside, "got filled")]

    def _sorted(self, x: Any, y: Any) -> tuple[list[tuple[float, float]], list[tuple[float, float, int]]]:
        inside, outside = [], []
        for a, b in self.points(x, y):
            if self.left - 1 <= a <= self.right + 1 and self.top - 1 <= b <= self.bottom + 1:
                inside.append((a, b))
            else:
                edge = min(max(a, self.left + 7), self.right - 7), min(max(b, self.top + 1), self.bottom - 1)
                outside.append((*edge, -1 if b < self.top else 1 if b > self.bottom else 0))
        return inside, outside

    def starts(self, x: Any, y: Any) -> None:
        """Small open triangles, where something begins."""
        for a, b in self._sorted(x, y)[0]:
            self.over.append(svg.polygon([(a - 6, b + 4), (a + 6, b + 4), (a, b - 7)], "start"))

    def points_at(self, x: Any, y: Any) -> None:
        """Plain dots, where something is known."""
        self.over.append(svg.dots(self._sorted(x, y)[0], "plain"))

    def crosses(self, x: Any, y: Any) -> None:
        """Small crosses, for a second kind of plain points."""
        arms = [(a - 4, b - 4, a + 4, b + 4, a) for a, b in self._sorted(x, y)[0]]
        both = [line for a, b, c, d, _ in arms for line in ((a, b, c, d), (a, d, c, b))]
        self.over.append(svg.lines(both, "cross"))

    def nowhere(self, x: Any, got: Array) -> None:
        """Words about what came back and is no finite number; crosses at the lower edge for nan."""
        missing, kinds = np.isnan(got), []
        if missing.any():
            y = self.bottom - 1
            for a in self.across(np.asarray(x)[missing]).tolist():
                arms = [(a - 5, y - 5, a + 5, y + 5), (a - 5, y + 5, a + 5, y - 5)]
                self.over.append(svg.lines(arms, "got"))
            kinds.append("× nan")
        kinds += ["inf"] * bool((got == np.inf).any()) + ["−inf"] * bool((got == -np.inf).any())
        if kinds:
            words = tr("{kinds} came back", kinds=", ".join(kinds))
            self.over.append(svg.text(self.right, self.top - 10, words, anchor="end", style="got-text"))

    def verticals(self, x: Any, y: Any, base: float = 0.0) -> None:
        """Lines from a height to points."""
        ground = float(self.up(base))
        self.inside.append(svg.lines([(a, ground, a, b) for a, b in self.points(x, y)], "edge"))

    def text(self, x: float, y: float, words: str, *, anchor: str = "middle", dy: float = -9) -> None:
        """Words beside a point, kept inside the picture."""
        a, b, half = float(self.across(x)), float(self.up(y)), svg.width(words) / 2
        a = min(max(a, half + 2), svg.WIDTH - half - 2) if anchor == "middle" else a
        self.over.append(svg.text(a, min(max(b, self.top + 12), self.bottom) + dy, words, anchor=anchor))


def _arrows(places: list[tuple[float, float, int]], style: str) -> str:
    """Triangles that point to what is not in view: up, down, or aside."""
    found = []
    for x, y, way in places:
        tip = (x, y) if way else (x + 7, y)
        foot = [(x - 6, y - 9 * way), (x + 6, y - 9 * way)] if way else [(x - 3, y - 6), (x - 3, y + 6)]
        found.append(svg.polygon([tip, *((a, b if way != 1 else y - 9) for a, b in foot)], style))
    return "".join(found)


def legend(*entries: tuple[str, str], y: float = 14) -> str:
    """What the styles mean, in a line at the top: (style, words) with the style `want`, `got` or another."""
    entries = tuple((style, tr(words)) for style, words in entries)
    body, x = [], float(svg.WIDTH - sum(34 + svg.width(words) for _, words in entries) + 6)
    for style, words in entries:
        body.append(_sample(style, x, y - 4))
        body.append(svg.text(x + 27, y, words))
        x += 34 + svg.width(words)
    return "".join(body)


def _sample(style: str, x: float, y: float) -> str:
    """What a style looks like, 22 units wide."""
    match style:
        case "want":
            return svg.lines([(x, y, x + 22, y)], "want-line") + svg.rings([(x + 11, y)])
        case "got":
            return svg.lines([(x, y, x + 22, y)], "got") + svg.dots([(x + 11, y)])
        case "got-line":
            return svg.lines([(x, y, x + 22, y)], "got")
        case "cross":
            return svg.lines([(x + 10, y - 4, x + 18, y + 4), (x + 10, y + 4, x + 18, y - 4)], "cross")
        case "plain":
            return svg.dots([(x + 15, y)], "plain")
        case "start":
            return svg.polygon([(x + 9, y + 4), (x + 21, y + 4), (x + 15, y - 7)], "start")
        case "bar-want":
            return svg.rectangle(x + 8, y - 7, 12, 13, "want bar")
        case "bar-got":
            return svg.rectangle(x + 11, y - 7, 7, 13, "filled")
        case "cell-wrong":
            return svg.rectangle(x + 4, y - 6, 18, 12, "cell-wrong")
    return svg.lines([(x, y, x + 22, y)], style)


BOTH = ("want", mark("expected")), ("got", mark("returned"))
