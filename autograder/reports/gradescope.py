"""`results/<student>.json`: Gradescope's results schema."""

from __future__ import annotations

import json
from functools import lru_cache

from autograder.grading.show import clean
from autograder.grading.text import message_lines
from autograder.grading.verdict import PASSED, Verdict
from autograder.reports.results import StudentResult, adjusted_lines
from autograder.texts import tr


def gradescope_json(result: StudentResult) -> str:
    """All checks as tests. `score` is the total, so extras and essays do not count twice.

    Without a total there is no score either: Gradescope then asks a person to look.
    """
    tests = [
        _test(f"{i}.{j}", verdict)
        for i, column in enumerate(result.columns, 1)
        for j, verdict in enumerate(result.verdicts(column), 1)
    ]
    whole = {
        "output": clean("\n".join([result.status, *adjusted_lines(result)])),
        "output_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "extra_data": {"max_total": result.max_total, "confinement": result.data["level"]},
    }
    score = {} if result.total is None else {"score": result.total}
    head = json.dumps(score | whole).removesuffix("}")
    return f'{head}, "tests": [\n' + ",\n".join(tests) + "\n]}\n"


@lru_cache(maxsize=1000)  # most students pass most checks, and many make the same mistakes
def _test(number: str, verdict: Verdict) -> str:
    lines = [tr(verdict.status), *(message_lines(verdict.message) if verdict.message else [])]
    test = {
        "name": verdict.id,
        "number": number,
        "score": verdict.points,
        "max_score": verdict.max_points,
        "status": "passed" if verdict.status == PASSED else "failed",
        "output": clean("\n".join(lines)),
        "output_format": "text",
        "visibility": "visible",
    }
    return json.dumps(test)
