"""The process that runs one student's program: reads it, performs the probes, sends answers, ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from autograder.confinement.probing import captured, perform, quiet
from autograder.confinement.program import load
from autograder.confinement.walls import Walls
from autograder.confinement.wire import Channel, encode
from autograder.grading.answer import Answer
from autograder.grading.checks import Probe
from autograder.grading.values import Opaque


def main(session: int, walls: Walls, request: Mapping[str, Any]) -> None:
    """Serve one session; never returns. `session` is the only way out of this process.

    request: scratch, cpu and memory, as `Walls.confine` takes them.
    """
    try:
        walls.confine(session, **request)
        _serve(Channel(session))
    finally:
        os._exit(0)


def _serve(channel: Channel) -> None:
    request = channel.receive()
    if "cells" in request:
        from autograder.confinement.cells import run_cells  # imported before, where notebooks come

        run_cells(channel, request["files"], draw=request["draw"])

    def announce(number: int, where: str) -> None:
        if request["eager"]:
            send(encode({"at": number, "where": where}))

    def send(frame: bytes) -> None:
        channel.post(frame)
        if request["eager"]:
            channel.flush()

    source = request["program"].tobytes()
    with captured(), quiet():
        program = load(source, request["name"], announce, set(request["skip"]), whole=not request["eager"])
    send(encode({"loaded": {"fatal": program.fatal, "problems": program.problems, "uses": program.uses}}))
    done = 0
    while done < request["tasks"]:
        tasks = channel.receive()
        send(b"".join([_answered(task, program.namespace, program.sees_memory) for task in tasks]))
        done += len(tasks)
    channel.flush()


def _answered(task: Sequence[Any], namespace: Mapping[str, Any], poisoned: bool) -> bytes:
    """The answer to a probe as a frame, before the next one is made: nothing that happens then changes it."""
    kind, calls, parameters = task
    answer = perform(Probe("", calls, kind), namespace, parameters, poisoned=poisoned)
    try:
        return encode(answer.to_data())
    except OverflowError:
        large = Opaque(type(answer.value).__name__, "too large to send")
        return encode(Answer(answer.status, large).to_data())


def neutralise() -> None:
    """Nothing blocks or reaches a terminal, and `check()` of a notebook does nothing. Once, before the first fork."""
    import builtins

    import autograder

    null = os.open(os.devnull, os.O_RDWR)
    for fd in (0, 1, 2):
        os.dup2(null, fd)
    os.close(null)
    sys.stdin = open(0, closefd=False)
    os.environ["MPLBACKEND"] = "Agg"
    sys.modules["reference"] = None  # type: ignore[assignment] # an author's checkout must not answer for a student
    sys.breakpointhook = _no_debugger
    builtins.input = _nobody_types
    autograder.check = lambda *args, **kwargs: 0.0


def _nobody_types(prompt: object = "", /) -> str:
    """What `input` is here: it does not wait, and says so where prints are read."""
    print(f"{prompt}(nobody can type here: input() gives an empty text)")
    return ""


def _no_debugger(*args: Any, **kwargs: Any) -> None:
    """Nobody sits at a terminal here."""
    import bdb

    raise bdb.BdbQuit
