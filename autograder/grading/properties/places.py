"""Which entries of an array are right: the first, the last, a row, a column, the diagonal; those of some results."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from autograder.grading.close import Array
from autograder.grading.properties.evidence import Evidence, Sample

Mask = Callable[[tuple[int, ...], int], Array]
ORDINALS = ("first", "second", "third", "fourth", "fifth")


def _line(shape: tuple[int, ...], at: int) -> Array:
    mask = np.zeros(shape, bool)
    mask[at] = True
    return mask


def _column(shape: tuple[int, ...], at: int) -> Array:
    return _line(shape[::-1], at).T


def _entry(length: tuple[int, ...], at: int) -> Array:
    return _line(length, at)


ENTRIES: dict[str, Mask] = {"entry": _entry}
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
                evidence,
                f"only the diagonal is {'right' if is_right else 'wrong'}",
                _diagonal(is_right=is_right),
            ):
                return sentence
    return _until(evidence) if names is ENTRIES else ""


def _until(evidence: Evidence) -> str:
    """How many entries are right before the first wrong one, if that is so many in every wrong check."""
    flat = evidence.wrong[0].correct
    right = int(np.argmin(np.ravel(flat))) if flat is not None else 0
    if not 0 < right < len(ORDINALS):
        return ""
    first = "first entry is" if right == 1 else f"first {right} entries are"
    if sentence := _told(
        evidence, f"the {first} right, all later ones are wrong", _starts(right, alone=True)
    ):
        return sentence
    return _told(
        evidence, f"the {first} right, the {ORDINALS[right]} is wrong", _starts(right, alone=False), least=9
    )


def results(evidence: Evidence) -> str:
    """Which of several results are always right, if some are and others are not."""
    always = [name for name, right, total in evidence.elsewhere if right == total]
    never = [name for name, right, total in evidence.elsewhere if not right]
    if not always or not never or max(t for _, _, t in evidence.elsewhere) < 2:
        return ""
    return f"{_listed(always)} {'is' if len(always) == 1 else 'are'} right in all visible checks, {_listed(never)} in none"


def _listed(names: list[str]) -> str:
    return " and ".join(f"`{n}`" for n in names) if len(names) < 3 else ", ".join(f"`{n}`" for n in names)


def _told(evidence: Evidence, sentence: str, test: Callable[[Sample], bool], least: int = 3) -> str:
    """The sentence, if it is so in every wrong check, and these are several or the array shown has so many entries."""
    if not test(evidence.wrong[0]):
        return ""
    holding = evidence.holding(lambda s: test(s) and not s.right)
    enough = len(holding) > 1 or (holding and evidence.wrong[0].want.size >= least)
    return sentence + evidence.where(holding) if enough else ""


def _is_row(sample: Sample) -> bool:
    return bool(max(sample.want.shape) == sample.want.size)


def _only(mask: Mask, at: int, *, is_right: bool) -> Callable[[Sample], bool]:
    def test(sample: Sample) -> bool:
        if sample.correct is None or sample.want.ndim == 0:
            return False
        if mask is ENTRIES["entry"]:
            if not _is_row(sample):
                return False
            correct = sample.correct.ravel()
        elif sample.want.ndim != 2:
            return False
        else:
            correct = sample.correct
        chosen: Array = mask(correct.shape, at)
        return bool(
            chosen.any() and not chosen.all() and (correct == (chosen if is_right else ~chosen)).all()
        )

    return test


def _diagonal(*, is_right: bool) -> Callable[[Sample], bool]:
    def test(sample: Sample) -> bool:
        if sample.correct is None or sample.want.ndim != 2 or min(sample.want.shape) < 2:
            return False
        rows, columns = np.indices(sample.want.shape)
        return bool((sample.correct == ((rows == columns) == is_right)).all())

    return test


def _starts(right: int, *, alone: bool) -> Callable[[Sample], bool]:
    """Whether so many entries are right, and then one is wrong, or all are."""

    def test(sample: Sample) -> bool:
        flat = (
            np.ravel(sample.correct) if sample.correct is not None and sample.want.ndim else np.zeros(0, bool)
        )
        rest = flat[right:] if alone else flat[right : right + 1]
        return bool(len(rest) and flat[:right].all() and not rest.any())

    return test
