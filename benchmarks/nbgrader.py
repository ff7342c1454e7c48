"""CPU time per submission of `autograder grade --nbgrader` and of `nbgrader autograde`, for the same notebooks.

Three functions (compute_cost, gradient_descent, sigmoid_derivative), twelve checks, half of them hidden, in three locked
test cells. Both start from the same gradebook and the same hand-ins, and write a gradebook and `autograded/`; the
scores of both are compared. Ours runs student code fully confined. The environment has to hold nbgrader.
"""

import argparse
import contextlib
import json
import os
import shutil
import sqlite3
import statistics
import sys
import tempfile
from pathlib import Path

import classes
import measuring
from growth import apart, only

ASSIGNMENT = "three"
BIN = Path(sys.executable).parent
ENVIRONMENT = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", "PYTHONWARNINGS": "ignore"}
SETUP = "import numpy as np\n\nfrom autograder import check"


def write_course(folder: Path, count: int) -> Path:
    """A course folder with its gradebook and `count` hand-ins, no two of which are the same."""
    source = folder / "source" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb"
    source.parent.mkdir(parents=True)
    source.write_text(classes.notebook(_cells()), encoding="utf-8")
    (folder / "nbgrader_config.py").write_text("c = get_config()\n")
    log = {"cwd": folder, "env": ENVIRONMENT}
    measuring.cpu_of([BIN / "nbgrader", "generate_assignment", ASSIGNMENT], **log)
    released = (folder / "release" / ASSIGNMENT / f"{ASSIGNMENT}.ipynb").read_text()
    for i in range(count):
        notebook = json.loads(released)
        for cell in notebook["cells"]:
            name = cell["metadata"].get("nbgrader", {}).get("grade_id")
            if name in classes.FUNCTIONS:
                cell["source"] = f"# student {i}\n{classes.functions()[name]}"
        place = folder / "submitted" / f"student{i:05d}" / ASSIGNMENT
        place.mkdir(parents=True)
        (place / f"{ASSIGNMENT}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    return folder


def _cells() -> list[tuple[str, dict]]:
    cells = [(SETUP, _facts("setup", locked=True))]
    for exercise in classes.assignment().exercises:
        head, body = classes.functions()[exercise.name].split("\n", 1)
        solution = f"{head}\n    ### BEGIN SOLUTION\n{body}\n    ### END SOLUTION"
        cells.append((solution, _facts(exercise.name, solution=True)))
        hidden = f'from autograder.notebook import use_key\nuse_key("{exercise.packed()}")'
        test = f'### BEGIN HIDDEN TESTS\n{hidden}\n### END HIDDEN TESTS\ncheck("{exercise.name}")'
        facts = _facts(f"check-{exercise.name}", grade=True, locked=True, points=exercise.points)
        cells.append((test, facts))
    return cells


def _facts(name: str, **roles: object) -> dict:
    kinds = dict.fromkeys(("grade", "solution", "locked", "task"), False)
    return {"nbgrader": {"schema_version": 3, "grade_id": name, **kinds, **roles}}


def ours(folder: Path, jobs: int = 1) -> list[str | Path]:
    """The command that grades a course folder with our engine."""
    return [
        *classes.AUTOGRADER,
        "grade",
        "--nbgrader",
        folder,
        ASSIGNMENT,
        "--jobs",
        str(jobs),
        "--level",
        "lane",
    ]


def theirs(folder: Path, jobs: int = 1) -> list[str | Path]:
    """The same with nbgrader's own."""
    return [BIN / "nbgrader", "autograde", ASSIGNMENT]


def graded(fresh: Path, command: object, **options: int) -> tuple[measuring.Cost, list[tuple]]:
    """What grading a copy of the course costs, and the points of everybody."""
    with tempfile.TemporaryDirectory(prefix="benchmark-") as place:
        folder = Path(shutil.copytree(fresh, Path(place) / "course"))
        cost = measuring.cost_of(command(folder, **options), cwd=folder, env=ENVIRONMENT)
        query = """SELECT s.student_id, c.name, g.auto_score, g.needs_manual_grade FROM grade g JOIN base_cell c ON
          c.id = g.cell_id JOIN submitted_notebook n ON n.id = g.notebook_id JOIN submitted_assignment s ON
          s.id = n.assignment_id ORDER BY 1, 2"""
        with contextlib.closing(sqlite3.connect(folder / "gradebook.db")) as database:
            points = database.execute(query).fetchall()
    most = {f"check-{e.name}": e.points for e in classes.assignment().exercises}
    if not points or any(score != most[name] for _, name, score, _ in points):
        raise RuntimeError("not everybody has full points")
    return cost, points


def main() -> None:
    """Measure both in turns and print the ratio; then ours on one core and on two."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=50, help="submissions for both (default: %(default)s)")
    parser.add_argument(
        "--many", type=int, default=1000, help="submissions for two cores (default: %(default)s; 0: none)"
    )
    parser.add_argument("--rounds", type=int, default=3, help="rounds (default: %(default)s)")
    options = parser.parse_args()
    print(f"{measuring.machine()}; median of {options.rounds} rounds.\n", flush=True)
    with tempfile.TemporaryDirectory(prefix="benchmark-") as place:
        fresh = write_course(Path(place) / "course", options.count)
        cpu: dict[str, list[float]] = {"`autograder grade --nbgrader`": [], "`nbgrader autograde`": []}
        for _ in range(options.rounds):
            results = [graded(fresh, command) for command in (ours, theirs)]
            if results[0][1] != results[1][1]:
                raise RuntimeError("the points are not the same")
            for name, (cost, _) in zip(cpu, results, strict=True):
                cpu[name].append(1000 * cost.cpu / options.count)
                print(f"{name}: {cpu[name][-1]:.2f} ms", file=sys.stderr, flush=True)
        medians = {name: statistics.median(ms) for name, ms in cpu.items()}
        least = min(medians.values())
        lines = [
            [
                name,
                f"{options.count}",
                f"{ms:.2f}",
                f"{min(cpu[name]):.2f} to {max(cpu[name]):.2f}",
                f"{ms / least:.1f}",
            ]
            for name, ms in medians.items()
        ]
        head = ["CPU per submission", "submissions", "ms", "lowest to highest", "÷ ours"]
        print(measuring.table(head, lines), flush=True)
        if options.many:
            print(f"\n{_cores(Path(place), options.many)}")


def _cores(place: Path, count: int) -> str:
    fresh, walls = write_course(place / "many", count), dict[str, float]()
    for cores in (1, 2):
        with only(cores):
            walls[f"{cores}"] = graded(fresh, ours, jobs=cores)[0].wall
    halves = []
    for half in (0, 1):
        halves.append(Path(shutil.copytree(fresh, place / f"half {half}")))
        for student in sorted((halves[-1] / "submitted").iterdir())[half::2]:
            shutil.rmtree(student)
    walls["2, two commands with half the class each"] = apart([*map(ours, halves)], env=ENVIRONMENT)
    lines = [[n, f"{count}", f"{wall:.1f}", f"{walls['1'] / wall:.2f}"] for n, wall in walls.items()]
    return measuring.table(["cores", "submissions", "wall s", "speed-up"], lines)


if __name__ == "__main__":
    main()
