"""One file of one student from source to verdicts, whoever asked: pytest, a batch or a notebook."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from autograder.confinement.source import SourceError, units
from autograder.confinement.worker import Loaded, Task, Worker, tasks_of
from autograder.grading.answer import MISSING, Answer
from autograder.grading.checks import Exercise, Lesson
from autograder.grading.grade import grade
from autograder.grading.show import clean
from autograder.grading.verdict import Graded


@dataclass(frozen=True)
class Assignment:
    """A lesson with its probes encoded, ready for any number of programs."""

    lesson: Lesson
    tasks: list[Task]

    @classmethod
    def of(cls, lesson: Lesson) -> Assignment:
        return cls(lesson, tasks_of(lesson))

    @cached_property
    def order(self) -> list[int]:
        """Hidden probes come last: what a program remembers of them cannot turn up in a visible answer."""
        return sorted(range(len(self.tasks)), key=lambda i: self.tasks[i].probe.hidden)


def grade_program(
    worker: Worker, assignment: Assignment, program: bytes, name: str, files: int = 1
) -> Iterator[Loaded | Graded]:
    """Yield how loading went, then one graded exercise after the other. files: see `Worker.run`."""
    answers = worker.run(program, name, [assignment.tasks[i] for i in assignment.order], files)
    loaded = next(answers)
    assert isinstance(loaded, Loaded)
    yield loaded
    results: dict[str, Graded] = {}
    given: dict[int, Any] = {}
    order = iter(assignment.order)
    first = 0
    for exercise in assignment.lesson.exercises:
        numbers = range(first, first + len(exercise.probes))
        while not given.keys() >= set(numbers):
            given[next(order)] = next(answers)
        mine = [given.pop(i) for i in numbers]
        first = numbers.stop
        first_said = first_of_all(exercise, mine, loaded, assignment, results)
        texts = texts_for(exercise, program, name)
        results[exercise.name] = grade(exercise, mine, first_said, texts)
        yield results[exercise.name]
    for _ in answers:  # let the worker end its session
        pass


def texts_for(exercise: Exercise, program: bytes, name: str) -> list[str]:
    """The program's text, if anything is judged from it. It is parsed, never run."""
    if all(c.judge != "by hand" for c in exercise.checks):
        return []
    try:
        return [unit.text for unit in units(program, name)[0]]
    except SourceError:
        return []


def first_of_all(
    exercise: Exercise,
    answers: list[Answer],
    loaded: Loaded,
    assignment: Assignment,
    results: dict[str, Graded],
) -> str:
    """What to read before the failures: the file does not load, or another exercise is to blame."""
    if loaded.fatal:
        return clean(loaded.fatal)
    if loaded.problems and any(a.status == MISSING or "NameError" in a.error for a in answers):
        return clean(loaded.problems[0])
    used = {name for f in exercise.functions for name in loaded.uses.get(f, [])}
    for other in assignment.lesson.exercises:
        graded = results.get(other.name)
        if graded and used & set(other.functions) and any(v.points < v.max_points for v in graded.verdicts):
            return f"`{exercise.name}` calls `{other.name}`, which is not right yet: start there"
    return ""
