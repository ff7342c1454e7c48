"""`autograder watch`: starts a warm process, takes the terminal and gives it back."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from autograder import cores
from autograder.student.lessons import Course
from autograder.student.local import Local
from autograder.student.releases import ReleaseError
from autograder.texts import tr

AGAIN = 0.05  # seconds for a call of a function that twice did not end: somebody waits for the verdict

if TYPE_CHECKING:
    from autograder.student.standing import Grader
    from autograder.student.watch.view import View


def watch(course: Course, *, once: bool) -> int:
    """Watch a course, or check it once. Return the exit status. Raises ReleaseError with one sentence."""
    if not hasattr(os, "fork"):
        raise ReleaseError(tr("your programs are run as on Linux and macOS; on Windows, work in WSL"))
    with cores.one_thread():
        from autograder.confinement.process import ProcessWorker
    from autograder.confinement.warm import LostError
    from autograder.confinement.worker import Limits
    from autograder.student.standing import Grader

    try:  # before any checks are read: the process must not know them
        worker = ProcessWorker(Limits(again=AGAIN), fork=cores.threads() == 1, batch=False)
    except LostError as error:
        raise ReleaseError(tr("your programs cannot be run here: {error}", error=error)) from None
    from autograder.grading.text import NOTE

    local = Local(course.folder)
    try:
        grader = Grader(worker, local)
        return check_once(course, grader) if once else keep_watching(course, grader)
    finally:
        worker.close()
        if local.remark:
            print(tr(NOTE) + local.remark, file=sys.stderr)


def keep_watching(course: Course, grader: Grader) -> int:
    """Watch until somebody quits; the terminal is given back whatever happens."""
    from autograder.student.watch.display import display_of, enter, leave
    from autograder.student.watch.keys import keys_of
    from autograder.student.watch.loop import Watcher
    from autograder.student.watch.plain import last_line, put
    from autograder.student.watch.signals import Signals

    display, keys = display_of(sys.stdout), keys_of(sys.stdin)
    with Signals() as signals:
        watcher = Watcher(course, grader, display, keys, signals)
        grader.worker.look = watcher.look
        try:
            enter(display, keys)
            watcher.run()
        finally:
            grader.worker.look = None
            leave(display, keys)
    put(sys.stdout, iter([last_line(watcher.view)]))
    grader.worker.close()
    signals.end()
    return 0


def check_once(course: Course, grader: Grader) -> int:
    """Check the lessons that were asked for; 0 if all visible checks pass, else 1."""
    from autograder.student.watch.plain import lesson_lines, put, summary_line
    from autograder.student.watch.view import LessonView, View

    view = View(tuple(LessonView(folder.slug) for folder in course.meant), keys=False)
    for number in range(len(view.lessons)):
        view = _checked(View(view.lessons, number, keys=False), course, grader)
        put(sys.stdout, lesson_lines(view, whole=True))
    put(sys.stdout, iter([summary_line(view)]))
    return 0 if view.is_done else 1


def _checked(view: View, course: Course, grader: Grader) -> View:
    """The view after its lesson was checked; one that cannot be read is told and not done."""
    from dataclasses import replace

    from autograder.student.watch.moves import checked
    from autograder.student.watch.outcome import Outcome, check, surveyed

    folder = course.meant[view.lesson]
    path = folder.counting
    view = replace(view, file=path.name)
    try:
        view = view.with_lesson(view.lesson, surveyed(view.here, folder, grader))
        outcome = check(folder, path.name, path.read_bytes(), grader)
    except FileNotFoundError as error:
        outcome = Outcome(trouble=(tr("`{filename}` is not there", filename=error.filename),))
    except (OSError, ValueError, RuntimeError) as error:
        outcome = Outcome(trouble=(str(error),))
    return checked(view, outcome)
