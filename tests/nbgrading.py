"""Driving nbgrader's own commands, and reading its gradebook."""

import ast
import contextlib
import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

from autograder.nbgrader.released import visible


def nbgrader(folder, *arguments):
    """Run one command in a course folder; fail with its log if it fails."""
    scripts = Path(sys.executable).parent  # nbgrader looks up `alembic` by name
    environment = {
        **os.environ,
        "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}",
        "PYTHONWARNINGS": "ignore",
    }
    command = [scripts / "nbgrader", *arguments]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]


def as_submission(released, program):
    """The released notebook filled in: the program's statements as cells of their own."""
    notebook = json.loads(released)
    for cell in notebook["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("solution"):
            cell["source"] = "# see above" if cell["cell_type"] == "code" else "Because it leads uphill."
    first = next(i for i, c in enumerate(notebook["cells"]) if c["metadata"].get("nbgrader", {}).get("grade"))
    notebook["cells"][first:first] = [
        {
            "cell_type": "code",
            "id": f"mine{i}",
            "metadata": {},
            "source": ast.get_source_segment(program, node),
            "outputs": [],
            "execution_count": None,
        }
        for i, node in enumerate(ast.parse(program).body)
    ]
    return json.dumps(notebook)


def in_gradebook(folder, prefix="check-", column="g.auto_score"):
    """{student: {cell: value}} for the cells whose name starts with `prefix`, which is cut off."""
    query = (
        f"SELECT s.student_id, c.name, {column} FROM grade g"
        " JOIN base_cell c ON c.id = g.cell_id JOIN submitted_notebook n ON n.id = g.notebook_id"
        " JOIN submitted_assignment s ON s.id = n.assignment_id"
    )
    found = {}
    with contextlib.closing(sqlite3.connect(folder / "gradebook.db")) as database:
        for student, cell, value in database.execute(query):
            if cell.startswith(prefix):
                found.setdefault(student, {})[cell.removeprefix(prefix)] = value
    return found


TABLES = {
    "course": "SELECT * FROM course",
    "assignment": "SELECT name, duedate, course_id FROM assignment",
    "notebook": "SELECT a.name, n.name, kernelspec FROM notebook n JOIN assignment a ON a.id = n.assignment_id",
    "source_cell": "SELECT n.name, s.name, cell_type, locked, source, checksum FROM source_cell s"
    " JOIN notebook n ON n.id = s.notebook_id",
    "base_cell": "SELECT n.name, b.name, b.type, g.max_score, g.cell_type, t.max_score, t.cell_type, s.id IS NOT NULL"
    " FROM base_cell b JOIN notebook n ON n.id = b.notebook_id LEFT JOIN grade_cells g ON g.id = b.id"
    " LEFT JOIN task_cells t ON t.id = b.id LEFT JOIN solution_cells s ON s.id = b.id",
    "student": "SELECT * FROM student",
    "submitted_assignment": "SELECT a.name, s.student_id, timestamp, extension FROM submitted_assignment s"
    " JOIN assignment a ON a.id = s.assignment_id",
    "submitted_notebook": "SELECT s.student_id, n.name, flagged, late_submission_penalty FROM submitted_notebook sn"
    " JOIN submitted_assignment s ON s.id = sn.assignment_id JOIN notebook n ON n.id = sn.notebook_id",
    "grade": "SELECT s.student_id, c.name, c.type, auto_score, manual_score, extra_credit, needs_manual_grade FROM grade g"
    " JOIN base_cell c ON c.id = g.cell_id JOIN submitted_notebook n ON n.id = g.notebook_id"
    " JOIN submitted_assignment s ON s.id = n.assignment_id",
    "comment": "SELECT s.student_id, c.name, c.type, auto_comment, manual_comment FROM comment g"
    " JOIN base_cell c ON c.id = g.cell_id JOIN submitted_notebook n ON n.id = g.notebook_id"
    " JOIN submitted_assignment s ON s.id = n.assignment_id",
    "alembic_version": "SELECT * FROM alembic_version",
}


def content(folder):
    """All that a gradebook holds but for ids, by table."""
    with contextlib.closing(sqlite3.connect(folder / "gradebook.db")) as database:
        return {table: sorted(database.execute(query), key=repr) for table, query in TABLES.items()}


def shown(folder):
    """The cells of all autograded notebooks: kind, text without its hidden part, what nbgrader knows, points shown."""
    found = {}
    for path in sorted(folder.glob("autograded/*/*/*.ipynb")):
        cells = []
        for cell in json.loads(path.read_text())["cells"]:
            text = visible("".join(cell["source"]))
            points = [
                "".join(o["data"]["text/plain"])
                for o in cell.get("outputs", [])
                if o["output_type"] == "execute_result"
            ]
            cells.append((cell["cell_type"], text, cell["metadata"].get("nbgrader"), points))
        found[path.relative_to(folder).as_posix()] = cells
    return found


def hand_in(folder, assignment, notebook, texts, timestamp="2026-11-12 10:00:00.000000 UTC"):
    """Put notebooks into `submitted/`, one for each student."""
    for student, text in texts.items():
        place = folder / "submitted" / student / assignment
        place.mkdir(parents=True, exist_ok=True)
        (place / notebook).write_text(text)
        (place / "timestamp.txt").write_text(f"{timestamp}\n")


def without_engine(folder):
    """Let `nbgrader autograde` run notebooks in kernels, as it does by itself."""
    path = folder / "nbgrader_config.py"
    text, mark, _ = path.read_text().partition("# `nbgrader autograde`")
    assert mark
    path.write_text(text)
