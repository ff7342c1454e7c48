"""`autograder grade`: from a folder of submissions to a folder of grades."""

from __future__ import annotations

import argparse
import contextlib
import functools
import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from autograder import __version__
from autograder.batch.cluster.command import on_cluster
from autograder.batch.engine import NO_WORKER, Crew, LaneError, Lanes, grade_class
from autograder.batch.intake import Entry
from autograder.batch.platforms.handin import EARLIER, GRADED, IGNORED, REFUSED
from autograder.batch.platforms.take_in import Intake, take_in
from autograder.batch.progress import progress
from autograder.batch.store import Store, StoreError
from autograder.cli import Complaint, course_of, say
from autograder.confinement.doctor import UnconfinedError, strongest, trial
from autograder.confinement.level import LEVELS, PROCESS
from autograder.confinement.process import ProcessWorker
from autograder.confinement.running import Assignment
from autograder.cores import usable
from autograder.grading.checks import Lesson, dump_checks, load_checks
from autograder.grading.show import clean
from autograder.grading.verdict import GRADER_ERROR
from autograder.reports.adjustments import AdjustmentsError, adjustments_beside
from autograder.reports.intake import graded_rows, intake_csv
from autograder.reports.results import columns
from autograder.reports.table import topics_of
from autograder.reports.writing import Reports, write


def grade_folder(options: argparse.Namespace) -> int:
    """Grade, write all reports, and return the exit status."""
    intake = _taken_in(options)
    found = intake.entries
    course = lessons_of(options)
    lessons = wanted(course, options)
    _introduce(intake)
    key = sha256("".join([__version__, *map(_digest, lessons)]).encode()).hexdigest()
    known = [x.topic for x in course]
    on = on_cluster if options.executor == "dask" else _on_this_machine
    try:
        with on(options, lessons, key, known) as crew, Store(options.out / "results.jsonl") as store:
            say(crew.sentence)
            students = [e.student for e in found]
            given = adjustments_beside(
                options.out, options.adjustments, columns(lessons), {*students, *store.offsets}
            )
            if given.skipped:
                say(
                    f"Adjustments of lessons that are not graded here were left out: {', '.join(given.skipped)}."
                )
            reports = Reports(options.out, store, students, lessons, given)
            kept = _grade(found, crew, store, reports)
            say("Writing the reports ...")
            statuses = reports.finish()
            _account_for(intake, options.out / "intake.csv", store, statuses)
    except (StoreError, LaneError, AdjustmentsError) as error:
        raise Complaint(str(error), 1) from None
    except OSError as error:
        sentence = f"cannot write to `{options.out}`: {error.strerror or error}"
        raise Complaint(f"{sentence}; nothing is lost, run the same command to go on", 1) from None
    gone = sorted(set(store.offsets) - {e.student for e in found})
    return _summary(options.out, statuses, len(found), kept, gone)


@contextlib.contextmanager
def _on_this_machine(
    options: argparse.Namespace, lessons: list[Lesson], key: str, known: list[str]
) -> Iterator[Crew]:
    """Lanes of this machine."""
    if options.scheduler:
        raise Complaint("--scheduler is for a cluster; add --executor dask")
    assignments = [Assignment.of(lesson) for lesson in lessons]
    with contextlib.closing(_worker(options)) as worker:
        make = functools.partial(ProcessWorker, level=worker.confined)
        alone = options.jobs == len(usable())  # fewer: others want cores too; more: some would share one
        lanes = Lanes(make, assignments, key, known, ready=[worker], pinned=alone)
        yield Crew(worker.confined.sentence, functools.partial(grade_class, lanes, jobs=options.jobs))


def _worker(options: argparse.Namespace) -> ProcessWorker:
    """A worker of the level that was asked for, or of the strongest that works."""
    secrets = [options.key or course_of(options).key, options.submissions, options.out]
    try:
        if options.level is None:
            return strongest(secrets, trusted=options.trust_submissions)
        level = LEVELS[options.level]
        if level is PROCESS and options.trust_submissions:
            return ProcessWorker(level=level)
        if level is PROCESS:
            raise Complaint(
                "level process confines nobody; if you trust every program, add --trust-submissions"
            )
        worker, found = trial(level, secrets)
        if worker is None:
            raise Complaint(f"level {level.name} cannot be used here: {'; '.join(found[:3])}", 1)
        return worker
    except UnconfinedError as error:
        raise Complaint(str(error), 1) from None
    except (OSError, RuntimeError) as error:
        raise Complaint(f"{NO_WORKER}: {error}", 1) from None


