"""`results/<student>.json`: Gradescope's results schema."""

from __future__ import annotations

import json

from autograder.grading.text import message_lines
from autograder.grading.verdict import PASSED
from autograder.reports.results import StudentResult


def gradescope_json(result: StudentResult) -> str:
    """All checks as tests. `score` is the total, so extras and essays do not count twice."""
    tests = [
        {
            "name": verdict.id,
            "number": f"{i}.{j}",
            "score": verdict.points,
            "max_score": verdict.max_points,
            "status": "passed" if verdict.status == PASSED else "failed",
            "output": "\n".join([verdict.status, *(message_lines(verdict.message) if verdict.message else [])]),
            "output_format": "text",
            "visibility": "visible",
        }
        for i, column in enumerate(result.columns, 1)
        for j, verdict in enumerate(graded.verdicts if (graded := result.graded(column)) else (), 1)
    ]
    whole = {
        "score": result.total,
        "output": result.status,
        "output_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": tests,
        "extra_data": {"max_total": result.max_total, "confinement": result.data["level"]},
    }
    return json.dumps(whole, indent=1) + "\n"
