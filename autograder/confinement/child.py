"""The process that runs one student's program: reads it, performs the probes, sends answers, ends."""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import socket
import sys
from typing import Any

from autograder.confinement.probing import captured, perform, quiet
from autograder.confinement.program import load
from autograder.confinement.wire import Channel, encode
from autograder.grading.answer import Answer
from autograder.grading.checks import Probe

MEMORY, FILE_SIZE = 1 << 30, 64 << 20


def main(session: socket.socket, scratch: str, cpu: int) -> None:
    """Serve one session; never returns. `session` is the only way out of this process."""
    try:
        _settle_in(session.fileno(), scratch, cpu)
        _serve(Channel(session))
    finally:
        os._exit(0)


def _serve(channel: Channel) -> None:
    request = channel.receive()

    def announce(number: int, where: str) -> None:
        channel.send(encode({"at": number, "where": where}))

    source = request["program"].tobytes()
    if b"random" in source:  # NumPy loads it lazily, which costs 20 ms, and only what is loaded can be seeded
        import numpy.random  # noqa: F401
    with captured(), quiet():
        program = load(source, request["name"], announce, set(request["skip"]))
    channel.send(
        encode({"loaded": {"fatal": program.fatal, "problems": program.problems, "uses": program.uses}})
    )
    for _ in range(request["tasks"]):
        kind, calls, parameters = channel.receive()
        answer = perform(Probe("", calls, kind), program.namespace, parameters)
        try:
            frame = encode({"answer": answer.to_data()})
        except OverflowError as error:
            frame = encode(
                {"answer": Answer(answer.status, error=("OverflowError",), text=str(error)).to_data()}
            )
        channel.send(frame)


def _settle_in(session: int, scratch: str, cpu: int) -> None:
    """An own process group, no other open files, a scratch folder, limits, and nothing that blocks."""
    os.setsid()
    os.chdir(scratch)
    null = os.open(os.devnull, os.O_RDWR)
    for fd in (0, 1, 2):
        os.dup2(null, fd)
    os.closerange(3, session)
    os.closerange(session + 1, 4096)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    for limit, value in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, FILE_SIZE),
        (resource.RLIMIT_CPU, cpu),
        (resource.RLIMIT_AS, _address_space() + MEMORY),
    ):
        with contextlib.suppress(ValueError, OSError):  # not every platform enforces every limit
            resource.setrlimit(limit, (value, value))
    sys.stdin = open(0, closefd=False)
    os.environ["MPLBACKEND"] = "Agg"
    sys.modules["reference"] = None  # type: ignore[assignment] # an author's checkout must not answer for a student
    _neutralise(sys.modules)


def _neutralise(modules: dict[str, Any]) -> None:
    """`input()` returns at once, and `check()` cells of a notebook do nothing here."""
    import builtins

    import autograder

    builtins.input = lambda prompt="": ""
    autograder.check = lambda *args, **kwargs: 0.0


def _address_space() -> int:
    try:
        with open("/proc/self/statm") as statm:
            return int(statm.read().split()[0]) * resource.getpagesize()
    except OSError:
        return 1 << 40
