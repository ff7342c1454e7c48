"""A line of `results.jsonl` held against the checks it was graded with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from autograder.grading.checks import Lesson
from autograder.grading.verdict import GRADER_ERROR, Graded, Verdict
from autograder.policy.final import Final
from autograder.policy.policy import ALL, Sight
from autograder.reports.seen import told
from autograder.texts import tr

REMARKS = 3


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


@dataclass(frozen=True)
class Adjustment:
    """Points that a person gave, instead of those that were counted."""

    points: float
    comment: str = ""
    by: str = ""


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
    """One student's result, for reports. adjustments: what persons decided, by title of the column.

    final: what counts, if there is a policy. sights: what the student may see, by lesson; all if nothing is said.
    """

    data: dict[str, Any]
    columns: list[Column]
    adjustments: Mapping[str, Adjustment] = field(default_factory=dict)
    final: Final | None = None
    sights: Mapping[str, Sight] = field(default_factory=dict)

    @property
    def student(self) -> str:
        return str(self.data["student"])

    @property
    def remarks(self) -> list[str]:
        """What an instructor or a student should know besides points."""
        return list(self.data["remarks"])

    @property
    def status(self) -> str:
        """One word and, unless all is well, a sentence or three."""
        first, more = self.remarks[:REMARKS], len(self.remarks) - REMARKS
        text = "; ".join(first) + (tr("; and {more} more", more=more) if more > 0 else "")
        return f"{self.data['status']}: {text}" if text else str(self.data["status"])

    @property
    def ungraded(self) -> bool:
        """Whether the grader itself failed, so that there are no points to speak of."""
        return self.data["status"] == GRADER_ERROR and not self.data["lessons"]

    @property
    def files(self) -> list[str]:
        return [lesson["file"] for lesson in self.data["lessons"] if lesson["file"]]

    @cached_property
    def _exercises(self) -> dict[tuple[str, str], dict[str, Any]]:
        """What was graded, by lesson and exercise."""
        return {(x["lesson"], e["name"]): e for x in self.data["lessons"] for e in x["exercises"]}

    @cached_property
    def _verdicts(self) -> dict[tuple[str, str], tuple[Verdict, ...]]:
        return {key: Graded.from_data(e).verdicts for key, e in self._exercises.items()}

    def file(self, lesson: str) -> str:
        """The file that was handed in for a lesson, "" if there is none."""
        return next((str(x["file"]) for x in self.data["lessons"] if x["lesson"] == lesson), "")

    def verdicts(self, column: Column) -> tuple[Verdict, ...]:
        """The outcome of every check of an exercise; none if no file could be read."""
        return self._verdicts.get((column.lesson, column.name), ())

    def sight(self, column: Column) -> Sight:
        """What the student may see of an exercise."""
        return self.sights.get(column.lesson, ALL)

    def told(self, column: Column) -> tuple[Verdict, ...]:
        """The outcome of every check as the student may see it."""
        return told(self.verdicts(column), self.sight(column))

    @property
    def shows_points(self) -> bool:
        """Whether the student may see the points of all lessons, and so the total."""
        return all(sight.points for sight in self.sights.values())

    def points(self, column: Column) -> float | None:
        """Points earned; None while a person still has to mark it, or if the grader failed."""
        given = self.adjustments.get(column.title)
        return given.points if given else self.counted(column)

    @property
    def adjusted(self) -> list[tuple[Column, Adjustment]]:
        """What a person gave points for."""
        return [(c, self.adjustments[c.title]) for c in self.columns if c.title in self.adjustments]

    def counted(self, column: Column) -> float | None:
        """Points of the checks alone, as `points`."""
        if column.manual or self.ungraded:
            return None
        return self._points.get((column.lesson, column.name), 0.0)

    @cached_property
    def _points(self) -> dict[tuple[str, str], float]:
        return {k: sum(float(c["points"]) for c in e["checks"]) for k, e in self._exercises.items()}

    def mistakes(self, column: Column) -> set[str]:
        """Names of the mistakes that were recognised."""
        exercise = self._exercises.get((column.lesson, column.name), {"checks": []})
        return {check["mistake"] for check in exercise["checks"] if check.get("mistake")}

    def kept(self, column: Column) -> tuple[str, str, str] | None:
        """What a wrong program is: a known mistake or a behaviour (see `grading.behaviour`), and its text; else None."""
        exercise = self._exercises.get((column.lesson, column.name))
        if exercise is None:
            return None
        if behaviour := exercise.get("behaviour", ""):
            return "", behaviour, exercise.get("source", "")
        mistake = next((c["mistake"] for c in exercise["checks"] if "mistake" in c), "")
        return (mistake, "", exercise.get("source", "")) if mistake else None

    def outcomes(self, column: Column) -> set[str]:
        """Which statuses its checks have; none if no file could be read."""
        exercise = self._exercises.get((column.lesson, column.name))
        return {c["status"] for c in exercise["checks"]} if exercise else set()

    @property
    def total(self) -> float | None:
        """Points of all that counts; None if the grader failed."""
        return None if self.ungraded else sum(self.points(c) or 0.0 for c in self.columns if c.counts)

    @property
    def max_total(self) -> float:
        return sum(c.max_points for c in self.columns if c.counts)

    def worth(self, column: Column) -> float | None:
        """What an exercise counts: its final points if there is a policy."""
        return self.final.points.get(column.title) if self.final else self.points(column)

    @property
    def score(self) -> float | None:
        """The total that counts: the final one if there is a policy; None while it is not known."""
        return self.final.total if self.final else self.total

    @property
    def max_score(self) -> float:
        """The best possible `score`."""
        return self.final.max_total if self.final else self.max_total

    def essay(self, column: Column) -> dict[str, str]:
        """The answer to a question: its `text` and the `file` it is from; empty if none was found."""
        return dict(self.data.get("essays", {}).get(column.title, {}))


def adjusted_lines(result: StudentResult) -> Iterator[str]:
    """What persons gave points for, so far as the student may see it, a sentence each."""
    for column, given in result.adjusted:
        if not result.sight(column).points:
            continue
        counted = result.counted(column)
        instead = (
            tr(" instead of {counted:g}", counted=counted)
            if counted is not None and not column.manual
            else ""
        )
        comment = f": {given.comment}" if given.comment else ""
        by = f" ({given.by})" if given.by else ""
        yield tr(
            "{title}: {points:g} of {max_points:g} points{instead}, given by a person{by}{comment}",
            title=column.title,
            points=given.points,
            max_points=column.max_points,
            instead=instead,
            by=by,
            comment=comment,
        )
