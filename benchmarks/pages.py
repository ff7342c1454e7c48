"""CPU time of one student's feedback page, from a graded result to the text of the page: what pages add to grading.

All lessons of the course, with every exercise right, or every one wrong. A wrong exercise has a picture. What is said
about an exercise is made once for all who did alike; "nobody did alike" makes everything anew.
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


def graded(lessons: list[Lesson], *, wrong: bool) -> dict[str, Any]:
    """The result of somebody who handed in the model solutions, or functions that spoil what these return."""
    found = {}
    for path in classes.REPOSITORY.glob("solutions/*/*.py"):
        text = path.read_text(encoding="utf-8")
        if wrong:
            names = [f for x in lessons if x.topic == path.stem for e in x.exercises for f in e.functions]
            text += SPOILT + "".join(f"{f} = _spoiling({f})\n" for f in names if not f.startswith("plot"))
        found[path.stem] = [Found(path.name, text.encode())]
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


def main() -> None:
    """Print one line for each kind of page."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--count", type=int, default=100, help="pages of each kind (default: %(default)s)")
    count = arguments.parse_args().count
    lessons = load_checks(classes.key())
    pages = Feedback(lessons)
    rows = []
    for name, wrong in (("all right", False), ("all wrong", True)):
        result = graded(lessons, wrong=wrong)
        text = pages.page(StudentResult(result, pages.columns))
        for alike, alone in (("others did alike", False), ("nobody did alike", True)):
            taken = milliseconds(pages, result, count, alone=alone)
            rows.append(
                [
                    f"{name}, {alike}",
                    str(text.count("<figure>")),
                    f"{len(text.encode()) / 1024:.0f}",
                    f"{statistics.median(taken):.1f}",
                    f"{min(taken):.1f} to {max(taken):.1f}",
                ]
            )
    checks = sum(len(e.checks) for x in lessons for e in x.exercises)
    print(f"{measuring.machine()}; Python {platform.python_version()}, NumPy {np.__version__}; ", end="")
    print(f"{sum(len(x.exercises) for x in lessons)} exercises with {checks} checks; {count} pages each.\n")
    print(measuring.table(["page", "pictures", "KB", "CPU ms", "lowest to highest"], rows))


if __name__ == "__main__":
    main()
