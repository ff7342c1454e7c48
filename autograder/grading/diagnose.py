"""Why is an answer wrong? A known mistake when sure, else a property of the gap."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from autograder.grading import answer as _answer
from autograder.grading.answer import Answer
from autograder.grading.checks import Exercise
from autograder.grading.close import as_numbers, differ
from autograder.grading.mistake import Mistake

SMALL = 12  # a larger factor is a coincidence, unless it has a name


def named_mistake(exercise: Exercise, answers: Sequence[Answer]) -> Mistake | None:
    """The one known mistake that gives the same answer to every probe.

    Returned values, exceptions and the arguments after the call all have to agree, and no other
    mistake may agree as well: better no name than a wrong one.
    """
    same = [m for m in exercise.mistakes if same_answers(exercise, answers, m.answers)]
    return same[0] if len(same) == 1 else None


def same_answers(exercise: Exercise, some: Sequence[Answer], others: Sequence[Answer]) -> bool:
    """Whether two programs cannot be told apart by what they answer to the exercise's probes."""
    for probe, (a, b) in enumerate(zip(some, others, strict=True)):
        if exercise.probes[probe].kind == "text":  # no two programs are written alike
            continue
        checks = [c for c in exercise.checks if c.probe == probe]
        rtol = max((c.rtol for c in checks), default=1e-9)
        scale = max((c.scale for c in checks), default=0.0)
        pure = any(c.judge == "purity" for c in checks)
        if not _same_answer(a, b, rtol, scale, pure=pure):
            return False
    return True


def _same_answer(a: Answer, b: Answer, rtol: float, scale: float, *, pure: bool) -> bool:
    if a.status != b.status or set(a.changed) != set(b.changed):
        return False
    if pure and bool(a.aliases) != bool(b.aliases):
        return False
    if a.status == _answer.RAISED:
        return a.error[:1] == b.error[:1]
    pairs = [(a.value, b.value), *((a.changed[k], b.changed[k]) for k in a.changed)]
    return all(differ(x, y, rtol, scale) is None and differ(y, x, rtol, scale) is None for x, y in pairs)


def property_of(got: Any, want: Any, sizes: dict[str, int]) -> str:
    """What the difference looks like: a sign, a factor, an offset, a transpose. "" if none is clear.

    sizes: numbers that a factor may be named after, such as m and n.
    """
    a, b = as_numbers(got), as_numbers(want)
    if a is None or b is None or not a.size or "c" in (a.dtype.kind, b.dtype.kind):
        return ""
    if a.shape != b.shape:
        return "it is the transpose of what is expected" if a.shape == b.T.shape and _close(a.T, b) else ""
    a, b = a.astype(float), b.astype(float)
    if not (np.isfinite(a).all() and np.isfinite(b).all()):
        return ""
    if _close(a, -b):
        return "it has the opposite sign"
    if digits := _digits(a, b):
        return f"it is right to about {digits} digits: is something rounded or approximated?"
    with np.errstate(all="ignore"):
        ratio = float(np.sum(a * b) / np.sum(b * b)) if np.any(b) else 0.0
    if ratio and _close(a, ratio * b) and (named := _factor(ratio, sizes)):
        return named
    if ratio and np.count_nonzero(b) > 1 and _close(a, ratio * b):
        return "it is right up to a constant factor"
    if a.size > 1 and _close(a - np.mean(a - b), b):
        return f"it differs by the same amount everywhere ({np.mean(a - b):.6g})"
    if a.ndim >= 2 and a.shape == a.T.shape and _close(a.T, b):
        return "it is the transpose of what is expected"
    return ""


def _close(a: Any, b: Any) -> bool:
    with np.errstate(all="ignore"):
        return bool(np.max(np.abs(a - b)) <= 1e-9 * np.max(np.abs(b)))


def _digits(a: Any, b: Any) -> int:
    """How many digits are right if the rest looks rounded away, or approximated; else 0."""
    size = float(np.max(np.abs(b)))
    error = float(np.max(np.abs(a - b))) / size if size else 1.0
    with np.errstate(all="ignore"):
        rounded = any(_close(a, np.round(b, places)) for places in range(13))
    return int(-np.log10(error)) if 0 < error <= (1e-2 if rounded else 1e-4) else 0


def _factor(ratio: float, sizes: dict[str, int]) -> str:
    """Name a constant factor that somebody may have forgotten; "" for a number that says nothing."""
    sign = "with the opposite sign, " if ratio < 0 else ""
    large, word = (abs(ratio), "large") if abs(ratio) > 1 else (1 / abs(ratio), "small")
    names = {"pi": np.pi, "2 pi": 2 * np.pi}
    for name, value in sizes.items():
        if value > 2:
            names |= {name: value, f"{name}²": value**2, f"2{name}": 2 * value, f"{name}/2": value / 2}
    called = [name for name, value in names.items() if abs(large - value) <= 1e-9 * value]
    if not called and (large > SMALL or abs(large - round(large)) > 1e-9):
        return ""
    here = f" (here {' = '.join(called)} = {large:.6g})" if called else ""
    return f"{sign}it is {large:.6g} times too {word}{here}"
