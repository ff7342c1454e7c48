"""From answers to verdicts: the one place where points are given, for every front end."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

import numpy as np

from autograder.grading.answer import RAISED, RETURNED, UNTRIED, Answer
from autograder.grading.checks import Check, Exercise, Probe
from autograder.grading.judge import judge
from autograder.grading.mistake import Mistake
from autograder.grading.plain import plain
from autograder.grading.show import clean, pasteable, side_by_side
from autograder.grading.verdict import (
    CRASHED,
    FAILED,
    GRADER_ERROR,
    OTHER_FIRST,
    PASSED,
    STAGES,
    TIMED_OUT,
    UNATTEMPTED,
    Finding,
    Graded,
    Message,
    Verdict,
)  # fmt: skip
from autograder.texts import tr

STATUS = {
    "missing": UNATTEMPTED,
    "not attempted": UNATTEMPTED,
    "timed out": TIMED_OUT,
    "crashed": CRASHED,
    "grader error": GRADER_ERROR,
}
TOLD = ("raised", "timed out", "crashed", "type", "shape", "finite", "value")
PASTEABLE = 300  # numbers; a call with more is too long to be shown
WRONG_VALUE = ("shape", "finite", "value")  # elsewhere what happened is the hint


def grade(exercise: Exercise, answers: Sequence[Answer], first: str = "") -> Graded:
    """Judge every check of an exercise.

    first: a sentence to read before anything else, such as "it calls `compute_cost`, which is
    not right yet".
    """
    found = {c.label: judge(c, answers, exercise) for c in exercise.checks}
    found |= {c.label: _unearned(c, found) for c in exercise.checks if c.needs and found[c.label] is None}
    wrong = any(found.values())
    diagnosis = _diagnosed(exercise, answers, found, first) if wrong else _Diagnosis(first)
    verdicts = tuple(
        _verdict(c, found[c.label], exercise, answers[c.probe], diagnosis) for c in exercise.checks
    )
    return Graded(
        exercise.name, verdicts, exercise.extra, _behaviour(exercise, answers, verdicts) if wrong else ""
    )


def _behaviour(exercise: Exercise, answers: Sequence[Answer], verdicts: Sequence[Verdict]) -> str:
    """Only who is wrong has one; a known mistake says as much."""
    if any(v.mistake for v in verdicts) or all(v.points == v.max_points for v in verdicts):
        return ""
    if all(a.status in UNTRIED for a in answers):  # as in `behaviour`, which a stub need not import
        return ""
    with contextlib.suppress(Exception):  # an odd value; the verdicts stand all the same
        from autograder.grading.behaviour import behaviour

        return behaviour(exercise, answers)
    return ""


@dataclass(frozen=True)
class _Diagnosis:
    """What is common to all failing checks of an exercise.

    lead: the check that tells the story. notes: what is true of the gap, if no mistake has a name for it.
    """

    first: str
    lead: Check | None = None
    mistake: Mistake | None = None
    notes: tuple[str, ...] = ()


def _diagnosed(
    exercise: Exercise, answers: Sequence[Answer], found: dict[str, Finding | None], first: str
) -> _Diagnosis:
    lead = _lead(exercise, found)
    diagnosis = _Diagnosis(first, lead)
    with contextlib.suppress(Exception):  # without a name or a note the verdicts stand all the same
        if any(a.status in (RETURNED, RAISED) for a in answers):  # only who is wrong pays for the imports
            from autograder.grading.diagnose import named_mistake

            if mistake := named_mistake(exercise, answers):
                return replace(diagnosis, mistake=mistake)
        finding = found[lead.label] if lead else None
        if lead and finding and finding.stage in TOLD:
            from autograder.grading.properties import notes

            return replace(diagnosis, notes=notes(exercise, answers, found, lead, finding))
    return diagnosis


def _unearned(check: Check, found: dict[str, Finding | None]) -> Finding | None:
    needed = found[str(check.needs)]
    if needed is None or needed.stage == "grader error":
        return None
    if STATUS.get(needed.stage) == UNATTEMPTED:  # nothing is earned, and nothing is wrong yet
        return needed
    return Finding("needs", tr(OTHER_FIRST, needs=check.needs))


def _lead(exercise: Exercise, found: dict[str, Finding | None]) -> Check | None:
    """The visible check that tells the whole story: one that can be pasted, earliest stage, smallest input."""
    wrong = [c for c in exercise.checks if found[c.label] and not c.hidden]

    def rank(check: Check) -> tuple[bool, int, int]:
        finding = found[check.label]
        assert finding is not None
        sizes = [_size(call) for call in exercise.probes[check.probe].calls]
        return max(sizes, default=0) > PASTEABLE, STAGES.index(finding.stage), sum(sizes)

    return min(wrong, key=rank) if wrong else None


def _size(value: Any) -> int:
    """How many numbers a reader has to take in."""
    if isinstance(value, np.ndarray):
        return int(value.size)
    if isinstance(value, dict):
        return sum(_size(v) for v in value.values())
    return sum(_size(v) for v in value) if isinstance(value, Collection) and not isinstance(value, str) else 1


def _verdict(
    check: Check, finding: Finding | None, exercise: Exercise, answer: Answer, diagnosis: _Diagnosis
) -> Verdict:
    first, mistake = diagnosis.first, diagnosis.mistake
    if finding is None:
        return Verdict(exercise.name, check.label, PASSED, check.points, check.points, check.hidden)
    status = STATUS.get(finding.stage, FAILED)
    if check.hidden:  # label, outcome, points and hint: whatever came back could carry the hidden input
        hint = mistake.hint if mistake else exercise.hint
        message = Message(what=tr("this check is hidden"), first=first, hint=hint)
    elif check is diagnosis.lead:
        try:
            message = _story(check, finding, exercise, answer, diagnosis)
        except Exception:  # an odd value that cannot be shown
            message = Message(what=clean(finding.what), first=first)
    elif status == UNATTEMPTED:
        message = Message(what=clean(finding.what))
    else:
        message = Message(
            what=clean(finding.what), see=f"{exercise.name}[{diagnosis.lead.label if diagnosis.lead else ''}]"
        )
    return Verdict(
        exercise.name,
        check.label,
        status,
        check.points if status == GRADER_ERROR else 0.0,
        check.points,
        check.hidden,
        message,
        mistake.name if mistake and status == FAILED else "",
    )


def _story(
    check: Check, finding: Finding, exercise: Exercise, answer: Answer, diagnosis: _Diagnosis
) -> Message:
    """Everything a student needs about one failing check, root cause first."""
    first, mistake = diagnosis.first, diagnosis.mistake
    if finding.stage in ("missing", "not attempted"):
        return Message(what=clean(finding.what), first=first)
    message = Message(
        what=clean(finding.what),
        value=plain(_drawable(check, exercise, answer)),
        call=_call(exercise.probes[check.probe if finding.probe is None else finding.probe], finding.call),
        first=first,
        frames=_frames(answer),
        printed=clean(answer.printed),
        cause=mistake.cause if mistake else "",
        hint=mistake.hint if mistake else exercise.hint if finding.stage in WRONG_VALUE else "",
        notes=diagnosis.notes,
    )
    if finding.compare:
        returned, expected = side_by_side(finding.got, finding.want)
        message = replace(message, returned=clean(returned), expected=expected)
    return message


def _drawable(check: Check, exercise: Exercise, answer: Answer) -> Any:
    """What came back; for a loss and its gradient what can be seen of them."""
    if check.judge not in ("rays", "kinks", "pair"):
        return answer.value
    from autograder.grading.pair import line_seen, slopes_seen

    probe = exercise.probes[check.probe]
    if check.judge == "pair":
        return slopes_seen(answer.value, probe)
    return line_seen(str(check.part), answer.value, probe)


def _frames(answer: Answer) -> tuple[str, ...]:
    """The student's own lines, outermost first; a recursion is one line."""
    lines = [
        clean(
            tr(
                "{where}:{line}, in {function}:  {text}",
                where=f.where,
                line=f.line,
                function=f.function,
                text=f.text,
            )
        )
        for f in answer.frames
    ]
    runs = [(line, len(list(same))) for line, same in groupby(lines)]
    return tuple(line + tr("  (again and again)") * (count > 1) for line, count in runs)


def _call(probe: Probe, call: int | None) -> str:
    if len(probe.calls) != 1 and call is None:
        return ""
    return pasteable(*probe.calls[call or 0])
