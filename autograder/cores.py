"""The processor cores that this process may use."""

import contextlib
import os


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
