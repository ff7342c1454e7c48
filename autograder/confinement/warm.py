"""A warm process as the grader sees it: started once, asked for one forked child at a time."""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from select import POLLIN, poll
from typing import Any

from autograder.confinement import scratch
from autograder.confinement.level import DEVICES, OWN, SCRATCH, Level, boxed, is_hidden, readable
from autograder.confinement.walls import FIRST_UID, UIDS

START, REPLY = 60.0, 10.0  # seconds
COMMON = (
    "abc", "array", "bisect", "calendar", "cmath", "collections", "contextlib", "copy", "csv",
    "dataclasses", "datetime", "decimal", "enum", "fractions", "functools", "heapq", "inspect",
    "io", "itertools", "json", "logging", "math", "numbers", "operator", "os", "pathlib", "pprint",
    "random", "re", "statistics", "string", "sys", "tempfile", "textwrap", "threading", "time",
    "timeit", "traceback", "types", "typing", "unittest", "warnings", "concurrent.futures.thread", "encodings.cp437", "unicodedata",
    "numpy.fft", "numpy.linalg", "numpy.ma", "numpy.polynomial", "numpy.random", "numpy.testing",
)  # fmt: skip


REHEARSALS = 30  # Python adapts its code to what it meets while it runs; worth it for more than one program
APART = 251  # users between those of two graders that were started one after the other
TASKS = 64  # threads of a program and processes of its warm one
_numbers = itertools.count()


class LostError(RuntimeError):
    """The warm process does not answer any more; another one has to be started."""


class Warm:
    """A process that has imported what its children need, and holds nothing of a student or a key."""

    def __init__(self, level: Level, *modules: str, fork: bool = False) -> None:
        """modules: what it imports besides NumPy, if installed. fork: start it from this very process.

        Raises LostError if it does not start.
        """
        self.level = level
        self.control, theirs = socket.socketpair()
        own = os.geteuid() == 0 and "user" in level.layers
        self.uid = FIRST_UID + (os.getpid() * APART + next(_numbers)) % UIDS if own else 0
        self.process: subprocess.Popen[bytes] | None = None
        self._buffer, self._fds = b"", list[int]()
        if self.uid and not level.box and is_hidden():  # what is not imported before is out of reach
            modules += COMMON
        config = {
            "layers": [*level.layers],
            "modules": modules,
            **_paths(level),
            "rehearsals": 0 if fork else REHEARSALS,
            "uid": self.uid,
            "tasks": TASKS + (0 if self.uid or level.box else _tasks()),
        }
        try:
            self.pid = self._fork(theirs, config) if fork else self._start(theirs, config)
            theirs.close()
            if self._first_line() != "ready":
                raise LostError("the worker process did not start in time")
            self.host_pid = self._host_pid() or self.pid
            self.address_space = self._address_space()
        except BaseException:
            theirs.close()
            self.kill()
            raise

    def _start(self, theirs: socket.socket, config: dict[str, Any]) -> int:
        # -s -P: nothing of the user or of this folder is imported; -I would ignore PYTHONHASHSEED as well
        command = [sys.executable, "-s", "-P", "-m", "autograder.confinement.zygote"]
        command += [str(theirs.fileno()), json.dumps(config)]
        self.process = subprocess.Popen(
            boxed(command) if self.level.box else command,
            pass_fds=[theirs.fileno()], env=_environment(self.level), cwd="/", stdin=subprocess.DEVNULL,
            start_new_session=True,  # a terminal's signals are for the grader, which then closes us
            stderr=subprocess.PIPE if self.level.box else None,
        )  # fmt: skip
        return self.process.pid

    def _fork(self, theirs: socket.socket, config: dict[str, Any]) -> int:
        if pid := os.fork():
            return pid
        from autograder.confinement import zygote

        self.control.close()
        try:
            os.setsid()
            zygote.serve(theirs, config)
        finally:
            os._exit(1)

    def _first_line(self) -> str | None:
        try:
            return self.line(START)
        except LostError:
            said = (
                self.process.stderr.read().decode(errors="replace")
                if self.process and self.process.stderr
                else ""
            )
            raise LostError(said.strip().rpartition("\n")[2] or "the worker process ended") from None

    def line(self, seconds: float) -> str | None:
        """What it says next, or None after so many seconds. Raises LostError if it is gone."""
        deadline = time.monotonic() + seconds
        events = poll()
        events.register(self.control, POLLIN)
        while b"\n" not in self._buffer:
            if not events.poll(max(0, 1000 * (deadline - time.monotonic()))):
                return None
            try:
                data, fds, _, _ = socket.recv_fds(self.control, 256, 4)
            except OSError:
                data, fds = b"", []
            self._fds += fds
            if not data:
                raise LostError("the worker process ended")
            self._buffer += data
        line, _, self._buffer = self._buffer.partition(b"\n")
        return line.decode()

    def child(self, session: socket.socket, cpu: int, folder: str, memory: int) -> tuple[int, int | None]:
        """Fork a child that serves `session`. Return its pid and, on Linux, a pidfd that is the caller's.

        cpu: seconds. memory: bytes beyond what the warm process has.
        """
        request = {"cpu": cpu, "scratch": folder, "memory": memory + self.address_space}
        try:
            socket.send_fds(self.control, [json.dumps(request).encode()], [session.fileno()])
        except OSError:
            raise LostError("the worker process ended") from None
        line = self.line(REPLY)
        if line is None:
            raise LostError("the worker process does not answer")
        if not self._fds:
            return int(line), None
        pidfd = self._fds.pop(0)
        return _pid_of(pidfd) or int(line), pidfd

    def folder(self) -> str:
        """An empty folder for one child; in the box every child has its own."""
        if self.level.box:
            return SCRATCH
        return scratch.make(self.uid)

    def remove(self, folder: str) -> None:
        """Remove what `folder` gave."""
        if folder != SCRATCH:
            scratch.remove(folder)

    def _host_pid(self) -> int | None:
        """Its pid as we see it: in a box it has another one."""
        if not self._fds:
            return None
        pidfd = self._fds.pop(0)
        try:
            return _pid_of(pidfd)
        finally:
            os.close(pidfd)

    def _address_space(self) -> int:
        try:
            with open(f"/proc/{self.host_pid}/statm") as statm:
                return int(statm.read().split()[0]) * os.sysconf("SC_PAGESIZE")
        except OSError:
            return 1 << 40

    def kill(self) -> None:
        """End it now, whatever it does."""
        with contextlib.suppress(ProcessLookupError, AttributeError):
            os.kill(self.pid, signal.SIGKILL)
        self.close()

    def close(self) -> None:
        """It ends when nobody can ask it any more."""
        self.control.close()
        for fd in self._fds:
            os.close(fd)
        self._fds.clear()
        if self.process:
            self.process.wait()
            if self.process.stderr:
                self.process.stderr.close()
        elif hasattr(self, "pid"):
            with contextlib.suppress(ChildProcessError):
                os.waitpid(self.pid, 0)


