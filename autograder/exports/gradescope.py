"""Gradescope: the zip of an autograder, which grades there as `autograder grade` does here."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from autograder.grading.checks import Lesson, dump_checks

HERE = Path(__file__).parent
PROJECT = Path(__file__).parents[2]
EPOCH = (1980, 1, 1, 0, 0, 0)
TRUST = "--trust-submissions"


class WheelError(Exception):
    """There is no wheel to install there; the text is one sentence."""


def autograder_zip(
    out: BinaryIO, lessons: Sequence[Lesson], wheel: tuple[str, bytes], *, trusted: bool
) -> None:
    """Write `setup.sh`, `run_autograder`, the wheel and the key of these lessons.

    wheel: name and content. trusted: grade even where the container lets nothing be confined.
    """
    run = (HERE / "run_autograder.sh").read_text(encoding="utf-8")
    run = run.replace('TRUST=""', f'TRUST="{TRUST}"') if trusted else run
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        _member(archive, "setup.sh", (HERE / "setup.sh").read_bytes(), 0o755)
        _member(archive, "run_autograder", run.encode(), 0o755)
        _member(archive, "key.json", dump_checks(lessons).encode(), 0o600)
        _member(archive, wheel[0], wheel[1], 0o644)


def _member(archive: zipfile.ZipFile, name: str, data: bytes, mode: int) -> None:
    info = zipfile.ZipInfo(name, EPOCH)
    info.external_attr = (0o100000 | mode) << 16
    archive.writestr(info, data, zipfile.ZIP_DEFLATED)


def wheel_of(path: Path | None) -> tuple[str, bytes]:
    """Name and content of the wheel that was named, or of one built from this checkout. Raises WheelError."""
    try:
        if path is not None:
            return path.name, path.read_bytes()
        with tempfile.TemporaryDirectory() as folder:
            _build(Path(folder))
            [made] = Path(folder).glob("*.whl")
            return made.name, made.read_bytes()
    except OSError as error:
        raise WheelError(f"`{error.filename}` cannot be read: {error.strerror}") from None


def _build(folder: Path) -> None:
    if not (PROJECT / "pyproject.toml").is_file():
        raise WheelError("autograder runs from an installed wheel here; name that wheel with --wheel FILE")
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(folder), str(PROJECT)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise WheelError(
            f"the wheel could not be built ({last}); build it with `pip wheel` and name it with --wheel"
        )
