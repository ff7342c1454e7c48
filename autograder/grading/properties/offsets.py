"""What came back is what is expected plus something: a number, an argument."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from autograder.grading.close import Array, as_numbers
from autograder.grading.properties.evidence import Evidence, Sample, different
from autograder.texts import mark, tr

MULTIPLES = (("", 1.0), ("2 ", 2.0), (mark("half of "), 0.5))
TOO_LARGE = mark("it is too large by the same number everywhere, {gap:.6g}{where}")
TOO_SMALL = mark("it is too small by the same number everywhere, {gap:.6g}{where}")


def offset(evidence: Evidence) -> str:
    """A number or an argument that is added in every wrong check; "" if there is none."""
    wrong = evidence.wrong
    gaps = [_gap(s) for s in wrong]
    wants = set().union(*(different(s.want) | {0.0} for s in wrong if s.want.any())) if all(gaps) else set()
    gap = gaps[0]
    if gap and len(wants) > 2 and (holding := evidence.holding(lambda s: s.same(s.got, s.want + gap))):
        where = evidence.where(holding)
        return tr(TOO_LARGE if gap > 0 else TOO_SMALL, gap=abs(gap), where=where and f",{where}")
    if sentence := _named(evidence):
        return sentence
    if all(gaps) and sum(len(different(s.want)) > 1 for s in wrong) > 1:
        holding = evidence.holding(lambda s: bool(s.right or _gap(s)))
        return tr("it is right up to an added number, which differs from check to check,") + evidence.where(
            holding
        )
    return ""


def _named(evidence: Evidence) -> str:
    """An argument, or twice or half of it, that is added or taken away."""
    if len(evidence.wrong) < 2:
        return ""
    for name in evidence.arguments(evidence.wrong[0]):
        for words, times in _multiples(name):

            def holds(sample: Sample, name: str = name, times: float = times) -> bool:
                added = _fitting(evidence, sample, name)
                return added is not None and sample.same(sample.got, sample.want + times * added)

            if holds(evidence.wrong[0]) and (holding := evidence.holding(holds)):
                added = [_fitting(evidence, s, name) for s in evidence.wrong]
                if len(set().union(*(different(a) for a in added if a is not None))) > 1:
                    return tr(
                        "it is what is expected {words}{where}", words=words, where=evidence.where(holding)
                    )
    return ""


def _multiples(name: str) -> Iterator[tuple[str, float]]:
    for said, times in MULTIPLES:
        yield tr("plus {said}`{name}`", said=tr(said), name=name), times
        yield tr("minus {said}`{name}`", said=tr(said), name=name), -times


def _fitting(evidence: Evidence, sample: Sample, name: str) -> Array | None:
    """An argument as numbers that can be added: one, or as many as are expected."""
    given = as_numbers(evidence.arguments(sample).get(name))
    if given is None or given.dtype.kind == "c" or not (given.size == 1 or given.shape == sample.want.shape):
        return None
    array: Array = given.astype(float)
    return array.reshape(()) if array.size == 1 else array


def _gap(sample: Sample) -> float | None:
    """The number that has to be added to all that is expected, if there is one other than 0."""
    a, b = sample.got, sample.want
    if a.shape != b.shape or not b.size or not (np.isfinite(a).all() and np.isfinite(b).all()):
        return None
    gap = float(np.mean(a - b))
    return gap if np.isfinite(gap) and sample.same(a, b + gap) else None
