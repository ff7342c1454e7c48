"""`class.html`: the class at a glance, for the instructor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from autograder.confinement.level import LEVELS
from autograder.grading.verdict import CRASHED, TIMED_OUT
from autograder.reports.clusters import Clusters
from autograder.reports.item_analysis import FEWEST, Items, remark
from autograder.reports.pages import environment
from autograder.reports.results import Column, StudentResult
from autograder.reports.shown import PAIRS, Read, shown_clusters
from autograder.reports.stuck import StuckStudents
from autograder.reports.totals import Totals

LISTED = 300  # students whose points are in the page; `grades.csv` has them all


class ClassPage:
    """The class at a glance. Results are added one by one; what is kept of them does not grow with the class."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self.columns = columns
        self.graded = [c for c in columns if not c.manual]
        self.counting = [c for c in columns if c.counts]
        self.size = 0
        self.rows: list[tuple[str, str, tuple[float | None, ...], float | None, str]] = []
        self.sums, self.known = np.zeros(len(columns)), np.zeros(len(columns))
        self.items = Items(np.array([c.max_points for c in self.counting]))
        self.totals = Totals(sum(c.max_points for c in self.counting))
        self.mistakes: Counter[tuple[str, str]] = Counter()
        self.endings: dict[str, Counter[str]] = {TIMED_OUT: Counter(), CRASHED: Counter()}
        self.clusters, self.stuck = Clusters(columns), StuckStudents()
        self.levels: set[str] = set()
        self.statuses: Counter[str] = Counter()

    def add(self, result: StudentResult, page: str) -> None:
        """Add one student, whose feedback is at the address `page`."""
        self.size += 1
        points = tuple(result.points(c) for c in self.columns)
        if len(self.rows) <= LISTED:
            self.rows.append((result.student, page, points, result.total, result.status))
        self.sums += [p or 0.0 for p in points]
        self.known += [p is not None for p in points]
        outcomes = {c: found for c in self.graded if (found := result.outcomes(c))}
        if outcomes:
            graded = [
                p if c in outcomes else None for c, p in zip(self.columns, points, strict=True) if c.counts
            ]
            self.items.add(np.array(graded, float))
            self.totals.add(sum(p for c, p in zip(self.columns, points, strict=True) if c.counts and p))
        for column, statuses in outcomes.items():
            for ending in self.endings.keys() & statuses:
                self.endings[ending][column.title] += 1
            self.mistakes.update((column.title, name) for name in result.mistakes(column))
        self.clusters.add(result, page)
        self.stuck.add(result, outcomes, page)
        self.levels.add(result.data["level"])
        self.statuses[result.data["status"]] += 1

    def render(self, read: Read = lambda students: ()) -> str:
        """The page. read: the results of some students, for the programs that are shown."""
        means = [s / n if n else None for s, n in zip(self.sums, self.known, strict=True)]
        shown = shown_clusters(self.clusters, read)
        return (
            environment()
            .get_template("class.html")
            .render(
                columns=self.columns,
                size=self.size,
                rows=self.rows if self.size <= LISTED else [],
                means=means,
                totals=self.totals,
                items=self._items(),
                alpha=self.items.alpha,
                error=self.items.error,
                used=int(self.items.used.sum()),
                fewest=FEWEST,
                shown=shown,
                exact=self.clusters.is_exact,
                rest={c: self.clusters.of(c)[len(found) :] for c, found in shown.items()},
                pairs=PAIRS,
                mistakes=sorted(self.mistakes.items(), key=lambda m: (-m[1], m[0])),
                endings=[
                    (c.title, *counts)
                    for c in self.graded
                    if any(counts := [n[c.title] for n in self.endings.values()])
                ],
                stuck=self.stuck,
                statuses=sorted(self.statuses.items()),
                levels=[LEVELS[level].sentence for level in sorted(self.levels)],
            )
        )

    def _items(self) -> dict[str, tuple[int, float | None, float | None, str]]:
        """By title of the column: students, difficulty, discrimination, a remark."""
        found = {}
        every = (self.items.students, self.items.difficulty, self.items.discrimination)
        for column, n, share, r in zip(self.counting, *every, strict=True):
            word = remark(share, r) if n >= FEWEST else ""
            found[column.title] = (int(n), _known(share), _known(r), word)
        return found


def _known(number: float) -> float | None:
    return float(number) if np.isfinite(number) else None
