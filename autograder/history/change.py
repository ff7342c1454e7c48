"""What changes for one student from one result to another, check by check, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from autograder.reports.results import StudentResult

ABSENT = "not graded"  # where a check or a lesson is not part of a result
Lesson = dict[str, Any]


@dataclass(frozen=True)
class CheckChange:
    """One check with another outcome. check: its label, "" for all of an exercise that was not there, or is not now."""

    lesson: str
    exercise: str
    check: str
    before: str
    after: str
    points_before: float
    points_after: float
    why: str

    @property
    def title(self) -> str:
        """`linear_regression.compute_cost[m=5, n=2]`."""
        where = f"{self.lesson.partition('_')[2]}.{self.exercise}"
        return f"{where}[{self.check}]" if self.check else where


@dataclass(frozen=True)
class Change:
    """One student. before, after: totals, None if the grader failed; is_new: there was no result."""

    student: str
    before: float | None
    after: float | None
    checks: tuple[CheckChange, ...]
    is_new: bool = False

    @property
    def gain(self) -> float:
        """Points more than before; what was not graded counts as none."""
        return round((self.after or 0.0) - (self.before or 0.0), 9)


def compare(before: StudentResult | None, after: StudentResult) -> Change:
    """What becomes of a student whose result `after` takes the place of `before`."""
    if before is None:
        return Change(after.student, None, after.total, (), is_new=True)
    return Change(after.student, before.total, after.total, tuple(_changes(before.data, after.data)))


def _changes(before: dict[str, Any], after: dict[str, Any]) -> Iterator[CheckChange]:
    old = {x["lesson"]: x for x in before["lessons"]}
    new = {x["lesson"]: x for x in after["lessons"]}
    for slug in sorted(old.keys() | new.keys()):
        why = reason(before, after, old.get(slug), new.get(slug))
        was, now = _exercises(old.get(slug)), _exercises(new.get(slug))
        for name in dict.fromkeys([*was, *now]):
            yield from _exercise(slug, name, was.get(name), now.get(name), why)


def _exercises(lesson: Lesson | None) -> dict[str, dict[str, dict[str, Any]]]:
    """The checks of each exercise, by label."""
    return {e["name"]: {c["label"]: c for c in e["checks"]} for e in lesson["exercises"]} if lesson else {}


def _exercise(
    slug: str, name: str, was: dict[str, Any] | None, now: dict[str, Any] | None, why: str
) -> Iterator[CheckChange]:
    if was is None or now is None:
        lost, won = (sum(c["points"] for c in (x or {}).values()) for x in (was, now))
        words = (ABSENT, "graded") if was is None else ("graded", ABSENT)
        yield CheckChange(slug, name, "", *words, lost, won, why)
        return
    for label in dict.fromkeys([*was, *now]):
        a, b = was.get(label), now.get(label)
        outcomes = (a["status"] if a else ABSENT, b["status"] if b else ABSENT)
        points = (a["points"] if a else 0.0, b["points"] if b else 0.0)
        if outcomes[0] != outcomes[1] or points[0] != points[1]:
            yield CheckChange(slug, name, label, *outcomes, *points, why)


def reason(before: dict[str, Any], after: dict[str, Any], old: Lesson | None, new: Lesson | None) -> str:
    """Why a lesson was graded again: all that it rests on and that is not as it was."""
    if "undo" in after:
        return "a regrade is taken back"
    if new is None:
        return "it is no longer handed in, or no longer asked for"
    if old is None:
        return "it was not graded before"
    if "grader" not in before:
        return "it was graded by an earlier version, which did not say with what"
    found = [
        text
        for key, text in (("files", "its file changed"), ("checks", "its checks changed"))
        if old.get(key) != new.get(key)
    ]
    if before["grader"] != after["grader"]:
        found.append("the grader changed")
    if before["level"] != after["level"]:
        found.append(f"confinement changed from {before['level']} to {after['level']}")
    return " and ".join(found) or "the grader had failed"
