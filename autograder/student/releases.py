"""A release as a folder knows it: which files came with it, and whether they were edited since."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path, PurePosixPath

from autograder.files import digest, write
from autograder.texts import tr

MANIFEST = ".release.json"
MAX_SIZE = 100 << 20


class ReleaseError(ValueError):
    """Something a student has to mend; the text is one sentence."""


def manifest(folder: Path) -> dict[str, str]:
    """Digest by path of the files as they were released; empty outside a release."""
    try:
        known = json.loads((folder / MANIFEST).read_bytes())
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}


def is_edited(path: Path) -> bool | None:
    """Whether a lesson's file differs from the released one; None if that cannot be known."""
    known = manifest(path.parents[1]).get(f"{path.parent.name}/{path.name}")
    try:
        return None if known is None else digest(path.read_bytes()) != known
    except OSError:
        return None


def counting(script: Path) -> Path:
    """The file of a lesson that counts: its script, or the notebook beside it if only that was edited."""
    notebook = script.with_suffix(".ipynb")
    if notebook.is_file() and (not script.is_file() or (is_edited(script) is False and is_edited(notebook))):
        return notebook
    return script


def missed(script: Path) -> str:
    """That a lesson's script is not there, if its notebook counts although nothing is written in it; else ""."""
    if script.is_file() or is_edited(script.with_suffix(".ipynb")) is not False:
        return ""
    return tr(
        "`{name}` is not there (was it renamed?), so the notebook counts; nothing is written in it",
        name=script.name,
    )


def course_folder(start: Path) -> Path:
    """The folder of a release at or above `start`.

    Raises ReleaseError if there is none, rather than spread a course over somebody's home.
    """
    for folder in (start.resolve(), *start.resolve().parents):
        if (folder / MANIFEST).is_file():
            return folder
    raise ReleaseError(
        tr(
            "`{folder}` is not a course folder: neither it nor one above it holds `{manifest}`",
            folder=start.resolve(),
            manifest=MANIFEST,
        )
    )


def unzipped(archive: Path) -> dict[str, bytes]:
    """The files of a release zip by their path inside its one folder; nothing touches the disk.

    Raises ReleaseError if it is not a release, or not a whole one.
    """
    try:
        with zipfile.ZipFile(archive) as opened:
            members = [m for m in opened.infolist() if not m.is_dir()]
            if sum(m.file_size for m in members) > MAX_SIZE:
                raise ReleaseError(
                    tr("`{archive}` is not a release of a course: it is far too large", archive=archive)
                )
            files = {m.filename.split("/", 1)[-1]: opened.read(m) for m in members}
    except ReleaseError:
        raise
    except Exception as error:  # a broken or hostile archive can make its reader raise anything
        reason = getattr(error, "strerror", None) or tr("it is damaged or something else; download it again")
        raise ReleaseError(
            tr("`{archive}` cannot be opened as a zip file: {reason}", archive=archive, reason=reason)
        ) from None
    if MANIFEST not in files or any(_leads_out(n) for n in files):
        raise ReleaseError(
            tr(
                "`{archive}` is not a release of a course; ask for the zip that `autograder release` made",
                archive=archive,
            )
        )
    if not _is_whole(files):
        raise ReleaseError(
            tr(
                "`{archive}` is damaged: its files are not those that it lists; download it again",
                archive=archive,
            )
        )
    return files


def update(start: Path, archive: Path) -> list[str]:
    """Bring a newer release into the course folder at or above `start`; return a line for every file that changed.

    A file that was edited stays as it is, except for `checks.json`, which is never yours; if the
    release has a newer version of it, that is put beside it. May be stopped at any moment and run
    again: every file is written whole, and the list of released files last.
    """
    files = unzipped(archive)
    folder = course_folder(start)
    known = manifest(folder)
    lines: list[str] = []
    for name, data in sorted(files.items()):
        path = folder / name
        old = path.read_bytes() if path.is_file() else None
        if name == MANIFEST or old == data:
            continue
        if old is not None and digest(old) != known.get(name) and PurePosixPath(name).name != "checks.json":
            if digest(data) != known.get(name):
                beside = path.with_name(f"{path.name}.new-{digest(data)[:6]}")
                lines.append(
                    tr(
                        "kept     {name} (you edited it; the new version is `{new}`)",
                        name=name,
                        new=beside.name,
                    )
                )
                write(beside, data)
            continue
        lines.append(f"{tr('updated') if old is not None else tr('new'):<8} {name}")
        write(path, data)
    write(folder / MANIFEST, files[MANIFEST])
    return lines


def _leads_out(name: str) -> bool:
    return name.startswith("/") or ".." in PurePosixPath(name).parts or "\\" in name or "\0" in name


def _is_whole(files: dict[str, bytes]) -> bool:
    try:
        listed = json.loads(files[MANIFEST])
    except ValueError:
        return False
    return bool(listed == {name: digest(data) for name, data in files.items() if name != MANIFEST})
