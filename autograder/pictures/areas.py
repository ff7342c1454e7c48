"""Areas under a curve: the trapezoids, and what the returned number is against them."""

from __future__ import annotations

import numpy as np

from autograder.grading.close import Array
from autograder.grading.values import Fn
from autograder.pictures.axis import axis_over
from autograder.pictures.marks import number_line
from autograder.pictures.plot import BOTH, Plot, legend
from autograder.pictures.scene import Scene, say, told, values_of
from autograder.pictures.svg import Drawing
from autograder.texts import mark, tr

POINTS, MOST_STRIPS = 72, 40
Box = tuple[Array, Array]  # two places and the heights there
SEEN = 0.1  # a smaller part of the area is hard to see, and equal to something by chance
ENOUGH = 2e-5  # how close a difference has to be to an area to be called as large

GROWS = mark(
    " From t = {start} to {end} the returned distance grows by {got}, the area there is {want} (framed)."
)


def strips(scene: Scene) -> Drawing | None:
    """A function between a and b with n trapezoids, or readings over t; below it what came back."""
    if "t" in scene.arguments:
        return _readings(scene)
    both, f = scene.numbers, scene.arguments.get("f")
    a, b, n = scene.number("a"), scene.number("b"), scene.number("n")
    if both is None or both[1].ndim or not isinstance(f, Fn) or a is None or b is None or not n or a == b:
        return None
    if not np.isfinite(both[1]) or not 1 <= n <= 1e5:
        return None
    got, want = float(both[0]), float(both[1])
    ends = np.linspace(a, b, int(n) + 1)
    heights = values_of(f, ends if len(ends) <= MOST_STRIPS else ends[:: len(ends) // MOST_STRIPS])
    fine = np.linspace(a, b, POINTS)
    curve = values_of(f, fine)
    across, up = axis_over([a, b]), axis_over([0, *curve, *heights])
    if across is None or up is None:
        return None
    plot = Plot(
        across,
        up,
        names=("x", tr("f(x) and 1 strip") if n == 1 else tr("f(x) and {n} strips", n=int(n))),
        top=28,
        height=120,
    )
    found: tuple[str, list[Box]] = ("", [])
    if len(ends) <= MOST_STRIPS:
        for i in range(len(ends) - 1):
            plot.shade(ends[i : i + 2], heights[i : i + 2])
        plot.verticals(ends, heights)
        found = _as_large(want - got, ends, heights)
        for x, y in found[1]:
            plot.shade(x, y, style="missing")
    plot.line(fine, curve, "back")
    wrong = bool(scene.wrong(*both))
    line, sentence = number_line(got, want, wrong, y=plot.height + 44)
    alt = tr(
        "The curve of f from {a} to {b} with {n} trapezoids. {sentence}{found}",
        a=say(a),
        b=say(b),
        n=int(n),
        sentence=sentence,
        found=found[0],
    )
    return Drawing(plot.body + line, plot.height + 100, alt)


def _as_large(difference: float, ends: Array, heights: Array) -> tuple[str, list[Box]]:
    """What has just the area that is missing or too much, in a sentence and as boxes; nothing if it is not one thing.

    Numbers are compared, no more: that the areas are equal does not say why.
    """
    total = float(np.sum(np.diff(ends) * (heights[1:] + heights[:-1]) / 2))
    size = float(np.sum(np.abs(np.diff(ends) * (heights[1:] + heights[:-1]) / 2)))
    if not SEEN * size < abs(difference) < np.inf:
        return "", []
    word = tr("What is missing") if difference * np.sign(total) > 0 else tr("What is too much")
    start = tr(" {word}, {difference}, is as large as", word=word, difference=say(abs(difference)))
    strips = [
        ([(ends[i : i + 2], heights[i : i + 2])], _strip(i, len(ends) - 1)) for i in range(len(ends) - 1)
    ]
    fits = [c for c in strips if _fits(c[0], difference, size)]
    if len(fits) == len(strips) > 1:
        return tr("{start} one strip.", start=start), []
    if len(strips) > 2:
        both = [*strips[0][0], *strips[-1][0]], tr("the first and the last strip")
        fits += [both] if _fits(both[0], difference, size) else []
    fits += [c for c in _columns(ends, heights) if _fits(c[0], difference, size)]
    return (
        (tr("{start} {fits} (framed).", start=start, fits=fits[0][1]), fits[0][0])
        if len(fits) == 1
        else ("", [])
    )


def _columns(ends: Array, heights: Array) -> list[tuple[list[Box], str]]:
    """Around each inner end of a strip a column one strip wide, at a and b one of half that width; those two together."""
    half = (ends[1] - ends[0]) / 2
    found = []
    for x, y in zip(ends, heights, strict=True):
        sides = np.array(
            [max(x - half, ends[0]), min(x + half, ends[-1])]
            if half > 0
            else [min(x - half, ends[0]), max(x + half, ends[-1])]
        )
        wide = tr("half as wide as a strip") if x in (ends[0], ends[-1]) else tr("as wide as a strip")
        found.append(
            (
                [(sides, np.array([y, y]))],
                tr("a column of the height at x = {x}, {wide}", x=say(x), wide=wide),
            )
        )
    outer = [*found[0][0], *found[-1][0]]
    both = [(outer, tr("two columns, half as wide as a strip, of the heights at both ends"))]
    return [*found, *(both if heights[0] and heights[-1] else [])]


def _fits(boxes: list[Box], difference: float, size: float) -> bool:
    area = sum(float((x[1] - x[0]) * (y[0] + y[1]) / 2) for x, y in boxes)
    return abs(abs(area) - abs(difference)) <= ENOUGH * size and abs(area) > ENOUGH * size


def _strip(i: int, n: int) -> str:
    if n == 1:
        return tr("the only strip")
    return {0: tr("the first strip"), n - 1: tr("the last strip")}.get(
        i, tr("strip {number} of {n}", number=i + 1, n=n)
    )


def _readings(scene: Scene) -> Drawing | None:
    """Above: v over t, with the strips between readings. Below: the sums that came back and those expected."""
    both, t, v = scene.numbers, scene.array("t"), scene.array("v")
    if both is None or t is None or v is None or t.ndim != 1 or not t.shape == v.shape == both[1].shape:
        return None
    got, want = both
    across, up, below = axis_over(t), axis_over([0, *v]), axis_over([0, *want], got)
    if across is None or up is None or below is None:
        return None
    wrong = scene.wrong(got, want)
    speed = Plot(across, up, names=("", tr("v, and the area below it")), top=28, height=76)
    grown = scene.wrong(np.diff(got), np.diff(want)) if len(t) > 1 else np.zeros(0, bool)
    for i in range(len(t) - 1):
        speed.shade(t[i : i + 2], v[i : i + 2], style="missing" if grown[i] else "shade")
    speed.verticals(t, v)
    speed.line(t, v, "back")
    sums = Plot(
        across, below, names=("t", tr("distance since the first reading")), top=speed.bottom + 70, height=110
    )
    sums.left = speed.left = max(sums.left, speed.left)
    sums.line(t, want, "want-line")
    sums.line(t, got, "got")
    sums.expected(t, want)
    sums.returned(t, got)
    key = legend(*BOTH, y=speed.bottom + 42)
    where = {(i,): f"t = {say(a)}" for i, a in enumerate(t)}
    alt = tr(
        "Above, v over t; below, the returned and the expected distances. {told}",
        told=told(got, want, wrong, where=where.__getitem__),
    )
    if grown.any():
        i = int(np.argmax(grown))
        grows = tr(
            GROWS,
            start=say(t[i]),
            end=say(t[i + 1]),
            got=say(got[i + 1] - got[i]),
            want=say(want[i + 1] - want[i]),
        )
        alt += grows
    return Drawing(speed.body + sums.body + key, sums.height, alt)
