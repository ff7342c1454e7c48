"""Grade a class: several lanes at once, one writer, and nothing done twice."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

from autograder.batch.grading import grade_submission, ungraded
from autograder.batch.intake import Entry, Submission, read
from autograder.batch.store import Store, resume_key
from autograder.confinement.running import Assignment
from autograder.confinement.worker import Worker
from autograder.cores import keep_to, usable

NO_WORKER = "student code cannot be run here"
T = TypeVar("T")
R = TypeVar("R")


class LaneError(Exception):
    """No worker can be had, so nobody can be graded; the text is one sentence."""


class StoppedError(Exception):
    """Grading ends before this submission is done."""


class Lanes:
    """One worker for each thread of a pool, made when the thread first needs it.

    known: see `read`. ready: workers that are taken before others are made. pinned: every thread stays on a core
    of its own, together with the processes of its worker, which find their data in its cache.
    """

    def __init__(
        self,
        make: Callable[[], Worker],
        assignments: Sequence[Assignment],
        key: str,
        known: Collection[str] = (),
        ready: Iterable[Worker] = (),
        pinned: bool = False,
    ) -> None:
        self.make, self.assignments, self.key = make, assignments, key
        self.topics = [a.lesson.topic for a in assignments]
        self.known = known
        self.local = threading.local()
        self.ready, self.workers = [*ready], list[Worker]()
        self.free_cores = usable() if pinned else []
        self.lock = threading.Lock()
        self.stopping = False

    def grade(self, entry: Entry, done: Callable[[str, str], bool]) -> dict[str, Any] | None:
        """The result for one entry, or None if the very same was graded before."""
        submission = read(entry, self.topics, self.known)
        facts = {
            "student": entry.student,
            "digest": submission.digest,
            "key": self.key,
            "level": self.worker().level,
        }
        if done(entry.student, resume_key(facts)):
            return None
        return self.result(submission)

    def result(self, submission: Submission) -> dict[str, Any]:
        """The result for what one student handed in."""
        return {**self._graded(submission), "key": self.key}

    def _graded(self, submission: Submission) -> dict[str, Any]:
        """Grade with the thread's worker, and once more with a new one should that fail."""
        failure = ""
        for _ in range(2):
            worker = self.worker()
            try:
                return grade_submission(worker, self._wanted(), submission)
            except Exception as error:  # our fault or the machine's: the next student must not notice
                if self.stopping:
                    raise
                failure = f"{type(error).__name__}: {error}"
                self._discard(worker)
        return ungraded(submission, self.worker().level, failure)

    def _wanted(self) -> Iterator[Assignment]:
        for assignment in self.assignments:
            if self.stopping:
                raise StoppedError
            yield assignment

    def worker(self) -> Worker:
        """The worker of this thread. Raises LaneError if none can be started."""
        if not hasattr(self.local, "worker"):
            self._settle()
            with self.lock:
                worker = self.ready.pop() if self.ready else None
            try:
                worker = worker or self.make()
            except (OSError, RuntimeError) as error:
                raise LaneError(f"{NO_WORKER}: {error}") from None
            if self.local.core is not None:
                worker.keep_to(self.local.core)
            self.local.worker = worker
            with self.lock:
                self.workers.append(worker)
        mine: Worker = self.local.worker
        return mine

    def _settle(self) -> None:
        """Give this thread its core, once."""
        if not hasattr(self.local, "core"):
            with self.lock:
                self.local.core = self.free_cores.pop() if self.free_cores else None
            if self.local.core is not None:
                keep_to(self.local.core)

    def _discard(self, worker: Worker) -> None:
        del self.local.worker
        with self.lock:
            self.workers.remove(worker)
        _close(worker)

    def close(self) -> None:
        for worker in self.workers:
            _close(worker)


def _close(worker: Worker) -> None:
    with contextlib.suppress(Exception):  # a worker that is broken already cannot complain
        worker.close()


@dataclass(frozen=True)
class Crew:
    """Who grades. grade: entries into a store, as `grade_class`. sentence: how well they are confined."""

    sentence: str
    grade: Callable[[Sequence[Entry], Store, Callable[[dict[str, Any] | None], None]], None]


def grade_class(
    lanes: Lanes,
    entries: Sequence[Entry],
    store: Store,
    each: Callable[[dict[str, Any] | None], None],
    jobs: int,
) -> None:
    """Grade all entries and append their results; `each` is called after every one.

    Raises StoreError if a result cannot be kept, LaneError if no worker starts; what was kept stays.
    """
    jobs = min(jobs, len(entries))
    pool = ThreadPoolExecutor(jobs, thread_name_prefix="lane")
    try:
        for result in unordered(pool, lambda entry: lanes.grade(entry, store.has), entries, window=4 * jobs):
            if result is not None:
                store.append(result)
            each(result)
    finally:
        lanes.stopping = True
        pool.shutdown(wait=True, cancel_futures=True)
        lanes.close()


def unordered(executor: Executor, function: Callable[[T], R], items: Iterable[T], window: int) -> Iterator[R]:
    """Results as they come, with at most `window` items under way: memory stays flat."""
    waiting = iter(items)
    running: set[Future[R]] = {executor.submit(function, item) for item in islice(waiting, window)}
    while running:
        done, running = wait(running, return_when=FIRST_COMPLETED)
        running |= {executor.submit(function, item) for item in islice(waiting, len(done))}
        while done:
            yield done.pop().result()
