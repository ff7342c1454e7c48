"""Why points are missing, as a comment that formgrader and feedback show below the student's answer."""

from __future__ import annotations

from autograder.grading.text import graded_lines, tells
from autograder.grading.verdict import PASSED, UNATTEMPTED, Graded

NO_RESPONSE = "No response."  # nbgrader's own words


def reasons(graded: Graded) -> str:
    """What every check that did not pass has to say and ask; "" if all passed.

    nbgrader takes a comment for Markdown with HTML in it. All that could come from a student stands in an indented
    block, in which neither means anything.
    """
    left = [v for v in graded.verdicts if v.status != PASSED]
    if not left:
        return ""
    block = "\n".join(f"    {line}".rstrip() for line in told(graded))
    return f"{graded.points:g} of {graded.max_points:g} points\n\n{block}"


def told(graded: Graded) -> list[str]:
    """The lines of a terminal or notebook, and what they leave out: each failing check's own sentence and hint."""
    lines = "\n".join(graded_lines(graded)).splitlines()
    for verdict in graded.verdicts:
        message = verdict.message
        if verdict.status in (PASSED, UNATTEMPTED) or message is None:
            continue
        if not verdict.hidden and not tells(verdict):
            lines.append(f"{verdict.label}: {message.what}")
        words = " ".join(" ".join(lines).split())
        if message.hint and message.hint not in words:
            lines.append(f"hint: {message.hint}")
    return lines
