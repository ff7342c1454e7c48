"""Moodle: the grading worksheet of an assignment, and the zip of feedback files."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import BinaryIO

from autograder.exports.canvas import maximum_of
from autograder.exports.filling import Filled, Layout, chosen, column_of, their_rows
from autograder.exports.graded import Grades
from autograder.exports.roster import NAME, PLATFORM, Person, match
from autograder.exports.sheet import Sheet, SheetError, listed
from autograder.grading.show import clean
from autograder.reports.names import file_names

NUMBERED = re.compile(r"\D+\s?(\d+)")
IDENTITY = ("identifier", "full name", "username", "id number", "email address")
EPOCH = (1980, 1, 1, 0, 0, 0)


def moodle_layout(sheet: Sheet, column: str = "") -> Layout:
    """Where a worksheet has what; titles are in the language of the site, so `Participant 12` tells the first column.

    column: the title of the grades, if it is not `Grade`. Raises SheetError.
    """
    header = [cell.value.strip() for cell in sheet.rows[0]] if sheet.rows else []
    rows = [i for i in range(1, len(sheet.rows)) if NUMBERED.fullmatch(sheet.value(i, 0).strip())]
    if not rows:
        raise SheetError(
            "it is not a grading worksheet of Moodle (its first column has no `Participant 123`); "
            "switch on the feedback type “Offline grading worksheet” and download it"
        )
    grade = chosen(header, column) if column else column_of(header, ["Grade"])
    if grade is None:
        raise SheetError("no column is called `Grade`; name the column of grades with --column")
    before = {title: i for i, title in enumerate(header[:grade]) if title}
    english = {title: i for title, i in before.items() if title.lower() in IDENTITY}
    identity = english if len(english) > 1 else before  # other languages: all in front of the grade
    best = column_of(header, ["Maximum grade"])
    best = grade + 1 if best is None else best
    changeable = column_of(header, ["Grade can be changed"])
    locked = {
        i: "it says that the grade cannot be changed"
        for i in rows
        if changeable is not None and sheet.value(i, changeable).strip().lower() == "no"
    }
    comma = sheet.writes_decimal_comma(grade) or sheet.writes_decimal_comma(best)
    return Layout(
        grade, identity, header[0], rows, maximum_of(sheet.value(rows[0], best)), comma, locked, "moodle"
    )


def too_high(sheet: Sheet, layout: Layout) -> list[str]:
    """Points above the maximum are put back: Moodle would refuse the whole row. Returns a sentence for each."""
    sentences = []
    for (row, column), value in list(sheet.changes.items()):
        if (
            column == layout.grade
            and layout.maximum is not None
            and (maximum_of(value) or 0) > layout.maximum
        ):
            del sheet.changes[row, column]
            name = clean(sheet.value(row, 1) or sheet.value(row, 0))
            sentences.append(f"`{name}` has {value} points, above their maximum, so the cell stays as it was")
    return sentences


def feedback_zip(grades: Grades, out: BinaryIO, worksheet: Sheet | None, only: str = "") -> Filled:
    """Everybody's feedback page under the name by which Moodle knows whose it is.

    worksheet: says who has which number; without it, students whose folders are named by Moodle's own download.
    """
    people = [Person.of(data, "moodle") for data in grades.store.latest(grades.students)]
    done = Filled()
    named: dict[str, tuple[str, str]] = {}
    if worksheet is None:
        named = {p.student: (p.known.get(NAME, ""), p.known[PLATFORM]) for p in people if PLATFORM in p.known}
        missing = [p.student for p in people if p.student not in named]
        done.sentences += [
            f"`{clean(s)}` has no number of Moodle; give its grading worksheet with --worksheet"
            for s in missing
        ]
    else:
        named = _by_worksheet(worksheet, people, done, only)
    pages = file_names(grades.students)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for student, (name, participant) in named.items():
            page = _page(grades.folder / "feedback" / f"{pages[student]}.html")
            if page is None:
                done.sentences.append(
                    f"`{clean(student)}` has no feedback page; run `autograder grade` again"
                )
                continue
            member = f"{moodle_name(name)}_{participant}_assignsubmission_file_feedback.html"
            archive.writestr(zipfile.ZipInfo(member, EPOCH), page, zipfile.ZIP_DEFLATED)
            done.count += 1
    return done


def _by_worksheet(sheet: Sheet, people: list[Person], done: Filled, only: str) -> dict[str, tuple[str, str]]:
    layout = moodle_layout(sheet)
    if only and only not in layout.identity:
        raise SheetError(
            f"the worksheet has no column `{only}` to match by; there are {listed(layout.identity)}"
        )
    matching = match(people, their_rows(sheet, layout), layout.platform, only)
    done.sentences += matching.sentences
    done.left += [row.title for row in matching.left]
    names = list(layout.identity.values())[
        1:
    ]  # the number, then the name, in every language; none in blind marking
    named = {}
    for student, row in matching.rows.items():
        number = NUMBERED.fullmatch(sheet.value(row.place, 0).strip())
        if number:
            full = sheet.value(row.place, names[0]) if names else "Participant"
            named[student] = (full, number[1])
    return named


def moodle_name(name: str) -> str:
    """As Moodle writes it into file names: nothing a path could be made of, and no `_`, which it splits at."""
    return re.sub(r"[_/\\:*?\"<>|\x00-\x1f\x7f]+", " ", clean(name)).strip(" .") or "Participant"


def _page(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None
