"""pytest plugin: a lesson's checks as test items. Imports nothing heavy until a lesson is found."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from autograder.confinement.running import Assignment
    from autograder.confinement.worker import Loaded
    from autograder.grading.checks import Check, Lesson
    from autograder.grading.verdict import Graded, Verdict

worker_key = pytest.StashKey["Worker"]()


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("autograder", "calculus for machine learning")
    group.addoption(
        "--debug-here",
        action="store_true",
        help="run the program in this process: for breakpoint(), -s and debuggers; no time limits",
    )
    group.addoption("--submission", type=Path, metavar="FOLDER", help="grade what one student handed in")
    group.addoption("--key", type=Path, metavar="KEY", help="with --submission: the key (default: the course's)")


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """A conftest.py in a submission is student code: it must not run beside the key."""
    if getattr(early_config.known_args_namespace, "submission", None):
        early_config.known_args_namespace.noconftest = True


def pytest_configure(config: pytest.Config) -> None:
    folder = config.getoption("submission")
    if config.getoption("key") and not folder:
        raise pytest.UsageError("--key goes with --submission FOLDER")
    if folder and config.getoption("debug_here"):
        raise pytest.UsageError("--debug-here would run a submission beside the key; it is for your own files")
    if folder and config.rootpath.resolve().is_relative_to(folder.resolve()):
        raise pytest.UsageError("run --submission from your course folder, not from inside the submission")


def pytest_unconfigure(config: pytest.Config) -> None:
    if worker := config.stash.get(worker_key, None):
        worker.close()


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> LessonFile | None:
    """Collect `topic.py` beside its `checks.json`; `topic.ipynb` if it is named on the command line."""
    checks = file_path.with_name("checks.json")
    topic = file_path.parent.name.split("_", 1)[-1]
    if file_path.stem != topic or not checks.is_file():
        return None
    named = any(Path(a.split("::")[0]).name == file_path.name for a in parent.config.args)
    if file_path.suffix == ".py" or (file_path.suffix == ".ipynb" and named):
        _start_worker(parent.config)  # before the checks are read: it must not know them
        from autograder.grading.checks import load_checks

        try:
            lessons = [lesson for lesson in load_checks(checks) if lesson.topic == topic]
        except ValueError as error:
            raise pytest.UsageError(str(error)) from None
        return LessonFile.from_parent(parent, path=file_path, lesson=lessons[0]) if lessons else None
    return None


@pytest.hookimpl(tryfirst=True)
def pytest_collection(session: pytest.Session) -> bool | None:
    """With --submission, the items are that submission's; pytest never looks into the folder itself."""
    config = session.config
    folder: Path | None = config.getoption("submission")
    if folder is None:
        return None
    from autograder.submission import lesson_files

    try:
        found = lesson_files(folder, config.getoption("key"))
    except (OSError, ValueError) as error:
        raise pytest.UsageError(str(error)) from None
    _start_worker(config, fresh=True)
    files = [LessonFile.from_parent(session, path=f.path, lesson=f.lesson, program=f.program) for f in found]
    session.items = [item for file in files for item in file.collect()]
    config.hook.pytest_collection_modifyitems(session=session, config=config, items=session.items)
    config.hook.pytest_collection_finish(session=session)
    session.testscollected = len(session.items)
    return True


def _start_worker(config: pytest.Config, *, fresh: bool = False) -> None:
    if worker_key in config.stash or config.option.collectonly or config.getoption("debug_here"):
        return
    from autograder.confinement.process import ProcessWorker, one_thread

    with one_thread():
        import numpy  # noqa: F401, ICN001 - loaded once, here, for every child
    config.stash[worker_key] = ProcessWorker(fork=not fresh)