def _taken_in(options: argparse.Namespace) -> Intake:
    """Who is to be graded, and why everything else is not."""
    if options.out.exists() and not options.out.is_dir():
        raise Complaint(f"`{options.out}` is a file, not a folder")
    try:
        intake = take_in(options.submissions, options.out, options.format)
    except ValueError as error:
        raise Complaint(str(error)) from None
    if intake.entries:
        return intake
    if options.format:
        raise Complaint(
            f"`{options.submissions}` holds nobody's hand-in when read as {options.format}; "
            "leave --format out to have it recognised"
        )
    there = f"; it holds {_some([row.path for row in intake.rows])}" if intake.rows else ""
    raise Complaint(
        f"`{options.submissions}` holds no folder and no archive, so nobody to grade{there}; "
        "give the folder that holds one folder (or zip) for each student"
    )


def _introduce(intake: Intake) -> None:
    """Say what the download was taken for, and what in it is not graded."""
    if intake.sentence:
        say(clean(intake.sentence))
    left = {row.path: row.reason for row in intake.rows if row.outcome in (IGNORED, REFUSED)}
    for why in sorted(set(left.values())):
        say(f"Not graded, because {clean(why)}: {_some([name for name in left if left[name] == why])}.")
    if earlier := [row.path for row in intake.rows if row.outcome == EARLIER]:
        say(f"Not graded, because a later attempt counts: {_some(earlier)}.")


def _account_for(intake: Intake, path: Path, store: Store, statuses: dict[str, int]) -> None:
    """Write what became of everything; of a plain folder that was graded whole there is nothing to tell."""

    def results() -> Iterator[dict[str, Any]]:
        return store.latest([e.student for e in intake.entries])

    told = bool(intake.sentence or intake.rows or path.exists())
    if not told and {"problem", "unreadable", GRADER_ERROR} & set(statuses):
        rows = (r for e, data in zip(intake.entries, results(), strict=True) for r in graded_rows(e, data))
        told = any(row.outcome != GRADED for row in rows)
    if told:
        write(path, intake_csv(intake.entries, results(), intake.rows))
        say(f"What became of each file: `{path}`.")


def _some(names: list[str]) -> str:
    more = f" and {len(names) - 10} more" if len(names) > 10 else ""
    return ", ".join(f"`{clean(name)}`" for name in names[:10]) + more


def _grade(found: list[Entry], crew: Crew, store: Store, reports: Reports) -> int:
    """Grade all, and return how many results were kept from before."""
    done = kept = 0
    try:
        with progress(len(found)) as advance:

            def each(result: dict[str, Any] | None) -> None:
                nonlocal done, kept
                done, kept = done + 1, kept + (result is None)
                if result:
                    reports.page(result)
                advance()

            crew.grade(found, store, each)
    except KeyboardInterrupt:
        say(f"{done} of {len(found)} graded so far")
        raise
    return kept


def _summary(out: Path, statuses: dict[str, int], count: int, kept: int, gone: list[str]) -> int:
    from_before = f", {kept} of them kept from before" if kept else ""
    say(f"{count} submission{'s' if count != 1 else ''} graded{from_before}.")
    if gone:
        say(f"Graded before and no longer there: {_some(gone)}.")
    if set(statuses) - {"ok"}:
        counts = ", ".join(f"{n} {word}" for word, n in sorted(statuses.items(), key=lambda s: (-s[1], s[0])))
        say(f"Their status: {counts}.")
    for name in ("grades.csv", "class.html", "feedback"):
        print(out / name)
    return 1 if statuses.get(GRADER_ERROR) else 0


def lessons_of(options: argparse.Namespace) -> list[Lesson]:
    """All lessons of the key."""
    try:
        return load_checks(options.key or _course_key(options))
    except OSError as error:
        raise Complaint(f"the key `{error.filename}` cannot be read: {error.strerror}") from None
    except ValueError as error:
        raise Complaint(str(error)) from None


def wanted(lessons: list[Lesson], options: argparse.Namespace) -> list[Lesson]:
    """The lessons that were asked for, or all."""
    if not options.lesson:
        return lessons
    meant = {name: [x for x in lessons if _is_called(x, name)] for name in options.lesson}
    if unknown := [f"`{name}`" for name, some in meant.items() if not some]:
        raise Complaint(f"no lesson {', '.join(unknown)}; there are {', '.join(x.slug for x in lessons)}")
    chosen = [x for x in lessons if any(x in some for some in meant.values())]
    if others := sorted(topics_of(options.out / "grades.csv") - {x.topic for x in chosen}):
        raise Complaint(
            f"`{options.out}` holds grades of {', '.join(others)} too, which --lesson would replace; "
            "give --out another folder"
        )
    return chosen


def _is_called(lesson: Lesson, name: str) -> bool:
    """Whether `name` means this lesson: `04_linear_regression`, `linear_regression`, `04` or `4`."""
    return name in (lesson.slug, lesson.topic) or lesson.slug.startswith((f"{name}_", f"0{name}_"))


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
        command = [sys.executable, "-m", "autograder", "build", "--key-only", "--course", str(course.root)]
        if subprocess.run(command, check=False, cwd=course.root).returncode:
            raise Complaint("the key could not be built; see above", 1)
    return course.key


def _digest(lesson: Lesson) -> str:
    return sha256(dump_checks([lesson]).encode()).hexdigest()
