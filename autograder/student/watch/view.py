"""What there is to see, as values: lessons, the current exercise, its verdicts, the page that is open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from autograder.grading.verdict import Graded
from autograder.student.lessons import in_words
from autograder.student.places import Place
from autograder.student.standing import DONE, Standing

STORY, HINTS, LIST, KEYS = "story", "hints", "list", "keys"


@dataclass(frozen=True)
class LessonView:
    """A lesson on the map. standings: one for each exercise, empty as long as its checks were not read."""

    slug: str
    title: str = ""
    standings: tuple[Standing, ...] = ()

    @property
    def number(self) -> str:
        return self.slug.partition("_")[0]

    @property
    def topic(self) -> str:
        return self.slug.partition("_")[2]

    @property
    def name(self) -> str:
        """The title, or words for it as long as that was not read."""
        return self.title or in_words(self.topic)

    @property
    def done(self) -> int:
        return sum(s.word == DONE for s in self.standings)

    @property
    def is_known(self) -> bool:
        """Whether it is known how all of its exercises stand."""
        return bool(self.standings) and all(s.word for s in self.standings)

    def first_left(self, after: int = -1) -> int | None:
        """Number of the next exercise that is not done, from the start again after the last one."""
        order = [*range(after + 1, len(self.standings)), *range(after + 1)]
        return next((i for i in order if self.standings[i].word != DONE), None)


@dataclass(frozen=True)
class View:
    """All that a screen shows. It is not changed: what happens makes a new one.

    lesson, exercise: numbers of the current ones. results, places, hints, opened: of the current lesson, by
    exercise. file: the one that was checked. event: what came of the last save. trouble: why nothing can be
    checked now, in lines. notes: about the file as a whole. top: the first line of a long story to be shown.
    chosen: a lesson in the list. typed: the digits
    of its number so far. busy: what one waits for. took: milliseconds from save to verdict.
    """

    lessons: tuple[LessonView, ...]
    lesson: int = 0
    exercise: int = 0
    file: str = ""
    results: Mapping[str, Graded] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    hints: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    opened: Mapping[str, int] = field(default_factory=dict)
    event: tuple[str, ...] = ()
    trouble: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    page: str = STORY
    top: int = 0
    chosen: int = 0
    typed: str = ""
    busy: str = ""
    took: float | None = None
    keys: bool = True

    @property
    def here(self) -> LessonView:
        return self.lessons[self.lesson]

    @property
    def current(self) -> Standing | None:
        """The current exercise; None as long as the lesson's checks were not read."""
        standings = self.here.standings
        return standings[self.exercise] if self.exercise < len(standings) else None

    @property
    def name(self) -> str:
        """Name of the current exercise, or ""."""
        return self.current.name if self.current else ""

    @property
    def total(self) -> int:
        return sum(len(lesson.standings) for lesson in self.lessons)

    @property
    def done(self) -> int:
        return sum(lesson.done for lesson in self.lessons)

    @property
    def is_done(self) -> bool:
        """Whether every exercise of every lesson is done."""
        return all(lesson.standings and lesson.first_left() is None for lesson in self.lessons)

    def with_lesson(self, number: int, lesson: LessonView) -> View:
        """The same with one lesson replaced."""
        return replace(self, lessons=(*self.lessons[:number], lesson, *self.lessons[number + 1 :]))
