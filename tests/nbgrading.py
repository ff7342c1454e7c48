"""Driving nbgrader's own commands, and reading its gradebook."""

import ast
import contextlib
import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path


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
