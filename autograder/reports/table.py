"""`grades.csv`: RFC 4180, UTF-8, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from autograder.grading.show import clean
from autograder.reports.results import Column, StudentResult

FORMULA = tuple("=+-@＝＋－＠")


def grades_csv(results: Iterable[StudentResult], columns: Sequence[Column]) -> Iterator[str]:
    """The table line by line, header first."""
    yield csv_row(["student", *(c.title for c in columns), "total", "max_total", "status", "file"])
    for r in results:
        points = [_number(r.points(c)) for c in columns]
        texts = [safe_text(r.status), safe_text("; ".join(r.files))]
        yield csv_row([safe_text(r.student), *points, _number(r.total), _number(r.max_total), *texts])


def final_csv(results: Iterable[StudentResult], columns: Sequence[Column]) -> Iterator[str]:
    """What counts, line by line, header first; nothing for a student without a final result but the reason."""
    yield csv_row(["student", *(c.title for c in columns), "total", "max_total", "explanation"])
    for r in results:
        points = [_number(r.final.points.get(c.title) if r.final else None) for c in columns]
        why = " | ".join(r.final.lines) if r.final else r.status
        yield csv_row([safe_text(r.student), *points, _number(r.score), _number(r.max_score), safe_text(why)])


def topics_of(path: Path) -> set[str]:
    """The lessons that a table written before has columns of; none if there is no table."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            header = next(csv.reader(file), [])
    except (OSError, ValueError, csv.Error):
        return set()
    return {title.partition(".")[0] for title in header if "." in title}


def csv_row(cells: list[str]) -> str:
    """One line of a CSV file."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue()


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def safe_text(text: str) -> str:
    """No spreadsheet takes it for a formula (full-width signs count in some), no terminal for a command."""
    safe = clean(text)
    return "'" + safe if safe.strip()[:1] in FORMULA or safe[:1] in ("\t", "\n") else safe
