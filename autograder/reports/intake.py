"""`intake.csv`: what became of everything in a download."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from autograder.batch.intake import Entry
from autograder.batch.platforms.handin import GRADED, IGNORED, REFUSED, Row
from autograder.reports.table import csv_row, safe_text


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
