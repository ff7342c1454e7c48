"""Warms up what takes long to import, Matplotlib above all, while keys and files are still looked at."""

from __future__ import annotations

import threading

from autograder.confinement.process import ProcessWorker


class Warming:
    """Prepares a worker for programs, at most one at a time."""

    def __init__(self, worker: ProcessWorker) -> None:
        self.worker = worker
        self._thread: threading.Thread | None = None
        self._error: Exception | None = None

    def is_ready(self, program: bytes) -> bool:
        """Whether the program can run at once; if not, that it will be able to is seen to.

        Raises RuntimeError (LostError) if that failed.
        """
        if self.worker.is_ready(program):
            return True
        if self._thread and self._thread.is_alive():
            return False
        if self._thread:
            self._thread = None
            if error := self._error:
                self._error = None
                raise error
        self._thread = threading.Thread(target=self._prepare, args=(program,), daemon=True)
        self._thread.start()
        return False

    def _prepare(self, program: bytes) -> None:
        try:
            self.worker.prepare(program)
        except Exception as error:  # raised again in the thread that waits
            self._error = error

    def wait(self) -> None:
        """Return when nothing is being prepared any more."""
        if self._thread:
            self._thread.join()