class LessonFile(pytest.File):
    """A student's file; its items are the checks of the lesson."""

    def __init__(self, *, lesson: Lesson, program: bytes | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.lesson = lesson
        self.program = program
        self.results: dict[str, Graded] = {}
        self.running: Iterator[Loaded | Graded] | None = None

    def collect(self) -> Iterator[CheckItem]:
        for exercise in self.lesson.exercises:
            for check in exercise.checks:
                name = f"{exercise.name}[{check.label}]"
                yield CheckItem.from_parent(self, name=name, exercise=exercise.name, check=check)

    def verdict(self, exercise: str, label: str) -> Verdict:
        """Grade as far as needed: whole exercises, in order, and only those that were selected."""
        from autograder.grading.verdict import Graded

        if self.running is None:
            self.running = self._grade()
        while exercise not in self.results:
            result = next(self.running)
            if isinstance(result, Graded):
                self.results[result.exercise] = result
        return next(v for v in self.results[exercise].verdicts if v.label == label)

    def _grade(self) -> Iterator[Loaded | Graded]:
        from dataclasses import replace

        from autograder.confinement.running import Assignment, grade_program

        selected = {item.exercise for item in self.session.items if isinstance(item, CheckItem) and item.parent is self}
        exercises = tuple(e for e in self.lesson.exercises if e.name in selected)
        assignment = Assignment.of(replace(self.lesson, exercises=exercises))
        program = self.path.read_bytes() if self.program is None else self.program
        if self.config.getoption("debug_here"):
            return self._grade_here(assignment, program)
        return grade_program(self.config.stash[worker_key], assignment, program, self.path.name)

    def _grade_here(self, assignment: Assignment, program: bytes) -> Iterator[Loaded | Graded]:
        from autograder.confinement.running import grade_program
        from autograder.confinement.worker import InProcess

        return grade_program(InProcess(), assignment, program, str(self.path))


class CheckItem(pytest.Item):
    """One check. Not attempted is a skip: a fresh lesson is calm."""

    def __init__(self, *, exercise: str, check: Check, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.exercise, self.check = exercise, check

    def runtest(self) -> None:
        from autograder.grading.verdict import PASSED, UNATTEMPTED

        assert isinstance(self.parent, LessonFile)
        verdict = self.parent.verdict(self.exercise, self.check.label)
        self.user_properties += [
            ("exercise", self.exercise),
            ("points", verdict.points),
            ("max_points", verdict.max_points),
            ("status", verdict.status),
        ]
        if verdict.status == UNATTEMPTED:
            raise pytest.skip.Exception(" ".join(_reason(verdict)), _use_item_location=True)
        if verdict.status != PASSED:
            raise CheckFailed(verdict)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        from autograder.grading.text import message_lines

        if isinstance(excinfo.value, CheckFailed) and excinfo.value.verdict.message:
            return "\n".join(message_lines(excinfo.value.verdict.message))
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        return self.path, 0, self.name


class CheckFailed(Exception):  # noqa: N818 - what a student reads in pytest's summary
    """A check that did not pass."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.message.what if verdict.message else verdict.status)
        self.verdict = verdict


def _reason(verdict: Verdict) -> list[str]:
    message = verdict.message
    return ["not attempted yet"] if message is None else [message.what, *(f"({note})" for note in message.notes)]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The table of points, from the reports alone (so it is right under xdist and with --lf)."""
    reports = [r for rs in terminalreporter.stats.values() for r in rs if getattr(r, "when", "") == "call"]
    facts = [p for r in reports if "max_points" in (p := dict(r.user_properties))]
    if not facts:
        return
    from autograder.grading.text import table_lines

    rows: dict[str, list[float]] = {}
    attempted = {p["exercise"] for p in facts if p["status"] != "not attempted"}
    for p in facts:
        row = rows.setdefault(p["exercise"], [0.0, 0.0])
        row[0] += p["points"]
        row[1] += p["max_points"]
    terminalreporter.section("points")
    table = [(n, a, b, "done" if a == b else "" if n in attempted else "not attempted") for n, (a, b) in rows.items()]
    for line in table_lines(table):
        terminalreporter.line(line)
    if not terminalreporter.config.getoption("submission"):
        terminalreporter.line("Hidden checks come on top when your work is graded.")
