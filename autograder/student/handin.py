"""`autograder pack`: zip what was written, and say what is still missing."""

from __future__ import annotations

import ast
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from autograder.confinement.source import SourceError, units
from autograder.files import MAX_FILE, whole
from autograder.grading.checks import Lesson, load_checks
from autograder.student.lessons import course_at
from autograder.student.releases import ReleaseError, is_edited
from autograder.texts import tr

MARK = b"made by autograder pack"  # tells a hand-in from any other file that must not be lost


@dataclass(frozen=True)
class LessonState:
    """A lesson folder as it stands. files: those that go into the hand-in. problem: what to look at first.

    answers: files with answers to questions, which go with them; unanswered: questions without one.
    """

    folder: Path
    files: list[Path]
    missing: list[str] = field(default_factory=list)
    problem: str = ""
    answers: list[Path] = field(default_factory=list)
    unanswered: list[str] = field(default_factory=list)

    @property
    def sentence(self) -> str:
        said = [self._of_programs, *(tr("`{name}` goes with it", name=path.name) for path in self.answers)]
        if (
            self.files and not self.problem and not any(path.suffix == ".ipynb" for path in self.files)
        ):  # which holds answers itself
            said += [
                tr("no answer to `{name}` yet (write `{name}.md`)", name=name) for name in self.unanswered
            ]
        return "; ".join(said)

    @property
    def _of_programs(self) -> str:
        if self.problem:
            return self.problem
        if not self.files:
            return tr("not started")
        written = (
            tr("still missing: {names}", names=", ".join(self.missing)) if self.missing else tr("all written")
        )
        if len(self.files) == 1:
            return written
        both = tr(" and ").join(f"`{path.name}`" for path in self.files)
        return tr(
            "{written}; {both} are both in the zip: your instructor's grader takes the better one",
            written=written,
            both=both,
        )


def states(folder: Path) -> list[LessonState]:
    """The lessons in `folder`, or the one that it is.

    Raises ReleaseError if there is none.
    """
    return [_state(lesson.path) for lesson in course_at(folder).meant]


def pack(lessons: list[LessonState], out: Path) -> None:
    """Write the hand-in, whole or not at all: every edited file in a folder named like its lesson.

    Raises ReleaseError if `out` is any file but an earlier hand-in.
    """
    if out.is_file() and not _is_hand_in(out):
        raise ReleaseError(
            tr("`{out}` is there and is not an earlier hand-in; give another name with --out", out=out)
        )
    with (
        whole(out) as file,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as archive,
    ):
        archive.comment = MARK
        for lesson in lessons:
            for path in (*lesson.files, *lesson.answers):
                archive.write(path, f"{lesson.folder.name}/{path.name}")


def _is_hand_in(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.comment == MARK
    except (OSError, ValueError, zipfile.BadZipFile, NotImplementedError):
        return False


def _state(folder: Path) -> LessonState:
    try:
        lesson = load_checks(folder / "checks.json")[0]
    except (OSError, ValueError, IndexError) as error:
        return LessonState(folder, [], problem=tr("its checks cannot be read ({error})", error=error))
    candidates = [folder / f"{lesson.topic}.{ending}" for ending in ("py", "ipynb")]
    if not any(path.is_file() for path in candidates):
        return LessonState(
            folder, [], problem=tr("`{topic}.py` is not there, nor the notebook", topic=lesson.topic)
        )
    functions = [f for e in lesson.exercises for f in e.functions]
    written: dict[Path, list[str]] = {}
    problems: list[str] = []
    try:
        for path in candidates:
            if path.is_file() and is_edited(path) is not False:
                found, wrong = _written(path)
                written[path] = [f for f in functions if f in found]
                problems += wrong
    except OSError as error:
        return LessonState(
            folder,
            [],
            problem=tr("`{name}` cannot be read: {strerror}", name=path.name, strerror=error.strerror),
        )
    files = [path for path, names in written.items() if names or problems]
    if not files and not candidates[0].is_file():
        problems.append(
            tr(
                "`{name}` is not there (was it renamed?), and the notebook is as released",
                name=candidates[0].name,
            )
        )
    most = max(written.values(), key=len, default=[])
    missing = [f for f in functions if f not in most]
    return LessonState(folder, files, missing, "; ".join(problems), *_answers(folder, lesson))


def _answers(folder: Path, lesson: Lesson) -> tuple[list[Path], list[str]]:
    """Text files with answers to questions, and the questions that have none."""
    found = {
        e.name: [p for p in (folder / f"{e.name}.md", folder / f"{e.name}.txt") if p.is_file()]
        for e in lesson.essays
    }
    return [p for paths in found.values() for p in paths], [n for n, paths in found.items() if not paths]


def _written(path: Path) -> tuple[set[str], list[str]]:
    """The names that a file defines, stubs left out, and a sentence for each part that is not Python."""
    data = path.read_bytes()
    if len(data) > MAX_FILE:
        large, limit = len(data) >> 20, MAX_FILE >> 20
        return set(), [
            tr(
                "`{name}` has {large} MB and at most {limit} MB are graded; clear its outputs",
                name=path.name,
                large=large,
                limit=limit,
            )
        ]
    try:
        parts, _ = units(data, path.name)
    except SourceError as error:
        return set(), [f"`{path.name}`: {error}"]
    names: set[str] = set()
    problems: list[str] = []
    for unit in parts:
        try:
            names |= set(_names(ast.parse(unit.text)))
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            where = "" if unit.name == path.name else f", {unit.name}"
            line, reason = getattr(error, "lineno", None), getattr(error, "msg", type(error).__name__)
            problems.append(
                tr(
                    "`{name}`{where}, line {line}: not valid Python: {reason}",
                    name=path.name,
                    where=where,
                    line=line,
                    reason=reason,
                )
            )
    return names, problems


def _names(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        match node:
            case ast.FunctionDef() if not _is_stub(node):
                yield node.name
            case ast.Assign(targets=targets):
                yield from (t.id for t in targets if isinstance(t, ast.Name))
            case ast.ImportFrom(names=aliases):
                yield from (a.asname or a.name for a in aliases)


def _is_stub(node: ast.FunctionDef) -> bool:
    """Whether the function returns nothing and still raises NotImplementedError as its last word."""
    if any(isinstance(n, ast.Return) for n in ast.walk(node)):
        return False
    last = node.body[-1]
    raised = last.exc if isinstance(last, ast.Raise) else None
    name = raised.func if isinstance(raised, ast.Call) else raised
    return isinstance(name, ast.Name) and name.id == "NotImplementedError"
