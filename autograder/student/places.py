"""Where in a student's file an exercise is written, and what its docstring asks for. Nothing is run or parsed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from autograder.confinement.source import SourceError, units
from autograder.grading.show import clean

BODY = r"^def {}\b.*?(?=^def |^class |^@|^[A-Za-z_]\w* ?=|\Z)"
SUMMARY = re.compile(r'^def [^"\']*?:\s*\n\s+[rR]?(?:"""|\'\'\')\s*(.+?)(?:"""|\'\'\'|\n\s*\n|\Z)', re.DOTALL)


@dataclass(frozen=True)
class Place:
    """where: `linear_regression.py:24` or `cell 5:1`. body: the source. asks: first lines of the docstring."""

    where: str
    body: str
    asks: str


def places(data: bytes, name: str, functions: tuple[str, ...]) -> dict[str, Place]:
    """The place of each function that the file defines; the last definition counts, as in Python."""
    try:
        parts, _ = units(data, name)
    except SourceError:
        return {}
    found: dict[str, Place] = {}
    for unit in parts:
        for function in functions:
            pattern = BODY.format(re.escape(function))
            for match in re.finditer(pattern, unit.text, re.MULTILINE | re.DOTALL):
                line = unit.text.count("\n", 0, match.start()) + 1
                summary = SUMMARY.match(match[0])
                asks = " ".join(clean(summary[1]).split())[:300] if summary else ""
                found[function] = Place(f"{unit.name}:{line}", match[0].rstrip(), asks)
    return found
