"""The worker of level "process": a warm process forks a child for every program."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence

import numpy as np

from autograder.confinement.session import BrokenLoadError, Clock, OutOfTimeError, Session
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
        self.fork = fork
        ours, theirs = socket.socketpair()
        if self.fork:
            self.zygote = os.fork()
            if self.zygote == 0:
                from autograder.confinement import zygote

                ours.close()
                try:
                    zygote.serve(theirs)
                finally:
                    os._exit(1)
        else:
            command = [sys.executable, "-I", "-m", "autograder.confinement.zygote", str(theirs.fileno())]
            environment = {
                **os.environ,
                "OPENBLAS_NUM_THREADS": "1",
                "MPLBACKEND": "Agg",
                "PYTHONHASHSEED": "0",
            }
            self.process = subprocess.Popen(command, pass_fds=[theirs.fileno()], env=environment)
            self.zygote = self.process.pid
        theirs.close()
        self.control = ours
        self.closed = False
        self.lines = ours.makefile("rb")
        if self.lines.readline() != b"ready\n":
            raise RuntimeError(
                "the worker process did not start; run `python -m autograder.confinement.zygote 0`"
            )

    def run(self, program: bytes, name: str, tasks: Sequence[Task]) -> Iterator[Loaded | Answer]:
        clock = Clock(self.limits)
        skip: dict[int, str] = {}
        done, reported = 0, False
        while not reported or done < len(tasks):
            session = Session(self.control, self.lines, clock)
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
        if self.closed:
            return
        self.closed = True
        self.lines.close()
        self.control.close()  # the zygote ends when nobody can ask it any more
        if self.fork:
            os.waitpid(self.zygote, 0)
        else:
            self.process.wait()


def _next_inputs(tasks: Sequence[Task], done: int) -> list[bytes]:
    """The inputs that may be known now: hidden ones only when every visible answer is back."""
    return [t.frame for t in tasks[done:] if t.probe.hidden == tasks[done].probe.hidden]


@contextlib.contextmanager
def one_thread() -> Iterator[None]:
    """Import NumPy in here: its linear algebra then starts no threads, which saves 50 ms and is safe to fork."""
    name = "OPENBLAS_NUM_THREADS"
    before = os.environ.get(name)
    os.environ[name] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before
