"""`autograder show`: grade one exercise of the student's own file, say what is wrong and draw it."""

from __future__ import annotations

import re
import sys
import webbrowser
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.confinement.process import ProcessWorker
from autograder.confinement.running import Assignment, grade_program
from autograder.confinement.worker import Loaded
from autograder.files import write
from autograder.grading.checks import Exercise, Lesson, load_checks
from autograder.grading.remarks import misnamed, told
from autograder.grading.show import clean
from autograder.grading.text import message_lines, tells
from autograder.grading.verdict import UNATTEMPTED, Graded, Verdict
from autograder.pictures import picture
from autograder.student.lessons import Course, LessonFolder
from autograder.student.naming import names_in
from autograder.student.page import page_of
from autograder.student.releases import ReleaseError, is_edited, missed
from autograder.texts import mark, tr

PAGES = Path(".autograder") / "show"
HIDDEN = mark("Hidden checks come on top when your work is graded.")

NEXT = mark("What is written passes every visible check; the next lesson is `{lesson}`.")
FIRST = mark("Nothing is written yet; the next lesson is `{lesson}`.")


@dataclass(frozen=True)
class Work:
    """What a student has of a lesson. pages: the folder for what is shown of it."""

    folder: LessonFolder
    lesson: Lesson
    pages: Path

    @property
    def file(self) -> Path:
        """The file that counts, which is the one that `pytest` checks."""
        return self.folder.counting

    @property
    def is_started(self) -> bool:
        return is_edited(self.file) is not False


@dataclass(frozen=True)
class Shown:
    """What there is to say about one exercise or all. page: of the failure, if there is one."""

    lines: list[str]
    page: Path | None = None
    is_right: bool = False

    def told(self, *, in_browser: bool = False) -> int:
        """Say it, print where the page is, open it if that is asked for; return the exit status."""
        print(*self.lines, sep="\n", file=sys.stderr)
        if self.page:
            print(self.page)
            if in_browser:
                webbrowser.open(self.page.as_uri())
        return 0 if self.is_right else 1


def show(course: Course, name: str = "") -> Shown:
    """Grade the exercise `name`, or all until one is not right, of the lessons that were asked for.

    Raises ReleaseError with one sentence if there is no such exercise or nothing that could be graded.
    """
    if name:
        return _named(course, name)
    found = [_work(course, folder) for folder in course.meant]
    started = [p for p in found if p.is_started]
    last: Shown | None = None
    for work in started:
        for exercise, graded, loaded in _graded(work, work.lesson.exercises):
            shown = _shown(work, exercise, graded, loaded)
            if shown.page:
                return shown
            last = last or (None if shown.is_right else shown)
    if last:
        return Shown([tr("Nothing that you have written fails a visible check."), *last.lines])
    if missing := [said for p in found if (said := missed(p.folder.files[0]))]:
        return Shown(missing)
    if len(started) < len(found):
        waiting = next(p for p in found if not p.is_started)
        return Shown([tr(NEXT if started else FIRST, lesson=waiting.folder.path.name)])
    return Shown([tr("All visible checks pass. {hidden}", hidden=tr(HIDDEN))], is_right=True)


def _work(course: Course, folder: LessonFolder) -> Work:
    """A lesson as its student has it. Raises ReleaseError if its checks cannot be read."""
    try:
        return Work(folder, load_checks(folder.checks)[0], course.folder / PAGES)
    except (ValueError, IndexError) as error:
        raise ReleaseError(str(error)) from None


def _named(course: Course, name: str) -> Shown:
    """The exercise of this name, or with a function of this name; lessons beside this one count as well."""
    names = names_in(course)
    if found := names.known.get(name):
        return _told(Work(found.folder, found.lesson, course.folder / PAGES), found.exercise)
    meant = names.meant(name)
    here = [n.exercise.name for n in names.known.values() if n.folder in course.meant]
    listed = [tr("here are {names}", names=", ".join(f"`{n}`" for n in dict.fromkeys(here)))] if here else []
    more = [tr("did you mean `{meant}`?", meant=meant)] if meant else listed
    raise ReleaseError(
        "; ".join([tr("there is no exercise `{name}`", name=clean(name)), *more, *names.broken])
    )


