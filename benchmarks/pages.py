"""CPU time of one student's feedback page, from a graded result to the text of the page: what pages add to grading.

The three functions and twelve checks of `peers.py`, and all lessons of the course, with every exercise right or
every one wrong. A wrong exercise has a picture. What is said about an exercise is made once for all who did alike;
"nobody did alike" makes everything anew.
"""

import argparse
import platform
import statistics
import time
from typing import Any

import classes
import measuring
import numpy as np

from autograder.batch.finds import Found
from autograder.batch.grading import grade_submission
from autograder.batch.intake import Submission
from autograder.confinement.process import ProcessWorker
from autograder.confinement.running import Assignment
from autograder.grading.checks import Lesson, load_checks
from autograder.reports.feedback import Feedback
from autograder.reports.results import StudentResult

SPOILT = """

def _spoilt(value):
    if isinstance(value, dict):
        return {key: _spoilt(part) for key, part in value.items()}
    if isinstance(value, (tuple, list)):
        return type(value)(map(_spoilt, value))
    return "neither" if isinstance(value, str) else 1.5 * value + 1


def _spoiling(right):
    return lambda *args, **kwargs: _spoilt(right(*args, **kwargs))
"""


def solutions() -> dict[str, str]:
    """The model solutions by topic."""
    paths = classes.REPOSITORY.glob("solutions/*/*.py")
    return {path.stem: path.read_text(encoding="utf-8") for path in paths}


def spoilt(lessons: list[Lesson], sources: dict[str, str]) -> dict[str, str]:
    """The same with functions that spoil what these return (drawings aside)."""
    names = {x.topic: [f for e in x.exercises for f in e.functions] for x in lessons}
    return {
        topic: text
        + SPOILT
        + "".join(f"{f} = _spoiling({f})\n" for f in names[topic] if not f.startswith("plot"))
        for topic, text in sources.items()
    }


def graded(lessons: list[Lesson], sources: dict[str, str]) -> dict[str, Any]:
    """The result of somebody who handed this in."""
    found = {topic: [Found(f"{topic}.py", text.encode())] for topic, text in sources.items()}
    worker = ProcessWorker()
    try:
        return grade_submission(worker, [Assignment.of(x) for x in lessons], Submission("ada", None, found))
    finally:
        worker.close()


def milliseconds(pages: Feedback, result: dict[str, Any], count: int, *, alone: bool) -> list[float]:
    """CPU time of each of so many pages. alone: nothing of the others' pages can be used."""
    taken = []
    for _ in range(count):
        if alone:
            pages.part.cache_clear()
        began = time.process_time()
        pages.page(StudentResult(result, pages.columns))
        taken.append(1000 * (time.process_time() - began))
    return taken


def measured(name: str, lessons: list[Lesson], result: dict[str, Any], count: int) -> list[list[str]]:
    """Two rows of the table for one result."""
    pages = Feedback(lessons)
    text = pages.page(StudentResult(result, pages.columns))
    size = [str(text.count("<figure>")), f"{len(text.encode()) / 1024:.0f}"]
    rows = []
    for alike, alone in (("others did alike", False), ("nobody did alike", True)):
        taken = milliseconds(pages, result, count, alone=alone)
        extent = f"{min(taken):.1f} to {max(taken):.1f}"
        rows.append([f"{name}, {alike}", *size, f"{statistics.median(taken):.1f}", extent])
    return rows


def main() -> None:
    """Print one line for each kind of page."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--count", type=int, default=100, help="pages of each kind (default: %(default)s)")
    count = arguments.parse_args().count
    three, course = [classes.assignment()], load_checks(classes.key())
    rows = []
    for work, lessons, sources in (
        ("twelve checks", three, {"three": classes.RIGHT}),
        ("the course", course, solutions()),
    ):
        for outcome, handed_in in (("all right", sources), ("all wrong", spoilt(lessons, sources))):
            rows += measured(f"{work}, {outcome}", lessons, graded(lessons, handed_in), count)
    print(
        f"{measuring.machine()}; Python {platform.python_version()}, NumPy {np.__version__}; {count} pages each.\n"
    )
    print(measuring.table(["page", "pictures", "KB", "CPU ms", "lowest to highest"], rows))


if __name__ == "__main__":
    main()
