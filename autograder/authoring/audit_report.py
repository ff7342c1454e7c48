"""What an audit says: a line for each exercise, what is weak below it, and the sum of all."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from autograder.authoring.audit import Audited
from autograder.files import whole

WEAK = {
    "wrong_rights": "right, but loses points",
    "unseen": "mistake that no visible check catches",
    "unnamed": "mistake that is not named, or by another's name",
    "survivors": "survives: kill it with a case, or list it in equivalents.toml with the reason",
    "outdated": "listed as equivalent, but it is caught, or is no mutant any more",
}


def lines(audited: Audited, *, verbose: bool) -> Iterator[str]:
    """What there is to say about one exercise."""
    yield f"{audited.name}: {_sum([audited])}"
    for weakness, words in WEAK.items():
        yield from (f"  {words}: {name}" for name in getattr(audited, weakness))
    for one, other in audited.twins:
        yield f"  no visible check tells these mistakes apart: {one}, {other}"
    if verbose:
        for label, count in sorted(audited.lone_catchers.items()):
            yield f"  only `{label}` catches {count} of the wrong programs"
        for label in audited.redundant:
            yield f"  `{label}` catches nothing that another check does not catch"


def total(found: Sequence[Audited]) -> str:
    """The sum of all, on one line."""
    return f"{len(found)} exercise{'s' if len(found) != 1 else ''}: {_sum(found)}"


def _sum(found: Sequence[Audited]) -> str:
    def count(kind: str) -> int:
        return sum(len(a.fails[kind]) for a in found)

    right = count("right") - sum(len(a.wrong_rights) for a in found)
    named = count("mistake") - sum(len({*a.unseen, *a.unnamed}) for a in found)
    equivalent = sum(len(a.fails["mutant"]) - a.killed - len(a.survivors) for a in found)
    return (
        f"{sum(len(a.checks) for a in found):,} checks; {right:,} of {count('right'):,} right programs right; "
        f"{named:,} of {count('mistake'):,} mistakes caught and named; {sum(a.killed for a in found):,} of "
        f"{count('mutant'):,} mutants killed, {equivalent:,} equivalent, {sum(len(a.survivors) for a in found):,} survive"
    )


def write_matrix(path: Path, found: Sequence[Audited]) -> None:
    """Which check catches which program, as a table: one row for each program, a 1 for each check it fails."""
    with whole(path) as file:
        for audited in found:
            rows = [["exercise", "kind", "program", *audited.checks]]
            rows += [
                [audited.name, kind, name, *("1" if c in labels else "" for c in audited.checks)]
                for kind, programs in audited.fails.items()
                for name, labels in programs.items()
            ]
            text = io.StringIO()
            csv.writer(text, lineterminator="\n").writerows(rows)
            file.write(text.getvalue().encode())
