"""A submitted notebook made whole: every released cell is there once, as it was, in its place; answers are kept."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from autograder.nbgrader.matching import Match, matched
from autograder.nbgrader.reading import Cell, read, shown
from autograder.nbgrader.released import Released, defined, released

MOST_NOTES = 30
SKIPPING = {"skip-execution": "it would not be run", "raises-exception": "its failure would not count"}
FLAGS = {"grade": "that it is graded", "solution": "that it is a solution", "locked": "that it is locked"}


@dataclass(frozen=True)
class Repaired:
    """notebook: nbformat 4.5 as plain data, without outputs. notes: one sentence for each thing that was repaired."""

    notebook: dict[str, Any]
    notes: tuple[str, ...]


def repaired(source: dict[str, Any], submitted: bytes, given: Sequence[Released] | None = None) -> Repaired:
    """A submitted notebook with the released cells of `source` restored.

    source: the instructor's notebook, of which only cells that nbgrader knows by name are looked at; locked and
    graded ones are taken from it word for word, of others only where they belong and what they are worth. Cells
    that the student added stay where they were, as ordinary ones. given: these cells, where they are known already.
    Raises ValueError with one sentence if `submitted` is no notebook.
    """
    cells, notes = read(submitted)
    given = released(source) if given is None else given
    match = matched(given, cells)
    notes += [note for one in given for note in _told(one, match, cells)]
    notes += _moved(given, match)
    if len(notes) > MOST_NOTES:
        notes[MOST_NOTES:] = [f"{len(notes) - MOST_NOTES} more things were repaired"]
    metadata = {
        k: source["metadata"][k] for k in ("kernelspec", "language_info") if k in source.get("metadata", {})
    }
    made = _with_ids(list(_whole(given, match, cells)))
    notebook = {"cells": made, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return Repaired(notebook, tuple(notes))


def _whole(given: Sequence[Released], match: Match, cells: Sequence[Cell]) -> Iterator[dict[str, Any]]:
    """All cells: released ones in their order, each followed by what the student had below it."""
    below: dict[str, list[Cell]] = {"": []}
    above = ""
    for number, cell in enumerate(cells):
        if number in match.owner:
            above = match.owner[number]
        elif number not in match.untouched:
            below.setdefault(above, []).append(cell)
    yield from map(_ordinary, below[""])
    for one in given:
        mine = cells[match.where[one.name]] if one.name in match.where else None
        if mine and _work_in(one, mine):
            yield _ordinary(mine)
        yield _restored(one, mine)
        yield from map(_ordinary, below.get(one.name, []))


def _restored(one: Released, cell: Cell | None) -> dict[str, Any]:
    """The released cell with the student's text if it is theirs; empty if they have none, as `source` may hold the answer."""
    text = one.text if one.locked else cell.text if cell else ""
    attachments = cell.attachments if cell and not one.locked else {}
    made = _made(one.kind, text, {"nbgrader": {**one.meta}}, attachments)
    return {**made, "id": one.id or _id(one.name)}


def _ordinary(cell: Cell) -> dict[str, Any]:
    return {**_made(cell.kind, cell.text, {}, cell.attachments), "id": cell.id}


def _made(kind: str, text: str, metadata: dict[str, Any], attachments: dict[str, Any]) -> dict[str, Any]:
    made = {"cell_type": kind, "id": "", "metadata": metadata, "source": text}
    if kind == "code":
        return {**made, "execution_count": None, "outputs": []}
    return {**made, "attachments": attachments} if attachments else made


def _with_ids(made: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Every cell with an id of its own. Released cells keep theirs."""
    taken = {cell["id"] for cell in made if "nbgrader" in cell["metadata"]}
    for number, cell in enumerate(made):
        if "nbgrader" not in cell["metadata"]:
            if cell["id"] in taken or not _is_id(cell["id"]):
                cell["id"] = next(i for k in range(len(made) + 1) if (i := _id(f"{number} {k}")) not in taken)
            taken.add(cell["id"])
    return made


def _is_id(text: str) -> bool:
    return 0 < len(text) <= 64 and text.isascii() and text.replace("-", "").replace("_", "").isalnum()


def _id(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:8]


def _work_in(one: Released, cell: Cell) -> bool:
    """Whether the student wrote functions of their own into a locked cell."""
    return one.locked and cell.kind == "code" and bool(defined(cell.text) - one.defines)


def _told(one: Released, match: Match, cells: Sequence[Cell]) -> Iterator[str]:
    """What was repaired in one cell."""
    if one.name not in match.where:
        if one.locked:
            yield f"`{one.name}` was deleted; it is back in its place"
        else:
            yield f"`{one.name}` was deleted and nothing of it was found, so there is no answer in it"
        return
    cell = cells[match.where[one.name]]
    if one.name in match.found_by:
        said = f"was called `{shown(cell.name)}`" if cell.name else "had lost its name"
        how = {"definition": "what it defines", "place": "its place", "text": "its text", "id": "its id"}
        yield f"the cell of `{one.name}` {said}; it was found by {how[match.found_by[one.name]]}"
    if n := match.copies.get(one.name):
        which = (
            "the one with the released text" if one.locked else "the last one in which something was written"
        )
        yield f"`{one.name}` was there {n + 1} times; {which} counts"
    if cell.kind != one.kind:
        yield f"`{one.name}` had been turned into a {cell.kind} cell; it is a {one.kind} cell again"
    if one.locked and not one.is_untouched(cell.text):
        kept = (
            "; what was defined in it is kept in a cell of its own before it" if _work_in(one, cell) else ""
        )
        yield f"`{one.name}` is locked and was changed; the original is back{kept}"
    yield from _retagged(one, cell)


def _retagged(one: Released, cell: Cell) -> Iterator[str]:
    """What its metadata said otherwise. Keys that it lacks are those of older versions."""
    said, meta = cell.said, one.meta
    if "points" in said and meta.get("points") is not None and said["points"] != meta["points"]:
        yield f"the points of `{one.name}` had been changed to {shown(said['points'])}; they are {meta['points']:g} again"
    changed = [
        words for flag, words in FLAGS.items() if flag in said and bool(said[flag]) != bool(meta.get(flag))
    ]
    if changed:
        yield f"the metadata of `{one.name}` no longer said {' or '.join(changed)} as released; it was restored"
    for tag, words in SKIPPING.items():
        if tag in cell.tags:
            yield f"`{one.name}` had the tag `{tag}`, with which {words}; the tag was removed"


def _moved(given: Sequence[Released], match: Match) -> Iterator[str]:
    """Which cells stood elsewhere: all that are not in the longest run of cells in their order."""
    found = [(one.name, match.where[one.name]) for one in given if one.name in match.where]
    ends: list[int] = []  # ends[n]: the lowest place at which a run of n + 1 cells can end
    length = []
    for _, place in found:
        n = bisect_left(ends, place)
        ends[n : n + 1] = [place]
        length.append(n)
    moved, wanted = [], len(ends) - 1
    for (name, _), n in zip(reversed(found), reversed(length), strict=True):
        if n == wanted:
            wanted -= 1
        else:
            moved.append(f"`{name}`")
    if moved:
        many = f"{len(moved)} cells" if len(moved) > 1 else "a cell"
        back = "they are" if len(moved) > 1 else "it is"
        yield f"{many} had been moved ({', '.join(reversed(moved[-10:]))}); {back} in order again"
