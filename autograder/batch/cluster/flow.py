"""Bundles of submissions through an executor: some at a time, and done again when what ran them is lost."""

from __future__ import annotations

import contextlib
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait

from autograder.batch.engine import Work
from autograder.batch.pool import LaneError
from autograder.batch.store import Result

MOST_BYTES = 4 << 20
LOOK = 1.0  # seconds between two looks at what is going on

Bundle = tuple[Work, ...]
Results = list[Result]


def bundles(all_of_it: Iterable[Work], most: int) -> Iterator[Bundle]:
    """At most `most` submissions together, and of more than one no more bytes than are sent at once."""
    bundle: list[Work] = []
    size = 0
    for work in all_of_it:
        mine = sum(len(f.data) for files in work.submission.files.values() for f in files)
        if bundle and (len(bundle) == most or size + mine > MOST_BYTES):
            yield tuple(bundle)
            bundle, size = [], 0
        bundle.append(work)
        size += mine
    if bundle:
        yield tuple(bundle)


def through(
    submit: Callable[[Bundle], Future[Results]],
    work: Iterable[Bundle],
    window: Callable[[], int],
    given_up: Callable[[Work, Exception], Result],
    look: Callable[[], None] = lambda: None,
) -> Generator[tuple[Work, Result], None, None]:
    """Results as they come, each with the work that it is of, with at most `window()` bundles under way.

    The submissions of a bundle that failed, as one does that ends every worker it comes to, are tried again one
    by one, and those that fail once more at the end, with nothing beside them that could be to blame;
    `given_up` is the result of one that fails even so. look: called when nothing came for a while. Raises
    LaneError and CancelledError: then all of them would fail.
    """
    waiting, alone, last = iter(work), deque[Work](), deque[Work]()
    running: dict[Future[Results], Bundle] = {}

    def fill() -> None:
        for _ in range(window() - len(running)):
            bundle = (alone.popleft(),) if alone else next(waiting, None)
            if bundle is None and last and not running:
                bundle = (last.popleft(),)
            if bundle is None:
                return
            running[submit(bundle)] = bundle

    try:
        fill()
        while running:
            done, _ = wait(running, timeout=LOOK, return_when=FIRST_COMPLETED)
            if not done:
                look()
            for future in done:
                bundle = running.pop(future)
                try:
                    yield from zip(bundle, future.result(), strict=True)
                except (LaneError, CancelledError):
                    raise
                except Exception as error:  # a machine that was lost, or whatever it ran into
                    if len(bundle) > 1:
                        alone.extend(bundle)
                    elif running or len(done) > 1:
                        last.extend(bundle)
                    else:
                        yield bundle[0], given_up(bundle[0], error)
            fill()
    finally:
        for future in running:
            with contextlib.suppress(Exception):  # a connection that is lost cannot cancel anything
                future.cancel()
