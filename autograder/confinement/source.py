"""A student's file as units of source: the statements of a script, the cells of a notebook."""

from __future__ import annotations

import ast
import io
import json
import re
import tokenize
from dataclasses import dataclass

MAGIC = re.compile(r"^\s*[%!?]|\?\s*$|^\s*[\w., ]+=\s*[%!]")
TIMED = re.compile(r"^(\s*)%time\s+(.+)")  # runs its statement in the notebook, so it is kept
SKIPPED_CELL = re.compile(r"^\s*%%(?!time\b|timeit\b|capture\b|prun\b)")


class SourceError(ValueError):
    """A file that cannot be read as a program; the text is one sentence for the student."""


@dataclass(frozen=True)
class Unit:
    """Source that stands or falls together. name: what tracebacks call it."""

    name: str
    text: str


def units(data: bytes, name: str) -> tuple[list[Unit], list[str]]:
    """Split a file into units, and say what had to be left out or guessed.

    Raises SourceError when nothing of the file can be used.
    """
    if name.endswith(".ipynb"):
        return _cells(data)
    text, remarks = decode(data)
    return [Unit(name, text)], remarks


def decode(data: bytes) -> tuple[str, list[str]]:
    """The text of a script: as Python reads it, or with the encoding an editor most likely used."""
    if b"\0" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise SourceError("the file holds NUL bytes; it is not Python source")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16"), ["the file is UTF-16; save it as UTF-8"]
        except UnicodeDecodeError:
            raise SourceError("the file starts like UTF-16 and is not; save it as UTF-8") from None
    try:
        encoding = "utf-8-sig"
        if any(b"coding" in line for line in data.split(b"\n", 2)[:2]):  # else it cannot be declared
            encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        return data.decode(encoding), []
    except (SyntaxError, UnicodeDecodeError, LookupError):
        return data.decode("cp1252", "replace"), ["the file is not UTF-8; it was read as Windows-1252"]


def _cells(data: bytes) -> tuple[list[Unit], list[str]]:
    try:
        notebook = json.loads(data)
        cells = notebook["cells"] if "cells" in notebook else notebook["worksheets"][0]["cells"]
        sources = [
            "".join(c.get("source", c.get("input", ""))) if c["cell_type"] == "code" else None for c in cells
        ]
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError):
        raise SourceError("the notebook is not a valid notebook file; open and save it in Jupyter") from None
    found = [Unit(f"cell {i}", text) for i, text in enumerate(sources, 1) if text and text.strip()]
    remarks = [] if found else ["the notebook has no code in it"]
    return [Unit(u.name, without_magics(u.text)) for u in found], remarks


def without_magics(text: str) -> str:
    """A cell with its magics and shell lines blanked; line numbers stay.

    Only a line at which Python stops reading is looked at, so text inside strings is safe.
    """
    if SKIPPED_CELL.match(text):
        return ""
    lines = text.split("\n")
    if lines[0].lstrip().startswith("%%"):
        lines[0] = ""
    for _ in range(len(lines)):
        try:
            ast.parse("\n".join(lines))
            break
        except SyntaxError as error:
            at = (error.lineno or 0) - 1
            guilty = [i for i in (at, at - 1) if 0 <= i < len(lines) and MAGIC.search(lines[i])]
            if not guilty:
                break
            i = guilty[0]
            if timed := TIMED.match(lines[i]):
                lines[i] = timed[1] + timed[2]
                continue
            indent = lines[i][: len(lines[i]) - len(lines[i].lstrip())]
            while lines[i].endswith("\\") and i + 1 < len(lines):
                lines[i], i = indent + "pass", i + 1
            lines[i] = indent + "pass"
        except (ValueError, RecursionError, MemoryError):
            break
    return "\n".join(lines)
