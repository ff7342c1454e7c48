"""A verdict as lines for a terminal or a notebook."""

from __future__ import annotations

from collections.abc import Sequence

from autograder.grading.verdict import PASSED, UNATTEMPTED, Message, Verdict

INDENT = "  "


def message_lines(message: Message) -> list[str]:
    """The message, root cause first; what belongs together is aligned."""
    lines = [message.what]
    if message.call:
        lines += ["", *_indented(message.call)]
    if message.returned:
        lines += ["", *_labelled("returned", message.returned), *_labelled("expected", message.expected)]
    lines += [INDENT + note for note in message.notes]
    if message.frames:
        lines += ["", *(INDENT + frame for frame in message.frames)]
    if message.printed:
        lines += ["", "printed:", *_indented(message.printed)]
    if message.cause or message.hint:
        lines.append("")
    if message.cause:
        lines.append(f"likely cause: {message.cause}")
    if message.hint:
        lines.append(f"hint: {message.hint}")
    return lines


def verdict_lines(verdict: Verdict) -> list[str]:
    """One line for what passed, a paragraph for what did not."""
    mark = "ok  " if verdict.status == PASSED else "    " if verdict.status == UNATTEMPTED else "NOT "
    head = f"{mark}{verdict.id}: {verdict.status}, {verdict.points:g} of {verdict.max_points:g}"
    if verdict.message is None or verdict.status == UNATTEMPTED:
        return [head]
    return [head, *(("    " + line).rstrip() for line in message_lines(verdict.message))]


def table_lines(rows: Sequence[tuple[str, float, float, str]]) -> list[str]:
    """Name, points, best possible and a word for each exercise, with a total."""
    width = max([len(name) for name, *_ in rows] + [5])
    lines = [
        f"{name:<{width}}  {points:>4g} of {best:<4g} {word}".rstrip() for name, points, best, word in rows
    ]
    total, best = sum(r[1] for r in rows), sum(r[2] for r in rows)
    return [*lines, f"{'total':<{width}}  {total:>4g} of {best:g}"]


def _labelled(label: str, text: str) -> list[str]:
    first, *rest = text.splitlines() or [""]
    return [f"{INDENT}{label:<9} {first}", *(INDENT + " " * 10 + line for line in rest)]


def _indented(text: str) -> list[str]:
    return [INDENT + line for line in text.splitlines()]
