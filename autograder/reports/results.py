"""A line of `results.jsonl` held against the checks it was graded with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from autograder.grading.checks import Lesson
from autograder.grading.verdict import Graded


@dataclass(frozen=True)
class Column:
    """An exercise or question of the course, as a column of points."""

    lesson: str
    topic: str
    name: str
    max_points: float
    extra: bool = False
    manual: bool = False

    @property
    def title(self) -> str:
        return f"{self.topic}.{self.name}"

    @property
    def counts(self) -> bool:
        """Whether it is part of the totals: automatic and not extra."""
        return not (self.extra or self.manual)


def columns(lessons: Sequence[Lesson]) -> list[Column]:
    """Exercises and questions of a course, in order."""
    return [c for lesson in lessons for c in _columns(lesson)]


def _columns(lesson: Lesson) -> Iterator[Column]:
    for e in lesson.exercises:
        yield Column(lesson.slug, lesson.topic, e.name, e.points, e.extra)
    for q in lesson.essays:
        yield Column(lesson.slug, lesson.topic, q.name, q.points, q.extra, manual=True)


@dataclass(frozen=True)
class StudentResult:
    """One student's result, for reports."""

    data: dict[str, Any]
    columns: list[Column]

    @property
    def student(self) -> str:
        return str(self.data["student"])

    @property
    def status(self) -> str:
        """One word and, unless all is well, one sentence."""
        remarks = "; ".join(self.data["remarks"])
        return f"{self.data['status']}: {remarks}" if remarks else str(self.data["status"])

    @property
    def files(self) -> list[str]:
        return [lesson["file"] for lesson in self.data["lessons"] if lesson["file"]]

    def graded(self, column: Column) -> Graded | None:
        """The verdicts of an exercise; None if the lesson was not handed in."""
        for lesson in self.data["lessons"]:
            if lesson["lesson"] == column.lesson:
                for exercise in lesson["exercises"]:
                    if exercise["name"] == column.name:
                        return Graded.from_data(exercise)
        return None

    def points(self, column: Column) -> float | None:
        """Points earned; None while a person still has to mark it."""
        if column.manual:
            return None
        graded = self.graded(column)
        return graded.points if graded else 0.0

    @property
    def total(self) -> float:
        return sum(self.points(c) or 0.0 for c in self.columns if c.counts)

    @property
    def max_total(self) -> float:
        return sum(c.max_points for c in self.columns if c.counts)
