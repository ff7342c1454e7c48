"""`.seen`: what the last run knew of `results.jsonl` and of each submission, so that the next need not read them again.

Nothing is lost with this file: without it, or if it does not fit, everything is read once more.
"""

from __future__ import annotations

import contextlib
import json
import os
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from autograder.files import facts_of, write

FORMAT = 1
TICK = 100_000_000  # nanoseconds; two writes nearer than that may bear the same time


@dataclass
class Seen:
    """offsets, keys: of each student, see `Store`. glances: at submissions whose results these are.

    size, chain: of the results they were taken from.
    """

    offsets: dict[str, int] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    glances: dict[str, str] = field(default_factory=dict)
    size: int = 0
    chain: str = ""

    @classmethod
    def load(cls, path: Path, results: os.stat_result) -> tuple[Seen, bool]:
        """What was written down, and whether nobody can have touched the results since."""
        try:
            data: dict[str, Any] = json.loads(path.read_bytes())
            students: dict[str, list[Any]] = data["students"]
            seen = cls(
                {s: int(known[0]) for s, known in students.items()},
                {s: str(known[1]) for s, known in students.items()},
                {s: str(known[2]) for s, known in students.items() if known[2]},
                results.st_size,
                str(data["chain"]),
            )
            is_safe = data["results"] == facts_of(results) and data["at"] - results.st_mtime_ns >= TICK
            return (seen, is_safe) if data["format"] == FORMAT else (cls(), False)
        except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError):
            return cls(), False

    def save(self, path: Path, results: os.stat_result) -> None:
        """Write it down; a disk that is full costs only time."""
        students = {s: [o, self.keys[s], self.glances.get(s, "")] for s, o in self.offsets.items()}
        data = {
            "format": FORMAT,
            "results": facts_of(results),
            "at": time.time_ns(),
            "chain": self.chain,
            "students": students,
        }
        with contextlib.suppress(OSError):
            write(path, json.dumps(data, separators=(",", ":")))