def _paths(level: Level) -> dict[str, Any]:
    """What children may read, which devices they may write to, and where their scratch folders are."""
    if level.box:  # it holds nothing else, and fewer rules are faster
        folders = sorted({f"/{Path(f).parts[1]}" for f in readable()})
        return {"readable": folders, "devices": ["/dev"], "own": OWN}
    folders = readable() if "landlock" in level.layers else []
    return {"readable": folders, "devices": DEVICES, "own": ""}


def _environment(level: Level) -> dict[str, str]:
    """What programs of all students see alike, and of the grader's own environment nothing but its language."""
    names: Iterable[str] = ("PATH", "LANG", "LC_ALL", "LC_CTYPE")
    if not level.box:  # where Matplotlib keeps its fonts
        names = (
            (*names, "HOME", "XDG_CACHE_HOME", "MPLCONFIGDIR") if "landlock" in level.layers else os.environ
        )
    kept = {k: os.environ[k] for k in names if k in os.environ and not k.startswith("PYTHON")}
    if level.box:
        kept |= {"HOME": SCRATCH, "TMPDIR": SCRATCH, "MPLCONFIGDIR": SCRATCH}
    return kept | {
        "LD_BIND_NOW": "1",  # what a child calls is found before there are children
        "MPLBACKEND": "Agg",
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "0",
    }


def _tasks() -> int:
    """How many threads the user has now, and room for more of them: where no uid is the program's own, all count."""
    return 4 * TASKS + sum(len(list(p.iterdir())) for p in Path("/proc").glob("[0-9]*/task") if _is_ours(p))


def _is_ours(path: Path) -> bool:
    with contextlib.suppress(OSError):
        return path.stat().st_uid == os.getuid()
    return False


def _pid_of(pidfd: int) -> int | None:
    """The pid behind a pidfd in our own numbering."""
    info = os.open(f"/proc/self/fdinfo/{pidfd}", os.O_RDONLY)
    try:
        pid = re.search(rb"^Pid:\s*(-?\d+)$", os.read(info, 4096), re.MULTILINE)
    finally:
        os.close(info)
    return int(pid[1]) if pid else None
