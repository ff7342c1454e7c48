"""What came back says nothing of what is expected: an argument, one and the same answer, one number everywhere."""

from __future__ import annotations

import numpy as np

from autograder.grading.close import Array, as_numbers
from autograder.grading.properties.evidence import Evidence, Sample


def argument(evidence: Evidence) -> str:
    """That an argument itself came back, or its negative."""
    if not evidence.cases:
        return ""
    for name in evidence.arguments(evidence.wrong[0]):
        for sign, word in ((1, ""), (-1, " with the opposite sign")):

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
                return f"it is the argument `{name}` itself{word}" + evidence.where(holding)
    return ""


def constant(evidence: Evidence) -> str:
    """That one number came back, whatever was asked; or wherever it is wrong."""
    first = evidence.wrong[0].got
    if not first.size:
        return ""
    wants = {float(f"{v:.9g}") for s in evidence.wrong for v in s.want.ravel()}
    holding = evidence.holding(lambda s: bool(s.got.size) and _is_all(s.got, first.flat[0]))
    same = f"{'each entry' if first.ndim else 'it'} is the same number, {first.flat[0]:.6g}"
    if len(wants) > 1 and holding:
        where = evidence.where(holding)
        return f"{same},{where}" if where else same
    if first.size > 2 and _is_all(first, first.flat[0]):
        return same
    return _stuck(evidence)


def _stuck(evidence: Evidence) -> str:
    wrong = [(s.got[~s.correct], s.want[~s.correct]) for s in evidence.wrong if s.correct is not None]
    if len(wrong) < len(evidence.wrong):
        return ""
    got, want = (np.concatenate([pair[i] for pair in wrong]) for i in (0, 1))
    if len(np.unique(want)) > 1 and _is_all(got, got[0]):
        return f"all {len(got)} wrong numbers of the visible checks are {got[0]:.6g}"
    return ""


def _is_all(a: Array, number: float) -> bool:
    return bool(np.array_equal(a, np.full(a.shape, number), equal_nan=True))
