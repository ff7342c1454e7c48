"""What a student's `pytest` in a lesson folder costs, beside a bare `pytest` of one trivial test.

Each lesson as it is given out, once with its stub and once with the model solution; the bare run is in an environment
without this package, and its test imports NumPy, or `matplotlib.pyplot` beside lessons that have figures. CPU time, all in
turns, the median of the rounds; the ratio is that of each round, so that a slow moment counts for both.
"""

import argparse
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import classes
import contenders
import measuring
import numpy as np

from autograder.grading.checks import Lesson, load_checks

PROGRAMS = {
    "numpy": "import numpy as np\n\n\ndef test_sum():\n    assert np.sum([1.0, 2.0]) == 3.0\n",
    "matplotlib": "import matplotlib.pyplot as plt\nimport numpy as np\n\n\n"
    "def test_sum():\n    assert plt and np.sum([1.0, 2.0]) == 3.0\n",
}
PYTEST = ("-m", "pytest", "-q", "-p", "no:cacheprovider")


def given_out(folder: Path) -> Path:
    """The lessons as a student unpacks them."""
    folder.mkdir()
    command = [*classes.AUTOGRADER, "release", "--course", classes.REPOSITORY, "--out", folder]
    subprocess.run([*map(str, command)], check=True, capture_output=True)
    shutil.unpack_archive(next(folder.glob("*.zip")), folder)
    return next(p for p in folder.iterdir() if p.is_dir())


def cpu(python: Path, folder: Path) -> float:
    """Seconds of one run of pytest in a folder; a run whose tests fail counts too."""
    return measuring.cost_of([python, *PYTEST], fails=True, cwd=folder).cpu


class Beside:
    """One lesson: its stub, its solution, and the bare test that it is held against."""

    def __init__(self, lesson: Lesson, course: Path, bare: dict[str, Path]) -> None:
        self.slug = lesson.slug
        has_figures = any(p.kind == "figure" for e in lesson.exercises for p in e.probes)
        self.bare = bare["matplotlib" if has_figures else "numpy"]
        self.stub = course / lesson.slug
        self.solved = course.with_name("solved") / lesson.slug
        shutil.copytree(self.stub, self.solved)
        shutil.copy(classes.REPOSITORY / "solutions" / lesson.slug / f"{lesson.topic}.py", self.solved)
        self.seconds: dict[str, list[float]] = {"bare": [], "stub": [], "solved": []}

    def measure(self, ours: Path, plain: Path) -> None:
        """One round. Compiled files and what is cached are there from a run before."""
        self.seconds["bare"].append(cpu(plain, self.bare))
        self.seconds["stub"].append(cpu(ours, self.stub))
        self.seconds["solved"].append(cpu(ours, self.solved))

    def forget(self) -> None:
        """The first round warms everything up."""
        self.seconds = {name: [] for name in self.seconds}

    def row(self) -> Sequence[str]:
        """The medians, and the ratios to the bare run."""
        ms = [f"{1000 * statistics.median(s):.0f}" for s in self.seconds.values()]
        ratios = [f"{self._ratio(name):.2f}" for name in ("stub", "solved")]
        return [self.slug, self.bare.name, *ms, *ratios]

    def _ratio(self, name: str) -> float:
        pairs = zip(self.seconds[name], self.seconds["bare"], strict=True)
        return statistics.median(ours / bare for ours, bare in pairs)


def main() -> None:
    """Measure all lessons and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="rounds (default: %(default)s)")
    parser.add_argument("--environments", type=Path, help="where environments are kept")
    options = parser.parse_args()
    circumstances = measuring.machine()
    with tempfile.TemporaryDirectory(prefix="benchmark-") as name:
        folder = Path(name)
        environments = options.environments or folder / "environments"
        plain = contenders.environment(environments, "matplotlib")
        ours = contenders.environment(environments, "calculus-for-ml", str(classes.REPOSITORY))
        bare = {kind: folder / kind for kind in PROGRAMS}
        for kind, text in PROGRAMS.items():
            bare[kind].mkdir()
            (bare[kind] / "test_bare.py").write_text(text, encoding="utf-8")
        course = given_out(folder / "given")
        lessons = [Beside(lesson, course, bare) for lesson in load_checks(classes.key())]
        for i in range(options.rounds + 1):
            print(f"round {i} of {options.rounds}", file=sys.stderr, flush=True)
            for lesson in lessons:
                lesson.measure(ours, plain)
                if i == 0:
                    lesson.forget()
    print(f"{circumstances}; Python {platform.python_version()}, NumPy {np.__version__}\n")
    head = ["lesson", "beside", "bare ms", "stub ms", "solved ms", "stub ÷ bare", "solved ÷ bare"]
    print(measuring.table(head, [lesson.row() for lesson in lessons]))


if __name__ == "__main__":
    main()
