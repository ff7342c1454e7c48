"""Workers for the threads of a pool: each on a core of its own, replaced when it fails, closed at the end."""

from __future__ import annotations

import contextlib
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Protocol, TypeVar

from autograder.batch.intake import Entry
from autograder.batch.store import Result
from autograder.confinement.worker import Worker
from autograder.cores import keep_to, usable

T = TypeVar("T")
NO_WORKER = "student code cannot be run here"


class LaneError(Exception):
    """No worker can be had, so nobody can be graded; the text is one sentence."""


class FailedError(Exception):
    """The grader itself failed, twice; the text says how."""


class Book(Protocol):
    """Where results are kept: a `Store`, or what stands in for one while nothing may be written to it yet."""

    def is_unchanged(self, student: str, glance: str) -> bool: ...
    def noticed(self, student: str, glance: str) -> None: ...
    def has(self, student: str, key: str) -> bool: ...
    def last(self, student: str) -> Result | None: ...
    def append(self, result: Result) -> None: ...


class Pool(ABC):
    """One worker for each thread, made when the thread first needs it.

    make: makes one. first: makes the very first, see `begin`. pinned: every thread stays on a core of its own,
    together with the processes of its worker, which find their data in its cache. stamp: see `glance`.
    """

    stamp = ""

    def __init__(
        self,
        make: Callable[[], Worker],
        *,
        pinned: bool = False,
        first: Callable[[], Worker] | None = None,
    ) -> None:
        self.make, self.first = make, first
        self.local = threading.local()
        self.ready, self.workers = list[Worker](), list[Worker]()
        self.free_cores = usable() if pinned else []
        self.lock = threading.Lock()
        self.stopping = False

    @abstractmethod
    def grade(self, entry: Entry, book: Book) -> Result | None:
        """The result for one entry, or None if the very same was graded before."""

    def begin(self) -> None:
        """Make the first worker, unless it is there."""
        if self.first:
            self.ready.append(self.first())
            self.first = None

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

    def discard(self, worker: Worker) -> None:
        """End a worker that failed; its thread gets another one."""
        del self.local.worker
        with self.lock:
            self.workers.remove(worker)
        _close(worker)

    def tried(self, grade: Callable[[Worker], T]) -> T:
        """What `grade` makes of the thread's worker, or of a new one should that fail. Raises FailedError, LaneError."""
        failure = ""
        for _ in range(2):
            worker = self.worker()
            try:
                return grade(worker)
            except Exception as error:  # our fault or the machine's: the next student must not notice
                if self.stopping:
                    raise
                failure = f"{type(error).__name__}: {error}"
                self.discard(worker)
        raise FailedError(failure)

    def close(self) -> None:
        for worker in (*self.workers, *self.ready):
            _close(worker)


def _close(worker: Worker) -> None:
    with contextlib.suppress(Exception):  # a worker that is broken already cannot complain
        worker.close()
