"""Begin with a lesson: what is there to see before anything is checked, and with which exercise to begin."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

from autograder.student.hints import Ladder
from autograder.student.lessons import Course, LessonFolder
from autograder.student.local import Local
from autograder.student.standing import DONE, Grader
from autograder.student.watch.moves import go_to
from autograder.student.watch.outcome import surveyed
from autograder.student.watch.view import View


def first_lesson(course: Course, local: Local) -> int:
    """Number of the lesson that was asked for, or in which one was last."""
    if course.start is not None:
        return course.start
    topic = local.current.partition(".")[0]
    return next((i for i, folder in enumerate(course.lessons) if folder.topic == topic), 0)


def entered(view: View, folder: LessonFolder, grader: Grader, file: str) -> View:
    """The view with a lesson's exercises and hints, nothing checked; `trouble` says why if that cannot be."""
    view = replace(view, file=file, results={}, places={}, notes=(), took=None, trouble=())
    try:
        lesson = surveyed(view.here, folder, grader)
        exercises = grader.lesson(folder).exercises
    except (OSError, ValueError) as error:
        return replace(view, trouble=(str(error),))
    return replace(
        view.with_lesson(view.lesson, lesson),
        exercise=min(view.exercise, len(exercises) - 1),
        hints={e.name: e.hints for e in exercises},
        opened={e.name: Ladder(f"{folder.topic}.{e.name}", e.hints, grader.local).opened for e in exercises},
    )


def with_hint(view: View, local: Local) -> View:
    """The view with one more hint of the current exercise open."""
    ladder = Ladder(f"{view.here.topic}.{view.name}", view.hints[view.name], local)
    ladder.open(ladder.opened + 1)
    return replace(view, opened={**view.opened, view.name: ladder.opened})


def first_exercise(view: View, remembered: str = "") -> View:
    """Where to begin in a lesson: with what one was at (`topic.function`), or with the first that is not done."""
    left = [i for i, s in enumerate(view.here.standings) if s.word != DONE]
    known = [i for i in left if f"{view.here.topic}.{view.here.standings[i].name}" == remembered]
    return go_to(view, view.lesson, next(iter([*known, *left]), view.exercise))


def saved_at(path: Path) -> float:
    """When a file was saved, on the clock of `time.time`; now, if its clock is not ours."""
    now = time.time()
    try:
        saved = path.stat().st_mtime
    except OSError:
        return now
    return saved if 0 <= now - saved < 2 else now
