"""Which attempt of each lesson counts, and where grace days are spent: the plan with the largest total."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar


class Worth(Protocol):
    """What decides between two ways: grace days that they take, points, and extra points."""

    @property
    def days(self) -> int: ...
    @property
    def core(self) -> float: ...
    @property
    def extra(self) -> float: ...


W = TypeVar("W", bound=Worth)


@dataclass(frozen=True)
class Option:
    """One way in which a lesson may count. points: by title; notes: how it came about."""

    days: int
    core: float
    extra: float
    points: Mapping[str, float | None]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Plan:
    days: int = 0
    core: float = 0.0
    extra: float = 0.0
    chosen: tuple[Option, ...] = ()

    def then(self, option: Option) -> _Plan:
        return _Plan(
            self.days + option.days,
            self.core + option.core,
            self.extra + option.extra,
            (*self.chosen, option),
        )


def best_plan(lessons: Iterable[Sequence[Option]], budget: int, most_extra: float) -> tuple[Option, ...]:
    """One option for each lesson: the largest total of all that take at most `budget` days, and of those the fewest days.

    most_extra: how many extra points count in all.
    """
    plans = [_Plan()]
    for options in lessons:
        plans = undominated(
            plan.then(option) for plan in plans for option in options if plan.days + option.days <= budget
        )
    return max(plans, key=lambda p: (round(p.core + min(p.extra, most_extra), 9), -p.days)).chosen


def undominated(ways: Iterable[W]) -> list[W]:
    """Those of which none is better in one respect and as good in the others; of equals the first."""
    kept: list[W] = []
    for way in sorted(ways, key=lambda w: (w.days, -w.core, -w.extra)):
        if not any(k.core >= way.core and k.extra >= way.extra for k in kept):
            kept.append(way)
    return kept
