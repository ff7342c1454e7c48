"""`nbgrader export --exporter=autograder.nbgrader.status.StatusExport`: grades that tell a zero from a failure."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.plugins import ExportPlugin

from autograder.files import write
from autograder.reports.table import csv_row, safe_text

HEADER = (
    "assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email",
    "raw_score", "late_submission_penalty", "score", "max_score", "status",
)  # fmt: skip
NOT_HANDED_IN = "not handed in"


class StatusExport(ExportPlugin):
    """nbgrader's own table, quoted, with a column `status`.

    `ok`, `problem`, `incomplete`, `unreadable` and `missing` are those of `autograder grade --nbgrader`; `graded`
    is what went through nbgrader itself; who is `not handed in` has no submission.
    """

    def export(self, gradebook: Gradebook) -> None:
        """Write `grades.csv`, or the file that `--to` names."""
        lines = [csv_row([*HEADER])]
        for assignment in gradebook.assignments:
            if self.assignment and assignment.name not in {*map(str, self.assignment)}:
                continue
            known = statuses(Path("grading") / f"{assignment.name}.jsonl")
            chosen = [s for s in gradebook.students if not self.student or s.id in {*map(str, self.student)}]
            rows = (_row(gradebook, assignment, student, known) for student in chosen)
            lines += [csv_row([*map(_cell, row)]) for row in rows]
        write(Path(self.to or "grades.csv"), "".join(lines))


def statuses(path: Path) -> dict[str, str]:
    """What grading came to for each student, from what `autograder grade --nbgrader` remembers."""
    found: dict[str, str] = {}
    if path.is_file():
        for line in path.read_bytes().splitlines():
            try:
                result = json.loads(line)
                found[result["student"]] = result["status"]
            except (ValueError, KeyError, TypeError):
                continue
    return found


def _row(gradebook: Gradebook, assignment: Any, student: Any, known: dict[str, str]) -> Iterator[Any]:
    try:
        submission = gradebook.find_submission(assignment.name, student.id)
    except MissingEntry:
        timestamp, raw, penalty, status = None, 0.0, 0.0, NOT_HANDED_IN
    else:
        timestamp, raw = submission.timestamp, submission.score
        penalty = submission.late_submission_penalty or 0.0
        status = known.get(student.id, "graded")
    yield from (assignment.name, assignment.duedate, timestamp)
    yield from (student.id, student.last_name, student.first_name, student.email)
    yield from (raw, penalty, max(0.0, raw - penalty), assignment.max_score, status)


def _cell(value: Any) -> str:
    return "" if value is None else str(value) if isinstance(value, float) else safe_text(str(value))
