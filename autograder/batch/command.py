"""`autograder grade`: from a folder of submissions to a folder of grades."""

from __future__ import annotations

import argparse
import contextlib
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from autograder.batch.engine import Lanes, grade_class
from autograder.batch.intake import Entry, entries
from autograder.batch.store import Store, StoreError
from autograder.cli import Complaint, course_of, say
from autograder.confinement.running import Assignment
from autograder.confinement.process import ProcessWorker
from autograder.grading.checks import Lesson, load_checks
from autograder.reports.writing import write_reports

Each = Callable[[dict[str, Any] | None], None]


def grade_folder(options: argparse.Namespace) -> int:
    """Grade, write all reports, and return the exit status."""
    try:
        found, ignored = entries(options.submissions)
    except ValueError as error:
        raise Complaint(str(error)) from None
    if not found:
        raise Complaint(f"`{options.submissions}` holds no folder and no zip file, so nobody to grade")
    if ignored:
        say(f"not graded, because it is neither a folder nor a zip file: {', '.join(ignored[:10])}")
    lessons = _lessons(options)
    key = sha256("".join(_digest(lesson) for lesson in lessons).encode()).hexdigest()
    assignments = [Assignment.of(lesson) for lesson in lessons]
    try:
        with Store(options.out / "results.jsonl") as store:
            say("Submissions run in processes of their own, without the answers; they are not confined any further.")
            tally = _grade(found, Lanes(ProcessWorker, assignments, key), store, options.jobs)
            write_reports(options.out, store, [e.student for e in found], lessons)
    except StoreError as error:
        raise Complaint(str(error), 1) from None
    except OSError as error:
        raise Complaint(f"cannot write to `{options.out}`: {error.strerror or error}", 1) from None
    return _summary(options.out, tally, len(found))


def _grade(found: list[Entry], lanes: Lanes, store: Store, jobs: int) -> dict[str, int]:
    tally: dict[str, int] = {}
    with _progress(len(found)) as advance:

        def each(result: dict[str, Any] | None) -> None:
            word = "kept" if result is None else result["status"]
            tally[word] = tally.get(word, 0) + 1
            advance()

        grade_class(lanes, found, store, min(jobs, len(found)), each)
    return tally


def _summary(out: Path, tally: dict[str, int], count: int) -> int:
    kept = f", {tally['kept']} of them kept from before" if tally.get("kept") else ""
    say(f"{count} submissions graded{kept}.")
    look = {word: n for word, n in tally.items() if word not in ("ok", "kept")}
    if look:
        say("To look at: " + ", ".join(f"{n} {word}" for word, n in sorted(look.items())) + " (see the status column).")
    for name in ("grades.csv", "class.html", "feedback"):
        print(out / name)
    return 1 if tally.get("grader error") else 0


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
    chosen = [x for x in lessons if any(x.slug == n or x.topic == n or x.slug.startswith(f"{n}_") for n in options.lesson)]
    if len(chosen) < len(set(options.lesson)):
        raise Complaint(f"no such lesson; there are {', '.join(x.slug for x in lessons)}")
    return chosen


def _course_key(options: argparse.Namespace) -> Path:
    """The course's key, built afresh in a process of its own if it is absent or stale."""
    from autograder.authoring.build import key_is_fresh
    from autograder.authoring.freezing import AuthorError

    try:
        course = course_of(options)
    except AuthorError as error:
        raise Complaint(f"{error}; run this in your course, or name it with --course, or give --key") from None
    if not key_is_fresh(course):
        say("Building the key ...")
        command = [sys.executable, "-m", "autograder.cli", "build", "--key-only", "--course", str(course.root)]
        if subprocess.run(command, check=False, cwd=course.root).returncode:
            raise Complaint("the key could not be built; see above", 1)
    return course.key


def _digest(lesson: Lesson) -> str:
    from autograder.grading.checks import dump_checks

    return sha256(dump_checks([lesson]).encode()).hexdigest()


@contextlib.contextmanager
def _progress(total: int) -> Iterator[Callable[[], None]]:
    """A bar on a terminal; elsewhere a line every ten seconds."""
    if sys.stderr.isatty():
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        rate = TextColumn("{task.fields[rate]}")
        columns = (TextColumn("grading"), BarColumn(), MofNCompleteColumn(), rate, TimeRemainingColumn())
        with Progress(*columns, console=Console(stderr=True)) as bar:
            task = bar.add_task("", total=total, rate="")
            began = time.monotonic()

            def advance() -> None:
                done = bar.tasks[0].completed + 1
                bar.update(task, advance=1, rate=f"{done / (time.monotonic() - began):.0f}/s")

            yield advance
        return
    done, last = 0, time.monotonic()

    def count() -> None:
        nonlocal done, last
        done += 1
        if time.monotonic() - last > 10:
            last = time.monotonic()
            say(f"{done} of {total}")

    yield count
