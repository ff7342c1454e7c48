"""Search a zip file. Nothing is ever extracted to disk, so names inside it can do no harm."""

from __future__ import annotations

import contextlib
import io
import stat
import zipfile
from collections.abc import Iterable
from datetime import datetime
from typing import BinaryIO

from autograder.batch.finds import Finds, RefusedError, bounded, is_skipped, reason
from autograder.files import MAX_FILE
from autograder.texts import tr


def search_archive(file: BinaryIO, finds: Finds, prefix: str = "", *, nested: bool = False) -> None:
    """Offer every member that could be a lesson's; look into zip files inside, but only one deep.

    Lessons' files come first, whatever else is in it. Raises whatever `zipfile` raises for what is
    not a zip file.
    """

    with zipfile.ZipFile(file) as opened:
        search_members(opened, ((m.filename, m) for m in opened.infolist()), finds, prefix, nested=nested)


def search_members(
    opened: zipfile.ZipFile,
    members: Iterable[tuple[str, zipfile.ZipInfo]],
    finds: Finds,
    prefix: str = "",
    *,
    nested: bool = False,
    limit: int = MAX_FILE,
) -> None:
    """The same for some members, each under the name it goes by. limit: of zip files inside, in bytes."""

    def order(member: tuple[str, zipfile.ZipInfo]) -> tuple[int, int, str]:
        *folders, base = parts(member[0])
        return 0 if finds.topic(base) else 1 if _is_zip(base) else 2, len(folders), member[0]

    for name, member in sorted((m for m in members if _is_somebodys(m[0])), key=order):
        if finds.enough():
            return
        _member(opened, member, finds, prefix + name, nested=nested, limit=limit)


def _member(
    opened: zipfile.ZipFile, member: zipfile.ZipInfo, finds: Finds, name: str, *, nested: bool, limit: int
) -> None:
    base = parts(name)[-1]
    if topic := finds.topic(base):
        finds.offer(topic, name, lambda: content(opened, member), _changed(member))
    elif _is_zip(base) and not nested:
        try:
            inside = io.BytesIO(content(opened, member, limit))
            search_archive(inside, finds, f"{name}/", nested=limit == MAX_FILE)  # larger: of a class
        except Exception as error:  # a hostile archive can make its reader raise anything
            finds.remark(f"`{name}`: {reason(error)}")
    elif not member.is_dir():
        finds.other(name)


def _changed(member: zipfile.ZipInfo) -> str:
    """When a member was last changed by the clock of whoever packed it; "" if that is not said."""
    with contextlib.suppress(ValueError):
        time = datetime(*member.date_time)  # what is no date is a claim like any other
        return time.isoformat() if time.year > 1980 else ""  # 1980: written without a time
    return ""


def parts(name: str) -> list[str]:
    """Folders and base of a member's name."""
    return name.replace("\\", "/").rstrip("/").split("/")


def _is_zip(base: str) -> bool:
    return base.lower().endswith(".zip")


def _is_somebodys(name: str) -> bool:
    """Whether a person made it, not a machine."""
    *folders, base = parts(name)
    return not (base.startswith(".") or any(map(is_skipped, folders)))


def content(opened: zipfile.ZipFile, member: zipfile.ZipInfo, limit: int = MAX_FILE) -> bytes:
    """What a member holds. Raises RefusedError, or whatever `zipfile` raises for a damaged one."""
    if member.is_dir():
        raise RefusedError(tr("it is a folder, not a file"))
    if stat.S_ISLNK(member.external_attr >> 16):
        raise RefusedError(tr("it is a symbolic link and was not followed"))
    if member.flag_bits & 1:
        raise RefusedError(tr("it is encrypted"))
    bounded(member.file_size, limit)
    with opened.open(member) as file:
        data = file.read(limit + 1)
    bounded(len(data), limit)  # the size in the directory of the archive is a claim
    return data
