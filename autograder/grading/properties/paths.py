"""A history that starts right and goes elsewhere: it stays, turns round, runs away, comes to rest at another point."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from autograder.grading.close import Array
from autograder.grading.properties.evidence import Evidence, Sample
from autograder.texts import mark, tr

REST = 1e-3  # a last step that is shorter than this part of the way is no step any more


def _is_path(sample: Sample) -> bool:
    """Whether both are rows of at least two entries with the same start, and the expected one moves."""
    a, b = sample.got, sample.want
    return bool(
        a.shape == b.shape
        and a.ndim
        and len(a) > 1
        and np.isfinite(b).all()
        and sample.same(a[:1], b[:1])
        and not sample.same(b[1:2], b[:1])
    )


def _stays(sample: Sample) -> bool:
    return _is_path(sample) and sample.same(sample.got, np.broadcast_to(sample.want[:1], sample.got.shape))


def _turns(sample: Sample) -> bool:
    a, b = sample.got, sample.want
    return _is_path(sample) and bool((np.abs(b[1] - b[0] + a[1] - a[0]) <= sample.tolerance(b[:2])).all())


def _arrives(sample: Sample) -> bool:
    a, b = sample.got, sample.want
    return _is_path(sample) and len(a) > 2 and _rests(b) and sample.same(a[-1:], b[-1:])


def _far(sample: Sample) -> bool:
    """Each entry after the start is farther from the expected end than the one before."""
    a, b = sample.got, sample.want
    if not (_is_path(sample) and len(a) > 2 and _rests(b)):
        return False
    away = np.abs(a - b[-1]).reshape(len(a), -1).max(axis=1)
    return bool((np.diff(away) > 0).all()) if np.isfinite(away).all() else False


def _settles(sample: Sample) -> bool:
    a, b = sample.got, sample.want
    if not (_is_path(sample) and len(a) > 2 and np.isfinite(a).all() and _rests(a) and _rests(b)):
        return False
    return float(np.abs(a[-1] - b[-1]).max()) > 10 * REST * float(np.abs(b[-1] - b[0]).max())


def _rests(path: Array) -> bool:
    way, step = np.abs(path[-1] - path[0]).max(), np.abs(path[-1] - path[-2]).max()
    return bool(step <= REST * way)


PATHS: tuple[tuple[str, Callable[[Sample], bool]], ...] = (
    (mark("it never leaves the start: each entry is the first one"), _stays),
    (mark("the start is right, and the first step goes the opposite way"), _turns),
    (mark("it comes to rest elsewhere than expected"), _settles),
    (mark("it moves away from where it should come to rest, farther with each step"), _far),
    (mark("it comes to rest where it should, by another way"), _arrives),
)


def path(evidence: Evidence) -> str:
    """What a path does instead of what is expected, in every wrong check or in the one shown."""
    return next((_told(evidence, sentence, test) for sentence, test in PATHS if test(evidence.wrong[0])), "")


def _told(evidence: Evidence, sentence: str, test: Callable[[Sample], bool]) -> str:
    if holding := evidence.holding(lambda s: test(s) and not s.right):
        return tr(sentence) + evidence.where(holding)
    return tr(sentence) if evidence.wrong[0].want.size > 2 else ""
