"""Which submitted cell stands for which released one, when names are doubled, changed or lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from autograder.nbgrader.reading import Cell
from autograder.nbgrader.released import Released, defined, likeness

ALIKE = 0.5


@dataclass
class Match:
    """Numbers of submitted cells by name of released ones, and the other way round.

    untouched: copies of a solution cell as it was released, in which nobody wrote anything. copies: how many
    other cells had the same name. found_by: how a cell was known that had lost its name.
    """

    owner: dict[int, str] = field(default_factory=dict)
    where: dict[str, int] = field(default_factory=dict)
    untouched: set[int] = field(default_factory=set)
    copies: dict[str, int] = field(default_factory=dict)
    found_by: dict[str, str] = field(default_factory=dict)

    def claim(self, name: str, number: int) -> None:
        self.owner[number], self.where[name] = name, number


def matched(given: Sequence[Released], cells: Sequence[Cell]) -> Match:
    """A released cell has at most one submitted cell, and a submitted cell at most one released one."""
    match = Match()
    by_name: dict[str, list[int]] = {}
    for number, cell in enumerate(cells):
        by_name.setdefault(cell.name, []).append(number)
    for one in given:
        if numbers := by_name.get(one.name):
            _named(match, one, numbers, cells)
    names = {one.name for one in given}
    free = [n for n, cell in enumerate(cells) if cell.name not in names]
    for way, candidates in _ways(cells):
        for one in given:
            if one.name not in match.where:
                left = [n for n in free if n not in match.owner]
                if chosen := candidates(one, left):
                    match.claim(one.name, chosen[-1])
                    match.found_by[one.name] = way
    _by_place(match, given, cells, free)
    return match


def _named(match: Match, one: Released, numbers: list[int], cells: Sequence[Cell]) -> None:
    """Of several cells of one name the last counts in which something was written, as it does when all are run."""
    same = {n for n in numbers if one.is_untouched(cells[n].text)}
    if one.locked:
        chosen = next((n for n in numbers if n in same), numbers[0])
    else:
        chosen = next((n for n in reversed(numbers) if n not in same), numbers[0])
        match.untouched |= same - {chosen}
    match.claim(one.name, chosen)
    if len(numbers) > 1:
        match.copies[one.name] = len(numbers) - 1


Way = tuple[str, Callable[[Released, list[int]], list[int]]]


def _ways(cells: Sequence[Cell]) -> list[Way]:
    """How a cell without its name is known, the surest first. Each way gives cells of which the last counts."""
    seen: dict[int, frozenset[str]] = {}

    def defines(number: int) -> frozenset[str]:
        if number not in seen:
            seen[number] = defined(cells[number].text) if cells[number].kind == "code" else frozenset()
        return seen[number]

    def by_text(one: Released, left: list[int]) -> list[int]:
        return [n for n in left if one.kind == cells[n].kind and one.is_untouched(cells[n].text)][:1]

    def by_definition(one: Released, left: list[int]) -> list[int]:
        return [n for n in left if not one.locked and one.defines & defines(n)]

    def by_id(one: Released, left: list[int]) -> list[int]:
        return [n for n in left if one.id and cells[n].id == one.id]

    return [("id", by_id), ("definition", by_definition), ("text", by_text)]


def _by_place(match: Match, given: Sequence[Released], cells: Sequence[Cell], free: list[int]) -> None:
    """A solution between the same neighbours as before: the only cell there, or the one most alike."""
    for k, one in enumerate(given):
        if one.locked or one.name in match.where:
            continue
        low = next((match.where[g.name] for g in reversed(given[:k]) if g.name in match.where), -1)
        high = next((match.where[g.name] for g in given[k + 1 :] if g.name in match.where), len(cells))
        between = [n for n in free if low < n < high and n not in match.owner and cells[n].kind == one.kind]
        if len(between) > 1:
            between = [n for n in between if likeness(cells[n].text, one.text) >= ALIKE]
            between.sort(key=lambda n: likeness(cells[n].text, one.text))
        if between:
            match.claim(one.name, between[-1])
            match.found_by[one.name] = "place"
