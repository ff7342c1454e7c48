"""How far grading is: a bar on a terminal, a line now and then elsewhere, and what it came to."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable, Iterator

from autograder.batch.platforms.handin import some
from autograder.batch.store import Result

EVERY = 10.0  # seconds between two lines in a log
REDRAWN = 0.1  # seconds between two looks of a bar


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
    console = Console(stderr=True)
    # Without a thread that draws: this process forks meanwhile.
    with Progress(*columns, TimeRemainingColumn(), console=console, auto_refresh=False) as bar:
        task = bar.add_task("", total=total, rate="")
        began = last = time.monotonic()
        bar.refresh()

        def advance() -> None:
            nonlocal last
            done, now = bar.tasks[0].completed + 1, time.monotonic()
            bar.update(task, advance=1, rate=f"{done / (now - began):.0f}/s")
            if now - last >= REDRAWN or done == total:
                last = now
                bar.refresh()

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


class Count:
    """How many are done, and how many of them were kept from before."""

    def __init__(self) -> None:
        self.done = self.kept = 0

    def add(self, result: Result | None, each: Callable[[Result], None], advance: Callable[[], None]) -> None:
        """Count one, and hand it on if it is new."""
        self.done += 1
        if result is None:
            self.kept += 1
        else:
            each(result)
        advance()


def nothing_more(result: Result) -> None:
    """What is done with a new result where counting is enough."""


def summed_up(statuses: dict[str, int], kept: int, gone: list[str]) -> Iterator[str]:
    """What a class came to. kept: how many results are from before. gone: students who were there then."""
    count = sum(statuses.values())
    from_before = f", {kept} of them kept from before" if kept else ""
    yield f"{count} submission{'s' if count != 1 else ''} graded{from_before}."
    if gone:
        yield f"Graded before and no longer there: {some(gone)}."
    if set(statuses) - {"ok"}:
        counts = ", ".join(f"{n} {word}" for word, n in sorted(statuses.items(), key=lambda s: (-s[1], s[0])))
        yield f"Their status: {counts}."
