"""Changes as a person reads them, and as a table."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Iterator

from autograder.grading.show import clean
from autograder.history.change import Change
from autograder.reports.table import csv_row, safe_text

HEADER = (
    "student", "before", "after", "gain", "exercise", "check", "outcome_before", "outcome_after", "points_before",
    "points_after", "why",
)  # fmt: skip
NAMES, KINDS, MOST = 5, 20, 10
FIRST_TIME = "graded for the first time"


class Tally:
    """How many gain, lose and stay, by which checks. Of a class of any size only kinds of changes are kept."""

    def __init__(self, unchanged: int) -> None:
        """unchanged: students whose result stays, so that there is nothing to compare."""
        self.counts = Counter(same=unchanged)
        self.kinds: Counter[tuple[str, str, str, float, str]] = Counter()
        self.names: dict[tuple[str, str, str, float, str], list[str]] = {}
        self.gains: list[tuple[float, str, Change]] = []
        self.losses: list[tuple[float, str, Change]] = []

    def add(self, change: Change) -> None:
        word = (
            "new" if change.is_new else "gain" if change.gain > 0 else "lose" if change.gain < 0 else "same"
        )
        self.counts[word] += 1
        for c in change.checks:
            kind = (c.title, c.before, c.after, round(c.points_after - c.points_before, 9), c.why)
            self.kinds[kind] += 1
            names = self.names.setdefault(kind, [])
            if len(names) < NAMES:
                names.append(change.student)
        if word in ("gain", "lose"):
            best = self.gains if word == "gain" else self.losses
            keep = heapq.heappush if len(best) < MOST else heapq.heappushpop
            keep(
                best,
                (abs(change.gain), change.student, Change(change.student, change.before, change.after, ())),
            )

    def lines(self) -> Iterator[str]:
        """The summary first, then which checks change, then who gains and loses most."""
        count = self.counts
        first = f"; {count['new']} graded for the first time" if count["new"] else ""
        yield f"{count['gain']} gain, {count['lose']} lose, {count['same']} stay the same{first}."
        for kind, number in self.kinds.most_common(KINDS):
            title, before, after, points, why = kind
            each = f", {points:+g} each" if points else ""
            names = self.names[kind]
            some = ", ".join(f"`{clean(n)}`" for n in names) + (", …" if number > len(names) else "")
            yield f"  {clean(title)}: {before} → {after}{each}, for {number} ({some}), because {why}"
        if len(self.kinds) > KINDS:
            yield f"  … and {len(self.kinds) - KINDS} more kinds of changes, in the table"
        for word, best in (("loses", self.losses), ("gains", self.gains)):
            for size, _, change in sorted(best, key=lambda b: (-b[0], b[1])):
                yield f"  `{clean(change.student)}` {word} {size:g}: {_total(change.before)} → {_total(change.after)}"


def table(changes: Iterable[Change]) -> Iterator[str]:
    """A line of CSV for each check that changed, header first; students who only stay have none."""
    yield csv_row(list(HEADER))
    for change in changes:
        mine = [safe_text(change.student), _number(change.before), _number(change.after), f"{change.gain:g}"]
        if change.is_new:
            yield csv_row([*mine, *[""] * 6, FIRST_TIME])
        for c in change.checks:
            exercise = f"{c.lesson.partition('_')[2]}.{c.exercise}"
            words = [safe_text(x) for x in (exercise, c.check, c.before, c.after)]
            yield csv_row([*mine, *words, f"{c.points_before:g}", f"{c.points_after:g}", safe_text(c.why)])


def _number(total: float | None) -> str:
    return "" if total is None else f"{total:g}"


def _total(total: float | None) -> str:
    return "nothing" if total is None else f"{total:g}"
