"""Watching files by looking: no dependency, and the same on every system and over a network."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from pathlib import Path

from autograder.grading.show import clean
from autograder.texts import mark, tr

Stamp = tuple[int, int, int]
SETTLE, PATIENCE = (
    0.004,
    0.25,
)  # seconds: between two looks at a file that is being written, and for all of them
AWAY = 1.0  # seconds; an editor that replaces a file needs less
LARGEST = 10 << 20
GONE = mark("`{name}` is not there now; it is checked again as soon as it is back")
RENAMED = mark(
    "is it {others} now? It needs its old name, for that is what your instructor's grader looks for"
)
TOO_LARGE = mark("`{name}` has more than 10 MB, and at most that is graded; clear its outputs")


def stamp(path: Path) -> Stamp | None:
    """What differs after a save: time, size and which file it is; None if there is none."""
    try:
        found = os.stat(path)  # noqa: PTH116 - many times a second
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


class Watched:
    """Some files, and how they were when they were last looked at."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self.stamps = {path: stamp(path) for path in paths}
        self._away: dict[Path, float] = {}  # since when those that were there are gone

    def changed(self) -> list[Path]:
        """Those that were saved since the last look. One that is gone was not: an editor may be at it."""
        new = {path: stamp(path) for path in self.stamps}
        now = time.monotonic()
        self._away = {
            p: self._away.get(p, now)
            for p, old in self.stamps.items()
            if new[p] is None and (old or p in self._away)
        }
        changed = [p for p, this in new.items() if this is not None and this != self.stamps[p]]
        self.stamps = new
        return changed

    def lost(self, path: Path) -> bool:
        """Whether a file was there and is gone for longer than an editor needs; said once."""
        if time.monotonic() - self._away.get(path, time.monotonic()) < AWAY:
            return False
        del self._away[path]
        return True


def absence(path: Path) -> tuple[str, ...]:
    """Why a file cannot be read, and what it may be called now, in lines."""
    if path.is_file():
        return (tr(TOO_LARGE, name=path.name),)
    own = {path.with_suffix(ending) for ending in (".py", ".ipynb")}
    others = sorted(clean(p.name) for p in path.parent.glob(f"*{path.suffix}") if p not in own)[:3]
    named = tr(" or ").join(f"`{name}`" for name in others)
    return (tr(GONE, name=path.name), *([tr(RENAMED, others=named)] if others else []))


def settled(path: Path) -> bytes | None:
    """What is in a file when nobody writes to it any more; None if it is gone for good, or too large.

    An editor first empties a file, or renames it, and then writes; so what is empty or gone is looked at again.
    """
    end = time.monotonic() + PATIENCE
    while True:
        before = stamp(path)
        data = b""
        if before is not None and before[1] <= LARGEST:
            try:
                data = path.read_bytes()
            except OSError:
                before = None
        time.sleep(SETTLE)
        is_still = before == stamp(path)
        if (data and is_still) or time.monotonic() > end:
            return data if before is not None and before[1] <= LARGEST else None
