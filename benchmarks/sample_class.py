"""CPU time per submission: the sample class, and copies of its right programs. Run `python benchmarks/sample_class.py`.

CPU time of `autograder grade` and of every process it starts (rusage), start-up and reports included.
"""

import argparse
import platform
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

REPOSITORY = Path(__file__).parents[1]
TOPICS = {"linear_regression", "activations", "backpropagation", "integration"}


def cpu_of(command: list[str]) -> float:
    """Seconds of CPU time of a command and its children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def grade(submissions: Path, *more: str) -> tuple[float, int]:
    """CPU time of grading a folder into a fresh output folder, and how many submissions it holds."""
    with tempfile.TemporaryDirectory() as out:
        command = [
            sys.executable,
            "-m",
            "autograder.cli",
            "grade",
            str(submissions),
            "--out",
            out,
            "--course",
        ]
        return cpu_of([*command, str(REPOSITORY), *more]), len(list(submissions.iterdir()))


def solutions(folder: Path, count: int) -> Path:
    """A class in which everybody hands in the model solutions of all lessons."""
    for i in range(count):
        (folder / f"student{i:05d}").mkdir(parents=True)
        for path in REPOSITORY.glob("solutions/*/*.py"):
            shutil.copy(path, folder / f"student{i:05d}" / path.name)
    return folder


def main() -> None:
    """Print one line for each class."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--count", type=int, default=200, help="right submissions (default: %(default)s)")
    count = arguments.parse_args().count
    subprocess.run(
        [sys.executable, "-m", "autograder.cli", "build", "--key-only", "--course", str(REPOSITORY)],
        check=True,
    )
    print(f"Python {platform.python_version()}, NumPy {np.__version__}, {platform.machine()}")
    with tempfile.TemporaryDirectory() as folder:
        classes = {
            "sample class (loops that are stopped included)": REPOSITORY / "examples" / "class",
            f"{count} right submissions of all lessons": solutions(Path(folder), count),
        }
        for name, submissions in classes.items():
            seconds, students = grade(submissions)
            print(
                f"{name}: {1000 * seconds / students:.1f} ms CPU per submission ({seconds:.1f} s for {students})"
            )


if __name__ == "__main__":
    main()
