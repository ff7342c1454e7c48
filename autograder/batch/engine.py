"""Grade a class: several lanes at once, one writer, and nothing done twice."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

from autograder.batch.basis import Basis
from autograder.batch.fork import StoppedError
from autograder.batch.glance import Glance, glance
from autograder.batch.grading import grade_submission, ungraded
from autograder.batch.intake import Entry, Submission, read
from autograder.batch.pool import Book, FailedError, Pool
from autograder.batch.store import Result, resume_key
from autograder.confinement.running import Assignment
from autograder.confinement.worker import Worker

MANY = 100  # submissions for which it pays to start processes
T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True)
class Work:
    """A submission to be graded. facts: what its lessons rest on; kept: those graded before, both by slug. key: of all of it."""

    submission: Submission
    facts: dict[str, dict[str, str]]
    kept: dict[str, dict[str, Any]]
    key: str


class Lanes(Pool[Work]):
    """Workers that grade a class.

    level: that the workers have, or are presumed to have. known: see `read`. For the rest see `Pool`.
    """

    def __init__(
        self,
        make: Callable[[], Worker],
        assignments: Sequence[Assignment],
        basis: Basis,
        level: str,
        known: Collection[str] = (),
        pinned: bool = False,
        first: Callable[[], Worker] | None = None,
    ) -> None:
        super().__init__(make, pinned=pinned, first=first)
        self.assignments, self.basis, self.level = assignments, basis, level
        self.topics = [a.lesson.topic for a in assignments]
        self.known = known
        self.essays = [f"{a.lesson.topic}.{q.name}" for a in assignments for q in a.lesson.essays]
        self.stamp = basis.stamp(level, sorted(known))

    def begin(self) -> None:
        """What has been presumed of the level may be wrong."""
        super().begin()
        if self.ready:
            self.level = self.ready[0].level
            self.stamp = self.basis.stamp(self.level, sorted(self.known))

    def work(self, entry: Entry, book: Book) -> Work | None:
        submission = read(entry, self.topics, self.known, self.essays)
        key = self.basis.key(submission)
        made_from = {"digest": submission.digest, "key": key, "level": self.level}
        if book.has(entry.student, resume_key(made_from)):
            return None
        facts = self.basis.facts(submission)
        return Work(submission, facts, self.basis.kept(facts, self.level, book.last(entry.student)), key)

    def result(self, work: Work) -> Result:
        submission, kept = work.submission, work.kept
        try:
            graded = self.tried(lambda worker: grade_submission(worker, self._wanted(), submission, kept))
        except FailedError as error:
            return self.given_up(work, str(error))
        return self.signed(work, graded)

    def given_up(self, work: Work, why: str) -> Result:
        return self.signed(work, ungraded(work.submission, self.level, why))

    def signed(self, work: Work, result: Result) -> Result:
        """A result that says what it rests on."""
        for lesson in result["lessons"]:
            lesson |= work.facts[lesson["lesson"]]
        return {**result, "grader": self.basis.grader, "key": work.key}

    def _wanted(self) -> Iterator[Assignment]:
        for assignment in self.assignments:
            if self.stopping:
                raise StoppedError
            yield assignment


@dataclass(frozen=True)
class Crew:
    """Who grades. begin: say who, if that is known. grade: as `grade_class`, with lanes of its own."""

    begin: Callable[[], None]
    grade: Callable[[Sequence[Entry], Book, Callable[[Result | None], None]], None]


def changed(
    lanes: Pool[Any], entries: Iterable[Entry], book: Book, each: Callable[[Result | None], None]
) -> Iterator[tuple[Entry, Glance]]:
    """Those that a glance does not tell to be as they were: nobody else is worth a task."""
    for entry in entries:
        look = glance(entry, lanes.stamp)
        if book.is_unchanged(entry.student, look.digest):
            each(None)
        else:
            yield entry, look


def grade_class(
    lanes: Pool[Any],
    entries: Sequence[Entry],
    book: Book,
    each: Callable[[Result | None], None],
    jobs: int,
) -> None:
    """Grade all entries and append their results; `each` is called after every one.

    Raises StoreError if a result cannot be kept, LaneError if no worker starts; what was kept stays.
    """

    def grade(task: tuple[Entry, Glance]) -> tuple[Entry, Glance, Result | None]:
        return *task, lanes.grade(task[0], book)

    due = sum(1 for _ in islice(changed(lanes, entries, book, lambda _: None), MANY))
    if not due:  # so no worker is needed
        for _ in entries:
            each(None)
        return
    with contextlib.ExitStack() as ending:
        ending.callback(lanes.close)
        lanes.begin()
        waiting = changed(lanes, entries, book, each)
        done: Iterator[tuple[Entry, Glance, Result | None]]
        if jobs == 1:
            ending.callback(lanes.stop)
            done = map(grade, waiting)
        else:
            threads = lanes.fork(jobs) if due >= MANY and sys.platform == "linux" else jobs
            pool = ThreadPoolExecutor(threads, thread_name_prefix="lane")
            ending.callback(pool.shutdown, wait=True, cancel_futures=True)
            ending.callback(lanes.stop)
            done = unordered(pool, grade, waiting, window=4 * jobs)
        for entry, look, result in done:
            if result is not None:
                book.append(result)
            book.noticed(entry.student, look.lasting)
            each(result)


def unordered(executor: Executor, function: Callable[[T], R], items: Iterable[T], window: int) -> Iterator[R]:
    """Results as they come, with at most `window` items under way: memory stays flat."""
    waiting = iter(items)
    running: set[Future[R]] = {executor.submit(function, item) for item in islice(waiting, window)}
    while running:
        done, running = wait(running, return_when=FIRST_COMPLETED)
        running |= {executor.submit(function, item) for item in islice(waiting, len(done))}
        while done:
            yield done.pop().result()
