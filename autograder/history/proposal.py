"""Results that are not yet kept: what a regrade or an undo would append, to be looked at before it is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from autograder.batch.store import Result, Store

STAGED = ".regrade.jsonl"
Pair = tuple[Result | None, Result]


class Proposal(Protocol):
    """Some students' next results."""

    @property
    def students(self) -> list[str]:
        """Whose, in order."""

    def pairs(self) -> Iterator[Pair]:
        """What is kept of each, and what would take its place."""

    def commit(self) -> None:
        """Append them. Stopped at any moment, the same command goes on."""


class Regrade:
    """A regrade: results are graded into a file beside the results, and appended to them only on `commit`.

    A second look grades nothing again, since the file stays until it is committed or of no use. It stands in for
    a `Store` (see `engine.Book`). Every line of one regrade bears its name, the time at which it was begun.
    """

    def __init__(self, store: Store, staged: Store) -> None:
        self.store, self.staged = store, staged
        self.proposed: dict[str, str] = {}
        any_line = next(staged.latest(staged.offsets), None)
        self.name = str(any_line["regrade"]) if any_line else datetime.now(UTC).isoformat()

    def is_unchanged(self, student: str, glance: str) -> bool:
        return self.store.is_unchanged(student, glance)

    def has(self, student: str, key: str) -> bool:
        if self.store.has(student, key):
            return True
        if self.staged.has(student, key):
            self.proposed[student] = ""
            return True
        return False

    def last(self, student: str) -> Result | None:
        return self.store.last(student)

    def append(self, result: Result) -> None:
        self.staged.append({**result, "regrade": self.name})
        self.proposed[str(result["student"])] = ""

    def noticed(self, student: str, glance: str) -> None:
        if student in self.proposed:
            self.proposed[student] = glance
        else:
            self.store.noticed(student, glance)

    @property
    def students(self) -> list[str]:
        return sorted(s for s in self.proposed if self.staged.keys[s])

    @property
    def failed(self) -> list[str]:
        """Those at whom the grader itself failed; what is kept of them is better than that."""
        return sorted(s for s in self.proposed if not self.staged.keys[s])

    def pairs(self) -> Iterator[Pair]:
        for result in self.staged.latest(self.students):
            yield self.store.last(str(result["student"])), result

    def commit(self) -> None:
        for result in self.staged.latest(self.students):
            student = str(result["student"])
            self.store.append(result)
            self.store.noticed(student, self.proposed[student])
        self.discard()

    def discard(self) -> None:
        """Forget what was graded."""
        Path(self.staged.path).unlink()


class Undo:
    """The last regrade taken back: who got a result by it gets the one before again. name: "" if there is none."""

    def __init__(self, store: Store) -> None:
        self.store = store
        last: dict[str, str] = {}
        gone: set[str] = set()
        for _, result in store.lines():
            last[result["student"]] = result.get("regrade", "")
            gone |= {result["undo"]} if "undo" in result else set()
        self.name = max(last.values(), default="")
        mine = {student for student, name in last.items() if self.name and name == self.name}
        gone.add(self.name)
        self.offsets: dict[str, int] = {}
        for offset, result in store.lines():
            if result["student"] in mine and (not (name := result.get("regrade")) or name not in gone):
                self.offsets[result["student"]] = offset
        self.students = sorted(self.offsets)
        self.staying = sorted(mine - self.offsets.keys())

    def pairs(self) -> Iterator[Pair]:
        with open(self.store.path, "rb") as file:
            for student in self.students:
                file.seek(self.offsets[student])
                earlier: Result = json.loads(file.readline())
                yield self.store.last(student), {**earlier, "undo": self.name}

    def commit(self) -> None:
        for _, result in self.pairs():
            self.store.append(result)
