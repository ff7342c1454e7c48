"""Files that are written whole or not at all."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

MAX_FILE = 10 << 20  # bytes of a file that a student hands in


@contextlib.contextmanager
def whole(path: Path, mode: int = 0o666) -> Iterator[BinaryIO]:
    """A file to write to, which takes its name when all of it is there; on failure the old one stays."""
    partial = f"{path}.partial"
    try:
        with open(_opened(partial, mode), "wb") as file:
            yield file
        os.replace(partial, path)  # noqa: PTH105 - a thousand pages a second are written here
    except BaseException:
        with contextlib.suppress(OSError):  # what went wrong first is what matters
            Path(partial).unlink()  # a full disk is not helped by half a file
        raise


def _opened(path: str, mode: int) -> int:
    """A descriptor of an empty file; its folder is made if there is none."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    try:
        return os.open(path, flags, mode)
    except FileNotFoundError:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        return os.open(path, flags, mode)


def write(path: Path, data: str | bytes, mode: int = 0o666) -> None:
    """Write a whole file or nothing."""
    with whole(path, mode) as file:
        file.write(data.encode() if isinstance(data, str) else data)


def facts_of(found: os.stat_result) -> list[int]:
    """What changes when somebody writes to a file."""
    return [found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns]


def facts(path: Path) -> list[int] | None:
    """The same of a file; None if there is none."""
    try:
        return facts_of(path.stat())
    except OSError:
        return None


def digest(data: bytes) -> str:
    """What tells whether a file is still the same."""
    return sha256(data).hexdigest()
