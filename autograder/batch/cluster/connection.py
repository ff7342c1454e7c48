"""The way to a Dask scheduler, and silence of Dask itself."""

from __future__ import annotations

import contextlib
import logging
import warnings
from collections.abc import Iterator
from typing import Any

from autograder.batch.pool import LaneError

WAIT = 15.0  # seconds for an answer


@contextlib.contextmanager
def connected(address: str) -> Iterator[Any]:
    """A client of the scheduler. Raises LaneError if Dask is not installed, or nobody answers there."""
    try:
        import dask
        from distributed import Client
    except ModuleNotFoundError:
        raise LaneError(
            "--executor dask needs Dask; run: pip install 'calculus-for-ml[instructor,cluster]'"
        ) from None
    with _quiet(), dask.config.set({"distributed.comm.timeouts.connect": f"{WAIT:.0f}s"}):
        try:
            client = Client(address, timeout=WAIT, set_as_default=False)
        except (OSError, ValueError, TypeError, ImportError) as error:
            raise LaneError(f"no Dask scheduler answers at {address} ({words(error)})") from None
        try:
            yield client
        finally:
            client.close(timeout=5)


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """What Dask logs and warns of, such as a lost connection, we say in our own words."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(before)


def words(error: Any) -> str:
    """An error as a part of a sentence."""
    return " ".join(str(error).split())[:200] or type(error).__name__
