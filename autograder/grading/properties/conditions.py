"""For which inputs is it right? A rule that tells all right checks, or single numbers, from all wrong ones."""

from __future__ import annotations

from collections.abc import Iterable
from math import prod

import numpy as np

from autograder.grading.answer import RAISED
from autograder.grading.close import as_numbers
from autograder.grading.properties.evidence import Case, Evidence
from autograder.grading.properties.rules import Rule
from autograder.texts import mark, tr

ENOUGH = 2  # on either side: one alone has always something special
CHANCE = 0.05  # a rule that fits by mere chance more often than this says nothing
RIGHT, RETURNS = (mark("is right"), mark("is wrong")), (mark("returns a value"), mark("raises"))
FINITE = (mark("is finite"), mark("is nan or infinite"))
CHECKS, NUMBERS = mark("visible checks"), mark("numbers of the visible checks")
WHERE = mark("it {this} where {name} {yes} ({count} {what}), and {that} where it {no} ({others})")
IN_ALL = mark("in all {wrong} wrong {what} {name} {says}, and in {others} of the {right} right ones")
FOR_ALL = mark("for all {wrong} wrong {what} {name} {says}, and for {others} of the {right} right ones")


def condition(evidence: Evidence) -> str:
    """The first rule that is true in all right checks and in no wrong one, or the other way round.

    If there is none, the same for checks that raise, or that give nan or an infinity.
    """
    rules = evidence.inputs.rules
    for outcome, told in (
        ([c.right for c in evidence.cases], RIGHT),
        ([c.status != RAISED for c in evidence.cases], RETURNS),
        ([_is_finite(c) for c in evidence.cases], FINITE),
    ):
        if sentence := _told(rules, outcome, told, CHECKS):
            return sentence
    return _shared(rules, [c.right for c in evidence.cases], IN_ALL, CHECKS)


def numbers_where(evidence: Evidence) -> str:
    """The same for single numbers: entries of an argument that has the shape of what is expected."""
    inputs = evidence.inputs
    samples = sorted((s for s in evidence.samples if s.correct is not None), key=lambda s: s.case)
    if not inputs.columns or [s.case for s in samples] != list(range(len(evidence.cases))):
        return ""
    right = [bool(v) for s in samples if s.correct is not None for v in s.correct.ravel()]
    finite = [bool(v) for s in samples for v in np.isfinite(s.got.ravel()) | ~np.isfinite(s.want.ravel())]
    return (
        _told(inputs.number_rules, right, RIGHT, NUMBERS)
        or _told(inputs.number_rules, finite, FINITE, NUMBERS)
        or _shared(inputs.signs, right, FOR_ALL, NUMBERS)
    )


def _told(rules: Iterable[Rule], outcome: list[bool], words: tuple[str, str], what: str) -> str:
    """A rule that is the outcome, or its opposite."""
    yes, no = outcome.count(True), outcome.count(False)
    if min(yes, no) < ENOUGH or _chance(yes, yes + no, yes) > CHANCE:
        return ""
    for rule in rules:
        if rule.holds == outcome:
            return tr(
                WHERE,
                this=tr(words[0]),
                name=rule.name,
                yes=rule.yes,
                count=yes,
                what=tr(what),
                that=tr(words[1]),
                no=rule.no,
                others=no,
            )
        if all(h != o for h, o in zip(rule.holds, outcome, strict=True)):
            return tr(
                WHERE,
                this=tr(words[1]),
                name=rule.name,
                yes=rule.yes,
                count=no,
                what=tr(what),
                that=tr(words[0]),
                no=rule.no,
                others=yes,
            )
    return ""


def _shared(rules: Iterable[Rule], right: list[bool], sentence: str, what: str) -> str:
    """What is so for all wrong ones, and for so few right ones that it is hardly chance."""
    total, wrong = len(right), right.count(False)
    if wrong < ENOUGH:
        return ""
    for rule in rules:
        for says, holds in ((rule.yes, rule.holds), (rule.no, [not h for h in rule.holds])):
            if rule.vague and says is rule.no:
                continue
            there = sum(holds)
            rare = _chance(there, total, wrong) <= CHANCE
            if rare and all(h or r for h, r in zip(holds, right, strict=True)):
                return tr(
                    sentence,
                    wrong=wrong,
                    what=tr(what),
                    name=rule.name,
                    says=says,
                    others=there - wrong,
                    right=total - wrong,
                )
    return ""


def _chance(there: int, total: int, drawn: int) -> float:
    """How likely it is that all that are drawn from a total are among those there."""
    return prod((there - i) / (total - i) for i in range(min(drawn, there + 1)))


def _is_finite(case: Case) -> bool:
    """Whether nothing came back that is nan or infinite while a finite number is expected."""
    leaves = [as_numbers(case.got)] if not isinstance(case.got, dict | tuple) else []
    return all(a is None or a.dtype.kind == "c" or bool(np.isfinite(a).all()) for a in leaves)
