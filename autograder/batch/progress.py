"""How far grading is: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable, Iterator

EVERY = 10.0  # seconds between two lines in a log


@contextlib.contextmanager
def progress(total: int) -> Iterator[Callable[[], None]]:
    """Show submissions done, the rate and the time left; call what is yielded after each."""
    with _bar(total) if sys.stderr.isatty() else _lines(total) as advance:
        yield advance


@contextlib.contextmanager
def _bar(total: int) -> Iterator[Callable[[], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("grading"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"))
    with Progress(*columns, TimeRemainingColumn(), console=Console(stderr=True)) as bar:
        task = bar.add_task("", total=total, rate="")
        began = time.monotonic()

        def advance() -> None:
            done = bar.tasks[0].completed + 1
            bar.update(task, advance=1, rate=f"{done / (time.monotonic() - began):.0f}/s")

        yield advance


@contextlib.contextmanager
def _lines(total: int) -> Iterator[Callable[[], None]]:
    began = last = time.monotonic()
    done = 0

    def advance() -> None:
        nonlocal done, last
        done, now = done + 1, time.monotonic()
        if now - last >= EVERY:
            last, rate = now, done / (now - began)
            left = f"{rate:.1f}/s, about {(total - done) / rate:.0f} s left"
            print(f"{done} of {total} graded, {left}", file=sys.stderr, flush=True)

    yield advance
