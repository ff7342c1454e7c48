"""Who grades on this machine: lanes, all of the strongest level that works, or of the one that was asked for."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from autograder.batch.basis import Basis
from autograder.batch.engine import NO_WORKER, Crew, LaneError, Lanes, grade_class
from autograder.confinement.doctor import UnconfinedError, strongest, trial
from autograder.confinement.level import LEVELS, PROCESS
from autograder.confinement.process import ProcessWorker
from autograder.confinement.running import Assignment
from autograder.cores import usable
from autograder.grading.checks import Lesson


@contextlib.contextmanager
def on_this_machine(
    level: str | None,
    lessons: Sequence[Lesson],
    known: Collection[str],
    secrets: Sequence[Path],
    jobs: int,
    *,
    trusted: bool,
) -> Iterator[Crew]:
    """Lanes of this machine. level: None for the strongest. known: see `read`. secrets: see `trial`.

    Raises LaneError if student code cannot be run as it was asked for.
    """
    assignments = [Assignment.of(lesson) for lesson in lessons]
    with contextlib.closing(_worker(level, secrets, trusted=trusted)) as worker:
        make = functools.partial(ProcessWorker, level=worker.confined)
        alone = jobs == len(usable())  # fewer: others want cores too; more: some would share one
        basis = Basis.of(lessons)
        lanes = Lanes(make, assignments, basis, worker.level, known, ready=[worker], pinned=alone)
        yield Crew(worker.confined.sentence, functools.partial(grade_class, lanes, jobs=jobs))


def _worker(level: str | None, secrets: Sequence[Path], *, trusted: bool) -> ProcessWorker:
    try:
        if level is None:
            return strongest(secrets, trusted=trusted)
        if LEVELS[level] is PROCESS:
            return ProcessWorker(level=PROCESS)
        worker, found = trial(LEVELS[level], secrets)
    except UnconfinedError as error:
        raise LaneError(str(error)) from None
    except (OSError, RuntimeError) as error:
        raise LaneError(f"{NO_WORKER}: {error}") from None
    if worker is None:
        raise LaneError(f"level {level} cannot be used here: {'; '.join(found[:3])}")
    return worker
