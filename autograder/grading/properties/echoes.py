"""What came back says nothing of what is expected: an argument, one and the same answer, one number everywhere."""

from __future__ import annotations

import numpy as np

from autograder.grading.close import Array, as_numbers
from autograder.grading.properties.evidence import Evidence, Sample
from autograder.texts import mark, tr

ITSELF = mark("it is the argument `{name}` itself")
NEGATIVE = mark("it is the argument `{name}` itself with the opposite sign")
EACH, SAME = mark("each entry is the same number, {number:.6g}"), mark("it is the same number, {number:.6g}")


def argument(evidence: Evidence) -> str:
    """That an argument itself came back, or its negative."""
    if not evidence.cases:
        return ""
    for name in evidence.arguments(evidence.wrong[0]):
        for sign, sentence in ((1, ITSELF), (-1, NEGATIVE)):

            def holds(sample: Sample, name: str = name, sign: int = sign) -> bool:
                given = as_numbers(evidence.arguments(sample).get(name))
                return (
                    given is not None
                    and given.dtype.kind != "c"
                    and sample.same(sample.got, sign * given.astype(float))
                )

            if not holds(evidence.wrong[0]):
                continue
            holding = evidence.holding(holds)
            proofs = {float(f"{v:.9g}") for s in evidence.wrong for v in s.got.ravel()}
            if holding and len(proofs) > 1:
                return tr(sentence, name=name) + evidence.where(holding)
    return ""


def constant(evidence: Evidence) -> str:
    """That one number came back, whatever was asked; or wherever it is wrong."""
    first = evidence.wrong[0].got
    if not first.size:
        return ""
    wants = {float(f"{v:.9g}") for s in evidence.wrong for v in s.want.ravel()}
    holding = evidence.holding(lambda s: bool(s.got.size) and _is_all(s.got, first.flat[0]))
    same = tr(EACH if first.ndim else SAME, number=first.flat[0])
    if len(wants) > 1 and holding:
        where = evidence.where(holding)
        return tr("{same},{where}", same=same, where=where) if where else same
    if first.size > 2 and _is_all(first, first.flat[0]):
        return same
    return _stuck(evidence)


def _stuck(evidence: Evidence) -> str:
    wrong = [(s.got[~s.correct], s.want[~s.correct]) for s in evidence.wrong if s.correct is not None]
    if len(wrong) < len(evidence.wrong):
        return ""
    got, want = (np.concatenate([pair[i] for pair in wrong]) for i in (0, 1))
    if len(np.unique(want)) > 1 and _is_all(got, got[0]):
        return tr(
            "all {count} wrong numbers of the visible checks are {number:.6g}", count=len(got), number=got[0]
        )
    return ""


def _is_all(a: Array, number: float) -> bool:
    return bool(np.array_equal(a, np.full(a.shape, number), equal_nan=True))
