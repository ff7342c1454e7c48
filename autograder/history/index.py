"""`index.sqlite`: the results as tables and views to ask questions of. It can be deleted at any time, and made again."""

from __future__ import annotations

import contextlib
import csv
import json
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from autograder.batch.store import READABLE
from autograder.files import facts
from autograder.history.rows import Row, Rows, text

INDEX, VERSION = "index.sqlite", 1
SCHEMA = Path(__file__).with_name("index.sql")


class IndexingError(Exception):
    """There is no index to be made or asked; the text is one sentence."""


def refresh(index: Path) -> bool:
    """Make the index of the folder that it lies in, unless it is up to date; whether it was made.

    The old one stays until the new one is whole. Raises IndexingError, OSError.
    """
    folder = index.parent
    made_from = json.dumps(
        [VERSION, *(facts(folder / n) for n in ("results.jsonl", ".reports", "intake.csv"))]
    )
    with contextlib.suppress(sqlite3.Error, IndexingError), contextlib.closing(opened(index)) as old:
        if old.execute("SELECT value FROM meta WHERE name = 'made_from'").fetchone() == (made_from,):
            return False
    _opened(folder / "results.jsonl").close()  # before anything is made
    partial = index.with_name(f"{INDEX}.partial")
    partial.unlink(missing_ok=True)
    try:
        with contextlib.closing(sqlite3.connect(partial, isolation_level=None)) as new:
            _fill(new, folder, made_from)
        os.replace(partial, index)  # noqa: PTH105 - as in files.py
    except sqlite3.Error as error:
        raise IndexingError(f"`{index}` cannot be written: {error}") from None
    finally:
        partial.unlink(missing_ok=True)
    return True


def opened(index: Path) -> sqlite3.Connection:
    """The index, to be read only. Raises IndexingError if there is none."""
    if not index.is_file():
        raise IndexingError(f"there is no `{index}`")
    return sqlite3.connect(f"{index.resolve().as_uri()}?mode=ro", uri=True)


def _fill(new: sqlite3.Connection, folder: Path, made_from: str) -> None:
    tables, views = SCHEMA.read_text(encoding="utf-8").split("-- ROWS --")
    new.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;")
    new.executescript(f"{tables}\nBEGIN;")
    new.execute("INSERT INTO meta VALUES ('made_from', ?)", [made_from])
    rows = Rows(new)
    for number, result in enumerate(_results(folder / "results.jsonl"), 1):
        rows.add(number, result)
    rows.write()
    students, columns = _course(folder / ".reports")
    new.executemany("INSERT INTO student VALUES (?)", ([text(s)] for s in students or rows.attempts))
    new.executemany("INSERT INTO course VALUES (?, ?, ?, ?, ?)", columns or rows.course())
    new.executemany("INSERT INTO intake VALUES (?, ?, ?, ?)", _intake(folder / "intake.csv"))
    new.executescript(f"BEGIN;\n{views}\nCOMMIT; ANALYZE;")  # what was written is committed first


def _results(path: Path) -> Iterator[dict[str, Any]]:
    """All whole lines."""
    position = 0
    with _opened(path) as file:
        for line in file:
            if not line.endswith(b"\n"):
                return
            try:
                result = json.loads(line)
                known = result["schema_version"] in READABLE
            except (ValueError, KeyError, TypeError):
                raise IndexingError(f"`{path}` has a line that is not a result, at byte {position}") from None
            if not known:
                raise IndexingError(
                    f"`{path}` was written by another version (schema {result['schema_version']})"
                )
            yield result
            position += len(line)


def _opened(path: Path) -> BinaryIO:
    try:
        return open(path, "rb")
    except OSError as error:
        raise IndexingError(
            f"`{path}` cannot be read: {error.strerror}; run `autograder grade` first"
        ) from None


def _course(path: Path) -> tuple[list[str], list[Row]]:
    """Who and what was graded last, as the reports say."""
    try:
        data = json.loads(path.read_bytes())
        found = [(c["lesson"], c["name"], c["max_points"], c["extra"], c["manual"]) for c in data["columns"]]
        return list(data["students"]), found
    except (OSError, ValueError, KeyError, TypeError):
        return [], []


def _intake(path: Path) -> Iterator[Row]:
    with contextlib.suppress(OSError), path.open(encoding="utf-8", newline="", errors="replace") as file:
        for row in list(csv.reader(file))[1:]:
            if len(row) == 4:
                yield tuple(row)
