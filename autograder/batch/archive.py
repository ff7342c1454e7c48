"""Search a zip file. Nothing is ever extracted to disk, so names inside it can do no harm."""

from __future__ import annotations

import io
import stat
import zipfile
from typing import BinaryIO

from autograder.batch.finds import MAX_FILE, Finds, RefusedError, bounded, is_skipped, reason, topic_of


def search_archive(file: BinaryIO, finds: Finds, prefix: str = "", *, nested: bool = False) -> None:
    """Offer every member that could be a lesson's; look into zip files inside, but only one deep.

    Raises whatever `zipfile` raises for what is not a zip file.
    """
    with zipfile.ZipFile(file) as opened:
        for member in sorted(opened.infolist(), key=lambda m: m.filename):
            if finds.enough():
                return
            _member(opened, member, finds, prefix, nested=nested)


def _member(
    opened: zipfile.ZipFile, member: zipfile.ZipInfo, finds: Finds, prefix: str, *, nested: bool
) -> None:
    *folders, base = member.filename.replace("\\", "/").rstrip("/").split("/")
    if any(map(is_skipped, folders)) or base.startswith("."):
        return
    name = prefix + member.filename
    if topic := topic_of(base, finds.topics):
        finds.offer(topic, name, lambda: _content(opened, member))
    elif base.lower().endswith(".zip") and not nested:
        try:
            search_archive(io.BytesIO(_content(opened, member)), finds, f"{name}/", nested=True)
        except Exception as error:  # a hostile archive can make its reader raise anything
            finds.remark(f"`{name}`: {reason(error)}")
    elif not member.is_dir():
        finds.other(name)


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
