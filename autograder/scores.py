"""The points of one pytest run as a table, from what its reports say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from autograder.grading.show import clean
from autograder.grading.text import NOTE, Row, table_lines
from autograder.grading.verdict import UNATTEMPTED
from autograder.texts import tr

Facts = dict[str, Any]


def score_lines(checks: Sequence[Facts]) -> Iterator[str]:
    """Remarks first, then a row for each exercise, lesson by lesson."""
    files: dict[str, list[Facts]] = {}
    for check in checks:
        files.setdefault(check["file"], []).append(check)
    best: dict[str, list[str]] = {}
    for file, mine in files.items():
        best.setdefault(mine[0]["lesson"], []).append(file)
    notes = [r for mine in files.values() for check in mine for r in check["remarks"]]
    sections: dict[str, list[Row]] = {}
    for lesson, candidates in best.items():
        chosen = max(candidates, key=lambda file: sum(check["points"] for check in files[file]))
        if len(candidates) > 1:
            notes.append(
                tr(
                    "{count} files for one lesson: `{chosen}` counts, no other earns more",
                    count=len(candidates),
                    chosen=chosen,
                )
            )
        sections[lesson] = _rows(files[chosen])
    yield from (tr(NOTE) + clean(note) for note in dict.fromkeys(notes))
    yield from table_lines(sections)


def _rows(checks: Sequence[Facts]) -> list[Row]:
    exercises: dict[str, list[Facts]] = {}
    for check in checks:
        exercises.setdefault(check["exercise"], []).append(check)
    return [
        (name, sum(c["points"] for c in mine), sum(c["max_points"] for c in mine), _word(mine))
        for name, mine in exercises.items()
    ]


def _word(checks: Sequence[Facts]) -> str:
    if len(checks) < checks[0]["siblings"]:  # -k, --lf, -x or path::id
        return tr("{count} of {total} checks ran", count=len(checks), total=checks[0]["siblings"])
    if all(c["points"] == c["max_points"] for c in checks):
        return tr("done")
    return tr(UNATTEMPTED) if all(c["status"] == UNATTEMPTED for c in checks) else ""
