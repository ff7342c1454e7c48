"""A glance at a submission: whether its folder can have changed, without reading a file.

As in git's index: names, sizes, times and inodes of all files, held against those of the last time. A file that was
written so shortly before it was read that a later change could bear the same time is "racily clean"; of such a
folder no glance is kept, and it is read once more.
"""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from hashlib import blake2b
from operator import attrgetter
from stat import S_ISDIR, S_ISLNK, S_ISREG

from autograder.batch.finds import MAX_NAMES, is_skipped
from autograder.batch.folder import MAX_DEPTH
from autograder.batch.intake import Entry

COARSE = 2_000_000_000  # nanoseconds between two times of the coarsest file system in use (FAT)
NAME = attrgetter("name")


@dataclass(frozen=True, slots=True)
class Glance:
    """What a submission looked like. digest: "" if a glance cannot tell. racy: a later change may look the same."""

    digest: str
    racy: bool

    @property
    def lasting(self) -> str:
        """What the next run may rely on."""
        return "" if self.racy else self.digest


NOTHING = Glance("", True)


class _UnsureError(Exception):
    """A glance cannot tell."""


def glance(entry: Entry, stamp: str) -> Glance:
    """Look at an entry. stamp: of what else its result depends on."""
    now = time.time_ns()
    try:
        seen, newest = _seen(entry)
    except (OSError, _UnsureError):
        return NOTHING
    text = f"{stamp}\n{seen}"
    if entry.twins or entry.about or entry.notes or entry.problems or entry.parts:
        text += repr((entry.twins, entry.about, entry.notes, entry.problems, entry.parts))
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
    return Glance(digest, newest + COARSE > now)


def _seen(entry: Entry) -> tuple[str, int]:
    """What is seen of all its files, and when the youngest of them changed."""
    paths = [str(entry.place)]
    if entry.tree is not None:
        root = str(entry.tree.path)
        is_zip = S_ISREG(os.stat(root).st_mode)  # noqa: PTH116 - thousands a second
        paths = [root] if is_zip else [f"{root}/{name}" for name, _ in entry.parts]
    lines: list[str] = []
    newest = 0
    for path in paths:
        facts = os.lstat(path)
        if S_ISDIR(facts.st_mode):
            newest = max(newest, _look_into(path, "", 0, lines))
        elif S_ISREG(facts.st_mode):
            newest = max(newest, facts.st_mtime_ns, facts.st_ctime_ns)
            lines.append(_line("", facts))
        else:
            raise _UnsureError
    return "\n".join(lines), newest


def _look_into(folder: str, prefix: str, depth: int, lines: list[str]) -> int:
    """Add a line for each file that a search may come to; return when the youngest changed.

    Raises _UnsureError for links, since what they lead to is another matter.
    """
    newest = 0
    with os.scandir(folder) as found:
        items = sorted(found, key=NAME)
    if len(lines) + len(items) > MAX_NAMES:
        raise _UnsureError
    for item in items:
        facts = item.stat(follow_symlinks=False)
        newest = max(newest, facts.st_mtime_ns, facts.st_ctime_ns)
        lines.append(_line(prefix + item.name, facts))
        if S_ISDIR(facts.st_mode):
            if depth <= MAX_DEPTH and not is_skipped(item.name):
                newest = max(newest, _look_into(item.path, f"{prefix}{item.name}/", depth + 1, lines))
        elif S_ISLNK(facts.st_mode):
            raise _UnsureError
    return newest


def _line(name: str, s: os.stat_result) -> str:
    return f"{name}\0{s.st_size} {s.st_mtime_ns} {s.st_ctime_ns} {s.st_ino}"
