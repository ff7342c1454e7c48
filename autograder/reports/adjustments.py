"""`adjustments.csv`: points that a person gives, for essays and for appeals. A file of its own, so it survives regrading."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from autograder.grading.remarks import did_you_mean
from autograder.grading.show import clean
from autograder.reports.results import Adjustment, Column
from autograder.reports.table import safe_text

HEADER = ("student", "exercise", "points", "comment", "by")
SHOWN = 10
NONE: Mapping[str, Adjustment] = {}


class AdjustmentsError(Exception):
    """The file cannot be used as it is; the text says line by line why."""


@dataclass(frozen=True)
class Adjustments:
    """What persons decided. points: by student and title of the column. skipped: lessons that are not graded here."""

    points: Mapping[str, Mapping[str, Adjustment]]
    skipped: tuple[str, ...] = ()
    digest: str = ""

    def of(self, student: str) -> Mapping[str, Adjustment]:
        """The adjustments of one student, by title of the column."""
        return self.points.get(student, NONE)


NOTHING = Adjustments({})


def adjustments_beside(
    grades: Path, path: Path | None, columns: Sequence[Column], students: Collection[str]
) -> Adjustments:
    """Those of the file that was named, else of `adjustments.csv` in the folder of grades, if there is one."""
    usual = grades / "adjustments.csv"
    if path is None and not usual.is_file():
        return NOTHING
    return read_adjustments(path or usual, columns, students)


def read_adjustments(path: Path, columns: Sequence[Column], students: Collection[str]) -> Adjustments:
    """Read the whole file, or raise AdjustmentsError with every line that is wrong.

    Rows about lessons of which there is no column are left out and named. A student may be written as in
    `results.jsonl` or as `grades.csv` shows the name; points with a decimal comma or point.
    """
    try:
        data = path.read_bytes()
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise AdjustmentsError(f"`{path}` cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise AdjustmentsError(f"`{path}` is not UTF-8; save it as “CSV UTF-8”") from None
    reader = _Reader(columns, students)
    try:
        reader.read(text)
    except csv.Error as error:
        reader.errors.append(f"it is not a CSV file ({error})")
    if reader.errors:
        more = [f"and {len(reader.errors) - SHOWN} more"] if len(reader.errors) > SHOWN else []
        raise AdjustmentsError(f"`{path}` has to be mended: " + "; ".join(reader.errors[:SHOWN] + more))
    return Adjustments(reader.found, tuple(sorted(reader.skipped)), sha256(data).hexdigest())


class _Reader:
    def __init__(self, columns: Sequence[Column], students: Collection[str]) -> None:
        self.columns = {c.title: c for c in columns}
        self.topics = {c.topic for c in columns}
        self.students: dict[str, set[str]] = {}
        for student in students:
            for written in (student, safe_text(student)):
                self.students.setdefault(written, set()).add(student)
        self.found: dict[str, dict[str, Adjustment]] = {}
        self.lines: dict[tuple[str, str], int] = {}
        self.skipped: set[str] = set()
        self.errors: list[str] = []

    def read(self, text: str) -> None:
        first = text.partition("\n")[0]
        delimiter = max(",;\t", key=first.count)
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        header = [cell.strip().lower() for cell in next(rows, [])]
        if missing := [name for name in HEADER if name not in header]:
            self.errors.append(
                f"its first line lacks {', '.join(missing)}; it has to be `{','.join(HEADER)}`"
            )
            return
        for row in rows:
            if any(cell.strip() for cell in row):
                cells = dict(zip(header, [*row, *[""] * len(header)], strict=False))
                for error in self._row(cells, rows.line_num):
                    self.errors.append(f"line {rows.line_num}: {error}")

    def _row(self, cells: dict[str, str], line: int) -> Iterator[str]:
        student, column = self._student(cells["student"]), self._column(cells["exercise"].strip())
        if isinstance(student, str) and column is None:
            return
        problems = [x.args[0] for x in (student, column) if isinstance(x, ValueError)]
        try:
            points = float(cells["points"].strip().replace(",", "."))
        except ValueError:
            points = math.nan
        if not math.isfinite(points):
            problems.append(f"`{clean(cells['points'])}` is not a number of points")
        elif points < 0:
            problems.append(f"{points:g} points are less than none")
        elif isinstance(column, Column) and points > column.max_points:
            problems.append(f"{points:g} points are more than the {column.max_points:g} of `{column.title}`")
        if problems or not isinstance(student, str) or not isinstance(column, Column):
            yield from problems
            return
        first = self.lines.setdefault((student, column.title), line)
        if first != line:
            yield f"`{clean(student)}` has points for `{column.title}` in line {first} already; keep one of them"
            return
        made = Adjustment(points, cells["comment"].strip(), cells["by"].strip())
        self.found.setdefault(student, {})[column.title] = made

    def _student(self, written: str) -> str | ValueError:
        for name in (written, written.strip()):
            meant = self.students.get(name, set())
            if len(meant) == 1:
                return next(iter(meant))
            if meant:
                return ValueError(
                    f"`{clean(name)}` may be several students; write the folder's name as it is"
                )
        near = self._near(written.strip(), self.students)
        ask = f"; did you mean `{clean(near)}`?" if near else ""
        return ValueError(f"there is no student `{clean(written)}`{ask}")

    def _column(self, written: str) -> Column | ValueError | None:
        """The column, a problem, or None for a lesson that is not graded here."""
        if written in self.columns:
            return self.columns[written]
        topic, dot, _ = written.partition(".")
        named = [c for c in self.columns.values() if c.name == written]
        if len(named) == 1:
            return named[0]
        if named:
            return ValueError(
                f"write `{written}` with its lesson: {' or '.join(f'`{c.title}`' for c in named)}"
            )
        if dot and topic not in self.topics:
            self.skipped.add(topic)
            return None
        near = self._near(written, [*self.columns, *(c.name for c in self.columns.values())])
        ask = f"; did you mean `{near}`?" if near else ""
        return ValueError(f"there is no exercise `{clean(written)}`{ask}")

    def _near(self, written: str, names: Collection[str]) -> str:
        """The name that was meant, perhaps; only for lines that are shown, as this is slow in a large class."""
        return did_you_mean(written, list(names)) if len(self.errors) < SHOWN else ""
