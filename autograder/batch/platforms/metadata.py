"""`submission_metadata.yml` of a Gradescope export: whose each submission is. Not a YAML reader.

Ruby writes this file, always in the same way, so keys stand at fixed columns and everything else, such as a text that a
student's program printed, stands deeper. Lines at those columns are read, one at a time, and all others skipped: the
file holds every result and may be large, PyYAML takes minutes for that and is no dependency of ours.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import IO

FOLDER = re.compile(r"(?P<q>['\"]?)(?P<name>submission_\d+)(?P=q):")
KEY = re.compile(r"  :(\w+):(?: (.*))?")
ITEM = re.compile(r"(?:  - |    ):(\w+):(?: (.*))?")
LONGEST = 10_000  # bytes of a line that can be ours; of others only the beginning matters


class UnclearError(Exception):
    """A line is not written as Gradescope writes it; the text is one sentence."""


@dataclass
class Told:
    """What Gradescope says about one submission. submitters: `name`, `sid`, `email` of each, as far as known."""

    folder: str
    created: str = ""
    submitters: list[dict[str, str]] = field(default_factory=list)
    earlier: list[str] = field(default_factory=list)
    problem: str = ""


def lines_of(file: IO[bytes]) -> Iterator[bytes]:
    """The beginning of each line, whatever its length: the rest of a long one must not pass for another."""
    while line := file.readline(LONGEST):
        yield line
        while line and not line.endswith(b"\n"):
            line = file.readline(LONGEST)


def told(lines: Iterable[bytes]) -> Iterator[Told]:
    """Everything about each submission, one at a time. Raises UnclearError if it is no such file."""
    current, section = None, ""
    for number, raw in enumerate(lines, 1):
        line = raw.decode("utf-8", "replace").rstrip("\r\n")
        if line.startswith("    ") and section not in ("submitters", "history"):
            continue
        if folder := FOLDER.fullmatch(line):
            if current:
                yield current
            current, section = Told(folder["name"]), ""
        elif line in ("---", "...", "") or line.startswith("#"):
            continue
        elif current is None:
            raise UnclearError(f"line {number} is not written as Gradescope writes it")
        elif not line.startswith(" "):  # `123.pdf:` of another kind of assignment
            yield current
            current, section = Told(line), ""
        else:
            try:
                section = _take(current, section, line)
            except UnclearError as error:
                current.problem = f"line {number} of submission_metadata.yml {error}"
    if current:
        yield current


def _take(current: Told, section: str, line: str) -> str:
    """Read one line of a submission, and say in which section the next one stands."""
    if key := KEY.fullmatch(line):
        if key[1] == "created_at":
            current.created = _scalar(key[2] or "")
        return key[1]
    item = ITEM.fullmatch(line)
    if section == "submitters":
        if not item or (line.startswith("    ") and not current.submitters):
            raise UnclearError("is not a submitter as Gradescope writes one")
        if line.startswith("  - "):
            current.submitters.append({})
        current.submitters[-1][item[1]] = _scalar(item[2] or "")
    elif section == "history" and item and item[1] == "created_at":
        current.earlier.append(_scalar(item[2] or ""))
    return section


def _scalar(text: str) -> str:
    """A value on one line: plain, 'single' or "double" quoted; nothing for null."""
    text = text.strip()
    if text in ("", "~", "null"):
        return ""
    if text[0] == "'":
        if re.fullmatch(r"'(?:[^']|'')*'", text):
            return text[1:-1].replace("''", "'")
    elif text[0] == '"':
        try:
            return str(json.loads(text)).encode("utf-8", "replace").decode()  # half a character names no file
        except ValueError:
            pass
    elif text[0] not in "&*!|>%@`[]{}#,":
        return text
    raise UnclearError("holds a value in a way that is not read")
