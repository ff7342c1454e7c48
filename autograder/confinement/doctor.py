"""Which levels of confinement work on this machine. Nothing is believed: a program tries to break out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from autograder.confinement.level import KERNEL, LANE, LEVELS, PROCESS, Level, missing, readable
from autograder.confinement.process import ProcessWorker
from autograder.confinement.warm import LostError
from autograder.confinement.worker import Loaded, Task
from autograder.grading.answer import RETURNED
from autograder.grading.checks import Probe

BREAKOUT = Path(__file__).with_name("breakout.py")


def examine(level: Level, secrets: Sequence[Path] = ()) -> list[str]:
    """Why a level cannot be used here, each a sentence; nothing if it can. secrets: see `trial`."""
    worker, found = trial(level, secrets)
    if worker:
        worker.close()
    return found


def trial(level: Level, secrets: Sequence[Path] = ()) -> tuple[ProcessWorker | None, list[str]]:
    """A worker of this level, out of which a program has tried to break; or None, and why, each a sentence.

    secrets: files and folders that a submission must not be able to read.
    """
    if level is PROCESS:
        return None, ["nothing is confined"]
    if lacks := list(missing(level)):
        return None, lacks
    folders = readable()
    for secret in (p.resolve() for p in secrets):
        if inside := [f for f in folders if Path(f) in (secret, *secret.parents)]:
            return None, [f"every program can read `{inside[0]}`, and so `{secret}`; move it elsewhere"]
    try:
        worker = ProcessWorker(level=level)
    except (LostError, OSError) as error:
        return None, [f"it does not start: {error}"]
    if found := _ways_out(worker, [str(p.resolve()) for p in secrets if p.is_file()]):
        worker.close()
        return None, found
    return worker, []


def _ways_out(worker: ProcessWorker, paths: list[str]) -> list[str]:
    task = Task(Probe("breakout", (("breaks_out", (paths,), {}),)), ())
    loaded, answer = worker.run(BREAKOUT.read_bytes(), BREAKOUT.name, [task])
    assert isinstance(loaded, Loaded)
    if loaded.fatal or loaded.problems:
        return [f"it does not run a program: {loaded.fatal or loaded.problems[0]}"]
    assert not isinstance(answer, Loaded)
    if answer.status != RETURNED or not isinstance(answer.value, list):
        return [f"it does not run a program: {answer.status} {answer.text}".rstrip()]
    return [f"a program can {what}" for what in answer.value]


class UnconfinedError(Exception):
    """No level that confines programs works here; the text says why, and what helps."""


class UntrustedError(Exception):
    """Somebody asked for no confinement and did not say that the submissions are trusted."""

    def __init__(self) -> None:
        super().__init__("level process confines nobody; if you trust every program, add --trust-submissions")


def chosen(name: str | None, secrets: Sequence[Path] = (), *, trusted: bool = False) -> ProcessWorker:
    """A worker of the level that was asked for, or of the strongest that works.

    Raises UnconfinedError, UntrustedError, or what a worker raises that does not start.
    """
    if name is None:
        return strongest(secrets, trusted=trusted)
    level = LEVELS[name]
    if level is PROCESS:
        if trusted:
            return ProcessWorker(level=level)
        raise UntrustedError
    worker, found = trial(level, secrets)
    if worker is None:
        raise UnconfinedError(f"level {name} cannot be used here: {'; '.join(found[:3])}")
    return worker


def strongest(secrets: Sequence[Path] = (), *, trusted: bool = False) -> ProcessWorker:
    """A worker of the best level that works here; of level process only if the submissions are trusted.

    Raises UnconfinedError.
    """
    reasons = []
    for level in (LANE, KERNEL):
        worker, found = trial(level, secrets)
        if worker:
            return worker
        reasons.append(f"{level.name}: {'; '.join(found[:3])}")
    if trusted:
        return ProcessWorker(level=PROCESS)
    raise UnconfinedError(
        f"submissions cannot be confined here ({'. '.join(reasons)}). `autograder doctor` says more; "
        "if you trust every program in the folder, --trust-submissions grades without"
    )
