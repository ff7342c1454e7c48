"""Which text came back for which: that one never comes back, or always the same one is wrong."""

from __future__ import annotations

from autograder.grading.properties.evidence import Evidence
from autograder.grading.show import clean


def confusion(evidence: Evidence) -> str:
    """What is mixed up, if the expected answers are texts."""
    cases = [c for c in evidence.cases if isinstance(c.want, str)]
    wrong = [c for c in cases if not c.right]
    if len(cases) < len(evidence.cases) or not wrong or not all(isinstance(c.got, str) for c in wrong):
        return ""
    total = len(cases)
    if total > 2 and len({c.got for c in cases}) == 1:
        return f"{_quoted(wrong[0].got)} came back in all {total} visible checks"
    pairs = {(c.want, c.got) for c in wrong}
    if len(pairs) == 1 and len(wrong) > 1:
        [(want, got)] = pairs
        return f"it is right but where {_quoted(want)} is expected and {_quoted(got)} came back ({len(wrong)} of {total} visible checks)"
    for text in dict.fromkeys(c.want for c in wrong):
        expected = sum(c.want == text for c in cases)
        if expected > 1 and all(c.got != text for c in cases):
            return f"{_quoted(text)} never came back, and is expected in {expected} of {total} visible checks"
    for text in dict.fromkeys(str(c.got) for c in wrong):
        if len(wrong) > 1 and all(c.got == text for c in wrong):
            return f"wherever it is wrong, {_quoted(text)} came back ({len(wrong)} of {total} visible checks)"
    for text in dict.fromkeys(c.want for c in wrong):
        if len(wrong) > 1 and all(c.want == text for c in wrong):
            return (
                f"it is wrong only where {_quoted(text)} is expected ({len(wrong)} of {total} visible checks)"
            )
    return ""


def _quoted(text: str) -> str:
    return repr(clean(text[:40]))
