"""When something was handed in, and what being late costs."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from importlib import import_module
from zoneinfo import ZoneInfo

STORED = "%Y-%m-%d %H:%M:%S.%f"  # how the gradebook's database keeps a time, in UTC
EPOCH = datetime(1970, 1, 1)  # all times of the database are without a zone
OFFSET = re.compile(r"([+-])(\d\d):?(\d\d)?$")
Penalty = Callable[[str, float, float], float | None]


def stored(text: str) -> str:
    """A time as `timestamp.txt` has it (`2026-11-12 10:00:00.5 Europe/Berlin`, `… +0200`), as the database keeps it.

    Without a zone it is UTC. Raises ValueError with one sentence for what is no time.
    """
    words = text.split()
    try:
        if len(words) == 3:
            time = datetime.fromisoformat(f"{words[0]} {words[1]}").replace(tzinfo=_zone(words[2]))
        else:
            time = datetime.fromisoformat(" ".join(words))
    except (ValueError, OverflowError):
        try:
            # It comes with Matplotlib, and nbgrader reads times with it.
            time = import_module("dateutil.parser").parse(text)
        except (ValueError, OverflowError, TypeError):
            raise ValueError(f"`timestamp.txt` holds no time: {text.strip()[:40]!r}") from None
    if time.tzinfo:
        try:
            time = time.astimezone(UTC).replace(tzinfo=None)
        except OverflowError:
            raise ValueError(f"`timestamp.txt` holds no time: {text.strip()[:40]!r}") from None
    return time.strftime(STORED)


def _zone(name: str) -> timezone | ZoneInfo:
    """`UTC`, `+0200`, `-08:00` or a name such as `Europe/Berlin`."""
    if offset := OFFSET.fullmatch(name):
        delta = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
        return timezone(delta if offset[1] == "+" else -delta)
    try:
        return UTC if name in ("UTC", "GMT", "Z") else ZoneInfo(name)
    except (OSError, LookupError):
        raise ValueError(f"no time zone is called {name!r}") from None


def seconds_late(timestamp: str | None, due: str | None, extension: str | None) -> float:
    """How long after the due date and the student's own extension; 0 if not late. Times as the database keeps them."""
    if not timestamp or not due:
        return 0.0
    more = _read(extension) - EPOCH if extension else timedelta()
    return max(0.0, (_read(timestamp) - _read(due) - more).total_seconds())


def _read(text: str) -> datetime:
    return datetime.fromisoformat(text)


def no_penalty(student: str, score: float, seconds: float) -> None:
    """nbgrader's method `none`, which is its default."""


def all_of_it(student: str, score: float, seconds: float) -> float:
    """nbgrader's method `zero`."""
    return score
