"""Whether a program of a group can stand for all of it: tried in a confined process."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from autograder.authoring.handed_in import UnusableError, answers_in, box
from autograder.confinement.worker import Worker
from autograder.grading.behaviour import behaviour
from autograder.grading.checks import Exercise
from autograder.grading.grade import grade
from autograder.grading.show import clean
from autograder.reports.clusters import Cluster
from autograder.reports.results import StudentResult

TRIED = 5


@dataclass(frozen=True)
class Chosen:
    """The program that stands for a group. is_seen: whether it loses points on a visible check."""

    program: str
    is_seen: bool


def chosen(exercise: Exercise, cluster: Cluster, results: Iterable[StudentResult]) -> Chosen:
    """The shortest program that does by itself what the group does. results: of some of its students.

    Raises UnusableError with a whole sentence.
    """
    told = (r.kept(cluster.column) for r in results)
    programs = sorted({t[2] for t in told if t and t[2]}, key=lambda text: (len(text), text))
    why = "no text of a function was found in the files"
    with box() as worker:
        for program in programs[:TRIED]:
            try:
                return _tried(worker, exercise, cluster, program)
            except UnusableError as error:
                why = str(error)
    raise UnusableError(
        f"no program of `{cluster.id}` can be written down as it is: {clean(why)}; "
        f"write the mistake yourself in the truth file of `{cluster.column.title}`"
    )


def _tried(worker: Worker, exercise: Exercise, cluster: Cluster, program: str) -> Chosen:
    """Raises UnusableError with why it does not do."""
    if clean(program) != program:
        raise UnusableError("it holds invisible or control characters")
    try:
        answers = answers_in(worker, program, exercise.probes, exercise.parameters)
    except UnusableError as error:
        raise UnusableError(f"by itself the function {error}") from None
    graded = grade(exercise, answers)
    lost = [v for v in graded.verdicts if v.points < v.max_points]
    if not lost:
        raise UnusableError("by the checks as they are now it is right, so grade again")
    if known := next((v.mistake for v in lost if v.mistake), ""):
        raise UnusableError(f"the course calls it `{known}` already, so grade again")
    if not set(cluster.keys) & {f"{i}{w}" for i, w in enumerate(behaviour(exercise, answers).split())}:
        raise UnusableError("by itself, or by the checks as they are now, it does something else")
    return Chosen(program, any(not v.hidden for v in lost))
