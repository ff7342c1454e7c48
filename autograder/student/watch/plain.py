"""Plain lines for a pipe, a log or a terminal that cannot be written over: no cursor, no colours, no escapes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TextIO

from autograder.grading.text import NOTE
from autograder.grading.verdict import UNATTEMPTED
from autograder.student.standing import DONE
from autograder.student.watch.cells import shown
from autograder.student.watch.pages import HIDDEN, page_lines
from autograder.student.watch.view import STORY, View
from autograder.texts import mark, tr

WIDTH = 88
UNCHECKED = mark("not checked yet")


def lesson_lines(view: View, *, whole: bool) -> Iterator[str]:
    """A lesson's exercises in a line each, then the story: of the current one, or (whole) of all that are not right."""
    yield f"{view.here.slug}  {shown(view.file)}".rstrip()
    width = max((len(s.name) for s in view.here.standings), default=0)
    for s in view.here.standings:
        pointer = ">" if s.name == view.name and not whole else " "
        points = (
            tr("{points:>5g} of {best:g} points", points=s.points, best=s.best)
            if s.best and s.word != UNATTEMPTED
            else ""
        )
        yield f"{pointer} {tr(s.word or UNCHECKED):<14} {s.name:<{width}}  {points}".rstrip()
    stories = [view]
    if whole and not view.trouble:
        begun = [i for i, s in enumerate(view.here.standings) if s.word not in (DONE, UNATTEMPTED)]
        stories = [replace(view, exercise=i, event=(), notes=()) for i in begun]
    for story in stories:
        yield ""
        if not view.trouble and whole:
            yield f"{story.name}:"
        yield from (f"  {text}".rstrip() for text in page_lines(replace(story, page=STORY), WIDTH))
    if whole and view.notes and not view.trouble:
        yield from ("", *(f"  {tr(NOTE)}{shown(note)}" for note in view.notes))
    yield ""


def summary_line(view: View) -> str:
    """What all lessons come to."""
    if view.is_done:
        return tr(
            "{done} of {total} exercises done: all checks that you can see pass; {hidden}",
            done=view.done,
            total=view.total,
            hidden=tr(HIDDEN),
        )
    return tr("{done} of {total} exercises done", done=view.done, total=view.total)


def last_line(view: View) -> str:
    """What remains in the terminal of one who quits."""
    done = tr("1 exercise done") if view.done == 1 else tr("{count} exercises done", count=view.done)
    return (
        tr("{done}; you were at `{name}` in {slug}", done=done, name=view.name, slug=view.here.slug)
        if view.name
        else done
    )


def put(stream: TextIO, lines: Iterator[str]) -> None:
    """Write lines at once, in what the stream can encode."""
    encoding = stream.encoding or "ascii"
    for line in lines:
        stream.write(line.encode(encoding, "backslashreplace").decode(encoding) + "\n")
    stream.flush()
