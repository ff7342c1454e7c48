"""A fork of the grading process for each lane: judging is Python, of which a process runs one thread at a time."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
import warnings
from collections.abc import Iterator
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from typing import Any, Protocol

from autograder.batch.store import Result
from autograder.confinement.kernel import end_with_parent

MOST = 3  # forks that end before they have read what they are to do
SIGNALS = {signal.SIGINT, signal.SIGTERM}
_starting = threading.Lock()


class StoppedError(Exception):
    """Grading ends before this submission is done."""


class GoneError(Exception):
    """A fork came to its end with this work, or cannot be had; the text says how."""


class Lane(Protocol):
    """What is called in the fork."""

    def begin(self) -> None:
        """Let go of what belongs to the process that was forked."""

    def result(self, work: Any) -> Result:
        """Do it. Raises StoppedError if it does not come to that any more."""

    def stop(self) -> None:
        """Do no more than has to be."""

    def end(self) -> None:
        """Leave nothing behind."""


class Fork:
    """Does work in a process of its own, which begins with all that this one knows: expected values, too.

    When it comes to an end another one takes its place.
    """

    def __init__(self, lane: Lane, forks: list[Fork]) -> None:
        """forks: all of them, to which this one is added. Raises OSError if there can be no more processes."""
        self.lane, self.forks = lane, forks
        self.sending, self.receiving, self.reaping = threading.Lock(), threading.Lock(), threading.Lock()
        self.stopping = False
        with uninterrupted():
            self._start()
            forks.append(self)

    def _start(self) -> None:
        with _starting, uninterrupted():  # two at once would hold each other's lines, and never see them end
            self.line, theirs = Pipe()
            lasts = threading.current_thread() is threading.main_thread()
            try:
                with warnings.catch_warnings():  # other threads hold nothing that a fork needs
                    warnings.simplefilter("ignore", DeprecationWarning)
                    self.pid = os.fork()
                if not self.pid:
                    self._be(theirs, with_parent=lasts)
            finally:
                theirs.close()

    def _be(self, line: Connection, *, with_parent: bool) -> None:
        """The life of a fork. with_parent: whether the thread that forked it lives as long as the whole process."""
        try:
            for fork in (*self.forks, self):
                fork.line.close()
            # A terminal's is for the grader, which then ends us; ignored it would be for student code, too.
            signal.signal(signal.SIGINT, lambda *_: None)
            signal.signal(signal.SIGTERM, lambda *_: self.lane.stop())
            signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)
            if with_parent:
                end_with_parent()
            self.lane.begin()
            with contextlib.suppress(EOFError, OSError, StoppedError):
                while True:
                    line.send(self._made(line.recv()))
        finally:
            with contextlib.suppress(Exception):
                self.lane.end()
            os._exit(0)

    def _made(self, work: Any) -> Result | Exception:
        try:
            return self.lane.result(work)
        except StoppedError:
            raise
        except Exception as error:
            return error

    def result(self, work: Any) -> Result:
        """What is made of the work over there, or the error that is raised there. Raises GoneError.

        Of two threads one waits for its result while the other's work is on its way already, so that there is
        always something to do.
        """
        unsent = 0
        while True:
            with self.sending:
                line = self.line
                sent = _sent(line, work)
                self.receiving.acquire()
            try:
                if line is not self.line:  # another one took its place before this work was begun
                    continue
                if not sent:
                    how, unsent = self._start_again(), unsent + 1
                    if unsent == MOST:
                        raise GoneError(f"the process that was to grade it {how}, {MOST} times")
                    continue
                try:
                    result: Result | Exception = line.recv()
                except (EOFError, OSError):
                    raise GoneError(f"the process that graded it {self._start_again()}") from None
            finally:
                self.receiving.release()
            if isinstance(result, Exception):
                raise result
            return result

    def _start_again(self) -> str:
        """How the last one ended."""
        how = self._reaped()
        if self.stopping:
            raise GoneError("grading was stopped")
        try:
            self._start()
        except OSError as error:
            raise GoneError(f"no process can be started: {error.strerror}") from None
        return how

    def _reaped(self) -> str:
        """Wait for its end, and say how it came."""
        with self.reaping:
            pid, self.pid = self.pid, 0
            with contextlib.suppress(ChildProcessError):
                code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) if pid else 0
                return f"was ended by signal {-code}" if code < 0 else "ended"
        return "ended"

    def stop(self) -> None:
        """Ask it to end before its work is done."""
        self.stopping = True
        if pid := self.pid:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGTERM)

    def close(self) -> None:
        """Wait until it has ended, which it does when there is nothing to do any more."""
        self.stopping = True
        self.line.close()
        self._reaped()


def _sent(line: Connection, work: Any) -> bool:
    """Whether it was sent; a line is not closed while somebody may be sending."""
    try:
        line.send(work)
    except OSError:
        return False
    return True


@contextlib.contextmanager
def uninterrupted() -> Iterator[None]:
    """What is started in here is not interrupted before it is known, nor before it knows what to do about it."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
