"""Grade an assignment: several lanes at once, one writer of the gradebook, and nothing done twice."""

from __future__ import annotations

import glob
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.batch.grading import our_fault
from autograder.batch.intake import Entry
from autograder.batch.pool import Book, FailedError, Pool
from autograder.batch.store import Result, Store, resume_key
from autograder.confinement.process import ProcessWorker
from autograder.confinement.worker import Worker
from autograder.grading.show import clean
from autograder.grading.verdict import GRADER_ERROR
from autograder.nbgrader.gradebook import Gradebook
from autograder.nbgrader.grading import Outcome, Plan, grade_notebook, not_handed_in
from autograder.nbgrader.handin import Handin, publish, read, settle
from autograder.nbgrader.master import Marks
from autograder.nbgrader.settings import Settings


def handed_in(settings: Settings, assignment: str) -> list[Entry]:
    """Who handed something in, by name."""
    mark = "\0"
    place = str(settings.place("submitted", assignment, mark))
    pattern = re.compile(re.escape(place).replace(re.escape(mark), r"([^/\\]+)", 1))
    found = []
    for path in sorted(glob.glob(glob.escape(place).replace(mark, "*"))):  # noqa: PTH207 - the pattern is absolute
        match = pattern.fullmatch(path)
        if (
            match
            and Path(path).is_dir()
            and not match[1].startswith(".")
            and match[1] not in settings.left_out
        ):
            found.append(Entry(match[1], Path(path)))
    return found


@dataclass(frozen=True)
class Work:
    """A hand-in to be graded. facts: what its result rests on."""

    handin: Handin
    facts: dict[str, str]


class NotebookLanes(Pool[Work]):
    """Lanes that grade hand-ins of one assignment and write their folders in `autograded/`.

    kept: students who are in the gradebook already. workers: those that are taken first, and to which all go back.
    """

    def __init__(
        self,
        make: Callable[[], ProcessWorker],
        settings: Settings,
        assignment: str,
        plans: Sequence[Plan],
        key: str,
        kept: Collection[str],
        workers: list[Worker],
        pinned: bool = False,
    ) -> None:
        super().__init__(make, pinned=pinned)
        self.key, self.ready, self.level = key, workers, workers[0].level
        self.settings, self.assignment, self.plans, self.kept = settings, assignment, plans, kept

    def work(self, entry: Entry, book: Book) -> Work | None:
        handin = read(entry.student, entry.path, [p.master.name for p in self.plans])
        facts = {
            "student": entry.student,
            "digest": handin.digest,
            "key": self.key,
            "level": self.level,
        }
        place = self.settings.place("autograded", self.assignment, entry.student)
        if entry.student in self.kept and place.is_dir() and book.has(entry.student, resume_key(facts)):
            return None
        return Work(handin, facts)

    def result(self, work: Work) -> Result:
        try:
            return {**work.facts, **self.tried(lambda worker: self._outcome(worker, work.handin))}
        except FailedError as error:
            return self.given_up(work, str(error))

    def given_up(self, work: Work, why: str) -> Result:
        return {**work.facts, "status": GRADER_ERROR, "remarks": [our_fault(why)]}

    def leave_workers(self) -> None:
        """Keep them for the next assignment: what they imported took them a second."""
        self.ready += self.workers
        self.workers = []

    def _outcome(self, worker: Worker, handin: Handin) -> dict[str, Any]:
        assert isinstance(worker, ProcessWorker)
        outcomes: dict[str, Outcome] = {}
        missing = dict(handin.missing)
        for plan in self.plans:
            name = plan.master.name
            if name in handin.notebooks:
                try:
                    outcomes[name] = grade_notebook(worker, plan, handin.notebooks[name])
                except ValueError as error:
                    missing[name] = f"`{name}.ipynb`: {error}"
            if name not in outcomes:
                outcomes[name] = not_handed_in(plan, missing[name])
        publish(self.settings, self.assignment, handin, {name: o.notebook for name, o in outcomes.items()})
        several = len(self.plans) > 1
        said = [f"{name}: {note}" if several else note for name, o in outcomes.items() for note in o.notes]
        return {
            "status": _status(outcomes, handin, said),
            "remarks": [*map(clean, handin.notes), *said],
            "timestamp": handin.timestamp,
            "notebooks": {name: o.marks.__dict__ for name, o in outcomes.items()},
        }


def _status(outcomes: dict[str, Outcome], handin: Handin, said: list[str]) -> str:
    graded = [o for o in outcomes.values() if o.marks.handed_in]
    if any(o.broken for o in graded):
        return GRADER_ERROR
    if not graded:
        unread = handin.notebooks or any(not why.startswith("no notebook") for why in handin.missing.values())
        return "unreadable" if unread else "missing"
    if len(graded) < len(outcomes):
        return "incomplete"
    return "problem" if said or handin.notes else "ok"


class Keeper(Store):
    """Results as they come: the gradebook and the folder in `autograded/` first, then the line that says so."""

    def __init__(
        self, path: Path, book: Gradebook, settings: Settings, assignment: str, plans: Sequence[Plan]
    ) -> None:
        super().__init__(path)
        self.book, self.settings, self.assignment = book, settings, assignment
        self.masters = [p.master for p in plans]

    def is_unchanged(self, student: str, glance: str) -> bool:
        """Nobody is passed over at a glance: the gradebook and `autograded/` can have changed, too."""
        return False

    def append(self, result: Result) -> None:
        """Raises GradebookError or StoreError; what is written stays, and the next run goes on from there."""
        if "notebooks" in result:
            student = result["student"]
            place = self.settings.place("autograded", self.assignment, student)
            settle(place)
            marks = {name: Marks(**m) for name, m in result["notebooks"].items()}
            self.book.save(
                self.assignment, student, result["timestamp"], self.masters, marks, self.settings.penalty
            )
        super().append(result)
