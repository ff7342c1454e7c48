"""Final points: a pure function of all attempts, the policy, and what persons decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from autograder.policy.attempts import HandIn
from autograder.policy.lesson import DIGITS, LessonFinal, LessonScore
from autograder.policy.plan import best_plan, undominated
from autograder.policy.policy import Item, Policy
from autograder.texts import tr


@dataclass(frozen=True)
class Final:
    """What all counts for one student.

    so_far: what is known of the total. pending: titles of questions that count and are not marked. points: by title of
    exercises and questions, None while unknown and for excused ones. notes: on the total.
    """

    so_far: float
    max_total: float
    lessons: Mapping[str, LessonFinal]
    points: Mapping[str, float | None]
    pending: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)

    @property
    def total(self) -> float | None:
        """The total; None while somebody still has to mark a part of it."""
        return None if self.pending else self.so_far

    @property
    def lines(self) -> Iterator[str]:
        """Why it is so, a line for each lesson that there is something to say about, then on the whole."""
        for lesson in self.lessons.values():
            if lesson.notes:
                yield f"{self.titles.get(lesson.lesson, lesson.lesson)}: {'; '.join(lesson.notes)}"
        yield from self.notes


def final(
    items: Sequence[Item],
    hand_ins: Sequence[HandIn],
    policy: Policy,
    given: Mapping[str, float] | None = None,
    student: str = "",
) -> Final:
    """What counts. hand_ins: as they were graded, the last counts now. given: points of persons by title.

    Grace days, and under `best` attempts, are chosen such that the total is as large as can be.
    """
    lessons = dict.fromkeys(item.lesson for item in items)
    scorers = {
        x: LessonScore(x, [i for i in items if i.lesson == x], policy, given or {}, student) for x in lessons
    }
    counted = [s for s in scorers.values() if not s.excused]
    options = [undominated(s.options(hand_ins)) for s in counted]
    budget = _budget(policy, len(counted))
    chosen = dict(zip([s.lesson for s in counted], best_plan(options, budget, policy.extra), strict=True))
    done = {x: s.final(chosen.get(x)) for x, s in scorers.items()}
    points = {t: p for x, s in scorers.items() for t, p in s.points(chosen.get(x)).items()}
    best = sum(s.max_points for s in counted)
    scale = policy.out_of / best if policy.out_of and best else 1.0
    extra = sum(lesson.extra for lesson in done.values())
    total = (sum(lesson.points for lesson in done.values()) + min(extra, policy.extra)) * scale
    pending = tuple(t for s in counted for t in s.pending)
    notes = tuple(_about_total(policy, best, extra, pending))
    topics = {item.lesson: item.topic for item in items}
    return Final(round(total, DIGITS), round(best * scale, DIGITS), done, points, pending, notes, topics)


def _budget(policy: Policy, lessons: int) -> int:
    """Grace days of a student for all lessons."""
    if policy.grace_days is not None:
        return policy.grace_days
    return (policy.grace_per_lesson or 0) * lessons


def _about_total(policy: Policy, best: float, extra: float, pending: Iterable[str]) -> Iterator[str]:
    if extra and policy.extra:
        yield tr(
            "{count:g} of {extra:g} extra points count (at most {most:g})",
            count=min(extra, policy.extra),
            extra=extra,
            most=policy.extra,
        )
    if policy.out_of and best and policy.out_of != best:
        yield tr("the total is scaled from {best:g} to {out_of:g} points", best=best, out_of=policy.out_of)
    for title in pending:
        yield tr("{title} is not marked yet", title=title)
