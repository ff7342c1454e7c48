"""A CSV file of somebody else's, in which single cells are filled and every other byte stays as it is."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.grading.show import clean

MAX_SHEET = 50 * 1024 * 1024
DELIMITERS = ",;\t"
DECIMAL_COMMA = re.compile(r"\s*-?\d+,\d+\s*")
UNUSUAL = re.compile(r"[\"\r\n]")


class SheetError(Exception):
    """The file cannot be filled; the text is one sentence for the instructor."""


@dataclass(frozen=True)
class Cell:
    """Where a cell stands in the text (with its quotes), and what it says."""

    begin: int
    end: int
    value: str


class Sheet:
    """rows: the cells, line by line; empty lines have none. Cells are changed with `put`, and `data` has the result."""

    def __init__(self, data: bytes) -> None:
        """Raises SheetError if it is no CSV file."""
        self.encoding, self.bom = _encoding(data)
        self.text = data[len(self.bom) :].decode(self.encoding)
        first = self.text.lstrip("\r\n").partition("\n")[0]
        self.delimiter = max(DELIMITERS, key=first.count)
        self.rows = list(_rows(self.text, self.delimiter))
        self.changes: dict[tuple[int, int], str] = {}

    @classmethod
    def read(cls, path: Path) -> Sheet:
        """The sheet in a file. Raises SheetError."""
        try:
            if path.stat().st_size > MAX_SHEET:
                raise SheetError(f"`{path}` is larger than {MAX_SHEET >> 20} MB; is it the file you meant?")
            return cls(path.read_bytes())
        except OSError as error:
            raise SheetError(f"`{path}` cannot be read: {error.strerror}") from None
        except (UnicodeDecodeError, SheetError) as error:
            raise SheetError(f"`{path}` is not a CSV file: {error}") from None

    def value(self, row: int, column: int) -> str:
        """What a cell says; "" if the row is too short to have it."""
        cells = self.rows[row]
        return cells[column].value if column < len(cells) else ""

    def put(self, row: int, column: int, value: str) -> None:
        """Fill a cell, quoted if it was quoted or has to be."""
        self.changes[row, column] = value

    def writes_decimal_comma(self, column: int) -> bool:
        """Whether the numbers in a column are written as `7,50`."""
        return any(DECIMAL_COMMA.fullmatch(self.value(i, column)) for i in range(len(self.rows)))

    def data(self) -> bytes:
        """The file with the changes."""
        parts, done = [], 0
        for (row, column), value in sorted(self.changes.items()):
            cells = self.rows[row]
            if column < len(cells):
                begin, end, missing = cells[column].begin, cells[column].end, 0
            else:
                begin = end = cells[-1].end
                missing = column - len(cells) + 1
            quoted = self.text[begin : begin + 1] == '"' and not missing
            parts += [self.text[done:begin], self.delimiter * missing, self._written(value, quoted)]
            done = end
        text = "".join([*parts, self.text[done:]])
        return self.bom + text.encode(self.encoding, "replace")

    def _written(self, value: str, quoted: bool) -> str:
        if quoted or self.delimiter in value or UNUSUAL.search(value):
            return '"' + value.replace('"', '""') + '"'
        return value


def _encoding(data: bytes) -> tuple[str, bytes]:
    """UTF-8 or UTF-16 with the mark in front, or whatever one byte a sign can be, which loses nothing."""
    if data.startswith(codecs.BOM_UTF8):
        return "utf-8", codecs.BOM_UTF8
    if data.startswith(codecs.BOM_UTF16_LE):
        return "utf-16-le", codecs.BOM_UTF16_LE
    if data.startswith(codecs.BOM_UTF16_BE):
        return "utf-16-be", codecs.BOM_UTF16_BE
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "latin-1", b""
    return "utf-8", b""


def _rows(text: str, delimiter: str) -> Iterator[list[Cell]]:
    """The cells of RFC 4180 with their places. Raises SheetError for a quote that never ends."""
    place, row = 0, list[Cell]()
    plain = re.compile(rf"[^{re.escape(delimiter)}\r\n]*")
    quoted = re.compile(r'"((?:[^"]|"")*+)"')
    while place < len(text) or row:
        if text.startswith('"', place):
            match = quoted.match(text, place)
            if not match:
                line = text.count("\n", 0, place) + 1
                raise SheetError(f"the quote in line {line} is never closed")
            rest = plain.match(text, match.end())
            end = rest.end() if rest else match.end()
            value = match[1].replace('""', '"') + text[match.end() : end]
        else:
            match = plain.match(text, place)
            end = match.end() if match else place
            value = text[place:end]
        row.append(Cell(place, end, value))
        place = end
        if text.startswith(delimiter, place):
            place += 1
            continue
        yield row if len(row) > 1 or row[0].value else []
        row = []
        place += 2 if text.startswith("\r\n", place) else 1
        if place > len(text):
            return


def number(value: float, *, decimal_comma: bool) -> str:
    """Points as a platform reads them: at most two digits after the point."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return text.replace(".", ",") if decimal_comma else text


def listed(names: Iterable[str]) -> str:
    """Names for a sentence."""
    return ", ".join(f"`{clean(name)}`" for name in names)
