"""`feedback/<student>.html`: what one student reads, root cause first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from markupsafe import Markup, escape

from autograder.confinement.level import LEVELS
from autograder.grading.checks import Exercise, Lesson
from autograder.grading.show import clean
from autograder.grading.verdict import GRADER_ERROR
from autograder.pictures import picture
from autograder.reports.pages import environment
from autograder.reports.part import Part
from autograder.reports.results import Column, StudentResult, columns
from autograder.texts import mark

SHARED, SAME = 500, 64  # exercises that were done alike; pages with nothing in them but another name
NAME = Markup("\ue000")  # stands for it: `clean` lets nobody write this character
RUNGS = (mark("a question"), mark("a nudge"), mark("a worked example of another function"))


@dataclass(frozen=True)
class LessonPart:
    """What a student reads about one lesson. file: what was handed in, "" if nothing was."""

    slug: str
    title: str
    file: str
    parts: list[Part]
    sections: list[Markup]

    @property
    def is_unread(self) -> bool:
        """Whether a file is there and nothing of it could be judged."""
        return bool(self.file) and not any(p.verdicts or p.column.manual for p in self.parts)

    @property
    def shows_points(self) -> bool:
        return all(p.sight.points for p in self.parts)

    @property
    def points(self) -> float:
        return sum(p.points or 0.0 for p in self.parts if p.column.counts)

    @property
    def max_points(self) -> float:
        return sum(p.column.max_points for p in self.parts if p.column.counts)

    @property
    def extra(self) -> float:
        """Points that are not part of the total."""
        return sum(p.points or 0.0 for p in self.parts if p.column.extra)


class Feedback:
    """The pages of a course's students. What many students read about an exercise is made once."""

    def __init__(self, lessons: Sequence[Lesson]) -> None:
        self.columns = columns(lessons)
        self.titles = {lesson.slug: clean(lesson.title) for lesson in lessons}
        self.exercises = {(lesson.slug, e.name): e for lesson in lessons for e in lesson.exercises}
        self.part = lru_cache(maxsize=SHARED)(Part)
        self.section = lru_cache(maxsize=SHARED)(self._section)
        self.pages: dict[Any, str] = {}

    def page(self, result: StudentResult) -> str:
        """All of one student's page."""
        parts = self.parts(result)
        name = escape(clean(result.student))
        if result.final or result.adjusted:
            return self._rendered(result, parts, name)
        there = frozenset(slug for slug in self.titles if result.file(slug))
        facts = result.data["status"], result.data["level"], result.ungraded, result.shows_points
        key = parts, there, tuple(result.remarks), facts
        page = self.pages.get(key)
        if page is None:
            if len(self.pages) == SAME:
                self.pages.clear()
            page = self.pages[key] = self._rendered(result, parts, NAME)
        return page.replace(NAME, name)

    def parts(self, result: StudentResult) -> tuple[Part, ...]:
        """What the page tells, column by column."""
        return tuple(
            self.part(c, result.told(c), result.points(c), result.sight(c), _found(result, c))
            for c in self.columns
        )

    def _rendered(self, result: StudentResult, parts: Sequence[Part], name: Markup) -> str:
        lessons = [self._lesson(slug, result, parts) for slug in self.titles]
        there = [p for lesson in lessons if lesson.file for p in lesson.parts]
        begun = steps(there)
        template = environment().get_template("feedback.html")
        return template.render(
            result=result,
            name=name,
            lessons=lessons,
            titles=self.titles,
            absent=[lesson for lesson in lessons if not (lesson.file or result.ungraded)],
            unread=[lesson for lesson in lessons if lesson.is_unread],
            blocked=list(dict.fromkeys(p.blocked for p in there if p.blocked)),
            begun=begun,
            needed=_needed(begun),
            untouched=[p for p in there if p.verdicts and not p.is_attempted and not p.blocked],
            manual=[p for p in there if p.column.manual],
            right=[p for p in there if p.is_right],
            passed=sum(len(p.passed) for p in begun),
            checks=sum(len(p.verdicts) for p in begun),
            level=LEVELS[result.data["level"]].sentence,
        )

    def _lesson(self, slug: str, result: StudentResult, parts: Iterable[Part]) -> LessonPart:
        mine = [p for p in parts if p.column.lesson == slug]
        file = "" if result.ungraded else result.file(slug)
        return LessonPart(
            slug, self.titles[slug], file, mine, [self.section(p) for p in mine] if file else []
        )

    def _section(self, part: Part) -> Markup:
        exercise = self.exercises.get((part.column.lesson, part.column.name))
        svg, caption = _picture(part, exercise)
        template = environment().get_template("exercise.html")
        rungs = _rungs(part, exercise)
        html = template.render(p=part, rungs=rungs, svg=svg, caption=caption, GRADER_ERROR=GRADER_ERROR)
        return Markup(html)  # noqa: S704 - escaped there


def steps(parts: Sequence[Part]) -> list[Part]:
    """What is begun and not right: what others lean on first, what leans on others last, else as in the course."""
    begun = [p for p in parts if p.is_begun]
    needed = _needed(begun)
    return sorted(begun, key=lambda p: 0 if p.column.title in needed else 2 if p.leans_on else 1)


def _needed(parts: Sequence[Part]) -> dict[str, list[Part]]:
    """Those that lean on an exercise that is not right, by its title."""
    needed: dict[str, list[Part]] = {}
    for part in parts:
        if part.leans_on:
            needed.setdefault(f"{part.column.topic}.{part.leans_on}", []).append(part)
    return needed


def _rungs(part: Part, exercise: Exercise | None) -> list[tuple[str, str]]:
    """The hints that are folded away, each with its name: those after the one that is shown."""
    if exercise is None or part.is_right or not part.sight.hints:
        return []
    ladder = list(zip(RUNGS, exercise.hints, strict=False))
    return [(name, hint) for name, hint in ladder[1 if part.hint else 0 :] if hint != part.hint]


def _found(result: StudentResult, column: Column) -> str:
    """Whether an answer to a question was found, and where."""
    if not column.manual:
        return ""
    if not (essay := result.essay(column)):
        where = f"`{column.name}.md` beside your script, or the notebook's cell below the question"
        return f"No answer of yours was found; it belongs into {where}."
    return f"Your answer was found in `{essay['file']}`: {len(essay['text'].split())} words."


def _picture(part: Part, exercise: Exercise | None) -> tuple[Markup, str]:
    """What the lead check returned, as SVG and in words; "" if there is nothing to see.

    A hidden check never leads, so it never has a picture.
    """
    lead = part.lead
    if exercise is None or lead is None or lead.hidden or lead.message is None or not part.sight.pictures:
        return Markup(), ""
    drawn = picture(exercise, lead.label, lead.message.value)
    if drawn is None:
        return Markup(), ""
    return Markup(drawn.svg), drawn.alt.removeprefix(f"{exercise.name}, {lead.label}. ")  # noqa: S704 - escaped there
