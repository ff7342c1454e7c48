"""For which inputs it is right: a property that tells all right checks from all wrong ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, permutations
from typing import Any

import numpy as np

from autograder.grading.close import Array, as_numbers
from autograder.grading.properties.evidence import Case, Evidence

ENOUGH = 2  # checks on either side: one alone has always something special
GAP = 2.0  # how much larger the smallest "large" one must be than the largest "small" one

Rule = tuple[
    str, str, list[bool]
]  # what holds, what holds if not, and whether it holds, for each case or number


def condition(evidence: Evidence) -> str:
    """The first rule that is true in all right checks and false in all wrong ones, or the other way round."""
    right = [c.right for c in evidence.cases]
    if min(right.count(True), right.count(False)) < ENOUGH:
        return ""
    for yes, no, holds in _rules(evidence.cases):
        if holds == right:
            return _sentence(yes, no, right, "visible checks")
        if [not h for h in holds] == right:
            return _sentence(no, yes, right, "visible checks")
    return ""


def numbers_where(evidence: Evidence) -> str:
    """The same for single numbers: entries of an argument that has the shape of what is expected."""
    samples = [s for s in evidence.samples if s.correct is not None]
    if len(samples) < len(evidence.cases) or not evidence.cases:
        return ""
    right = [bool(v) for s in samples for v in np.ravel(s.correct)]
    if min(right.count(True), right.count(False)) < ENOUGH:
        return ""
    rules = [*_entry_rules("expected", np.concatenate([s.want.ravel() for s in samples]))]
    for name in evidence.cases[0].arguments:
        given = [_numbers(evidence.cases[s.case].arguments.get(name)) for s in samples]
        if all(g is not None and g.shape == s.want.shape for g, s in zip(given, samples, strict=True)):
            rules = [*_entry_rules(f"`{name}`", np.concatenate([np.ravel(g) for g in given])), *rules]  # type: ignore[arg-type]
    for yes, no, holds in rules:
        for one, other, match in ((yes, no, holds), (no, yes, [not h for h in holds])):
            if match == right:
                return _sentence(one, other, right, "numbers of the visible checks")
    return ""


def _sentence(yes: str, no: str, right: Sequence[bool], what: str) -> str:
    return f"it is right where {yes} ({right.count(True)} {what}), wrong where {no} ({right.count(False)})"


def _entry_rules(name: str, values: Array) -> Iterator[Rule]:
    says = f"{name} is" if name != "expected" else "the expected number is"
    if not np.isfinite(values).all():
        return
    for yes, no, holds in (
        ("positive", "not", values > 0),
        ("not negative", "negative", values >= 0),
        ("0", "not 0", values == 0),
        ("1", "not 1", values == 1),
        ("a whole number", "not", values == np.round(values)),
    ):
        yield f"{says} {yes}", "it is not" if no == "not" else f"{says} {no}", [bool(h) for h in holds]
    yield from _sizes(says, np.abs(values))


def _sizes(says: str, sizes: Array) -> Iterator[Rule]:
    """Small ones and large ones, wherever there is a gap between them."""
    steps = np.unique(sizes)
    for low, high in zip(steps[:-1], steps[1:], strict=True):
        if high >= GAP * low and low > 0:
            yield (
                f"{says} at most {low:.6g} in size",
                f"it is at least {high:.6g}",
                [bool(s <= low) for s in sizes],
            )


def _rules(cases: Sequence[Case]) -> Iterator[Rule]:
    """All rules that can be asked of every case, the plainest first."""
    names = list(dict.fromkeys(name for c in cases for name in c.arguments))
    for name in names:
        given = [name in c.arguments for c in cases]
        if not all(given):
            yield f"`{name}` is given", "it is left out", given
    shared = {n: [c.arguments[n] for c in cases] for n in names if all(n in c.arguments for c in cases)}
    values = {n: [_numbers(v) for v in column] for n, column in shared.items()}
    tables: dict[str, list[Array]] = {
        n: column for n, column in values.items() if all(v is not None for v in column)
    }  # type: ignore[misc]
    for name, column in tables.items():
        yield from _shape_rules(name, column)
    for name, column in tables.items():
        if all(v.ndim == 0 for v in column):
            yield from _number_rules(f"`{name}`", [float(v) for v in column])
        else:
            yield from _array_rules(f"`{name}`", column)
        yield from _kind_rules(name, shared[name])
    yield from _pair_rules(
        {n: [float(v) for v in c] for n, c in tables.items() if all(v.ndim == 0 for v in c)}
    )
    yield from _expected_rules(cases)


def _shape_rules(name: str, column: list[Array]) -> Iterator[Rule]:
    def rule(yes: str, no: str, holds: Any) -> Rule:
        return f"`{name}` {yes}", f"it {no}", [bool(holds(v)) for v in column]

    yield rule("is a single number", "is an array", lambda v: v.ndim == 0)
    yield rule("has one axis", "has not", lambda v: v.ndim == 1)
    yield rule("has one entry", "has several", lambda v: v.size == 1)
    if all(v.ndim == 2 for v in column):
        yield rule("is square", "is not", lambda v: v.shape[0] == v.shape[1])
        yield rule("has one row", "has several", lambda v: v.shape[0] == 1)
        yield rule("has one column", "has several", lambda v: v.shape[1] == 1)
        yield rule("has more rows than columns", "has not", lambda v: v.shape[0] > v.shape[1])
        yield rule("has more columns than rows", "has not", lambda v: v.shape[0] < v.shape[1])
    if all(v.ndim for v in column):
        yield rule("has two entries", "has another number of them", lambda v: v.size == 2)


def _number_rules(says: str, values: list[float]) -> Iterator[Rule]:
    yield f"{says} is 0", "it is not", [v == 0 for v in values]
    yield f"{says} is 1", "it is not", [v == 1 for v in values]
    yield f"{says} is positive", "it is not", [v > 0 for v in values]
    yield f"{says} is negative", "it is not", [v < 0 for v in values]
    yield (
        f"{says} is a whole number",
        "it is not",
        [v == round(v) if np.isfinite(v) else False for v in values],
    )
    if all(v == round(v) for v in values if np.isfinite(v)):
        yield f"{says} is even", "it is odd", [v % 2 == 0 for v in values]
    yield from _sizes(f"{says} is", np.abs(np.array(values)))


def _array_rules(says: str, column: list[Array]) -> Iterator[Rule]:
    def rule(yes: str, no: str, holds: Any) -> Rule:
        return f"{says} {yes}", f"it {no}", [bool(holds(v)) for v in column]

    yield rule("has no negative entry", "has one", lambda v: (v >= 0).all())
    yield rule("has positive entries only", "has others", lambda v: (v > 0).all())
    yield rule("is all zeros", "is not", lambda v: not v.any())
    yield rule("has no entry that is 0", "has one", lambda v: v.all())
    yield rule("holds whole numbers only", "does not", lambda v: (v == np.round(v)).all())
    yield rule("has the same number everywhere", "has not", lambda v: v.size == 0 or (v == v.flat[0]).all())
    if all(v.ndim == 1 for v in column):
        yield rule("has equal steps", "has not", lambda v: np.ptp(np.diff(v)) <= 1e-9 if len(v) > 1 else True)
        yield rule("has steps of 1 only", "has others", lambda v: (np.diff(v) == 1).all())
        yield rule("has increasing entries", "has not", lambda v: (np.diff(v) > 0).all())
    if all(v.ndim == 2 and v.shape[0] == v.shape[1] for v in column):
        yield rule("is symmetric", "is not", lambda v: np.array_equal(v, v.T))
    if all(v.size for v in column):
        largest = np.array([np.abs(v).max() for v in column])
        yield from _sizes(f"the largest entry of {says} is", largest)


def _kind_rules(name: str, column: list[Any]) -> Iterator[Rule]:
    kinds = [a.dtype.kind in "iub" if (a := as_numbers(v)) is not None else False for v in column]
    yield f"`{name}` holds integers", "it does not", kinds


def _pair_rules(numbers: dict[str, list[float]]) -> Iterator[Rule]:
    for one, other in combinations(numbers, 2):
        same = [a == b for a, b in zip(numbers[one], numbers[other], strict=True)]
        yield f"`{one}` and `{other}` are equal", "they are not", same
    for one, other in permutations(numbers, 2):
        less = [a < b for a, b in zip(numbers[one], numbers[other], strict=True)]
        yield f"`{one}` is less than `{other}`", "it is not", less


def _expected_rules(cases: Sequence[Case]) -> Iterator[Rule]:
    texts = [c.want for c in cases]
    if all(isinstance(t, str) for t in texts):
        for text in dict.fromkeys(texts):
            yield f"{text!r} is expected", "something else is", [t == text for t in texts]
        return
    wants = [_numbers(c.want) for c in cases]
    if any(w is None for w in wants):
        return
    column = [w for w in wants if w is not None]
    yield "0 is expected", "something else is", [not w.any() for w in column]
    yield from _shape_rules("the result", column)
    if all(w.ndim == 0 for w in column):
        yield "a positive number is expected", "none is", [bool(w > 0) for w in column]
        yield "a negative number is expected", "none is", [bool(w < 0) for w in column]
        yield "a whole number is expected", "none is", [bool(w == np.round(w)) for w in column]


def _numbers(value: Any) -> Array | None:
    array = as_numbers(value)
    return None if array is None or array.dtype.kind == "c" else array.astype(float)
