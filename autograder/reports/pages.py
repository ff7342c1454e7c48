"""What all pages share: self-contained HTML without scripts, in which whatever students wrote is only text."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from autograder.grading.show import clean
from autograder.grading.verdict import Verdict
from autograder.pictures.svg import style
from autograder.reports.compiled import Compiled
from autograder.texts import language, tr

TEMPLATES = Path(__file__).with_name("templates")
SHORT = 240


@cache
def environment() -> Environment:
    """The templates, with everything escaped by default."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        bytecode_cache=Compiled(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        optimized=False,  # else what filters make of constants would be kept with the templates
    )
    environment.filters["clean"] = clean
    environment.filters["prose"] = prose
    environment.filters["label"] = label
    environment.filters["sentence"] = sentence
    environment.filters["shortened"] = shortened
    environment.filters["number"] = lambda value: f"{value:g}"
    environment.globals["t"] = text
    environment.globals["language"] = language
    environment.globals["style"] = Markup(_style())  # noqa: S704 - files of ours
    return environment


@lru_cache(maxsize=5000)  # labels above all, which all students have in common
def prose(text: str) -> Markup:
    """A sentence as HTML: whatever students wrote is escaped, `names` become code."""
    safe = str(escape(clean(text)))
    return Markup(re.sub(r"`([^`\n]+)`", r"<code>\1</code>", safe))  # noqa: S704 - escaped above


def text(said: str, /, **values: Any) -> Markup:
    """A text of a template in the course's language: it may hold HTML, and whatever is filled in is escaped."""
    if not values:
        return Markup(tr(said))  # noqa: S704 - ours or the course's
    try:
        return Markup(tr(said)).format_map(values)  # noqa: S704 - ours or the course's
    except (LookupError, ValueError, AttributeError):  # a translation with other placeholders
        return Markup(said).format_map(values)  # noqa: S704


def label(verdict: Verdict) -> Markup:
    """What a check is called."""
    remark = tr(" (hidden)") if verdict.hidden and "hidden" not in verdict.label else ""
    return prose(verdict.label + remark)


def sentence(text: str) -> str:
    """A remark of ours with a capital letter and a full stop."""
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."


def shortened(text: str) -> str:
    """So much of a text as an overview has room for; all of it is said elsewhere."""
    return text if len(text) <= SHORT else f"{text[:SHORT]} …"


def _style() -> str:
    """The style of pages, then that of the pictures in them."""
    return (TEMPLATES / "style.css").read_text(encoding="utf-8") + "\n" + style()
