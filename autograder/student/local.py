"""What a course folder remembers: opened hints, the current exercise, what was right. It never costs points."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from autograder.files import write
from autograder.texts import mark, tr

FILE = Path(".autograder") / "state.json"
VERSION = 1
LOST = mark(
    "what hints you opened could not be read from `{path}`; it is begun anew, and nothing of your work is lost"
)
UNWRITABLE = mark(
    "what hints you opened could not be kept in `{path}` ({reason}); nothing of your work is lost"
)


class Local:
    """The notes of one course folder. remark: a sentence for the student if they cannot be read or kept."""

    def __init__(self, course: Path) -> None:
        self.path = course / FILE
        self.remark = ""
        self._data: dict[str, Any] = {}
        try:
            data = json.loads(self.path.read_bytes())
            if data["version"] != VERSION or not _is_ours(data):
                raise ValueError
            self._data = data
        except FileNotFoundError:
            pass
        except (OSError, ValueError, LookupError, TypeError, RecursionError):
            self.remark = tr(LOST, path=self.path)

    def opened(self, exercise: str) -> int:
        """How many hints of an exercise (`topic.function`) have been opened."""
        return int(self._data.get("opened", {}).get(exercise, 0))

    def open(self, exercise: str, count: int) -> None:
        """Remember that so many have been opened."""
        self._keep("opened", exercise, max(count, self.opened(exercise)))

    @property
    def current(self) -> str:
        """The exercise (`topic.function`) that was last worked on, or ""."""
        return str(self._data.get("current", ""))

    @current.setter
    def current(self, exercise: str) -> None:
        if exercise != self.current:
            self._data["current"] = exercise
            self._write()

    def words(self, lesson: str, digest: str) -> dict[str, str]:
        """How each exercise of a lesson stood when its file and checks had this digest; empty if unknown."""
        known = self._data.get("stood", {}).get(lesson, {})
        return dict(known["words"]) if known.get("digest") == digest else {}

    def stood(self, lesson: str, digest: str, words: dict[str, str]) -> None:
        """Remember how the exercises of a lesson stand."""
        self._keep("stood", lesson, {"digest": digest, "words": words})

    def _keep(self, table: str, name: str, value: Any) -> None:
        known = self._data.setdefault(table, {})
        if known.get(name) != value:
            known[name] = value
            self._write()

    def _write(self) -> None:
        """Two commands may do so at once; the last one is right enough."""
        try:
            write(self.path, json.dumps({"version": VERSION, **self._data}, indent=1) + "\n")
        except OSError as error:
            self.remark = tr(UNWRITABLE, path=self.path, reason=error.strerror)


def _is_ours(data: dict[str, Any]) -> bool:
    opened, stood = data.get("opened", {}), data.get("stood", {})
    return (
        isinstance(data.get("current", ""), str)
        and all(type(n) is int for n in opened.values())
        and all(
            isinstance(s["digest"], str) and all(isinstance(w, str) for w in s["words"].values())
            for s in stood.values()
        )
    )
