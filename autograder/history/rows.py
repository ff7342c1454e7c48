"""Results as rows of the index."""

from __future__ import annotations

import sqlite3
from datetime import UTC
from typing import Any

from autograder.batch.platforms.handin import when
from autograder.grading.verdict import UNATTEMPTED

BATCH, MANY = 2000, 100_000  # results between two writes; outcomes that are known by heart
VERDICT = ("label", "status", "points", "max_points", "hidden", "mistake")
Row = tuple[Any, ...]


class Rows:
    """Rows for the tables, some thousand results at a time. attempts: of each student, the digests of all hand-ins."""

    def __init__(self, new: sqlite3.Connection) -> None:
        self.new = new
        self.attempts: dict[str, tuple[str, ...]] = {}
        self.outcomes: dict[Row, Row] = {}
        self.count = 0
        self.result: list[Row] = []
        self.lesson: list[Row] = []
        self.graded: list[Row] = []

    def add(self, number: int, result: dict[str, Any]) -> None:
        student, digest = result["student"], result["digest"]
        known, short = self.attempts.get(student, ()), digest[:12]
        if short not in known:
            self.attempts[student] = known = (*known, short)
        points = extra = 0.0
        for x in result["lessons"]:
            mine, tried = 0.0, 0
            for e in x["exercises"]:
                outcome, earned, is_extra, attempted = self._outcome(x["lesson"], e)
                self.graded.append((number, outcome))
                tried |= attempted
                if is_extra:
                    extra += earned
                else:
                    mine += earned
            points += mine
            files, content = x.get("files", ""), x.get("content", "")
            self.lesson.append((number, x["lesson"], text(x["file"]), files, content, mine, tried))
        about = result.get("platform", {})
        time, late = when(str(about.get("time", ""))), about.get("late")
        self.result.append((
            number, text(student), known.index(short) + 1, result["status"], points, extra, digest, result["level"],
            result.get("grader"), result.get("regrade"), result.get("undo"), text(str(about.get("name", ""))),
            time.astimezone(UTC).isoformat() if time else None, None if late is None else int(bool(late)),
        ))  # fmt: skip
        if len(self.result) == BATCH:
            self.write()

    def _outcome(self, lesson: str, exercise: dict[str, Any]) -> Row:
        """The number of an outcome, its points, and whether it is extra and attempted."""
        checks = exercise["checks"]
        key = (
            lesson,
            exercise["name"],
            exercise["extra"],
            *((c["label"], c["status"], c["points"], c["max_points"], c.get("mistake")) for c in checks),
        )
        if key not in self.outcomes:
            if len(self.outcomes) >= MANY:  # an outcome that is written twice is no harm, a full memory is
                self.outcomes.clear()
            self.count = number = self.count + 1
            points, most = sum(c["points"] for c in checks), sum(c["max_points"] for c in checks)
            attempted = int(any(c["status"] != UNATTEMPTED for c in checks))
            extra = int(exercise["extra"])
            row = (number, lesson, exercise["name"], extra, points, most, attempted, int(points >= most))
            self.new.execute("INSERT INTO outcome VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
            self.new.executemany(
                "INSERT INTO verdict VALUES (?, ?, ?, ?, ?, ?, ?)",
                [(number, *(c.get(field) for field in VERDICT)) for c in checks],
            )
            self.outcomes[key] = number, points, extra, attempted
        return self.outcomes[key]

    def write(self) -> None:
        self.new.executemany(
            "INSERT INTO result VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", self.result
        )
        self.new.executemany("INSERT INTO lesson VALUES (?, ?, ?, ?, ?, ?, ?)", self.lesson)
        self.new.executemany("INSERT INTO graded VALUES (?, ?)", self.graded)
        for rows in (self.result, self.lesson, self.graded):
            rows.clear()

    def course(self) -> list[Row]:
        """Exercises of all results, if the reports do not say what was asked for."""
        found = self.new.execute(
            "SELECT lesson, exercise, max(max_points), extra, 0 FROM outcome GROUP BY lesson, exercise"
        )
        return found.fetchall()


def text(name: str) -> str:
    """A name that SQLite can keep: file names need not be Unicode."""
    return name.encode("utf-8", "backslashreplace").decode()
