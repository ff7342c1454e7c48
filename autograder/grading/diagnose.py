"""Why is an answer wrong? A known mistake when sure, else a property of the gap."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from autograder.grading import answer as _answer
from autograder.grading.answer import Answer
from autograder.grading.checks import Exercise, Mistake
from autograder.grading.close import as_numbers, differ


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
    return all(differ(x, y, rtol, scale) is None for x, y in pairs)


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
    if np.any(b) and (error := float(np.max(np.abs(a - b)) / np.max(np.abs(b)))) < 1e-4:
        return f"it is off by only {error:.0e} of its size: is something approximated or rounded?"
    with np.errstate(all="ignore"):
        ratio = float(np.sum(a * b) / np.sum(b * b)) if np.any(b) else 0.0
    if ratio and _close(a, ratio * b):
        return _factor(ratio, sizes)
    if a.size > 1 and _close(a - np.mean(a - b), b):
        return f"it differs by the same amount everywhere ({np.mean(a - b):.6g})"
    if a.ndim >= 2 and a.shape == a.T.shape and _close(a.T, b):
        return "it is the transpose of what is expected"
    return ""


def _close(a: Any, b: Any) -> bool:
    with np.errstate(all="ignore"):
        return bool(np.max(np.abs(a - b)) <= 1e-9 * np.max(np.abs(b)))


def _factor(ratio: float, sizes: dict[str, int]) -> str:
    """Name a constant factor after a size of the data, or leave it a number."""
    sign = "with the opposite sign, " if ratio < 0 else ""
    large, word = (abs(ratio), "large") if abs(ratio) > 1 else (1 / abs(ratio), "small")
    names = {name: float(value) for name, value in sizes.items() if value > 2}
    names |= {f"{name}²": float(value) ** 2 for name, value in sizes.items() if value > 2}
    called = [name for name, value in names.items() if abs(large - value) <= 1e-9 * value]
    exact = f"{large:.6g}" if abs(large - round(large, 3)) < 1e-9 * large else f"about {large:.4g}"
    return f"{sign}it is {exact} times too {word}" + (
        f" (here {' = '.join(called)} = {large:g})" if called else ""
    )
