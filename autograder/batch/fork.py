"""A fork of the grading process for each lane: judging is Python, of which a process runs one thread at a time."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
import warnings
from collections.abc import Callable, Iterable
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from typing import Any

from autograder.batch.store import Result
from autograder.confinement.kernel import end_with_parent


class GoneError(Exception):
    """A fork has ended; the text says how."""


class Fork:
    """Does work in a process of its own, which begins with all that this one knows: expected values, too."""

    def __init__(
        self,
        begin: Callable[[], Callable[[Any], Result]],
        stop: Callable[[], None],
        end: Callable[[], None],
        others: Iterable[Fork],
    ) -> None:
        """All of these are called over there. begin: gives what does the work. stop: asks it to end early.

        end: leaves nothing behind. others: forks that this one has nothing to do with.
        """
        self.line, theirs = Pipe()
        self.sending, self.receiving = threading.Lock(), threading.Lock()
        with warnings.catch_warnings():  # other threads, if there are any, hold nothing that a fork needs
            warnings.simplefilter("ignore", DeprecationWarning)
            self.pid = os.fork()
        if not self.pid:
            try:
                for fork in (*others, self):
                    fork.line.close()
                # Not ignored, as the processes of student code would inherit that.
                signal.signal(
                    signal.SIGINT, lambda *_: None
                )  # a terminal's is for the grader, which then ends us
                signal.signal(signal.SIGTERM, lambda *_: stop())
                end_with_parent()
                _serve(theirs, begin())
            finally:
                with contextlib.suppress(Exception):
                    end()
                os._exit(0)
        theirs.close()

    def result(self, work: Any) -> Result | None:
        """What is made of the work over there, or the error that is raised there; None if it did not come to it.

        Raises GoneError if this work ended it. Of two threads one waits for its result while the other's work
        is on its way already, so that there is always something to do.
        """
        with self.sending:
            sent = self._sent(work)
            self.receiving.acquire()
        try:
            result = self.line.recv() if sent and self.pid else None
        except (EOFError, OSError):
            raise GoneError(f"the process that graded it {self._how_it_ended()}") from None
        finally:
            self.receiving.release()
        if isinstance(result, Exception):
            raise result
        made: Result | None = result
        return made

    def _sent(self, work: Any) -> bool:
        try:
            self.line.send(work)
            return True
        except OSError:
            return False

    def _how_it_ended(self) -> str:
        _, status = os.waitpid(self.pid, 0)
        self.pid = 0
        code = os.waitstatus_to_exitcode(status)
        return f"was ended by signal {-code}" if code < 0 else "ended"

    def stop(self) -> None:
        """Ask it to end before its work is done."""
        if self.pid:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGTERM)

    def close(self) -> None:
        """Wait until it has ended, which it does when it has nothing to do any more."""
        self.line.close()
        if self.pid:
            os.waitpid(self.pid, 0)
            self.pid = 0


def _serve(line: Connection, result: Callable[[Any], Result]) -> None:
    """Do what comes, until nobody is there any more."""
    with contextlib.suppress(EOFError, OSError):
        while True:
            work = line.recv()
            try:
                line.send(result(work))
            except Exception as error:
                line.send(error)
