"""Canvas: one column of the gradebook as the instructor exported it."""

from __future__ import annotations

import re

from autograder.exports.filling import Layout, chosen
from autograder.exports.sheet import Sheet, SheetError

IDENTITY = ("Student", "ID", "SIS User ID", "SIS Login ID", "Integration ID")
CALCULATED = re.compile(r"\b(Current|Final|Override) (Score|Points|Grade)$")
POSSIBLE = "Points Possible"
KEPT = {"EX": "`EX`, excused", "N/A": "`N/A`, not assigned"}


def canvas_layout(sheet: Sheet, column: str) -> Layout:
    """Where a gradebook has what.

    The importer wants `Student` and `ID` first and a `Section`. Above the students are a row `Points Possible` and
    perhaps one on posting. Raises SheetError.
    """
    header = [cell.value.strip() for cell in sheet.rows[0]] if sheet.rows else []
    if not (len(header) > 3 and "Student" in header[0] and "ID" in header[1] and "Section" in header):
        raise SheetError(
            "it is not a gradebook of Canvas (`Student`, `ID` and `Section` are missing in its first line); "
            "export one with Grades, Export, Export Entire Gradebook"
        )
    grade = chosen(header, column)
    possible = next((i for i in range(len(sheet.rows)) if POSSIBLE in sheet.value(i, 0)), None)
    best = sheet.value(possible, grade).strip() if possible is not None else ""
    if grade <= header.index("Section") or CALCULATED.search(header[grade]) or "read only" in best:
        raise SheetError(
            f"`{header[grade]}` is not an assignment, so Canvas would ignore it; give another --column"
        )
    rows = [i for i in range(1, len(sheet.rows)) if i != possible and sheet.value(i, 1).strip()]
    kept = {i: KEPT[cell] for i in rows if (cell := sheet.value(i, grade).strip()) in KEPT}
    return Layout(
        grade,
        {name: header.index(name) for name in IDENTITY if name in header},
        "ID",
        rows,
        maximum_of(best),
        sheet.writes_decimal_comma(grade),
        kept,
    )


def maximum_of(text: str) -> float | None:
    """A number of points, with a decimal point or comma; None if it is none."""
    try:
        return float(text.strip().replace(",", "."))
    except ValueError:
        return None
