"""File names for students: safe on every file system, and never the same for two of them."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Collection
from hashlib import sha256
from urllib.parse import quote

LONGEST = 100


def file_names(students: Collection[str]) -> dict[str, str]:
    """A file name (without ending) for each student.

    Percent-encoded; with a hash where it would be too long, or equal to another's when upper and
    lower case are not told apart.
    """
    quoted = {s: quote(os.fsencode(s), safe=" ()@,+'!").replace(".", "%2E", 1 if s.startswith(".") else 0) for s in students}
    twins = Counter(name.casefold() for name in quoted.values())
    return {s: _hashed(s, name) if twins[name.casefold()] > 1 or len(name) > LONGEST else name for s, name in quoted.items()}


def _hashed(student: str, name: str) -> str:
    cut = name[: LONGEST - 20].rstrip("%").rstrip()
    return f"{cut}~{sha256(os.fsencode(student)).hexdigest()[:16]}"
