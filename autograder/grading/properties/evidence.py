"""What the visible checks of an exercise asked, and what came back: all that a property may be read from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest
from math import isfinite, isnan
from typing import Any

import numpy as np

from autograder.grading import answer as _answer
from autograder.grading.answer import Answer
from autograder.grading.checks import Check, Exercise
from autograder.grading.close import ABSOLUTE, Array, allowed
from autograder.grading.judge import in_parts
from autograder.grading.properties.inputs import Inputs, inputs_of, judged, numbers
from autograder.grading.verdict import Finding
from autograder.texts import tr

MOST = 5000  # numbers of one answer; what is larger is not looked at


@dataclass(frozen=True)
class Sample:
    """Numbers that came back and those expected for them, real, as arrays of any shapes. case: its index."""

    case: int
    got: Array
    want: Array
    right: bool
    rtol: float = 1e-9
    scale: float = 0.0

    def same(self, a: Array, b: Array) -> bool:
        """Whether `a` is `b` within the tolerance of the check: same shape, same nan and infinities."""
        if a.shape != b.shape:
            return False
        if b.size == 1:  # so are most; plain numbers are ten times as fast
            x, y = float(a.item()), float(b.item())
            near = isfinite(y) and abs(x - y) <= self.rtol * abs(y) + ABSOLUTE * self.scale
            return near or x == y or (isnan(x) and isnan(y))
        finite = np.isfinite(b)
        if not finite.all():
            if not np.array_equal(a[~finite], b[~finite], equal_nan=True):
                return False
            a, b = a[finite], b[finite]
        return bool((np.abs(a - b) <= self.tolerance(b)).all())

    def tolerance(self, b: Array) -> float:
        """How far a number may be from the one of `b` that it should be."""
        return allowed(b, self.rtol, self.scale)

    @cached_property
    def correct(self) -> Array | None:
        """Which entries are right; None if the shapes differ."""
        if self.got.shape != self.want.shape:
            return None
        finite = np.isfinite(self.want)
        near = np.abs(self.got - self.want) <= self.tolerance(self.want[finite])
        odd = (self.got == self.want) | (np.isnan(self.got) & np.isnan(self.want))
        found: Array = np.where(finite, near, odd)
        return found


@dataclass(frozen=True)
class Case:
    """What came of one visible check."""

    got: Any
    status: str
    right: bool


@dataclass(frozen=True)
class Evidence:
    """cases: all visible checks of one result. samples: their numbers, that of the failing check shown first.

    part: what the exercise calls the result, if it has several. elsewhere: by the names of all its results,
    how many visible checks of each are right and how many there are.
    """

    inputs: Inputs
    cases: tuple[Case, ...]
    samples: tuple[Sample, ...]
    part: str = ""
    elsewhere: tuple[tuple[str, int, int], ...] = ()

    def arguments(self, sample: Sample) -> Mapping[str, Any]:
        """What was asked."""
        return self.inputs.arguments[sample.case] if self.cases else {}

    @cached_property
    def wrong(self) -> tuple[Sample, ...]:
        """The samples that are not right, the one shown first."""
        return tuple(s for s in self.samples if not s.right)

    def holding(self, test: Callable[[Sample], bool]) -> set[int]:
        """The cases all of whose numbers pass; empty if any wrong sample does not pass."""
        if not self.wrong or not all(map(test, self.wrong)):
            return set()
        failing = {s.case for s in self.samples if s.right and not test(s)}
        return {s.case for s in self.samples} - failing - self.silent

    @cached_property
    def silent(self) -> set[int]:
        """Cases that something came back for which cannot be held against what is expected, number by number."""
        return set(range(len(self.cases))) - {s.case for s in self.samples}

    @property
    def everywhere(self) -> str:
        """How a sentence ends that is so in all of several checks; "" for a single check."""
        return self.where(set(range(len(self.cases))))

    def where(self, holding: set[int]) -> str:
        """In how many of the checks, as the end of a sentence; nothing if it is only the one shown."""
        total = len(self.cases)
        if len(holding) <= 1:
            return ""
        of = tr(" of `{part}`", part=self.part) if self.part else ""
        every = tr("both") if total == 2 else tr("all {total}", total=total)
        count = every if len(holding) == total else tr("{count} of {total}", count=len(holding), total=total)
        return tr(" in {count} visible checks{of}", count=count, of=of)


def gather(
    exercise: Exercise,
    answers: Sequence[Answer],
    found: dict[str, Finding | None],
    lead: Check,
    finding: Finding,
) -> Evidence:
    """The evidence for the failing check `lead`; what it shows (`finding`) is the first sample."""
    inputs = inputs_of(exercise, lead)
    wants = {c.part: c.want for c in exercise.checks if isinstance(c.part, int)}
    cases = tuple(_case(c, answers[c.probe], found[c.label], wants) for c in inputs.checks)
    at = next((i for i, c in enumerate(inputs.checks) if c.label == lead.label), 0)
    shown = _sample(lead, at, finding.got, finding.want)
    if shown is None:
        return Evidence(inputs, cases, (), _name(lead), tuple(_elsewhere(exercise, found)))
    samples = [shown]
    for i, (case, check) in enumerate(zip(cases, inputs.checks, strict=True)):
        if case.status == _answer.RETURNED and check.judge == "close":
            leaves = list(_leaves(case.got, check.want))
            if i == at:  # what is shown is there already
                known = next((k for k, leaf in enumerate(leaves) if leaf[0] is finding.got), len(leaves))
                leaves[known : known + 1] = []
            mine = [_sample(check, i, got, want, right=case.right) for got, want in leaves]
            samples += [s for s in mine if s is not None] if None not in mine else []
    return Evidence(inputs, cases, tuple(samples), _name(lead), tuple(_elsewhere(exercise, found)))


def is_right(finding: Finding | None) -> bool:
    """Whether nothing is wrong with this value itself."""
    return finding is None or finding.stage in ("needs", "grader error")


def _case(check: Check, answer: Answer, finding: Finding | None, wants: Mapping[int, Any]) -> Case:
    got = answer.value
    if wants and isinstance(got, np.ndarray):  # several results in one array
        got = in_parts(got, wants) or got
    if isinstance(got, dict | list | tuple) and check.part is not None:
        got = got.get(check.part) if isinstance(got, dict) else dict(enumerate(got)).get(check.part)
    return Case(got, answer.status, is_right(finding))


def _sample(check: Check, case: int, got: Any, want: Any, *, right: bool = False) -> Sample | None:
    a, b = numbers(got), numbers(want)
    if a is None or b is None or a.size > MOST:
        return None
    if b.ndim == 0 and a.size == 1:
        a = a.reshape(())
    sample = Sample(case, a, b, right, check.rtol, check.scale)
    return sample if right or not sample.same(a, b) else Sample(case, a, b, True, check.rtol, check.scale)


def different(a: Array) -> set[float]:
    """The different numbers in an array, but for 0."""
    return {float(f"{v:.9g}") for v in a.ravel() if v}


def _leaves(got: Any, want: Any) -> Iterator[tuple[Any, Any]]:
    """Pairs of what stands at the same place in a dict or a tuple; None for what is missing."""
    if isinstance(want, dict):
        for key, part in want.items():
            yield from _leaves(got.get(key) if isinstance(got, dict) else None, part)
    elif isinstance(want, tuple):
        there = list(got) if isinstance(got, tuple | list) else []
        for one, part in zip_longest(there[: len(want)], want):
            yield from _leaves(one, part)
    else:
        yield got, want


def _name(check: Check) -> str:
    return check.label.rpartition(": ")[2] if check.part is not None else ""


def _elsewhere(exercise: Exercise, found: dict[str, Finding | None]) -> Iterator[tuple[str, int, int]]:
    parts: dict[str, list[bool]] = {}
    for check in judged(exercise):
        if check.part is not None:
            parts.setdefault(_name(check), []).append(is_right(found[check.label]))
    for name, right in parts.items():
        yield name, sum(right), len(right)
