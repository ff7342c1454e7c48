"""What a search through one submission finds: candidates for each lesson, within limits."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from difflib import SequenceMatcher

from autograder.files import MAX_FILE
from autograder.texts import tr

MAX_ARCHIVE, MAX_TOTAL = 50 << 20, 50 << 20
MAX_NAMES, MAX_CANDIDATES = 100_000, 8

# What browsers, Drive, Jupyter, Windows and people make of `relu.py`: `relu (1).py`, `Copy of relu.py`,
# `relu-Copy1.ipynb`, `relu - Copy (2).py`, `05_relu.py`.
# Possessive (`++`), and only for names of a sane length: a hostile name must not keep the matcher busy.
DOWNLOAD = re.compile(
    r"(?:copy of )?(?:\d\d?[ _-]+)?(.+?)(?:[ _-]*+(?:copy ?)?\(?\d++\)?|[ _-]++copy)*+",
    re.IGNORECASE | re.DOTALL,
)
LONGEST_NAME = 120
PROGRAM = re.compile(r"\.(py|ipynb)\b", re.IGNORECASE)  # `a.py.txt` too: somebody's program, wrongly saved


class RefusedError(Exception):
    """A file that will not be read; the text is one sentence about "it"."""


@dataclass(frozen=True)
class Found:
    """One file for a lesson: its bytes, or one sentence that says why it was not read.

    time: when it was last changed, in ISO format, without an offset if the archive does not say; "" if unknown.
    """

    name: str
    data: bytes = b""
    problem: str = ""
    time: str = ""


class Finds:
    """Candidates by lesson, remarks about the rest, and names that belong to no lesson.

    topics: of the lessons that are graded. known: of all lessons of the course. near: look for names
    that only resemble a lesson's. others: the first names of any kind. unread: those that look like
    somebody's program. essays: questions as `topic.name`, whose answers are `name.md` or `name.txt`; in
    `files` they stand beside the lessons.
    """

    def __init__(
        self,
        topics: Collection[str],
        known: Collection[str] = (),
        *,
        near: bool = False,
        essays: Collection[str] = (),
    ) -> None:
        self.topics, self.known, self.near = topics, {*topics, *known}, near
        self.essays = {title.partition(".")[2]: title for title in essays}
        self.files: dict[str, list[Found]] = {}
        self.remarks: list[str] = []
        self.others: list[str] = []
        self.unread: list[str] = []
        self.seen = self.size = 0

    def topic(self, base: str) -> str | None:
        """The lesson that a file is a candidate for, if it is one that is graded; or the question."""
        if name := self.essays and topic_of(base, self.essays, ("md", "txt")):
            return self.essays[name]
        exact = topic_of(base, self.known)
        topic = (None if exact else near_topic(base, self.known)) if self.near else exact
        return topic if topic in self.topics else None

    def enough(self) -> bool:
        """Count one more name; true when a hand-in holds so many that the search ends."""
        self.seen += 1
        if self.seen > MAX_NAMES:
            self.remark(tr("it holds more than {most} files; the rest was not looked at", most=MAX_NAMES))
        return self.seen > MAX_NAMES

    def remark(self, sentence: str) -> None:
        if sentence not in self.remarks and len(self.remarks) < 20:
            self.remarks.append(sentence)

    def other(self, name: str) -> None:
        """Keep a name, so that "no file for …" can say what there is instead."""
        if len(self.others) < 3:
            self.others.append(name)
        base = name.rsplit("/", 1)[-1]
        if not topic_of(base, self.known) and (PROGRAM.search(base) or _inside(base, self.topics)):
            self.unread.append(name)

    def refuse(self, topic: str, name: str, problem: str) -> None:
        self.offer(topic, name, lambda: _refused(problem))

    def offer(self, topic: str, name: str, load: Callable[[], bytes], time: str = "") -> None:
        """Take a candidate for a lesson; whatever `load` raises is kept as the reason why not. time: see `Found`."""
        candidates = self.files.setdefault(topic, [])
        if len(candidates) == MAX_CANDIDATES:
            self.remark(
                tr(
                    "more than {most} files for `{topic}`; the rest was not looked at",
                    most=MAX_CANDIDATES,
                    topic=topic,
                )
            )
            return
        try:
            data = load()
            if not data.strip():
                _refused(tr("it is empty"))
            if self.size + len(data) > MAX_TOTAL:
                _refused(tr("it was not read: the hand-in holds more than {most}", most=megabytes(MAX_TOTAL)))
        except Exception as error:  # a hostile archive can make its reader raise anything
            candidates.append(Found(name, problem=reason(error)))
        else:
            self.size += len(data)
            candidates.append(Found(name, data, time=time))


def topic_of(name: str, topics: Collection[str], endings: Collection[str] = ("py", "ipynb")) -> str | None:
    """The lesson that a file name belongs to; downloads such as `relu (1).py` are recognised."""
    stem, _, ending = name.rpartition(".")
    if not stem or ending.lower() not in endings:
        return None
    download = DOWNLOAD.fullmatch(stem) if len(stem) <= LONGEST_NAME else None
    stems = (stem.lower(), download[1].lower() if download else "")
    return next((t for s in stems for t in topics if t == s), None)


def near_topic(name: str, topics: Collection[str]) -> str | None:
    """The one lesson whose words stand in a program's name: `ada-linear regression_v2.py`."""
    stem, _, ending = name.rpartition(".")
    if ending.lower() not in ("py", "ipynb"):
        return None
    inside = _inside(stem, topics)
    whole = [t for t in inside if not any(t != u and _words(t) in _words(u) for u in inside)]
    return whole[0] if len(whole) == 1 else None


def most_like(names: list[str], topics: Collection[str]) -> list[str]:
    """The same names, those that resemble one of the lessons first."""

    def likeness(name: str) -> float:
        base = _words(name.rsplit("/", 1)[-1][:LONGEST_NAME])
        return max(SequenceMatcher(None, base, _words(t)).ratio() for t in topics)

    return sorted(names[:100], key=likeness, reverse=True) + names[100:]  # the first lie nearest to the top


def _inside(name: str, topics: Collection[str]) -> list[str]:
    words = _words(name) if len(name) <= LONGEST_NAME else ""
    return [t for t in topics if _words(t) in words]


def _words(name: str) -> str:
    """`_linear_regression_` for `Linear-Regression`."""
    return f"_{re.sub(r'[^a-z0-9]+', '_', name.lower())}_"


def is_skipped(folder: str) -> bool:
    """Whether a folder is made by a machine. `.` and `..` come in archives and mean nothing."""
    return folder in ("__MACOSX", "__pycache__", "node_modules", "site-packages") or (
        folder.startswith(".") and folder not in (".", "..")
    )


def bounded(size: int, limit: int = MAX_FILE) -> None:
    """Raises RefusedError for a file larger than the limit."""
    if size > limit:
        _refused(
            tr("it is too large: {size}, the limit is {most}", size=megabytes(size), most=megabytes(limit))
        )


def megabytes(size: int) -> str:
    """A size as people say it."""
    return f"{size / (1 << 20):.0f} MB" if size >= 10 << 20 else f"{size / (1 << 20):.1f} MB"


def reason(error: Exception) -> str:
    """A sentence about "it" from an exception."""
    if isinstance(error, RefusedError):
        return str(error)
    text = " ".join(str(getattr(error, "strerror", None) or error).split()) or type(error).__name__
    return tr("it cannot be read: {reason}", reason=text[:1].lower() + text[1:300]).rstrip()


def _refused(problem: str) -> bytes:
    raise RefusedError(problem)
