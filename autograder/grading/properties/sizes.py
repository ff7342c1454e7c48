"""How far off is it: right to a few digits, or always too large or too small."""

from __future__ import annotations

import numpy as np

from autograder.grading.close import Array
from autograder.grading.properties.evidence import Evidence, Sample
from autograder.texts import mark, tr

CLOSE, ROUNDED = 1e-4, 1e-2
LARGE, SMALL = mark("{wrong} are too large"), mark("{wrong} are too small")
LARGER = mark("{wrong} have the right sign and are too large in size")
SMALLER = mark("{wrong} have the right sign and are too small in size")


def digits(evidence: Evidence) -> str:
    """To how many digits it is right, if the rest looks rounded away or approximated."""
    errors = [_error(s) for s in evidence.wrong]
    most = CLOSE if not all(map(_is_rounded, evidence.wrong)) else ROUNDED
    if all(0 < e <= most for e in errors):
        count, holding = (
            int(-np.log10(max(errors))),
            evidence.holding(lambda s: 0 < _error(s) <= most or s.right),
        )
        return tr(
            "it is right to about {count} digits{where}: is something rounded or approximated?",
            count=count,
            where=evidence.where(holding),
        )
    return ""


def near(evidence: Evidence) -> str:
    """That every wrong number is off by less than a few percent."""
    errors = [_error(s) for s in evidence.wrong]
    for percent in (0.1, 1, 5):
        if len(errors) > 1 and all(e < percent / 100 for e in errors):
            holding = evidence.holding(lambda s, p=percent: _error(s) < p / 100)  # type: ignore[misc]
            return tr(
                "it is off by less than {percent:g} % of the largest number expected{where}",
                percent=percent,
                where=evidence.where(holding),
            )
    return ""


def direction(evidence: Evidence) -> str:
    """That every wrong number errs to the same side."""
    gaps = [_wrong_ones(s) for s in evidence.wrong]
    if any(g is None for g in gaps):
        return ""
    got, want = (np.concatenate([g[i] for g in gaps if g is not None]) for i in (0, 1))
    if len(np.unique(want)) < 3 or np.isnan(got).any() or not np.isfinite(want).all():
        return ""
    wrong = tr("all {count} wrong numbers of the visible checks", count=len(want))
    for sentence, side in ((LARGE, got > want), (SMALL, got < want)):
        if side.all():
            return tr(sentence, wrong=wrong)
    if (got * want > 0).all():
        for sentence, side in ((LARGER, np.abs(got) > np.abs(want)), (SMALLER, np.abs(got) < np.abs(want))):
            if side.all():
                return tr(sentence, wrong=wrong)
    if (got * want < 0).all():
        return tr("{wrong} have the wrong sign", wrong=wrong)
    return ""


def _error(sample: Sample) -> float:
    """The largest difference, relative to the largest number expected; infinite if there is no such thing."""
    a, b = sample.got, sample.want
    if a.shape != b.shape or not b.size or not (np.isfinite(a).all() and np.isfinite(b).all()) or not b.any():
        return np.inf
    return float(np.abs(a - b).max() / np.abs(b).max())


def _is_rounded(sample: Sample) -> bool:
    return _error(sample) < np.inf and any(
        sample.same(sample.got, np.round(sample.want, places)) for places in range(13)
    )


def _wrong_ones(sample: Sample) -> tuple[Array, Array] | None:
    wrong = sample.correct
    return None if wrong is None else (sample.got[~wrong], sample.want[~wrong])
