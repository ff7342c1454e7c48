"""Which text came back for which: that one never comes back, or always the same one is wrong."""

from __future__ import annotations

from autograder.grading.properties.evidence import Evidence
from autograder.grading.show import clean
from autograder.texts import tr


def confusion(evidence: Evidence) -> str:
    """What is mixed up, if the expected answers are texts."""
    pairs = [(want, case.got) for want, case in zip(evidence.inputs.wants, evidence.cases, strict=True)]
    wrong = [pair for pair, case in zip(pairs, evidence.cases, strict=True) if not case.right]
    if (
        len(wrong) < 2
        or not all(isinstance(w, str) for w, _ in pairs)
        or not all(isinstance(g, str) for _, g in wrong)
    ):
        return ""
    total, count = len(pairs), tr("{count} of {total} visible checks", count=len(wrong), total=len(pairs))
    if all(_letters(want) == _letters(got) for want, got in wrong):
        return tr("only capital letters, spaces or signs are not as expected ({count})", count=count)
    wants, gots = dict.fromkeys(w for w, _ in wrong), dict.fromkeys(g for _, g in wrong)
    if len(gots) == 1 and all(g in gots for _, g in pairs):
        return tr("{gots} came back in all {total} visible checks", gots=_quoted(*gots), total=total)
    if len(wants) == len(gots) == 1:
        return tr(
            "it is right but where {wants} is expected and {gots} came back ({count})",
            wants=_quoted(*wants),
            gots=_quoted(*gots),
            count=count,
        )
    for text in wants:
        expected = sum(w == text for w, _ in pairs)
        if expected > 1 and all(g != text for _, g in pairs):
            return tr(
                "{text} never came back, and is expected in {expected} of {total} visible checks",
                text=_quoted(text),
                expected=expected,
                total=total,
            )
    if len(gots) == 1:
        return tr("wherever it is wrong, {gots} came back ({count})", gots=_quoted(*gots), count=count)
    if len(wants) == 1:
        return tr("it is wrong only where {wants} is expected ({count})", wants=_quoted(*wants), count=count)
    return ""


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def _quoted(text: str) -> str:
    return repr(clean(text[:40]))
