"""Are the checks good enough? Right programs, mistakes and mutants are graded, and what gets through is named."""

from __future__ import annotations

import functools
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from random import Random
from threading import local

from autograder.authoring.course import LessonSource
from autograder.authoring.mutants import mutants
from autograder.authoring.programs import HEADER, source_of
from autograder.authoring.truth import Truth
from autograder.confinement.process import ProcessWorker
from autograder.confinement.running import Assignment, grade_program
from autograder.confinement.worker import Limits
from autograder.grading.checks import Exercise, Lesson
from autograder.grading.diagnose import same_answers
from autograder.grading.verdict import Graded

EQUIVALENTS = "equivalents.toml"
LIMITS = Limits(call=0.5, again=0.1, statement=1.0, total=3.0, batch=0.5)


@dataclass(frozen=True)
class Program:
    """kind: right, mistake or mutant."""

    kind: str
    name: str
    text: str


@dataclass
class Audited:
    """What came of one exercise's programs: {program: labels of the checks that it fails}, by kind."""

    name: str
    checks: tuple[str, ...]
    visible: frozenset[str]
    fails: dict[str, dict[str, frozenset[str]]] = field(default_factory=dict)
    unnamed: list[str] = field(default_factory=list)
    equivalents: dict[str, str] = field(default_factory=dict)
    twins: list[tuple[str, str]] = field(default_factory=list)

    @property
    def wrong_rights(self) -> list[str]:
        """Right programs that lose points."""
        return [name for name, labels in self.fails["right"].items() if labels]

    @property
    def unseen(self) -> list[str]:
        """Mistakes that no visible check catches."""
        return [name for name, labels in self.fails["mistake"].items() if not labels & self.visible]

    @property
    def survivors(self) -> list[str]:
        """Mutants that earn everything and are not known to be right."""
        return [n for n, labels in self.fails["mutant"].items() if not labels and n not in self.equivalents]

    @property
    def outdated(self) -> list[str]:
        """Listed as equivalent, but caught or no mutant at all."""
        return [name for name in self.equivalents if self.fails["mutant"].get(name, {""})]

    @property
    def killed(self) -> int:
        return sum(1 for labels in self.fails["mutant"].values() if labels)

    @property
    def _wrong(self) -> dict[str, frozenset[str]]:
        return self.fails["mistake"] | self.fails["mutant"]

    @property
    def lone_catchers(self) -> Counter[str]:
        """How many wrong programs each check catches that no other one does."""
        return Counter(next(iter(labels)) for labels in self._wrong.values() if len(labels) == 1)

    @property
    def redundant(self) -> list[str]:
        """Checks that catch nothing which another check does not catch as well, together with all it catches."""
        caught = {c: {n for n, labels in self._wrong.items() if c in labels} for c in self.checks}
        return [
            c
            for i, c in enumerate(self.checks)
            if any(
                caught[c] < caught[d] or (caught[c] == caught[d] and j < i)
                for j, d in enumerate(self.checks)
                if d != c
            )
        ]

    @property
    def is_good(self) -> bool:
        return not (
            self.wrong_rights or self.unseen or self.unnamed or self.survivors or self.outdated or self.twins
        )


def audit(lesson: LessonSource, truth: Truth, sample: int, graders: Graders) -> Audited:
    """Grade all programs of an exercise. sample: how many mutants at most, 0 for all; always the same ones."""
    exercise = next(e for e in lesson.frozen.exercises if e.name == truth.name)
    assignment = Assignment.of(Lesson(lesson.slug, lesson.title, (exercise,)))
    labels = tuple(c.label for c in exercise.checks)
    visible = frozenset(c.label for c in exercise.checks if not c.hidden)
    found = Audited(truth.name, labels, visible, {k: {} for k in ("right", "mistake", "mutant")})
    found.equivalents = equivalents(lesson).get(truth.name, {})
    found.twins = twins(exercise.visible())
    programs = [*_written(lesson, truth), *_mutated(lesson, truth, sample)]
    for program, graded in zip(programs, graders.graded(assignment, programs), strict=True):
        lost = frozenset(v.label for v in graded.verdicts if v.points < v.max_points)
        found.fails[program.kind][program.name] = lost
        if program.kind == "mistake" and {v.mistake for v in graded.verdicts if v.mistake} != {program.name}:
            found.unnamed.append(program.name)
    if sample:
        found.equivalents = {n: r for n, r in found.equivalents.items() if n in found.fails["mutant"]}
    return found


def twins(exercise: Exercise) -> list[tuple[str, str]]:
    """Mistakes whose answers to all probes are the same, so that neither can be named."""
    return [
        (one.name, other.name)
        for one, other in combinations(exercise.mistakes, 2)
        if same_answers(exercise, one.answers, other.answers)
    ]


def equivalents(lesson: LessonSource) -> dict[str, dict[str, str]]:
    """{exercise: {mutant: why it is right}} from `reference/topic/equivalents.toml`: [exercise], reason = [mutants]."""
    path: Path = lesson.root / "reference" / lesson.topic / EQUIVALENTS
    if not path.is_file():
        return {}
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    return {
        name: {mutant: reason for reason, listed in reasons.items() for mutant in listed}
        for name, reasons in tables.items()
    }


def _written(lesson: LessonSource, truth: Truth) -> Iterator[Program]:
    yield Program("right", "the solution", lesson.text)
    if truth.reference is not None:
        yield Program("right", "the reference", HEADER + source_of(truth, truth.reference))
    for right in truth.rights:
        yield Program("right", right.__name__, HEADER + source_of(truth, right))
    for wrong in truth.mistakes:
        yield Program("mistake", wrong.name, HEADER + source_of(truth, wrong.program))


def _mutated(lesson: LessonSource, truth: Truth, sample: int) -> Iterator[Program]:
    found = {f"solution: {m.name}": m.source for f in truth.functions for m in mutants(lesson.text, f)}
    if truth.reference is not None:
        text = HEADER + source_of(truth, truth.reference)
        found |= {f"reference: {m.name}": m.source for m in mutants(text, truth.functions[0])}
    chosen = sorted(found)
    if 0 < sample < len(chosen):
        chosen = Random(truth.name).sample(chosen, sample)  # noqa: S311 - the same ones every time
    for name in chosen:
        yield Program("mutant", name, found[name])


class Graders:
    """Workers that grade several programs at once: in processes of their own, as mutants may never end."""

    def __init__(self, jobs: int) -> None:
        self.pool, self.mine, self.workers = ThreadPoolExecutor(jobs), local(), list[ProcessWorker]()

    def __enter__(self) -> Graders:
        return self

    def __exit__(self, *raised: object) -> None:
        self.pool.shutdown(cancel_futures=True)
        for worker in self.workers:
            worker.close()

    def graded(self, assignment: Assignment, programs: Sequence[Program]) -> Iterator[Graded]:
        """The verdicts on an assignment of one exercise, in the programs' order."""
        return self.pool.map(functools.partial(self._grade, assignment), programs)

    def _grade(self, assignment: Assignment, program: Program) -> Graded:
        if not hasattr(self.mine, "worker"):
            self.mine.worker = ProcessWorker(LIMITS)
            self.workers.append(self.mine.worker)
        *_, graded = grade_program(self.mine.worker, assignment, program.text.encode(), "program.py")
        assert isinstance(graded, Graded)
        return graded
