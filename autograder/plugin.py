"""pytest plugin: a lesson's checks as test items. Imports nothing heavy until a lesson is found."""

from __future__ import annotations

import os
import re
from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from autograder.items import CheckItem, LessonFile
from autograder.texts import mark, tr
from autograder.workers import worker_key, worker_of

if TYPE_CHECKING:
    from autograder.submission import LessonSubmission

BOTH = mark(
    "both are edited: `{name}` counts here, and your instructor's grader takes the better one "
    "(`pytest {notebook}` checks the notebook)"
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Options for a student who debugs and for an instructor who looks into one submission."""
    group = parser.getgroup("autograder", "calculus for machine learning")
    group.addoption(
        "--debug-here",
        action="store_true",
        help="run the program in this process: for breakpoint(), -s and debuggers; no time limits",
    )
    group.addoption(
        "--submission",
        type=Path,
        metavar="FOLDER",
        help="grade what one student handed in, a folder, a zip or a lesson's file (best written with `=`: "
        "--submission=FOLDER, for else pytest first looks for settings in it)",
    )
    group.addoption(
        "--key", type=Path, metavar="KEY", help="with --submission: the key (default: the course's)"
    )
    group.addoption(
        "--trust-submissions",
        action="store_true",
        help="with --submission: run it even where nothing can confine it",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """What a submission brings for pytest or Python is student code: it must not run beside the key."""
    folder: Path | None = early_config.known_args_namespace.submission
    if folder is None:
        return
    early_config.known_args_namespace.noconftest = True
    if folder.suffix.lower() == ".zip":
        return
    inside = (folder.parent if folder.suffix.lower() in (".py", ".ipynb") else folder).resolve()
    if early_config.invocation_params.dir.resolve().is_relative_to(inside):
        raise pytest.UsageError("run --submission from your course folder, not from inside the submission")
    settings = early_config.inipath
    if settings and settings.resolve().is_relative_to(inside):
        raise pytest.UsageError(
            f"pytest found its settings in the submission (`{settings}`) and so may have run what is in it; "
            f"name it only as --submission={folder}, with `=`, and select checks with -k"
        )


def pytest_configure(config: pytest.Config) -> None:
    """Refuse what cannot be meant."""
    folder = config.getoption("submission")
    if config.getoption("key") and not folder:
        raise pytest.UsageError("--key goes with --submission FOLDER")
    if folder and config.getoption("debug_here"):
        raise pytest.UsageError(
            "--debug-here would run a submission beside the key; it is for your own files"
        )


def pytest_report_header(config: pytest.Config) -> list[str]:
    """Say what is graded and how well it is confined."""
    folder = config.getoption("submission")
    return [f"submission: {folder}", worker_of(config).confined.sentence] if folder else []


def pytest_unconfigure(config: pytest.Config) -> None:
    """End the worker."""
    if worker := config.stash.get(worker_key, None):
        worker.close()


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(
    file_path: Path, parent: pytest.Collector
) -> Generator[None, list[pytest.Collector], list[pytest.Collector]]:
    """Collect a lesson's file beside its `checks.json`, and keep others from importing it into this process."""
    others = yield
    checks = file_path.with_name("checks.json")
    topic = re.fullmatch(rf"\d+_{re.escape(file_path.stem)}", file_path.parent.name)
    if not topic or file_path.suffix not in (".py", ".ipynb") or not checks.is_file():
        return others
    if not _is_meant(file_path, parent.config):
        return []
    if not (parent.config.option.collectonly or parent.config.getoption("debug_here")):
        worker_of(parent.config, fork=True)  # before the checks are read: it must not know them
    from autograder.grading.checks import load_checks

    try:
        lessons = [lesson for lesson in load_checks(checks) if lesson.topic == file_path.stem]
    except ValueError as error:
        raise parent.CollectError(str(error)) from None
    remarks = [] if _is_named(file_path, parent.config) else _which_counts(file_path)
    return [LessonFile.from_parent(parent, path=file_path, lesson=x, remarks=remarks) for x in lessons]


def _is_meant(path: Path, config: pytest.Config) -> bool:
    """The files named on the command line; else the script, or the notebook if only that was edited."""
    from autograder.student.releases import counting

    return _is_named(path, config) or path == counting(path.with_suffix(".py"))


def _is_named(path: Path, config: pytest.Config) -> bool:
    return any(Path(a.split("::")[0]).name == path.name for a in config.args)


def _which_counts(path: Path) -> list[str]:
    """What to know when a student has written in both files of a lesson."""
    from autograder.student.releases import is_edited, missed

    script, notebook = path.with_suffix(".py"), path.with_suffix(".ipynb")
    if path == notebook and (remark := missed(script)):
        return [remark]
    if not (is_edited(script) and is_edited(notebook)):
        return []
    return [tr(BOTH, name=path.name, notebook=notebook.name)]


@pytest.hookimpl(tryfirst=True)
def pytest_collection(session: pytest.Session) -> bool | None:
    """With --submission, the items are that submission's; pytest never looks into the folder itself."""
    config = session.config
    folder: Path | None = config.getoption("submission")
    if folder is None:
        return None
    from autograder.submission import lesson_files

    try:
        found, remarks = lesson_files(folder, config.getoption("key"))
    except ValueError as error:
        raise pytest.UsageError(str(error)) from None
    if (
        config.getoption("dist", "no") != "no"
        and config.getoption("tx")
        and not hasattr(config, "workerinput")
    ):
        return None  # xdist hands the tests out, so its workers collect
    items = _asked_for([item for f in found for item in _collected(session, f, remarks)], config)
    session.items = [*items]
    config.hook.pytest_collection_modifyitems(session=session, config=config, items=session.items)
    config.hook.pytest_collection_finish(session=session)
    session.testscollected = len(session.items)
    return True


def _collected(session: pytest.Session, found: LessonSubmission, remarks: list[str]) -> list[CheckItem]:
    """The file's items, announced to other plugins as pytest does it."""
    root, hook = session.config.rootpath, session.config.hook
    path = root / os.path.relpath(found.path, root)  # ids like `../ann/small.py::…`, which --lf knows again
    file = LessonFile.from_parent(
        session, path=path, name=found.name, program=found.program, lesson=found.lesson, remarks=remarks
    )
    report = hook.pytest_make_collect_report(collector=file)
    for item in report.result:
        hook.pytest_itemcollected(item=item)
    hook.pytest_collectreport(report=report)
    return list(report.result)


def _asked_for(items: list[CheckItem], config: pytest.Config) -> list[CheckItem]:
    """The items that the command line names as `path` or `path::id`; all if it names none."""
    if config.args_source is not config.ArgsSource.ARGS:
        return items
    chosen: list[CheckItem] = []
    for argument in config.args:
        path, _, name = argument.partition("::")
        place = Path(config.invocation_params.dir, path).resolve()
        found = [i for i in items if i.path.resolve().is_relative_to(place) and name in ("", i.name)]
        if not found:
            raise pytest.UsageError(f"the submission has no check `{argument}`")
        chosen += [i for i in found if i not in chosen]
    return chosen


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: Any) -> Generator[None, Any, Any]:
    """Put what the summary needs on the report, which travels under xdist."""
    report = yield
    if isinstance(item, CheckItem) and call.when == "call":
        report.check = item.facts
    return report


def pytest_report_teststatus(report: Any) -> Any:
    """A failure whose story is told with another one counts, and is not told again."""
    if getattr(report, "check", {}).get("told"):
        return tr("more failing"), "F", "FAILED"
    return None


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The table of points, from the reports alone (so it is right under xdist and with --lf)."""
    config = terminalreporter.config
    reports = [r for rs in terminalreporter.stats.values() for r in rs if isinstance(r, pytest.TestReport)]
    reports = [r for r in reports if getattr(r, "check", None)]
    if not reports:
        return
    from autograder.scores import score_lines

    terminalreporter.section(tr("points"))
    facts = [r.check for r in sorted(reports, key=lambda r: float(r.start))]
    for line in score_lines(facts):
        terminalreporter.line(line)
    if not config.getoption("submission"):
        terminalreporter.line(tr("Hidden checks come on top when your work is graded."))
