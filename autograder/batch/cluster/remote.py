"""What is used on the machines of a cluster. They are the instructor's: the key is there, student code is confined."""

from __future__ import annotations

import json
import pickle
import platform
import threading
import weakref
import zlib
from collections.abc import Callable, Sequence
from typing import Any

from autograder.batch.basis import Basis
from autograder.batch.engine import Lanes, Work
from autograder.batch.pool import LaneError
from autograder.batch.store import Result
from autograder.confinement.doctor import trial
from autograder.confinement.level import KERNEL, LANE, LEVELS, PROCESS
from autograder.confinement.process import ProcessWorker
from autograder.confinement.running import Assignment
from autograder.grading.checks import Lesson


class Grader:
    """The lessons, and confined lanes that are opened where it is used, one for each thread.

    The cluster keeps one in each of its processes and drops it when the command that sent it is gone,
    however it went; the lanes close then.
    """

    def __init__(self, checks: bytes, level: str) -> None:
        """checks: see `packed`. level: of every lane, as it was tried out."""
        self.facts = checks, level
        self.lock = threading.Lock()
        self.lanes: Lanes | None = None
        self.tried: ProcessWorker | None = None

    def __reduce__(self) -> tuple[Any, ...]:
        return Grader, self.facts

    def grade(self, bundle: Sequence[Work]) -> list[Result]:
        """A result for each submission. Raises LaneError if no lane can be had here."""
        with self.lock:
            self.lanes = self.lanes or self._opened()
        return [self.lanes.result(work) for work in bundle]

    def _opened(self) -> Lanes:
        checks, level = self.facts
        basis = Basis.of(unpacked(checks))
        assignments = [Assignment.of(lesson) for lesson in basis.lessons]
        lanes = Lanes(confined(level), assignments, basis, level)
        weakref.finalize(self, lanes.close)
        return lanes


def grade_bundle(grader: Grader, bundle: bytes) -> list[Result]:
    """The task: one bundle of submissions, as `pickled`. Raises LaneError, or RuntimeError for whatever else fails."""
    try:
        return grader.grade(pickle.loads(bundle))  # noqa: S301 - made by our own command
    except LaneError:
        raise
    except Exception as error:  # one that Dask cannot send back would leave the command waiting
        text = f"{type(error).__name__}: {error}"[:500]
    raise RuntimeError(text)


def pickled(bundle: Sequence[Work]) -> bytes:
    """A bundle on its way."""
    return pickle.dumps(bundle)


def packed(lessons: Sequence[Lesson]) -> bytes:
    """Lessons on their way, expected values and all."""
    return zlib.compress(json.dumps([lesson.data for lesson in lessons]).encode(), 1)


def unpacked(checks: bytes) -> list[Lesson]:
    """The inverse of `packed`."""
    return [Lesson.from_data(data) for data in json.loads(zlib.decompress(checks))]


def confined(level: str) -> Callable[[], ProcessWorker]:
    """What makes a worker; the first one is there only after a program has tried to break out of it."""
    tried = False

    def make() -> ProcessWorker:
        nonlocal tried
        if tried or LEVELS[level] is PROCESS:
            return ProcessWorker(level=LEVELS[level])
        worker, found = trial(LEVELS[level])
        if worker is None:
            raise RuntimeError(f"level {level} cannot be used on {platform.node()}: {'; '.join(found[:3])}")
        tried = True
        return worker

    return make


def levels_here(wanted: str | None) -> tuple[list[str], str]:
    """The levels that confine programs in this process, strongest first, and why others do not. wanted: try only this."""
    works, reasons = [], []
    for level in (LANE, KERNEL) if wanted is None else (LEVELS[wanted],):
        worker, found = trial(level)
        if worker:
            worker.close()
            works.append(level.name)
        else:
            reasons.append(f"{level.name}: {'; '.join(found[:3])}")
    return works, ". ".join(reasons)
