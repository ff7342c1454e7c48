"""CPU time per submission of whole courses: the sample class, and copies of the model solutions of all lessons.

Everything that `autograder grade` starts is counted, start-up and reports included.
"""

import argparse
import platform
import tempfile
from pathlib import Path

import classes
import measuring
import numpy as np


def main() -> None:
    """Print one line for each class."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--count", type=int, default=200, help="right submissions (default: %(default)s)")
    count = arguments.parse_args().count
    print(f"{measuring.machine()}; Python {platform.python_version()}, NumPy {np.__version__}\n")
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        graded = {
            "sample class (loops that are stopped included)": classes.REPOSITORY / "examples" / "class",
            "right submissions of all lessons": classes.write_solutions(Path(folder) / "right", count),
        }
        rows = [_row(name, submissions, Path(folder)) for name, submissions in graded.items()]
    print(measuring.table(["class", "submissions", "CPU ms each", "CPU s"], rows))


def _row(name: str, submissions: Path, folder: Path) -> list[str]:
    students = sum(1 for _ in submissions.iterdir())
    out = Path(tempfile.mkdtemp(dir=folder))
    seconds = measuring.cpu_of(classes.grading(submissions, classes.key(), out))
    return [name, str(students), f"{1000 * seconds / students:.1f}", f"{seconds:.1f}"]


if __name__ == "__main__":
    main()
