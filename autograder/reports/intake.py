"""`intake.csv`: what became of everything in a download."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from autograder.batch.intake import Entry
from autograder.batch.platforms.handin import GRADED, IGNORED, REFUSED, Row
from autograder.batch.platforms.take_in import Intake
from autograder.batch.store import Store
from autograder.files import whole
from autograder.grading.verdict import GRADER_ERROR
from autograder.reports.table import csv_row, safe_text


def account_for(intake: Intake, path: Path, store: Store, statuses: dict[str, int]) -> bool:
    """Write what became of everything; of a plain folder that was graded whole there is nothing to tell."""

    def results() -> Iterator[dict[str, Any]]:
        return store.latest([e.student for e in intake.entries])

    told = bool(intake.sentence or intake.rows or path.exists())
    if not told and {"problem", "unreadable", GRADER_ERROR} & set(statuses):
        rows = (r for e, data in zip(intake.entries, results(), strict=True) for r in graded_rows(e, data))
        told = any(row.outcome != GRADED for row in rows)
    if told:
        lines = intake_csv(intake.entries, results(), intake.rows)
        with whole(path) as file:
            file.writelines(line.encode("utf-8", "backslashreplace") for line in lines)
    return told


def intake_csv(
    entries: Iterable[Entry], results: Iterable[dict[str, Any]], others: Iterable[Row]
) -> Iterator[str]:
    """The table line by line, header first. results: one for each entry, in the same order."""
    yield csv_row(["path", "student", "outcome", "reason"])
    for entry, result in zip(entries, results, strict=True):
        for row in graded_rows(entry, result):
            yield _line(row)
    for row in others:
        yield _line(row)


def graded_rows(entry: Entry, result: dict[str, Any]) -> Iterator[Row]:
    """What became of each part of a hand-in, and of each lesson file in it that was not read."""
    files = [lesson["file"] for lesson in result["lessons"] if lesson["exercises"]]
    files += [essay["file"] for essay in result.get("essays", {}).values()]
    remarks = "; ".join(result["remarks"])
    unread = {x["file"]: "; ".join(x["remarks"]) for x in result["lessons"] if not x["exercises"]}
    for path, shown in entry.parts or ((entry.path.name, ""),):
        if shown and shown in unread:
            yield Row(path, entry.student, REFUSED, unread.pop(shown))
        elif shown and not any(f == shown or f.startswith(f"{shown}/") for f in files):
            why = f"nothing in it counts: {remarks}" if remarks else "it is no file of a lesson"
            yield Row(path, entry.student, IGNORED, why)
        elif result["status"] in ("unreadable", "grader error") and not result["lessons"]:
            yield Row(path, entry.student, REFUSED, remarks)
        elif not (result["lessons"] or result.get("essays")):
            yield Row(path, entry.student, IGNORED, remarks)
        else:
            yield Row(path, entry.student, GRADED, remarks)
    for name, why in unread.items():
        yield Row(f"{entry.path.name}/{name}", entry.student, REFUSED, why)


def _line(row: Row) -> str:
    return csv_row([safe_text(cell) for cell in (row.path, row.student, row.outcome, row.reason)])
