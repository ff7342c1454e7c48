"""A download, unpacked or still a zip: its names, a file of the platform's own, and the search in one part of it."""

from __future__ import annotations

import contextlib
import os
import stat
import threading
import zipfile
from collections.abc import Iterator
from functools import cached_property
from operator import attrgetter
from pathlib import Path
from typing import IO, NamedTuple, Protocol

from autograder.batch.archive import parts, search_members
from autograder.batch.finds import MAX_ARCHIVE, Finds, RefusedError, is_skipped
from autograder.batch.folder import open_inside, search_file, search_folder
from autograder.texts import tr

MAX_OWN = 1 << 30  # bytes of a file that the platform itself wrote; it is read line by line
NAME = attrgetter("name")
Names = dict[str, list[tuple[str, zipfile.ZipInfo]]]


class Item(NamedTuple):
    """One name in a folder."""

    name: str
    is_folder: bool


class Tree(Protocol):
    """A folder of the download. refused: names that no person and no platform gives, and why they are left alone."""

    path: Path
    refused: dict[str, str]

    def items(self) -> list[Item]:
        """What lies in it, in the order of names, without what machines make."""

    def under(self, name: str) -> list[Item]:
        """The same of one folder in it; nothing if that is no folder."""

    def open(self, name: str) -> contextlib.AbstractContextManager[IO[bytes]]:
        """A file in it, by its path with `/`. Raises RefusedError, OSError or what `zipfile` raises."""

    def search(self, name: str, shown: str, finds: Finds) -> None:
        """Offer what one of its items is or holds. shown: the name that a file goes by."""

    def into(self, name: str) -> Tree:
        """One of its folders."""


class FolderTree:
    """A download that was unpacked. but: a folder that is no part of it, because grades are written to it."""

    def __init__(self, path: Path, but: Path | None = None) -> None:
        self.path, self.refused = path, dict[str, str]()
        self.but = but.resolve() if but else None

    def items(self) -> list[Item]:
        return self._items

    @cached_property
    def _items(self) -> list[Item]:
        return [i for i in self.under("") if not (i.is_folder and self._is_out(i.name))]

    def _is_out(self, name: str) -> bool:
        return self.but is not None and name == self.but.name and (self.path / name).resolve() == self.but

    def under(self, name: str) -> list[Item]:
        try:
            with os.scandir(self.path / name) as found:
                items = [
                    Item(e.name, e.is_dir(follow_symlinks=False)) for e in found if not _machines(e.name)
                ]
                return sorted(
                    items, key=NAME
                )  # names differ, and comparing whole items takes ten times as long
        except OSError:
            return []

    def open(self, name: str) -> contextlib.AbstractContextManager[IO[bytes]]:
        return open_inside(self.path / name, self.path.resolve(), MAX_OWN)

    def search(self, name: str, shown: str, finds: Finds) -> None:
        path = self.path / name
        if path.is_symlink():
            raise RefusedError(tr("a symbolic link was handed in; it is not followed"))
        if stat.S_ISDIR(path.stat().st_mode):
            search_folder(path, finds)
        else:
            search_file(path, shown or name, self.path.resolve(), finds)

    def into(self, name: str) -> FolderTree:
        return FolderTree(self.path / name, self.but)


class ZipTree:
    """A zip file. Nothing is extracted, so a name in it can do no harm; one that leads out of it is refused."""

    def __init__(self, path: Path) -> None:
        """Raises OSError, or whatever `zipfile` raises for what is not a zip file."""
        self.path, self.refused = path, dict[str, str]()
        self.opened, self.lock = zipfile.ZipFile(path), threading.Lock()
        self.members: Names = {}
        for info in self.opened.infolist():
            name = _name(info)
            folders = [part for part in parts(name) if part not in ("", ".")]
            if ".." in folders or name.startswith(("/", "\\")) or name[1:2] == ":":
                self.refused[name] = "its name leads out of the archive"
            elif folders:
                self._add(folders, info)

    def _add(self, folders: list[str], info: zipfile.ZipInfo) -> None:
        rest = "/".join(folders[1:]) + ("/" if info.is_dir() and folders[1:] else "")
        self.members.setdefault(folders[0], []).append((rest, info))

    def _is_folder(self, name: str) -> bool:
        return any(rest or info.is_dir() for rest, info in self.members[name])

    def items(self) -> list[Item]:
        return self._items

    @cached_property
    def _items(self) -> list[Item]:
        return sorted(Item(name, self._is_folder(name)) for name in self.members if not _machines(name))

    def under(self, name: str) -> list[Item]:
        return self.into(name).items() if name in self.members else []

    @contextlib.contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        top, _, rest = name.partition("/")
        info = next((i for r, i in self.members.get(top, []) if r == rest and not i.is_dir()), None)
        if info is None:
            raise FileNotFoundError(name)
        with self.lock, self.opened.open(info) as file:
            yield file

    def search(self, name: str, shown: str, finds: Finds) -> None:
        named = [
            (rest or shown or name, info) for rest, info in self.members[name] if rest or not info.is_dir()
        ]
        with self.lock:  # one file handle for all lanes; reading takes far less time than grading
            search_members(self.opened, named, finds, limit=MAX_ARCHIVE)

    def into(self, name: str) -> ZipTree:
        inner = ZipTree.__new__(ZipTree)
        inner.path, inner.refused, inner.members = self.path, self.refused, {}
        inner.opened, inner.lock = self.opened, self.lock
        for rest, info in self.members[name]:
            if rest:
                inner._add(parts(rest), info)
        return inner


def _name(info: zipfile.ZipInfo) -> str:
    """A member's name; programs that write UTF-8 and do not say so are understood."""
    if not info.flag_bits & 0x800:
        with contextlib.suppress(UnicodeError):
            return info.filename.encode("cp437").decode("utf-8")
    return info.filename


def _machines(name: str) -> bool:
    return is_skipped(name) or name.startswith(".") or name.lower() in ("thumbs.db", "desktop.ini")
