"""A warm process that forks one child for every session. It holds nothing of a student or a key."""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import select
import signal
import socket
import sys
from collections.abc import Sequence

import numpy as np

from autograder.confinement import child


def serve(control: socket.socket, modules: Sequence[str] = ()) -> None:
    """Answer each session request with the child's pid, then with its exit status; never returns."""
    _warm_up(modules)
    control.sendall(b"ready\n")
    while True:
        try:
            message, fds, _, _ = socket.recv_fds(control, 4096, 1)
        except OSError:
            os._exit(0)
        if not message:
            os._exit(0)
        cpu, scratch = message.decode("utf-8", "surrogateescape").split(" ", 1)
        pid = os.fork()
        if pid == 0:
            child.main(socket.socket(fileno=fds[0]), scratch, int(cpu))
        os.close(fds[0])
        control.sendall(b"%d\n" % pid)
        _wait_for(pid, control)
        _, status = os.waitpid(pid, 0)
        control.sendall(b"%d\n" % os.waitstatus_to_exitcode(status))


def _wait_for(pid: int, control: socket.socket) -> None:
    """Return when the child has ended. If the grader is gone, nobody waits for it: end it, and ourselves."""
    if not hasattr(os, "pidfd_open"):  # only Linux has it; elsewhere the CPU limit ends most children
        return
    ended = os.pidfd_open(pid)
    try:
        ready = select.select([ended, control.fileno()], [], [])[0]
        if control.fileno() in ready:  # nothing is asked while a child runs
            with contextlib.suppress(ProcessLookupError):
                os.killpg(pid, signal.SIGKILL)
            os.kill(pid, signal.SIGKILL)
            os._exit(0)
    finally:
        os.close(ended)


def _warm_up(modules: Sequence[str]) -> None:
    """Touch what every child would otherwise load for itself."""
    for name in modules:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the grader, which then closes us
    np.linalg.solve(np.eye(2), np.ones(2))
    gc.collect()
    gc.freeze()


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])), sys.argv[2:])
