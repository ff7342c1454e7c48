"""What a call returned as plain JSON, to be kept and drawn: short and rounded."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

NUMBERS, TEXT, DIGITS = 400, 100, 6


def plain(value: Any) -> Any:
    """Lists, dicts, texts and numbers of six digits, "nan", "inf" and "-inf"; None for what else cannot be drawn.

    Returns None altogether if there are more than 400 numbers in it.
    """
    count = _Count()
    tree = count.plain(value)
    return None if count.left < 0 else tree


class _Count:
    def __init__(self) -> None:
        self.left = NUMBERS

    def plain(self, value: Any) -> Any:
        if isinstance(value, np.ndarray | np.generic):
            self.left -= value.size - 1 if value.size > NUMBERS else 0
            value = value.tolist() if self.left >= 0 else None
        if isinstance(value, list | tuple):
            return [self.plain(v) for v in value[: NUMBERS + 1]] if self.left >= 0 else None
        if isinstance(value, dict):
            return {str(k)[:TEXT]: self.plain(v) for k, v in value.items()}
        self.left -= 1
        if isinstance(value, str):
            return value[:TEXT]
        if isinstance(value, bool) or value is None:
            return value
        if isinstance(value, int | float):
            return _rounded(value)
        return None


def _rounded(number: float) -> float | str | None:
    try:
        return float(f"{number:.{DIGITS}g}") if math.isfinite(number) else str(float(number))
    except OverflowError:  # an integer beyond every float
        return None
