"""Which entries of an array are right: the first, the last, a row, a column, the diagonal; those of some results."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from autograder.grading.close import Array
from autograder.grading.properties.evidence import Evidence, Sample

Mask = Callable[[tuple[int, ...]], Array]


def _line(shape: tuple[int, ...], at: int) -> Array:
    mask = np.zeros(shape, bool)
    mask[at] = True
    return mask


def _column(shape: tuple[int, ...], at: int) -> Array:
    mask = np.zeros(shape, bool)
    mask[:, at] = True
    return mask


ENTRIES: dict[str, Mask] = {"entry": _line}
TABLES: dict[str, Mask] = {"row": _line, "column": _column}


def place(evidence: Evidence) -> str:
    """Which entries are right and which are not, if there is a simple rule for every wrong check or the one shown."""
    first = evidence.wrong[0]
    if first.correct is None or first.want.ndim == 0 or not first.correct.any():
        return ""
    names = ENTRIES if _is_row(first) else TABLES if first.want.ndim == 2 else {}
    for name, mask in names.items():
        for at, which in ((0, "first"), (-1, "last")):
            for is_right in (True, False):
                test = _only(mask, at, is_right=is_right)
                if sentence := _told(
                    evidence, f"only the {which} {name} is {'right' if is_right else 'wrong'}", test
                ):
                    return sentence
    if first.want.ndim == 2:
        for is_right in (True, False):
            if sentence := _told(
                evidence, f"only the diagonal is {'right' if is_right else 'wrong'}", _diagonal(is_right)
            ):
                return sentence
    if names is ENTRIES:
        flat = first.correct.ravel()
        right = int(np.argmin(flat))
        if right > 1 and not flat[right:].any():
            test = _starts(right)
            return _told(evidence, f"the first {right} entries are right, all later ones are wrong", test)
    return ""


def results(evidence: Evidence) -> str:
    """Which of several results are always right, if some are and others are not."""
    always = [name for name, right, total in evidence.elsewhere if right == total]
    never = [name for name, right, total in evidence.elsewhere if not right]
    if not always or not never or max(t for _, _, t in evidence.elsewhere) < 2:
        return ""
    return f"{_listed(always)} {'is' if len(always) == 1 else 'are'} right in all visible checks, {_listed(never)} in none"


def _listed(names: list[str]) -> str:
    return " and ".join(f"`{n}`" for n in names) if len(names) < 3 else ", ".join(f"`{n}`" for n in names)


def _told(evidence: Evidence, sentence: str, test: Callable[[Sample], bool]) -> str:
    """The sentence, if it is so in several wrong checks and in no other way in any, or in a larger array shown."""
    if not test(evidence.wrong[0]):
        return ""
    holding = evidence.holding(lambda s: test(s) and not s.right)
    if len(holding) > 1:
        return sentence + evidence.where(holding)
    return sentence if evidence.wrong[0].want.size > 2 else ""


def _is_row(sample: Sample) -> bool:
    return max(sample.want.shape) == sample.want.size


def _only(mask: Mask, at: int, *, is_right: bool) -> Callable[[Sample], bool]:
    def test(sample: Sample) -> bool:
        if sample.correct is None or sample.want.ndim == 0:
            return False
        correct = sample.correct.ravel() if mask is _line and _is_row(sample) else sample.correct
        if mask is not _line and correct.ndim != 2:
            return False
        chosen = mask(correct.shape, at)
        return bool(
            chosen.any() and not chosen.all() and (correct == (chosen if is_right else ~chosen)).all()
        )

    return test


def _diagonal(is_right: bool) -> Callable[[Sample], bool]:  # noqa: FBT001
    def test(sample: Sample) -> bool:
        if sample.correct is None or sample.want.ndim != 2 or min(sample.want.shape) < 2:
            return False
        chosen = np.eye(*sample.want.shape, dtype=bool)
        return bool((sample.correct == (chosen if is_right else ~chosen)).all())

    return test


def _starts(right: int) -> Callable[[Sample], bool]:
    def test(sample: Sample) -> bool:
        flat = sample.correct.ravel() if sample.correct is not None else np.zeros(0, bool)
        return bool(len(flat) > right and flat[:right].all() and not flat[right:].any())

    return test
