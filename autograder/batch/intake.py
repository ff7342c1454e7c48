"""Find what students handed in, and read it without trusting a name, a size or a link."""

from __future__ import annotations

import os
import re
import stat
import zipfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

MAX_FILE, MAX_ENTRIES, MAX_DEPTH = 5 << 20, 5000, 6
SKIPPED = frozenset({"__MACOSX", "__pycache__", "node_modules", "site-packages"})


@dataclass(frozen=True)
class Found:
    """One file for a lesson: its bytes, or one sentence that says why it was not read."""

    name: str
    data: bytes = b""
    problem: str = ""


@dataclass(frozen=True)
class Submission:
    """What one student handed in. files: candidates for each topic, usually one."""

    student: str
    path: Path
    files: dict[str, list[Found]] = field(default_factory=dict)
    problem: str = ""

    @property
    def digest(self) -> str:
        """The same for the same content, whatever the folder is called."""
        total = sha256(self.problem.encode("utf-8", "replace"))
        for topic, files in sorted(self.files.items()):
            for f in files:
                parts = (topic.encode(), os.fsencode(f.name), f.problem.encode("utf-8", "replace"), f.data)
                total.update(b"".join(sha256(part).digest() for part in parts))
        return total.hexdigest()


@dataclass(frozen=True)
class Entry:
    """A submission that has been found and not read yet."""

    student: str
    path: Path


def entries(root: Path) -> tuple[list[Entry], list[str]]:
    """One entry for every folder and zip file in `root`, and the names of what else lies there.

    Raises ValueError with one sentence if `root` is no folder of submissions.
    """
    if not root.is_dir():
        raise ValueError(f"`{root}` is not a folder; give the folder that holds one folder for each student")
    found: list[Entry] = []
    ignored: list[str] = []
    for item in sorted(os.scandir(root), key=lambda e: e.name):
        if item.name.startswith("."):
            continue
        if item.is_dir(follow_symlinks=False) or item.is_symlink():
            found.append(Entry(item.name, Path(item.path)))
        elif item.name.lower().endswith(".zip"):
            found.append(Entry(item.name[:-4], Path(item.path)))
        else:
            ignored.append(item.name)
    return found, ignored


def read(entry: Entry, topics: Collection[str]) -> Submission:
    """Read every file of the entry that could be a lesson's. Never raises for what a student sent."""
    try:
        if entry.path.is_symlink():
            return Submission(entry.student, entry.path, problem="a symbolic link was handed in; it is not followed")
        opened = _unzipped if entry.path.suffix.lower() == ".zip" and entry.path.is_file() else _walked
        files: dict[str, list[Found]] = {}
        for topic, found in opened(entry.path, topics):
            files.setdefault(topic, []).append(found)
        return Submission(entry.student, entry.path, files)
    except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError) as error:
        return Submission(entry.student, entry.path, problem=f"it cannot be read: {_reason(error)}")


def topic_of(name: str, topics: Collection[str]) -> str | None:
    """The lesson that a file name belongs to; downloads such as `relu (1).py` are recognised."""
    match = re.fullmatch(r"(.+?)([ _-]?\(?\d+\)?|[ _-]copy)?\.(py|ipynb)", name, re.IGNORECASE | re.DOTALL)
    stems = (name.rsplit(".", 1)[0].lower(), match[1].lower()) if match else ()
    return next((t for stem in stems for t in topics if t == stem), None)


def _walked(folder: Path, topics: Collection[str]) -> Iterator[tuple[str, Found]]:
    inside = folder.resolve()
    seen = 0
    pending = [(folder, 0)]
    while pending:
        here, depth = pending.pop(0)
        for item in sorted(os.scandir(here), key=lambda e: e.name):
            seen += 1
            if seen > MAX_ENTRIES:
                raise ValueError(f"more than {MAX_ENTRIES} files")
            path = Path(item.path)
            topic = topic_of(item.name, topics)
            if topic:
                yield topic, _read(path, path.relative_to(folder).as_posix(), inside)
            elif item.is_dir(follow_symlinks=False) and depth < MAX_DEPTH and not _skipped(item.name):
                pending.append((path, depth + 1))


def _skipped(name: str) -> bool:
    return name in SKIPPED or name.startswith(".")


def _read(path: Path, name: str, inside: Path) -> Found:
    try:
        if path.is_symlink() and not path.resolve().is_relative_to(inside):
            return Found(name, problem="it is a symbolic link out of the submission and was not followed")
        descriptor = os.open(path.resolve(), os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW)
        with open(descriptor, "rb") as file:
            status = os.fstat(descriptor)
            if stat.S_ISDIR(status.st_mode):
                return Found(name, problem="it is a folder, not a file")
            if not stat.S_ISREG(status.st_mode):
                return Found(name, problem="it is not a regular file")
            if status.st_size > MAX_FILE:
                return Found(name, problem=_too_large(status.st_size))
            return Found(name, file.read(MAX_FILE + 1))
    except IsADirectoryError:
        return Found(name, problem="it is a folder, not a file")
    except (OSError, RuntimeError) as error:  # RuntimeError: links in a circle
        return Found(name, problem=f"it cannot be read: {_reason(error)}")


def _unzipped(archive: Path, topics: Collection[str]) -> Iterator[tuple[str, Found]]:
    """Nothing is ever extracted to disk, so names inside the archive can do no harm."""
    with zipfile.ZipFile(archive) as opened:
        members = opened.infolist()
        if len(members) > MAX_ENTRIES:
            raise ValueError(f"more than {MAX_ENTRIES} files in the archive")
        for member in sorted(members, key=lambda m: m.filename):
            *folders, base = member.filename.replace("\\", "/").split("/")
            topic = topic_of(base, topics)
            if topic is None or any(map(_skipped, folders)) or base.startswith("."):
                continue
            if member.file_size > MAX_FILE:
                yield topic, Found(member.filename, problem=_too_large(member.file_size))
            elif stat.S_ISLNK(member.external_attr >> 16):
                yield topic, Found(member.filename, problem="it is a symbolic link and was not followed")
            else:
                with opened.open(member) as file:
                    data = file.read(MAX_FILE + 1)
                problem = _too_large(len(data)) if len(data) > MAX_FILE else ""
                yield topic, Found(member.filename, b"" if problem else data, problem)


def _too_large(size: int) -> str:
    return f"it is too large: {size / (1 << 20):.0f} MB, the limit is {MAX_FILE >> 20} MB"


def _reason(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error) or type(error).__name__).lower()
