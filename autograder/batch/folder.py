"""Search a student's folder, without trusting a name, a size or a link."""

from __future__ import annotations

import contextlib
import os
import stat
from collections import deque
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from autograder.batch.archive import search_archive
from autograder.batch.finds import (
    MAX_ARCHIVE,
    Finds,
    RefusedError,
    bounded,
    is_skipped,
    reason,
)
from autograder.files import MAX_FILE
from autograder.texts import tr

MAX_DEPTH = 6


def search_folder(folder: Path, finds: Finds) -> None:
    """Offer every file that could be a lesson's, those nearest to the top first.

    Raises OSError if the folder itself cannot be listed.
    """
    inside = folder.resolve()
    pending = deque([(folder, 0)])
    while pending:
        here, depth = pending.popleft()
        try:
            items = sorted(os.scandir(here), key=lambda e: e.name)
        except OSError as error:
            if depth == 0:
                raise
            finds.remark(
                tr(
                    "the folder `{name}`: {reason}",
                    name=here.relative_to(folder).as_posix(),
                    reason=reason(error),
                )
            )
            continue
        for item in items:
            if finds.enough():
                return
            path = Path(item.path)
            name = path.relative_to(folder).as_posix()
            if not item.is_dir(follow_symlinks=False):
                search_file(path, name, inside, finds)
            elif topic := finds.topic(item.name):
                finds.refuse(topic, name, tr("it is a folder, not a file"))
                pending.append((path, depth + 1))  # unpacking programs make folders with such names
            elif not is_skipped(item.name):
                if depth < MAX_DEPTH:
                    pending.append((path, depth + 1))
                else:
                    finds.remark(
                        tr(
                            "`{name}` lies more than {most} folders deep and was not looked at",
                            name=name,
                            most=MAX_DEPTH,
                        )
                    )


def search_file(path: Path, name: str, inside: Path, finds: Finds) -> None:
    """Offer one file under the name it goes by, or what is in it. inside: where links may lead."""
    base = name.rsplit("/", 1)[-1]
    if topic := finds.topic(base):
        finds.offer(topic, name, lambda: _content(path, inside), _changed(path))
    elif path.is_symlink() and path.is_dir():
        finds.remark(tr("`{name}` is a symbolic link to a folder and was not followed", name=name))
    elif Path(base).suffix.lower() == ".zip":
        try:
            with open_inside(path, inside, MAX_ARCHIVE) as file:
                search_archive(file, finds, f"{name}/")
        except Exception as error:  # a hostile archive can make its reader raise anything
            finds.remark(f"`{name}`: {reason(error)}")
    elif not base.startswith("."):
        finds.other(name)


def _changed(path: Path) -> str:
    """When a file was last changed; "" if it cannot be said."""
    with contextlib.suppress(OSError, ValueError, OverflowError):
        return datetime.fromtimestamp(path.stat().st_mtime, UTC).isoformat(timespec="seconds")
    return ""


def _content(path: Path, inside: Path) -> bytes:
    with open_inside(path, inside, MAX_FILE) as file:
        data = file.read(MAX_FILE + 1)
    bounded(len(data))  # it may have grown since
    return data


def open_inside(path: Path, inside: Path, limit: int) -> BinaryIO:
    """Open a regular file of limited size that lies, all links followed, in the folder `inside`.

    Raises RefusedError or OSError.
    """
    real = path
    if path.is_symlink():
        real = path.resolve()
        if not real.is_relative_to(inside):
            raise RefusedError(tr("it is a symbolic link out of the submission and was not followed"))
    descriptor = os.open(real, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW)  # a pipe must not block
    try:
        status = os.fstat(descriptor)
        if stat.S_ISDIR(status.st_mode):
            raise RefusedError(tr("it is a folder, not a file"))
        if not stat.S_ISREG(status.st_mode):
            raise RefusedError(tr("it is not a regular file"))
        bounded(status.st_size, limit)
    except RefusedError:
        os.close(descriptor)
        raise
    return open(descriptor, "rb")
