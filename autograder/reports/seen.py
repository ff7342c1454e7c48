"""What a student may see of verdicts: what is hidden is not there, so no page can show it."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from autograder.grading.verdict import PASSED, Message, Verdict
from autograder.policy.policy import ALL, Sight
from autograder.texts import tr


def told(verdicts: tuple[Verdict, ...], sight: Sight) -> tuple[Verdict, ...]:
    """The same verdicts without what is hidden. Points stay in them; whoever shows points asks `sight` first."""
    return verdicts if sight == ALL else _told(verdicts, sight)


@lru_cache(maxsize=500)  # most students have most exercises right
def _told(verdicts: tuple[Verdict, ...], sight: Sight) -> tuple[Verdict, ...]:
    seen, hidden = [], 0
    for verdict in verdicts:
        hidden += verdict.hidden
        label = (
            verdict.label
            if sight.hidden_labels or not verdict.hidden
            else tr("hidden check {hidden}", hidden=hidden)
        )
        mistake = verdict.mistake if sight.messages else ""
        seen.append(replace(verdict, label=label, message=_message(verdict, sight), mistake=mistake))
    return tuple(seen)


def _message(verdict: Verdict, sight: Sight) -> Message | None:
    message = verdict.message
    if message is None or verdict.status == PASSED:
        return None
    hint = message.hint if sight.hints else ""
    if not sight.messages:
        return Message(tr("not right yet"), hint=hint) if hint else None
    return replace(message, hint=hint, value=message.value if sight.pictures else None)
