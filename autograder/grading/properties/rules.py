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
    """holds: whether it is true, for each check or number. yes: what is then the case. no: what is the case if not.

    opposite: `no` in words that can stand alone; "" if it is too common to mean anything.
    """

    yes: str
    no: str
    opposite: str
    holds: list[bool]


def about_checks(arguments: Sequence[Mapping[str, Any]], wants: Sequence[Any]) -> Iterator[Rule]:
    """All rules that can be asked of every check, the plainest first.

    arguments, wants: of each check. What holds does not depend on any answer.
    """
    names = list(dict.fromkeys(name for given in arguments for name in given))
    for name in names:
        given = [name in a for a in arguments]
        if not all(given):
            yield Rule(f"`{name}` is given", "it is left out", f"`{name}` is left out", given)
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
        yield _rule(f"`{name}`", "holds integers", "does not", kinds)
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
        yield _rule(name, "is a whole number", "is not", whole)
    if whole.all():
        yield _rule(name, "is even", "is odd", values % 2 == 0)
    yield from _about_sizes(name, np.abs(values))


def about_signs(name: str, values: Array) -> Iterator[Rule]:
    """Zero, one, positive, negative."""
    for number in (0, 1):
        yield Rule(f"{name} is {number}", "it is not", "", [bool(v == number) for v in values])
    yield _rule(name, "is positive", "is not", values > 0)
    yield _rule(name, "is negative", "is not", values < 0)


def _rule(name: str, yes: str, no: str, holds: Any) -> Rule:
    verb, _, rest = yes.partition(" ")
    opposite = (
        no
        if no not in ("is not", "has not", "does not")
        else {"holds": "does not hold"}.get(verb, f"{verb} not") + f" {rest}"
    )
    return Rule(f"{name} {yes}", f"it {no}", f"{name} {opposite}", [bool(h) for h in holds])


def _about_sizes(name: str, sizes: Array) -> Iterator[Rule]:
    """Small ones and large ones, wherever there is a gap between them."""
    for low, high in pairwise(np.unique(sizes)):
        if high >= GAP * low > 0:
            yes, no = f"is at most {low:.6g} in size", f"is at least {high:.6g} in size"
            yield _rule(name, yes, no, sizes <= low)


def _about_shapes(name: str, column: list[Array]) -> Iterator[Rule]:
    def rule(yes: str, no: str, test: Callable[[Array], Any]) -> Rule:
        return _rule(name, yes, no, map(test, column))

    yield rule("is a single number", "is an array", lambda v: v.ndim == 0)
    yield rule("is one-dimensional", "is not", lambda v: v.ndim == 1)
    yield rule("has one entry", "has several or none", lambda v: v.size == 1)
    if all(v.ndim == 2 for v in column):
        yield rule("is square", "is not", lambda v: v.shape[0] == v.shape[1])
        yield rule("has one row", "has several", lambda v: v.shape[0] == 1)
        yield rule("has one column", "has several", lambda v: v.shape[1] == 1)
        yield rule("has more rows than columns", "has not", lambda v: v.shape[0] > v.shape[1])
        yield rule("has more columns than rows", "has not", lambda v: v.shape[0] < v.shape[1])


def _about_arrays(name: str, column: list[Array]) -> Iterator[Rule]:
    def rule(yes: str, no: str, test: Callable[[Array], Any]) -> Rule:
        return _rule(name, yes, no, map(test, column))

    yield rule("is 0 everywhere", "is not", lambda v: not v.any())
    yield rule("has an entry that is 0", "has none", lambda v: not v.all())
    yield rule("has an entry that is negative", "has none", lambda v: (v < 0).any())
    yield rule("has an entry that is no whole number", "has none", lambda v: (v != np.round(v)).any())
    yield rule("has the same number everywhere", "has not", lambda v: np.ptp(v) == 0 if v.size else True)
    if all(v.ndim == 1 and len(v) > 1 for v in column):
        yield rule("has equal steps", "has not", lambda v: np.ptp(np.diff(v)) <= SAME * np.abs(v).max())
        yield rule("has steps of 1 only", "has others", lambda v: (np.diff(v) == 1).all())
    if all(v.ndim == 2 and v.shape[0] == v.shape[1] for v in column):
        yield rule("is symmetric", "is not", lambda v: np.array_equal(v, v.T))
    if all(v.size and np.isfinite(v).all() for v in column):
        yield from _about_sizes(f"the largest entry of {name}", np.array([np.abs(v).max() for v in column]))


def _about_pairs(numbers: dict[str, list[float]], counts: set[str]) -> Iterator[Rule]:
    """Two arguments of one kind against each other. counts: those that are integers in every check."""
    alike = [(a, b) for a, b in permutations(numbers, 2) if (a in counts) == (b in counts)]
    for one, other in alike:
        rows = list(zip(numbers[one], numbers[other], strict=True))
        both = f"`{one}` and `{other}`"
        if one < other:
            yield Rule(
                f"{both} are equal", "they are not", f"{both} are not equal", [a == b for a, b in rows]
            )
        less = [a < b for a, b in rows]
        yield Rule(
            f"`{one}` is less than `{other}`", "it is not", f"`{one}` is not less than `{other}`", less
        )


def _about_expected(wants: list[Any]) -> Iterator[Rule]:
    if all(isinstance(w, str) for w in wants):
        for text in dict.fromkeys(wants):
            yield Rule(
                f"{text!r} is expected", "it is not", f"{text!r} is not expected", [w == text for w in wants]
            )
        return
    column = _tables(wants)
    if not column:
        return
    if all(w.ndim == 0 for w in column):
        yield from about_numbers("the expected number", np.array([float(w) for w in column]))
    else:
        yield _rule("what is expected", "is 0 everywhere", "is not", [not w.any() for w in column])
        yield from _about_shapes("what is expected", column)


def _tables(column: list[Any]) -> list[Array]:
    """All as arrays of real numbers, or none of them."""
    arrays = [as_numbers(v) for v in column]
    kept = [a.astype(float) for a in arrays if a is not None and a.dtype.kind != "c"]
    return kept if len(kept) == len(column) else []
