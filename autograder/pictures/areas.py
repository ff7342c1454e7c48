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

POINTS, MOST_STRIPS = 72, 40
ENOUGH = 2e-5  # how close a difference has to be to an area to be called as large


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
    plot = Plot(across, up, names=("x", f"f(x) and {int(n)} strip{'s' * (n != 1)}"), top=28, height=120)
    difference = want - got
    found: tuple[str, list[int]] = ("", [])
    if len(ends) <= MOST_STRIPS:
        areas = np.diff(ends) * (heights[1:] + heights[:-1]) / 2
        found = _as_large(difference, areas, scene.check.scale or float(np.sum(np.abs(areas))))
        for i in range(len(areas)):
            plot.shade(ends[i : i + 2], heights[i : i + 2], style="missing" if i in found[1] else "shade")
        plot.verticals(ends, heights)
    plot.line(fine, curve, "back")
    wrong = bool(scene.wrong(*both))
    line, sentence = number_line(got, want, wrong, y=plot.height + 44)
    alt = f"The curve of f from {say(a)} to {say(b)} with {int(n)} trapezoids. {sentence}{found[0]}"
    return Drawing(plot.body + line, plot.height + 100, alt)


def _as_large(difference: float, areas: Array, scale: float) -> tuple[str, list[int]]:
    """The strips whose area is just what is missing, in a sentence, if it is one strip or both outer ones."""
    if not abs(difference) > ENOUGH * scale:
        return "", []
    n = len(areas)
    word = "What is missing" if difference * np.sign(np.sum(areas)) > 0 else "What is too much"
    candidates = [[i] for i in range(n)] + ([[0, n - 1]] if n > 2 else [])
    fits = [c for c in candidates if abs(abs(areas[c].sum()) - abs(difference)) <= ENOUGH * scale]
    if n > 1 and sum(len(c) == 1 for c in fits) == n:
        return f" {word}, {say(abs(difference))}, is as large as one strip.", []
    if len(fits) != 1:
        return "", []
    [chosen] = fits
    name = "the first and the last strip" if len(chosen) == 2 else _strip(chosen[0], n)
    return f" {word}, {say(abs(difference))}, is as large as {name} (framed).", chosen


def _strip(i: int, n: int) -> str:
    if n == 1:
        return "the only strip"
    return {0: "the first strip", n - 1: "the last strip"}.get(i, f"strip {i + 1} of {n}")


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
    speed = Plot(across, up, names=("", "v, and the area below it"), top=28, height=76)
    grown = scene.wrong(np.diff(got), np.diff(want)) if len(t) > 1 else np.zeros(0, bool)
    for i in range(len(t) - 1):
        speed.shade(t[i : i + 2], v[i : i + 2], style="missing" if grown[i] else "shade")
    speed.verticals(t, v)
    speed.line(t, v, "back")
    sums = Plot(
        across, below, names=("t", "distance since the first reading"), top=speed.bottom + 70, height=110
    )
    sums.left = speed.left = max(sums.left, speed.left)
    sums.line(t, want, "want-line")
    sums.line(t, got, "got")
    sums.expected(t, want)
    sums.returned(t, got)
    key = legend(*BOTH, y=speed.bottom + 42)
    where = {(i,): f"t = {say(a)}" for i, a in enumerate(t)}
    alt = f"Above, v over t; below, the returned and the expected distances. {told(got, want, wrong, where=where.__getitem__)}"
    if grown.any():
        i = int(np.argmax(grown))
        grows = f" From t = {say(t[i])} to {say(t[i + 1])} the returned distance grows by {say(got[i + 1] - got[i])}"
        alt += f"{grows}, the area there is {say(want[i + 1] - want[i])} (framed)."
    return Drawing(speed.body + sums.body + key, sums.height, alt)
