"""A lesson as pytest sees it: a file whose items are the checks. Imports nothing heavy by itself."""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from autograder.confinement.worker import Loaded, Worker
    from autograder.grading.checks import Check, Exercise, Lesson
    from autograder.grading.verdict import Graded, Verdict

worker_key = pytest.StashKey["Worker"]()


def worker_of(config: pytest.Config, *, fork: bool = False) -> Worker:
    """The worker of this run. fork: start it from this process if that is safe, which saves 100 ms."""
    from autograder.confinement.process import ProcessWorker, one_thread

    if worker_key not in config.stash:
        with one_thread():
            import numpy  # noqa: F401, ICN001 - loaded once, here, for every child
        config.stash[worker_key] = ProcessWorker(fork=fork and hasattr(os, "fork") and _threads() == 1)
    return config.stash[worker_key]


def _threads() -> int:
    """How many threads this process has, those of libraries included where that can be seen."""
    try:
        return len(list(Path("/proc/self/task").iterdir()))
    except OSError:
        return threading.active_count()


class LessonFile(pytest.File):
    """A student's file; its items are the checks of the lesson."""

    def __init__(self, *, lesson: Lesson, program: bytes | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.lesson = lesson
        self.program = program
        self.running: Iterator[Loaded | Graded] | None = None
        self.results: dict[str, Graded] = {}
        self.loaded: Loaded | None = None
        self.told: set[str] = set()

    def collect(self) -> Iterator[CheckItem]:
        try:
            program = self.program = self.path.read_bytes() if self.program is None else self.program
        except OSError as error:
            raise self.CollectError(f"`{self.path.name}` cannot be read: {error.strerror}") from None
        for exercise in self.lesson.exercises:
            line = _line_of(exercise, program)
            for check in exercise.checks:
                name = f"{exercise.name}[{check.label}]"
                yield CheckItem.from_parent(self, name=name, exercise=exercise.name, check=check, line=line)

    def graded(self, exercise: str) -> Graded:
        """Grade as far as needed: whole exercises, in order, and only those that were selected."""
        from autograder.grading.verdict import Graded

        if self.running is None:
            self.running = self._grade()
        while exercise not in self.results:
            result = next(self.running)
            if isinstance(result, Graded):
                self.results[result.exercise] = result
            else:
                self.loaded = result
        return self.results[exercise]

    def _grade(self) -> Iterator[Loaded | Graded]:
        from autograder.confinement.running import Assignment, grade_program

        exercises = tuple(
            e for e in self.lesson.exercises if any(i.exercise == e.name for i in self.selected())
        )
        assignment = Assignment.of(replace(self.lesson, exercises=exercises))
        assert self.program is not None
        if self.config.getoption("debug_here"):
            return grade_program(_debugged(), assignment, self.program, str(self.path))
        name = f"{self.path.stem}{self.path.suffix.lower()}"
        return grade_program(worker_of(self.config), assignment, self.program, name)

    def selected(self) -> Iterator[CheckItem]:
        return (i for i in self.session.items if isinstance(i, CheckItem) and i.parent is self)

    def teardown(self) -> None:
        """End the program, also when pytest stops early: it may be in an endless loop by now."""
        if self.running is not None:
            self.running.close()  # type: ignore[attr-defined] # a generator
            self.running = None


class CheckItem(pytest.Item):
    """One check. Not attempted is a skip: a fresh lesson is calm."""

    parent: LessonFile

    def __init__(self, *, exercise: str, check: Check, line: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.exercise, self.check, self.line = exercise, check, line
        self.facts: dict[str, Any] = {}

    def runtest(self) -> None:
        from autograder.grading.verdict import PASSED, UNATTEMPTED

        graded = self.parent.graded(self.exercise)
        loaded = self.parent.loaded
        assert loaded is not None
        verdict = next(v for v in graded.verdicts if v.label == self.check.label)
        properties = {
            "lesson": self.parent.lesson.slug,
            "exercise": self.exercise,
            "points": verdict.points,
            "max_points": verdict.max_points,
            "status": verdict.status,
        }
        self.user_properties += properties.items()
        self.facts = {**properties, "file": self.parent.nodeid, "remarks": list(loaded.problems), "siblings": len(graded.verdicts)}
        if verdict.status == PASSED:
            return
        if verdict.status != UNATTEMPTED:
            raise CheckFailed(_reason(verdict), self._story(verdict, graded))
        if loaded.fatal:  # nothing was attempted, and still this is not the calm of a fresh stub
            self._tell("")
            raise CheckFailed(loaded.fatal, loaded.fatal)
        raise pytest.skip.Exception(_reason(verdict), _use_item_location=True)

    def _story(self, verdict: Verdict, graded: Graded) -> str:
        """What to print for this failure: the story of the exercise's failures is told once."""
        from autograder.grading.text import message_lines, tells

        lines = message_lines(verdict.message) if verdict.message else []
        lead = next((v for v in graded.verdicts if tells(v)), verdict)
        if lead is verdict:
            self._tell(self.exercise, again=tells(verdict))
        elif not self.config.getoption("maxfail") and any(i.name == lead.id for i in self.parent.selected()):
            self.facts["told"] = True
        elif lead.message and self._tell(self.exercise):
            lines += ["", f"{lead.id}:", *message_lines(lead.message)]
        return "\n".join(lines)

    def _tell(self, what: str, *, again: bool = False) -> bool:
        self.facts["told"] = what in self.parent.told and not again
        self.parent.told.add(what)
        return not self.facts["told"]

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        error = excinfo.value
        return error.story if isinstance(error, CheckFailed) else super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        return self.path, self.line, self.name


class CheckFailed(Exception):  # noqa: N818 - what a student reads in pytest's summary
    """A check that did not pass: one sentence, and all that there is to read."""

    def __init__(self, what: str, story: str) -> None:
        super().__init__(what)
        self.story = story


def _line_of(exercise: Exercise, program: bytes) -> int:
    """Where the exercise is written, counted from 0. By a pattern: hostile source is not parsed here."""
    found = re.search(rb"^def %s\b" % exercise.functions[0].encode(), program, re.MULTILINE)
    return program.count(b"\n", 0, found.start()) if found else 0


def _reason(verdict: Verdict) -> str:
    """One sentence for pytest's summary."""
    return verdict.status if verdict.message is None or verdict.hidden else verdict.message.what


def _debugged() -> Worker:
    """No worker at all: the program runs in this process."""
    from autograder.confinement.worker import InProcess
    from autograder.grading.answer import Answer

    class Debugged(InProcess):
        """`q` in a debugger and Ctrl-C are for pytest; a program that caught them would go on and on."""

        def run(self, *args: Any) -> Iterator[Loaded | Answer]:
            for result in super().run(*args):
                if isinstance(result, Answer) and {"Exit", "BdbQuit", "KeyboardInterrupt"} & {*result.error}:
                    pytest.exit("stopped in the debugger")
                yield result

    return Debugged()
