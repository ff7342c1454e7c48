"""Why is an answer wrong? A known mistake, when sure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from autograder.grading import answer as _answer
from autograder.grading.answer import Answer
from autograder.grading.checks import Exercise
from autograder.grading.close import apart, differ
from autograder.grading.mistake import Mistake


def named_mistake(exercise: Exercise, answers: Sequence[Answer]) -> Mistake | None:
    """The one known mistake that gives the same answer to every probe.

    Returned values, exceptions and the arguments after the call all have to agree, and no other
    mistake may agree as well: better no name than a wrong one.
    """
    looks = _looks(exercise)
    same = [m for m in exercise.mistakes if _all_the_same(looks, answers, m.answers)]
    return same[0] if len(same) == 1 else None


def same_answers(exercise: Exercise, some: Sequence[Answer], others: Sequence[Answer]) -> bool:
    """Whether two programs cannot be told apart by what they answer to the exercise's probes."""
    return _all_the_same(_looks(exercise), some, others)


def _looks(exercise: Exercise) -> list[tuple[float, float, bool] | None]:
    """How closely to look at the answer to each probe: rtol, scale, and whether arguments may change.

    None for a text that is read: no two programs are written alike.
    """
    checks = [[c for c in exercise.checks if c.probe == i] for i in range(len(exercise.probes))]
    return [
        None
        if probe.kind == "text"
        else (
            max((c.rtol for c in mine), default=1e-9),
            max((c.scale for c in mine), default=0.0),
            any(c.judge == "purity" for c in mine),
        )
        for probe, mine in zip(exercise.probes, checks, strict=True)
    ]


def _all_the_same(
    looks: Sequence[tuple[float, float, bool] | None], some: Sequence[Answer], others: Sequence[Answer]
) -> bool:
    three = zip(looks, some, others, strict=True)
    return all(look is None or _same_answer(a, b, *look) for look, a, b in three)


def _same_answer(a: Answer, b: Answer, rtol: float, scale: float, pure: bool) -> bool:
    if a.status != b.status or set(a.changed) != set(b.changed):
        return False
    if pure and bool(a.aliases) != bool(b.aliases):
        return False
    if a.status == _answer.RAISED:
        return a.error[:1] == b.error[:1]
    if apart(a.value, b.value, rtol, scale):  # most mistakes are not the one, and are told from it at once
        return False
    pairs = [(a.value, b.value), *((a.changed[k], b.changed[k]) for k in a.changed)]
    return all(
        _identical(x, y) or (differ(x, y, rtol, scale) is None and differ(y, x, rtol, scale) is None)
        for x, y in pairs
    )


def _identical(a: Any, b: Any) -> bool:
    """Whether two values are the same to the last bit, which many are: wrong programs are right at most probes."""
    if type(a) is not type(b):
        return False
    match a:
        case np.ndarray():
            alike = a.dtype == b.dtype and a.shape == b.shape and a.dtype != object
            return bool(alike and a.tobytes() == b.tobytes())
        case list() | tuple():
            return len(a) == len(b) and all(map(_identical, a, b))
        case dict():
            return a.keys() == b.keys() and all(_identical(v, b[k]) for k, v in a.items())
    return bool(a == b)
