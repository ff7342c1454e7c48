"""`results.jsonl`: one line for each graded submission, append-only, safe to kill at any byte."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Any

SCHEMA_VERSION = 1
Result = dict[str, Any]


class StoreError(Exception):
    """The results cannot be kept; the text is one sentence for the instructor."""


class Store:
    """The results of one output folder. The last line of a student counts."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.offsets: dict[str, int] = {}
        self.keys: dict[str, tuple[str, ...]] = {}

    def __enter__(self) -> Store:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.file = open(self.path, "ab", buffering=0)
        except OSError as error:
            raise StoreError(f"cannot write to `{self.path}`: {error.strerror}") from None
        try:
            fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self.file.close()
            raise StoreError(f"another `autograder grade` is writing to `{self.path.parent}`") from None
        self._index()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.file.close()

    def _index(self) -> None:
        """Find the last whole line of every student, and cut off a line that a kill left torn."""
        position = 0
        with open(self.path, "rb") as file:
            for line in file:
                if not line.endswith(b"\n"):
                    break
                try:
                    self._remember(json.loads(line), position)
                except (ValueError, KeyError, TypeError):
                    sentence = f"`{self.path}` has a line that is not a result, at byte {position}"
                    raise StoreError(sentence) from None
                position += len(line)
        self.file.truncate(position)

    def _remember(self, result: Result, position: int) -> None:
        if result["schema_version"] != SCHEMA_VERSION:
            raise StoreError(
                f"`{self.path}` was written by another version (schema {result['schema_version']}); use a new folder"
            )
        self.offsets[result["student"]] = position
        self.keys[result["student"]] = resume_key(result)

    def append(self, result: Result) -> None:
        """Add one line; on failure the file ends where it ended before.

        Raises StoreError when the disk is full or the like.
        """
        position = self.file.seek(0, os.SEEK_END)
        result = {"schema_version": SCHEMA_VERSION, **result}
        line = json.dumps(result).encode() + b"\n"
        try:
            while line:
                line = line[self.file.write(line) :]
        except OSError as error:
            self.file.truncate(position)
            raise StoreError(
                f"cannot write to `{self.path}`: {error.strerror}; nothing is lost, run the same command to go on"
            ) from None
        self._remember(result, position)

    def has(self, key: tuple[str, ...]) -> bool:
        """Whether this very submission was graded with these very checks."""
        return self.keys.get(key[0]) == key

    def latest(self, students: Iterable[str]) -> Iterator[Result]:
        """The results of these students, in their order, one at a time."""
        with open(self.path, "rb") as file:
            for student in students:
                if student in self.offsets:
                    file.seek(self.offsets[student])
                    result: Result = json.loads(file.readline())
                    yield result


def resume_key(result: Result) -> tuple[str, ...]:
    """What must be equal for a result to be kept: the student, the content, the checks, the level."""
    return (result["student"], result["digest"], result["key"], result["level"])
