"""Grade a class: several lanes at once, one writer, and nothing done twice."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ThreadPoolExecutor, wait
from itertools import islice
from typing import Any, TypeVar

from autograder.batch.grading import grade_submission
from autograder.batch.intake import Entry, read
from autograder.batch.store import Store, resume_key
from autograder.confinement.running import Assignment
from autograder.confinement.worker import Worker

T = TypeVar("T")
R = TypeVar("R")


class Lanes:
    """One worker for each thread of a pool, made when the thread first needs it."""

    def __init__(self, make: Callable[[], Worker], assignments: Sequence[Assignment], key: str) -> None:
        self.make, self.assignments, self.key = make, assignments, key
        self.topics = [a.lesson.topic for a in assignments]
        self.local = threading.local()
        self.workers: list[Worker] = []
        self.lock = threading.Lock()

    def worker(self) -> Worker:
        if not hasattr(self.local, "worker"):
            self.local.worker = self.make()
            with self.lock:
                self.workers.append(self.local.worker)
        worker: Worker = self.local.worker
        return worker

    def grade(self, entry: Entry, done: Callable[[tuple[str, ...]], bool]) -> dict[str, Any] | None:
        """The result for one entry, or None if the very same was graded before."""
        submission = read(entry, self.topics)
        worker = self.worker()
        facts = {"student": entry.student, "digest": submission.digest, "key": self.key, "level": worker.level}
        if done(resume_key(facts)):
            return None
        return {**grade_submission(worker, self.assignments, submission), "key": self.key}

    def close(self) -> None:
        for worker in self.workers:
            worker.close()


def grade_class(
    lanes: Lanes, entries: Sequence[Entry], store: Store, jobs: int, each: Callable[[dict[str, Any] | None], None]
) -> None:
    """Grade all entries and append their results; `each` is called after every one.

    Raises StoreError if a result cannot be kept; what was kept stays.
    """
    pool = ThreadPoolExecutor(jobs, thread_name_prefix="lane")
    try:
        for result in unordered(pool, lambda entry: lanes.grade(entry, store.has), entries, window=4 * jobs):
            if result is not None:
                store.append(result)
            each(result)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
        lanes.close()


def unordered(executor: Executor, function: Callable[[T], R], items: Iterable[T], window: int) -> Iterator[R]:
    """Results as they come, with at most `window` items under way: memory stays flat."""
    waiting = iter(items)
    running: set[Future[R]] = {executor.submit(function, item) for item in islice(waiting, window)}
    while running:
        done, running = wait(running, return_when=FIRST_COMPLETED)
        for future in done:
            yield future.result()
        running |= {executor.submit(function, item) for item in islice(waiting, len(done))}
