"""Plain CSV: `grades.csv`, or `final.csv` if there is a policy, as the spreadsheet of a country wants it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from autograder.exports.graded import Grades
from autograder.reports.table import final_csv, grades_csv

BOM = "\ufeff"


def plain_csv(
    grades: Grades, delimiter: str = ",", *, decimal_comma: bool = False, bom: bool = False
) -> Iterator[str]:
    """The table line by line.

    decimal_comma: `7,5` instead of `7.5` in the columns of points. bom: in front, so that Excel takes it for UTF-8.
    """
    yield BOM if bom else ""
    last = len(grades.columns) + 3  # after the student: all points, total and max_total
    make = final_csv if grades.rules.policy else grades_csv
    for line, row in enumerate(csv.reader(make(grades.results(), grades.columns), strict=True)):
        points = range(1, last if line and decimal_comma else 1)  # the header has points of another kind
        cells = [c.replace(".", ",") if i in points else c for i, c in enumerate(row)]
        out = io.StringIO()
        csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerow(cells)
        yield out.getvalue()
