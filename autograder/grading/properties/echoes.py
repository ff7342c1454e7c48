"""What came back says nothing of what is expected: an argument, one and the same answer, one number everywhere."""

from __future__ import annotations

import numpy as np

from autograder.grading.close import as_numbers
from autograder.grading.properties.evidence import Evidence, Sample


def argument(evidence: Evidence) -> str:
    """That an argument itself came back, or its negative."""
    if not evidence.cases:
        return ""
    for name in evidence.cases[evidence.wrong[0].case].arguments:
        for sign, word in ((1, ""), (-1, " with the opposite sign")):

            def holds(sample: Sample, name: str = name, sign: int = sign) -> bool:
                given = as_numbers(evidence.cases[sample.case].arguments.get(name))
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
    """That one number came back, whatever was asked."""
    first = evidence.wrong[0].got
    if not first.size:
        return ""
    number = first.flat[0]

    def holds(sample: Sample) -> bool:
        return bool(sample.got.size) and bool(
            np.array_equal(sample.got, np.full(sample.got.shape, number), equal_nan=True)
        )

    wants = {float(f"{v:.9g}") for s in evidence.wrong for v in s.want.ravel()}
    if len(wants) > 1 and (holding := evidence.holding(holds)):
        every = "each entry is" if first.ndim else "it is"
        return (
            f"{every} the same number, {number:.6g}," + evidence.where(holding)
            if evidence.where(holding)
            else f"{every} the same number, {number:.6g}"
        )
    if first.size > 2 and holds(evidence.wrong[0]):
        return f"each entry is the same number, {number:.6g}"
    return ""
