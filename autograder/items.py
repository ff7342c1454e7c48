"""A lesson as pytest sees it: a file whose items are the checks. Imports nothing heavy by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from autograder.texts import tr
from autograder.workers import debugged, worker_of

if TYPE_CHECKING:
    from autograder.confinement.worker import Loaded
    from autograder.grading.checks import Check, Exercise, Lesson
    from autograder.grading.verdict import Graded, Verdict


class LessonFile(pytest.File):
    """A student's file; its items are the checks of the lesson."""

    def __init__(
        self, *, lesson: Lesson, program: bytes | None = None, remarks: Sequence[str] = (), **kwargs: Any
    ) -> None:
        """program: what was handed in, if `path` is not to be read. remarks: sentences about the submission."""
        super().__init__(**kwargs)
        self.remarks = remarks
        self.file = self.name if program is not None else self.nodeid
        self.lesson = lesson
        self.program = program
        self.running: Iterator[Loaded | Graded] | None = None
        self.results: dict[str, Graded] = {}
        self.loaded: Loaded | None = None
        self.notes: list[str] = []
        self.told: set[str] = set()

    def __repr__(self) -> str:  # pytest puts it into its sentence about an id that is not there
        return tr("the checks of {name}: see `pytest --collect-only -q`", name=self.name)

    def collect(self) -> Iterator[CheckItem]:
        try:
            program = self.program = self.path.read_bytes() if self.program is None else self.program
        except OSError as error:
            raise self.CollectError(
                tr("`{name}` cannot be read: {strerror}", name=self.path.name, strerror=error.strerror)
            ) from None
        for exercise in self.lesson.exercises:
            line = _line_of(exercise, program)
            for check in exercise.checks:
                yield CheckItem.from_parent(self, exercise=exercise.name, check=check, line=line)

    @cached_property
    def quiet_hooks(self) -> _QuietHooks:
        return _QuietHooks(self.config)

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
                self.notes = [*self.remarks, *_notes(result, self.program or b"")]
        return self.results[exercise]

    def _grade(self) -> Iterator[Loaded | Graded]:
        from autograder.confinement.running import Assignment, grade_program

        assert self.program is not None
        chosen = {i.exercise for i in self.selected()}
        bodies = [_body_of(e, self.program) for e in self.lesson.exercises if e.name in chosen]
        exercises = tuple(
            e for e in self.lesson.exercises if e.name in chosen or any(_is_named(e, b) for b in bodies)
        )
        assignment = Assignment.of(replace(self.lesson, exercises=exercises))
        if self.config.getoption("debug_here"):
            return grade_program(debugged(), assignment, self.program, str(self.path))
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

    def __init__(self, *, parent: LessonFile, exercise: str, check: Check, line: int, **kwargs: Any) -> None:
        name = f"{exercise}[{check.label}]"  # the id goes in as text, for --lf compares it with what it wrote
        super().__init__(name, parent, nodeid=f"{parent.nodeid}::{name}", **kwargs)
        self.exercise, self.check, self.line = exercise, check, line
        self.facts: dict[str, Any] = {}

    @property
    def ihook(self) -> Any:
        """All hooks but those that catch prints and logs: the program runs elsewhere, and they take half of the time."""
        return super().ihook if self.config.getoption("debug_here") else self.parent.quiet_hooks

    def runtest(self) -> None:
        from autograder.grading.remarks import line_at, told
        from autograder.grading.show import clean
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
        self.facts = properties | {
            "file": self.parent.file,
            "remarks": [*self.parent.notes, *self._misspelt(graded)],
            "siblings": len(graded.verdicts),
        }
        if verdict.status == PASSED:
            return
        if verdict.status != UNATTEMPTED:
            raise CheckFailed(_reason(verdict), self._story(verdict, graded))
        if loaded.fatal:  # nothing was attempted, and still this is not the calm of a fresh stub
            self.facts["told"] = self._is_told("the file")
            line = line_at(loaded.fatal, self.parent.program or b"")
            raise CheckFailed(
                told(loaded.fatal), clean(told(loaded.fatal)) + (f"\n\n  {line}" if line else "")
            )
        raise pytest.skip.Exception(_reason(verdict), _use_item_location=True)

    def _misspelt(self, graded: Graded) -> list[str]:
        """A sentence for each function that is missing while another one has nearly its name."""
        from autograder.grading.remarks import misnamed
        from autograder.grading.verdict import UNATTEMPTED

        lesson, loaded = self.parent.lesson, self.parent.loaded
        if loaded is None or any(v.status != UNATTEMPTED for v in graded.verdicts):
            return []
        asked = {f for e in lesson.exercises for f in e.functions}
        mine = next(e for e in lesson.exercises if e.name == self.exercise).functions
        return misnamed(mine, asked, loaded.uses)

    def _story(self, verdict: Verdict, graded: Graded) -> str:
        """What to print for this failure; what an exercise's failures have in common is told once."""
        from autograder.grading.text import message_lines, tells

        lines = message_lines(verdict.message) if verdict.message else []
        lead = next((v for v in graded.verdicts if tells(v)), None)
        if lead is verdict:
            self.parent.told.add(self.exercise)
        elif self._is_told(self.exercise, by=lead):
            self.facts["told"] = True
        elif lead and lead.message:
            lines += ["", f"{lead.id}:", *message_lines(lead.message)]
        return "\n".join(lines)

    def _is_told(self, story: str, by: Verdict | None = None) -> bool:
        """Whether another item tells the story: `by`, if it was selected and pytest does not stop before it."""
        if (
            by
            and not self.config.getoption("maxfail")
            and any(i.name == by.id for i in self.parent.selected())
        ):
            return True
        told = story in self.parent.told
        self.parent.told.add(story)
        return told

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        error = excinfo.value
        return error.story if isinstance(error, CheckFailed) else super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        return self.path, self.line, self.name


