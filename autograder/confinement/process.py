"""The worker of level "process": a warm process forks a child for every program."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from autograder.confinement.session import BrokenLoadError, Clock, OutOfTimeError, Session
from autograder.confinement.warm import Warm
from autograder.confinement.wire import encode
from autograder.confinement.worker import Limits, Loaded, Task
from autograder.grading import answer as _answer
from autograder.grading.answer import Answer


class ProcessWorker:
    """Level "process": a warm process forks a child for every program, with the limits of the platform."""

    level = "process"

    def __init__(self, limits: Limits | None = None, *, fork: bool = False) -> None:
        """fork: start from this very process, which must not hold an expected value yet."""
        self.limits = limits or Limits()
        self.closed = False
        self.plain = Warm(fork=fork)
        self.drawing: Warm | None = None

    def _warm(self, program: bytes, tasks: Sequence[Task]) -> Warm:
        """Matplotlib takes a second to import: once for all who draw, and never for those who do not."""
        if b"matplotlib" not in program and not any(t.probe.kind == "figure" for t in tasks):
            return self.plain
        if self.drawing is None:
            self.drawing = Warm("matplotlib.pyplot")
        return self.drawing

    def run(self, program: bytes, name: str, tasks: Sequence[Task]) -> Iterator[Loaded | Answer]:
        clock, warm = Clock(self.limits), self._warm(program, tasks)
        skip: dict[int, str] = {}
        done, reported = 0, False
        while not reported or done < len(tasks):
            session = Session(warm, clock)
            try:
                request = {
                    "program": np.frombuffer(program, np.uint8),
                    "name": name,
                    "skip": list(skip),
                    "tasks": len(tasks) - done,
                }
                session.send([encode(request), *_next_inputs(tasks, done)])
                loaded = session.loaded(skip)
                if loaded is None:  # a statement was put on `skip`: load again without it
                    continue
                if not reported:
                    reported = True
                    yield Loaded.from_data(loaded, list(skip.values()))
                while done < len(tasks):
                    answer = session.answer(tasks[done].probe)
                    done += 1
                    yield answer
                    if answer.status in (_answer.TIMED_OUT, _answer.CRASHED):
                        break
                    if done < len(tasks) and tasks[done].probe.hidden and not tasks[done - 1].probe.hidden:
                        session.send(_next_inputs(tasks, done))
            except (OutOfTimeError, BrokenLoadError) as error:
                status = _answer.TIMED_OUT if isinstance(error, OutOfTimeError) else _answer.CRASHED
                if not reported:
                    yield Loaded(fatal=str(error))
                yield from [Answer(status, text=str(error))] * (len(tasks) - done)
                return
            finally:
                session.close()

    def close(self) -> None:
        if not self.closed:
            self.closed = True
            self.plain.close()
            if self.drawing:
                self.drawing.close()


def _next_inputs(tasks: Sequence[Task], done: int) -> list[bytes]:
    """The inputs that may be known now: hidden ones only when every visible answer is back."""
    return [t.frame for t in tasks[done:] if t.probe.hidden == tasks[done].probe.hidden]
