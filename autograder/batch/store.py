"""`results.jsonl`: one line for each graded submission, append-only, safe to kill at any byte."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Any

from autograder.grading.verdict import GRADER_ERROR

SCHEMA_VERSION = 1
Result = dict[str, Any]


class StoreError(Exception):
    """The results cannot be kept; the text is one sentence for the instructor."""


class Store:
    """The results of one output folder. The last line of a student counts.

    offsets: where the last line of each student begins. keys: what it was made from. Nothing else
    is kept in memory.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.offsets: dict[str, int] = {}
        self.keys: dict[str, str] = {}

    def __enter__(self) -> Store:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.file = open(self.path, "ab", buffering=0)
        except OSError as error:
            raise StoreError(f"cannot write to `{self.path}`: {error.strerror}") from None
        try:
            fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self._index()
        except BlockingIOError:
            self.file.close()
            raise StoreError(f"another `autograder grade` is writing to `{self.path.parent}`") from None
        except OSError as error:
            self.file.close()
            raise StoreError(f"cannot use `{self.path}`: {error.strerror}") from None
        except BaseException:
            self.file.close()
            raise
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
                    raise StoreError(
                        f"`{self.path}` has a line that is not a result, at byte {position}; "
                        "delete that line, or use a new folder"
                    ) from None
                position += len(line)
        self.file.truncate(position)

    def _remember(self, result: Result, position: int) -> None:
        if result["schema_version"] != SCHEMA_VERSION:
            raise StoreError(
                f"`{self.path}` was written by another version (schema {result['schema_version']}); use a new folder"
            )
        student = result["student"]
        self.offsets[student] = position
        self.keys[student] = "" if result["status"] == GRADER_ERROR else resume_key(result)

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

    @property
    def size(self) -> int:
        """Bytes written so far."""
        return self.file.seek(0, os.SEEK_END)

    def digest(self, size: int) -> str:
        """What the first `size` bytes are."""
        total = sha256()
        with open(self.path, "rb") as file:
            while block := file.read(min(size, 1 << 20)):
                total.update(block)
                size -= len(block)
        return total.hexdigest()

    def has(self, student: str, key: str) -> bool:
        """Whether this very submission was graded with these very checks, and without an error of ours."""
        return self.keys.get(student) == key

    def latest(self, students: Iterable[str]) -> Iterator[Result]:
        """The results of these students, in their order, one at a time."""
        with open(self.path, "rb") as file:
            for student in students:
                if student in self.offsets:
                    file.seek(self.offsets[student])
                    result: Result = json.loads(file.readline())
                    yield result


def resume_key(result: Result) -> str:
    """What must be equal for a result to be kept: the content, the checks, the level."""
    facts = [result["digest"], result["key"], result["level"]]
    return sha256(json.dumps(facts).encode()).hexdigest()