class _QuietHooks:
    """Hook callers without the plugins that surround every phase of every test."""

    def __init__(self, config: pytest.Config) -> None:
        self.manager = config.pluginmanager
        plugins = [self.manager.get_plugin(name) for name in ("capturemanager", "logging-plugin")]
        self.removed = [p for p in plugins if p is not None]

    def __getattr__(self, name: str) -> Any:
        caller = self.__dict__[name] = self.manager.subset_hook_caller(name, self.removed)
        return caller


class CheckFailed(Exception):  # noqa: N818 - what a student reads in pytest's summary
    """A check that did not pass: one sentence, and all that there is to read."""

    def __init__(self, what: str, story: str) -> None:
        super().__init__(what)
        self.story = story


def _line_of(exercise: Exercise, program: bytes) -> int:
    """Where the exercise is written, counted from 0. By a pattern: hostile source is not parsed here."""
    found = re.search(rb"^def %s\b" % exercise.functions[0].encode(), program, re.MULTILINE)
    return program.count(b"\n", 0, found.start()) if found else 0


def _body_of(exercise: Exercise, program: bytes) -> bytes:
    """The source of an exercise in a script, by a pattern as well."""
    names = b"|".join(f.encode() for f in exercise.functions)
    pattern = rb"^def (?:%s)\b.*?(?=^def |^class |^@|\Z)" % names
    return b"".join(re.findall(pattern, program, re.MULTILINE | re.DOTALL))


def _is_named(exercise: Exercise, body: bytes) -> bool:
    """Whether a body calls the exercise: what is wrong there is to be said first, selected or not."""
    return any(re.search(rb"\b%s\(" % f.encode(), body) for f in exercise.functions)


def _notes(loaded: Loaded, program: bytes) -> list[str]:
    """What loading said, with what follows from it."""
    from autograder.grading.remarks import explained, told

    return [told(loaded.fatal)] if loaded.fatal else [explained(p, program) for p in loaded.problems]


def _reason(verdict: Verdict) -> str:
    """One sentence for pytest's summary."""
    return tr(verdict.status) if verdict.message is None or verdict.hidden else verdict.message.what
