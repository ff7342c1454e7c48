"""One axis: its range, where a value stands on it, and its ticks."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.grading.close import Array

ROOM = 0.07  # left free at both ends, as a part of the range
FAR = 6.0  # what is further away than so many ranges of what matters is not in view


@dataclass(frozen=True)
class Axis:
    """A range of numbers, linear or logarithmic; `whole` for counts."""

    low: float
    high: float
    log: bool = False
    whole: bool = False

    def place(self, values: Any) -> Array:
        """0 at the low end, 1 at the high one; nan where there is no number."""
        values = np.asarray(values, float)
        with np.errstate(all="ignore"):
            if self.log:
                low, high = math.log10(self.low), math.log10(self.high)
                places = (np.log10(np.where(values > 0, values, np.nan)) - low) / (high - low)
            else:
                places = (values - self.low) / (self.high - self.low)
        clear: Array = np.clip(places, -20, 21)
        return clear

    def holds(self, values: Any) -> Array:
        """Which values are in view."""
        places = self.place(values)
        inside: Array = (places >= -1e-9) & (places <= 1 + 1e-9)
        return inside

    def ticks(self, most: int = 6) -> list[tuple[float, str]]:
        """Round numbers, with equally many decimals."""
        return _powers(self.low, self.high, most) if self.log else _round_numbers(self, most)


def axis_over(matters: Any, other: Any = (), *, log: bool = False, whole: bool = False) -> Axis | None:
    """An axis on which all that matters is in view, and the rest too unless it is far away.

    None if there is no finite number.
    """
    seen = _finite(matters)
    rest = _finite(other)
    if not seen.size:
        seen, rest = rest, seen
    if not seen.size:
        return None
    if log:
        every = np.concatenate([seen, rest])
        low, high = np.min(every), np.max(every)
        room = max((high / low) ** ROOM, 1.2)
        return Axis(low / room, high * room, log=True)
    low, high = float(np.min(seen)), float(np.max(seen))
    span = high - low or max(abs(high), 1e-300)
    near = rest[(rest >= low - FAR * span) & (rest <= high + FAR * span)]
    low, high = float(np.min(near, initial=low)), float(np.max(near, initial=high))
    span = high - low
    if span <= 1e-12 * max(abs(low), abs(high)):
        span = 4 * max(abs(high) * 0.125, 1e-300) if high else 2.0
    return Axis(low - ROOM * span, high + ROOM * span, whole=whole)


def wants_log(*series: Any) -> bool:
    """Whether all numbers are positive and the first series spans more than two powers of ten."""
    first = _finite(series[0])
    every = np.concatenate([_finite(s) for s in series])
    return bool(
        first.size > 2
        and every.size
        and np.min(every) > 1e-200
        and np.max(first) > 100 * np.min(first)
        and np.max(every) < 1e100
    )


def _finite(values: Any) -> Array:
    flat = np.asarray(values, float).ravel()
    finite: Array = flat[np.isfinite(flat) & (np.abs(flat) < 1e150)]
    return finite


def _round_numbers(axis: Axis, most: int) -> list[tuple[float, str]]:
    rough = (axis.high - axis.low) / most
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(s * power for s in (1, 2, 5, 10) if s * power >= 0.75 * rough)
    step = max(step, 1.0) if axis.whole else step
    first, last = math.ceil(axis.low / step - 1e-9), math.floor(axis.high / step + 1e-9)
    return list(_labelled([k * step for k in range(first, min(last, first + 20) + 1)], step))


def _labelled(values: Sequence[float], step: float) -> list[tuple[float, str]]:
    largest = max(map(abs, values), default=0)
    decimals = max(0, -math.floor(math.log10(step) + 1e-9))
    digits = max(0, math.floor(math.log10(largest / step) + 1e-9)) if largest else 0
    if largest < 1e15 and len(f"{largest:.{decimals}f}") <= max(6, digits + 5):
        return [(v, minus(f"{v + 0.0:.{decimals}f}")) for v in values]
    return [(v, minus(f"{v:.{digits}e}") if v else "0") for v in values]


def _powers(low: float, high: float, most: int) -> list[tuple[float, str]]:
    first, last = math.ceil(math.log10(low) - 1e-9), math.floor(math.log10(high) + 1e-9)
    if last - first < 1:
        return _round_numbers(Axis(low, high), most)
    step = -(-(last - first) // most) or 1
    return [
        (10.0**k, minus(f"{10.0**k:g}" if -4 <= k <= 5 else f"1e{k}")) for k in range(first, last + 1, step)
    ]


def minus(words: str) -> str:
    """With a real minus sign, and exponents as short as they are spoken."""
    mantissa, mark, exponent = words.partition("e")
    if mark:
        words = f"{mantissa}e{int(exponent)}"
    return words.replace("-", "−")
