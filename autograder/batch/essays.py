"""What a student wrote in answer to a question: a text file beside the script, or a cell of the notebook."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import pairwise
from typing import Any

from autograder.batch.finds import Found
from autograder.confinement.source import SourceError, decode
from autograder.grading.checks import Essay, Lesson

LONGEST = 20_000
PLACEHOLDER = "Your answer here."


def essays_in(lesson: Lesson, files: Mapping[str, Sequence[Found]]) -> dict[str, dict[str, str]]:
    """Each answer that is there, by title of the question: its `text` and the `file` it is from.

    A text file counts before a notebook, the longer of two texts before the other.
    """
    found = {}
    for essay in lesson.essays:
        title = f"{lesson.topic}.{essay.name}"
        texts = [(_text(f), f.name) for f in files.get(title, []) if not f.problem]
        notebooks = [f for f in files.get(lesson.topic, []) if f.name.lower().endswith(".ipynb")]
        cells = [(_cell(f, essay), f.name) for f in notebooks]
        text, file = max(texts if any(t for t, _ in texts) else cells, key=_length, default=("", ""))
        if text:
            cut = f"{text[:LONGEST]} … (cut: it has {len(text):,} characters)"
            found[title] = {"file": file, "text": text if len(text) <= LONGEST else cut}
    return found


def _length(text_and_file: tuple[str, str]) -> int:
    return len(text_and_file[0])


def _text(found: Found) -> str:
    try:
        return decode(found.data)[0].strip()
    except SourceError:  # not a text at all
        return ""


def _cell(found: Found, essay: Essay) -> str:
    """What stands in the notebook's cell for the answer; "" if it is as it was given out, or cannot be found."""
    try:
        cells = [(c, _source(c)) for c in json.loads(found.data)["cells"]]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return ""
    text = next(_answers(cells, essay), "").strip()
    return "" if text == PLACEHOLDER else text


def _answers(cells: Sequence[tuple[Any, str]], essay: Essay) -> Iterator[str]:
    """Cells that may hold the answer, the surest first: known by nbgrader's name, by id, by the question above."""
    for cell, text in cells:
        if _grade_id(cell) == essay.name or cell.get("id") == _id(essay.name):
            yield text
    first = essay.statement.partition("\n")[0].strip()
    for (cell, text), (after, answer) in pairwise(cells):
        asked = cell.get("id") == _id(f"question-{essay.name}") or (first and text.lstrip().startswith(first))
        if asked and after.get("cell_type") == "markdown":
            yield answer


def _source(cell: Any) -> str:
    source = cell.get("source", "")
    return source if isinstance(source, str) else "".join(source)


def _grade_id(cell: Any) -> Any:
    metadata = cell.get("metadata")
    nbgrader = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    return nbgrader.get("grade_id") if isinstance(nbgrader, dict) else None


def _id(name: str) -> str:
    """The id of a cell, as `autograder build` gives it."""
    return sha256(name.encode()).hexdigest()[:8]
