"""Canvas, "Download Submissions": a flat zip of `lastfirst_[LATE_]USER_FILE_original-name.py`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from autograder.batch.platforms.handin import EARLIER, IGNORED, HandIn, Part, Row, most
from autograder.batch.platforms.tree import Tree

# Names come first and may hold digits and `_`; Canvas itself takes the first place that fits, and so does `.*?`.
WHO = r"(?:anon_(?:LATE_|late_)?(?P<anon>[A-Za-z0-9]+)|(?P<name>\w.*?)_(?:LATE_|late_)?(?P<user>\d+))"
FILE = re.compile(WHO + r"_(?P<file>\d+)_(?P<own>.+)", re.DOTALL)
TYPED = re.compile(WHO + r"_(?P<own>(?:text|link)\.html)", re.DOTALL)
AGAIN = re.compile(r"(?P<stem>.+)-(?P<n>\d{1,4})(?P<ending>\.[^.]+)", re.DOTALL)


class Canvas:
    """The student is Canvas's user id. Of `relu.py`, `relu-1.py`, `relu-2.py` the last counts."""

    name, title = "canvas", "a Canvas download"

    def recognises(self, tree: Tree) -> bool:
        return most([not item.is_folder and _parsed(item.name) is not None for item in tree.items()])

    def hand_ins(self, tree: Tree) -> Iterator[HandIn | Row]:
        files: dict[tuple[str, str, str], list[tuple[int, int, str, re.Match[str]]]] = {}
        for item in tree.items():
            found = None if item.is_folder else _parsed(item.name)
            if found is None:
                yield Row(item.name, "", IGNORED, "its name is not one that Canvas gives")
                continue
            stem, attempt = _attempt(found["own"])
            number = int(found.groupdict().get("file") or 0)
            user = found["user"] or f"anon_{found['anon']}"
            same = files.setdefault((user, found["name"] or "", stem), [])
            same.append((attempt, number, item.name, found))
        for (user, name, _), same in files.items():
            *earlier, (attempt, _, path, last) = sorted(same, key=lambda s: s[:3])
            for *_, old, _ in earlier:
                yield Row(old, user, EARLIER, f"`{path}` was handed in later")
            facts = {"attempt": attempt + 1, **({"late": True} if _is_late(last) else {})}
            yield HandIn(user, (Part(path, last["own"]),), name, facts=facts)


def _parsed(name: str) -> re.Match[str] | None:
    """Its parts, if Canvas can have given this name. Long names are not Canvas's and would keep the matcher busy."""
    return (FILE.fullmatch(name) or TYPED.fullmatch(name)) if len(name) <= 300 else None


def _is_late(found: re.Match[str]) -> bool:
    """Whether Canvas put `LATE` between the name and the number, where no student can."""
    before = found[0][len(found["name"] or "anon") : found.start("own")]
    return before.startswith(("_LATE_", "_late_"))


def _attempt(own: str) -> tuple[str, int]:
    """`relu.py` and 2 from `relu-2.py`."""
    again = AGAIN.fullmatch(own)
    return (again["stem"] + again["ending"], int(again["n"])) if again else (own, 0)
