"""One failure as a page of its own: the message and its picture, nothing to be loaded from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path
from string import Template

from autograder.grading.checks import Exercise, Lesson
from autograder.grading.show import clean
from autograder.grading.verdict import Message, Verdict
from autograder.pictures import style
from autograder.texts import language, mark, tr

FOOTER = mark("Run `autograder show {name}` again when you have changed something.")


def page_of(lesson: Lesson, exercise: Exercise, lead: Verdict, picture: tuple[str, str]) -> str:
    """HTML of the failing check `lead`. picture: SVG and its text, or empty texts."""
    assert lead.message is not None
    head = (
        f"<p><strong>{_prose(lead.label)}</strong> <span class='failed'>{escape(tr(lead.status))}</span></p>"
    )
    return Template(Path(__file__).with_name("page.html").read_text(encoding="utf-8")).substitute(
        language=language(),
        exercise=escape(exercise.name),
        lesson=escape(lesson.title),
        style=style(),
        message="\n".join([head, *_parts(lead.message, *picture)]),
        footer=_prose(tr(FOOTER, name=exercise.name)),
    )


def _parts(message: Message, svg: str, alt: str) -> Iterator[str]:
    """The message in the order in which it is read, with the picture after the call."""
    if message.first:
        yield f"<p>{_prose(message.first)}</p>"
    yield f"<p>{_prose(message.what)}</p>"
    if message.call:
        yield _code(message.call)
    if svg:
        words = (
            f"<details><summary>{escape(tr('The picture in words'))}</summary><p>{escape(alt)}</p></details>"
        )
        yield f"<figure>{svg}<figcaption>{words}</figcaption></figure>"
    if message.returned:
        returned, expected = (escape(clean(v)) for v in (message.returned, message.expected))
        yield f"<dl><dt>{escape(tr('returned'))}</dt><dd><code>{returned}</code></dd>"
        yield f"<dt>{escape(tr('expected'))}</dt><dd><code>{expected}</code></dd></dl>"
    yield from (f"<p>{_prose(note)}</p>" for note in message.notes)
    if message.frames:
        yield _code("\n".join(message.frames))
    if message.printed:
        yield f"<p>{escape(tr('It printed:'))}</p>{_code(message.printed)}"
    if message.cause:
        yield f"<p><strong>{escape(tr('Likely cause:'))}</strong> {_prose(message.cause)}</p>"
    if message.hint:
        yield f"<p><strong>{escape(tr('Hint:'))}</strong> {_prose(message.hint)}</p>"


def _code(text: str) -> str:
    return f"<pre>{escape(clean(text))}</pre>"


def _prose(text: str) -> str:
    """Escaped, with what stands in backticks as code."""
    return re.sub(r"`([^`\n]+)`", r"<code>\1</code>", escape(clean(text)))
