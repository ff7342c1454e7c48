"""`results/<student>.json`: Gradescope's results schema."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache

from autograder.grading.show import clean
from autograder.grading.text import message_lines
from autograder.grading.verdict import PASSED, Verdict
from autograder.reports.results import StudentResult, adjusted_lines
from autograder.texts import tr


def gradescope_json(result: StudentResult) -> str:
    """All checks as tests, without what the student may not see. `score` is the total that counts, so extras and essays
    do not count twice.

    Without a total, or if it is to be hidden, there is no score either: Gradescope then asks a person to look.
    """
    tests = [
        _test(f"{i}.{j}", verdict, points=result.sight(column).points)
        for i, column in enumerate(result.columns, 1)
        for j, verdict in enumerate(result.told(column), 1)
    ]
    whole = {
        "output": clean("\n".join([result.status, *adjusted_lines(result), *_counted(result)])),
        "output_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "extra_data": {"max_total": result.max_score, "confinement": result.data["level"]},
    }
    score = {} if result.score is None or not result.shows_points else {"score": result.score}
    head = json.dumps(score | whole).removesuffix("}")
    return f'{head}, "tests": [\n' + ",\n".join(tests) + "\n]}\n"


def _counted(result: StudentResult) -> Iterator[str]:
    """Why the final points are what they are."""
    if result.final and result.shows_points:
        yield from result.final.lines


@lru_cache(maxsize=1000)  # most students pass most checks, and many make the same mistakes
def _test(number: str, verdict: Verdict, *, points: bool) -> str:
    lines = [tr(verdict.status), *(message_lines(verdict.message) if verdict.message else [])]
    test = {
        "name": verdict.id,
        "number": number,
        **({"score": verdict.points, "max_score": verdict.max_points} if points else {}),
        "status": "passed" if verdict.status == PASSED else "failed",
        "output": clean("\n".join(lines)),
        "output_format": "text",
        "visibility": "visible",
    }
    return json.dumps(test)
