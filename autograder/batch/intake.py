"""Find who handed something in, and what."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from autograder.batch.archive import search_archive
from autograder.batch.finds import MAX_ARCHIVE, Finds, Found, RefusedError, reason
from autograder.batch.folder import open_inside, search_folder

ARCHIVES = (".zip", ".7z", ".rar", ".tar", ".tgz", ".gz", ".bz2", ".xz")


@dataclass(frozen=True)
class Submission:
    """What one student handed in.

    files: candidates for each topic, usually one. remarks: a sentence for everything that was not
    looked at. others: some names that belong to no lesson. problem: why nothing could be read.
    """

    student: str
    path: Path
    files: dict[str, list[Found]] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    problem: str = ""

    @property
    def digest(self) -> str:
        """The same for the same content, whatever the folder is called."""
        said = (self.problem, *self.remarks, *(() if self.files else self.others))
        total = sha256("\0".join(said).encode("utf-8", "backslashreplace"))
        for topic, files in sorted(self.files.items()):
            for f in files:
                for part in (topic, f.name, f.problem):
                    total.update(sha256(part.encode("utf-8", "backslashreplace")).digest())
                total.update(sha256(f.data).digest())
        return total.hexdigest()


@dataclass(frozen=True)
class Entry:
    """A submission that has been found and not read yet."""

    student: str
    path: Path


def entries(root: Path, but: Path | None = None) -> tuple[list[Entry], list[str]]:
    """One entry for every folder and archive in `root`, and the names of what else lies there.

    but: a folder that is not a student's, because grades are written to it. Raises ValueError with
    one sentence if `root` is no folder of submissions.
    """
    if not root.is_dir():
        raise ValueError(f"`{root}` is not a folder; give the folder that holds one folder for each student")
    try:
        items = sorted(os.scandir(_submitted(root)), key=lambda e: e.name)
    except OSError as error:
        raise ValueError(f"`{root}` cannot be read: {error.strerror}") from None
    names = {item.name for item in items}
    stems = Counter(_student(item.name) for item in items if not item.is_dir(follow_symlinks=False))
    out = but.resolve() if but else None
    found: list[Entry] = []
    ignored: list[str] = []
    for item in items:
        path, student = Path(item.path), item.name
        is_folder = item.is_dir(follow_symlinks=False)
        if item.name in (".DS_Store", ".git", ".ipynb_checkpoints") or (is_folder and path.resolve() == out):
            continue
        if re.match(r"\.[^.]", item.name) or not (is_folder or item.is_symlink() or _is_archive(item.name)):
            ignored.append(item.name)
            continue
        if not is_folder and stems[_student(student)] == 1 and _student(student) not in names:
            student = _student(student)  # else the whole file name tells two of them apart
        found.append(Entry(student, path))
    return sorted(found, key=lambda e: e.student), ignored


def read(entry: Entry, topics: Collection[str]) -> Submission:
    """Read every file of the entry that could be a lesson's. Never raises for what a student sent."""
    finds = Finds(topics)
    try:
        if entry.path.is_symlink():
            raise RefusedError("a symbolic link was handed in; it is not followed")
        if entry.path.is_dir():
            search_folder(entry.path, finds)
        elif entry.path.suffix.lower() == ".zip":
            with open_inside(entry.path, entry.path.parent.resolve(), MAX_ARCHIVE) as file:
                search_archive(file, finds)
        else:
            raise RefusedError(
                f"a {entry.path.suffix} archive was handed in; only .zip is opened, so unpack it first"
            )
    except Exception as error:  # a hostile archive can make its reader raise anything
        return Submission(entry.student, entry.path, problem=reason(error))
    return Submission(entry.student, entry.path, finds.files, tuple(finds.remarks), tuple(finds.others))


def _submitted(root: Path) -> Path:
    """The folder of submissions of a course folder of nbgrader, else the folder itself."""
    is_course = (root / "nbgrader_config.py").is_file() or (root / "source").is_dir()
    return root / "submitted" if is_course and (root / "submitted").is_dir() else root


def _is_archive(name: str) -> bool:
    return name.lower().endswith(ARCHIVES)


def _student(name: str) -> str:
    """`ada` from `ada.zip`, `ada.tar.gz` or `ada`."""
    while _is_archive(name):
        name = name.rsplit(".", 1)[0]
    return name
