"""The trusted side of a worker: hands a program and inputs over, takes answers back, keeps the time.

Whatever runs the program stands behind `Worker.run`; a confined worker replaces this one without
any change elsewhere.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol

import numpy as np

from autograder.confinement.probing import perform
from autograder.confinement.program import load
from autograder.confinement.wire import Channel, ClosedError, encode
from autograder.grading import answer as _answer
from autograder.grading.answer import Answer
from autograder.grading.checks import Lesson, Probe
from autograder.grading.values import MalformedError


@dataclass(frozen=True)
class Limits:
    """Seconds of CPU time; the wall clock gets `patience` times as much.

    call: one probe. again: one probe of a function that has timed out twice. statement: one
    top-level statement. total: everything of one file.
    """

    call: float = 2.0
    again: float = 0.25
    statement: float = 5.0
    total: float = 60.0
    patience: float = 5.0


@dataclass(frozen=True)
class Task:
    """A probe on its way to a worker; encoded once for all submissions."""

    probe: Probe
    parameters: tuple[str, ...]

    @cached_property
    def frame(self) -> bytes:
        return encode([self.probe.kind, self.probe.calls, self.parameters])


def tasks_of(lesson: Lesson) -> list[Task]:
    """The probes of a lesson in order."""
    return [Task(p, e.parameters) for e in lesson.exercises for p in e.probes]


@dataclass(frozen=True)
class Loaded:
    """How loading went: claims by the student's process, for messages only."""

    fatal: str = ""
    problems: tuple[str, ...] = ()
    uses: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def from_data(cls, data: Any, timed_out: Sequence[str]) -> Loaded:
        data = data if isinstance(data, dict) else {}
        problems = data.get("problems") if isinstance(data.get("problems"), list) else []
        uses = data.get("uses") if isinstance(data.get("uses"), dict) else {}
        return cls(
            str(data.get("fatal", ""))[:500],
            tuple(timed_out) + tuple(str(p)[:500] for p in problems[:20]),
            {str(k): [str(n) for n in v] for k, v in uses.items() if isinstance(v, list)},
        )


class Worker(Protocol):
    """Runs one program and performs probes on it, away from this process.

    level: how well the program is confined, named in every report.
    """

    level: str

    def run(self, program: bytes, name: str, tasks: Sequence[Task]) -> Iterator[Loaded | Answer]:
        """Yield one `Loaded`, then one `Answer` for every task, in order, whatever happens."""

    def close(self) -> None: ...


class InProcess:
    """No worker at all: a student's own program in this very process, for a debugger."""

    level = "none"

    def run(self, program: bytes, name: str, tasks: Sequence[Task]) -> Iterator[Loaded | Answer]:
        loaded = load(program, name)
        yield Loaded(loaded.fatal, tuple(loaded.problems), loaded.uses)
        for task in tasks:
            yield perform(task.probe, loaded.namespace, task.parameters, capture=False)

    def close(self) -> None:
        """Nothing to close."""


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


class OutOfTimeError(Exception):
    """A program used up its time; the text says which."""


class BrokenLoadError(Exception):
    """A program that cannot even be loaded; the text says why."""


class ProcessWorker:
    """Level "process": a warm process forks a child for every program, with the limits of the platform."""

    level = "process"

    def __init__(self, limits: Limits | None = None, *, fork: bool = False) -> None:
        """fork: start from this very process, which must not hold an expected value yet."""
        self.limits = limits or Limits()
        self.fork = fork
        self.control: socket.socket | None = None
        self.zygote = 0
        self.start()

    def start(self) -> None:
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
            environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "MPLBACKEND": "Agg", "PYTHONHASHSEED": "0"}
            self.process = subprocess.Popen(command, pass_fds=[theirs.fileno()], env=environment)
            self.zygote = self.process.pid
        theirs.close()
        self.control = ours
        self.lines = ours.makefile("rb")
        if self.lines.readline() != b"ready\n":
            raise RuntimeError("the worker process did not start; run `python -m autograder.confinement.zygote 0`")

    def run(self, program: bytes, name: str, tasks: Sequence[Task]) -> Iterator[Loaded | Answer]:
        clock = _Clock(self.limits)
        skip: dict[int, str] = {}
        done, reported = 0, False
        while not reported or done < len(tasks):
            session = _Session(self, clock)
            try:
                request = {
                    "program": np.frombuffer(program, np.uint8),
                    "name": name,
                    "skip": list(skip),
                    "tasks": len(tasks) - done,
                }
                session.send([encode(request), *(t.frame for t in tasks[done:])])
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
            except (OutOfTimeError, BrokenLoadError) as error:
                status = _answer.TIMED_OUT if isinstance(error, OutOfTimeError) else _answer.CRASHED
                if not reported:
                    yield Loaded(fatal=str(error))
                yield from [Answer(status, text=str(error))] * (len(tasks) - done)
                return
            finally:
                session.close()

    def close(self) -> None:
        if self.control is not None:
            self.control.close()
            self.lines.close()
            self.control = None
            if self.fork:
                os.waitpid(self.zygote, 0)
            else:
                self.process.wait()


