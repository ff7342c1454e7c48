"""What came of checking one lesson's file, for the watcher."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from autograder.confinement.worker import Loaded
from autograder.grading.checks import Exercise, Lesson
from autograder.grading.remarks import explained, line_at, misnamed, told
from autograder.grading.show import clean
from autograder.grading.verdict import Graded
from autograder.student.lessons import LessonFolder
from autograder.student.places import Place, places
from autograder.student.releases import missed
from autograder.student.standing import Grader, Standing
from autograder.student.watch.view import LessonView


@dataclass(frozen=True)
class Outcome:
    """results and places: by exercise. notes: about the file. trouble: why nothing could be checked, in lines."""

    results: Mapping[str, Graded] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    trouble: tuple[str, ...] = ()


def check(
    folder: LessonFolder,
    name: str,
    program: bytes,
    grader: Grader,
    early: Callable[[Graded], None] = lambda graded: None,
) -> Outcome:
    """Check a file of a lesson.

    early: gets each exercise as soon as it is graded. Raises what the worker's `look` raises, LostError, and
    OSError or ValueError if the checks cannot be read.
    """
    lesson = grader.lesson(folder)
    results: dict[str, Graded] = {}
    loaded = Loaded()
    for result in grader.grade(folder, name, program):
        if isinstance(result, Loaded):
            loaded = result
        else:
            results[result.exercise] = result
            if not loaded.fatal:
                early(result)
    if loaded.fatal:
        line = line_at(loaded.fatal, program).strip()
        return Outcome(trouble=(clean(told(loaded.fatal)), *([f"  {line}"] if line else [])))
    functions = tuple(f for e in lesson.exercises for f in e.functions)
    found = places(program, name, functions)
    missing = missed(folder.files[0])
    notes = (
        *[missing] * bool(missing),
        *(explained(p, program) for p in loaded.problems),
        *misnamed(functions, functions, loaded.uses),
    )
    return Outcome(results, _by_exercise(lesson, found), tuple(clean(n) for n in notes))


def _by_exercise(lesson: Lesson, found: Mapping[str, Place]) -> dict[str, Place]:
    """The place of the first function of each exercise, with the source of all of them."""
    together: dict[str, Place] = {}
    for exercise in lesson.exercises:
        mine = [found[f] for f in exercise.functions if f in found]
        if mine:
            together[exercise.name] = replace(mine[0], body="\n".join(p.body for p in mine))
    return together


def surveyed(lesson: LessonView, folder: LessonFolder, grader: Grader, *, run: bool = False) -> LessonView:
    """A lesson with what is known of how its exercises stand. run: grade it if that is not known.

    Raises what `check` raises.
    """
    frozen = grader.lesson(folder)
    path = folder.counting
    words: dict[str, str] = {}
    if path.is_file():
        words = grader.words(folder) if run else grader.known(folder, path.name, path.read_bytes())
    return replace(lesson, title=frozen.title, standings=tuple(_standing(e, words) for e in frozen.exercises))


def _standing(exercise: Exercise, words: Mapping[str, str]) -> Standing:
    return Standing(exercise.name, words.get(exercise.name, ""), extra=exercise.extra)
