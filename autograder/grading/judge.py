"""Judges: compare an answer with the frozen expectation, on the trusted side.

A judge is total: whatever data a student's process sends, it returns a finding or None.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from autograder.grading import answer as _answer
from autograder.grading.answer import Answer
from autograder.grading.checks import Check, Exercise
from autograder.grading.close import differ
from autograder.grading.verdict import VALUE_FIRST, Finding
from autograder.texts import mark, tr

Judge = Callable[[Check, Sequence[Answer], Exercise], Finding | None]

ENDINGS = {
    _answer.MISSING: mark("there is no function named `{name}` in the file"),
    _answer.UNATTEMPTED: mark("`{name}` still raises NotImplementedError"),
    _answer.TIMED_OUT: mark("the call did not come back in time; does a loop never end?"),
    _answer.CRASHED: mark("Python itself stopped during this call"),
}

ASKED = mark(
    "nobody can type here, so `input()` gave an empty text, and it raised {name}; take the values from the arguments"
)
BY_HAND = mark(
    "`{gradient}` uses values of `{loss}`, as in `{line}`: "
    "work the derivatives out on paper and write down their formula"
)


def judge(check: Check, answers: Sequence[Answer], exercise: Exercise) -> Finding | None:
    """Return what is wrong with the answer to the check's probe, or None if the check passes.

    answers: one for each probe of the exercise.
    """
    answer = answers[check.probe]
    if answer.status in ENDINGS:
        what = tr(ENDINGS[answer.status], name=exercise.probes[check.probe].calls[0][0])
        return Finding(answer.status, f"{what} ({answer.text})" if answer.text else what)
    try:
        with np.errstate(all="ignore"):
            return JUDGES[check.judge](check, answers, exercise)
    except Exception as error:  # a judge is total; if one is not, it matters what it failed on
        return _broken(check, type(error).__name__)


def _broken(check: Check, error: str) -> Finding:
    """Our fault if not even the expected value can be judged; else something odd came back."""
    if check.judge == "close":
        with contextlib.suppress(Exception):
            if differ(check.want, check.want, check.rtol, check.scale) is None:
                return Finding("type", tr("what came back cannot be compared ({error})", error=error))
    return Finding("grader error", tr("the grader failed here ({error}); it costs no points", error=error))


def close(check: Check, answers: Sequence[Answer], exercise: Exercise) -> Finding | None:
    """The returned value, or one part of it, is close to the expected one."""
    if found := not_returned(answers[check.probe]):
        return found
    value = answers[check.probe].value
    if check.part is not None:
        value, found = take_part(value, check.part, exercise)
        if found:
            return found
    return differ(value, check.want, check.rtol, check.scale)


def take_part(value: Any, part: Any, exercise: Exercise) -> tuple[Any, Finding | None]:
    """One result of several, by position or key, or the finding that it is not there."""
    if isinstance(part, str):
        if not isinstance(value, dict):
            return None, Finding("type", tr("a dict with the key {part!r} was expected", part=part), value)
        if part not in value:
            keys = ", ".join(repr(k)[:40] for k in list(value)[:8]) or tr("none")
            return None, Finding(
                "type", tr("the dict has no key {part!r}; its keys are {keys}", part=part, keys=keys), value
            )
        return value[part], None
    wants = {c.part: c.want for c in exercise.checks if isinstance(c.part, int)}
    several = in_parts(value, wants)
    if several is None:
        count = (
            tr("{count} came back", count=len(value))
            if isinstance(value, tuple | list)
            else tr("one came back")
        )
        count = tr("None came back; is a `return` missing?") if value is None else count
        expected = max(wants) + 1
        what = tr("{expected} results were expected (`return a, b`), {count}", expected=expected, count=count)
        return None, Finding("type", what, value)
    return several[part], None


def in_parts(value: Any, wants: Mapping[int, Any]) -> Sequence[Any] | None:
    """Several results one by one: those of a tuple or list, or of an array whose rows have the right shapes; or None."""
    count = max(wants) + 1
    if isinstance(value, np.ndarray) and value.ndim and len(value) == count:
        return [*value] if all(np.shape(w) == value.shape[1:] for w in wants.values()) else None
    return value if isinstance(value, tuple | list) and len(value) == count else None


def not_returned(answer: Answer) -> Finding | None:
    """A finding if the call raised instead of returning."""
    if answer.status != _answer.RAISED:
        return None
    if _stopped_in_debugger(answer):
        return Finding(
            "raised", tr("nobody can type at a breakpoint here; use `pytest --debug-here` to stop at it")
        )
    name = answer.error[0] if answer.error else tr("an exception")
    if _asked(answer):
        return Finding("raised", tr(ASKED, name=name))
    what = (
        tr("it raised {name}: {text}", name=name, text=answer.text)
        if answer.text
        else tr("it raised {name}", name=name)
    )
    return Finding("raised", what)


def _stopped_in_debugger(answer: Answer) -> bool:
    last = answer.frames[-1].text if answer.frames else ""
    return "BdbQuit" in answer.error or re.search(r"\b(breakpoint|set_trace)\(", last) is not None


def _asked(answer: Answer) -> bool:
    return bool(answer.frames) and re.search(r"(?<![\w.])input\(", answer.frames[-1].text) is not None


def raises(check: Check, answers: Sequence[Answer], exercise: Exercise) -> Finding | None:
    """The call raises an exception of the class that `want` names, or of one derived from it."""
    answer = answers[check.probe]
    if answer.status == _answer.RAISED and check.want in answer.error:
        return None
    found = not_returned(answer)
    what = found.what if found else tr("it returned a value")
    return Finding(
        "raised" if found else "value",
        tr("{what}, expected {want} to be raised", what=what, want=check.want),
        answer.value,
    )


def purity(check: Check, answers: Sequence[Answer], exercise: Exercise) -> Finding | None:
    """Every call whose value is right left its arguments alone and shares no memory with them.

    The value of the check's own probe has to be right, so that doing nothing earns nothing. `want`
    lists the probes whose result may be an argument itself.
    """
    if wrong_value(check.probe, answers, exercise):
        return Finding("needs", tr(VALUE_FIRST))
    for i, (answer, probe) in enumerate(zip(answers, exercise.probes, strict=True)):
        if probe.hidden != check.hidden or not (answer.changed or answer.aliases):
            continue
        if wrong_value(i, answers, exercise):
            continue
        where = "" if i == check.probe else tr(" (in `{label}`)", label=probe.label)
        if answer.changed:
            names = _names(answer.changed)
            what = tr(
                "the call changed its argument {names}{where}; work on a copy", names=names, where=where
            )
            return Finding("purity", what, probe=i)
        if answer.aliases and probe.label not in check.want:
            names = _names(answer.aliases)
            what = tr(
                "the result is, or shares memory with, {names}{where}; return a new array",
                names=names,
                where=where,
            )
            return Finding("purity", what, probe=i)
    return None


def wrong_value(probe: int, answers: Sequence[Answer], exercise: Exercise) -> bool:
    """Whether any value check of a probe fails, through the program's fault."""
    mates = [c for c in exercise.checks if c.probe == probe and c.judge == "close"]
    found = [judge(c, answers, exercise) for c in mates]
    return any(f and f.stage != "grader error" for f in found)


