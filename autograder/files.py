"""Files that are written whole or not at all."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO


@contextlib.contextmanager
def whole(path: Path, mode: int = 0o666) -> Iterator[BinaryIO]:
    """A file to write to, which takes its name when all of it is there; on failure the old one stays."""
    if not path.parent.exists():
        path.parent.mkdir(parents=True)
    partial = path.with_name(path.name + ".partial")
    try:
        with open(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb") as file:
            yield file
        partial.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):  # what went wrong first is what matters
            partial.unlink()  # a full disk is not helped by half a file
        raise


def write(path: Path, data: str | bytes, mode: int = 0o666) -> None:
    """Write a whole file or nothing."""
    with whole(path, mode) as file:
        file.write(data.encode() if isinstance(data, str) else data)


def digest(data: bytes) -> str:
    """What tells whether a file is still the same."""
    return sha256(data).hexdigest()
