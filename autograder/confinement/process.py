"""The worker: warm processes that fork a child for every program, confined as well as its level says."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

import numpy as np

from autograder import cores
from autograder.confinement.known import Known
from autograder.confinement.level import PROCESS, Level
from autograder.confinement.session import BatchError, BrokenLoadError, Clock, Session, SpentError
from autograder.confinement.warm import LostError, Warm
from autograder.confinement.wire import encode, join
from autograder.confinement.worker import Limits, Loaded, Task
from autograder.grading import answer as _answer
from autograder.grading.answer import Answer

# What takes long to import is imported once, for all whose program mentions it, and not for the others.
DRAWING = ("matplotlib.pyplot", "matplotlib.backends.backend_agg")
PROFILES = {
    b"matplotlib": DRAWING,
    b"pylab": DRAWING,
    b"seaborn": DRAWING,
    b"numpy.testing": ("numpy.testing", "numpy.random"),
    b"random": ("numpy.random",),
    b"": (),
}
NOTEBOOKS = ("autograder.confinement.cells",)
LOSSES = 3


class ProcessWorker:
    """Runs programs in processes that never hold an expected value."""

    def __init__(
        self,
        limits: Limits | None = None,
        level: Level = PROCESS,
        *,
        fork: bool = False,
        batch: bool = True,
        look: Callable[[], None] | None = None,
    ) -> None:
        """fork: start from this very process, which must not hold an expected value yet. batch: let answers
        come all at once, which takes less time, and not each as soon as it is there. look: called every
        few hundredths of a second while a program runs; what it raises ends the program and comes out of `run`.

        Raises LostError if no warm process starts.
        """
        self.limits, self.batch, self.look = limits or Limits(), batch, look
        self.confined, self.level, self.known = level, level.name, Known()
        self.warm: dict[tuple[str, ...], Warm] = {(): Warm(level, fork=fork)}

    def is_ready(self, program: bytes) -> bool:
        """Whether what this program imports has been imported already."""
        return _modules(program) in self.warm

    def prepare(self, program: bytes) -> None:
        """Import it now, which may take a second. Raises LostError if no warm process starts."""
        self._warm(program)

    def _warm(self, program: bytes, *more: str) -> Warm:
        modules = (*_modules(program), *more)
        if modules not in self.warm:
            self.warm[modules] = Warm(self.confined, *modules)
        return self.warm[modules]

    def _replace(self, warm: Warm) -> None:
        warm.kill()
        self.warm = {modules: w for modules, w in self.warm.items() if w is not warm}

    def run(
        self, program: bytes, name: str, tasks: Sequence[Task], files: int = 1
    ) -> Generator[Loaded | Answer, None, None]:
        """See `Worker.run`. Raises LostError if no warm process starts."""
        clock, losses = Clock(replace(self.limits, total=self.limits.total / files), self.look), 0
        skip: dict[int, str] = {}
        done, reported, eager = 0, False, not self.batch
        while not reported or done < len(tasks):
            warm = self._warm(program)
            session = None
            try:
                session = Session(warm, clock, self.known, eager=eager)
                parts = _parts(tasks[done:], eager=eager)
                request = _request(program, name, skip, len(tasks) - done, eager=eager)
                session.send([request, *_inputs(parts[:1])])
                loaded = session.loaded(skip)
                if loaded is None:  # a statement was put on `skip`: load again without it
                    continue
                if not reported:
                    reported = True
                    yield Loaded.from_data(loaded, list(skip.values()))
                for answer in _answers(session, parts):
                    done += 1
                    yield answer
            except (BatchError, OverflowError):
                eager = True
            except (SpentError, BrokenLoadError, LostError) as error:
                if isinstance(error, LostError):  # level process lets a program do that; once may be bad luck
                    self._replace(warm)
                    losses += 1
                    if losses < LOSSES:
                        continue
                status = _answer.TIMED_OUT if isinstance(error, SpentError) else _answer.CRASHED
                if not reported:
                    yield Loaded(fatal=str(error))
                yield from [Answer(status, text=str(error))] * (len(tasks) - done)
                return
            finally:
                self._end(session)

    @contextlib.contextmanager
    def session(self, program: bytes, clock: Clock) -> Iterator[Session]:
        """A child of its own for this notebook, of which nothing is left afterwards. Raises LostError."""
        warm = self._warm(program, *NOTEBOOKS)
        try:
            session = Session(warm, clock, self.known, eager=True)
        except LostError:
            self._replace(warm)
            raise
        try:
            yield session
        finally:
            self._end(session)

    def _end(self, session: Session | None) -> None:
        if session:
            try:
                session.close()
            except LostError:
                self._replace(session.warm)

    def keep_to(self, core: int) -> None:
        """See `Worker.keep_to`."""
        for warm in self.warm.values():
            cores.keep_to(core, warm.host_pid)

    def close(self) -> None:
        for warm in self.warm.values():
            warm.close()
        self.warm = {}


def _modules(program: bytes) -> tuple[str, ...]:
    return PROFILES[next(mark for mark in PROFILES if mark in program)]


def _request(program: bytes, name: str, skip: dict[int, str], tasks: int, *, eager: bool) -> bytes:
    data = np.frombuffer(program, np.uint8)
    return encode({"program": data, "name": name, "skip": list(skip), "tasks": tasks, "eager": eager})


def _parts(tasks: Sequence[Task], *, eager: bool) -> list[list[Sequence[Task]]]:
    """What may be known together, visible probes before hidden ones, each part in groups that are sent together."""
    parts = [list(same) for _, same in groupby(tasks, lambda task: task.probe.hidden)]
    return [[[task] for task in part] if eager else [part] for part in parts]


def _inputs(parts: list[list[Sequence[Task]]]) -> list[bytes]:
    return [join([task.frame for task in group]) for part in parts for group in part]


def _answers(session: Session, parts: list[list[Sequence[Task]]]) -> Iterator[Answer]:
    """The answers, until one says that the child has ended. The inputs of the first part have been sent."""
    for i, part in enumerate(parts):
        if i:
            session.send(_inputs([part]))
        for group in part:
            answers = session.answers([task.probe for task in group])
            yield from answers
            if answers[-1].status in (_answer.TIMED_OUT, _answer.CRASHED):
                return
