"""A Dask cluster that grades: who is in it, whether it can, and the way there."""

from __future__ import annotations

import contextlib
import functools
import importlib.metadata
import platform
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import CancelledError, Future
from typing import Any

from autograder.batch.basis import Basis, grader
from autograder.batch.cluster import flow, remote
from autograder.batch.cluster.connection import connected, words
from autograder.batch.engine import Crew, Lanes, Work, changed
from autograder.batch.glance import Glance
from autograder.batch.intake import Entry
from autograder.batch.pool import Book, LaneError
from autograder.batch.store import Result
from autograder.confinement.level import LEVELS, PROCESS
from autograder.confinement.running import Assignment
from autograder.confinement.worker import Worker

MOST = 20  # submissions in a bundle: about a second of work
PATIENCE = 300.0  # seconds without any worker
LOST = "every machine that graded it was lost"
ON_THE_WAY = "nothing is lost, run the same command to go on"
PACKAGES = ("calculus-for-ml", "numpy", "distributed")


class Cluster:
    """The processes behind one scheduler, all of them able to grade as this machine would."""

    def __init__(
        self, address: str, client: Any, level: str | None, say: Callable[[str], None], *, trusted: bool
    ) -> None:
        """level: see `--level`. say: talks to the instructor. Raises LaneError if some process cannot grade, or there is none."""
        self.address, self.client, self.say = address, client, say
        self.asked = self.seen = time.monotonic()
        self.threads: int = sum(self._ask(client.nthreads).values())
        if not self.threads:
            raise LaneError(f"the cluster at {address} has no worker; start one: dask worker {address}")
        self._compare_versions()
        self.level = self._level(level, trusted=trusted)

    @property
    def sentence(self) -> str:
        """How many grade, and how well they are confined."""
        count = f"{self.threads} thread{'s' if self.threads > 1 else ''} of the cluster at {self.address}"
        return f"{LEVELS[self.level].sentence[:-1]}, on {count}."

    def grade(
        self,
        basis: Basis,
        known: Collection[str],
        entries: Sequence[Entry],
        book: Book,
        each: Callable[[Result | None], None],
    ) -> None:
        """As `grade_class`. Raises StoreError, and LaneError if the cluster is lost."""
        from distributed import KilledWorker

        lessons = basis.lessons
        lanes = Lanes(_nobody, [Assignment.of(lesson) for lesson in lessons], basis, self.level, known)
        checks = remote.packed(lessons)
        there = self.client.submit(remote.Grader, checks, self.level, pure=False, retries=2)
        executor = self.client.get_executor(pure=False, retries=2)

        def submit(bundle: flow.Bundle) -> Future[flow.Results]:
            sent: Future[flow.Results] = self._ask(
                executor.submit, remote.grade_bundle, there, remote.pickled(bundle)
            )
            return sent

        def given_up(work: Work, error: Exception) -> Result:
            return lanes.given_up(work, LOST if isinstance(error, KilledWorker) else words(error))

        looks: dict[str, Glance] = {}
        work = flow.bundles(_due(lanes, entries, book, each, looks), self._together(len(entries)))
        results = flow.through(submit, work, self._window, given_up, self._look)
        with contextlib.closing(results):
            try:
                for done, result in results:
                    book.append(result)
                    student = done.submission.student
                    book.noticed(student, looks.pop(student).lasting)
                    each(result)
            except CancelledError as error:
                raise self._is_lost(error) from None

    def _together(self, count: int) -> int:
        """How many submissions travel together: few of a small class, so that everybody has something to do."""
        return max(1, min(MOST, count // (4 * max(1, self.threads))))

    def _window(self) -> int:
        """How many bundles may be under way: one being graded and one waiting for each thread. Raises as `_look`."""
        self._look()
        return 2 * self.threads + 1

    def _look(self) -> None:
        """Count the threads now and then. Raises LaneError if no worker comes back."""
        now = time.monotonic()
        if now - self.asked > flow.LOOK:
            threads = sum(self._ask(self.client.nthreads).values())
            self.asked = time.monotonic()
            if not threads and self.threads:
                self.say(
                    f"All workers of the cluster are gone; waiting {PATIENCE / 60:.0f} minutes for one ..."
                )
            self.threads = threads
            if threads:
                self.seen = self.asked
            elif self.asked - self.seen > PATIENCE:
                raise LaneError(
                    f"the cluster at {self.address} has had no worker for {PATIENCE / 60:.0f} minutes; {ON_THE_WAY}"
                )

    def _ask(self, question: Callable[..., Any], *arguments: Any) -> Any:
        try:
            return question(*arguments)
        except (OSError, TimeoutError, CancelledError) as error:
            raise self._is_lost(error) from None

    def _is_lost(self, error: BaseException) -> LaneError:
        return LaneError(f"the scheduler at {self.address} was lost ({words(error)}); {ON_THE_WAY}")

    def _compare_versions(self) -> None:
        """Raises LaneError if a process runs other versions than this one: grades must not depend on who grades."""
        for name in PACKAGES:
            self._compare(name, importlib.metadata.version, name)
        self._compare("Python", platform.python_version)
        self._compare("autograder (same version, other files)", grader)

    def _compare(self, name: str, question: Callable[..., str], *arguments: str) -> None:
        mine = question(*arguments)
        for worker, theirs in self._run(question, *arguments).items():
            if isinstance(theirs, Exception):
                raise LaneError(f"the worker {worker} has no {name}; install the same versions there as here")
            if theirs != mine:
                versions = f" {theirs}, this machine {mine}" if "." in mine else ""  # else a digest
                raise LaneError(
                    f"the worker {worker} has another {name}{versions}; install the same there as here"
                )

    def _level(self, wanted: str | None, *, trusted: bool) -> str:
        """The strongest level that works in all processes."""
        if wanted == PROCESS.name and trusted:
            return PROCESS.name
        found: dict[str, tuple[list[str], str]] = self._run(remote.levels_here, wanted)
        for worker, answer in found.items():
            works, reasons = answer if isinstance(answer, tuple) else ([], words(answer))
            if not works and not (trusted and wanted is None):
                raise LaneError(
                    f"submissions cannot be confined on the worker {worker} ({reasons}); `autograder doctor` "
                    "says more there; if you trust every program, --trust-submissions grades without"
                )
        common = [name for name in LEVELS if all(name in answer[0] for answer in found.values())]
        if not common and not trusted:
            raise LaneError(
                f"the workers of the cluster at {self.address} have no level of confinement in common"
            )
        return common[0] if common else PROCESS.name

    def _run(self, function: Callable[..., Any], *arguments: Any) -> dict[str, Any]:
        """What a function returns (or raises) in each process."""

        def ask() -> dict[str, Any]:
            answers: dict[str, Any] = self.client.run(function, *arguments, on_error="return")
            return answers

        found: dict[str, Any] = self._ask(ask)
        return found


def _due(
    lanes: Lanes,
    entries: Sequence[Entry],
    book: Book,
    each: Callable[[Result | None], None],
    looks: dict[str, Glance],
) -> Iterator[Work]:
    """What was not graded before just as it is. looks: of those that are under way."""
    for entry, look in changed(lanes, entries, book, each):
        if work := lanes.work(entry, book):
            looks[entry.student] = look
            yield work
        else:
            book.noticed(entry.student, look.lasting)
            each(None)


def _nobody() -> Worker:
    raise RuntimeError("the cluster grades, not this machine")


@contextlib.contextmanager
def on_cluster(
    address: str,
    level: str | None,
    basis: Basis,
    known: Collection[str],
    say: Callable[[str], None],
    *,
    trusted: bool,
) -> Iterator[Crew]:
    """The cluster behind a scheduler. See `Cluster`. Raises LaneError if it is not there or cannot grade."""
    with connected(address) as client:
        cluster = Cluster(address, client, level, say, trusted=trusted)
        yield Crew(functools.partial(say, cluster.sentence), functools.partial(cluster.grade, basis, known))
