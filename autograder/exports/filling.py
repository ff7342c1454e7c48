"""One column of somebody else's table, filled with points."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from autograder.exports.graded import Grades
from autograder.exports.roster import Person, Row, match
from autograder.exports.sheet import Sheet, SheetError, listed, number
from autograder.grading.show import clean


@dataclass(frozen=True)
class Layout:
    """Where things stand in a table of a platform. By the index of the column; first: of the rows with students.

    identity: what tells who somebody is, `platform` being the column of the platform's own numbers. maximum: the best
    possible as the platform has it, if it says so. locked: rows that must stay as they are, with the reason.
    """

    grade: int
    identity: Mapping[str, int]
    platform: str
    rows: Sequence[int]
    maximum: float | None = None
    decimal_comma: bool = False
    locked: Mapping[int, str] = field(default_factory=dict)
    system: str = "canvas"


@dataclass
class Filled:
    """What happened: students with points, and sentences on all that a person should look at."""

    count: int = 0
    sentences: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def people_and_points(
    grades: Grades, what: str, system: str
) -> tuple[list[Person], dict[str, float | None], float]:
    """Who was graded, the points that were asked for, and their maximum."""
    take, best = grades.points(what)
    people, points = [], {}
    for result in grades.results():
        people.append(Person.of(result.data, system))
        points[result.student] = take(result)
    return people, points, best


def fill(sheet: Sheet, layout: Layout, grades: Grades, what: str = "total", only: str = "") -> Filled:
    """Put everybody's points into the column; all that is not certain is left as it was and said.

    only: the name of the one column by which students are matched. Raises SheetError, GradesError.
    """
    if only and only not in layout.identity:
        raise SheetError(
            f"their file has no column `{only}` to match by; there are {listed(layout.identity)}"
        )
    people, points, best = people_and_points(grades, what, layout.system)
    matching = match(people, their_rows(sheet, layout), layout.platform, only)
    done = Filled(sentences=list(matching.sentences), left=[row.title for row in matching.left])
    if layout.maximum is not None and layout.maximum != best:
        done.sentences.append(
            f"their maximum is {layout.maximum:g} points and ours {best:g}; points are written as they are, not scaled"
        )
    for student, row in matching.rows.items():
        value, shown = points[student], f"`{clean(student)}`"
        if row.place in layout.locked:
            done.sentences.append(f"{shown} keeps what is in their file: {layout.locked[row.place]}")
        elif value is None:
            done.sentences.append(f"{shown} has no points yet, so the cell stays as it was")
        else:
            sheet.put(row.place, layout.grade, number(value, decimal_comma=layout.decimal_comma))
            done.count += 1
    done.sentences += _with_less(grades) if what == "total" else []
    return done


def _with_less(grades: Grades) -> list[str]:
    """Who is excused from something has a smaller maximum, which a platform does not know of."""
    if not (grades.rules.policy and grades.rules.policy.excused):
        return []
    return [
        f"`{clean(r.student)}` is excused from a part: of {r.max_score:g} points, not of {grades.best:g}; "
        "`out_of` in the policy would scale both alike"
        for r in grades.results()
        if r.max_score != grades.best
    ]


def their_rows(sheet: Sheet, layout: Layout) -> list[Row]:
    """Their students, with what identifies them."""
    return [
        Row(i, {name: sheet.value(i, column) for name, column in layout.identity.items()})
        for i in layout.rows
    ]


def column_of(header: Sequence[str], names: Collection[str]) -> int | None:
    """Where the first of these titles stands, whatever the case; None if there is none."""
    lower = [title.strip().lower() for title in header]
    return next((lower.index(name.lower()) for name in names if name.lower() in lower), None)


def chosen(header: Sequence[str], name: str) -> int:
    """The one column with this title, or whose title begins or ends so. Raises SheetError."""
    wanted = name.strip()
    exact = [i for i, title in enumerate(header) if title.strip() == wanted]
    near = [
        i
        for i, t in enumerate(header)
        if wanted and (t.startswith(wanted) or t.strip().endswith(f"({wanted})"))
    ]
    found = exact or near
    if len(found) != 1:
        titles = listed(header[i] for i in found) if found else listed(t for t in header if t)
        many = "several columns may be" if found else "no column is"
        raise SheetError(f"{many} `{name}`; give --column one of {titles}")
    return found[0]
