"""`autograder texts`: every text that students read, as a gettext template, and what a translation of it lacks."""

from __future__ import annotations

import argparse
import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

from autograder.authoring.freezing import AuthorError
from autograder.texts import placeholders, read_po

PACKAGE = Path(__file__).parents[1]
IN_TEMPLATE = re.compile(r'\bt\(("(?:[^"\\]|\\.)*")')
HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'


def texts() -> dict[str, list[str]]:
    """The files in which each text stands, by text, in a fixed order."""
    found: dict[str, list[str]] = {}
    for path in sorted([*PACKAGE.rglob("*.py"), *PACKAGE.rglob("templates/*.html")]):
        source = path.read_text(encoding="utf-8")
        file = path.relative_to(PACKAGE).as_posix()
        for text in _in_python(source) if path.suffix == ".py" else _in_html(source):
            if file not in found.setdefault(text, []):
                found[text].append(file)
    return found


def template() -> str:
    """All texts as a `.pot` file."""
    entries = [
        f'\n#: {" ".join(files)}\nmsgid {json.dumps(text, ensure_ascii=False)}\nmsgstr ""\n'
        for text, files in texts().items()
    ]
    return HEAD + "".join(entries)


def remarks(path: Path) -> list[str]:
    """What a translation lacks, has too much or would say wrongly, a sentence each.

    Raises AuthorError if it cannot be read at all.
    """
    try:
        translated = read_po(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise AuthorError(f"`{path}` cannot be read: {getattr(error, 'strerror', None) or error}") from None
    known = texts()
    found = [f"not translated: {text!r}" for text in known if text not in translated]
    for text, said in translated.items():
        if text not in known:
            found.append(f"no text of this version: {text!r}")
        elif not _fills_in(text, said):
            found.append(f"other placeholders than in English, so English is used: {said!r}")
    return found


def run_texts(options: argparse.Namespace) -> int:
    """`autograder texts`."""
    if options.translation is None:
        print(template(), end="")
        return 0
    found = remarks(options.translation)
    print("\n".join(found), end="\n" if found else "")
    return 1 if found else 0


def _fills_in(text: str, said: str) -> bool:
    """Whether a translation fills in what the text does, or less."""
    try:
        return placeholders(said) <= placeholders(text)
    except ValueError:
        return False


def _in_python(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("tr", "mark"):
            yield from _literals(node.args[0])


def _literals(node: ast.expr) -> Iterator[str]:
    """A text, or those of `a if … else b`; what was marked elsewhere is listed there."""
    match node:
        case ast.Constant(value=str(text)) if text:
            yield text
        case ast.IfExp(body=body, orelse=other):
            yield from (*_literals(body), *_literals(other))
        case ast.BoolOp(values=values):
            yield from (text for value in values for text in _literals(value))


def _in_html(source: str) -> Iterator[str]:
    yield from (json.loads(text) for text in IN_TEMPLATE.findall(source))
