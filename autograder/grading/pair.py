"""Judge a loss and its gradient by properties: there is no reference, the student chose the loss.

The probe calls the loss and the gradient at points drawn at build time; the differences are
computed here, on the trusted side, from what came back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from autograder.grading.answer import Answer
from autograder.grading.checks import Probe
from autograder.grading.close import Array, as_numbers
from autograder.grading.verdict import LOSS_FIRST, Finding
from autograder.texts import tr

Call = tuple[str, tuple[Any, ...], dict[str, Any]]

STEP = 1e-5
ROUND = 1e-4  # at integers people join the pieces of a loss: where it bends, differences are off by STEP / 4
FAR = [2.0**k for k in range(13, 21)]  # how far along a ray
ACROSS = [1e-3, -1e-3, 1e-6, -1e-6]  # next to a point, see `points_across`


def points_around(w: Array) -> list[Array]:
    """w + h e_i and w - h e_i for every coordinate i: where a central difference looks."""
    steps = STEP * np.eye(len(w))
    return [w + s for s in steps] + [w - s for s in steps]


def points_along(u: Array) -> list[Array]:
    """Points far out on the ray through u, each twice as far as the one before."""
    return [t * u for t in FAR]


def points_across(w: Array) -> list[Array]:
    """Points next to w that cross where an entry is 0, if one is; else where any entry is as in w, or two are equal."""
    way = w == 0 if (w == 0).any() and w.any() else np.cumprod(np.full(len(w), -0.5))
    return [w + h * way for h in ACROSS]


def pair_calls(judge: str, functions: Sequence[str], at: Sequence[Any]) -> tuple[Call, ...]:
    """The calls of a probe of a loss and a gradient.

    "pair": both at each point, the loss around it; "rays": the loss at each point, far out, and at the
    point again; "kinks": the loss at each point and next to it; "new": the gradient.
    """
    loss, gradient = functions
    if judge == "new":
        return tuple((gradient, (w,), {}) for w in at)
    if judge != "pair":
        lines = [[u, *points_across(u)] if judge == "kinks" else [u, *points_along(u), u] for u in at]
        return tuple((loss, (w,), {}) for line in lines for w in line)
    return tuple(
        (name, (w,), {})
        for point in at
        for name, w in [(loss, point), (gradient, point), *((loss, p) for p in points_around(point))]
    )


def judge_pair(part: str, answer: Answer, probe: Probe, rtol: float) -> Finding | None:
    """Check one property: "number", "curved", "gradient" or "unchanged", see also `judge_lines`.

    "gradient": at each point, max|g - d| <= rtol max(1, |d|) with the central differences d of
    the student's own loss (looser where w holds integers). "curved": the loss is neither constant nor linear.
    """
    if part == "unchanged":
        names = tr(" and ").join(f"`{n}`" for n in answer.changed)
        return (
            Finding("purity", tr("a call changed its argument {names}; work on a copy", names=names))
            if names
            else None
        )
    values = answer.value if isinstance(answer.value, list) else []
    if len(values) != len(probe.calls):
        return Finding("nothing", tr("not every call came back"))
    loss_name = probe.calls[0][0]
    losses: dict[bytes, float] = {}
    gradients: list[tuple[int, Array, Any]] = []
    for call, ((name, args, _), value) in enumerate(zip(probe.calls, values, strict=True)):
        if name != loss_name:
            gradients.append((call, args[0], value))
            continue
        number = as_numbers(value)
        if number is None or number.size != 1 or number.dtype.kind == "c" or not np.isfinite(number).all():
            what = tr("the loss must be one finite number at w = {w}", w=args[0].tolist())
            return Finding("value", what, value, call=call)
        losses[args[0].tobytes()] = float(number.reshape(()))
    if part == "number":
        return None
    slopes = np.array([_differences(losses, w) for _, w, _ in gradients])
    if part == "curved":
        if not np.ptp(list(losses.values())) > 0:
            return Finding("value", tr("the loss has the same value everywhere; it cannot be minimised"))
        spread = np.max(np.ptp(slopes, axis=0))
        return (
            Finding("value", tr("the loss is linear: it has no minimum"))
            if spread <= 1e-6 * np.abs(slopes).max()
            else None
        )
    if not np.ptp(list(losses.values())) > 0:
        return Finding("needs", tr(LOSS_FIRST))
    return _gradient(gradients, slopes, rtol)


def slopes_seen(value: Any, probe: Probe) -> list[Any] | None:
    """[w, gradient, slope of the loss] for each point, to be drawn; None if a loss is no number.

    The slopes are computed before anything is rounded: differences of rounded losses would be noise.
    """
    calls = zip(probe.calls, value if isinstance(value, list) else [], strict=False)
    known = [(name == probe.calls[0][0], args[0], as_numbers(v), v) for (name, args, _), v in calls]
    losses = {w.tobytes(): n for is_loss, w, n, _ in known if is_loss}
    if not losses or any(n is None or n.size != 1 or n.dtype.kind == "c" for n in losses.values()):
        return None
    heights = {w: float(n.reshape(())) for w, n in losses.items() if n is not None}
    return [[w, gradient, _differences(heights, w)] for is_loss, w, _, gradient in known if not is_loss]


def judge_lines(part: str, answer: Answer, probe: Probe) -> Finding | None:
    """Check "again", "bounded" or "smooth" for a loss called at u and along a line through u, see `pair_calls`.

    "bounded": on no ray does it fall in every doubling of the distance, and never by less than before. A
    loss that is bounded below cannot do that for long. "smooth": no kink at any of the points u. What
    overflows or raises there is not judged.
    """
    for call, u, losses in _lines(part, answer.value, probe):
        if part == "again" and not abs(losses[0] - losses[-1]) <= 1e-9 * max(1.0, abs(losses[0])):
            what = tr("two calls at the same w = {u} give two losses", u=u)
            return Finding("property", what, losses[-1], losses[0], call=call)
        if part == "bounded" and _falls(losses):
            what = tr("the loss has no lower bound: along w = t * {u} it falls and falls as t grows", u=u)
            return Finding("property", what)
        if part == "smooth" and _bends(losses):
            return Finding("property", tr("the loss is not smooth: it has a kink at w = {u}", u=u))
    return None


def line_seen(part: str, value: Any, probe: Probe) -> list[Any] | None:
    """[u, steps, losses there less that at u] for the first line that is not right, to be drawn; None if a picture says nothing.

    The differences are taken before anything is rounded.
    """
    wrong, steps = {"bounded": (_falls, FAR), "smooth": (_bends, ACROSS)}.get(part, (None, []))
    lines = _lines(part, value, probe) if wrong else ()
    found = next(((u, losses) for _, u, losses in lines if wrong and wrong(losses)), None)
    return [found[0], steps, (found[1][1 : 1 + len(steps)] - found[1][0]).tolist()] if found else None


def _lines(part: str, value: Any, probe: Probe) -> Iterator[tuple[int, list[float], Array]]:
    """The number of its first call, u and the losses of each line; those that are no numbers are left out."""
    values = value if isinstance(value, list) and len(value) == len(probe.calls) else []
    width = 1 + len(ACROSS) if part == "smooth" else 2 + len(FAR)
    for i in range(0, len(values), width):
        numbers = [as_numbers(v) for v in values[i : i + width]]
        if any(n is None or n.size != 1 or n.dtype.kind == "c" for n in numbers):
            continue
        yield (
            i,
            probe.calls[i][1][0].tolist(),
            np.array([float(n.reshape(())) for n in numbers if n is not None]),
        )


def _falls(losses: Array) -> bool:
    if np.isneginf(losses).any():
        return True
    drops = losses[1:-2] - losses[2:-1]
    steady = (drops > 0.01).all() and (drops[1:] >= 0.99 * drops[:-1]).all()
    return bool(np.isfinite(losses).all() and steady and losses[-2] < losses[0])


def _bends(losses: Array) -> bool:
    """Whether the slope jumps: by as much between close neighbours as between those further away."""
    far, close = (
        abs(losses[i] + losses[i + 1] - 2 * losses[0]) / ACROSS[i - 1] for i in (1, len(ACROSS) - 1)
    )
    return bool(np.isfinite(losses).all() and close > 0.01 and close > 0.9 * far)


def judge_new(answer: Answer) -> Finding | None:
    """The gradient shares no memory with w."""
    what = tr("the gradient is w itself, or shares memory with it; return a new array")
    return Finding("purity", what) if answer.aliases else None


def _gradient(gradients: list[tuple[int, Array, Any]], slopes: Array, rtol: float) -> Finding | None:
    for (call, w, value), slope in zip(gradients, slopes, strict=True):
        got = as_numbers(value)
        if got is None or got.shape != w.shape or got.dtype.kind == "c":
            what = tr("the gradient must have the shape of w, {shape}", shape=w.shape)
            return Finding("shape", what, value, slope, call=call)
        error = np.abs(got.astype(float) - slope)
        rtol = rtol if w.dtype.kind == "f" else max(rtol, ROUND)
        if not (error <= rtol * max(1.0, float(np.abs(slope).max()))).all():
            what = tr("at w = {w} the gradient is not the slope of your own loss", w=w.tolist())
            return Finding("value", what, got, slope, compare=True, call=call)
    return None


def _differences(losses: dict[bytes, float], w: Array) -> Array:
    around = [losses[p.tobytes()] for p in points_around(w)]
    d = len(w)
    slopes: Array = (np.array(around[:d]) - np.array(around[d:])) / (2 * STEP)
    return slopes
