"""Find who handed something in, and what."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.batch.archive import search_archive
from autograder.batch.finds import MAX_ARCHIVE, Finds, Found, RefusedError, most_like, reason
from autograder.batch.folder import open_inside, search_folder
from autograder.texts import tr

if TYPE_CHECKING:
    from autograder.batch.platforms.tree import Tree

RESULT, MAX_RESULTS = b'{"schema_version":', 1 << 40
NOTHING: dict[str, Any] = {}  # what most platforms say of a student
ARCHIVES = (".zip", ".7z", ".rar", ".tar", ".tgz", ".gz", ".bz2", ".xz")


@dataclass(frozen=True)
class Submission:
    """What one student handed in.

    files: candidates for each topic, usually one. remarks: a sentence for everything that was not
    looked at. others: some names that belong to no lesson. unread: if a lesson is missing, programs
    that were not recognised. problem: why nothing could be read. about, notes: see `Entry`.
    """

    student: str
    path: Path
    files: dict[str, list[Found]] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    problem: str = ""
    about: dict[str, Any] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """The same for the same content and the same words of the platform, whatever the folder is called."""
        said = (self.problem, *self.remarks, *self.unread, *(() if self.files else self.others))
        total = sha256("\0".join(said).encode("utf-8", "backslashreplace"))
        for topic, files in sorted(self.files.items()):
            for f in files:
                for part in (topic, f.name, f.problem):
                    total.update(sha256(part.encode("utf-8", "backslashreplace")).digest())
                total.update(sha256(f.data).digest())
        if self.about:
            total.update(json.dumps(self.about, sort_keys=True).encode())
        return total.hexdigest()


@dataclass(frozen=True, slots=True)
class Entry:
    """A submission that has been found and not read yet. There may be 100,000, so it is small.

    twins: hand-ins of the same name. about: what the platform says, for `results.jsonl`. notes: what is
    worth knowing and no problem; problems: what is one. parts: the items of a download that are this
    student's, each with the name it goes by, and the `tree` they are in; none for a folder of its own.
    """

    student: str
    place: str | Path
    twins: tuple[str, ...] = ()
    about: dict[str, Any] = field(default_factory=lambda: NOTHING)
    notes: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    parts: tuple[tuple[str, str], ...] = ()
    tree: Tree | None = None

    @property
    def path(self) -> Path:
        """The folder or file."""
        return Path(self.place)

    @property
    def name(self) -> str:
        """What the folder or file is called; a `Path` takes ten times as long to say so."""
        return os.path.basename(self.place)  # noqa: PTH119


def entries(root: Path, but: Path | None = None) -> tuple[list[Entry], dict[str, str]]:
    """One entry for every folder and archive in `root`, and why each other thing there is none.

    but: a folder that is not a student's, because grades are written to it. Raises ValueError with
    one sentence if `root` is no folder of submissions, or `but` is that very folder.
    """
    if not root.is_dir():
        raise ValueError(f"`{root}` is not a folder; give the folder that holds one folder for each student")
    out = but.resolve() if but else None
    name = out.name if out else ""
    if out in (root.resolve(), submitted(root).resolve()):
        raise ValueError(f"`{but}` holds the submissions; give --out another folder")
    try:
        items = sorted(os.scandir(submitted(root)), key=lambda e: e.name)
    except OSError as error:
        raise ValueError(f"`{root}` cannot be read: {error.strerror}") from None
    folders = {item.name for item in items if item.is_dir(follow_symlinks=False)}
    stems = Counter(_student(item.name) for item in items if item.name not in folders)
    names = {item.name for item in items}
    found: list[Entry] = []
    ignored: dict[str, str] = {}
    for item in items:
        student, is_folder = item.name, item.name in folders
        if item.name in (".DS_Store", ".git", ".ipynb_checkpoints") or (
            is_folder and item.name == name and Path(item.path).resolve() == out
        ):
            continue
        if item.name[0] == "." and item.name[1:2] != ".":
            ignored[item.name] = "its name starts with a dot"
        elif is_folder and _holds_grades(item.path):
            ignored[item.name] = "it holds the grades of an earlier run"
        elif not (is_folder or item.is_symlink() or _is_archive(item.name)):
            ignored[item.name] = "it is neither a folder nor an archive"
        else:
            if not is_folder and stems[_student(student)] == 1 and _student(student) not in names:
                student = _student(student)  # else the whole file name tells two of them apart
            found.append(Entry(student, item.path))
    if stems:  # there is something else than folders
        found = [*_with_twins(found, folders)]
    return sorted(found, key=lambda e: e.student), ignored


def _with_twins(found: list[Entry], folders: Collection[str]) -> Iterator[Entry]:
    """The same entries; `ada` and `ada.zip` know of each other."""
    names = [e.name for e in found]
    stems = [name if name in folders else _student(name) for name in names]
    same: dict[str, list[str]] = {}
    for name, stem in zip(names, stems, strict=True):
        same.setdefault(stem, []).append(name)
    for e, name, stem in zip(found, names, stems, strict=True):
        twins = tuple(n for n in same[stem] if n != name) if len(same[stem]) > 1 else ()
        yield replace(e, twins=twins) if twins else e


def read(
    entry: Entry, topics: Collection[str], known: Collection[str] = (), essays: Collection[str] = ()
) -> Submission:
    """Read every file of the entry that could be a lesson's. Never raises for what a student sent.

    topics: of the lessons to be graded. known: of all lessons, so that none is taken for another. essays: see `Finds`.
    """
    finds = Finds(topics, known, essays=essays)
    for twin in entry.twins:
        finds.remark(f"there is `{twin}` too, probably of the same student; keep one of them")
    for problem in entry.problems:
        finds.remark(problem)
    try:
        _search_entry(entry, finds)
        if missing := [t for t in topics if t not in finds.files]:
            near = Finds(missing, finds.known, near=True)
            near.remarks, near.size = finds.remarks, finds.size
            _search_entry(entry, near)
            finds.files |= near.files
            taken = [
                tr("`{name}` for `{topic}`", name=f.name, topic=topic)
                for topic, files in near.files.items()
                for f in files
            ]
            if taken:
                finds.remark(tr("taken for lessons by words in their names: {names}", names=", ".join(taken)))
    except Exception as error:  # a hostile archive can make its reader raise anything
        return Submission(
            entry.student, entry.path, problem=reason(error), about=entry.about, notes=entry.notes
        )
    found = {f.name for files in finds.files.values() for f in files}
    missing = [t for t in topics if t not in finds.files]
    unread = most_like([n for n in finds.unread if n not in found], missing) if missing else []
    return Submission(
        entry.student,
        entry.path,
        finds.files,
        tuple(finds.remarks),
        tuple(finds.others),
        tuple(unread),
        about=entry.about,
        notes=entry.notes,
    )


def _search_entry(entry: Entry, finds: Finds) -> None:
    """Search all parts of a download, or the folder. One of several that cannot be read costs only itself."""
    if entry.tree is None:
        return _search(entry.path, finds)
    for name, shown in entry.parts:
        try:
            entry.tree.search(name, shown, finds)
        except Exception as error:  # a hostile archive can make its reader raise anything
            if len(entry.parts) == 1:
                raise
            finds.remark(f"`{shown or name}`: {reason(error)}")
    return None


def _search(path: Path, finds: Finds) -> None:
    if path.is_symlink():
        raise RefusedError(tr("a symbolic link was handed in; it is not followed"))
    if path.is_dir():
        search_folder(path, finds)
    elif path.suffix.lower() == ".zip":
        with open_inside(path, path.parent.resolve(), MAX_ARCHIVE) as file:
            search_archive(file, finds)
    else:
        raise RefusedError(
            tr(
                "a {suffix} archive was handed in; only .zip is opened, so unpack it first",
                suffix=path.suffix,
            )
        )


def submitted(root: Path) -> Path:
    """The folder of submissions of a course folder of nbgrader, else the folder itself."""
    is_course = (root / "nbgrader_config.py").is_file() or (root / "source").is_dir()
    return root / "submitted" if is_course and (root / "submitted").is_dir() else root


def _holds_grades(folder: str) -> bool:
    """Whether a folder was written by this command; a `results.jsonl` of a student's own is not enough."""
    if not os.path.lexists(f"{folder}/results.jsonl"):  # as of nearly everybody, and many thousand are asked
        return False
    try:
        with open_inside(Path(folder, "results.jsonl"), Path(folder).resolve(), MAX_RESULTS) as file:
            return file.read(len(RESULT)) in (b"", RESULT)
    except (OSError, RefusedError):
        return False


def _is_archive(name: str) -> bool:
    return name.lower().endswith(ARCHIVES)


def _student(name: str) -> str:
    """`ada` from `ada.zip`, `ada.tar.gz` or `ada`."""
    while _is_archive(name):
        name = name.rsplit(".", 1)[0]
    return name
