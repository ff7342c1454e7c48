"""One forked child of a worker: from its birth to its certain death, with the clock in hand."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import tempfile
import time
from typing import Any

from autograder.confinement.warm import Warm
from autograder.confinement.wire import Channel, ClosedError
from autograder.confinement.worker import Limits
from autograder.grading import answer as _answer
from autograder.grading.answer import Answer
from autograder.grading.checks import Probe
from autograder.grading.values import MalformedError

OUT_OF_TIME = "did not end in time"


class OutOfTimeError(Exception):
    """A program used up its time; the text says which."""


class BrokenLoadError(Exception):
    """A program that cannot even be loaded; the text says why."""


class Clock:
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


class Session:
    """One forked child: from its birth to its certain death."""

    def __init__(self, warm: Warm, clock: Clock) -> None:
        self.lines, self.clock, self.began = warm.lines, clock, time.monotonic()
        self.scratch = tempfile.mkdtemp(prefix="autograder-")
        ours, theirs = socket.socketpair()
        self.channel = Channel(ours)
        seconds = int(clock.limits.total) + 5
        message = f"{seconds} {self.scratch}".encode("utf-8", "surrogateescape")
        socket.send_fds(warm.control, [message], [theirs.fileno()])
        theirs.close()
        self.pid = int(self.lines.readline())
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
        if frame == OUT_OF_TIME:
            self.clock.timeouts[function] = self.clock.timeouts.get(function, 0) + 1
            return Answer(_answer.TIMED_OUT, text=f"stopped after {limit:g} s")
        return Answer(
            _answer.CRASHED, text=frame if isinstance(frame, str) else "it sent what is not an answer"
        )

    def _frame(self, limit: float) -> Any:
        """The next frame, or a text saying how the child ended instead."""
        before, began = self.cpu(), time.monotonic()
        while True:
            used, wall = self.cpu() - before, time.monotonic() - began
            if used > limit or wall > limit * self.clock.limits.patience:
                return OUT_OF_TIME
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
        return int(self.lines.readline() or -signal.SIGKILL)

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
