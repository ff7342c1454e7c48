"""Text in the cells of a terminal: how wide it is, cut to a width, folded at a width."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from autograder.grading.show import clean

TAB = 4


def shown(text: str) -> str:
    """Text of unknown origin on one line: no control characters, tabs as blanks."""
    return clean(text.expandtabs(TAB)).replace("\n", " ")


def width_of(text: str) -> int:
    """How many cells it fills."""
    return len(text) if text.isascii() else sum(map(_cells, text))


def _cells(c: str) -> int:
    if unicodedata.combining(c):
        return 0
    return 2 if unicodedata.east_asian_width(c) in "WF" else 1


def cut(text: str, width: int) -> str:
    """What fits; three dots tell that there was more."""
    if width_of(text) <= width:
        return text
    dots = "..."[: max(width, 0)]
    return next(_pieces(text, width - len(dots)), "").rstrip() + dots if width > len(dots) else dots


def fold(text: str, width: int) -> list[str]:
    """Lines of at most this width; what is too long goes on below, indented further, broken at blanks if possible."""
    indent = min(len(text) - len(text.lstrip()) + 2, width // 2)
    lines: list[str] = []
    while width_of(text) > width:
        piece = next(_pieces(text, width))
        blank = piece.rfind(" ", indent + width // 3)
        if blank > 0 and text[len(piece)] != " ":
            piece = piece[:blank]
        lines.append(piece.rstrip())
        text = " " * indent + text[len(piece) :].lstrip()
    return [*lines, text]


def _pieces(text: str, width: int) -> Iterator[str]:
    """Pieces of at most this width; each has a character, however narrow the terminal."""
    piece, used = "", 0
    for c in text:
        if piece and used + _cells(c) > width:
            yield piece
            piece, used = "", 0
        piece, used = piece + c, used + _cells(c)
    yield piece
