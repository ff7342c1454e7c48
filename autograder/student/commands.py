"""The commands of students: options in, exit status out. What a student has to mend is a ReleaseError."""

from __future__ import annotations

import argparse
import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path

from autograder.student.releases import ReleaseError
from autograder.texts import tr


def run_watch(options: argparse.Namespace) -> int:
    """`autograder watch`."""
    from autograder.student.lessons import course_at
    from autograder.student.watch.start import watch

    with _trouble(tr("cannot read the lessons")):
        return watch(course_at(options.folder), once=options.once)


def run_hint(options: argparse.Namespace) -> int:
    """`autograder hint`."""
    from autograder.student.hinting import hint
    from autograder.student.lessons import course_at

    with _trouble(tr("cannot read the lessons")):
        return hint(course_at(Path()), options.exercise, 3 if options.all else options.level or 0)


def run_show(options: argparse.Namespace) -> int:
    """`autograder show`."""
    from autograder.student.lessons import course_at
    from autograder.student.show import show

    course = course_at(Path())
    with _trouble(tr("cannot write to `{folder}`", folder=course.folder)):
        return show(course, options.exercise).told(in_browser=options.open)


def run_pack(options: argparse.Namespace) -> int:
    """`autograder pack`."""
    from autograder.student.handin import pack, states

    with _trouble(tr("cannot write to `{out}`", out=options.out)):
        lessons = states(options.folder)
        written = [lesson for lesson in lessons if lesson.files or lesson.answers]
        for lesson in lessons:
            say(f"{lesson.folder.name}: {lesson.sentence}")
        if not written:
            say(tr("error: nothing to hand in yet: no file differs from the release"))
            return 1
        pack(written, options.out)
        if not all(lesson.missing or lesson.problem for lesson in written):
            say(tr("run `pytest` to see whether what is written is right"))
    say(tr("wrote {out}: hand in this file", out=options.out))
    if not sys.stdout.isatty():
        print(options.out)
    return 0


def run_update(options: argparse.Namespace) -> int:
    """`autograder update`."""
    from autograder.student.releases import update

    with _trouble(tr("cannot write to `{folder}`", folder=options.folder)):
        lines = update(options.folder, options.release)
    print("\n".join(lines or [tr("nothing new")]))
    return 0


def say(text: str) -> None:
    """Talk to the person at the terminal."""
    print(text, file=sys.stderr)


@contextlib.contextmanager
def _trouble(sentence: str) -> Iterator[None]:
    """An error of the system as a sentence: what it stands in the way of."""
    try:
        yield
    except OSError as error:
        raise ReleaseError(f"{sentence}: {error.strerror}") from None


COMMANDS = {"watch": run_watch, "hint": run_hint, "show": run_show, "pack": run_pack, "update": run_update}
