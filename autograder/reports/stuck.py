"""Who is stuck: students who tried several exercises and got hardly any of them right."""

from __future__ import annotations

import heapq
from dataclasses import dataclass

from autograder.grading.verdict import PASSED, UNATTEMPTED
from autograder.reports.results import Column, StudentResult

LISTED = 50
FEWEST = 2  # exercises that are begun and not right


@dataclass(frozen=True, order=True)
class Stuck:
    """One of them. first: the first exercise, in the course's order, that is begun and not right."""

    begun: int
    right: int
    student: str
    page: str
    first: str


class StuckStudents:
    """Those with the most exercises that are begun and not right; of a large class the first fifty."""

    def __init__(self) -> None:
        self.worst: list[tuple[int, int, str, Stuck]] = []
        self.count = 0

    def add(self, result: StudentResult, outcomes: dict[Column, set[str]], page: str) -> None:
        """outcomes: the statuses of every exercise's checks."""
        right = sum(o == {PASSED} for o in outcomes.values())
        begun = [c for c, o in outcomes.items() if o - {PASSED, UNATTEMPTED}]
        if len(begun) < FEWEST or len(begun) <= 2 * right:
            return
        self.count += 1
        stuck = Stuck(len(begun), right, result.student, page, begun[0].title)
        item = (stuck.begun, -stuck.right, stuck.student, stuck)
        (heapq.heappush if len(self.worst) < LISTED else heapq.heappushpop)(self.worst, item)

    @property
    def listed(self) -> list[Stuck]:
        """The worst off first."""
        return [item[-1] for item in sorted(self.worst, key=lambda i: (-i[0], -i[1], i[2]))]

    @property
    def more(self) -> int:
        """How many are not listed."""
        return self.count - len(self.worst)
