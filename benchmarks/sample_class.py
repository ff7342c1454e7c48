"""CPU time per submission of whole courses: the sample class, and copies of the model solutions of all lessons.

Everything that `autograder grade` starts is counted, start-up and reports included. Below it, the least that one whole
submission costs: its calls by themselves, figures by Matplotlib alone, and a fork of a process with NumPy for each lesson.
"""

import argparse
import contextlib
import os
import platform
import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import classes
import floor
import measuring
import numpy as np

from autograder.grading.checks import Lesson, load_checks
from autograder.grading.values import Fn

TRIES = 7


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
    print()
    print(measuring.table(["the least of one whole submission", "how many", "CPU ms"], [*_least()]))


def _row(name: str, submissions: Path, folder: Path) -> list[str]:
    students = sum(1 for _ in submissions.iterdir())
    out = Path(tempfile.mkdtemp(dir=folder))
    seconds = measuring.cpu_of(classes.grading(submissions, classes.key(), out))
    return [name, str(students), f"{1000 * seconds / students:.1f}", f"{seconds:.1f}"]


def _least() -> Iterator[list[str]]:
    """In a process that is warm, without confinement, checks or reports; of forks, both sides."""
    lessons = load_checks(classes.key())
    yield ["forks that end at once", str(len(lessons)), _best(lambda: [_fork() for _ in lessons])]
    calls = [call for lesson in lessons for call in _calls(lesson)]
    yield ["the calls of all checks but figures", str(len(calls)), _best(lambda: _make(calls))]
    probes = [p for lesson in lessons for e in lesson.exercises for p in e.probes]
    figures = sum(p.kind == "figure" for p in probes)
    os.environ["MPLBACKEND"] = "Agg"
    yield ["figures of one line and a legend", str(figures), _best(lambda: [_draw() for _ in range(figures)])]


def _calls(lesson: Lesson) -> Iterator[tuple[Callable[..., Any], list[Any], dict[str, Any]]]:
    """Everything that is asked of a lesson's model solution."""
    namespace: dict[str, Any] = {}
    exec((classes.REPOSITORY / "solutions" / lesson.slug / f"{lesson.topic}.py").read_text(), namespace)  # noqa: S102 - our own
    for probe in (p for exercise in lesson.exercises for p in exercise.probes):
        if probe.kind not in ("figure", "text"):
            for name, args, kwargs in probe.calls:
                yield namespace[name], [a.build() if isinstance(a, Fn) else a for a in args], kwargs


def _make(calls: list[tuple[Callable[..., Any], list[Any], dict[str, Any]]]) -> None:
    for function, args, kwargs in calls:
        with contextlib.suppress(Exception):  # some have to raise
            function(*args, **kwargs)


def _draw() -> None:
    import matplotlib.pyplot as plt

    _, axes = plt.subplots()
    axes.plot([0, 1], [0, 1], label="a line")
    axes.legend()
    plt.close("all")


def _fork() -> None:
    if (pid := os.fork()) == 0:
        os._exit(0)
    os.waitpid(pid, 0)


def _best(work: Callable[[], Any]) -> str:
    """Milliseconds of the best try, children included."""
    found = []
    with np.errstate(all="ignore"), warnings.catch_warnings(action="ignore"):
        for _ in range(TRIES):
            before = floor.used()
            work()
            found.append(floor.used() - before)
    return f"{1000 * min(found):.1f}"


if __name__ == "__main__":
    main()
