"""`rubric/<question>.html`: everybody's answers to a question, to be marked by keyboard. Nothing leaves the page but rows."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from markupsafe import Markup

from autograder.grading.checks import Essay
from autograder.reports.pages import TEMPLATES, environment
from autograder.reports.results import Adjustment, Column, StudentResult
from autograder.reports.table import safe_text

SIZE = 500
BULLET = r"^[-*] {}((?:.*\n?)(?:[ \t]+\S.*\n?)*)"
CRITERION = re.compile(BULLET.format(r"(.+?) \((\d+(?:\.\d+)?)\): *"), re.MULTILINE)
REMARK = re.compile(BULLET.format(r"(?=[\"“])"), re.MULTILINE)


@dataclass(frozen=True)
class Criterion:
    """A part of a rubric that has points of its own."""

    name: str
    points: float
    text: str = ""


@dataclass(frozen=True)
class Answer:
    """What one student wrote, "" if nothing was found. given: the points that it has already. row: the name in a row."""

    student: str
    row: str
    text: str
    file: str
    given: Adjustment | None = None

    @classmethod
    def of(cls, result: StudentResult, column: Column, row: str) -> Answer:
        essay = result.essay(column)
        given = result.adjustments.get(column.title)
        return cls(result.student, row, essay.get("text", ""), essay.get("file", ""), given)

    @property
    def words(self) -> int:
        return len(self.text.split())

    @property
    def digest(self) -> str:
        """By which the page knows a text that has changed since it was marked."""
        return sha256(self.text.encode("utf-8", "backslashreplace")).hexdigest()[:16]


def criteria(essay: Essay) -> list[Criterion]:
    """Lines `- Name (points): text` of the rubric; one for the whole if they do not add up to the question's points."""
    found = [Criterion(n, float(p), " ".join(t.split())) for n, p, t in CRITERION.findall(essay.rubric)]
    exact = found and sum(c.points for c in found) == essay.points
    return found if exact else [Criterion("Points", essay.points)]


def remarks(essay: Essay) -> list[str]:
    """Lines `- "What is often written": what to say about it`, which are at hand for comments."""
    return [" ".join(text.split()) for text in REMARK.findall(essay.rubric)]


def row_names(students: Sequence[str]) -> dict[str, str]:
    """How a student is written into a row: as in `grades.csv`, but where two would look alike, as the folder."""
    shown = [safe_text(s) for s in students]
    twice = {name for name in shown if shown.count(name) > 1} if len({*shown}) < len(shown) else set()
    return {s: s if name in twice else name for s, name in zip(students, shown, strict=True)}


@dataclass(frozen=True)
class RubricPage:
    """One page of answers to a question, of so many pages."""

    column: Column
    essay: Essay
    number: int = 1
    count: int = 1

    @property
    def name(self) -> str:
        """The page's file name."""
        return f"{self.column.title}{f'-{self.number}' if self.number > 1 else ''}.html"

    @cached_property
    def script(self) -> str:
        return (TEMPLATES / "rubric.js").read_text(encoding="utf-8")

    def parts(self, answers: Iterable[Answer]) -> Iterator[str]:
        """The page, piece by piece."""
        style = (TEMPLATES / "rubric.css").read_text(encoding="utf-8")
        allowed = base64.b64encode(sha256(self.script.encode()).digest()).decode()
        yield from (
            environment()
            .get_template("rubric.html")
            .generate(
                page=self,
                column=self.column,
                essay=self.essay,
                criteria=criteria(self.essay),
                remarks=remarks(self.essay),
                answers=answers,
                own_style=Markup(style),  # noqa: S704 - a file of ours
                script=Markup(self.script),  # noqa: S704 - a file of ours
                allowed=allowed,
            )
        )


def numbers(students: int) -> range:
    """The pages that so many students take."""
    return range(1, max(1, -(-students // SIZE)) + 1)
