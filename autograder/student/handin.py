"""`autograder pack`: zip what was written, and say what is still missing."""

from __future__ import annotations

import ast
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

from autograder.confinement.source import SourceError, units
from autograder.grading.checks import Lesson, load_checks
from autograder.student.releases import ReleaseError, digest, manifest


@dataclass(frozen=True)
class LessonState:
    """A lesson folder as it stands. files: those that go into the hand-in."""

    folder: Path
    files: list[Path]
    missing: list[str] = field(default_factory=list)
    problem: str = ""

    @property
    def sentence(self) -> str:
        if self.problem:
            return self.problem
        if not self.files:
            return "not started"
        return f"still missing: {', '.join(self.missing)}" if self.missing else "complete"


def states(folder: Path) -> list[LessonState]:
    """The lessons in `folder`, or the one that it is.

    Raises ReleaseError if there is none.
    """
    folder = folder.resolve()
    found = [p.parent for p in sorted([*folder.glob("checks.json"), *folder.glob("*/checks.json")])]
    if not found:
        raise ReleaseError(f"no lesson here: neither `{folder}` nor a folder in it holds `checks.json`")
    return [_state(lesson) for lesson in found]


def pack(lessons: list[LessonState], out: Path) -> None:
    """Write the hand-in: every edited file in a folder named like its lesson."""
    partial = out.with_name(out.name + ".partial")
    with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as archive:
        for lesson in lessons:
            for path in lesson.files:
                archive.write(path, f"{lesson.folder.name}/{path.name}")
    partial.replace(out)


def _state(folder: Path) -> LessonState:
    try:
        lesson = load_checks(folder / "checks.json")[0]
    except (ValueError, IndexError) as error:
        return LessonState(folder, [], problem=f"its checks cannot be read ({error})")
    known = manifest(folder.parent)
    files = [
        path
        for ending in ("py", "ipynb")
        if (path := folder / f"{lesson.topic}.{ending}").is_file()
        and digest(path.read_bytes()) != known.get(f"{folder.name}/{path.name}")
    ]
    if not files:
        return LessonState(folder, [])
    try:
        left = [_missing(path, lesson) for path in files]
    except (SourceError, SyntaxError) as error:
        return LessonState(folder, files, problem=f"cannot be read by Python: {error}")
    fewest = min(left, key=len)
    return LessonState(folder, [p for p, m in zip(files, left, strict=True) if len(m) < len(_all(lesson))], fewest)


def _all(lesson: Lesson) -> list[str]:
    return [f for e in lesson.exercises for f in e.functions]


def _missing(path: Path, lesson: Lesson) -> list[str]:
    """Functions that are not there or still raise NotImplementedError as their last word."""
    parts, _ = units(path.read_bytes(), path.name)
    written: set[str] = set()
    for unit in parts:
        for node in ast.parse(unit.text).body:
            if isinstance(node, ast.FunctionDef) and not _is_stub(node):
                written.add(node.name)
            elif isinstance(node, ast.Assign):
                written |= {t.id for t in node.targets if isinstance(t, ast.Name)}
            elif isinstance(node, ast.ImportFrom):
                written |= {a.asname or a.name for a in node.names}
    return [f for f in _all(lesson) if f not in written]


def _is_stub(node: ast.FunctionDef) -> bool:
    last = node.body[-1]
    raised = last.exc if isinstance(last, ast.Raise) else None
    name = raised.func if isinstance(raised, ast.Call) else raised
    return len(node.body) <= 2 and isinstance(name, ast.Name) and name.id == "NotImplementedError"
