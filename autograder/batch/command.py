"""`autograder grade`: from a folder of submissions to a folder of grades."""

from __future__ import annotations

import argparse
import contextlib
import functools
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from autograder.batch.basis import Basis
from autograder.batch.crew import on_this_machine
from autograder.batch.engine import Crew
from autograder.batch.platforms.handin import some
from autograder.batch.platforms.take_in import Intake, take_in
from autograder.batch.pool import NO_WORKER, Book, LaneError
from autograder.batch.presumed import Presumed
from autograder.batch.progress import Count, progress, summed_up
from autograder.batch.store import Result, Store, StoreError
from autograder.cli import Complaint, course_of, say
from autograder.confinement.doctor import UnconfinedError, UntrustedError, chosen
from autograder.confinement.level import PROCESS
from autograder.confinement.process import ProcessWorker
from autograder.grading.checks import Lesson, load_checks
from autograder.grading.verdict import GRADER_ERROR
from autograder.history.index import INDEX, IndexingError, refresh
from autograder.policy.reading import PolicyError
from autograder.reports.adjustments import Adjustments, AdjustmentsError, adjustments_beside
from autograder.reports.intake import account_for
from autograder.reports.results import Column, columns
from autograder.reports.rules import Rules, policy_of
from autograder.reports.table import topics_of
from autograder.reports.writing import Reports


@dataclass(frozen=True)
class Run:
    """One run of the grader: who is graded, with what, and where it is written."""

    out: Path
    intake: Intake
    crew: Crew
    store: Store
    lessons: list[Lesson]
    adjustments: Adjustments
    rules: Rules

    @property
    def students(self) -> list[str]:
        return [e.student for e in self.intake.entries]

    @cached_property
    def columns(self) -> list[Column]:
        return columns(self.lessons)

    @cached_property
    def reports(self) -> Reports:
        """The reports; asked for only by who is going to write them, since files of those who are gone go at once."""
        return Reports(self.out, self.store, self.students, self.lessons, self.adjustments, self.rules)

    def grade(self, book: Book, each: Callable[[Result], None]) -> int:
        """Grade all, and return how many results were kept from before. each: called with every new one."""
        found, count = self.intake.entries, Count()
        try:
            with progress(len(found)) as advance:
                self.crew.grade(found, book, lambda r: count.add(r, each, advance))
        except KeyboardInterrupt:
            say(f"{count.done} of {len(found)} graded so far")
            raise
        return count.kept

    def finish(self, kept: int) -> int:
        """Write all reports, sum up, and return the exit status. kept: how many were not graded again."""
        say("Writing the reports ...")
        intake, path = self.intake, self.out / "intake.csv"

        def account(statuses: dict[str, int]) -> None:
            if account_for(intake, path, self.store, statuses):
                say(f"What became of each file: `{path}`.")

        statuses = self.reports.finish(intake.digest, account)
        if (index := self.out / INDEX).exists():
            refresh(index)
        gone = sorted(set(self.store.offsets) - {e.student for e in intake.entries})
        for line in summed_up(statuses, kept, gone):
            say(line)
        return 1 if statuses.get(GRADER_ERROR) else 0


def grade_folder(options: argparse.Namespace) -> int:
    """Grade, write all reports, and return the exit status."""
    with started(options) as run:
        status = run.finish(run.grade(run.store, run.reports.page))
    for name in ("grades.csv", "class.html", "feedback"):
        print(options.out / name)
    return status


@contextlib.contextmanager
def started(options: argparse.Namespace) -> Iterator[Run]:
    """All that is needed to grade; nobody else writes to the folder meanwhile."""
    intake = _taken_in(options)
    found = intake.entries
    key = key_of(options)
    course = _lessons_in(key)
    lessons = wanted(course, options)
    for sentence in intake.sentences():
        say(sentence)
    with contextlib.ExitStack() as opened, _explained(options.out):
        crew = opened.enter_context(
            _crew(options, Basis.of(lessons, key), [x.topic for x in course], len(found))
        )
        store = opened.enter_context(Store(options.out / "results.jsonl"))
        crew.begin()
        students = {e.student for e in found} | store.offsets.keys()
        given = adjustments_beside(options.out, options.adjustments, columns(lessons), students)
        if given.skipped:
            say(f"Adjustments of lessons that are not graded here were left out: {', '.join(given.skipped)}.")
        rules = Rules.read(policy_of(options), columns(course), store.path)
        for sentence in rules.strangers(students):
            say(sentence)
        yield Run(options.out, intake, crew, store, lessons, given, rules)


@contextlib.contextmanager
def _explained(out: Path) -> Iterator[None]:
    """What can go wrong on the way, in one sentence."""
    try:
        yield
    except (StoreError, LaneError, AdjustmentsError, IndexingError, PolicyError) as error:
        raise Complaint(str(error), 1) from None
    except OSError as error:
        sentence = f"cannot write to `{out}`: {error.strerror or error}"
        raise Complaint(f"{sentence}; nothing is lost, run the same command to go on", 1) from None


def _crew(
    options: argparse.Namespace, basis: Basis, known: list[str], count: int
) -> contextlib.AbstractContextManager[Crew]:
    """Who grades: this machine or a cluster."""
    if options.executor == "dask":
        if not options.scheduler:
            raise Complaint("--executor dask needs --scheduler ADDRESS, such as tcp://10.0.0.1:8786")
        trusted = options.trust_submissions
        if options.level == PROCESS.name and not trusted:
            raise Complaint(str(UntrustedError()))
        from autograder.batch.cluster.cluster import on_cluster  # most have none

        return on_cluster(options.scheduler, options.level, basis, known, say, trusted=trusted)
    if options.scheduler:
        raise Complaint("--scheduler is for a cluster; add --executor dask")
    presumed = Presumed(options.out / ".level", (options.level, options.trust_submissions))
    secrets = [options.key or course_of(options).key, options.submissions, options.out]
    make = functools.partial(worker_for, options, secrets)
    return on_this_machine(basis, known, min(options.jobs, count), make, presumed, say)


def worker_for(options: argparse.Namespace, secrets: list[Path]) -> ProcessWorker:
    """A worker of the level that was asked for, or of the strongest that works. secrets: what nobody may read."""
    try:
        return chosen(options.level, secrets, trusted=options.trust_submissions)
    except UntrustedError as error:
        raise Complaint(str(error)) from None
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
    there = f"; it holds {some([row.path for row in intake.rows])}" if intake.rows else ""
    raise Complaint(
        f"`{options.submissions}` holds no folder and no archive, so nobody to grade{there}; "
        "give the folder that holds one folder (or zip) for each student"
    )


def lessons_of(options: argparse.Namespace) -> list[Lesson]:
    """All lessons of the key."""
    return _lessons_in(key_of(options))


def _lessons_in(key: Path) -> list[Lesson]:
    try:
        return load_checks(key)
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


def key_of(options: argparse.Namespace) -> Path:
    """The key that was named, or the course's, built afresh in a process of its own if it is absent or stale."""
    if options.key:
        return Path(options.key)
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
