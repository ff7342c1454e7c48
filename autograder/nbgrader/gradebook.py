"""nbgrader's `gradebook.db`, read and written without nbgrader: one transaction for each submission."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from uuid import uuid4

from autograder.nbgrader.late import Penalty, no_penalty, seconds_late
from autograder.nbgrader.master import Marks, Master

KNOWN = "e43177bfe90b"  # the newest migration of nbgrader, from 2019
SCHEMA = Path(__file__).with_name("schema.sql")
SCORE = """coalesce(sum(CASE WHEN manual_score IS NOT NULL THEN manual_score + coalesce(extra_credit, 0)
  WHEN auto_score IS NOT NULL THEN auto_score + coalesce(extra_credit, 0) ELSE 0 END), 0)"""

# The notebooks of one student with their scores and times. In this order (a CROSS JOIN stays where it is) every row of
# the large tables is found by an index; in another, all of them are read for each student.
NOTEBOOKS = f"""SELECT sn.id, s.timestamp, a.duedate, s.extension, {SCORE}
  FROM submitted_assignment s JOIN assignment a ON a.id = s.assignment_id
  JOIN notebook n ON n.assignment_id = a.id
  CROSS JOIN submitted_notebook sn ON sn.notebook_id = n.id AND sn.assignment_id = s.id
  LEFT JOIN base_cell c ON c.notebook_id = n.id
  LEFT JOIN grade g ON g.cell_id = c.id AND g.notebook_id = sn.id
  WHERE a.name = ? AND s.student_id = ? GROUP BY sn.id"""  # noqa: S608 - a constant


class GradebookError(Exception):
    """The gradebook cannot be used; the text is one sentence for the instructor."""


class UnknownSchemaError(GradebookError):
    """A gradebook of another version of nbgrader."""


class Gradebook:
    """An open gradebook. Only one thread writes."""

    def __init__(self, path: Path) -> None:
        """Raises UnknownSchemaError, or GradebookError if it cannot be read."""
        self.path = path
        if not path.is_file():
            raise GradebookError(f"there is no gradebook `{path}`; run `nbgrader generate_assignment` first")
        with self._errors():
            self.database = sqlite3.connect(path, timeout=60, isolation_level=None)
            try:
                tables = {t for (t,) in self.database.execute("SELECT name FROM sqlite_master")}
                found = [v for (v,) in self.database.execute("SELECT version_num FROM alembic_version")]
            except sqlite3.OperationalError:
                tables, found = set(), []
            if found != [KNOWN] or "source_cell" not in tables:
                self.database.close()
                version = (
                    f"has schema {found[0]}" if found else "is none of nbgrader's, or older than its versions"
                )
                raise UnknownSchemaError(f"`{path}` {version}; this version knows {KNOWN}")

    @classmethod
    def create(cls, path: Path) -> Gradebook:
        """A new and empty gradebook, as nbgrader makes it."""
        partial = path.with_name(f"{path.name}.partial")
        partial.unlink(missing_ok=True)
        try:
            with contextlib.closing(sqlite3.connect(partial)) as database:
                database.executescript(SCHEMA.read_text(encoding="utf-8"))
                database.execute("INSERT INTO alembic_version VALUES (?)", (KNOWN,))
                database.commit()
            partial.replace(path)
        except (sqlite3.Error, OSError) as error:
            raise GradebookError(f"`{path}` cannot be made: {error}") from None
        return cls(path)

    def close(self) -> None:
        self.database.close()

    @contextlib.contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise GradebookError(
                f"`{self.path}` cannot be used: {error}; nothing is lost, run the same command to go on"
            ) from None

    def assignments(self) -> list[str]:
        """Their names."""
        with self._errors():
            return [name for (name,) in self.database.execute("SELECT name FROM assignment ORDER BY name")]

    def masters(self, assignment: str) -> list[Master]:
        """The notebooks of an assignment."""
        query = """SELECT n.id, n.name, n.kernelspec FROM notebook n JOIN assignment a ON a.id = n.assignment_id
          WHERE a.name = ? ORDER BY n.name"""
        with self._errors():
            rows = self.database.execute(query, (assignment,)).fetchall()
            return [self._master(*row) for row in rows]

    def _master(self, notebook: str, name: str, kernelspec: str | None) -> Master:
        sources = "SELECT name, cell_type, locked, source, checksum FROM source_cell WHERE notebook_id = ? ORDER BY rowid"
        cells = """SELECT b.id, b.name, b.type, coalesce(g.max_score, t.max_score) FROM base_cell b
          LEFT JOIN grade_cells g ON g.id = b.id LEFT JOIN task_cells t ON t.id = b.id WHERE b.notebook_id = ?"""
        rows = [self.database.execute(query, (notebook,)).fetchall() for query in (sources, cells)]
        return Master.of(name, notebook, kernelspec, *rows)

    def submitted(self, assignment: str) -> set[str]:
        """The students who have grades for an assignment."""
        query = """SELECT s.student_id FROM submitted_assignment s JOIN assignment a ON a.id = s.assignment_id
          WHERE a.name = ?"""
        with self._errors():
            return {student for (student,) in self.database.execute(query, (assignment,))}

    def save(
        self,
        assignment: str,
        student: str,
        timestamp: str | None,
        masters: Sequence[Master],
        marks: Mapping[str, Marks],
        penalty: Penalty = no_penalty,
    ) -> None:
        """Replace all that is automatic of one submission; what people gave stays. All of it or nothing.

        timestamp: as the database has it, None to keep what is there. marks: by notebook.
        """
        with self._errors():
            run = self.database.execute
            run("BEGIN IMMEDIATE")
            try:
                run("INSERT OR IGNORE INTO student (id) VALUES (?)", (student,))
                values = (uuid4().hex, student, timestamp, assignment)
                run(
                    "INSERT INTO submitted_assignment (id, assignment_id, student_id, timestamp)"
                    " SELECT ?1, id, ?2, ?3 FROM assignment WHERE name = ?4"
                    " ON CONFLICT (assignment_id, student_id)"
                    " DO UPDATE SET timestamp = coalesce(excluded.timestamp, timestamp)",
                    values,
                )
                for master in masters:
                    self._save_notebook(assignment, student, master, marks[master.name])
                self.penalise(assignment, student, penalty)
                run("COMMIT")
            except BaseException:
                run("ROLLBACK")
                raise

    def _save_notebook(self, assignment: str, student: str, master: Master, marks: Marks) -> None:
        run = self.database.execute
        query = """SELECT s.id FROM submitted_assignment s JOIN assignment a ON a.id = s.assignment_id
          WHERE a.name = ? AND s.student_id = ?"""
        (submission,) = run(query, (assignment, student)).fetchone()
        run(
            "INSERT INTO submitted_notebook (id, assignment_id, notebook_id, flagged) VALUES (?, ?, ?, 0)"
            " ON CONFLICT (notebook_id, assignment_id) DO UPDATE SET late_submission_penalty = NULL",
            (uuid4().hex, submission, master.id),
        )
        query = "SELECT id FROM submitted_notebook WHERE assignment_id = ? AND notebook_id = ?"
        (notebook,) = run(query, (submission, master.id)).fetchone()
        grades = [
            (uuid4().hex, notebook, i, marks.scores.get(cell), marks.handed_in)
            for cell, i in master.graded.items()
        ]
        self.database.executemany(
            "INSERT INTO grade (id, notebook_id, cell_id, auto_score, needs_manual_grade)"
            " VALUES (?1, ?2, ?3, ?4, ?4 IS NULL) ON CONFLICT (cell_id, notebook_id) DO UPDATE SET"
            " auto_score = ?4, needs_manual_grade = ?5 AND (manual_score IS NOT NULL OR ?4 IS NULL)",
            grades,
        )
        comments = [(uuid4().hex, notebook, i, marks.comments.get(c)) for c, i in master.commented.items()]
        self.database.executemany(
            "INSERT INTO comment (id, notebook_id, cell_id, auto_comment) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (cell_id, notebook_id) DO UPDATE SET auto_comment = excluded.auto_comment",
            comments,
        )

    def penalise(self, assignment: str, student: str, penalty: Penalty) -> None:
        """Set what being late costs in each notebook, or that it costs nothing."""
        with self._errors():
            rows = self.database.execute(NOTEBOOKS, (assignment, student)).fetchall()
            for notebook, timestamp, due, extension, score in rows:
                seconds = seconds_late(timestamp, due, extension)
                cost = penalty(student, score, seconds) if seconds else None
                if cost is not None:
                    cost = min(max(cost, 0.0), score)
                self.database.execute(
                    "UPDATE submitted_notebook SET late_submission_penalty = ?"
                    " WHERE id = ? AND late_submission_penalty IS NOT ?",
                    (cost, notebook, cost),
                )

    def penalise_all(self, assignment: str, students: Iterable[str], penalty: Penalty) -> None:
        """The same for many, whose due date or extension may have changed since they were graded."""
        with self._errors():
            self.database.execute("BEGIN IMMEDIATE")
            try:
                for student in students:
                    self.penalise(assignment, student, penalty)
                self.database.execute("COMMIT")
            except BaseException:
                self.database.execute("ROLLBACK")
                raise
