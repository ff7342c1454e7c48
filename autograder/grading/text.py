"""Verdicts as lines for a terminal or a notebook."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence

from autograder.grading.verdict import PASSED, UNATTEMPTED, WAIT, Graded, Message, Verdict
from autograder.texts import mark, matched, tr

INDENT, NO_BREAK = "  ", "\u00a0"
WIDTH, PRINTED_LINES, PRINTED_WIDTH = 88, 20, 160
CAUSE, HINT, NOTE = mark("likely cause: "), mark("hint: "), mark("note: ")
WAITING = mark("these count as soon as it is right")
Row = tuple[str, float, float, str]


def message_lines(message: Message, width: int = WIDTH) -> list[str]:
    """The message, root cause first; what belongs together is aligned. width: of sentences; code stays as it is."""
    lines = [
        *(wrapped(message.first, width=width) if message.first else []),
        *wrapped(message.what, width=width),
    ]
    if message.call:
        lines += ["", *_indented(message.call)]
    if message.returned:
        lines += [
            "",
            *_labelled(tr("returned"), message.returned),
            *_labelled(tr("expected"), message.expected),
        ]
    for note in message.notes:
        lines += wrapped(note, INDENT, width)
    if message.see:
        lines += wrapped(tr("see `{check}` first", check=message.see), INDENT, width)
    if message.frames:
        lines += ["", *(INDENT + frame for frame in message.frames)]
    if message.printed:
        lines += ["", tr("printed:"), *_indented(_cut(message.printed))]
    if message.cause or message.hint:
        lines.append("")
    if message.cause:
        lines += wrapped(tr(CAUSE) + message.cause, width=width)
    if message.hint:
        lines += wrapped(tr(HINT) + message.hint, width=width)
    return lines


def tells(verdict: Verdict) -> bool:
    """Whether this verdict carries the story of its exercise; the others that failed refer to it."""
    told = verdict.status not in (PASSED, UNATTEMPTED) and not verdict.hidden
    return told and verdict.message is not None and not verdict.message.see


def graded_lines(graded: Graded, width: int = WIDTH) -> Iterator[str]:
    """One exercise: what passed, the story of what did not, and in a line each what goes with it."""
    yield from _listed(tr(PASSED), [v for v in graded.verdicts if v.status == PASSED], width)
    left = [v for v in graded.verdicts if v.status != PASSED]
    for lead in filter(tells, left):
        assert lead.message is not None
        yield from (f"{tr(lead.status)}: {_name(lead)}", "")
        yield from ((INDENT + line).rstrip() for line in message_lines(lead.message, width))
        yield ""
    others = [v for v in left if not tells(v)]
    for status in dict.fromkeys(v.status for v in others):
        yield from _listed(tr(status), [v for v in others if v.status == status and not _waits(v)], width)
    yield from _listed(tr(WAITING), filter(_waits, others), width)
    if len(others) == len(left):
        yield from _reasons([v.message for v in others if v.message])


def _waits(verdict: Verdict) -> bool:
    """Whether nothing is wrong with this one but what it depends on."""
    if verdict.hidden or verdict.message is None:
        return False
    what = verdict.message.what
    return any(matched(text, what) is not None for text in WAIT)


def _reasons(messages: Sequence[Message]) -> Iterator[str]:
    """Why there is no story: a stub or a file that says so, or hidden checks with their hint."""
    yield from dict.fromkeys(m.first for m in messages if m.first)
    yield from dict.fromkeys(m.what for m in messages if not m.hint)
    yield from dict.fromkeys(tr(HINT) + m.hint for m in messages if m.hint)


def table_lines(sections: Mapping[str, Sequence[Row]]) -> list[str]:
    """Name, points, best possible and a word for each exercise, with a total; headings if there are several."""
    rows = [row for section in sections.values() for row in section]
    indent = INDENT if len(sections) > 1 else ""
    width = max([len(indent + name) for name, *_ in rows] + [5])
    lines: list[str] = []
    for title, section in sections.items():
        lines += [title] if indent else []
        for name, points, best, word in section:
            lines.append(f"{indent + name:<{width}}  {points:>4g} {tr('of')} {best:<4g} {word}".rstrip())
    total, best = sum(r[1] for r in rows), sum(r[2] for r in rows)
    return [*lines, f"{tr('total'):<{width}}  {total:>4g} {tr('of')} {best:g}"]


def _listed(word: str, verdicts: Iterable[Verdict], width: int = WIDTH) -> list[str]:
    names = [_name(v).replace(" ", NO_BREAK) for v in verdicts]
    return (
        [line.replace(NO_BREAK, " ") for line in wrapped(f"{word}: {'; '.join(names)}", width=width)]
        if names
        else []
    )


def _name(verdict: Verdict) -> str:
    remarks = [tr("hidden")] if verdict.hidden and "hidden" not in verdict.label else []
    if verdict.max_points != 1:
        remarks.append(tr("{points:g} points", points=verdict.max_points))
    return verdict.label + (f" ({', '.join(remarks)})" if remarks else "")


def _labelled(label: str, text: str) -> list[str]:
    first, *rest = text.splitlines() or [""]
    return [f"{INDENT}{label:<9} {first}", *(INDENT + " " * 10 + line for line in rest)]


def wrapped(text: str, indent: str = "", width: int = WIDTH, below: str = INDENT) -> list[str]:
    """Broken between words only: code in backticks must stay readable. below: further indent of what goes on below."""
    return textwrap.wrap(
        text,
        width,
        initial_indent=indent,
        subsequent_indent=indent + below,
        break_long_words=False,
        break_on_hyphens=False,
    ) or [indent]


def _cut(text: str) -> str:
    """The first lines of what was printed: a print in a loop must not push the rest off the screen."""
    lines = [x if len(x) <= PRINTED_WIDTH else f"{x[:PRINTED_WIDTH]} ..." for x in text.splitlines()]
    return "\n".join(
        [*lines[:PRINTED_LINES], tr("... and more lines")] if len(lines) > PRINTED_LINES + 1 else lines
    )


def _indented(text: str) -> list[str]:
    return [(INDENT + line).rstrip() for line in text.splitlines()]
