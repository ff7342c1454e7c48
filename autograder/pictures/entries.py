"""Entries of a vector as bars, entries of matrices as cells: right ones and wrong ones, block by block."""

from __future__ import annotations

from typing import Any

import numpy as np

import autograder.pictures.svg as svg
from autograder.grading.close import Array
from autograder.pictures.axis import Axis, axis_over, minus
from autograder.pictures.plot import Plot, legend
from autograder.pictures.scene import Scene, differ, numbers, part_of, told
from autograder.pictures.svg import Drawing
from autograder.texts import mark, tr

NUMBERED, MOST_BARS, MOST_CELLS, MOST_COLUMNS = 5, 24, 64, 8
ROW, GAP = 34, 12


def bars(scene: Scene) -> Drawing | None:
    """Outlined bars are expected, filled ones were returned; below each entry = or ≠."""
    both = scene.numbers
    if both is None or not 0 < both[1].size <= MOST_BARS:
        return None
    shape = both[1].shape
    if len(shape) < 3 and max(shape, default=1) != both[1].size:
        return None
    got, want = both[0].ravel(), both[1].ravel()
    up = axis_over([0, *want], got)
    if up is None:
        return None
    wrong = scene.wrong(got, want)
    n = len(want)
    plot = Plot(Axis(-0.6, n - 0.4, whole=True), up, names=("", tr("entries")), ticks=False)
    ground = float(plot.up(0.0))
    half = min(float(plot.across(0.36) - plot.across(0)), 26)
    plot.over.append(svg.lines([(plot.left, ground, plot.right, ground)], "axis"))
    for i in range(n):
        x = float(plot.across(i))
        plot.inside.append(_bar(x, half, ground, float(plot.up(want[i])), "want bar"))
        if np.isfinite(got[i]):
            plot.inside.append(_bar(x, half * 0.55, ground, float(plot.up(got[i])), "filled"))
        words = f"[{i}] {'≠' if wrong[i] else '='}" if n <= 10 else f"{i}"
        plot.over.append(
            svg.text(x, plot.bottom + 17, words, anchor="middle", style="wrong" if wrong[i] else "tick")
        )
        if n <= NUMBERED:
            came, asked = (brief(v, 5 if n < 4 else 3) for v in (got[i], want[i]))
            plot.over.append(svg.text(x, plot.bottom + 34, came, anchor="middle", style="got-text small"))
            plot.over.append(svg.text(x, plot.bottom + 50, asked, anchor="middle", style="small"))
    plot.returned(np.arange(n)[~up.holds(got)], got[~up.holds(got)])
    plot.nowhere(np.arange(n), got)
    places = [tuple(int(k) for k in i) for i in np.argwhere(np.ones(shape))]
    where = {(i,): str(list(p)) for i, p in enumerate(places)}
    alt = tr("One bar for each entry. {told}", told=told(got, want, wrong, where=where.__getitem__))
    key = legend(("bar-want", mark("expected")), ("bar-got", mark("returned")))
    return Drawing(plot.body + key, plot.bottom + (58 if n <= NUMBERED else 26), alt)


def _bar(x: float, half: float, ground: float, top: float, style: str) -> str:
    top = min(max(top, -1000), 2000)
    return svg.rectangle(x - half, min(ground, top), 2 * half, abs(top - ground), style)


def cells(scene: Scene) -> Drawing | None:
    """A matrix, or several parts of a result: every entry in a cell, wrong ones framed with what was expected."""
    blocks = _blocks(scene)
    if not blocks or not any(got is not None for _, got, _ in blocks):
        return None
    if sum(w.size for *_, w in blocks) > MOST_CELLS:
        return None
    if any(w.ndim > 2 or not w.size or w.shape[-1:] > (MOST_COLUMNS,) for *_, w in blocks):
        return None
    body, sentences = [], []
    x = y = 0.0
    y, tallest = 28.0, 0.0
    for name, got, want in blocks:
        table = want.reshape(1, -1) if want.ndim < 2 else want
        w = _cell_width(table, got) * table.shape[1]
        w = max(w, svg.width(name) + 4)
        if x + w > svg.WIDTH and x:
            x, y, tallest = 0.0, y + tallest + GAP, 0.0
        body.append(svg.text(x + 1, y + 12, name, style="name"))
        drawn, sentence = _block(x, y + 18, table, got, want, scene.check.rtol)
        body.append(drawn)
        sentences.append(f"{name}: {sentence}" if name else sentence)
        tallest = max(tallest, 18 + ROW * table.shape[0])
        x += w + GAP
    key = legend(("cell-wrong", tr("≠ returned, with the expected number below")))
    return Drawing(
        "".join(body) + key, y + tallest + 4, tr("Entry by entry. {sentences}", sentences=" ".join(sentences))
    )


def _blocks(scene: Scene) -> list[tuple[str, Array | None, Array]]:
    """(name, returned or None, expected) of each part of the result."""
    siblings = [c for c in scene.siblings() if isinstance(c.part, str)]
    if siblings:
        found = [(str(c.part), part_of(scene.value, c.part), numbers(c.want)) for c in siblings]
    else:
        found = [("", scene.got, numbers(scene.want))]
    return [(name, _fitting(numbers(got), want), want) for name, got, want in found if want is not None]


def _fitting(got: Array | None, want: Array) -> Array | None:
    return got if got is not None and got.shape == want.shape else None


def _cell_width(table: Array, got: Array | None) -> float:
    every = [*table.ravel(), *(got.ravel() if got is not None else ())]
    widest = max(svg.width(brief(v)) for v in every) + 16
    return float(min(max(widest, 40), svg.WIDTH / table.shape[1]))


def _block(x: float, y: float, table: Array, got: Any, want: Array, rtol: float) -> tuple[str, str]:
    side = _cell_width(table, got)
    body = []
    if got is None:
        body.append(svg.rectangle(x + 1, y + 1, side * table.shape[1] - 2, ROW * len(table) - 2, "cell-none"))
        middle = x + side * table.shape[1] / 2, y + ROW * len(table) / 2 + 4
        body.append(svg.text(*middle, "≠", anchor="middle", style="wrong"))
        return "".join(body), tr("no array of shape {shape} came back.", shape=want.shape)
    wrong = differ(got, want, rtol).reshape(table.shape)
    flat = got.reshape(table.shape)
    for i, j in np.ndindex(*table.shape):
        left, top = x + j * side, y + i * ROW
        style = "cell-wrong" if wrong[i, j] else "cell"
        body.append(svg.rectangle(left + 1.5, top + 1.5, side - 3, ROW - 3, style))
        middle = left + side / 2
        if wrong[i, j]:
            body.append(
                svg.text(middle, top + 14, brief(flat[i, j]), anchor="middle", style="got-text small")
            )
            body.append(svg.text(middle, top + 28, brief(table[i, j]), anchor="middle", style="small"))
        else:
            body.append(svg.text(middle, top + 21, brief(table[i, j]), anchor="middle", style="small"))
    if not wrong.any():
        return "".join(body), tr("right, to six digits.")
    return "".join(body), told(got, want, wrong.reshape(want.shape), most=2)


def brief(value: Any, digits: int = 3) -> str:
    """A number for a cell, as short as it can be read."""
    return minus(f"{value + 0.0:.{digits}g}")
