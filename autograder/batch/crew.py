"""Who grades on this machine: lanes, made when somebody is to be graded."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable, Collection, Iterator

from autograder.batch.basis import Basis
from autograder.batch.engine import Crew, Lanes, grade_class
from autograder.batch.presumed import Presumed
from autograder.confinement.level import Level
from autograder.confinement.process import ProcessWorker
from autograder.confinement.running import Assignment
from autograder.cores import usable


@contextlib.contextmanager
def on_this_machine(
    basis: Basis,
    known: Collection[str],
    jobs: int,
    tried: Callable[[], ProcessWorker],
    presumed: Presumed,
    say: Callable[[str], None],
) -> Iterator[Crew]:
    """Lanes of this machine. known: see `read`. tried: makes a worker of the level that works. say: how well it confines."""
    with contextlib.ExitStack() as opened:
        ready = [] if presumed.level else [opened.enter_context(contextlib.closing(tried()))]
        levels: list[Level] = []

        def first() -> ProcessWorker:
            worker = ready.pop() if ready else tried()
            levels.append(worker.confined)
            presumed.remember(worker.level)
            say(worker.confined.sentence)
            return worker

        lanes = Lanes(
            lambda: ProcessWorker(level=levels[0]),
            [Assignment.of(lesson) for lesson in basis.lessons],
            basis,
            presumed.level,
            known,
            first=first,
            pinned=jobs == len(usable()),  # fewer: others want cores too; more: some would share one
        )
        opened.enter_context(contextlib.closing(lanes))
        yield Crew(lanes.begin if ready else lambda: None, functools.partial(grade_class, lanes, jobs=jobs))
