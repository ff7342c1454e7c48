"""One file of one student from source to verdicts, whoever asked: pytest, a batch or a notebook."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any

from autograder.confinement.worker import Loaded, Task, Worker, tasks_of
from autograder.grading.answer import MISSING, Answer
from autograder.grading.checks import Exercise, Lesson, Probe
from autograder.grading.grade import grade
from autograder.grading.remarks import told
from autograder.grading.show import clean
from autograder.grading.verdict import GRADER_ERROR, Graded
from autograder.texts import mark, tr

MOST = 500  # exercises of a lesson, done in so many ways, whose verdicts are kept
LEANS = mark("`{name}` calls `{other}`, which is not right yet: start there")


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
        asked = [i for i, task in enumerate(self.tasks) if task.probe.kind != "text"]
        return sorted(asked, key=lambda i: self.tasks[i].probe.hidden)

    @cached_property
    def texts(self) -> dict[int, Probe]:
        """The probes that are answered by reading the program."""
        return {i: task.probe for i, task in enumerate(self.tasks) if task.probe.kind == "text"}

    @cached_property
    def verdicts(self) -> dict[tuple[str, str, bytes], Graded]:
        """What was made of answers before: the same answers always get the same verdicts."""
        return {}

    def graded(self, exercise: Exercise, answers: list[Answer], first: str) -> Graded:
        """As `grading.grade.grade`, which is asked once for all who answered alike."""
        if not all(a.frame for a in answers):
            return grade(exercise, answers, first)
        key = exercise.name, first, sha256(b"".join(a.frame for a in answers)).digest()
        if found := self.verdicts.get(key):
            return found
        graded = grade(exercise, answers, first)
        if any(v.status == GRADER_ERROR for v in graded.verdicts):  # it may not happen again
            return graded
        if len(self.verdicts) >= MOST:
            self.verdicts.clear()
        self.verdicts[key] = graded
        return graded


def grade_program(
    worker: Worker, assignment: Assignment, program: bytes, name: str, files: int = 1
) -> Iterator[Loaded | Graded]:
    """Yield how loading went, then one graded exercise after the other. files: see `Worker.run`."""
    given: dict[int, Any] = {}
    if assignment.texts:
        from autograder.confinement.by_hand import read_in  # few lessons have such a probe

        given = {i: read_in(worker, p, program, name) for i, p in assignment.texts.items()}
    tasks = [assignment.tasks[i] for i in assignment.order]
    with contextlib.closing(worker.run(program, name, tasks, files)) as answers:  # however this ends
        loaded = next(answers)
        assert isinstance(loaded, Loaded)
        yield loaded
        results: dict[str, Graded] = {}
        order = iter(assignment.order)
        first = 0
        for exercise in assignment.lesson.exercises:
            numbers = range(first, first + len(exercise.probes))
            while not given.keys() >= set(numbers):
                given[next(order)] = next(answers)
            mine = [given.pop(i) for i in numbers]
            first = numbers.stop
            first_words = first_of_all(exercise, mine, loaded, assignment, results)
            results[exercise.name] = assignment.graded(exercise, mine, first_words)
            yield results[exercise.name]


def first_of_all(
    exercise: Exercise,
    answers: list[Answer],
    loaded: Loaded,
    assignment: Assignment,
    results: dict[str, Graded],
) -> str:
    """What to read before the failures: the file does not load, or another exercise is to blame."""
    if loaded.fatal:
        return clean(told(loaded.fatal))
    if loaded.problems and any(a.status == MISSING or "NameError" in a.error for a in answers):
        return clean(told(loaded.problems[0]))
    used = {name for f in exercise.functions for name in loaded.uses.get(f, [])}
    for other in assignment.lesson.exercises:
        graded = results.get(other.name)
        if graded and used & set(other.functions) and any(v.points < v.max_points for v in graded.verdicts):
            return tr(LEANS, name=exercise.name, other=other.name)
    return ""
