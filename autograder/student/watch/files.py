"""Watching files by looking: no dependency, and the same on every system and over a network."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from pathlib import Path

Stamp = tuple[int, int, int]
SETTLE, PATIENCE = (
    0.004,
    0.25,
)  # seconds: between two looks at a file that is being written, and for all of them
LARGEST = 10 << 20


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

    def changed(self) -> list[Path]:
        """Those that were saved since the last look. One that is gone was not: an editor may be at it."""
        new = {path: stamp(path) for path in self.stamps}
        changed = [p for p, now in new.items() if now is not None and now != self.stamps[p]]
        self.stamps = new
        return changed


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
