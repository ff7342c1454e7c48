"""From an author's files to students' files: `exercises/` and the key."""

from __future__ import annotations

import difflib
import json
import math
from pathlib import Path
from typing import Any

from autograder.authoring.course import Course, LessonSource
from autograder.authoring.freezing import AuthorError
from autograder.authoring.notebook import segments, student_notebook
from autograder.authoring.stub import stub
from autograder.authoring.truth import Question
from autograder.files import digest
from autograder.files import write as write
from autograder.grading.checks import dump_checks

MANIFEST = ".generated.json"


def generated(course: Course) -> dict[str, str]:
    """Every file below `exercises/`, by its path there."""
    files: dict[str, str] = {}
    for lesson in course.lessons:
        functions = [f for t in lesson.truths for f in t.functions]
        files[f"{lesson.slug}/{lesson.topic}.py"] = stub(lesson.text, functions)
        files[f"{lesson.slug}/{lesson.topic}.ipynb"] = student_notebook(lesson)
        files[f"{lesson.slug}/README.md"] = readme(lesson)
        files[f"{lesson.slug}/checks.json"] = dump_checks([lesson.frozen.visible()])
        files |= {f"{lesson.slug}/{name}": svg for name, svg in lesson.pictures().items()}
    return files


def readme(lesson: LessonSource) -> str:
    """The lesson's prose, with each exercise named where it comes."""
    parts = segments(lesson)
    exercises = {e.name: e for e in lesson.frozen.exercises}
    items = {i.name: i for i in lesson.items}
    text = [parts[0].strip(), lesson.conventions]
    for name, prose in zip(parts[1::2], parts[2::2], strict=True):
        item = items[name]
        if isinstance(item, Question):
            text.append(
                f"**Question `{name}`** ({item.points:g} points, marked by a person)\n\n{item.statement}\n\n"
                f"Write your answer into a file `{name}.md` (or `{name}.txt`) beside `{lesson.topic}.py`,\n"
                "or into the cell below this question in the notebook. If there are both, the file counts."
            )
        else:
            functions = " and ".join(f"`{f}`" for f in item.functions)
            exercise = exercises[name]
            seen = exercise.visible().points
            extra = ", extra" if item.extra else ""
            head = f"**Exercise: write {functions}** in `{lesson.topic}.py`"
            count = f"({exercise.points:g} points, {seen:g} of them for checks you can see{extra})"
            text.append(f"{head} {count}.\n{lesson.docstrings[item.functions[0]].splitlines()[0]}")
        text.append(prose.strip())
    return "\n\n".join(t for t in text if t) + "\n"


def build(course: Course, *, force: bool = False) -> list[str]:
    """Write what is generated; return the paths that changed.

    Raises AuthorError rather than overwrite a file that was edited by hand, unless `force`.
    """
    folder = course.root / "exercises"
    files = generated(course)
    known = _manifest(folder)
    edited = [
        name for name in {**files, **known} if _is_edited(folder / name, files.get(name), known.get(name))
    ]
    if edited and not force:
        names = ", ".join(f"`exercises/{name}`" for name in sorted(edited))
        raise AuthorError(
            f"{names} was not written by `autograder build`, or was edited since; "
            "move the change to `solutions/` or `reference/`, or use --force to lose it"
        )
    changed = [name for name, text in files.items() if not _same(folder / name, text)]
    for name in changed:
        write(folder / name, files[name])
    for name in set(known) - set(files):
        (folder / name).unlink(missing_ok=True)
        changed.append(name)
    digests = {name: digest((folder / name).read_bytes()) for name in sorted(files)}
    write(folder / MANIFEST, json.dumps(digests, indent=1) + "\n")
    write_key(course)
    return sorted(changed)


def write_key(course: Course) -> None:
    """Write all checks, hidden ones included, where only the instructor has them."""
    write(course.key, dump_checks([s.frozen for s in course.lessons], digest=course.digest()), mode=0o600)


def key_is_fresh(course: Course) -> bool:
    """Whether the key was made from the files as they are now."""
    try:
        with course.key.open(encoding="utf-8") as file:
            return course.digest() in file.read(500)
    except OSError:
        return False


def stale(course: Course) -> list[str]:
    """What `build` would change, as the lines of a diff."""
    folder = course.root / "exercises"
    files = generated(course)
    lines: list[str] = []
    for name, text in files.items():
        path = folder / name
        if not _same(path, text) and name.endswith(".svg"):
            lines.append(f"exercises/{name}: not drawn from the figure as it is now")
        elif not _same(path, text):
            old = path.read_text(encoding="utf-8") if path.is_file() else ""
            labels = (f"exercises/{name} (committed)", f"exercises/{name} (built now)")
            lines += difflib.unified_diff(old.splitlines(), text.splitlines(), *labels, lineterm="", n=1)
    known = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    lines += [
        f"exercises/{name}: not generated, should not be here" for name in sorted(known - {*files, MANIFEST})
    ]
    return lines


def _manifest(folder: Path) -> dict[str, str]:
    try:
        known: dict[str, str] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known


def _is_edited(path: Path, text: str | None, known: str | None) -> bool:
    if not path.is_file():
        return False
    data = path.read_bytes()
    return digest(data) != known and (text is None or data != text.encode())


def _same(path: Path, text: str) -> bool:
    """Whether the file says the same: text and structure exactly, numbers within 1e-12 of their scale."""
    if not path.is_file():
        return False
    old = path.read_text(encoding="utf-8")
    if old == text or path.name != "checks.json":
        return old == text
    try:
        return _alike(_opened(old), _opened(text))
    except ValueError:
        return False


def _opened(text: str) -> Any:
    """The tree of a file of checks, with the answers of its mistakes, which are JSON in a text."""
    return json.loads(
        text, object_hook=lambda node: {k: json.loads(v) if k == "answers" else v for k, v in node.items()}
    )


def _alike(a: Any, b: Any) -> bool:
    if isinstance(a, dict) and isinstance(b, dict):
        return list(a) == list(b) and all(_alike(a[k], b[k]) for k in a)
    if isinstance(a, list) and isinstance(b, list) and len(a) == len(b):
        if all(isinstance(v, float) for v in (*a, *b)):
            size = max((abs(v) for v in b if math.isfinite(v)), default=0.0)
            return all(
                x == y or abs(x - y) <= 1e-12 * size or (x != x and y != y) for x, y in zip(a, b, strict=True)
            )
        return all(map(_alike, a, b))
    if isinstance(a, float) and isinstance(b, float):
        return a == b or abs(a - b) <= 1e-12 * max(abs(a), abs(b)) or (a != a and b != b)
    return type(a) is type(b) and bool(a == b)
