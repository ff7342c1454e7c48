"""`autograder grade`: from a folder of submissions to a folder of grades."""

from __future__ import annotations

import argparse
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

from autograder import __version__
from autograder.batch.engine import LaneError, Lanes, grade_class
from autograder.batch.intake import Entry, entries
from autograder.batch.progress import progress
from autograder.batch.store import Store, StoreError
from autograder.cli import Complaint, course_of, say
from autograder.confinement.process import ProcessWorker
from autograder.confinement.running import Assignment
from autograder.grading.checks import Lesson, dump_checks, load_checks
from autograder.grading.show import clean
from autograder.grading.verdict import GRADER_ERROR
from autograder.reports.writing import write_reports


def grade_folder(options: argparse.Namespace) -> int:
    """Grade, write all reports, and return the exit status."""
    found = _found(options)
    lessons = _lessons(options)
    key = sha256("".join([__version__, *map(_digest, lessons)]).encode()).hexdigest()
    assignments = [Assignment.of(lesson) for lesson in lessons]
    try:
        with Store(options.out / "results.jsonl") as store:
            say(
                "Submissions run in processes of their own, without the answers; they are not confined any further."
            )
            kept = _grade(found, Lanes(ProcessWorker, assignments, key), store, options.jobs)
            statuses = write_reports(options.out, store, [e.student for e in found], lessons)
    except (StoreError, LaneError) as error:
        raise Complaint(str(error), 1) from None
    except OSError as error:
        sentence = f"cannot write to `{options.out}`: {error.strerror or error}"
        raise Complaint(f"{sentence}; nothing is lost, run the same command to go on", 1) from None
    return _summary(options.out, statuses, len(found), kept)


def _found(options: argparse.Namespace) -> list[Entry]:
    """Who is to be graded; what is not a submission is named."""
    try:
        found, ignored = entries(options.submissions, options.out)
    except ValueError as error:
        raise Complaint(str(error)) from None
    names = [f"`{clean(name)}`" for name in ignored]
    if not found:
        there = f"; it holds {_some(names)}" if names else ""
        raise Complaint(
            f"`{options.submissions}` holds no folder and no archive, so nobody to grade{there}; "
            "give the folder that holds one folder (or zip) for each student"
        )
    if names:
        say(f"Not graded, because it is neither a folder nor an archive: {_some(names)}.")
    return found


def _some(names: list[str]) -> str:
    return ", ".join(names[:10]) + (f" and {len(names) - 10} more" if len(names) > 10 else "")


def _grade(found: list[Entry], lanes: Lanes, store: Store, jobs: int) -> int:
    """Grade all, and return how many results were kept from before."""
    kept = 0
    with progress(len(found)) as advance:

        def each(result: dict[str, Any] | None) -> None:
            nonlocal kept
            kept += result is None
            advance()

        grade_class(lanes, found, store, min(jobs, len(found)), each)
    return kept


def _summary(out: Path, statuses: dict[str, int], count: int, kept: int) -> int:
    from_before = f", {kept} of them kept from before" if kept else ""
    say(f"{count} submission{'s' if count != 1 else ''} graded{from_before}.")
    look = ", ".join(f"{n} {word}" for word, n in sorted(statuses.items()) if word != "ok")
    if look:
        say(f"To look at: {look} (see the status column).")
    for name in ("grades.csv", "class.html", "feedback"):
        print(out / name)
    return 1 if statuses.get(GRADER_ERROR) else 0


def _lessons(options: argparse.Namespace) -> list[Lesson]:
    """All lessons of the key, or those that were asked for."""
    try:
        lessons = load_checks(options.key or _course_key(options))
    except OSError as error:
        raise Complaint(f"the key `{error.filename}` cannot be read: {error.strerror}") from None
    except ValueError as error:
        raise Complaint(str(error)) from None
    if not options.lesson:
        return lessons
    wanted = {name: [x for x in lessons if _is_called(x, name)] for name in options.lesson}
    if unknown := [f"`{name}`" for name, some in wanted.items() if not some]:
        raise Complaint(f"no lesson {', '.join(unknown)}; there are {', '.join(x.slug for x in lessons)}")
    return [x for x in lessons if any(x in some for some in wanted.values())]


def _is_called(lesson: Lesson, name: str) -> bool:
    """Whether `name` means this lesson: `04_linear_regression`, `linear_regression` or `04`."""
    return name in (lesson.slug, lesson.topic) or lesson.slug.startswith(f"{name}_")


def _course_key(options: argparse.Namespace) -> Path:
    """The course's key, built afresh in a process of its own if it is absent or stale."""
    from autograder.authoring.build import key_is_fresh
    from autograder.authoring.freezing import AuthorError

    try:
        course = course_of(options)
    except AuthorError as error:
        raise Complaint(
            f"{error}; run this in your course, or name it with --course, or give --key"
        ) from None
    if not key_is_fresh(course):
        say("Building the key ...")
        command = [
            sys.executable,
            "-m",
            "autograder.cli",
            "build",
            "--key-only",
            "--course",
            str(course.root),
        ]
        if subprocess.run(command, check=False, cwd=course.root).returncode:
            raise Complaint("the key could not be built; see above", 1)
    return course.key


def _digest(lesson: Lesson) -> str:
    return sha256(dump_checks([lesson]).encode()).hexdigest()
