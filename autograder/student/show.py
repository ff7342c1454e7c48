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
from autograder.grading.remarks import did_you_mean
from autograder.grading.show import clean
from autograder.grading.text import message_lines, tells
from autograder.grading.verdict import UNATTEMPTED, Graded, Verdict
from autograder.pictures import picture
from autograder.student.page import page_of
from autograder.student.releases import ReleaseError, is_edited

PAGES = Path(".autograder") / "show"
HIDDEN = "Hidden checks come on top when your work is graded."


@dataclass(frozen=True)
class Place:
    """A lesson in its folder, with the student's file (the one that `pytest` checks)."""

    folder: Path
    lesson: Lesson
    file: Path

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


def show(start: Path, name: str = "") -> Shown:
    """Grade the exercise `name`, or all until one is not right, of the lessons in `start` or beside it.

    Raises ReleaseError with one sentence if there is no such exercise or nothing that could be graded.
    """
    found = places(start)
    if name:
        place, exercise = _named(name, found)
        return _told(place, exercise)
    started = [p for p in found if p.is_started]
    last: Shown | None = None
    for place in started:
        for exercise, graded, loaded in _graded(place, place.lesson.exercises):
            shown = _shown(place, exercise, graded, loaded)
            if shown.page:
                return shown
            last = last or (None if shown.is_right else shown)
    if last:
        return Shown(["Nothing that you have written fails a visible check.", *last.lines])
    if len(started) < len(found):
        waiting = next(p for p in found if not p.is_started)
        words = "What is written passes every visible check" if started else "Nothing is written yet"
        return Shown([f"{words}; the next lesson is `{waiting.folder.name}`."])
    return Shown([f"All visible checks pass. {HIDDEN}"], is_right=True)


def places(start: Path) -> list[Place]:
    """The lesson that `start` is, else all lessons in it.

    Raises ReleaseError if there is none, or none that can be read.
    """
    start = start.resolve()
    files = sorted(start.glob("checks.json")) or sorted(start.glob("*/checks.json"))
    if not files:
        raise ReleaseError(f"no lesson here: neither `{start}` nor a folder in it holds `checks.json`")
    try:
        return [
            Place(path.parent, lesson, _file(path.parent, lesson))
            for path in files
            for lesson in load_checks(path)[:1]
        ]
    except ValueError as error:
        raise ReleaseError(str(error)) from None


def _file(folder: Path, lesson: Lesson) -> Path:
    """The script, or the notebook if only that is there or was edited: the file that `pytest` checks."""
    script, notebook = (folder / f"{lesson.topic}.{ending}" for ending in ("py", "ipynb"))
    edited = is_edited(notebook) and is_edited(script) is False
    return notebook if notebook.is_file() and (edited or not script.is_file()) else script


def _named(name: str, found: list[Place]) -> tuple[Place, Exercise]:
    """The exercise of this name, or with a function of this name; lessons beside this one count as well."""
    beside = sorted(found[0].folder.parent.glob("*/checks.json")) if len(found) == 1 else []
    every = found + [p for path in beside if path.parent != found[0].folder for p in places(path.parent)]
    known = {
        word: (p, e) for p in reversed(every) for e in p.lesson.exercises for word in (*e.functions, e.name)
    }
    if name in known:
        return known[name]
    meant = did_you_mean(name, known)
    here = ", ".join(f"`{e.name}`" for p in found for e in p.lesson.exercises)
    more = f"did you mean `{meant}`?" if meant else f"here are {here}"
    raise ReleaseError(f"there is no exercise `{clean(name)}`; {more}")


def _told(place: Place, exercise: Exercise) -> Shown:
    """One exercise, graded with those that the file calls, so that what comes first is said first."""
    if not place.is_started:
        return Shown([f"`{exercise.name}` is not attempted yet: nothing is written in `{place.file.name}`."])
    source = _source(place)
    others = {e.name for e in place.lesson.exercises if any(_is_called(f, source) for f in e.functions)}
    chosen = tuple(e for e in place.lesson.exercises if e.name in others | {exercise.name})
    for other, graded, loaded in _graded(place, chosen):
        if other is exercise:
            return _shown(place, exercise, graded, loaded)
    raise AssertionError("every exercise is graded")


def _source(place: Place) -> bytes:
    try:
        return place.file.read_bytes()
    except OSError as error:
        raise ReleaseError(f"`{place.file}` cannot be read: {error.strerror}") from None


def _is_called(function: str, source: bytes) -> bool:
    return re.search(rb"(?<!def )\b%s\(" % function.encode(), source) is not None


def _graded(place: Place, exercises: tuple[Exercise, ...]) -> Iterator[tuple[Exercise, Graded, Loaded]]:
    """Run the student's file in a process of its own, as `pytest` does."""
    source = _source(place)
    assignment = Assignment.of(replace(place.lesson, exercises=exercises))
    with closing(ProcessWorker(batch=False)) as worker:
        results = grade_program(worker, assignment, source, place.file.name)
        with closing(results):  # type: ignore[type-var] # a generator
            loaded = next(results)
            assert isinstance(loaded, Loaded)
            for exercise, graded in zip(exercises, results, strict=False):
                assert isinstance(graded, Graded)
                yield exercise, graded, loaded


def _shown(place: Place, exercise: Exercise, graded: Graded, loaded: Loaded) -> Shown:
    lead = next((v for v in graded.verdicts if tells(v)), None)
    if lead and lead.message:
        path = place.folder.parent / PAGES / f"{exercise.name}.html"
        write(path, page_of(place.lesson, exercise, lead, _picture(exercise, lead)))
        return Shown([f"{lead.id} {lead.status}:", "", *message_lines(lead.message)], path)
    if not all(v.points >= v.max_points for v in graded.verdicts):
        return Shown([*_why_not(exercise, graded, loaded)])
    return Shown([f"`{exercise.name}` passes all its visible checks. {HIDDEN}"], is_right=True)


def _picture(exercise: Exercise, lead: Verdict) -> tuple[str, str]:
    drawn = picture(exercise, lead.label, lead.message.value) if lead.message else None
    return (drawn.svg, drawn.alt) if drawn else ("", "")


def _why_not(exercise: Exercise, graded: Graded, loaded: Loaded) -> Iterator[str]:
    """That it is not attempted, and the reason if that is not the student's plan."""
    yield f"`{exercise.name}` is not attempted yet."
    messages = [v.message for v in graded.verdicts if v.message and v.status == UNATTEMPTED]
    yield from [clean(loaded.fatal)] if loaded.fatal else dict.fromkeys(m.what for m in messages[:1])
