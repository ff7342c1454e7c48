"""Workers for the lanes of a pool: each on a core of its own, replaced when it fails, closed at the end."""

from __future__ import annotations

import contextlib
import gc
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any, Generic, Protocol, TypeVar

from autograder.batch.fork import Fork, GoneError, StoppedError
from autograder.batch.intake import Entry
from autograder.batch.store import Result
from autograder.confinement.worker import Worker
from autograder.cores import keep_to, usable

T = TypeVar("T")
W = TypeVar("W")
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


class Pool(ABC, Generic[W]):
    """One worker for each thread, or for each fork of this process, made when it is first needed.

    make: makes one. first: makes the very first, see `begin`. pinned: every lane stays on a core of its own,
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
        self.forks, self.idle = list[Fork](), list[Fork]()
        self.lock = threading.Lock()
        self.stopping = False

    @abstractmethod
    def work(self, entry: Entry, book: Book) -> W | None:
        """What is to be done for one entry, or None if the very same was graded before."""

    @abstractmethod
    def result(self, work: W) -> Result:
        """Do it, with the worker of this thread."""

    @abstractmethod
    def given_up(self, work: W, why: str) -> Result:
        """The result of what ended the process that did it."""

    def grade(self, entry: Entry, book: Book) -> Result | None:
        """The result for one entry, or None if the very same was graded before."""
        work = self.work(entry, book)
        if work is None:
            return None
        fork = self._fork()
        if fork is None:
            return self.result(work)
        try:
            return fork.result(work)
        except GoneError as error:
            return self.given_up(work, str(error))

    def begin(self) -> None:
        """Make the first worker, unless it is there."""
        if self.first:
            self.ready.append(self.first())
            self.first = None

    def fork(self, count: int) -> int:
        """Let so many forks of this process do the work from now on; return how many threads keep them busy.

        `work` is still called here. Where no processes can be had, all is as if there were none.
        """
        gc.freeze()  # or the first collection in a fork would copy everything
        with contextlib.suppress(OSError):
            for _ in range(count):
                Fork(_Lane(self, self.free_cores.pop() if self.free_cores else None), self.forks)
        gc.unfreeze()
        self.idle = 2 * self.forks
        return len(self.idle) or count

    def _fork(self) -> Fork | None:
        """The fork of this thread, if there is one."""
        if not hasattr(self.local, "fork"):
            with self.lock:
                self.local.fork = self.idle.pop() if self.idle else None
        found: Fork | None = self.local.fork
        return found

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

    def stop(self) -> None:
        """End early what can end early."""
        self.stopping = True
        for fork in self.forks:
            fork.stop()

    def close(self) -> None:
        """End all forks and workers."""
        for fork in self.forks:
            fork.close()
        self.leave_workers()

    def leave_workers(self) -> None:
        """Nobody needs the workers any more."""
        for worker in (*self.workers, *self.ready):
            _close(worker)


class _Lane:
    """A pool in a fork: one thread, with workers of its own. core: where it stays."""

    def __init__(self, pool: Pool[Any], core: int | None) -> None:
        self.pool, self.core = pool, core

    def begin(self) -> None:
        pool = self.pool
        for worker in (*pool.workers, *pool.ready):  # these are copies: the process itself is another's
            _close(worker)
        pool.ready, pool.workers, pool.forks, pool.idle = [], [], [], []
        pool.local, pool.lock = threading.local(), threading.Lock()
        pool.free_cores = [] if self.core is None else [self.core]

    def result(self, work: Any) -> Result:
        if self.pool.stopping:
            raise StoppedError
        return self.pool.result(work)

    def stop(self) -> None:
        self.pool.stopping = True

    def end(self) -> None:
        for worker in self.pool.workers:
            _close(worker)


def _close(worker: Worker) -> None:
    with contextlib.suppress(Exception):  # a worker that is broken already cannot complain
        worker.close()
