"""What came back is what is expected, seen through something: turned round, shifted, inverted, squared."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from autograder.grading.close import Array
from autograder.grading.properties.evidence import Evidence, Sample, different
from autograder.texts import mark, tr

View = Callable[[Array], Array | None]


@dataclass(frozen=True)
class Relation:
    """`got` of what came back is `want` of what is expected; a view that does not apply gives None.

    needs: how many different numbers must bear it out, so that it is no coincidence.
    """

    sentence: str
    want: View
    got: View = np.asarray
    needs: int = 2

    def holds(self, sample: Sample) -> bool:
        """Whether it is so for these numbers."""
        a, b = self.got(sample.got), self.want(sample.want)
        return a is not None and b is not None and sample.same(a, b)

    def proofs(self, sample: Sample) -> set[float]:
        """The numbers expected that bear it out: all, or where the shape is right those that did not come back."""
        if sample.correct is not None:
            return different(sample.want[~sample.correct]) | ({0.0} if (sample.want == 0).any() else set())
        a = self.want(sample.want)
        return set() if a is None else different(a)


def _along(view: Callable[[Array], Array], least: int = 1) -> View:
    """A view of arrays with at least so many entries along their first axis."""
    return lambda a: view(a) if a.ndim and len(a) >= least else None


def _not_negative(view: View) -> View:
    return lambda a: view(a) if (a >= 0).all() else None


def _filled(view: Callable[[Array], Array]) -> View:
    """A view of arrays that are not empty."""
    return lambda a: np.asarray(view(a)) if a.size else None


def _sorted(a: Array) -> Array | None:
    return np.sort(a, axis=None) if a.size else None


def _number(a: Array) -> Array | None:
    return a if a.ndim == 0 else None


def _row(a: Array) -> Array | None:
    return a.reshape(1, -1) if a.ndim and a.size == a.shape[-1] else None


def _rows(view: Callable[..., Array]) -> View:
    """A view of the rows of a matrix."""
    return lambda a: view(a, axis=0, keepdims=True) if a.ndim == 2 and len(a) else None


# From the most special to the least.
RELATIONS = (
    Relation(mark("it is the transpose of what is expected"), lambda b: b.T if b.ndim > 1 else None),
    Relation(mark("it is what is expected in reverse order"), _along(lambda b: b[::-1])),
    Relation(mark("the numbers are right, but their shape is not"), np.ravel, np.ravel, needs=1),
    Relation(mark("the entries are right, but the last one is missing"), _along(lambda b: b[:-1]), needs=1),
    Relation(mark("the entries are right, but the first one is missing"), _along(lambda b: b[1:]), needs=1),
    Relation(
        mark("the expected entries are there, and one more at the end"),
        _along(lambda b: b),
        _along(lambda a: a[:-1]),
        needs=1,
    ),
    Relation(
        mark("the expected entries are there, and one more at the start"),
        _along(lambda b: b),
        _along(lambda a: a[1:]),
        needs=1,
    ),
    Relation(mark("every second entry is missing, the others are right"), _along(lambda b: b[::2]), needs=2),
    Relation(
        mark("it is one entry ahead: each entry but the last is what is expected one place later"),
        _along(lambda b: b[1:], 2),
        _along(lambda a: a[:-1], 2),
    ),
    Relation(
        mark("it is one entry late: each entry but the first is what is expected one place earlier"),
        _along(lambda b: b[:-1], 2),
        _along(lambda a: a[1:], 2),
    ),
    Relation(mark("the numbers are right, but in another order"), _sorted, _sorted, needs=3),
    Relation(mark("it is the running sum of what is expected"), _along(lambda b: np.cumsum(b, axis=0))),
    Relation(
        mark("its running sum is what is expected"),
        _along(lambda b: b),
        _along(lambda a: np.cumsum(a, axis=0)),
    ),
    Relation(mark("its entries add up to what is expected"), _number, _filled(np.sum)),
    Relation(mark("the mean of its entries is what is expected"), _number, _filled(np.mean)),
    Relation(mark("its rows add up to what is expected"), _row, _rows(np.sum)),
    Relation(mark("the mean of its rows is what is expected"), _row, _rows(np.mean)),
    Relation(mark("it is the sum of the entries that are expected"), _filled(np.sum), _number),
    Relation(mark("it is the mean of the entries that are expected"), _filled(np.mean), _number),
    Relation(mark("it is the first of the entries that are expected"), _filled(lambda b: b.flat[0]), _number),
    Relation(mark("it is the last of the entries that are expected"), _filled(lambda b: b.flat[-1]), _number),
    Relation(mark("its first entry is what is expected"), _number, _filled(lambda a: a.flat[0])),
    Relation(mark("its last entry is what is expected"), _number, _filled(lambda a: a.flat[-1])),
    Relation(mark("it is the absolute value of what is expected"), np.abs),
    Relation(
        mark("numbers that should be negative came back as 0, all others are right"),
        lambda b: np.maximum(b, 0),
    ),
    Relation(mark("it is the reciprocal of what is expected"), np.reciprocal),
    Relation(mark("it is the reciprocal of what is expected, with the opposite sign"), lambda b: -1 / b),
    Relation(mark("it is the square of what is expected"), np.square),
    Relation(mark("it is the square root of what is expected"), _not_negative(np.sqrt)),
    Relation(mark("it is the logarithm of what is expected"), _not_negative(np.log)),
    Relation(mark("it is the exponential of what is expected"), np.exp),
    Relation(mark("it is the exponential of what is expected with the opposite sign"), lambda b: np.exp(-b)),
    Relation(mark("it is 1 minus what is expected"), lambda b: 1 - b),
    Relation(mark("it is what is expected, rounded down to whole numbers"), np.floor),
    Relation(mark("it is what is expected, without what stands behind the point"), np.trunc),
    Relation(mark("it is what is expected, rounded to whole numbers"), np.round),
)


def relation(evidence: Evidence) -> str:
    """The first relation that holds in every wrong check; "" if none does."""
    for each in RELATIONS:
        if not each.holds(evidence.wrong[0]):
            continue
        if holding := evidence.holding(each.holds):
            proofs = set().union(*map(each.proofs, evidence.wrong))
            if len(proofs) >= each.needs:
                return tr(each.sentence) + evidence.where(holding)
        elif len(each.proofs(evidence.wrong[0])) >= max(3, each.needs):
            return tr(each.sentence)
    return ""
