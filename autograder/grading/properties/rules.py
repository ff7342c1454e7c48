"""Rules that are true of some inputs and false of others, in a student's words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, permutations
from typing import Any

import numpy as np

from autograder.grading.close import Array, as_numbers

GAP = 2.0  # how much larger the smallest "large" one must be than the largest "small" one
SAME = 1e-9


@dataclass(frozen=True)
class Rule:
    """name: of what it speaks. yes, no: what is said of it if it is so, and if not. holds: for each check or number.

    vague: `no` is too common to mean anything by itself.
    """

    name: str
    yes: str
    no: str
    holds: list[bool]
    vague: bool = False


def about_checks(arguments: Sequence[Mapping[str, Any]], wants: Sequence[Any]) -> Iterator[Rule]:
    """All rules that can be asked of every check, the plainest first.

    arguments, wants: of each check. What holds does not depend on any answer.
    """
    names = list(dict.fromkeys(name for given in arguments for name in given))
    for name in names:
        given = [name in a for a in arguments]
        if not all(given):
            yield Rule(f"`{name}`", "is given", "is left out", given)
    shared = {n: [a[n] for a in arguments] for n in names if all(n in a for a in arguments)}
    tables = {n: found for n, column in shared.items() if (found := _tables(column))}
    for name, column in tables.items():
        yield from _about_shapes(f"`{name}`", column)
    for name, column in tables.items():
        if all(v.ndim == 0 for v in column):
            yield from about_numbers(f"`{name}`", np.array([float(v) for v in column]))
        else:
            yield from _about_arrays(f"`{name}`", column)
        kinds = [np.asarray(v).dtype.kind in "iub" for v in shared[name]]
        yield Rule(f"`{name}`", "holds integers", "holds other numbers", kinds)
    numbers = {n: [float(v) for v in c] for n, c in tables.items() if all(v.ndim == 0 for v in c)}
    counts = {n for n in numbers if all(isinstance(v, int) for v in shared[n])}
    yield from _about_pairs(numbers, counts)
    yield from _about_expected(list(wants))


def about_numbers(name: str, values: Array) -> Iterator[Rule]:
    """Rules about single numbers."""
    if not np.isfinite(values).all():
        return
    yield from about_signs(name, values)
    whole = values == np.round(values)
    if "expected" not in name:
        yield _rule(name, "is a whole number", whole)
    if whole.all():
        yield _rule(name, "is even", values % 2 == 0)
    yield from _about_sizes(name, np.abs(values))


def about_signs(name: str, values: Array) -> Iterator[Rule]:
    """Zero, one, positive, negative."""
    for number in (0, 1):
        yield Rule(name, f"is {number}", f"is not {number}", [bool(v == number) for v in values], vague=True)
    yield _rule(name, "is positive", values > 0)
    yield _rule(name, "is negative", values < 0)


def _rule(name: str, yes: str, holds: Any, no: str = "") -> Rule:
    verb, _, rest = yes.partition(" ")
    return Rule(name, yes, no or f"{verb} not {rest}", [bool(h) for h in holds])


def _about_sizes(name: str, sizes: Array) -> Iterator[Rule]:
    """Small ones and large ones, wherever there is a gap between them."""
    for low, high in pairwise(np.unique(sizes)):
        if high >= GAP * low > 0:
            yield _rule(
                name, f"is at most {low:.6g} in size", sizes <= low, f"is at least {high:.6g} in size"
            )


def _about_shapes(name: str, column: list[Array]) -> Iterator[Rule]:
    def rule(yes: str, test: Callable[[Array], Any], no: str = "") -> Rule:
        return _rule(name, yes, map(test, column), no)

    yield rule("is a single number", lambda v: v.ndim == 0, "is an array")
    yield rule("is one-dimensional", lambda v: v.ndim == 1)
    yield rule("has one entry", lambda v: v.size == 1, "has several entries or none")
    if all(v.ndim == 2 for v in column):
        yield rule("is square", lambda v: v.shape[0] == v.shape[1])
        yield rule("has one row", lambda v: v.shape[0] == 1, "has several rows or none")
        yield rule("has one column", lambda v: v.shape[1] == 1, "has several columns or none")
        yield rule("has more rows than columns", lambda v: v.shape[0] > v.shape[1])
        yield rule("has more columns than rows", lambda v: v.shape[0] < v.shape[1])


def _about_arrays(name: str, column: list[Array]) -> Iterator[Rule]:
    def rule(yes: str, test: Callable[[Array], Any], no: str = "") -> Rule:
        return _rule(name, yes, map(test, column), no)

    yield rule("is 0 everywhere", lambda v: not v.any())
    yield rule("has an entry that is 0", lambda v: not v.all(), "has no entry that is 0")
    yield rule("has a negative entry", lambda v: (v < 0).any(), "has no negative entry")
    yield rule(
        "has a fraction among its entries", lambda v: (v != np.round(v)).any(), "has whole numbers only"
    )
    yield rule("has the same number everywhere", lambda v: v.size == 0 or np.ptp(v) == 0)
    if all(v.ndim == 1 and len(v) > 1 for v in column):
        yield rule("has equal steps", lambda v: np.ptp(np.diff(v)) <= SAME * np.abs(v).max())
        yield rule("has steps of 1 only", lambda v: (np.diff(v) == 1).all(), "has other steps than 1")
    if all(v.ndim == 2 and v.shape[0] == v.shape[1] for v in column):
        yield rule("is symmetric", lambda v: np.array_equal(v, v.T))
    if all(v.size and np.isfinite(v).all() for v in column):
        yield from _about_sizes(f"the largest entry of {name}", np.array([np.abs(v).max() for v in column]))


def _about_pairs(numbers: dict[str, list[float]], counts: set[str]) -> Iterator[Rule]:
    """Two arguments of one kind against each other. counts: those that are integers in every check."""
    alike = [(a, b) for a, b in permutations(numbers, 2) if (a in counts) == (b in counts)]
    for one, other in alike:
        rows = list(zip(numbers[one], numbers[other], strict=True))
        if one < other:
            yield _rule(f"`{one}`", f"is equal to `{other}`", [a == b for a, b in rows])
        yield _rule(f"`{one}`", f"is less than `{other}`", [a < b for a, b in rows])


def _about_expected(wants: list[Any]) -> Iterator[Rule]:
    if all(isinstance(w, str) for w in wants):
        for text in dict.fromkeys(wants):
            yield _rule(repr(text), "is expected", [w == text for w in wants])
        return
    column = _tables(wants)
    if not column:
        return
    if all(w.ndim == 0 for w in column):
        yield from about_numbers("the expected number", np.array([float(w) for w in column]))
    else:
        yield _rule("what is expected", "is 0 everywhere", [not w.any() for w in column])
        yield from _about_shapes("what is expected", column)


def _tables(column: list[Any]) -> list[Array]:
    """All as arrays of real numbers, or none of them."""
    arrays = [as_numbers(v) for v in column]
    kept = [a.astype(float) for a in arrays if a is not None and a.dtype.kind != "c"]
    return kept if len(kept) == len(column) else []
