"""The ladder of hints: a question, a nudge, a worked example of another function; opened one at a time."""

from __future__ import annotations

import re
from collections.abc import Sequence

from autograder.grading.text import INDENT, NO_BREAK, wrapped
from autograder.student.local import Local
from autograder.texts import mark, tr

RUNGS = (mark("a question"), mark("a nudge"), mark("a worked example of another function"))
FREE = mark("Hints never cost points.")
WIDTH = 80


class Ladder:
    """The hints of one exercise and how many of them are open. name: `topic.function`."""

    def __init__(self, name: str, hints: Sequence[str], local: Local) -> None:
        self.name, self.hints, self.local = name, tuple(hints), local

    @property
    def opened(self) -> int:
        return min(self.local.opened(self.name), len(self.hints))

    def open(self, count: int) -> None:
        """Open so many hints from the first on; those that are open stay open."""
        self.local.open(self.name, max(1, min(count, len(self.hints))))


def hint_lines(hints: Sequence[str], count: int, width: int = WIDTH) -> list[str]:
    """The first `count` hints, numbered, with a word on each."""
    lines: list[str] = []
    for number, hint in enumerate(hints[:count], 1):
        rung = f": {tr(RUNGS[number - 1])}" if len(hints) == len(RUNGS) else ""
        lines += [
            tr("{number} of {count}{rung}", number=number, count=len(hints), rung=rung),
            *_wrapped(hint, width),
            "",
        ]
    return lines[:-1]


def _wrapped(hint: str, width: int) -> list[str]:
    """Indented, broken between words; what an author broke stays broken, and code in backticks stays whole."""
    whole = re.sub(r"`[^`\n]*`", lambda code: code[0].replace(" ", NO_BREAK), hint)
    lines = [line for part in whole.splitlines() for line in wrapped(part, INDENT, width, below="")]
    return [line.replace(NO_BREAK, " ").rstrip() for line in lines]
