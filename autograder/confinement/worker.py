"""What a worker is: it runs a program, performs probes on it, and brings answers back.

Whatever runs the program stands behind `Worker`; a confined worker replaces another one without
any change elsewhere.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol

from autograder.confinement.probing import perform
from autograder.confinement.program import load
from autograder.confinement.wire import encode
from autograder.grading.answer import Answer
from autograder.grading.checks import Lesson, Probe


@dataclass(frozen=True)
class Limits:
    """What a program may use. Seconds of CPU time; the wall clock gets `patience` times as much.

    call: one probe. again: one probe of a function that has timed out twice. statement: one
    top-level statement. total: everything of one file. batch: all calls at once, before they are
    made one by one. memory: bytes beyond Python and NumPy. written: bytes in files. sent: bytes of all answers of one file.
    """

    call: float = 2.0
    again: float = 0.25
    statement: float = 5.0
    total: float = 60.0
    batch: float = 1.0
    patience: float = 5.0
    memory: int = 1 << 30
    written: int = 64 << 20
    sent: int = 64 << 20


@dataclass(frozen=True)
class Task:
    """A probe on its way to a worker; encoded once for all submissions, as a list of one."""

    probe: Probe
    parameters: tuple[str, ...]

    @cached_property
    def frame(self) -> bytes:
        return encode([[self.probe.kind, self.probe.calls, self.parameters]])


def tasks_of(lesson: Lesson) -> list[Task]:
    """The probes of a lesson in order."""
    return [Task(p, e.parameters) for e in lesson.exercises for p in e.probes]


@dataclass(frozen=True)
class Loaded:
    """How loading went: claims by the student's process, for messages only."""

    fatal: str = ""
    problems: tuple[str, ...] = ()
    uses: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def from_data(cls, data: Any, timed_out: Sequence[str]) -> Loaded:
        data = data if isinstance(data, dict) else {}
        problems = data.get("problems") if isinstance(data.get("problems"), list) else []
        uses = data.get("uses") if isinstance(data.get("uses"), dict) else {}
        return cls(
            str(data.get("fatal", ""))[:500],
            tuple(timed_out) + tuple(str(p)[:500] for p in problems[:20]),
            {str(k): [str(n) for n in v] for k, v in uses.items() if isinstance(v, list)},
        )


class Worker(Protocol):
    """Runs one program and performs probes on it, away from this process.

    level: how well the program is confined, named in every report.
    """

    level: str

    def run(
        self, program: bytes, name: str, tasks: Sequence[Task], files: int = 1
    ) -> Generator[Loaded | Answer, None, None]:
        """Yield one `Loaded`, then one `Answer` for every task, in order, whatever happens.

        The program learns the inputs of hidden probes when all visible ones before them are answered.
        files: how many of one student share the limit of all time.
        """

    def keep_to(self, core: int) -> None:
        """Let all processes of this worker run on this core only, if that is possible."""

    def close(self) -> None: ...


class InProcess:
    """No worker at all: a student's own program in this very process, for a debugger."""

    level = "none"

    def run(
        self, program: bytes, name: str, tasks: Sequence[Task], files: int = 1
    ) -> Generator[Loaded | Answer, None, None]:
        loaded = load(program, name)
        yield Loaded(loaded.fatal, tuple(loaded.problems), loaded.uses)
        for task in tasks:
            yield perform(task.probe, loaded.namespace, task.parameters, capture=False)

    def keep_to(self, core: int) -> None:
        """It is this very process."""

    def close(self) -> None:
        """Nothing to close."""
