"""Freed memory of arrays, in which old answers lie: which programs can see it, and how it is made useless."""

from __future__ import annotations

from collections.abc import Collection
from types import CodeType

import numpy as np

from autograder.confinement.code import names_in, texts_in

FREED = 7  # how many blocks of one size NumPy keeps for later
LARGEST = 1100  # entries; larger blocks come from the system, which hands out zeros
NOTHING = np.full(LARGEST, np.nan)
# What makes arrays that nobody has written to, looks into memory, or calls things by names that are made up.
UNFILLED = frozenset(
    {
        "empty", "empty_like", "ndarray", "recarray", "chararray", "nditer", "masked_all", "masked_all_like",
        "as_strided", "frombuffer", "getbuffer", "ctypes", "type", "__class__", "eval", "exec",
    }
)  # fmt: skip
WRITTEN = UNFILLED | {"where"}  # as text or as the name of an argument; `np.where` leaves nothing out


def sees_memory(code: CodeType) -> bool:
    """Whether a program can get at memory that it has not written to; few do, and poisoning takes a fifth of the time."""
    return not (UNFILLED.isdisjoint(names_in(code)) and WRITTEN.isdisjoint(texts_in(code)))


def poison(counts: Collection[int]) -> None:
    """Fill freed memory of arrays with so many entries with NaN: np.empty must not hand out an old answer."""
    for count in counts:
        [*map(np.ndarray.copy, [NOTHING[:count]] * FREED)]  # freed at once
