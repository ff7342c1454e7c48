"""What `autograder grade` left in a folder, for exports."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.batch.store import Store
from autograder.policy.final import Final, final
from autograder.policy.policy import Policy
from autograder.policy.reading import PolicyError
from autograder.reports.adjustments import Adjustments, adjustments_beside
from autograder.reports.results import Column, StudentResult
from autograder.reports.rules import Rules

Points = Callable[[StudentResult], float | None]


class GradesError(Exception):
    """There is nothing to export; the text is one sentence."""


@dataclass(frozen=True)
class Grades:
    """A folder of grades. Results are read one at a time, in the order of `grades.csv`."""

    folder: Path
    store: Store
    columns: list[Column]
    students: list[str]
    adjustments: Adjustments
    rules: Rules

    def results(self) -> Iterator[StudentResult]:
        """Everybody's result."""
        for data in self.store.latest(self.students):
            yield self.rules.result(data, self.columns, self.adjustments.of(str(data["student"])))

    def points(self, what: str) -> tuple[Points, float]:
        """How to get the points that were asked for, and their maximum.

        what: `total`, a lesson (its total) or an exercise or question. With a policy those that count in the end.
        Raises GradesError.
        """
        policy = self.rules.policy
        if what == "total":
            return lambda result: result.score, self.best
        for column in self.columns:
            if what in (column.title, column.name) and sum(c.name == what for c in self.columns) < 2:
                weight = policy.weights.get(column.title, 1.0) if policy else 1.0
                return lambda result, c=column: result.worth(c), column.max_points * weight
        lesson = [
            c
            for c in self.columns
            if c.counts and (what in (c.lesson, c.topic) or c.lesson.startswith((f"{what}_", f"0{what}_")))
        ]
        if lesson and policy:
            slug = lesson[0].lesson
            return lambda result: _counted(result, slug), self._nothing(policy).lessons[slug].max_points
        if lesson:
            return lambda result: _sum(result, lesson), sum(c.max_points for c in lesson)
        raise self._unknown(what)

    @property
    def best(self) -> float:
        """The largest total of somebody who is not excused from anything."""
        if self.rules.policy:
            return self._nothing(self.rules.policy).max_total
        return sum(c.max_points for c in self.columns if c.counts)

    def _nothing(self, policy: Policy) -> Final:
        """What counts for somebody who has handed in nothing."""
        return final(self.columns, [], policy)

    def _unknown(self, what: str) -> GradesError:
        topics = dict.fromkeys(c.topic for c in self.columns if c.counts)
        there = ", ".join(["total", *topics, *(c.title for c in self.columns)])
        return GradesError(f"`{what}` was not graded in `{self.folder}`; --points takes one of {there}")


def _counted(result: StudentResult, lesson: str) -> float | None:
    """What a lesson counts; None for who is excused or could not be graded."""
    if result.final is None or result.final.lessons[lesson].excused:
        return None
    return result.final.lessons[lesson].points


def _sum(result: StudentResult, columns: list[Column]) -> float | None:
    points = [result.points(c) for c in columns]
    return None if None in points else sum(p for p in points if p is not None)


@contextlib.contextmanager
def grades_in(folder: Path, adjustments: Path | None = None) -> Iterator[Grades]:
    """The grades in a folder; nobody else writes to it meanwhile. Raises GradesError, AdjustmentsError, StoreError."""
    if not (folder / "results.jsonl").is_file():
        raise GradesError(
            f"`{folder}` holds no `results.jsonl`; give the folder that `autograder grade --out` wrote"
        )
    with Store(folder / "results.jsonl") as store:
        columns, students, rules = _about(folder)
        known = {*students, *store.offsets}
        given = adjustments_beside(folder, adjustments, columns, known)
        yield Grades(folder, store, columns, students, given, rules)


def _about(folder: Path) -> tuple[list[Column], list[str], Rules]:
    """What and who was graded, and with which policy, as the reports say."""
    try:
        data = json.loads((folder / ".reports").read_bytes())
        rules = Rules.kept(data, folder / "results.jsonl")
        return [Column(**c) for c in data["columns"]], list(data["students"]), rules
    except (OSError, ValueError, KeyError, TypeError, PolicyError):
        raise GradesError(
            f"the reports in `{folder}` are not finished; run the same `autograder grade` again, then export"
        ) from None
