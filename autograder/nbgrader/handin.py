"""What one student handed in for an assignment, and the folder `autograded/` that comes of it."""

from __future__ import annotations

import json
import os
import shutil
import stat
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from autograder.batch.finds import reason, topic_of
from autograder.batch.folder import open_inside
from autograder.files import MAX_FILE, write
from autograder.nbgrader.late import stored
from autograder.nbgrader.settings import Settings

TIMESTAMP = "timestamp.txt"


@dataclass(frozen=True)
class Handin:
    """notebooks: by name of the assignment's notebook. missing: why others are not there. timestamp: as the gradebook
    keeps it, None without one. notes: a sentence each."""

    student: str
    path: Path
    notebooks: Mapping[str, bytes]
    missing: Mapping[str, str]
    timestamp: str | None
    notes: tuple[str, ...]
    digest: str


def read(student: str, path: Path, names: Collection[str]) -> Handin:
    """Read the notebooks of these names; one that was renamed is found. Never raises for what a student sent."""
    notes: list[str] = []
    notebooks: dict[str, bytes] = {}
    missing: dict[str, str] = {}
    digest = sha256()
    try:
        files = sorted(p.name for p in path.iterdir())
    except OSError as error:
        files, unread = [], reason(error)
        notes.append(f"the folder: {unread}")
    given = [f for f in files if f.lower().endswith(".ipynb") and not f.startswith(".")]
    for name, file in _named(names, given, notes).items():
        try:
            notebooks[name] = _content(path / file, path)
        except Exception as error:  # a hostile file can make its reader raise anything
            missing[name] = f"`{file}`: {reason(error)}"
    there = f"; there is {', '.join(f'`{f}`' for f in given[:5])}" if given else ""
    for name in names:
        if name not in notebooks and name not in missing:
            missing[name] = f"no notebook `{name}.ipynb` was handed in{there}"
    timestamp = _timestamp(path, files, notes)
    for part in (student, timestamp, *sorted(missing.values()), *notes, *_facts(path)):
        digest.update(f"{part}\0".encode("utf-8", "backslashreplace"))
    for name, data in sorted(notebooks.items()):
        digest.update(sha256(name.encode() + b"\0" + data).digest())
    return Handin(student, path, notebooks, missing, timestamp, tuple(notes), digest.hexdigest())


def _named(names: Collection[str], given: list[str], notes: list[str]) -> dict[str, str]:
    """The file of each notebook: of its name, of a name that browsers make of it, or the only one that is left."""
    found = {name: f"{name}.ipynb" for name in names if f"{name}.ipynb" in given}
    for exact in (True, False):
        left = [f for f in given if f not in found.values()]
        missing = [name for name in names if name not in found]
        for name in missing:
            like = [f for f in left if topic_of(f, [name])] if exact else left
            if len(like) == 1 and (exact or len(missing) == 1):
                found[name] = like[0]
                notes.append(f"`{like[0]}` was taken for `{name}.ipynb`")
    return found


def _content(path: Path, inside: Path) -> bytes:
    with open_inside(path, inside.resolve(), MAX_FILE) as file:
        return file.read(MAX_FILE + 1)


def _timestamp(path: Path, files: list[str], notes: list[str]) -> str | None:
    if TIMESTAMP not in files:
        return None
    try:
        return stored(_content(path / TIMESTAMP, path).decode("utf-8", "replace").strip())
    except Exception as error:  # as above
        notes.append(f"{error if isinstance(error, ValueError) else reason(error)}; it counts as in time")
        return None


def _facts(path: Path) -> Iterator[str]:
    """What tells whether the other files are still the same."""
    for file in sorted(_files(path)):
        found = file.lstat()
        yield f"{file.relative_to(path)} {found.st_size} {found.st_mtime_ns}"


def _files(folder: Path) -> Iterator[Path]:
    """Regular files below a folder; links are not followed, they may lead anywhere."""
    for place, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = Path(place, name)
            if stat.S_ISREG(path.lstat().st_mode):
                yield path


def files_in(folder: Path) -> dict[str, bytes]:
    """What the instructor put beside the notebooks, such as data, by name."""
    found = [f for f in _files(folder) if f.parent == folder and f.suffix != ".ipynb"]
    return {
        f.name: f.read_bytes() for f in found if f.lstat().st_size <= MAX_FILE and not f.name.startswith(".")
    }


def publish(
    settings: Settings, assignment: str, handin: Handin, notebooks: Mapping[str, dict[str, Any]]
) -> None:
    """Write the folder that is shown in formgrader under a name of its own; `settle` gives it its place.

    The student's other files are copied, and the instructor's over them.
    """
    partial = _partial(settings.place("autograded", assignment, handin.student))
    if partial.exists():
        shutil.rmtree(partial)
    partial.mkdir(parents=True)
    _copy(settings, handin.path, partial, ())
    _copy(settings, settings.place("source", assignment), partial, settings.kept.get(assignment, ()))
    for name, notebook in notebooks.items():
        for cell in notebook["cells"]:
            if isinstance(cell["source"], str):
                cell["source"] = cell["source"].splitlines(keepends=True)
        path = partial / f"{name}.ipynb"
        write(path, json.dumps(notebook, ensure_ascii=False))
        path.chmod(settings.mode)


def settle(place: Path) -> None:
    """Put what `publish` wrote in place of what was there."""
    if place.exists():
        shutil.rmtree(place)
    _partial(place).rename(place)


def _partial(place: Path) -> Path:
    return place.with_name(f".{place.name}.partial")


def _copy(settings: Settings, source: Path, target: Path, kept: Collection[str]) -> None:
    if not source.is_dir():
        return
    for file in _files(source):
        relative = file.relative_to(source)
        if file.suffix == ".ipynb" or any(map(settings.is_ignored, relative.parts)):
            continue
        to = target / relative
        if relative.as_posix() in kept and to.exists():
            continue
        if file.lstat().st_size <= settings.largest:
            to.parent.mkdir(parents=True, exist_ok=True)
            to.unlink(missing_ok=True)
            shutil.copyfile(file, to)
            to.chmod(settings.mode)
