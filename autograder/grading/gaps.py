"""Which entries of two arrays of the same shape differ, in a sentence."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.texts import mark, tr

Array = np.ndarray[Any, Any]
SEVERAL = mark("{count} of {size} entries differ, most at {worst}")
ONE = mark("{count} of {size} entries differ at {worst}")


def odd_entries(a: Array, b: Array, odd: Array) -> str:
    """The first entry that is nan or infinite where the other is not, or the other way round. odd: where that is so."""
    index = tuple(int(i) for i in np.argwhere(odd)[0])
    at = tr(" at {place}", place=list(index)) if index else ""
    expected = tr("a finite number") if np.isfinite(b[index]) else f"{b[index].item():g}"
    count = (
        tr(" ({count} entries of {total} are like this)", count=int(odd.sum()), total=odd.size)
        if odd.sum() > 1
        else ""
    )
    return tr(
        "{got:g} came back{at}, expected {expected}{count}",
        got=a[index].item(),
        at=at,
        expected=expected,
        count=count,
    )


def wrong_entries(a: Array, b: Array, allowed: float) -> str:
    """How many entries differ by more than is allowed, and which one most."""
    if not b.ndim:
        return tr("the value is not right")
    error = np.abs(a - b)
    bad = np.where(np.isfinite(error), error > allowed, False)
    worst = [int(i) for i in np.unravel_index(int(np.argmax(np.where(bad, error, -1))), error.shape)]
    count = int(bad.sum())
    if count == bad.size:
        return (
            tr("all {size} entries differ, most at {worst}", size=bad.size, worst=worst)
            if bad.size > 1
            else tr("the value is not right")
        )
    return tr(SEVERAL if count > 1 else ONE, count=count, size=bad.size, worst=worst)
