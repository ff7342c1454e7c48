"""What there is to draw: one visible check, the probe behind it, and what came back; and how to say it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from autograder.grading.checks import Check, Exercise, Probe
from autograder.grading.close import Array, as_numbers
from autograder.grading.values import Fn
from autograder.texts import tr

MOST = 1000  # numbers that a picture looks at
NOT_FINITE = ("nan", "inf", "-inf")
KEPT = 5e-6  # what the rounding to six digits may change, relatively


@dataclass(frozen=True)
class Scene:
    """A check that failed, with all that is known about it."""

    exercise: Exercise
    check: Check
    value: Any

    @property
    def probe(self) -> Probe:
        return self.exercise.probes[self.check.probe]

    @cached_property
    def arguments(self) -> dict[str, Any]:
        """The probe's arguments by the names of the parameters; those with defaults may be missing."""
        return self.exercise.arguments(self.check.probe)

    def number(self, name: str) -> float | None:
        """An argument that is one finite number."""
        array = self.array(name)
        return (
            float(array.item())
            if array is not None and array.size == 1 and np.isfinite(array).all()
            else None
        )

    def array(self, name: str) -> Array | None:
        """An argument that is an array of numbers."""
        value = self.arguments.get(name)
        array = None if value is None or isinstance(value, Fn) else as_numbers(value)
        return array.astype(float) if array is not None and array.dtype.kind in "biuf" else None

    @property
    def got(self) -> Any:
        """The part of what came back that the check judges; None if it is not there."""
        return part_of(self.value, self.check.part)

    @property
    def want(self) -> Any:
        return self.check.want

    @cached_property
    def numbers(self) -> tuple[Array, Array] | None:
        """What came back and what was expected as arrays of one shape; None where they are not."""
        got, want = numbers(self.got), numbers(self.want)
        if got is None or want is None:
            return None
        got = got.reshape(()) if want.ndim == 0 and got.size == 1 else got
        return (got, want) if got.shape == want.shape else None

    def wrong(self, got: Array, want: Array) -> Array:
        """Which entries differ, as far as six digits tell."""
        return differ(got, want, self.check.rtol, self.check.scale)

    def siblings(self) -> list[Check]:
        """The checks of the same probe that judge one part each."""
        return [c for c in self.exercise.checks if c.probe == self.check.probe and c.part is not None]


def part_of(value: Any, part: Any) -> Any:
    """One result of several, as far as it is there."""
    if part is None:
        return value
    if isinstance(part, str):
        return value.get(part) if isinstance(value, dict) else None
    return value[part] if isinstance(value, list | tuple) and part < len(value) else None


def entry_of(got: Any, key: Any) -> Any:
    """The value of a key of an expected dict; plain data have texts for keys."""
    return got.get(str(key), got.get(key)) if isinstance(got, dict) else None


def differ(got: Array, want: Array, rtol: float, scale: float = 0.0) -> Array:
    """Which entries differ by more than the check allows and the rounding to six digits explains."""
    with np.errstate(all="ignore"):
        largest = np.max(np.abs(want[np.isfinite(want)]), initial=0.0)
        allowed = max(rtol, 1e-15) * largest + 1e-13 * scale + KEPT * np.abs(want)
        unlike: Array = ~((np.abs(got - want) <= allowed) | (got == want) | (np.isnan(got) & np.isnan(want)))
    return unlike


def numbers(value: Any) -> Array | None:
    """Numbers as an array of floats, nan where there is none; None for what is no array of numbers."""
    if isinstance(value, np.ndarray | np.generic):
        return value.astype(float) if value.dtype.kind in "biuf" and value.size <= MOST else None
    if value is None or isinstance(value, dict) or _count(value) > MOST:
        return None
    try:
        array = np.array(_floats(value), float)
    except (ValueError, TypeError, OverflowError, RecursionError):
        return None
    return array if array.ndim <= 4 else None


def _floats(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_floats(v) for v in value]
    if value is None:
        return math.nan
    if isinstance(value, bool | int | float) or value in NOT_FINITE:
        return float(value)
    raise TypeError


def _count(value: Any, depth: int = 0) -> int:
    if not isinstance(value, list | tuple):
        return 1
    if depth > 8 or len(value) > MOST:
        return MOST + 1
    total = 1
    for v in value:
        total += _count(v, depth + 1)
        if total > 2 * MOST:
            break
    return total // 2 if depth == 0 else total


def say(value: float, digits: int = 6) -> str:
    """A number in words."""
    return f"{value + 0.0:.{digits}g}"


def at(index: Sequence[int]) -> str:
    """Where an entry stands, as Python writes it."""
    return f"[{', '.join(map(str, index))}]"


def told(got: Array, want: Array, wrong: Array, where: Any = at, most: int = 3) -> str:
    """Which entries differ, with the numbers of the first ones."""
    if not wrong.any():
        return tr("Returned and expected agree to six digits; the difference is too small to be seen here.")
    if not wrong.ndim:
        return tr("Returned {got}, expected {want}.", got=say(float(got)), want=say(float(want)))
    places = [tuple(int(i) for i in index) for index in np.argwhere(wrong)]
    count = (
        tr("{count} of {size} entries differ", count=len(places), size=wrong.size)
        if wrong.size > 1
        else tr("The only entry differs")
    )
    count = tr("All {size} entries differ", size=wrong.size) if len(places) == wrong.size > 1 else count
    shown = [
        tr("at {where} returned {got}, expected {want}", where=where(i), got=say(got[i]), want=say(want[i]))
        for i in places[:most]
    ]
    rest = tr("; and so on") if len(places) > most else ""
    return f"{count}: {'; '.join(shown)}{rest}."


def values_of(function: Any, x: Array) -> Array:
    """A function of the author's at many points, one by one (it may be written for single numbers)."""
    built = function.build() if isinstance(function, Fn) else function
    values = np.full(len(x), np.nan)
    with np.errstate(all="ignore"):
        for i, v in enumerate(x.tolist()):
            with suppress(Exception):  # a pole, or a number too large
                values[i] = float(built(v))
    return values
