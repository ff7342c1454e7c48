"""A submitted notebook file as plain cells. What it says is checked; its outputs are dropped and never trusted."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from autograder.batch.finds import megabytes
from autograder.files import MAX_FILE
from autograder.grading.show import clean

MOST_CELLS = 10_000
AGAIN = "open it in Jupyter and save it again"
KINDS = {"code": "code", "markdown": "markdown", "raw": "raw", "html": "markdown"}  # html: before version 4


@dataclass(frozen=True)
class Cell:
    """One cell as it was handed in.

    kind: code, markdown or raw. name: its `grade_id`, "" without one. id: its own id, "" without one.
    said: what it says of itself under `nbgrader`. tags: Jupyter's. attachments: pictures of a text.
    """

    kind: str
    text: str
    name: str = ""
    id: str = ""
    said: dict[str, Any] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    attachments: dict[str, Any] = field(default_factory=dict)


def read(data: bytes) -> tuple[list[Cell], list[str]]:
    """The cells of a notebook file of any version, and a sentence for whatever had to be left out or guessed.

    Raises ValueError with one sentence if it is no notebook.
    """
    if len(data) > MAX_FILE:
        raise ValueError(
            f"the notebook is larger than {megabytes(MAX_FILE)}; clear its outputs and hand it in again"
        )
    text, notes = _decoded(data)
    notebook = _parsed(text)
    raw, old = _cells(notebook)
    if len(raw) > MOST_CELLS:
        raise ValueError(f"the notebook has {len(raw):,} cells; more than {MOST_CELLS:,} are not read")
    if old:
        notes.append(
            "the notebook was saved in an old format, which was converted; save it with a newer Jupyter"
        )
    cells = []
    for number, item in enumerate(raw, 1):
        cell = _cell(item)
        if cell is None:
            notes.append(f"cell {number} is damaged and was left out")
        else:
            cells.append(cell)
    return cells, notes


def _decoded(data: bytes) -> tuple[str, list[str]]:
    if not data.strip():
        raise ValueError(f"the notebook is empty (0 bytes); {AGAIN}")
    encoding = json.detect_encoding(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace"), ["the notebook is not UTF-8; it was read as Windows-1252"]
    if encoding.startswith("utf-8"):
        return text, []
    return text.removeprefix("\ufeff"), [f"the notebook is {encoding[:6].upper()}; it was read all the same"]


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        if "\n<<<<<<< " in text:
            raise ValueError(
                "the notebook holds conflict marks of git (`<<<<<<<`); settle the conflict and hand it in again"
            ) from None
        where = f"line {error.lineno}: {error.msg[:1].lower()}{error.msg[1:]}"
        raise ValueError(f"the file is no notebook, as it is not valid JSON ({where}); {AGAIN}") from None
    except (ValueError, RecursionError, MemoryError):
        raise ValueError(
            "the file is no notebook, as it holds thousands of brackets in each other or a number of thousands of "
            f"digits; {AGAIN}"
        ) from None


def _cells(notebook: Any) -> tuple[list[Any], bool]:
    """The raw cells, and whether they are of a version before 4."""
    if isinstance(notebook, dict):
        if isinstance(cells := notebook.get("cells"), list):
            return cells, False
        if isinstance(sheets := notebook.get("worksheets"), list):
            inside = [s["cells"] for s in sheets if isinstance(s, dict) and isinstance(s.get("cells"), list)]
            return [cell for cells in inside for cell in cells], True
    raise ValueError(f"the file is no notebook, as it has no list of cells; {AGAIN}")


def _cell(raw: Any) -> Cell | None:
    if not isinstance(raw, dict):
        return None
    source = raw.get("source", raw.get("input", ""))
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    kind = raw.get("cell_type")
    if not isinstance(source, str) or not isinstance(kind, str):
        return None
    if kind == "heading":  # before version 4
        level = raw.get("level")
        kind, source = (
            "markdown",
            f"{'#' * (level if isinstance(level, int) and 0 < level < 7 else 1)} {source}",
        )
    metadata = _dict(raw.get("metadata"))
    said = _dict(metadata.get("nbgrader"))
    tags = metadata.get("tags")
    return Cell(
        KINDS.get(kind, "raw"),
        _encodable(source),
        _text(said.get("grade_id")),
        _text(raw.get("id")),
        said,
        tuple(t for t in tags if isinstance(t, str)) if isinstance(tags, list) else (),
        _attachments(raw.get("attachments")),
    )


def _attachments(raw: Any) -> dict[str, Any]:
    """Pictures in a text: {name: {type: base64}}, whatever else is there left out."""
    found = {
        _encodable(name): {_encodable(k): _encodable(v) for k, v in one.items() if isinstance(v, str)}
        for name, one in _dict(raw).items()
        if isinstance(one, dict)
    }
    return {name: one for name, one in found.items() if one}


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _encodable(text: str) -> str:
    """Half of a character (a lone surrogate) cannot be written to any file."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def shown(value: Any) -> str:
    """What a stranger wrote in place of a value, short and harmless."""
    if not isinstance(value, str | int | float | None):
        return f"a {type(value).__name__}"
    text = clean(str(value)[:60]).replace("`", "'").replace("\n", " ")
    return text if len(text) <= 40 else f"{text[:40]}…"
