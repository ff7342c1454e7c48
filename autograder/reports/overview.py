"""`class.html`: the class at a glance, for the instructor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from autograder.confinement.level import LEVELS
from autograder.reports.pages import environment
from autograder.reports.results import Column, StudentResult


class ClassPage:
    """The class at a glance; results are added one by one, and only a table row is kept of each."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self.columns = columns
        self.rows: list[tuple[str, str, tuple[float | None, ...], float | None, str]] = []
        self.mistakes: Counter[tuple[str, str]] = Counter()
        self.levels: set[str] = set()
        self.statuses: Counter[str] = Counter()

    def add(self, result: StudentResult, page: str) -> None:
        """Add one student, whose feedback is at the address `page`."""
        points = tuple(result.points(c) for c in self.columns)
        self.rows.append((result.student, page, points, result.total, result.status))
        for column in self.columns:
            self.mistakes.update((column.title, name) for name in result.mistakes(column))
        self.levels.add(result.data["level"])
        self.statuses[result.data["status"]] += 1

    def render(self) -> str:
        points = list(zip(*(row[2] for row in self.rows), strict=True)) or [()] * len(self.columns)
        return (
            environment()
            .get_template("class.html")
            .render(
                columns=self.columns,
                rows=self.rows,
                means=[_mean(p) for p in points],
                mean=_mean([row[3] for row in self.rows]),
                max_total=sum(c.max_points for c in self.columns if c.counts),
                mistakes=sorted(self.mistakes.items(), key=lambda m: (-m[1], m[0])),
                statuses=sorted(self.statuses.items()),
                levels=[LEVELS[level].sentence for level in sorted(self.levels)],
            )
        )


def _mean(points: Sequence[float | None]) -> float | None:
    known = [p for p in points if p is not None]
    return sum(known) / len(known) if known else None
