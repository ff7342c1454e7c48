"""One forked child of a worker: from its birth to its certain death, with the clock in hand."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import time
from collections.abc import Callable, Sequence
from typing import Any

from autograder.confinement.known import Known
from autograder.confinement.scratch import size_of
from autograder.confinement.warm import REPLY, LostError, Warm
from autograder.confinement.wire import Channel, ClosedError, decode
from autograder.confinement.worker import Limits
from autograder.grading import answer as _answer
from autograder.grading.answer import Answer
from autograder.grading.checks import Probe
from autograder.grading.remarks import LEFT_OUT_BECAUSE as LEFT_OUT
from autograder.grading.values import MalformedError
from autograder.texts import mark, tr

OUT_OF_TIME, NO_ANSWER = mark("did not end in time"), mark("sent what is not an answer")
LOOK = 0.02  # seconds between two looks of whoever watches


class SpentError(Exception):
    """A program used up its time, or what else it may use; the text says which."""


class BatchError(Exception):
    """A child that answers all at once did not; which statement or probe is to blame is to be found out."""


class BrokenLoadError(Exception):
    """A program that cannot even be loaded; the text says why."""


class Clock:
    """What one program has used over all its sessions.

    look: called again and again while somebody waits for the program; what it raises ends the program.
    """

    def __init__(self, limits: Limits, look: Callable[[], None] | None = None) -> None:
        self.limits, self.look = limits, look
        self.cpu = 0.0
        self.sent = 0
        self.began = time.monotonic()
        self.timeouts: dict[str, int] = {}

    def limit(self, function: str) -> float:
        return self.limits.again if self.timeouts.get(function, 0) >= 2 else self.limits.call

    def check(self, cpu: float, sent: int) -> None:
        limits, wall = self.limits, time.monotonic() - self.began
        if self.cpu + cpu > limits.total or wall > limits.total * limits.patience:
            raise SpentError(tr("the whole file used up its {seconds:.3g} seconds", seconds=limits.total))
        if self.sent + sent > limits.sent:
            raise SpentError(
                tr("the answers of the whole file are larger than {size} MB", size=limits.sent >> 20)
            )


class Session:
    """A child that has been asked for, until `close` has made sure that nothing of it is left."""

    def __init__(self, warm: Warm, clock: Clock, known: Known, *, eager: bool) -> None:
        """eager: the child says which statement comes next, and one probe is sent at a time; this costs time.

        Raises LostError if the warm process does not give a child.
        """
        self.warm, self.clock, self.known = warm, clock, known
        self.eager, self.began = eager, time.monotonic()
        self.ended = False
        self.weighed = -1
        self.used = 0.0
        self.scratch = warm.folder()
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        try:
            limits = clock.limits
            self.pid, self.pidfd = warm.child(theirs, int(limits.total) + 5, self.scratch, limits.memory)
            self.channel = Channel(ours.detach())
        except BaseException:
            ours.close()
            warm.remove(self.scratch)
            raise
        finally:
            theirs.close()

    def send(self, frames: list[bytes]) -> None:
        """Send what the child takes now; the rest goes while its answers are awaited."""
        for frame in frames:
            self.channel.post(frame)
        with contextlib.suppress(ClosedError):  # what happened is seen when the answers are read
            self.channel.flush()

    def loaded(self, skip: dict[int, str]) -> Any:
        """How loading went; None if a statement had to be put on `skip` and loading starts again."""
        number, where = 0, "the file"
        for _ in range(20_000):
            frame = self._frame(self.clock.limits.statement)
            match frame:
                case {"at": int(number), "where": str(where)} if self.eager:
                    continue
                case {"loaded": data}:
                    return data
            reason = self._blamed(frame)
            if number == 0 or number in skip or len(skip) >= 20:
                raise BrokenLoadError(tr("the file could not be loaded: it {reason}", reason=tr(reason)))
            skip[number] = f"{where[:200]}: " + tr(LEFT_OUT, reason=tr(reason))
            return None
        raise BrokenLoadError(tr("the file could not be loaded: it has too many statements"))

    def reply(self, limit: float) -> Any:
        """The next frame as it is, or a text saying what the child did within `limit` seconds instead."""
        return self._frame(limit)

    def answers(self, probes: Sequence[Probe]) -> list[Answer]:
        """The answers to probes that were sent together."""
        function = probes[0].calls[0][0]
        limit = self.clock.limit(function)
        found = list[Answer]()
        while isinstance(said := self._frame(limit, self.known.read), Answer):
            found.append(said)
            if len(found) == len(probes):
                return found
        reason = self._blamed(said)
        if reason == OUT_OF_TIME:
            self.clock.timeouts[function] = self.clock.timeouts.get(function, 0) + 1
            return [Answer(_answer.TIMED_OUT, text=tr("stopped after {limit:g} s", limit=limit))]
        return [Answer(_answer.CRASHED, text=tr(reason))]

    def _blamed(self, frame: Any) -> str:
        """What the child did instead of what was asked. Raises BatchError if it is not eager."""
        if not self.eager:
            raise BatchError
        return frame if isinstance(frame, str) else NO_ANSWER

    def _frame(self, limit: float, read: Callable[[bytes], Any] = decode) -> Any:
        """What is read in the next frame, or a text saying how the child ended instead."""
        before, began, limits = self.cpu(), time.monotonic(), self.clock.limits
        limit = limit if self.eager else min(limit, limits.batch)
        while True:
            used, wall = self.cpu() - before, time.monotonic() - began
            if used > limit or wall > limit * limits.patience:
                return OUT_OF_TIME
            if self.channel.received > limits.sent:
                return mark("sent too much")
            self.clock.check(before + used, self.channel.received if self.eager else 0)
            longest = 0.5
            if self.clock.look:
                self.clock.look()
                longest = LOOK
            try:
                frame = self.channel.frame(wait=min(max(limit - used, 0.01), longest))
                if self._wrote_too_much(answered=frame is not None):
                    return tr("wrote more than {size} MB to files", size=limits.written >> 20)
                if frame is not None:
                    return read(frame)
            except ClosedError:
                return self._how_it_ended()
            except MalformedError:
                return NO_ANSWER

    def _wrote_too_much(self, *, answered: bool) -> bool:
        """Whether its files are too large; looked at once for answers that came together."""
        if "scratch" in self.warm.level.layers or (answered and self.channel.received == self.weighed):
            return False
        self.weighed = self.channel.received
        return size_of(self.scratch) > self.clock.limits.written

    def cpu(self) -> float:
        """CPU seconds of the child, read from outside; the wall clock where that is not possible."""
        if not self.ended:
            try:
                self.used = time.clock_gettime((~self.pid << 3) | 2)
            except (OSError, AttributeError):
                self.used = time.monotonic() - self.began
        return self.used

    def _how_it_ended(self) -> str:
        code = self._reap(0.2)
        if code is None:  # it closed its end and lives on
            return mark("closed the line to the grader")
        if code in (-signal.SIGKILL, -signal.SIGXCPU):
            return mark("was killed: too much memory or time")
        if code < 0:
            name = next((s.name for s in signal.Signals if s == -code), f"signal {-code}")
            return tr("ended with {name}", name=name)
        return tr("ended the process with exit code {code}", code=code) if code else mark("ended the process")

    def _reap(self, seconds: float) -> int | None:
        """The exit status, or None if the child has not ended by then."""
        line = self.warm.line(seconds)
        self.ended = line is not None
        return int(line) if line else None

    def close(self) -> None:
        """Raises LostError if the warm process has to be replaced."""
        self.clock.cpu += self.cpu()
        self.clock.sent += self.channel.received if self.eager else 0
        self.channel.close()
        try:
            self._kill()
            if not self.ended and self._reap(REPLY) is None:
                raise LostError("the worker process does not answer")
        finally:
            if self.pidfd is not None:
                os.close(self.pidfd)
            self.warm.remove(self.scratch)

    def _kill(self) -> None:
        """Its process group too, where it can start others."""
        if "seccomp" not in self.warm.level.layers:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.pid, signal.SIGKILL)
        if self.ended:
            return
        with contextlib.suppress(ProcessLookupError):  # it may not have its own group yet
            if self.pidfd is None:
                os.kill(self.pid, signal.SIGKILL)
            else:
                signal.pidfd_send_signal(self.pidfd, signal.SIGKILL)