class _Clock:
    """Time used by one program over all its sessions."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.cpu = 0.0
        self.began = time.monotonic()
        self.timeouts: dict[str, int] = {}

    def limit(self, function: str) -> float:
        return self.limits.again if self.timeouts.get(function, 0) >= 2 else self.limits.call

    def check(self, cpu: float) -> None:
        limits, wall = self.limits, time.monotonic() - self.began
        if self.cpu + cpu > limits.total or wall > limits.total * limits.patience:
            raise OutOfTimeError(f"the whole file used up its {limits.total:g} seconds")


class _Session:
    """One forked child: from its birth to its certain death."""

    def __init__(self, worker: ProcessWorker, clock: _Clock) -> None:
        assert worker.control is not None
        self.worker, self.clock, self.began = worker, clock, time.monotonic()
        self.scratch = tempfile.mkdtemp(prefix="autograder-")
        ours, theirs = socket.socketpair()
        self.channel = Channel(ours)
        seconds = int(clock.limits.total) + 5
        message = f"{seconds} {self.scratch}".encode("utf-8", "surrogateescape")
        socket.send_fds(worker.control, [message], [theirs.fileno()])
        theirs.close()
        self.pid = int(worker.lines.readline())
        self.ended = False
        self.used = 0.0

    def send(self, frames: list[bytes]) -> None:
        with contextlib.suppress(ClosedError):  # what happened is seen when the answers are read
            self.channel.send(b"".join(frames))

    def loaded(self, skip: dict[int, str]) -> Any:
        """How loading went; None if a statement had to be put on `skip` and loading starts again."""
        number, where = 0, "the file"
        for _ in range(20_000):
            frame = self._frame(self.clock.limits.statement)
            match frame:
                case {"at": int(number), "where": str(where)}:
                    continue
                case {"loaded": data}:
                    return data
            reason = frame if isinstance(frame, str) else "sent what is not an answer"
            if number == 0 or number in skip or len(skip) >= 20:
                raise BrokenLoadError(f"the file could not be loaded: it {reason}")
            skip[number] = f"{where[:200]}: left out, because it {reason}"
            return None
        raise BrokenLoadError("the file could not be loaded: it has too many statements")

    def answer(self, probe: Probe) -> Answer:
        function = probe.calls[0][0]
        limit = self.clock.limit(function)
        frame = self._frame(limit)
        if isinstance(frame, dict) and isinstance(frame.get("answer"), dict):
            return Answer.from_data(frame["answer"])
        if frame == _OUT_OF_TIME:
            self.clock.timeouts[function] = self.clock.timeouts.get(function, 0) + 1
            return Answer(_answer.TIMED_OUT, text=f"stopped after {limit:g} s")
        return Answer(_answer.CRASHED, text=frame if isinstance(frame, str) else "it sent what is not an answer")

    def _frame(self, limit: float) -> Any:
        """The next frame, or a text saying how the child ended instead."""
        before, began = self.cpu(), time.monotonic()
        while True:
            used, wall = self.cpu() - before, time.monotonic() - began
            if used > limit or wall > limit * self.clock.limits.patience:
                return _OUT_OF_TIME
            self.clock.check(before + used)
            try:
                frame = self.channel.receive(wait=max(limit - used, 0.01))
            except ClosedError:
                return self._how_it_ended()
            except MalformedError:
                return "sent what is not an answer"
            if frame is not None:
                return frame

    def cpu(self) -> float:
        """CPU seconds of the child, read from outside; the wall clock where that is not possible."""
        if not self.ended:
            try:
                self.used = time.clock_gettime((~self.pid << 3) | 2)
            except (OSError, AttributeError):
                self.used = time.monotonic() - self.began
        return self.used

    def _how_it_ended(self) -> str:
        code = self._reap()
        if code == -signal.SIGKILL or code == -signal.SIGXCPU:
            return "was killed: too much memory or time"
        if code < 0:
            return f"ended with {signal.Signals(-code).name}"
        return "ended the process" + (f" with exit code {code}" if code else "")

    def _reap(self) -> int:
        self.ended = True
        return int(self.worker.lines.readline() or -signal.SIGKILL)

    def close(self) -> None:
        self.clock.cpu += self.cpu()
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)
        if not self.ended:
            with contextlib.suppress(ProcessLookupError):  # it may not have its own group yet
                os.kill(self.pid, signal.SIGKILL)
            self._reap()
        self.channel.close()
        shutil.rmtree(self.scratch, ignore_errors=True)


_OUT_OF_TIME = "did not end in time"
