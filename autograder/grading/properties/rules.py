"""Rules that are true of some inputs and false of others, in a student's words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, permutations
from typing import Any

import numpy as np

from autograder.grading.close import Array, as_numbers
from autograder.texts import tr

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
            yield Rule(f"`{name}`", tr("is given"), tr("is left out"), given)
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
        yield Rule(f"`{name}`", tr("holds integers"), tr("holds other numbers"), kinds)
    numbers = {n: [float(v) for v in c] for n, c in tables.items() if all(v.ndim == 0 for v in c)}
    counts = {n for n in numbers if all(isinstance(v, int) for v in shared[n])}
    yield from _about_pairs(numbers, counts)
    yield from _about_expected(list(wants))


def about_numbers(name: str, values: Array, *, given: bool = True) -> Iterator[Rule]:
    """Rules about single numbers. given: they are an argument, not what is expected."""
    if not np.isfinite(values).all():
        return
    yield from about_signs(name, values)
    whole = values == np.round(values)
    if given:
        yield _rule(name, tr("is a whole number"), whole, tr("is not a whole number"))
    if whole.all():
        yield _rule(name, tr("is even"), values % 2 == 0, tr("is not even"))
    yield from _about_sizes(name, np.abs(values))


def about_signs(name: str, values: Array) -> Iterator[Rule]:
    """Zero, one, positive, negative."""
    for number in (0, 1):
        yes, no = tr("is {number}", number=number), tr("is not {number}", number=number)
        yield Rule(name, yes, no, [bool(v == number) for v in values], vague=True)
    yield _rule(name, tr("is positive"), values > 0, tr("is not positive"))
    yield _rule(name, tr("is negative"), values < 0, tr("is not negative"))


def _rule(name: str, yes: str, holds: Any, no: str) -> Rule:
    return Rule(name, yes, no, [bool(h) for h in holds])


def _about_sizes(name: str, sizes: Array) -> Iterator[Rule]:
    """Small ones and large ones, wherever there is a gap between them."""
    for low, high in pairwise(np.unique(sizes)):
        if high >= GAP * low > 0:
            small, large = (
                tr("is at most {low:.6g} in size", low=low),
                tr("is at least {high:.6g} in size", high=high),
            )
            yield _rule(name, small, sizes <= low, large)


def _about_shapes(name: str, column: list[Array]) -> Iterator[Rule]:
    def rule(yes: str, no: str, test: Callable[[Array], Any]) -> Rule:
        return _rule(name, yes, map(test, column), no)

    yield rule(tr("is a single number"), tr("is an array"), lambda v: v.ndim == 0)
    yield rule(tr("is one-dimensional"), tr("is not one-dimensional"), lambda v: v.ndim == 1)
    yield rule(tr("has one entry"), tr("has several entries or none"), lambda v: v.size == 1)
    if all(v.ndim == 2 for v in column):
        yield rule(tr("is square"), tr("is not square"), lambda v: v.shape[0] == v.shape[1])
        yield rule(tr("has one row"), tr("has several rows or none"), lambda v: v.shape[0] == 1)
        yield rule(tr("has one column"), tr("has several columns or none"), lambda v: v.shape[1] == 1)
        more, not_more = tr("has more rows than columns"), tr("has not more rows than columns")
        yield rule(more, not_more, lambda v: v.shape[0] > v.shape[1])
        more, not_more = tr("has more columns than rows"), tr("has not more columns than rows")
        yield rule(more, not_more, lambda v: v.shape[0] < v.shape[1])


def _about_arrays(name: str, column: list[Array]) -> Iterator[Rule]:
    def rule(yes: str, no: str, test: Callable[[Array], Any]) -> Rule:
        return _rule(name, yes, map(test, column), no)

    yield rule(tr("is 0 everywhere"), tr("is not 0 everywhere"), lambda v: not v.any())
    yield rule(tr("has an entry that is 0"), tr("has no entry that is 0"), lambda v: not v.all())
    yield rule(tr("has a negative entry"), tr("has no negative entry"), lambda v: (v < 0).any())
    fraction, whole = tr("has a fraction among its entries"), tr("has whole numbers only")
    yield rule(fraction, whole, lambda v: (v != np.round(v)).any())
    same, others = tr("has the same number everywhere"), tr("has not the same number everywhere")
    yield rule(same, others, lambda v: v.size == 0 or np.ptp(v) == 0)
    if all(v.ndim == 1 and len(v) > 1 for v in column):
        equal, unequal = tr("has equal steps"), tr("has not equal steps")
        yield rule(equal, unequal, lambda v: np.ptp(np.diff(v)) <= SAME * np.abs(v).max())
        yield rule(tr("has steps of 1 only"), tr("has other steps than 1"), lambda v: (np.diff(v) == 1).all())
    if all(v.ndim == 2 and v.shape[0] == v.shape[1] for v in column):
        yield rule(tr("is symmetric"), tr("is not symmetric"), lambda v: np.array_equal(v, v.T))
    if all(v.size and np.isfinite(v).all() for v in column):
        largest = tr("the largest entry of {name}", name=name)
        yield from _about_sizes(largest, np.array([np.abs(v).max() for v in column]))


def _about_pairs(numbers: dict[str, list[float]], counts: set[str]) -> Iterator[Rule]:
    """Two arguments of one kind against each other. counts: those that are integers in every check."""
    alike = [(a, b) for a, b in permutations(numbers, 2) if (a in counts) == (b in counts)]
    for one, other in alike:
        rows = list(zip(numbers[one], numbers[other], strict=True))
        if one < other:
            equal, unequal = (
                tr("is equal to `{other}`", other=other),
                tr("is not equal to `{other}`", other=other),
            )
            yield _rule(f"`{one}`", equal, [a == b for a, b in rows], unequal)
        less, not_less = (
            tr("is less than `{other}`", other=other),
            tr("is not less than `{other}`", other=other),
        )
        yield _rule(f"`{one}`", less, [a < b for a, b in rows], not_less)


def _about_expected(wants: list[Any]) -> Iterator[Rule]:
    if all(isinstance(w, str) for w in wants):
        for text in dict.fromkeys(wants):
            yield _rule(repr(text), tr("is expected"), [w == text for w in wants], tr("is not expected"))
        return
    column = _tables(wants)
    if not column:
        return
    if all(w.ndim == 0 for w in column):
        yield from about_numbers(tr("the expected number"), np.array([float(w) for w in column]), given=False)
    else:
        zero, other = tr("is 0 everywhere"), tr("is not 0 everywhere")
        yield _rule(tr("what is expected"), zero, [not w.any() for w in column], other)
        yield from _about_shapes(tr("what is expected"), column)


def _tables(column: list[Any]) -> list[Array]:
    """All as arrays of real numbers, or none of them."""
    arrays = [as_numbers(v) for v in column]
    kept = [a.astype(float) for a in arrays if a is not None and a.dtype.kind != "c"]
    return kept if len(kept) == len(column) else []
