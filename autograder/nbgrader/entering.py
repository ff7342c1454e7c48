"""An assignment of ours entered in the gradebook, as `nbgrader generate_assignment` does it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import uuid4

from autograder.nbgrader.cells import Cell, checksum, exercise_in, facts, is_test, text
from autograder.nbgrader.gradebook import Gradebook, GradebookError
from autograder.nbgrader.master import Master
from autograder.nbgrader.settings import Settings

Notebook = dict[str, Any]


def enter(book: Gradebook, settings: Settings, assignment: str) -> None:
    """Enter an assignment from `source/` and `release/`.

    Raises GradebookError with one sentence if it is none of ours: what else nbgrader does to a notebook we leave to it.
    """
    made = {name: _saved(*both) for name, both in _notebooks(settings, assignment).items()}
    enter_notebooks(book, settings.course, assignment, made)


def enter_notebooks(book: Gradebook, course: str, assignment: str, made: Mapping[str, Notebook]) -> None:
    """Enter an assignment whose notebooks hold what is to be kept: hidden tests, and no answers."""
    course = course or "default_course"
    run = book.database.execute
    run("BEGIN IMMEDIATE")
    try:
        run("INSERT OR IGNORE INTO course (id) VALUES (?)", (course,))
        mine = uuid4().hex
        run("INSERT INTO assignment (id, name, course_id) VALUES (?, ?, ?)", (mine, assignment, course))
        for name, notebook in made.items():
            _insert(book, mine, name, notebook)
        run("COMMIT")
    except BaseException:
        run("ROLLBACK")
        raise


def is_stale(settings: Settings, assignment: str, masters: list[Master]) -> bool:
    """Whether `source/` holds other checks than the gradebook, as after a new release of the course."""
    for master in masters:
        path = settings.place("source", assignment) / f"{master.name}.ipynb"
        try:
            cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        except (OSError, ValueError, KeyError):
            continue
        known = {facts(c)["grade_id"]: text(c) for c in master.notebook["cells"] if is_test(c)}
        if {facts(c)["grade_id"]: text(c) for c in cells if is_test(c)} != known:
            return True
    return False


def _notebooks(settings: Settings, assignment: str) -> dict[str, tuple[Notebook, Notebook]]:
    advice = f"the gradebook has no assignment `{assignment}`; run `nbgrader generate_assignment {assignment}` first"
    source, release = settings.place("source", assignment), settings.place("release", assignment)
    try:
        both = {p.stem: (_read(p), _read(release / p.name)) for p in sorted(source.glob("*.ipynb"))}
        tests = [text(c) for notebook, _ in both.values() for c in notebook["cells"] if is_test(c)]
    except (OSError, ValueError, KeyError, TypeError):
        raise GradebookError(advice) from None
    if not both or not all(map(exercise_in, tests)):
        raise GradebookError(advice)
    return both


def _read(path: Path) -> Notebook:
    notebook: Notebook = json.loads(path.read_text(encoding="utf-8"))
    return notebook


def _saved(source: Notebook, release: Notebook) -> Notebook:
    """The named cells as the gradebook holds them: with hidden tests, and without answers."""
    released = {facts(c).get("grade_id"): text(c) for c in release["cells"]}
    cells: list[Cell] = []
    for cell in source["cells"]:
        if known := facts(cell):
            words = released[known["grade_id"]] if known["solution"] else text(cell)
            cells.append({**cell, "source": words})
    return {**source, "cells": cells}


def _insert(book: Gradebook, assignment: str, name: str, notebook: Notebook) -> None:
    run, mine = book.database.execute, uuid4().hex
    kernel = json.dumps(notebook["metadata"].get("kernelspec", {}))
    run(
        "INSERT INTO notebook (id, name, assignment_id, kernelspec) VALUES (?, ?, ?, ?)",
        (mine, name, assignment, kernel),
    )
    for cell in notebook["cells"]:
        known, kind = facts(cell), cell["cell_type"]
        roles = {"GradeCell": known["grade"], "SolutionCell": known["solution"], "TaskCell": known["task"]}
        for role in (role for role, has in roles.items() if has):
            one = uuid4().hex
            run(
                "INSERT INTO base_cell (id, name, notebook_id, type) VALUES (?, ?, ?, ?)",
                (one, known["grade_id"], mine, role),
            )
            if role == "SolutionCell":
                run("INSERT INTO solution_cells (id) VALUES (?)", (one,))
                continue
            values = (one, float(known["points"]), kind)
            if role == "GradeCell":
                run("INSERT INTO grade_cells (id, max_score, cell_type) VALUES (?, ?, ?)", values)
            else:
                run("INSERT INTO task_cells (id, max_score, cell_type) VALUES (?, ?, ?)", values)
        locked = not known["solution"] and bool(known["grade"] or known["locked"])
        run(
            "INSERT INTO source_cell (id, name, cell_type, locked, source, checksum, notebook_id)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (uuid4().hex, known["grade_id"], kind, locked, cell["source"], checksum(cell), mine),
        )
