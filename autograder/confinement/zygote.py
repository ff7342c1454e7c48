"""A warm process that forks one child for every session. It holds nothing of a student or a key."""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import linecache
import os
import signal
import socket
import sys
from collections.abc import Mapping
from select import POLLIN, poll
from typing import Any

import numpy as np

from autograder.confinement import child
from autograder.confinement.probing import captured, perform, quiet
from autograder.confinement.program import load
from autograder.confinement.walls import Walls, enclose
from autograder.confinement.wire import decode, encode
from autograder.grading.checks import Probe

BETWEEN = 20_000  # new objects between two looks for garbage: a child lives for a moment, and a figure has many objects
PIECE = b'''
import numpy as np


def f(x, y, n, l):
    """A bit of what students write."""
    total = 0.0
    for i in range(n):
        total += float(np.sum(x @ x.T - y)) / len(l)
    return np.exp(-np.abs(x)) * total, np.array([total])
'''


def serve(control: socket.socket, config: Mapping[str, Any]) -> None:
    """Answer each session request with the child's pid, then with its exit status; never returns.

    config: what `confinement.warm.Warm` says of layers, modules and users.
    """
    enclose(config["layers"])
    _warm_up(config["modules"], config["rehearsals"])
    walls = Walls(**{name: config[name] for name in ("layers", "readable", "devices", "own", "uid", "tasks")})
    beginning = None
    if "pid namespace" in config["layers"]:
        from autograder.confinement import kernel  # only where its system calls exist

        beginning = os.pidfd_open(os.getpid())
    child.neutralise()
    _send(control, b"ready\n", _pidfd(os.getpid()))
    events = poll()
    events.register(control, POLLIN)
    while True:
        try:
            message, fds, _, _ = socket.recv_fds(control, 4096, 1)
        except OSError:
            os._exit(0)
        if not message:
            os._exit(0)
        request = json.loads(message)
        _put_home(request["scratch"])
        if beginning is not None:
            kernel.unshare(kernel.NEWPID)  # the next child is the first process of a namespace of its own
        pid = os.fork()
        if pid == 0:
            child.main(fds[0], walls, request)
        if beginning is not None:
            kernel.setns(beginning, kernel.NEWPID)
        os.close(fds[0])
        ended = _pidfd(pid)
        _send(control, b"%d\n" % pid, ended)
        if ended is not None:  # else the CPU limit ends most children
            _wait_for(pid, ended, events)
            os.close(ended)
        _, status = os.waitpid(pid, 0)
        _send(control, b"%d\n" % os.waitstatus_to_exitcode(status), None)


def _put_home(folder: str) -> None:
    """Where children find a folder of their own; in the box it is always the same."""
    if os.environ.get("TMPDIR") != folder:
        os.environ["HOME"] = os.environ["TMPDIR"] = folder


def _pidfd(pid: int) -> int | None:
    return os.pidfd_open(pid) if hasattr(os, "pidfd_open") else None  # only Linux has it


def _send(control: socket.socket, line: bytes, fd: int | None) -> None:
    try:
        if fd is None:
            control.send(line)
        else:
            socket.send_fds(control, [line], [fd])
    except OSError:  # the grader is gone
        os._exit(0)


def _wait_for(pid: int, ended: int, events: poll) -> None:
    """Return when the child has ended. If the grader is gone, nobody waits for it: end it, and ourselves.

    events: of the line to the grader.
    """
    events.register(ended, POLLIN)
    ready = events.poll()
    events.unregister(ended)
    if any(fd != ended for fd, _ in ready):  # nothing is asked while a child runs
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)
        os.kill(pid, signal.SIGKILL)
        os._exit(0)


def _warm_up(modules: list[str], rehearsals: int) -> None:
    """Touch what every child would otherwise load for itself."""
    for name in modules:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    np.linalg.solve(np.eye(2), np.ones(2))
    if rehearsals:
        _rehearse(rehearsals)
        gc.collect()  # where this is a fork itself, to look for garbage is to copy all there is
    gc.freeze()
    gc.set_threshold(BETWEEN)


def _rehearse(times: int) -> None:
    """Do once here what every child does: code that has run is faster, and its memory is there already."""
    frame = encode([["call", [("f", (np.ones((2, 2)), 1.5, 2, [1.0]), {})], ["x", "y", "n", "l"]]])
    for _ in range(times):
        program = load(PIECE, "piece.py", whole=True)
        [(kind, calls, parameters)] = decode(frame)
        with captured(), quiet():
            answer = perform(Probe("", calls, kind), program.namespace, parameters)
        encode(answer.to_data())
    linecache.clearcache()
    del sys.modules["submission"]


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])), json.loads(sys.argv[2]))
