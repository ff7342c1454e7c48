"""What `autograder grade` left in a folder, for exports."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.batch.store import Store
from autograder.reports.adjustments import Adjustments, adjustments_beside
from autograder.reports.results import Column, StudentResult

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

    def results(self) -> Iterator[StudentResult]:
        """Everybody's result."""
        for data in self.store.latest(self.students):
            yield StudentResult(data, self.columns, self.adjustments.of(str(data["student"])))

    def points(self, what: str) -> tuple[Points, float]:
        """How to get the points that were asked for, and their maximum.

        what: `total`, a lesson (its total) or an exercise or question. Raises GradesError.
        """
        counting = [c for c in self.columns if c.counts]
        if what == "total":
            return lambda result: result.total, sum(c.max_points for c in counting)
        for column in self.columns:
            if what in (column.title, column.name) and sum(c.name == what for c in self.columns) < 2:
                return lambda result, c=column: result.points(c), column.max_points
        lesson = [
            c
            for c in counting
            if what in (c.lesson, c.topic) or c.lesson.startswith((f"{what}_", f"0{what}_"))
        ]
        if lesson:
            return lambda result: _sum(result, lesson), sum(c.max_points for c in lesson)
        there = ", ".join(
            ["total", *dict.fromkeys(c.topic for c in counting), *(c.title for c in self.columns)]
        )
        raise GradesError(f"`{what}` was not graded in `{self.folder}`; --points takes one of {there}")


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
        columns, students = _about(folder)
        known = {*students, *store.offsets}
        yield Grades(
            folder, store, columns, students, adjustments_beside(folder, adjustments, columns, known)
        )


def _about(folder: Path) -> tuple[list[Column], list[str]]:
    """What and who was graded, as the reports say."""
    try:
        data = json.loads((folder / ".reports").read_bytes())
        return [Column(**c) for c in data["columns"]], list(data["students"])
    except (OSError, ValueError, KeyError, TypeError):
        raise GradesError(
            f"the reports in `{folder}` are not finished; run the same `autograder grade` again, then export"
        ) from None
