"""The cells of a released notebook that nbgrader knows by name: what stands in them, and what may change."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

DEFINED = re.compile(r"^(?:async[ \t]+)?(?:def|class)[ \t]+(\w+)|^(\w+)[ \t]*=[ \t]*lambda\b", re.MULTILINE)
LOOKED_AT = 20_000  # characters that are compared
HIDDEN = "BEGIN HIDDEN TESTS", "END HIDDEN TESTS"


@dataclass(frozen=True)
class Released:
    """One cell of the released notebook. meta: its metadata under `nbgrader`."""

    name: str
    kind: str
    text: str
    meta: dict[str, Any]
    id: str = ""

    @cached_property
    def locked(self) -> bool:
        """Whether students may not change it."""
        solution, grade = self.meta.get("solution"), self.meta.get("grade")
        return not solution and bool(grade or self.meta.get("locked"))

    @cached_property
    def visible(self) -> str:
        """Its text as students get it."""
        return visible(self.text)

    @cached_property
    def defines(self) -> frozenset[str]:
        """The functions and classes that it defines."""
        return defined(self.text) if self.kind == "code" else frozenset()

    def is_untouched(self, text: str) -> bool:
        """Whether a text is this cell as it was released, white space at the ends of lines aside."""
        return _lines(text) in (_lines(self.visible), _lines(self.text))


def released(source: dict[str, Any]) -> list[Released]:
    """The named cells of a source or released notebook, in order. It is the instructor's: nothing is checked."""
    found = []
    for cell in source["cells"]:
        meta = cell.get("metadata", {}).get("nbgrader") or {}
        if meta.get("grade_id") and any(meta.get(role) for role in ("grade", "solution", "locked", "task")):
            text = "".join(cell["source"])
            found.append(Released(meta["grade_id"], cell["cell_type"], text, meta, cell.get("id", "")))
    return found


def visible(text: str) -> str:
    """A cell without its hidden tests, as nbgrader strips them."""
    if HIDDEN[0] not in text:
        return text
    kept, inside = [], False
    for line in text.split("\n"):
        inside = inside or HIDDEN[0] in line
        if not inside:
            kept.append(line)
        inside = inside and HIDDEN[1] not in line
    return "\n".join(kept)


def defined(text: str) -> frozenset[str]:
    """The functions and classes that a cell defines at its top, found without parsing it: it may be hostile."""
    return frozenset(a or b for a, b in DEFINED.findall(text))


def likeness(text: str, other: str) -> float:
    """How much of two texts is the same, from 0 to 1, line by line; takes no more time than reading them."""
    mine, theirs = ({*_lines(t[:LOOKED_AT])} - {""} for t in (text, other))
    return len(mine & theirs) / max(1, len(mine | theirs))


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip().splitlines()]
