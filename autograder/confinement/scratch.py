"""The folder in which a program may write, where no file system of its own limits and removes it."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile

ENTRY = 16 << 10  # what a name counts, so that some thousands of empty files are the limit too


def make(owner: int) -> str:
    """A new, empty folder; owner: the uid of who writes there, 0 for ourselves."""
    folder = tempfile.mkdtemp(prefix="autograder-")
    if owner:
        os.chown(folder, owner, owner)
    return folder


def size_of(folder: str) -> int:
    """Bytes in all files of a folder, whatever was done to its rights and however deep it is."""
    size, waiting = 0, [folder]
    while waiting:
        with contextlib.suppress(OSError):  # it is being changed while we look
            path = waiting.pop()
            if path != folder:
                os.chmod(path, 0o700)  # noqa: PTH101 - a Path for each of many would take longer
            with os.scandir(path) as entries:
                for entry in entries:
                    size += ENTRY + entry.stat(follow_symlinks=False).st_size
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
    return size


def remove(folder: str) -> None:
    """Remove it for good."""
    if not _is_odd(folder):
        shutil.rmtree(folder, ignore_errors=True)
    if os.path.exists(folder):  # noqa: PTH110
        for command in (["chmod", "-R", "u+rwX"], ["rm", "-rf"]):
            subprocess.run([*command, "--", folder], check=False, capture_output=True)


def _is_odd(folder: str) -> bool:
    """Whether it holds folders, which may be too deep for Python to follow."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        return any(entry.is_dir(follow_symlinks=False) for entry in entries)
    return True
