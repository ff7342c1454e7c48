"""One hand-in as a platform delivers it, and what a reader of a platform's format is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Protocol

from autograder.batch.platforms.tree import Tree
from autograder.grading.show import clean

GRADED, EARLIER, IGNORED, REFUSED = "graded", "earlier attempt", "ignored", "refused"


@dataclass(frozen=True)
class Part:
    """A file or folder at the top of the download. shown: a file's own name, as the student gave it."""

    path: str
    shown: str = ""


@dataclass(frozen=True)
class Row:
    """What became of one path of the download: a line of `intake.csv`."""

    path: str
    student: str
    outcome: str
    reason: str = ""


@dataclass(frozen=True)
class HandIn:
    """What one student, or one member of a group, handed in at one time.

    student: the id that the platform gives. name: for people. order: the later of two hand-ins of one
    student has the larger one; those of equal order belong together. facts: more that the platform says (`attempt`,
    `time`, `late`, `group`), for `results.jsonl`. problem: one sentence if somebody should look.
    """

    student: str
    parts: tuple[Part, ...]
    name: str = ""
    order: tuple[float, float] = (0, 0)
    facts: dict[str, Any] = field(default_factory=dict)
    problem: str = ""


class Reader(Protocol):
    """A format. name: for `--format`. title: "SUBMISSIONS looks like {title}"."""

    name: str
    title: str

    def recognises(self, tree: Tree) -> bool:
        """Whether the names in it are those that this platform gives."""

    def hand_ins(self, tree: Tree) -> Iterator[HandIn | Row]:
        """All hand-ins, and a row for everything that is none."""


def some(names: list[str]) -> str:
    """Ten names, and how many there are besides."""
    more = f" and {len(names) - 10} more" if len(names) > 10 else ""
    return ", ".join(f"`{clean(name)}`" for name in names[:10]) + more


def most(verdicts: list[bool]) -> bool:
    """Whether more than half are true: a stray file must not hide a format, nor make one."""
    return 2 * sum(verdicts) > len(verdicts)


def when(text: str) -> datetime | None:
    """A time as platforms write it, `2023-09-20 17:01:02.123 Z` or `… UTC`; without a zone it is taken for UTC."""
    try:
        time = datetime.fromisoformat(text.strip().replace(" Z", "+00:00").replace(" UTC", "+00:00"))
    except ValueError:
        return None
    return time if time.tzinfo else time.replace(tzinfo=UTC)
