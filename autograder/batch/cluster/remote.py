"""What is used on the machines of a cluster. They are the instructor's: the key is there, student code is confined."""

from __future__ import annotations

import json
import pickle
import platform
import threading
import weakref
import zlib
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from autograder.batch.engine import Lanes
from autograder.batch.intake import Submission
from autograder.confinement.doctor import trial
from autograder.confinement.level import KERNEL, LANE, LEVELS, PROCESS
from autograder.confinement.process import ProcessWorker
from autograder.confinement.running import Assignment
from autograder.grading.checks import Lesson

ROOMS = ("grading", "confinement", "batch")


class Grader:
    """The lessons, and confined lanes that are opened where it is used, one for each thread.

    The cluster keeps one in each of its processes and drops it when the command that sent it is gone,
    however it went; the lanes close then.
    """

    def __init__(self, checks: bytes, key: str, level: str) -> None:
        """checks: see `packed`. key: what the results are of. level: of every lane, as it was tried out."""
        self.facts = checks, key, level
        self.lock = threading.Lock()
        self.lanes: Lanes | None = None
        self.tried: ProcessWorker | None = None

    def __reduce__(self) -> tuple[Any, ...]:
        return Grader, self.facts

    def grade(self, bundle: Sequence[Submission]) -> list[dict[str, Any]]:
        """A result for each submission. Raises LaneError if no lane can be had here."""
        with self.lock:
            self.lanes = self.lanes or self._opened()
        return [self.lanes.result(submission) for submission in bundle]

    def _opened(self) -> Lanes:
        checks, key, level = self.facts
        assignments = [Assignment.of(lesson) for lesson in unpacked(checks)]
        lanes = Lanes(confined(level), assignments, key)
        weakref.finalize(self, lanes.close)
        return lanes


def grade_bundle(grader: Grader, bundle: bytes) -> list[dict[str, Any]]:
    """The task: one bundle of submissions, as `pickled`. Raises LaneError."""
    return grader.grade(pickle.loads(bundle))  # noqa: S301 - made by our own command


def pickled(bundle: Sequence[Submission]) -> bytes:
    """A bundle on its way."""
    return pickle.dumps(bundle)


def packed(lessons: Sequence[Lesson]) -> bytes:
    """Lessons on their way, expected values and all."""
    return zlib.compress(json.dumps([lesson.data for lesson in lessons]).encode(), 1)


def unpacked(checks: bytes) -> list[Lesson]:
    """The inverse of `packed`."""
    return [Lesson.from_data(data) for data in json.loads(zlib.decompress(checks))]


def confined(level: str) -> Any:
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


def fingerprint() -> str:
    """Tells whether two installations grade with the same code, whatever version they say they are."""
    total = sha256()
    for path in _sources():
        total.update(path.name.encode() + path.read_bytes())
    return total.hexdigest()


def _sources() -> Iterator[Path]:
    package = Path(__file__).parents[2]
    for room in ROOMS:
        yield from sorted((package / room).rglob("*.py"))
