"""`autograder grade`: from a folder of submissions to a folder of grades."""

from __future__ import annotations

import argparse
import contextlib
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.batch.cluster.cluster import on_cluster
from autograder.batch.crew import on_this_machine
from autograder.batch.engine import Book, Crew, LaneError
from autograder.batch.platforms.handin import EARLIER, IGNORED, REFUSED
from autograder.batch.platforms.take_in import Intake, take_in
from autograder.batch.progress import progress
from autograder.batch.store import Result, Store, StoreError
from autograder.cli import Complaint, course_of, say
from autograder.confinement.level import PROCESS
from autograder.grading.checks import Lesson, load_checks
from autograder.grading.show import clean
from autograder.grading.verdict import GRADER_ERROR
from autograder.reports.adjustments import AdjustmentsError, adjustments_beside
from autograder.reports.intake import account_for
from autograder.reports.results import columns
from autograder.reports.table import topics_of
from autograder.reports.writing import Reports


@dataclass(frozen=True)
class Run:
    """One run of the grader: who is graded, with what, and where it is written."""

    out: Path
    intake: Intake
    crew: Crew
    store: Store
    reports: Reports

    def grade(self, book: Book, each: Callable[[Result], None]) -> int:
        """Grade all, and return how many results were kept from before. each: called with every new one."""
        found = self.intake.entries
        done = kept = 0
        try:
            with progress(len(found)) as advance:

                def count(result: Result | None) -> None:
                    nonlocal done, kept
                    done, kept = done + 1, kept + (result is None)
                    if result:
                        each(result)
                    advance()

                self.crew.grade(found, book, count)
        except KeyboardInterrupt:
            say(f"{done} of {len(found)} graded so far")
            raise
        return kept

    def finish(self, kept: int) -> int:
        """Write all reports, sum up, and return the exit status. kept: how many were not graded again."""
        say("Writing the reports ...")
        intake, path = self.intake, self.out / "intake.csv"

        def account(statuses: dict[str, int]) -> None:
            if account_for(intake, path, self.store, statuses):
                say(f"What became of each file: `{path}`.")

        statuses = self.reports.finish(intake.digest, account)
        gone = sorted(set(self.store.offsets) - {e.student for e in intake.entries})
        return _summary(self.out, statuses, len(intake.entries), kept, gone)


def grade_folder(options: argparse.Namespace) -> int:
    """Grade, write all reports, and return the exit status."""
    with started(options) as run:
        return run.finish(run.grade(run.store, run.reports.page))


@contextlib.contextmanager
def started(options: argparse.Namespace) -> Iterator[Run]:
    """All that is needed to grade; nobody else writes to the folder meanwhile."""
    intake = _taken_in(options)
    found = intake.entries
    course = lessons_of(options)
    lessons = wanted(course, options)
    _introduce(intake)
    known = [x.topic for x in course]
    try:
        with _crew(options, lessons, known) as crew, Store(options.out / "results.jsonl") as store:
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
            yield Run(options.out, intake, crew, store, reports)
    except (StoreError, LaneError, AdjustmentsError) as error:
        raise Complaint(str(error), 1) from None
    except OSError as error:
        sentence = f"cannot write to `{options.out}`: {error.strerror or error}"
        raise Complaint(f"{sentence}; nothing is lost, run the same command to go on", 1) from None


def _crew(
    options: argparse.Namespace, lessons: list[Lesson], known: list[str]
) -> contextlib.AbstractContextManager[Crew]:
    """Who grades; whether they can is known when they start."""
    trusted = options.trust_submissions
    if options.level == PROCESS.name and not trusted:
        raise Complaint("level process confines nobody; if you trust every program, add --trust-submissions")
    if options.executor == "dask":
        if not options.scheduler:
            raise Complaint("--executor dask needs --scheduler ADDRESS, such as tcp://10.0.0.1:8786")
        return on_cluster(options.scheduler, options.level, lessons, known, say, trusted=trusted)
    if options.scheduler:
        raise Complaint("--scheduler is for a cluster; add --executor dask")
    secrets = [options.key or course_of(options).key, options.submissions, options.out]
    return on_this_machine(options.level, lessons, known, secrets, options.jobs, trusted=trusted)


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


def _some(names: list[str]) -> str:
    more = f" and {len(names) - 10} more" if len(names) > 10 else ""
    return ", ".join(f"`{clean(name)}`" for name in names[:10]) + more


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
