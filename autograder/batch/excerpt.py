"""The part of a student's file that an exercise is done with: its functions and what they use, as text.

It is cut out line by line: Python's own parser could be kept busy by a hostile text. So it may be cut wrongly; whoever
runs it has to see whether it does what the whole file did.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from itertools import pairwise

from autograder.confinement.source import SourceError, decode

LONGEST = 4000  # characters that are kept of one exercise
READ = 1 << 18  # bytes of a file that are looked at
CUT = "# ... and more"
START = re.compile(r"^(?=[^\s#)\]}])", re.MULTILINE)
GOES_ON = re.compile(r"(?:else|elif|except|finally)\b")
DEFINED = re.compile(r"(?:async\s+)?(?:def|class)\s+(\w+)|(\w+)\s*(?::[^=\n]*)?=(?!=)")
DECORATED = re.compile(r"^(?:async\s+)?(?:def|class)\b", re.MULTILINE)
BROUGHT = re.compile(r"(?:from\s+\S+\s+)?import\b")


class Excerpts:
    """One file of a student, to take exercises out of."""

    def __init__(self, data: bytes, name: str, uses: Mapping[str, Sequence[str]]) -> None:
        """uses: the global names that each of its functions mentions."""
        self.data, self.name, self.uses = data, name, uses

    def of(self, functions: Collection[str]) -> str:
        """The text of these functions, with the imports, constants and helpers that they use; "" if they are not found."""
        wanted, waiting = set[str](), [*functions]
        while waiting:
            name = waiting.pop()
            if name in self._places and name not in wanted:
                wanted.add(name)
                waiting += self.uses.get(name, ())
        if not wanted.intersection(functions):
            return ""
        text = self._joined(wanted)
        if len(text) > LONGEST:
            text = self._joined(wanted.intersection(functions))
        return text if len(text) <= LONGEST else f"{text[:LONGEST].rpartition(chr(10))[0]}\n{CUT}\n"

    def _joined(self, names: Collection[str]) -> str:
        places = sorted({place for name in names for place in self._places[name]})
        return "\n\n\n".join(self._blocks[place] for place in places) + "\n"

    @cached_property
    def _blocks(self) -> list[str]:
        """The top-level statements, each a text."""
        try:
            text = _text(self.data[:READ], self.name)
        except SourceError:
            return []
        starts: list[int] = []
        before = 0
        for start in (m.start() for m in START.finditer(text)):
            decorated = starts and text.startswith("@", before)
            if not (decorated or (starts and GOES_ON.match(text, start))):
                starts.append(start)
            before = start
        return [_stripped(text[start:end]) for start, end in pairwise([*starts, len(text)])]

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """Which statements give each name its value: of functions the last, of everything else all."""
        places: dict[str, list[int]] = {}
        for i, block in enumerate(self._blocks):
            decorated = DECORATED.search(block) if block.startswith("@") else None
            if match := DEFINED.match(block, decorated.start() if decorated else 0):
                function, variable = match.groups()
                if function:
                    places[function] = []
                places.setdefault(function or variable, []).append(i)
            elif BROUGHT.match(block):
                for name in set(re.findall(r"\w+", block)):
                    places.setdefault(name, []).append(i)
        return places


def _stripped(block: str) -> str:
    """Without the comments that belong to what comes next."""
    lines = block.rstrip().split("\n")
    while len(lines) > 1 and (not lines[-1].strip() or lines[-1].startswith("#")):
        lines.pop()
    return "\n".join(lines)


def _text(data: bytes, name: str) -> str:
    """A script's text, or that of all cells of a notebook. Raises SourceError."""
    if not name.endswith(".ipynb"):
        return decode(data)[0].replace("\r\n", "\n").replace("\r", "\n")
    try:
        cells = json.loads(data)["cells"]
        sources = ["".join(c["source"]) for c in cells if c["cell_type"] == "code"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise SourceError("not a notebook") from None
    return "\n\n".join(sources)
