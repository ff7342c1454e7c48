"""A notebook of any author in a confined child, cell by cell; a cell that ends it or never ends costs itself only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.confinement.cells import MOST_PICTURES, PICTURE
from autograder.confinement.process import LOSSES, ProcessWorker
from autograder.confinement.session import OUT_OF_TIME, Clock, SpentError
from autograder.confinement.warm import LostError
from autograder.confinement.wire import encode
from autograder.grading.answer import CRASHED, RAISED, RETURNED, TIMED_OUT, Answer

PNG = b"\x89PNG\r\n\x1a\n"
MOST_LEFT_OUT = 20
LONGEST, TOO_LONG = 1 << 20, b"raise ValueError('a cell of more than 1 MB is not run')"
PATIENT = 2  # so many cells may use up their time; when more never end, each of them gets a part of it
AGAIN = 1 / 5
LEFT_OUT = "was left out, as 20 other cells had to be left out"


@dataclass(frozen=True)
class Job:
    """A cell to be run. name: what tracebacks call it. role: see `confinement.cells`."""

    name: str
    text: str
    role: str = ""

    @property
    def data(self) -> bytes:
        """Its text for Python; of a text that is too long to be one, nothing."""
        data = self.text.encode("utf-8", "replace")
        return data if len(data) <= LONGEST else TOO_LONG

    @property
    def frame(self) -> bytes:
        """It on its way to a child."""
        return encode([self.name, np.frombuffer(self.data, np.uint8), self.role])


@dataclass(frozen=True)
class Ran:
    """How a cell went: claims by the student's process. Of an answer's value see `number` and `shown`."""

    answer: Answer
    pictures: tuple[bytes, ...] = ()

    @property
    def failed(self) -> bool:
        return self.answer.status != RETURNED

    @property
    def number(self) -> float | None:
        """What the last expression came to, if it is a number."""
        value = self.answer.value
        return value[0] if isinstance(value, list) and value and isinstance(value[0], float) else None

    @property
    def shown(self) -> str | None:
        """What the last expression came to, as text."""
        value = self.answer.value
        return value[1] if isinstance(value, list) and len(value) == 2 and isinstance(value[1], str) else None


def run_notebook(
    worker: ProcessWorker,
    jobs: Sequence[Job],
    clock: Clock,
    files: Mapping[str, Any] | None = None,
    *,
    draw: bool = False,
    skip: Mapping[int, Ran] | None = None,
) -> list[Ran]:
    """How every cell went, in order, whatever happens.

    clock: what all of it may use. files: bytes of what lies beside the notebook, by name. draw: bring back figures.
    skip: cells that are not to be run, and what is said of them.
    """
    program = b"\n".join(job.data for job in jobs)
    ran, left_out, losses = dict[int, Ran](), dict(skip or {}), 0
    while len(ran.keys() | left_out.keys()) < len(jobs):
        try:
            with worker.session(program, clock) as session:
                frames = [encode([name, np.frombuffer(d, np.uint8)]) for name, d in (files or {}).items()]
                session.send([encode({"cells": True, "files": len(frames), "draw": draw}), *frames])
                for number, job in enumerate(jobs):
                    if number in left_out:
                        continue
                    session.send([job.frame])
                    ended = sum(r.answer.status == TIMED_OUT for r in left_out.values())
                    limit = clock.limits.statement * (1 if ended < PATIENT else AGAIN)
                    reply = session.reply(limit)
                    if not (isinstance(reply, dict) and isinstance(reply.get("answer"), dict)):
                        left_out[number] = _ended(reply)
                        ran.pop(number, None)
                        break
                    ran.setdefault(number, _ran(reply))
        except (SpentError, LostError) as error:
            losses += 1
            if isinstance(error, SpentError) or losses >= LOSSES:
                status = TIMED_OUT if isinstance(error, SpentError) else CRASHED
                return _whole(jobs, ran, left_out, Answer(status, text=str(error)))
        if len(left_out) >= MOST_LEFT_OUT + len(skip or {}):
            return _whole(jobs, ran, left_out, Answer(CRASHED, text=LEFT_OUT))
    return _whole(jobs, ran, left_out, Answer(CRASHED))


def _whole(jobs: Sequence[Job], ran: dict[int, Ran], left_out: dict[int, Ran], rest: Answer) -> list[Ran]:
    return [left_out.get(n) or ran.get(n) or Ran(rest) for n in range(len(jobs))]


def _ended(reply: Any) -> Ran:
    if reply == OUT_OF_TIME:
        return Ran(Answer(TIMED_OUT, text=OUT_OF_TIME))
    return Ran(Answer(CRASHED, text=reply[:200] if isinstance(reply, str) else "sent what is not an answer"))


def _ran(reply: dict[str, Any]) -> Ran:
    """A reply, of which nothing is believed but that it is data."""
    answer = Answer.from_data(reply["answer"])
    if answer.status not in (RETURNED, RAISED):
        answer = Answer(CRASHED, text="sent what is not an answer")
    sent = reply.get("pictures")
    arrays = [a for a in sent[:MOST_PICTURES] if isinstance(a, np.ndarray)] if isinstance(sent, list) else []
    pictures = (a.tobytes() for a in arrays if a.dtype == np.uint8 and a.size <= PICTURE)
    return Ran(answer, tuple(p for p in pictures if p.startswith(PNG)))
