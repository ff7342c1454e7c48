"""A release as a folder knows it: which files came with it, and whether they were edited since."""

from __future__ import annotations

import json
import zipfile
from hashlib import sha256
from pathlib import Path, PurePosixPath

MANIFEST = ".release.json"


class ReleaseError(ValueError):
    """Something a student has to mend; the text is one sentence."""


def digest(data: bytes) -> str:
    return sha256(data).hexdigest()


def manifest(folder: Path) -> dict[str, str]:
    """Digest by path of the files as they were released; empty outside a release."""
    try:
        known: dict[str, str] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known


def unzipped(archive: Path) -> dict[str, bytes]:
    """The files of a release zip by their path inside its one folder.

    Raises ReleaseError if it is not a release.
    """
    try:
        with zipfile.ZipFile(archive) as opened:
            files = {n.split("/", 1)[-1]: opened.read(n) for n in opened.namelist() if not n.endswith("/")}
    except (OSError, zipfile.BadZipFile) as error:
        raise ReleaseError(f"`{archive}` cannot be opened as a zip file ({error})") from None
    if MANIFEST not in files or any(_leads_out(n) for n in files):
        raise ReleaseError(f"`{archive}` is not a release of a course; ask for the zip that `autograder release` made")
    return files


def update(folder: Path, archive: Path) -> list[str]:
    """Bring a newer release into `folder`; return one line for every file that changed or was kept.

    A file that was edited stays as it is, except for `checks.json`, which is never yours.
    """
    files, known = unzipped(archive), manifest(folder)
    lines: list[str] = []
    for name, data in sorted(files.items()):
        path = folder / name
        old = path.read_bytes() if path.is_file() else None
        if old == data or name == MANIFEST:
            continue
        if old is not None and digest(old) != known.get(name) and PurePosixPath(name).name != "checks.json":
            lines.append(f"kept     {name} (you edited it)")
            continue
        lines.append(f"{'updated' if old is not None else 'new':<8} {name}")
        write(path, data)
    write(folder / MANIFEST, files[MANIFEST])
    return lines


def write(path: Path, data: bytes) -> None:
    """Write a whole file or nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(path.name + ".partial")
    partial.write_bytes(data)
    partial.replace(path)


def _leads_out(name: str) -> bool:
    return name.startswith("/") or ".." in PurePosixPath(name).parts or "\\" in name
