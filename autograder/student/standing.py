"""How the exercises of a lesson stand: done, not right, not attempted. What is known already is not run again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from autograder.confinement.process import ProcessWorker
from autograder.confinement.running import Assignment, grade_program
from autograder.confinement.worker import Loaded
from autograder.files import digest
from autograder.grading.checks import Lesson, load_checks
from autograder.grading.verdict import CRASHED, TIMED_OUT, UNATTEMPTED, Graded
from autograder.student.lessons import LessonFolder
from autograder.student.local import Local
from autograder.texts import mark

DONE, NOT_RIGHT, UNKNOWN = mark("done"), mark("not right"), ""


@dataclass(frozen=True)
class Standing:
    """One exercise: a word, and points of visible checks (both 0 as long as it was not graded)."""

    name: str
    word: str = UNKNOWN
    points: float = 0.0
    best: float = 0.0
    extra: bool = False

    @classmethod
    def of(cls, graded: Graded) -> Standing:
        return cls(graded.exercise, word_of(graded), graded.points, graded.max_points, graded.extra)


def word_of(graded: Graded) -> str:
    """One word for all checks of an exercise."""
    statuses = {v.status for v in graded.verdicts}
    if graded.points == graded.max_points:
        return DONE
    if statuses == {UNATTEMPTED}:
        return UNATTEMPTED
    return next((word for word in (TIMED_OUT, CRASHED) if word in statuses), NOT_RIGHT)


class Grader:
    """Grades the lessons of one course folder, and keeps in `local` how they stand."""

    def __init__(self, worker: ProcessWorker, local: Local) -> None:
        """worker: started before any checks were read."""
        self.worker, self.local = worker, local
        self._assignments: dict[str, tuple[int, str, Assignment]] = {}

    def lesson(self, folder: LessonFolder) -> Lesson:
        """The lesson with its visible checks. Raises OSError or ValueError if they cannot be read."""
        return self._assignment(folder)[1].lesson

    def _assignment(self, folder: LessonFolder) -> tuple[str, Assignment]:
        """The digest of the checks, and what they ask; read again when `autograder update` brought newer ones."""
        stamp = folder.checks.stat().st_mtime_ns
        known = self._assignments.get(folder.slug)
        if known is None or known[0] != stamp:
            [lesson] = load_checks(folder.checks)
            known = stamp, digest(folder.checks.read_bytes()), Assignment.of(lesson)
            self._assignments[folder.slug] = known
        return known[1:]

    def grade(self, folder: LessonFolder, name: str, program: bytes) -> Iterator[Loaded | Graded]:
        """Yield how loading went, then each exercise; remember how they stand when all are there."""
        checks, assignment = self._assignment(folder)
        words: dict[str, str] = {}
        readable = True
        for result in grade_program(self.worker, assignment, program, name):
            if isinstance(result, Graded):
                words[result.exercise] = word_of(result)
            else:
                readable = not result.fatal
            yield result
        if readable:
            self.local.stood(folder.slug, _key(checks, name, program), words)

    def known(self, folder: LessonFolder, name: str, program: bytes) -> dict[str, str]:
        """How the exercises stand, if this very file was graded before; else empty."""
        checks, assignment = self._assignment(folder)
        words = self.local.words(folder.slug, _key(checks, name, program))
        return words if words.keys() == {e.name for e in assignment.lesson.exercises} else {}

    def words(self, folder: LessonFolder) -> dict[str, str]:
        """How the exercises of a lesson stand, graded only if that is not known."""
        path = folder.counting
        program = path.read_bytes()
        if not (words := self.known(folder, path.name, program)):
            graded = self.grade(folder, path.name, program)
            words = {g.exercise: word_of(g) for g in graded if isinstance(g, Graded)}
        return words


def _key(checks: str, name: str, program: bytes) -> str:
    return digest(f"{checks} {name} ".encode() + program)
