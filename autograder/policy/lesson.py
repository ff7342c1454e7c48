"""What one lesson may count for one student: every attempt, with so many grace days, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from autograder.policy.attempts import Attempt, HandIn
from autograder.policy.due import Due
from autograder.policy.plan import Option
from autograder.policy.policy import Item, Policy
from autograder.texts import mark, tr

DIGITS = 4
UNKNOWN = mark("it is not known when it was handed in, so it counts as in time")


@dataclass(frozen=True)
class LessonFinal:
    """What a lesson counts for one student. notes: why it is not just what was earned."""

    lesson: str
    points: float = 0.0
    max_points: float = 0.0
    extra: float = 0.0
    excused: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class LessonScore:
    """One lesson of one student. given: points of persons, by title."""

    lesson: str
    items: Sequence[Item]
    policy: Policy
    given: Mapping[str, float]
    student: str

    @property
    def excused(self) -> bool:
        return self.policy.is_excused(self.student, self.lesson)

    @property
    def due(self) -> Due | None:
        return self.policy.due_of(self.student, self.lesson)

    @property
    def max_points(self) -> float:
        return sum(i.max_points * self._weight(i) for i in self.items if self._counts(i))

    @property
    def pending(self) -> list[str]:
        return [i.title for i in self.items if i.manual and self._counts(i) and i.title not in self.given]

    def _counts(self, item: Item) -> bool:
        """Whether it is part of the total."""
        return not item.extra and (self.policy.essays or not item.manual)

    def _weight(self, item: Item) -> float:
        return self.policy.weights.get(item.title, 1.0)

    def options(self, hand_ins: Sequence[HandIn]) -> list[Option]:
        """Every way in which the lesson may count: which attempt, with how many grace days. The latest come first."""
        found = [(n, h.lessons[self.lesson]) for n, h in enumerate(hand_ins, 1) if self.lesson in h.lessons]
        last = hand_ins[-1].lessons.get(self.lesson) if hand_ins else None
        if self.policy.best:
            chosen = [(n, a) for n, a in reversed(found) if a.is_current or _same(a, last)]
        else:
            chosen = [(len(hand_ins), _first_of(last, hand_ins, self.lesson))] if last else []
        said_late = bool(hand_ins) and hand_ins[-1].said_late
        made = [o for n, a in chosen for o in self._of(a, n, len(hand_ins), said_late=said_late)]
        return made or [self._option(Attempt({}), 0, 0)]

    def _of(self, attempt: Attempt, number: int, count: int, *, said_late: bool) -> Iterator[Option]:
        shown = number if number < count else 0
        days = 0
        if self.due and self.policy.late and attempt.time is not None:
            days = min(self.due.days_late(attempt.time), self._most_grace)
        for grace in range(days + 1):
            yield self._option(attempt, grace, shown, count, said_late=said_late)

    @property
    def _most_grace(self) -> int:
        limits = [x for x in (self.policy.grace_days, self.policy.grace_per_lesson) if x is not None]
        return min(limits, default=0)

    def _option(
        self, attempt: Attempt, grace: int, number: int, count: int = 1, *, said_late: bool = False
    ) -> Option:
        late, due, time = self.policy.late, self.due, attempt.time
        units = late.units(due, time, grace) if late and due and time is not None else 0.0
        keeps = 1 - late.share(units) if late else 1.0
        points = {i.title: self._raw(i, attempt) for i in self.items}
        counts = {
            i.title: p * self._weight(i) * keeps for i in self.items if (p := points[i.title]) is not None
        }
        core = sum(counts.get(i.title, 0.0) for i in self.items if self._counts(i))
        extra = sum(counts.get(i.title, 0.0) for i in self.items if i.extra) if self.policy.extra else 0.0
        notes = tuple(self._notes(attempt, grace, keeps, said_late=said_late))
        if number:
            notes = (tr("attempt {number} of {count} counts, the best", number=number, count=count), *notes)
        return Option(grace, core, extra, {i.title: counts.get(i.title) for i in self.items}, notes)

    def _raw(self, item: Item, attempt: Attempt) -> float | None:
        if item.title in self.given:
            return self.given[item.title]
        return None if item.manual else attempt.points.get(item.name, 0.0)

    def _notes(self, attempt: Attempt, grace: int, keeps: float, *, said_late: bool) -> Iterator[str]:
        due, time = self.due, attempt.time
        extended = self.lesson in self.policy.extensions.get(self.student, {})
        if extended:
            yield tr("extended to {due}", due=due)
        if due is None or not attempt.points:
            return
        if time is None:
            yield tr(UNKNOWN)
        elif time <= due.instant():
            if attempt.by_file:
                yield tr("in time, by the time of the file")
            if said_late and not extended:
                yield tr("the platform says late, but not by how much: please look")
        else:
            by = tr(", by the time of the file") if attempt.by_file else ""
            yield tr(
                "{how_late} late{by}{cost}",
                how_late=self._how_late(due, time),
                by=by,
                cost=self._cost(keeps, grace),
            )

    def _cost(self, keeps: float, grace: int) -> str:
        lost = round(100 * (1 - keeps), 2)
        parts = [f"-{lost:g} %"] if lost else [tr("no penalty")]
        if grace:
            parts.append(tr("1 grace day used") if grace == 1 else tr("{grace} grace days used", grace=grace))
        return f": {', '.join(parts)}"

    def _how_late(self, due: Due, time: float) -> str:
        late = self.policy.late
        if late and late.per == "hour":
            hours = late.units(due, time) if late.rounding == "up" else (time - due.instant()) / 3600
            return tr("1 hour") if hours == 1 else tr("{hours:.3g} hours", hours=hours)
        days = float(due.days_late(time)) if not late or late.rounding == "up" else due.exact_days(time)
        return tr("1 day") if days == 1 else tr("{days:.3g} days", days=days)

    def final(self, option: Option | None) -> LessonFinal:
        """What it comes to; no option for an excused lesson."""
        if option is None:
            return LessonFinal(self.lesson, excused=True, notes=("excused",))
        weights = {self._weight(i) for i in self.items}
        weighted = tuple(
            f"{'its exercises have weights' if len(weights) > 1 else f'weight {w:g}'}"
            for w in sorted(weights - {1.0})[:1]
        )
        return LessonFinal(
            self.lesson,
            round(option.core, DIGITS),
            round(self.max_points, DIGITS),
            round(option.extra, DIGITS),
            notes=(*option.notes, *weighted),
        )

    def points(self, option: Option | None) -> dict[str, float | None]:
        """By title; None for what is excused or not marked."""
        if option is None:
            return {i.title: None for i in self.items}
        return {t: None if p is None else round(p, DIGITS) for t, p in option.points.items()}


def _same(a: Attempt, b: Attempt | None) -> bool:
    return b is not None and a.points == b.points


def _first_of(last: Attempt, hand_ins: Sequence[HandIn], lesson: str) -> Attempt:
    """The last attempt, with the earliest time at which a lesson was there that has earned the same ever since."""
    first = last
    for earlier in reversed(hand_ins):
        attempt = earlier.lessons.get(lesson)
        if attempt is None or not _same(attempt, last):
            break
        if attempt.time is not None and (first.time is None or attempt.time < first.time):
            first = attempt
    return first
