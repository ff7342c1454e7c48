"""A word that came back among the words that are possible; for a learning rate, with what the descent does."""

from __future__ import annotations

import numpy as np

import autograder.pictures.svg as svg
from autograder.pictures.axis import axis_over
from autograder.pictures.plot import BOTH, Plot, legend
from autograder.pictures.scene import Scene, numbers, say
from autograder.pictures.svg import Drawing
from autograder.texts import mark, tr

STEPS = 8

WORDS = mark('Of the words {words}: returned "{got}", expected "{want}".')


def words(scene: Scene) -> Drawing | None:
    """The words that visible checks expect, in a row: a ring at the one expected here, a dot at the one returned."""
    row = _row(scene, 14)
    return Drawing(row[0] + legend(*BOTH), 92, row[1]) if row else None


def regime(scene: Scene) -> Drawing | None:
    """The words, and above them what gradient descent on c x²/2 does at the learning rate, from x = 1."""
    row = _row(scene, 176)
    curvature, rate = scene.number("curvature"), scene.number("learning_rate")
    if row is None or curvature is None or rate is None:
        return None
    path = [1.0]
    for _ in range(STEPS):
        path.append(path[-1] - rate * curvature * path[-1])
    up, across = axis_over([0, *path]), axis_over([0, STEPS], whole=True)
    if up is None or across is None:
        return None
    plot = Plot(across, up, names=(tr("step"), tr("x, on its way from 1")), top=28, height=110)
    plot.line([0, STEPS], [0, 0], "axis")
    plot.line(np.arange(STEPS + 1), path, "back")
    plot.inside.append(svg.dots(plot.points(np.arange(STEPS + 1), path), "plain"))
    ends = ", ".join(f"{v:.3g}" for v in path[:4])
    alt = tr(
        "{row} Above it, gradient descent with these arguments: x = {ends}, and so on.", row=row[1], ends=ends
    )
    return Drawing(plot.body + row[0] + legend(*BOTH), 250, alt)


def _row(scene: Scene, y: float) -> tuple[str, str] | None:
    """The row of words below height `y`, and its sentence."""
    got, want = scene.got, scene.want
    number = None if isinstance(got, str) else numbers(got)
    got = say(float(number)) if number is not None and not number.ndim else got
    if not isinstance(want, str) or not isinstance(got, str):
        return None
    checks = (c for c in scene.exercise.checks if c.judge == "close" and not c.hidden)
    possible = sorted({c.want for c in checks if isinstance(c.want, str) and c.part == scene.check.part})
    known = got in possible
    shown = possible if known else [*possible, _cut(got)]
    if not 1 < len(shown) <= 4:
        return None
    each = svg.WIDTH / len(shown)
    body = []
    for i, word in enumerate(shown):
        x = each * (i + 0.5)
        right, came = word == want, i == (shown.index(got) if known else len(shown) - 1)
        body.append(svg.rectangle(each * i + 4, y + 22, each - 8, 48, "box-want" if right else "cell"))
        body.append(svg.text(x, y + 42, word, anchor="middle", style="got-text" if came else ""))
        body.append(svg.rings([(x - 9 * came, y + 57)]) if right else "")
        body.append(svg.dots([(x + 9 * right, y + 57)]) if came else "")
    return "".join(body), tr(WORDS, words=", ".join(possible), got=_cut(got), want=want)


def _cut(word: str) -> str:
    return word if len(word) <= 14 else f"{word[:12]}…"
