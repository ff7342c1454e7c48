"""What grading again costs when nothing changed, and what it would cost at least: to look at every folder.

CPU time (user and system) of the whole command, start included, divided by the number of submissions. "more" is what
each further submission costs: the difference to the line above. The floor is a program of ten lines that only lists
each folder and asks for the facts of each file in it; it is measured without its start. All in one run.

Of a class of `classes.write_many` only the few programs that there are are graded; the results of all others, who handed in
the same, are copies with another name. So 100,000 take minutes. The first run reads all of them and finds nothing to grade.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import classes
import measuring

FLOOR = """
import os, sys, time
began = time.process_time()
for item in os.scandir(sys.argv[1]):
    for file in os.scandir(item.path):
        file.stat(follow_symlinks=False)
print(time.process_time() - began)
"""
HEAD = [
    "submissions",
    "again: CPU s",
    "ms each",
    "more: ms each",
    "floor: ms each",
    "grader MB",
]
RACY = 2.5  # seconds after which a folder is old enough for a glance, see `autograder/batch/glance.py`


def row(folder: Path, count: int, level: str, before: tuple[int, float] | None) -> tuple[list[str], float]:
    """Grade a class, and again until nothing is left to remember; the last time counts."""
    submissions, key = _graded(folder, count, level)
    time.sleep(RACY)
    command = classes.grading(submissions, key, folder / "out", level=level)
    measuring.cost_of(command)
    again = min((measuring.cost_of(command) for _ in range(3)), key=lambda cost: cost.cpu)
    listed = subprocess.run([sys.executable, "-c", FLOOR, submissions], check=True, capture_output=True)
    more = f"{1000 * (again.cpu - before[1]) / (count - before[0]):.3f}" if before else ""
    cells = [f"{count:,}", f"{again.cpu:.2f}", f"{1000 * again.cpu / count:.3f}", more]
    cells += [f"{1000 * float(listed.stdout) / count:.3f}", f"{again.own / 1e6:.0f}"]
    return cells, again.cpu


def _graded(folder: Path, count: int, level: str) -> tuple[Path, Path]:
    """A class with a result for everybody, and its key."""
    few, key = classes.write_many(folder / "few", classes.DIFFERENT)
    measuring.cost_of(classes.grading(few, key, folder / "few" / "out", level=level))
    lines = (folder / "few" / "out" / "results.jsonl").read_text(encoding="utf-8").splitlines()
    of_program = {json.loads(line)["student"]: line for line in lines}
    names = sorted(of_program)
    submissions, key = classes.write_many(folder / "many", count)
    (folder / "out").mkdir()
    with (folder / "out" / "results.jsonl").open("w", encoding="utf-8") as file:
        for i, student in enumerate(sorted(submissions.iterdir())):
            like = names[i % len(names)]
            file.write(of_program[like].replace(f'"{like}"', f'"{student.name}"') + "\n")
    return submissions, key


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--counts", type=int, nargs="+", default=[1000, 10_000, 100_000], help="sizes (default: %(default)s)"
    )
    levels = ("lane", "kernel", "process")
    parser.add_argument("--level", choices=levels, default="lane", help="confinement (default: %(default)s)")
    options = parser.parse_args()
    circumstances = measuring.machine()
    found: list[list[str]] = []
    before = None
    for count in options.counts:
        with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
            cells, cpu = row(Path(folder), count, options.level, before)
        before = count, cpu
        found.append(cells)
        print(" ".join(cells), file=sys.stderr, flush=True)
    print(f"{circumstances}; level {options.level}.\n")
    print(measuring.table(HEAD, found))


if __name__ == "__main__":
    main()
