"""A course's policy, as `policy.toml` has it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from typing import Protocol

from autograder.policy.due import Due, Late

ALWAYS, NEVER, AFTER_DUE = "always", "never", "after due"
ASPECTS = ("points", "messages", "hints", "pictures", "hidden_labels")


class Item(Protocol):
    """An exercise or question with points: a column of `grades.csv`. counts: automatic and not extra."""

    @property
    def lesson(self) -> str: ...
    @property
    def topic(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def max_points(self) -> float: ...
    @property
    def extra(self) -> bool: ...
    @property
    def manual(self) -> bool: ...


@dataclass(frozen=True)
class Sight:
    """What a student may see of a lesson."""

    points: bool = True
    messages: bool = True
    hints: bool = True
    pictures: bool = True
    hidden_labels: bool = True


ALL = Sight()


@dataclass(frozen=True)
class Policy:
    """What is made of points. Without any setting, nothing: final points are those that were earned.

    best: the best attempt counts for each lesson, not the last. essays: they are part of the total. out_of: what
    totals are scaled to. weights: by title of an exercise. due: by lesson. grace_days: for each student in all;
    grace_per_lesson: the most for one; None where it is not limited, both None for no grace. extra: how many extra
    points count. excused: lessons by student. extensions: later due dates by student and lesson. sees: from when
    students see something, by aspect.
    """

    zone: tzinfo = UTC
    best: bool = False
    essays: bool = False
    out_of: float | None = None
    weights: Mapping[str, float] = field(default_factory=dict)
    due: Mapping[str, Due] = field(default_factory=dict)
    late: Late | None = None
    grace_days: int | None = None
    grace_per_lesson: int | None = None
    extra: float = 0.0
    excused: Mapping[str, frozenset[str]] = field(default_factory=dict)
    extensions: Mapping[str, Mapping[str, Due]] = field(default_factory=dict)
    sees: Mapping[str, str | Due] = field(default_factory=dict)

    def due_of(self, student: str, lesson: str) -> Due | None:
        """When a lesson is due for somebody, if ever."""
        return self.extensions.get(student, {}).get(lesson) or self.due.get(lesson)

    def is_excused(self, student: str, lesson: str) -> bool:
        return lesson in self.excused.get(student, ())

    def sight(self, student: str, lesson: str, now: float) -> Sight:
        """What somebody may see of a lesson by now."""
        return Sight(**{aspect: self._is_seen(aspect, student, lesson, now) for aspect in self.sees})

    def _is_seen(self, aspect: str, student: str, lesson: str, now: float) -> bool:
        when = self.sees[aspect]
        if when == AFTER_DUE:
            due = self.due_of(student, lesson)
            return due is not None and due.instant() <= now
        return when.instant() <= now if isinstance(when, Due) else when == ALWAYS

    def passed(self, now: float) -> int:
        """How many of its times are over: as long as this stays the same, so does what is seen."""
        late = [due for mine in self.extensions.values() for due in mine.values()]
        dates = [when for when in self.sees.values() if isinstance(when, Due)]
        return sum(due.instant() <= now for due in (*self.due.values(), *late, *dates))
