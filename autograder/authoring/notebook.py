"""Notebooks from a lesson: one for students, one as nbgrader's source."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from autograder.authoring.course import LessonSource
from autograder.authoring.stub import TODO, body_lines
from autograder.authoring.truth import Question
from autograder.grading.checks import Exercise
from autograder.nbgrader.cells import Cell, checksum

MARKER = re.compile(r"^\{\{(\w+)\}\}\s*$", re.MULTILINE)
SETUP = "setup"


def student_notebook(lesson: LessonSource) -> str:
    """Prose, stubs and check cells; nothing that knows an answer."""
    return _document([_without_roles(c) for c in _cells(lesson, with_answers=False)])


def nbgrader_notebook(lesson: LessonSource) -> str:
    """nbgrader's source notebook: solutions, hidden tests and manual cells in its own markers."""
    return _document(_drawn_inline(lesson, list(_cells(lesson, with_answers=True))))


def nbgrader_release(lesson: LessonSource) -> str:
    """What students get of it, as `nbgrader generate_assignment` would make it, but from the stubs."""
    cells = _drawn_inline(lesson, list(_cells(lesson, with_answers=False)))
    for cell in cells:
        cell["metadata"]["nbgrader"]["checksum"] = checksum(cell)
        cell["metadata"]["deletable"] = False
        if not cell["metadata"]["nbgrader"]["solution"]:
            cell["metadata"]["editable"] = False
    return json.dumps(json.loads(_document(cells)), indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def _drawn_inline(lesson: LessonSource, cells: list[Cell]) -> list[Cell]:
    """The same cells; in a lesson with graded figures, the locked setup has them shown below the cells."""
    if "matplotlib" in lesson.text:
        for cell in cells:
            if cell["metadata"]["nbgrader"]["grade_id"] == SETUP:
                cell["source"].insert(0, "%matplotlib inline\n")
    return cells


def segments(lesson: LessonSource) -> list[str]:
    """`lesson.md` cut at its markers: prose and names in turn. What has no marker comes last."""
    parts = MARKER.split(lesson.prose)
    placed = set(parts[1::2])
    names = [item.name for item in lesson.items]
    if unknown := placed - set(names):
        from autograder.authoring.freezing import AuthorError

        raise AuthorError(f"`{lesson.slug}/lesson.md` places {sorted(unknown)}, which no truth file declares")
    for name in names:
        if name not in placed:
            parts += [name, ""]
    return parts


def _cells(lesson: LessonSource, *, with_answers: bool) -> Iterator[Cell]:
    parts = segments(lesson)
    items = {item.name: item for item in lesson.items}
    exercises = {e.name: e for e in lesson.frozen.exercises}
    yield _cell(
        "markdown",
        "\n\n".join(filter(None, (parts[0].strip(), lesson.conventions))),
        "introduction",
        locked=True,
    )
    yield _cell("code", _given(lesson), SETUP, locked=True)
    for i, (name, prose) in enumerate(zip(parts[1::2], parts[2::2], strict=True), 1):
        item = items[name]
        if isinstance(item, Question):
            yield from _question(item, with_answers=with_answers)
        else:
            for function in item.functions:
                yield _cell(
                    "code", _function(lesson, function, with_answers=with_answers), function, solution=True
                )
            yield _check_cell(exercises[name], with_answers=with_answers)
        if prose.strip():
            yield _cell("markdown", prose.strip(), f"prose-{i}", locked=True)


def _given(lesson: LessonSource) -> str:
    """Everything at the top level of the solution that is not an exercise, and `check`."""
    functions = {f for t in lesson.truths for f in t.functions}
    lines, kept = lesson.text.splitlines(), []
    for node in ast.parse(lesson.text).body:
        is_docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if not is_docstring and not (isinstance(node, ast.FunctionDef) and node.name in functions):
            kept.append("\n".join(lines[node.lineno - 1 : node.end_lineno]))
    return "\n".join([*kept, "", "from autograder import check"])


def _function(lesson: LessonSource, name: str, *, with_answers: bool) -> str:
    node = next(n for n in ast.parse(lesson.text).body if isinstance(n, ast.FunctionDef) and n.name == name)
    lines = lesson.text.splitlines()
    first, last = body_lines(node)
    indent = " " * node.body[0].col_offset
    head, body = lines[node.lineno - 1 : first - 1], lines[first - 1 : last]
    if with_answers:
        body = [f"{indent}### BEGIN SOLUTION", *body, f"{indent}### END SOLUTION"]
    else:
        body = [indent + TODO, f"{indent}raise NotImplementedError"]
    return "\n".join([*head, *body])


def _check_cell(exercise: Exercise, *, with_answers: bool) -> Cell:
    lines = [f'check("{exercise.name}")']
    if with_answers:
        lines = [
            "### BEGIN HIDDEN TESTS",
            "from autograder.notebook import use_key",
            f'use_key("{exercise.packed()}")',
            "### END HIDDEN TESTS",
            *lines,
        ]
    return _cell(
        "code", "\n".join(lines), f"check-{exercise.name}", grade=True, locked=True, points=exercise.points
    )


def _question(item: Question, *, with_answers: bool) -> Iterator[Cell]:
    yield _cell("markdown", item.statement, f"question-{item.name}", locked=True)
    answer = f"### BEGIN SOLUTION\n{item.rubric}\n### END SOLUTION" if with_answers else "Your answer here."
    yield _cell("markdown", answer, item.name, grade=True, solution=True, points=item.points)


def _cell(kind: str, source: str, grade_id: str, *, points: float | None = None, **roles: bool) -> Cell:
    nbgrader: dict[str, Any] = {"schema_version": 3, "grade_id": grade_id, "cell_type": kind}
    nbgrader |= {"grade": False, "solution": False, "locked": False, "task": False, **roles}
    if points is not None:
        nbgrader["points"] = points
    cell: Cell = {
        "cell_type": kind,
        "id": sha256(grade_id.encode()).hexdigest()[:8],
        "metadata": {"nbgrader": nbgrader},
        "source": source.splitlines(keepends=True),
    }
    return cell | ({"execution_count": None, "outputs": []} if kind == "code" else {})


def _without_roles(cell: Cell) -> Cell:
    return cell | {"metadata": {}}


def _document(cells: list[Cell]) -> str:
    metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    document = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"
