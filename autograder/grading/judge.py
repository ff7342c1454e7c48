"""Judges: compare an answer with the frozen expectation, on the trusted side.

A judge is total: whatever data a student's process sends, it returns a finding or None.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from autograder.grading import answer as _answer
from autograder.grading.answer import Answer
from autograder.grading.checks import Check, Exercise
from autograder.grading.close import differ
from autograder.grading.figure import judge_figure
from autograder.grading.pair import judge_pair
from autograder.grading.verdict import Finding

Judge = Callable[[Check, Answer, Exercise], Finding | None]

ENDINGS = {
    _answer.MISSING: "there is no function named `{name}` in the file",
    _answer.UNATTEMPTED: "`{name}` still raises NotImplementedError",
    _answer.TIMED_OUT: "the call did not come back in time; does a loop never end?",
    _answer.CRASHED: "Python itself stopped during this call",
}


def judge(check: Check, answer: Answer, exercise: Exercise) -> Finding | None:
    """Return what is wrong with `answer`, or None if the check passes."""
    if answer.status in ENDINGS:
        what = ENDINGS[answer.status].format(name=exercise.probes[check.probe].calls[0][0])
        return Finding(answer.status, f"{what} ({answer.text})" if answer.text else what)
    return JUDGES[check.judge](check, answer, exercise)


def close(check: Check, answer: Answer, exercise: Exercise) -> Finding | None:
    """The returned value, or one part of it, is close to the expected one."""
    if found := not_returned(answer):
        return found
    value = answer.value
    if check.part is not None:
        value, found = take_part(value, check.part, exercise)
        if found:
            return found
    return differ(value, check.want, check.rtol, check.scale)


def take_part(value: Any, part: Any, exercise: Exercise) -> tuple[Any, Finding | None]:
    """One result of several, by position or key, or the finding that it is not there."""
    if isinstance(part, str):
        if not isinstance(value, dict):
            return None, Finding("type", f"a dict with the key {part!r} was expected", value)
        if part not in value:
            keys = ", ".join(repr(k)[:40] for k in list(value)[:8]) or "none"
            return None, Finding("type", f"the dict has no key {part!r}; its keys are {keys}", value)
        return value[part], None
    expected = max(c.part for c in exercise.checks if isinstance(c.part, int)) + 1
    if not isinstance(value, tuple | list) or len(value) != expected:
        count = f"{len(value)} came back" if isinstance(value, tuple | list) else "one came back"
        count = "None came back; is a `return` missing?" if value is None else count
        return None, Finding("type", f"{expected} results were expected (`return a, b`), {count}", value)
    return value[part], None


def not_returned(answer: Answer) -> Finding | None:
    """A finding if the call raised instead of returning."""
    if answer.status != _answer.RAISED:
        return None
    name = answer.error[0] if answer.error else "an exception"
    return Finding("raised", f"it raised {name}: {answer.text}" if answer.text else f"it raised {name}")


def raises(check: Check, answer: Answer, exercise: Exercise) -> Finding | None:
    """The call raises an exception of the class that `want` names, or of one derived from it."""
    if answer.status == _answer.RAISED and check.want in answer.error:
        return None
    found = not_returned(answer)
    what = found.what if found else "it returned a value"
    return Finding(
        "raised" if found else "value", f"{what}, expected {check.want} to be raised", answer.value
    )


def purity(check: Check, answer: Answer, exercise: Exercise) -> Finding | None:
    """A right value, with every argument as it was and nothing of it in the result."""
    if wrong_value(check, answer, exercise):
        return Finding("needs", "this counts as soon as the value of the same call is right")
    if answer.changed:
        names = " and ".join(f"`{n}`" for n in answer.changed)
        return Finding("purity", f"the call changed its argument {names}; work on a copy")
    if answer.aliases:
        names = " and ".join(f"`{n}`" for n in answer.aliases)
        return Finding(
            "purity", f"the result shares its memory with the argument {names}; return a new array"
        )
    return None


def wrong_value(check: Check, answer: Answer, exercise: Exercise) -> bool:
    """Whether any value check of the same probe fails."""
    mates = [c for c in exercise.checks if c.probe == check.probe and c.judge == "close"]
    return any(judge(c, answer, exercise) for c in mates)


def figure(check: Check, answer: Answer, exercise: Exercise) -> Finding | None:
    """A property of the figure that was drawn."""
    return not_returned(answer) or judge_figure(str(check.part), answer.value, check.want, check.rtol)


def pair(check: Check, answer: Answer, exercise: Exercise) -> Finding | None:
    """A property of a loss and its gradient, seen at many points."""
    return not_returned(answer) or judge_pair(
        str(check.part), answer, exercise.probes[check.probe], check.rtol
    )


JUDGES: dict[str, Judge] = {
    "close": close,
    "raises": raises,
    "purity": purity,
    "figure": figure,
    "pair": pair,
}
