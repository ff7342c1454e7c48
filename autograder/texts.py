"""All that students read, in their language: English stands in the code, other languages in a course's `translations/`."""

from __future__ import annotations

import json
import os
import re
from functools import lru_cache
from pathlib import Path
from string import Formatter

FOLDER, CHOICE = "translations", "language"
ENGLISH = ("en", "c", "posix")

_known: dict[str, str] | None = None  # None as long as nobody has asked for a text


def tr(text: str, /, **values: object) -> str:
    """A text in the course's language, its `{placeholders}` filled in. Without values, braces mean nothing.

    The text is a literal or was marked, so that `autograder texts` can list it. A translation that has other
    placeholders is as good as none.
    """
    global _known
    if _known is None:
        _known = translations(Path.cwd())
    said = _known.get(text, text) if _known else text
    if not values:
        return said
    try:
        return said.format_map(values)
    except (LookupError, ValueError, AttributeError):
        return text.format_map(values)


def mark(text: str) -> str:
    """The text itself, listed by `autograder texts`: it is translated where it is used, with `tr`."""
    return text


def language() -> str:
    """Which language is spoken, as pages say it."""
    tr("")
    return _known.get("", "en") if _known else "en"


def use(folder: Path | None) -> None:
    """From now on speak the language of the course at or above this folder; None for English."""
    global _known
    _known = translations(folder) if folder else {}
    _pattern.cache_clear()


def translations(folder: Path) -> dict[str, str]:
    """The texts of the language that `AUTOGRADER_LANG`, the course or the system asks for; empty for English.

    A file that cannot be read is no translation: nobody's work may stop for it.
    """
    found = next((f / FOLDER for f in (folder, *folder.parents) if (f / FOLDER).is_dir()), None)
    if found is None:
        return {}
    for name in _asked_for(found):
        if name.casefold() in ENGLISH:
            break
        try:
            texts = read_po((found / f"{name}.po").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
        return {**texts, "": name.replace("_", "-")}  # what `language` looks for
    return {}


def _asked_for(folder: Path) -> list[str]:
    """Languages as files are named, the most special first: `de_AT.UTF-8` is `de_AT`, then `de`."""
    try:
        chosen = (folder / CHOICE).read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        chosen = ""
    system = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    asked = os.environ.get("AUTOGRADER_LANG") or chosen or next(filter(None, system), "")
    place = re.match(r"[A-Za-z]+(_[A-Za-z]+)?", asked)
    return list(dict.fromkeys([place[0], place[0].partition("_")[0]])) if place else []


def read_po(text: str) -> dict[str, str]:
    """The translated texts of a gettext file; what is empty or marked as fuzzy is left out.

    Raises ValueError with the line that is none of a plain file: contexts and plurals are not used here.
    """
    entries: list[dict[str, str]] = []
    field, fuzzy = "", False
    for number, line in enumerate(map(str.strip, text.splitlines()), 1):
        keyword, _, quoted = line.partition(" ") if not line.startswith('"') else (field, "", line)
        if not line or line.startswith("#"):
            fuzzy = fuzzy or (line.startswith("#,") and "fuzzy" in line)
            continue
        if keyword == "msgid" and field != "msgid":
            entries.append({"msgid": "", "msgstr": "", "fuzzy": "yes" if fuzzy else ""})
            fuzzy = False
        field = keyword
        try:
            entries[-1][field] += json.loads(quoted, strict=False)
        except (ValueError, LookupError, TypeError):
            raise ValueError(
                f"line {number}: `{line[:60]}` is neither msgid nor msgstr with a text"
            ) from None
    return {e["msgid"]: e["msgstr"] for e in entries if e["msgid"] and e["msgstr"] and not e["fuzzy"]}


def placeholders(text: str) -> set[str]:
    """The names in braces. Raises ValueError for a brace alone."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def matched(text: str, said: str) -> dict[str, str] | None:
    """The values with which `said` begins as `text` does, in the course's language or in English; None if it does not."""
    found = _pattern(tr(text)).match(said) or _pattern(text).match(said)
    return found and found.groupdict()


@lru_cache
def _pattern(text: str) -> re.Pattern[str]:
    parts, seen = [], set[str]()
    for literal, name, _, _ in Formatter().parse(text):
        parts.append(re.escape(literal))
        if name is not None:
            parts.append(f"(?P={name})" if name in seen else f"(?P<{name}>.*?)")
            seen.add(name)
    return re.compile("".join(parts) + ("$" if parts and parts[-1].endswith("?)") else ""), re.DOTALL)
