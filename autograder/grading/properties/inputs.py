"""What the visible checks of an exercise ask and expect: the same for every student, so looked at only once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

from autograder.grading.checks import Check, Exercise
from autograder.grading.close import Array, as_numbers
from autograder.grading.properties.rules import Rule, about_checks, about_numbers, about_signs
from autograder.grading.values import Fn
from autograder.texts import mark, tr

EXPECTED = mark("the expected number")
REMEMBERED = 500  # results of exercises: more than a course has


@dataclass(frozen=True)
class Inputs:
    """arguments: of each check by name, a dict's keys by their own; what was left out is absent. wants: what is expected."""

    arguments: tuple[Mapping[str, Any], ...]
    wants: tuple[Any, ...]
    checks: tuple[Check, ...] = ()

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """What is true of some checks and not of others."""
        return tuple(about_checks(self.arguments, self.wants))

    @cached_property
    def sizes(self) -> tuple[dict[str, float], ...]:
        """Numbers of each check that a factor may be named after."""
        return tuple(map(sizes, self.arguments))

    @cached_property
    def columns(self) -> dict[str, Array]:
        """All numbers expected, and all arguments that have one number for each of them; empty if they are no arrays."""
        wants = [numbers(w) for w in self.wants]
        kept = [w for w in wants if w is not None]
        if len(kept) < len(wants) or not any(w.ndim for w in kept):
            return {}
        found = {}
        for name in self.arguments[0]:
            given = [numbers(a.get(name)) for a in self.arguments]
            fitting = [g for g, w in zip(given, kept, strict=True) if g is not None and g.shape == w.shape]
            if len(fitting) == len(kept):
                found[f"`{name}`"] = np.concatenate([g.ravel() for g in fitting])
        return found | {EXPECTED: np.concatenate([w.ravel() for w in kept])}

    @cached_property
    def number_rules(self) -> tuple[Rule, ...]:
        """The same for single numbers."""
        return tuple(
            r
            for name, values in self.columns.items()
            for r in about_numbers(tr(name), values, given=name != EXPECTED)
        )

    @cached_property
    def signs(self) -> tuple[Rule, ...]:
        """Those of them that are about signs."""
        return tuple(r for name, values in self.columns.items() for r in about_signs(tr(name), values))


def sizes(arguments: Mapping[str, Any]) -> dict[str, float]:
    """Numbers that a factor may be named after: m and n of the first matrix, single numbers, lengths."""
    found: dict[str, float] = {}
    for value in arguments.values():
        if isinstance(value, np.ndarray) and value.ndim == 2 and "m" not in found:
            found |= dict(zip("mn", map(float, value.shape), strict=True))
    for name, value in arguments.items():
        array = numbers(value)
        if array is not None and array.ndim < 2:
            found |= {f"`{name}`": array.item()} if not array.ndim else {f"`len({name})`": float(len(array))}
    return {name: np.float64(value) for name, value in found.items()}  # which overflows to an infinity


def inputs_of(exercise: Exercise, lead: Check) -> Inputs:
    """The inputs of all visible checks that judge the same result as `lead` does."""
    return _inputs(_Same(exercise), lead.part) if lead.judge in JUDGED else Inputs((), ())


JUDGED = ("close", "raises")


def judged(exercise: Exercise) -> list[Check]:
    """The visible checks that hold a result against an expected one."""
    return [c for c in exercise.checks if not c.hidden and c.judge in JUDGED]


def numbers(value: Any) -> Array | None:
    """Real numbers as an array of floats, or None."""
    array = as_numbers(value)
    return None if array is None or array.dtype.kind == "c" else array.astype(float)


@dataclass(frozen=True, eq=False)
class _Same:
    """An exercise that is equal to itself only: arrays cannot be hashed."""

    exercise: Exercise

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.exercise is self.exercise

    def __hash__(self) -> int:
        return id(self.exercise)


@lru_cache(REMEMBERED)
def _inputs(same: _Same, part: Any) -> Inputs:
    checks = tuple(c for c in judged(same.exercise) if c.part == part)
    arguments = tuple(_arguments(same.exercise, c) for c in checks)
    return Inputs(arguments, tuple(c.want for c in checks), checks)


def _arguments(exercise: Exercise, check: Check) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in exercise.arguments(check.probe).items():
        found |= value if isinstance(value, dict) else {name: value}
    return {k: v for k, v in found.items() if not isinstance(v, Fn | str) and v is not None}