def _names(arguments: Iterable[str]) -> str:
    return tr(" and ").join(f"`{n}`" for n in arguments)


def figure(check: Check, answers: Sequence[Answer], exercise: Exercise) -> Finding | None:
    """A property of the figure that was drawn."""
    from autograder.grading.figure import judge_figure  # few lessons have one

    answer = answers[check.probe]
    return not_returned(answer) or judge_figure(str(check.part), answer.value, check.want, check.rtol)


def pair(check: Check, answers: Sequence[Answer], exercise: Exercise) -> Finding | None:
    """A property of a loss and its gradient, seen at many points."""
    from autograder.grading.pair import judge_pair  # one exercise has it

    answer = answers[check.probe]
    return not_returned(answer) or judge_pair(
        str(check.part), answer, exercise.probes[check.probe], check.rtol
    )


def lines(check: Check, answers: Sequence[Answer], exercise: Exercise) -> Finding | None:
    """A property of a loss, seen along lines; what cannot be computed there passes."""
    from autograder.grading.pair import judge_lines

    return judge_lines(str(check.part), answers[check.probe], exercise.probes[check.probe])


def new(check: Check, answers: Sequence[Answer], exercise: Exercise) -> Finding | None:
    """The gradient is an array of its own."""
    from autograder.grading.pair import judge_new

    return not_returned(answers[check.probe]) or judge_new(answers[check.probe])


def by_hand(check: Check, answers: Sequence[Answer], exercise: Exercise) -> Finding | None:
    """The program's text was read, and no use of the loss was found in the gradient."""
    loss, gradient = exercise.functions
    line = answers[check.probe].value
    if not isinstance(line, str) or not line:
        return None
    what = tr(BY_HAND, gradient=gradient, loss=loss, line=line)
    return Finding("property", what)


JUDGES: dict[str, Judge] = {
    "close": close,
    "raises": raises,
    "purity": purity,
    "figure": figure,
    "pair": pair,
    "rays": lines,
    "kinks": lines,
    "new": new,
    "by hand": by_hand,
}
