"""Who of theirs is who of ours. Whoever cannot be told for certain gets no points, and is named."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from autograder.grading.show import clean

PLATFORM, OTHER, LOGIN, EMAIL, NAME = "platform_id", "other_id", "login", "email", "display_name"
FOREIGN = "foreign"  # an internal number of another platform
MOODLE_FOLDER = re.compile(r"(?P<name>.+)_(?P<id>\d+)_assignsubmission_\w+", re.DOTALL)


@dataclass(frozen=True)
class Person:
    """A student of ours: the name of the folder, and what intake learned from the platform's own names."""

    student: str
    known: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, data: Mapping[str, Any], system: str) -> Person:
        """From a line of `results.jsonl`. system: whose file it is; a number of another system says nothing there."""
        student, told = str(data["student"]), data.get("platform") or {}
        names = {LOGIN: "login", EMAIL: "email", NAME: "name"}
        known = {kind: str(told[k]) for kind, k in names.items() if told.get(k)}
        if told.get("id"):
            origin = str(told.get("platform", "")).lower()
            foreign = FOREIGN if origin.startswith(("canvas", "moodle")) else OTHER
            known[PLATFORM if origin.startswith(system) else foreign] = str(told["id"])
        if folder := MOODLE_FOLDER.fullmatch(student):
            numbered = {PLATFORM: folder["id"]} if system == "moodle" else {}
            known = {**numbered, NAME: folder["name"], **known}
        return cls(student, known)

    @property
    def anything(self) -> set[str]:
        """All that the student may be called in a file, but for the platform's number."""
        numbers = {self.known.get(PLATFORM), self.known.get(FOREIGN)}
        return {_same(text) for text in (self.student, *self.known.values()) if text not in numbers}


@dataclass(frozen=True)
class Row:
    """A student of theirs. cells: what identifies them, by the name of the column. place: which row it is."""

    place: int
    cells: Mapping[str, str]

    @property
    def title(self) -> str:
        first, *rest = [clean(c)[:80] for c in self.cells.values() if c][:2] or ["?"]
        return f"{first} ({rest[0]})" if rest else first


@dataclass
class Matching:
    """rows: of ours by theirs. Sentences say who has no row; left: rows of theirs that nobody has."""

    rows: dict[str, Row] = field(default_factory=dict)
    sentences: list[str] = field(default_factory=list)
    left: list[Row] = field(default_factory=list)


def match(people: Iterable[Person], rows: Sequence[Row], platform: str = "", only: str = "") -> Matching:
    """Find everybody's row.

    platform: the column of the platform's own numbers. If we know somebody's number it alone decides, and it is
    compared with nothing else, so that no number of one kind is taken for one of another. only: look in this column
    and no other. A student who may be two of theirs, and two who may be one of theirs, are refused.
    """
    by_place = {row.place: row for row in rows}
    numbers = _index(rows, [platform])
    index = _index(rows, [only] if only else [c for row in rows[:1] for c in row.cells if c != platform])
    made = Matching()
    owners: dict[int, list[str]] = {}
    for person in people:
        number = _same(person.known.get(PLATFORM, ""))
        if number and platform and only in ("", platform):
            places = numbers.get(number, set())
        else:
            places = set().union(*(index.get(key, set()) for key in person.anything))
        shown = f"`{clean(person.student)}`"
        if not places:
            made.sentences.append(f"{shown} is not in their file")
        elif len(places) > 1:
            made.sentences.append(
                f"{shown} may be any of {len(places)} rows of their file; use --match COLUMN"
            )
        for place in places:
            owners.setdefault(place, []).append(person.student)
        if len(places) == 1:
            made.rows[person.student] = by_place[next(iter(places))]
    _refuse_twins(made, owners)
    taken = {row.place for row in made.rows.values()}
    made.left = [row for row in rows if row.place not in taken]
    return made


def _refuse_twins(made: Matching, owners: Mapping[int, Sequence[str]]) -> None:
    twins = [[s for s in students if s in made.rows] for students in owners.values() if len(students) > 1]
    for students in twins:
        if len(students) > 1:
            names = ", ".join(f"`{clean(s)}`" for s in students)
            row = made.rows[students[0]]
            made.sentences.append(f"{names} are all taken for `{row.title}` of their file, so nobody gets it")
            for student in students:
                del made.rows[student]


def _index(rows: Sequence[Row], columns: Sequence[str]) -> dict[str, set[int]]:
    """Which rows say something in these columns, by what it is."""
    index: dict[str, set[int]] = {}
    for row in rows:
        for column in columns:
            for text in _readings(row.cells.get(column, "")):
                index.setdefault(text, set()).add(row.place)
    index.pop("", None)
    return index


def _readings(cell: str) -> set[str]:
    """A cell as it is, `Doe, Jane` as `Jane Doe` too, and the number of `Participant 123`."""
    last, comma, first = cell.partition(",")
    numbered = re.fullmatch(r"\D+\s(\d+)\s*", cell)
    more = [f"{first} {last}"] if comma else []
    return {_same(text) for text in (cell, *more, *([numbered[1]] if numbered else []))}


def _same(text: str) -> str:
    """What is equal for a person who compares names."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
