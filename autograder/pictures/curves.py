"""Curves: what came back and what was expected over an argument, over an index, over intervals."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np

from autograder.grading.close import Array
from autograder.grading.show import short
from autograder.pictures.axis import axis_over, wants_log
from autograder.pictures.plot import BOTH, Plot, legend
from autograder.pictures.scene import Scene, differ, entry_of, numbers, say, told
from autograder.pictures.svg import Drawing
from autograder.texts import mark, tr

MARKED = 40  # with more entries only the curves are drawn, without rings and dots
WHAT = mark("The returned and the expected values")
AROUND = 6.0  # how far from a single argument known values are of interest


def curve(scene: Scene) -> Drawing | None:
    """Over the first argument that has as many entries; single numbers among the known values of their neighbours."""
    both = scene.numbers
    if both is None or not both[1].size:
        return None
    got, want = both
    found = _argument(scene, want)
    if found is None:
        return None
    name, x = found
    if want.ndim == 2 and x.ndim == 1:
        return _columns(scene, name, x, got, want)
    x, got, want = x.ravel(), got.ravel(), want.ravel()
    order = np.argsort(x, kind="stable")
    x, got, want = x[order], got[order], want[order]
    wrong = scene.wrong(got, want)
    known = _known(scene, name, x)
    if len(x) == 1 and len(known) < 4:
        return None
    across, up = axis_over(x if len(x) > 1 else known[:, 0], x), axis_over([*want, *known[:, 1]], got)
    if across is None or up is None:
        return None
    plot = Plot(across, up, names=(name, _called(scene, name)))
    plot.line(known[:, 0], known[:, 1], "want-line")
    _compare(plot, x, got, want, wrong, joined=len(known) <= len(x))
    where = {(i,): f"{name} = {say(v)}" for i, v in enumerate(x)}
    alt = tr(
        "{what} over {name}. {told}",
        what=tr(WHAT),
        name=name,
        told=told(got, want, wrong, where=where.__getitem__),
    )
    return Drawing(plot.body + legend(*BOTH), plot.height, alt)


def steps(scene: Scene) -> Drawing | None:
    """Over the index: histories, paths, returns; a dict of such, each named at its end. Lengths may differ."""
    if isinstance(scene.want, dict):
        pairs = [(short(k), numbers(entry_of(scene.got, k)), numbers(w)) for k, w in scene.want.items()]
    else:
        pairs = [("", numbers(scene.got), numbers(scene.want))]
    series = [
        (k, got if got is not None and got.ndim == 1 else np.zeros(0), want)
        for k, got, want in pairs
        if want is not None and want.ndim == 1
    ]
    if not series or len(series) != len(pairs) or not any(got.size for _, got, _ in series):
        return None
    wants, gots = np.concatenate([w for *_, w in series]), np.concatenate([g for _, g, _ in series])
    longest = max(max(len(g), len(w)) for _, g, w in series)
    across = axis_over([0, max(longest - 1, 1)], whole=True)
    up = axis_over(wants, gots, log=wants_log(wants, gots))
    if across is None or up is None:
        return None
    plot = Plot(
        across, up, names=(tr("index"), tr("value (the axis is logarithmic)") if up.log else tr("value"))
    )
    sentences = []
    for name, got, want in series:
        n = min(len(got), len(want))
        wrong = np.ones(len(got), bool)
        wrong[:n] = differ(got[:n], want[:n], scene.check.rtol)
        _compare(plot, np.arange(len(got)), got, want, wrong)
        if name and want.size:
            below = len(got) == len(want) and got[-1] > want[-1]
            plot.text(len(want) - 1, want[-1], name, dy=20 if below else -10)
        sentences.append(_lengths(name, got, want, wrong[:n]))
    alt = tr(
        "{what} over the index. {sentences}", what=tr(WHAT), sentences=" ".join(s for s in sentences if s)
    )
    return Drawing(plot.body + legend(*BOTH), plot.height, alt)


def _lengths(name: str, got: Array, want: Array, wrong: Array) -> str:
    """How many numbers came back, if not as many as expected, and which of them differ; "" for a right series."""
    n, head = len(wrong), f"{name}: " if name else ""
    if len(got) == len(want):
        return head + told(got, want, wrong) if wrong.any() or not name else ""
    numbers = "1 number" if len(got) == 1 else tr("{count} numbers", count=len(got))
    count = tr("{numbers} came back, and {count} should.", numbers=numbers, count=len(want))
    if not n:
        return head + count
    rest = (
        told(got[:n], want[:n], wrong)
        if wrong.any()
        else tr("Those at the same index are equal, to six digits.")
    )
    return f"{head}{count} {rest}"


def intervals(scene: Scene) -> Drawing | None:
    """One value for each interval between the entries of the first argument, as levels over the intervals."""
    both, name = scene.numbers, scene.exercise.parameters[0]
    ends = scene.array(name)
    if both is None or ends is None or ends.ndim != 1 or both[1].shape != (len(ends) - 1,):
        return None
    got, want = both
    across, up = axis_over(ends), axis_over(want, got)
    if across is None or up is None:
        return None
    wrong = scene.wrong(got, want)
    plot = Plot(across, up, names=(name, tr("value on each interval")))
    for i, (a, b) in enumerate(pairwise(ends.tolist())):
        plot.line([a, b], [want[i]] * 2, "want-line")
        plot.line([a, b], [got[i]] * 2, "got")
    middle = (ends[:-1] + ends[1:]) / 2
    _gaps(plot, middle, got, want, wrong)
    plot.expected(middle, want)
    plot.returned(middle, got)
    plot.nowhere(middle, got)
    where = {
        (i,): tr("{name} from {start} to {end}", name=name, start=say(ends[i]), end=say(ends[i + 1]))
        for i in range(len(want))
    }
    alt = tr(
        "{what} on each interval of {name}. {told}",
        what=tr(WHAT),
        name=name,
        told=told(got, want, wrong, where=where.__getitem__),
    )
    return Drawing(plot.body + legend(*BOTH), plot.height, alt)


def _compare(plot: Plot, x: Any, got: Array, want: Array, wrong: Array, *, joined: bool = True) -> None:
    """Both curves at the places x, or over the index if they differ in length. joined: draw the expected line."""
    places = np.arange(max(len(got), len(want))) if len(got) != len(want) else np.asarray(x, float)
    if joined:
        plot.line(places[: len(want)], want, "want-line")
    plot.line(places[: len(got)], got, "got")
    if max(len(got), len(want)) <= MARKED:
        n = min(len(got), len(want))
        _gaps(plot, places[:n], got[:n], want[:n], wrong[:n])
        plot.expected(places[: len(want)], want)
        plot.returned(places[: len(got)], got)
        plot.nowhere(places[: len(got)], got)


def _gaps(plot: Plot, x: Any, got: Array, want: Array, wrong: Array) -> None:
    for a, g, w in zip(np.asarray(x)[wrong], got[wrong], want[wrong], strict=True):
        plot.line([a, a], [g, w], "gap")


def _columns(scene: Scene, name: str, t: Array, got: Array, want: Array) -> Drawing | None:
    """Several curves over one argument: the columns, named at their ends."""
    across, up = axis_over(t if len(t) > 1 else [t[0] - 1, t[0] + 1]), axis_over(want, got)
    if across is None or up is None or want.shape[1] > 6:
        return None
    wrong = scene.wrong(got, want)
    plot = Plot(across, up, names=(name, tr("entries of the state")))
    for j in range(want.shape[1]):
        _compare(plot, t, got[:, j], want[:, j], wrong[:, j])
        plot.text(t[-1], want[-1, j], f"[{j}]", dy=20 if got[-1, j] > want[-1, j] else -10)
    alt = tr(
        "{what} over {name}, one curve for each column. {told}",
        what=tr(WHAT),
        name=name,
        told=told(got, want, wrong),
    )
    return Drawing(plot.body + legend(*BOTH), plot.height, alt)


def _argument(scene: Scene, want: Array) -> tuple[str, Array] | None:
    for name in scene.exercise.parameters:
        x = scene.array(name)
        if x is not None and x.size and x.shape in (want.shape, want.shape[:1]):
            return name, x
    return None


def _known(scene: Scene, name: str, x: Array) -> Array:
    """Expected values of visible checks whose other arguments are the same, in the range of x: (k, 2), sorted."""
    low, high = (x[0], x[-1]) if len(x) > 1 else (x[0] - AROUND, x[0] + AROUND)
    others = {k: v for k, v in scene.arguments.items() if k != name}
    found = []
    for check in scene.exercise.checks:
        probe = scene.exercise.probes[check.probe]
        if check.judge != "close" or check.hidden or probe.hidden or check.part is not None:
            continue
        mine = Scene(scene.exercise, check, None)
        a, want = mine.array(name), numbers(check.want)
        theirs = {k: v for k, v in mine.arguments.items() if k != name}
        same = theirs.keys() == others.keys() and all(_alike(v, theirs[k]) for k, v in others.items())
        if same and a is not None and want is not None and a.shape == want.shape:
            found += [*zip(a.ravel().tolist(), want.ravel().tolist(), strict=True)]
    kept = sorted({(a, w) for a, w in found if low <= a <= high})
    return np.array(kept, float).reshape(-1, 2)


def _alike(a: Any, b: Any) -> bool:
    return bool(np.array_equal(a, b) if isinstance(a, np.ndarray) or isinstance(b, np.ndarray) else a == b)


def _called(scene: Scene, name: str) -> str:
    function = scene.probe.calls[0][0]
    return f"{function}({name})" if len(scene.exercise.parameters) == 1 else function
