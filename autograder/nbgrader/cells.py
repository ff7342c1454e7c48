"""Cells of nbgrader's notebooks as plain dicts: their roles, their checksums, and the checks packed in them."""

from __future__ import annotations

import re
from hashlib import md5
from typing import Any

from autograder.grading.checks import Exercise

Cell = dict[str, Any]
PACKED = re.compile(r'^use_key\("([^"\n]+)"\)\s*$', re.MULTILINE)


def facts(cell: Cell) -> dict[str, Any]:
    """What nbgrader knows of a cell: `grade_id`, roles and points; nothing for an ordinary cell."""
    known = cell.get("metadata", {}).get("nbgrader")
    return known if isinstance(known, dict) and known.get("grade_id") else {}


def text(cell: Cell) -> str:
    """The cell's source, which a file may hold as lines."""
    source = cell["source"]
    return source if isinstance(source, str) else "".join(source)


def is_test(cell: Cell) -> bool:
    """Whether a cell is graded by running it."""
    known = facts(cell)
    return bool(cell["cell_type"] == "code" and known.get("grade") and not known.get("solution"))


def checksum(cell: Cell) -> str:
    """nbgrader's own fingerprint of a cell: its text, type, roles, name and points."""
    known = facts(cell)
    grade, solution = bool(known.get("grade")), bool(known.get("solution"))
    locked = not solution and (grade or bool(known.get("locked")))
    parts = [text(cell), cell["cell_type"], str(grade), str(solution), str(locked), known["grade_id"]]
    if grade:
        parts.append(str(float(known["points"])))
    return md5("".join(parts).encode(), usedforsecurity=False).hexdigest()


def exercise_in(source: str) -> Exercise | None:
    """The exercise whose checks, hidden ones included, are packed in a test cell of ours; None in any other."""
    found = PACKED.search(source)
    if not found:
        return None
    try:
        return Exercise.unpacked(found[1])
    except (ValueError, KeyError, TypeError):
        return None
