"""Who runs a student's program under pytest: a worker of the whole run, or nobody while debugging."""

from __future__ import annotations

import gc
import os
from collections.abc import Generator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from autograder.confinement.process import ProcessWorker
    from autograder.confinement.worker import Loaded, Worker
    from autograder.grading.answer import Answer

worker_key = pytest.StashKey["ProcessWorker"]()


def worker_of(config: pytest.Config, *, fork: bool = False) -> ProcessWorker:
    """The worker of this run. Students run their own programs unconfined, a submission is confined.

    fork: start it from this process if that is safe, which saves 100 ms. Raises UsageError if a submission
    cannot be confined here and is not trusted.
    """
    if worker_key not in config.stash:
        from autograder import cores

        with cores.one_thread():
            from autograder.confinement.process import ProcessWorker
        gc.freeze()  # what is there by now stays: neither pytest nor a fork looks through it for garbage, which takes longer than the checks
        if config.getoption("submission"):
            config.stash[worker_key] = _confined(config)
        else:
            safe = fork and hasattr(os, "fork") and cores.threads() == 1
            config.stash[worker_key] = ProcessWorker(fork=safe, batch=False)
    return config.stash[worker_key]


def _confined(config: pytest.Config) -> ProcessWorker:
    """Raises UsageError if a submission cannot be confined here and is not trusted."""
    from autograder.confinement.doctor import UnconfinedError, strongest

    secrets = [key] if (key := config.getoption("key")) else []
    try:
        worker = strongest(secrets, trusted=config.getoption("trust_submissions"))
    except UnconfinedError as error:
        raise pytest.UsageError(str(error)) from None
    worker.batch = False
    return worker


def debugged() -> Worker:
    """No worker at all: the program runs in this process."""
    from autograder.confinement.worker import InProcess
    from autograder.grading.answer import Answer

    class Debugged(InProcess):
        """`q` in a debugger and Ctrl-C are for pytest; a program that caught them would go on and on."""

        def run(self, *args: Any) -> Generator[Loaded | Answer, None, None]:
            for result in super().run(*args):
                if isinstance(result, Answer) and {"Exit", "BdbQuit", "KeyboardInterrupt"} & {*result.error}:
                    pytest.exit("stopped in the debugger")
                yield result

    return Debugged()
