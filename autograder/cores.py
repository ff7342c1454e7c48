"""The processor cores and threads of this process."""

import contextlib
import os
import threading
from collections.abc import Iterator
from pathlib import Path


def usable() -> list[int]:
    """Their numbers; where threads cannot be kept to a core, as many numbers as there are cores."""
    if hasattr(os, "sched_getaffinity"):
        return sorted(os.sched_getaffinity(0))
    return list(range(os.cpu_count() or 1))


def keep_to(core: int, process: int = 0) -> None:
    """Let this thread (or a process), and what it starts from now on, run on this core only, if that is possible."""
    if hasattr(os, "sched_setaffinity"):
        with contextlib.suppress(OSError):
            os.sched_setaffinity(process, {core})


@contextlib.contextmanager
def one_thread() -> Iterator[None]:
    """Import NumPy in here: its linear algebra then starts no threads, which saves 50 ms and is safe to fork."""
    name = "OPENBLAS_NUM_THREADS"
    before = os.environ.get(name)
    os.environ[name] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before


def threads() -> int:
    """How many threads this process has, those of libraries included where that can be seen."""
    try:
        return len(list(Path("/proc/self/task").iterdir()))
    except OSError:
        return threading.active_count()
