"""Which entries of an array are right: the first, the last, a row, a column, the diagonal; those of some results."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from autograder.grading.close import Array
from autograder.grading.properties.evidence import Evidence, Sample
from autograder.texts import mark, tr

Mask = Callable[[tuple[int, ...], int], Array]
ORDINALS = (mark("first"), mark("second"), mark("third"), mark("fourth"), mark("fifth"))
ONLY = {
    ("entry", "first", True): mark("only the first entry is right"),
    ("entry", "first", False): mark("only the first entry is wrong"),
    ("entry", "last", True): mark("only the last entry is right"),
    ("entry", "last", False): mark("only the last entry is wrong"),
    ("row", "first", True): mark("only the first row is right"),
    ("row", "first", False): mark("only the first row is wrong"),
    ("row", "last", True): mark("only the last row is right"),
    ("row", "last", False): mark("only the last row is wrong"),
    ("column", "first", True): mark("only the first column is right"),
    ("column", "first", False): mark("only the first column is wrong"),
    ("column", "last", True): mark("only the last column is right"),
    ("column", "last", False): mark("only the last column is wrong"),
}
DIAGONAL = {True: mark("only the diagonal is right"), False: mark("only the diagonal is wrong")}
LATER = {
    True: mark("the first entry is right, all later ones are wrong"),
    False: mark("the first {right} entries are right, all later ones are wrong"),
}
NEXT = {
    True: mark("the first entry is right, the {ordinal} is wrong"),
    False: mark("the first {right} entries are right, the {ordinal} is wrong"),
}
RESULT = mark("{always} is right in all visible checks, {never} in none")
RESULTS = mark("{always} are right in all visible checks, {never} in none")


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
                if sentence := _told(evidence, tr(ONLY[name, which, is_right]), test):
                    return sentence
    if first.want.ndim == 2:
        for is_right in (True, False):
            if sentence := _told(
                evidence,
                tr(DIAGONAL[is_right]),
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
    if sentence := _told(evidence, tr(LATER[right == 1], right=right), _starts(right, alone=True)):
        return sentence
    return _told(
        evidence,
        tr(NEXT[right == 1], right=right, ordinal=tr(ORDINALS[right])),
        _starts(right, alone=False),
        least=9,
    )


def results(evidence: Evidence) -> str:
    """Which of several results are always right, if some are and others are not."""
    always = [name for name, right, total in evidence.elsewhere if right == total]
    never = [name for name, right, total in evidence.elsewhere if not right]
    if not always or not never or max(t for _, _, t in evidence.elsewhere) < 2:
        return ""
    return tr(RESULT if len(always) == 1 else RESULTS, always=_listed(always), never=_listed(never))


def _listed(names: list[str]) -> str:
    return tr(" and ").join(f"`{n}`" for n in names) if len(names) < 3 else ", ".join(f"`{n}`" for n in names)


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
