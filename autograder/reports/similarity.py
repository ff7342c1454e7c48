"""Which programs are written alike: a pointer for a person, never a verdict.

Fingerprints by winnowing: Schleimer, Wilkerson & Aiken, SIGMOD 2003. Names of variables, layout, comments, texts,
imports and the head of a function, which the exercise gives, do not count.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Sequence
from itertools import combinations
from zlib import crc32

RUN = 6  # tokens in a fingerprint
WINDOW = 4  # of so many in a row one is kept: nothing that is alike over RUN + WINDOW - 1 tokens is missed
FEWEST = 15  # fingerprints, of three or four lines; what is shorter is often written alike
ALIKE = 0.8
TOKEN = re.compile(
    r"""'{3}.*?'{3}|"{3}.*?"{3}|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|\#[^\n]*|\d[\w.]*|\.?[^\W\d]\w*|\S""",
    re.DOTALL,
)
GIVEN = re.compile(
    r"^[ \t]*(?:async[ \t]+)?def\b[^\n]*\n?|^(?:from|import)\b[^\n]*\n?|raise NotImplementedError", re.M
)


def fingerprints(source: str) -> frozenset[int]:
    """The fingerprints of a program."""
    tokens = [_normal(t) for t in TOKEN.findall(GIVEN.sub("", source)) if t[0] not in "'\"#"]
    hashes = [
        crc32(" ".join(tokens[i : i + RUN]).encode("utf-8", "replace")) for i in range(len(tokens) - RUN + 1)
    ]
    if len(hashes) <= WINDOW:
        return frozenset(hashes[:1])
    return frozenset(min(hashes[i : i + WINDOW]) for i in range(len(hashes) - WINDOW + 1))


def _normal(token: str) -> str:
    """All variables are one; attributes and keywords are themselves."""
    return "v" if token.isidentifier() and not keyword.iskeyword(token) else token


def alike(programs: Sequence[tuple[str, frozenset[int]]]) -> list[tuple[float, str, str]]:
    """Pairs of students whose programs share at least four of five fingerprints, most alike first.

    programs: student and fingerprints. Returns how much of them they share (from 0 to 1) and who.
    """
    found = []
    for (a, one), (b, other) in combinations([p for p in programs if len(p[1]) >= FEWEST], 2):
        share = len(one & other) / len(one | other)
        if share >= ALIKE:
            found.append((share, a, b))
    return sorted(found, key=lambda pair: (-pair[0], pair[1:]))
