"""Sentences about a student's file as a whole: what loading left out and what follows, and misspelt names."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable
from difflib import get_close_matches

from autograder.grading.show import clean
from autograder.texts import mark, matched, tr

PLACE = re.compile(r"(cell \d+|[^:]+\.py):(\d+): ")
# What a worker says is English, as it knows no course; it is said anew here.
WORKER = (
    mark("{where}: exit() was ignored"),
    mark("{where}: not valid Python: {reason}"),
    mark("the file holds NUL bytes; it is not Python source"),
    mark("the file is UTF-16; save it as UTF-8"),
    mark("the file starts like UTF-16 and is not; save it as UTF-8"),
    mark("the file is not UTF-8; it was read as Windows-1252"),
    mark("the notebook is not a valid notebook file; open and save it in Jupyter"),
    mark("the notebook has no code in it"),
)
LEFT_OUT_BECAUSE = mark("left out, because it {reason}")
NOTHING_LOST = mark(" (this statement was skipped; that alone costs nothing)")
LEFT_OUT = mark(" (so what it should define is missing for the functions that need it; the rest counts)")
MISSPELT = mark("there is no function named `{missing}` in the file; did you mean `{meant}`?")


def told(sentence: str) -> str:
    """What a worker said of a file, in the course's language; what else it says stays as it is."""
    for text in WORKER:
        values = matched(text, sentence)
        if values is not None:
            return tr(text, **values) if values else tr(text)
    return sentence


def explained(problem: str, program: bytes) -> str:
    """A problem of loading, with what follows from it."""
    place = PLACE.match(problem)
    if not place or problem.endswith("exit() was ignored"):
        return told(problem)
    sentence = problem[place.end() :]
    if matched(LEFT_OUT_BECAUSE, sentence) is not None:
        return problem + tr(LEFT_OUT)
    if not sentence.startswith("not valid Python"):
        return problem + tr(NOTHING_LOST)
    line = line_at(place[0], program)
    quoted = tr(", in `{line}`", line=line) if line else ""
    return f"{told(problem)}{quoted}" + tr(
        " (so what this cell should define is missing; the other cells count)"
    )


def line_at(sentence: str, program: bytes) -> str:
    """The line that `small.py:3: …` or `cell 5:3: …` speaks of; "" if there is none. Hostile source is not parsed."""
    place = PLACE.match(sentence)
    if not place:
        return ""
    try:
        lines = _cell(program, int(place[1][5:])) if place[1].startswith("cell ") else program.splitlines()
        line = lines[int(place[2]) - 1]
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return ""
    text = line if isinstance(line, str) else line.decode(errors="replace")
    return clean(text)[:200].rstrip()


def _cell(program: bytes, number: int) -> list[str]:
    return "".join(json.loads(program)["cells"][number - 1]["source"]).split("\n")


def misspelt(missing: str, defined: Iterable[str]) -> str:
    """That a function is not there, if another one seems to be meant by it; else ""."""
    meant = did_you_mean(missing, [name for name in defined if len(name) < 60][:200])
    return meant and tr(MISSPELT, missing=missing, meant=clean(meant))


def misnamed(functions: Iterable[str], asked: Collection[str], defined: Collection[str]) -> list[str]:
    """A sentence for each function that is missing while another one, which nothing asks for, has nearly its name."""
    others = [f for f in defined if f not in asked]
    return [said for f in functions if f not in defined and (said := misspelt(f, others))]


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The nearest of the known words, case and underscores aside; "" if none is near."""
    plain = {_plain(k): k for k in known}
    return next((plain[match] for match in get_close_matches(_plain(word), plain, n=1, cutoff=0.7)), "")


def _plain(word: str) -> str:
    return re.sub("[_-]", "", word).casefold()
