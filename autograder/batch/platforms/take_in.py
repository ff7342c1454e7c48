"""Everything that is to be graded, whatever the download looks like."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from autograder.batch.finds import reason
from autograder.batch.intake import Entry, entries, submitted
from autograder.batch.platforms.attempts import students
from autograder.batch.platforms.canvas import Canvas
from autograder.batch.platforms.folders import Folders, Git, Nbgrader
from autograder.batch.platforms.gradescope import Gradescope
from autograder.batch.platforms.handin import EARLIER, IGNORED, REFUSED, Reader, Row, some
from autograder.batch.platforms.moodle import Moodle
from autograder.batch.platforms.tree import FolderTree, Tree, ZipTree
from autograder.grading.show import clean

PLAIN = Folders()
READERS: tuple[Reader, ...] = (Gradescope(), Canvas(), Moodle(), Nbgrader(), Git(), PLAIN)
FORMATS = tuple(reader.name for reader in READERS)


@dataclass(frozen=True)
class Intake:
    """Who is graded, and what became of the rest. sentence: what the download was taken for, "" if it is plain."""

    entries: list[Entry]
    rows: list[Row]
    sentence: str = ""

    def sentences(self) -> Iterator[str]:
        """What the download was taken for, and what in it is not graded."""
        if self.sentence:
            yield clean(self.sentence)
        left = {row.path: row.reason for row in self.rows if row.outcome in (IGNORED, REFUSED)}
        for why in sorted(set(left.values())):
            yield f"Not graded, because {clean(why)}: {some([name for name in left if left[name] == why])}."
        if earlier := [row.path for row in self.rows if row.outcome == EARLIER]:
            yield f"Not graded, because a later attempt counts: {some(earlier)}."

    @property
    def digest(self) -> str:
        """Of all that `intake.csv` is made from, besides results."""
        total = sha256(repr((self.sentence, self.rows)).encode("utf-8", "backslashreplace"))
        for e in self.entries:
            total.update(repr((e.name, e.student, e.parts)).encode("utf-8", "backslashreplace"))
        return total.hexdigest()


def take_in(root: Path, out: Path | None = None, format_name: str | None = None) -> Intake:
    """Recognise the format, or take it as told, and find everybody.

    out: see `entries`. Raises ValueError with one sentence if `root` is nothing of the kind.
    """
    if root.is_file():
        if root.suffix.lower() != ".zip":
            raise ValueError(
                f"`{root}` is neither a folder nor a zip file; give what your platform delivered"
            )
        try:
            tree: Tree = ZipTree(root)
        except Exception as error:  # a damaged archive can make its reader raise anything
            raise ValueError(f"`{root}`: {reason(error)}; download it again") from None
        plain = None
    else:
        plain = entries(root, out)  # says what is wrong with the folder, too
        tree = FolderTree(submitted(root), out)
    reader, tree = _reader(tree, format_name)
    if plain and isinstance(reader, Folders):
        found, rows = _as_before(reader, tree, *plain)
    else:
        hidden = plain[1] if plain else {}
        sorted_out = students(tree, reader.name, reader.hand_ins(tree))
        found = sorted_out.entries
        rows = sorted_out.rows + [Row(n, "", IGNORED, why) for n, why in hidden.items() if n.startswith(".")]
        rows += [Row(name, "", REFUSED, why) for name, why in tree.refused.items()]
    if not format_name and reader is PLAIN and plain:
        return Intake(found, rows)
    looks = "is read as" if format_name else "looks like"
    count = f"{len(found)} student{'s' if len(found) != 1 else ''}"
    return Intake(found, rows, f"`{root}` {looks} {reader.title}: {count}.")


def _reader(tree: Tree, format_name: str | None) -> tuple[Reader, Tree]:
    """The format, and the folder of the download that it begins in."""
    wanted = [r for r in READERS if format_name in (None, r.name)]
    inner = _only_folder(tree)
    zipped = isinstance(tree, ZipTree)
    for reader in wanted:
        if reader is not PLAIN and reader.recognises(tree):
            return reader, tree
        # A folder in a folder is a student's, unless its names say something else.
        if (
            inner
            and (zipped or not isinstance(reader, Folders))
            and reader is not PLAIN
            and reader.recognises(inner)
        ):
            return reader, inner
    last = wanted[-1]
    if (
        inner
        and zipped
        and isinstance(last, Folders)
        and all(i.is_folder or _is_zip(i.name) for i in inner.items())
    ):
        return last, inner  # a class that was zipped with the folder that holds it
    return last, tree


def _only_folder(tree: Tree) -> Tree | None:
    """What unpacking programs put around a download."""
    items = tree.items()
    return tree.into(items[0].name) if len(items) == 1 and items[0].is_folder else None


def _is_zip(name: str) -> bool:
    return name.lower().endswith(".zip")


def _as_before(
    reader: Folders, tree: Tree, found: list[Entry], ignored: dict[str, str]
) -> tuple[list[Entry], list[Row]]:
    """A folder for each student: found as ever, with what the platform knows besides."""
    rows = [Row(name, "", IGNORED, why) for name, why in ignored.items()]
    if reader is PLAIN:
        return found, rows
    facts = [reader.facts(tree, e.name) for e in found]
    return [
        replace(e, about={"platform": reader.name, "id": e.student, **f})
        for e, f in zip(found, facts, strict=True)
    ], rows
