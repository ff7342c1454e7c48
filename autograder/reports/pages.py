"""Pages for people: feedback for a student, an overview for the instructor. Self-contained HTML, no scripts."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from autograder.grading.show import clean
from autograder.grading.verdict import PASSED
from autograder.reports.results import Column, StudentResult

LEVELS = {
    "process": "Submissions ran in a process of their own, without the answers, and were not confined any further.",
}


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("autograder.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["clean"] = clean
    environment.filters["number"] = lambda value: f"{value:g}"
    return environment


def feedback_page(result: StudentResult, titles: dict[str, str]) -> str:
    """What one student reads. titles: of the lessons, by slug."""
    lessons: dict[str, list[dict[str, Any]]] = {}
    for column in result.columns:
        verdicts = result.verdicts(column)
        lessons.setdefault(column.lesson, []).append(
            {"column": column, "verdicts": verdicts, "points": result.points(column)}
        )
    page = _environment().get_template("feedback.html")
    return page.render(
        result=result, lessons=lessons, titles=titles, PASSED=PASSED, level=LEVELS[result.data["level"]]
    )


class ClassPage:
    """The class at a glance; results are added one by one so that memory stays flat."""

    def __init__(self, columns: list[Column]) -> None:
        self.columns = columns
        self.rows: list[dict[str, Any]] = []
        self.earned = {c.title: 0.0 for c in columns}
        self.mistakes: dict[tuple[str, str], int] = {}
        self.levels: set[str] = set()
        self.statuses: Counter[str] = Counter()

    def add(self, result: StudentResult, page: str) -> None:
        points = [result.points(c) for c in self.columns]
        for column, p in zip(self.columns, points, strict=True):
            self.earned[column.title] += p or 0.0
            for name in {v.mistake for v in result.verdicts(column) if v.mistake}:
                self.mistakes[column.title, name] = self.mistakes.get((column.title, name), 0) + 1
        row = {"student": result.student, "points": points, "total": result.total, "status": result.status}
        self.rows.append({**row, "page": page})
        self.levels.add(result.data["level"])
        self.statuses[result.data["status"]] += 1

    def render(self) -> str:
        count = max(len(self.rows), 1)
        return _environment().get_template("class.html").render(
            columns=self.columns,
            rows=self.rows,
            means=[self.earned[c.title] / count for c in self.columns],
            totals=[r["total"] for r in self.rows],
            max_total=sum(c.max_points for c in self.columns if c.counts),
            mistakes=sorted(self.mistakes.items(), key=lambda m: (-m[1], m[0])),
            levels=[LEVELS[level] for level in sorted(self.levels)],
        )