def _told(work: Work, exercise: Exercise) -> Shown:
    """One exercise, graded with those that the file calls, so that what comes first is said first."""
    if missing := missed(work.folder.files[0]):
        return Shown([missing])
    if not work.is_started:
        return Shown(
            [
                tr(
                    "`{name}` is not attempted yet: nothing is written in `{file}`.",
                    name=exercise.name,
                    file=work.file.name,
                )
            ]
        )
    source = _source(work)
    others = {e.name for e in work.lesson.exercises if any(_is_called(f, source) for f in e.functions)}
    chosen = tuple(e for e in work.lesson.exercises if e.name in others | {exercise.name})
    for other, graded, loaded in _graded(work, chosen):
        if other is exercise:
            return _shown(work, exercise, graded, loaded)
    raise AssertionError("every exercise is graded")


def _source(work: Work) -> bytes:
    try:
        return work.file.read_bytes()
    except OSError as error:
        raise ReleaseError(
            tr("`{file}` cannot be read: {strerror}", file=work.file, strerror=error.strerror)
        ) from None


def _is_called(function: str, source: bytes) -> bool:
    return re.search(rb"(?<!def )\b%s\(" % function.encode(), source) is not None


def _graded(work: Work, exercises: tuple[Exercise, ...]) -> Iterator[tuple[Exercise, Graded, Loaded]]:
    """Run the student's file in a process of its own, as `pytest` does."""
    source = _source(work)
    assignment = Assignment.of(replace(work.lesson, exercises=exercises))
    with closing(ProcessWorker(batch=False)) as worker:
        results = grade_program(worker, assignment, source, work.file.name)
        with closing(results):  # type: ignore[type-var] # a generator
            loaded = next(results)
            assert isinstance(loaded, Loaded)
            for exercise, graded in zip(exercises, results, strict=False):
                assert isinstance(graded, Graded)
                yield exercise, graded, loaded


def _shown(work: Work, exercise: Exercise, graded: Graded, loaded: Loaded) -> Shown:
    lead = next((v for v in graded.verdicts if tells(v)), None)
    if lead and lead.message:
        path = work.pages / f"{exercise.name}.html"
        write(path, page_of(work.lesson, exercise, lead, _picture(exercise, lead)))
        return Shown([f"{lead.id} {tr(lead.status)}:", "", *message_lines(lead.message)], path)
    if not all(v.points >= v.max_points for v in graded.verdicts):
        return Shown([*_why_not(work.lesson, exercise, graded, loaded)])
    return Shown(
        [tr("`{name}` passes all its visible checks. {hidden}", name=exercise.name, hidden=tr(HIDDEN))],
        is_right=True,
    )


def _picture(exercise: Exercise, lead: Verdict) -> tuple[str, str]:
    drawn = picture(exercise, lead.label, lead.message.value) if lead.message else None
    return (drawn.svg, drawn.alt) if drawn else ("", "")


def _why_not(lesson: Lesson, exercise: Exercise, graded: Graded, loaded: Loaded) -> Iterator[str]:
    """That it is not attempted, and the reason if that is not the student's plan."""
    yield tr("`{name}` is not attempted yet.", name=exercise.name)
    messages = [v.message for v in graded.verdicts if v.message and v.status == UNATTEMPTED]
    if loaded.fatal:
        yield clean(told(loaded.fatal))
    else:
        asked = {f for e in lesson.exercises for f in e.functions}
        misspelt = misnamed(exercise.functions, asked, loaded.uses)
        yield from misspelt or dict.fromkeys(m.what for m in messages[:1])
