"""A mistake that is the text of a student's program: read by authors, run only where it can do no harm."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from autograder.confinement.doctor import UnconfinedError, strongest
from autograder.confinement.worker import Task, Worker
from autograder.grading import answer as _answer
from autograder.grading.answer import Answer
from autograder.grading.checks import Probe
from autograder.grading.values import freeze, thaw

HEADER = "import math\n\nimport numpy as np\n\n\n"
LOST = {
    _answer.TIMED_OUT: "does not come back in time",
    _answer.CRASHED: "stops Python",
    _answer.MISSING: "is not there",
    _answer.UNATTEMPTED: "is not begun",
}


class UnusableError(Exception):
    """A program that can be no mistake; the text ends the sentence "the program ..."."""


@dataclass(frozen=True)
class HandedIn:
    """A mistake as a student wrote it. program: the text of a file that holds the exercise's functions."""

    name: str
    cause: str
    hint: str
    program: str


@contextlib.contextmanager
def box() -> Iterator[Worker]:
    """A worker that student code cannot get out of. Raises UnusableError if there is none on this machine."""
    try:
        worker = strongest()
    except UnconfinedError:
        raise UnusableError(
            "was handed in by a student, so it runs only confined, and that is not possible here: "
            "see `autograder doctor`, or rewrite it as a function of your own under `@….mistake(hint)`"
        ) from None
    try:
        yield worker
    finally:
        worker.close()


def answers_in(
    worker: Worker, program: str, probes: Sequence[Probe], parameters: tuple[str, ...]
) -> tuple[Answer, ...]:
    """What the text of a program answers, in the form in which mistakes are kept.

    Raises UnusableError if it does not answer everything.
    """
    asked = [Task(p, parameters) for p in probes if p.kind != "text"]
    answers = worker.run(program.encode(), "program.py", asked)
    loaded = next(answers)
    found = iter([plain_answer(a) for a in answers if isinstance(a, Answer)])
    result = tuple(Answer(_answer.RETURNED, "") if p.kind == "text" else next(found) for p in probes)
    if lost := next((a.status for a in result if a.status in LOST), ""):
        why = getattr(loaded, "fatal", "") or next(iter(getattr(loaded, "problems", ())), "")
        raise UnusableError(f"{LOST[lost]}{f' ({why})' if why else ''}")
    return result


def plain_answer(answer: Answer) -> Answer:
    """Without what differs from one program to the next: prints, lines and texts of exceptions."""
    return Answer.from_data({**thaw(freeze(answer.to_data())), "printed": "", "frames": [], "text": ""})


def all_answers(
    texts: Sequence[HandedIn], probes: Sequence[Probe], parameters: tuple[str, ...]
) -> Iterator[tuple[HandedIn, tuple[Answer, ...]]]:
    """Each mistake with its answers. Raises UnusableError, whose sentence begins with the mistake's name."""
    name = texts[0].name
    try:
        with box() as worker:
            for text in texts:
                name = text.name
                yield text, answers_in(worker, text.program, probes, parameters)
    except UnusableError as error:
        raise UnusableError(f"the program of the mistake `{name}` {error}") from None
