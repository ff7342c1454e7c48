"""Search a zip file. Nothing is ever extracted to disk, so names inside it can do no harm."""

from __future__ import annotations

import io
import stat
import zipfile
from typing import BinaryIO

from autograder.batch.finds import MAX_FILE, Finds, RefusedError, bounded, is_skipped, reason


def search_archive(file: BinaryIO, finds: Finds, prefix: str = "", *, nested: bool = False) -> None:
    """Offer every member that could be a lesson's; look into zip files inside, but only one deep.

    Lessons' files come first, whatever else is in it. Raises whatever `zipfile` raises for what is
    not a zip file.
    """

    def order(member: zipfile.ZipInfo) -> tuple[int, int, str]:
        *folders, base = _parts(member)
        return 0 if finds.topic(base) else 1 if _is_zip(base) else 2, len(folders), member.filename

    with zipfile.ZipFile(file) as opened:
        for member in sorted(filter(_is_somebodys, opened.infolist()), key=order):
            if finds.enough():
                return
            _member(opened, member, finds, prefix, nested=nested)


def _member(
    opened: zipfile.ZipFile, member: zipfile.ZipInfo, finds: Finds, prefix: str, *, nested: bool
) -> None:
    base, name = _parts(member)[-1], prefix + member.filename
    if topic := finds.topic(base):
        finds.offer(topic, name, lambda: _content(opened, member))
    elif _is_zip(base) and not nested:
        try:
            search_archive(io.BytesIO(_content(opened, member)), finds, f"{name}/", nested=True)
        except Exception as error:  # a hostile archive can make its reader raise anything
            finds.remark(f"`{name}`: {reason(error)}")
    elif not member.is_dir():
        finds.other(name)


def _parts(member: zipfile.ZipInfo) -> list[str]:
    return member.filename.replace("\\", "/").rstrip("/").split("/")


def _is_zip(base: str) -> bool:
    return base.lower().endswith(".zip")


def _is_somebodys(member: zipfile.ZipInfo) -> bool:
    """Whether a person made it, not a machine."""
    *folders, base = _parts(member)
    return not (base.startswith(".") or any(map(is_skipped, folders)))


def _content(opened: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    if member.is_dir():
        raise RefusedError("it is a folder, not a file")
    if stat.S_ISLNK(member.external_attr >> 16):
        raise RefusedError("it is a symbolic link and was not followed")
    if member.flag_bits & 1:
        raise RefusedError("it is encrypted")
    bounded(member.file_size)
    with opened.open(member) as file:
        data = file.read(MAX_FILE + 1)
    bounded(len(data))  # the size in the directory of the archive is a claim
    return data
