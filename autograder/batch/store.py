"""`results.jsonl`: one line for each graded submission, append-only, safe to kill at any byte.

Schema 2 says of each lesson what it rests on (`basis.py`). Lines of schema 1 do not: they are read and shown as before,
and who has one is graded once more, as a whole.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Any

from autograder.batch.seen import Seen
from autograder.grading.verdict import GRADER_ERROR

SCHEMA_VERSION, READABLE = 2, (1, 2)
Result = dict[str, Any]


class StoreError(Exception):
    """The results cannot be kept; the text is one sentence for the instructor."""


class Store:
    """The results of one output folder. The last line of a student counts.

    offsets: where the last line of each student begins. keys: what it was made from. glances: what the
    submission looked like then, see `glance.py`. Nothing else is kept in memory.
    """

    def __init__(self, path: Path, *, remembers: bool = True) -> None:
        """remembers: keep `.seen` beside it, so that the next run need not read all of it."""
        self.path = path
        self.seen_path = path.with_name(".seen") if remembers else None
        self.offsets: dict[str, int] = {}
        self.keys: dict[str, str] = {}
        self.glances: dict[str, str] = {}
        self.end, self.chain = 0, ""
        self.opened = 0, ""
        self.changed = False

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
        if self.changed and self.seen_path:
            known = Seen(self.offsets, self.keys, self.glances, self.end, self.chain)
            known.save(self.seen_path, os.fstat(self.file.fileno()))
        self.file.close()

    def _index(self) -> None:
        """Find the last line of every student: as the last run wrote it down, or by reading."""
        seen, is_safe = Seen(), False
        if self.seen_path:
            seen, is_safe = Seen.load(self.seen_path, os.fstat(self.file.fileno()))
        if is_safe:
            self.offsets, self.keys, self.glances = seen.offsets, seen.keys, seen.glances
            self.end, self.chain = seen.size, seen.chain
        else:
            self._read()
            self.glances = {s: g for s, g in seen.glances.items() if self.keys.get(s) == seen.keys[s]}
            self.changed = True
        self.opened = self.end, self.chain

    def _read(self) -> None:
        """Find the last whole line of every student, and cut off a line that a kill left torn."""
        with open(self.path, "rb") as file:
            for line in file:
                if not line.endswith(b"\n"):
                    break
                try:
                    self._remember(json.loads(line), line)
                except (ValueError, KeyError, TypeError):
                    raise StoreError(
                        f"`{self.path}` has a line that is not a result, at byte {self.end}; "
                        "delete that line, or use a new folder"
                    ) from None
        if os.fstat(self.file.fileno()).st_size > self.end:  # else it would seem to have been written to
            self.file.truncate(self.end)

    def _remember(self, result: Result, line: bytes) -> None:
        if result["schema_version"] not in READABLE:
            raise StoreError(
                f"`{self.path}` was written by another version (schema {result['schema_version']}); use a new folder"
            )
        student = result["student"]
        key = "" if result["status"] == GRADER_ERROR else resume_key(result)
        self.offsets[student], self.keys[student] = self.end, key
        self.end, self.chain = self.end + len(line), _linked(self.chain, line)

    def append(self, result: Result) -> None:
        """Add one line; on failure the file ends where it ended before.

        Raises StoreError when the disk is full or the like.
        """
        result = {**result, "schema_version": SCHEMA_VERSION}
        line = json.dumps({"schema_version": SCHEMA_VERSION, **result}).encode() + b"\n"
        self.changed, rest = True, line
        try:
            while rest:
                rest = rest[self.file.write(rest) :]
        except OSError as error:
            self.file.truncate(self.end)
            raise StoreError(
                f"cannot write to `{self.path}`: {error.strerror}; nothing is lost, run the same command to go on"
            ) from None
        self.glances.pop(str(result["student"]), None)
        self._remember(result, line)

    @property
    def size(self) -> int:
        """Bytes written so far."""
        return self.end

    def digest(self, size: int) -> str:
        """What the first `size` bytes are; they are read only if nobody knows."""
        for end, chain in ((self.end, self.chain), self.opened):
            if size == end or size > self.end == end:
                return chain
        chain = ""
        with open(self.path, "rb") as file:
            while line := file.readline(size):
                chain, size = _linked(chain, line), size - len(line)
        return chain

    def has(self, student: str, key: str) -> bool:
        """Whether this very submission was graded with these very checks, and without an error of ours."""
        return self.keys.get(student) == key

    def is_unchanged(self, student: str, glance: str) -> bool:
        """Whether the submission looks as it did when it was read for the result that is kept."""
        return bool(glance) and self.glances.get(student) == glance and self.keys[student] != ""

    def noticed(self, student: str, glance: str) -> None:
        """Keep what the submission looked like when the result was made that is the last now; "" for unsure."""
        if self.glances.get(student, "") != glance:
            self.changed = True
            self.glances[student] = glance

    def lines(self) -> Iterator[tuple[int, Result]]:
        """All results that there ever were, oldest first, each with the place where it begins."""
        position = 0
        with open(self.path, "rb") as file:
            for line in file:
                if position >= self.end:
                    return
                yield position, json.loads(line)
                position += len(line)

    def last(self, student: str) -> Result | None:
        """The result of one student."""
        return next(self.latest([student]), None)

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


def _linked(chain: str, line: bytes) -> str:
    """The digest of all lines so far, from that of those before."""
    return sha256(chain.encode() + line).hexdigest()
