"""A loss along a straight line: that it falls for ever, or that it has a kink."""

from __future__ import annotations

import numpy as np

from autograder.pictures.axis import axis_over
from autograder.pictures.plot import Plot, legend
from autograder.pictures.scene import Scene, numbers, say
from autograder.pictures.svg import Drawing
from autograder.texts import mark, tr

FALLS = mark("Your loss along w = t * {u}, at t = {start}, twice that, and so on up to {end}: with each step it falls by as much as before or more.")  # fmt: skip
KINK = mark("Your loss along a straight line through w = {u}: before that point its slope is {before}, after it {after}.")  # fmt: skip


def fall(scene: Scene) -> Drawing | None:
    """The loss over how often the distance was doubled. The value is [point, distances, losses there less that at the point]."""
    found = _line(scene)
    if found is None:
        return None
    u, far, change = found
    doublings = np.log2(far)
    across, up = axis_over(doublings, whole=True), axis_over([0, *change])
    if across is None or up is None:
        return None
    plot = Plot(across, up, names=(tr("k, at the distance 2^k"), tr("loss, less its value at the start")))
    plot.line(doublings, change, "got")
    plot.returned(doublings, change)
    alt = tr(FALLS, u=u, start=say(far[0]), end=say(far[-1]))
    return Drawing(plot.body + legend(("got", mark("your loss"))), plot.height, alt)


def kink(scene: Scene) -> Drawing | None:
    """The loss on both sides of the point. The value is as for `fall`, with steps to either side."""
    found = _line(scene)
    if found is None:
        return None
    u, steps, change = found
    order = np.argsort(steps)
    steps, change = steps[order], change[order]
    across, up = axis_over(steps), axis_over([0, *change])
    if across is None or up is None or not (steps[0] < 0 < steps[-1]):
        return None
    plot = Plot(across, up, names=(tr("steps along a line"), tr("loss, less its value at the point")))
    plot.line([0, 0], [up.low, up.high], "edge")
    plot.line([*steps[steps < 0], 0, *steps[steps > 0]], [*change[steps < 0], 0, *change[steps > 0]], "got")
    plot.returned([steps[0], 0, steps[-1]], [change[0], 0, change[-1]])
    before, after = change[0] / steps[0], change[-1] / steps[-1]
    alt = tr(KINK, u=u, before=say(before, 3), after=say(after, 3))
    return Drawing(plot.body + legend(("got", mark("your loss"))), plot.height, alt)


def _line(scene: Scene) -> tuple[list[float], np.ndarray, np.ndarray] | None:
    if not (isinstance(scene.value, list) and len(scene.value) == 3):
        return None
    point, steps, change = (numbers(v) for v in scene.value)
    if point is None or steps is None or change is None or steps.shape != change.shape or steps.ndim != 1:
        return None
    if not (len(steps) and np.isfinite(change).all() and np.isfinite(steps).all()):
        return None
    return point.ravel().tolist(), steps, change
