"""File names for students: safe on every file system, and never the same for two of them."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Collection
from hashlib import sha256
from urllib.parse import quote

LONGEST = 100
PLAIN = re.compile(r"[\w-]+", re.ASCII)  # as most names are, of which there may be 100,000
RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{i}" for port in ("com", "lpt") for i in range(10))}


def file_names(students: Collection[str]) -> dict[str, str]:
    """A file name (without ending) for each student.

    Percent-encoded; with a hash where it would be too long, reserved on Windows, or equal to
    another's when upper and lower case are not told apart.
    """
    quoted = {s: _quoted(s) for s in students}
    twins = Counter(name.casefold() for name in quoted.values())
    return {
        s: _hashed(s) if twins[name.casefold()] > 1 or _needs_hash(name) else name
        for s, name in quoted.items()
    }


def possible_names(student: str) -> set[str]:
    """Every file name that a student can ever have had, whoever else was in the class."""
    return {_hashed(student)} if _needs_hash(_quoted(student)) else {_hashed(student), _quoted(student)}


def _quoted(student: str) -> str:
    if PLAIN.fullmatch(student):
        return student
    name = quote(os.fsencode(student), safe=" ()@,+'!")
    if name == student and not name.startswith("."):  # one text, not two, for each of 100,000
        return student
    return name.replace(".", "%2E", 1) if name.startswith(".") else name


def _needs_hash(name: str) -> bool:
    """Names with `~` are hashed always, so that nobody can be called what another's hash makes."""
    return len(name) > LONGEST or "~" in name or name.split(".")[0].strip().lower() in RESERVED


def _hashed(student: str) -> str:
    cut = _quoted(student)[: LONGEST - 20].translate({ord("."): "_", ord("~"): "_"}).rstrip("% ")
    return f"{cut}~{sha256(os.fsencode(student)).hexdigest()[:16]}"
