"""A warm process as the grader sees it: started once, asked for one forked child at a time."""

from __future__ import annotations

import os
import socket
import subprocess
import sys

ENVIRONMENT = {"OPENBLAS_NUM_THREADS": "1", "MPLBACKEND": "Agg", "PYTHONHASHSEED": "0"}


class Warm:
    """A process that has imported what its children need, and holds nothing of a student or a key."""

    def __init__(self, *modules: str, fork: bool = False) -> None:
        """modules: what it imports besides NumPy, if installed. fork: start it from this very process."""
        self.control, theirs = socket.socketpair()
        self.process: subprocess.Popen[bytes] | None = None
        if fork:
            self.pid = self._fork(theirs)
        else:
            command = [sys.executable, "-I", "-m", "autograder.confinement.zygote", str(theirs.fileno())]
            self.process = subprocess.Popen(
                [*command, *modules], pass_fds=[theirs.fileno()], env={**os.environ, **ENVIRONMENT}
            )
            self.pid = self.process.pid
        theirs.close()
        self.lines = self.control.makefile("rb")
        if self.lines.readline() != b"ready\n":
            raise RuntimeError(
                "the worker process did not start; run `python -m autograder.confinement.zygote 0`"
            )

    def _fork(self, theirs: socket.socket) -> int:
        if pid := os.fork():
            return pid
        from autograder.confinement import zygote

        self.control.close()
        try:
            zygote.serve(theirs)
        finally:
            os._exit(1)

    def close(self) -> None:
        self.lines.close()
        self.control.close()  # the zygote ends when nobody can ask it any more
        if self.process:
            self.process.wait()
        else:
            os.waitpid(self.pid, 0)
