"""Pages for people: feedback for a student, an overview for the instructor. Self-contained HTML, no scripts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from autograder.confinement.level import LEVELS
from autograder.grading.show import clean
from autograder.grading.text import tells
from autograder.grading.verdict import GRADER_ERROR, PASSED, UNATTEMPTED, Verdict
from autograder.reports.results import Column, StudentResult


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
    environment.filters["prose"] = prose
    environment.filters["number"] = lambda value: f"{value:g}"
    return environment


def prose(text: str) -> Markup:
    """A sentence as HTML: whatever students wrote is escaped, `names` become code."""
    safe = str(escape(clean(text)))
    return Markup(re.sub(r"`([^`\n]+)`", r"<code>\1</code>", safe))  # noqa: S704 - escaped above


@dataclass(frozen=True)
class Part:
    """What a student reads about one exercise or question."""

    column: Column
    verdicts: tuple[Verdict, ...]
    points: float | None

    @property
    def wrong(self) -> list[Verdict]:
        return [v for v in self.verdicts if v.status != PASSED]

    @property
    def is_attempted(self) -> bool:
        return any(v.status != UNATTEMPTED for v in self.verdicts)

    @property
    def lead(self) -> Verdict | None:
        """The visible check that tells the whole story."""
        return next(filter(tells, self.wrong), None)

    @property
    def hint(self) -> str:
        """For an exercise of which only hidden checks fail."""
        return next((v.message.hint for v in self.wrong if v.message and v.message.hint), "")

    @property
    def why_not(self) -> list[str]:
        """Why there was nothing to judge, root cause first: the file does not load, a stub, no function."""
        messages = [v.message for v in self.verdicts if v.message and not v.hidden]
        most = max(messages, key=lambda m: len(m.first), default=None)
        return [s for s in (most.first, most.what) if s] if most else []


@lru_cache(maxsize=200)  # many students do alike
def _section(part: Part) -> Markup:
    template = _environment().get_template("exercise.html")
    return Markup(template.render(p=part, PASSED=PASSED, GRADER_ERROR=GRADER_ERROR))  # noqa: S704 - escaped there


def _sections(result: StudentResult, slug: str, parts: Sequence[Part]) -> list[Markup]:
    if result.ungraded or not result.file(slug):
        return []
    return [_section(p) for p in parts if p.column.lesson == slug]


def feedback_page(result: StudentResult, titles: dict[str, str]) -> str:
    """What one student reads, root cause first. titles: of the lessons, by slug."""
    parts = [Part(c, result.verdicts(c), result.points(c)) for c in result.columns]
    automatic = [p for p in parts if p.verdicts]
    return (
        _environment()
        .get_template("feedback.html")
        .render(
            result=result,
            lessons={slug: _sections(result, slug, parts) for slug in titles},
            titles=titles,
            right=[p for p in automatic if not p.wrong],
            next=[p for p in automatic if p.wrong and p.is_attempted],
            level=LEVELS[result.data["level"]].sentence,
        )
    )


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
            _environment()
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
