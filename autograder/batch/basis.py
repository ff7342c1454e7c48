"""What a result rests on: if all of it is the same, the result is kept and not made again."""

from __future__ import annotations

import json
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from autograder import __version__
from autograder.batch.finds import Found
from autograder.batch.intake import Submission
from autograder.batch.store import Result
from autograder.grading.checks import Lesson
from autograder.grading.verdict import GRADER_ERROR

ROOT = Path(__file__).parents[1]
JUDGING = ("grading", "confinement", "batch/grading.py")  # what decides about points and words
SEARCHING = ("batch",)  # what decides which files are a lesson's


@dataclass(frozen=True)
class Basis:
    """What a class is graded with. grader: see `grader`. key_file: a digest of the file that the lessons are from."""

    grader: str
    lessons: tuple[Lesson, ...]
    key_file: str = ""

    @classmethod
    def of(cls, lessons: Sequence[Lesson], key: Path | None = None) -> Basis:
        """The basis of grading these lessons of a key with the code that runs now."""
        return cls(grader(), tuple(lessons), sha256(key.read_bytes()).hexdigest() if key else "")

    @cached_property
    def slugs(self) -> dict[str, str]:
        """The lessons by their topics."""
        return {x.topic: x.slug for x in self.lessons}

    @cached_property
    def checks(self) -> dict[str, str]:
        """A digest for each lesson, by its topic; a quarter of a second for a whole course."""
        return {x.topic: checks_digest(x) for x in self.lessons}

    def key(self, submission: Submission) -> str:
        """Of all that a submission is graded with: checks of lessons that it does not hold are no part of it."""
        held = [[slug, self.checks[t] if t in submission.files else ""] for t, slug in self.slugs.items()]
        return _digest(json.dumps([self.grader, held]))

    def stamp(self, level: str, known: Sequence[str]) -> str:
        """Of everything that is not the submission; a folder that did not change since is not even read."""
        checks = self.key_file or self.checks  # of the file if there is one, since that takes no time
        return _digest(json.dumps([self.grader, code(SEARCHING), checks, self.slugs, level, [*known]]))

    def facts(self, submission: Submission) -> dict[str, dict[str, str]]:
        """What each lesson of a submission rests on, by its slug."""
        return {
            self.slugs[topic]: {
                "files": files_digest(found),
                "content": content_digest(found),
                "checks": self.checks[topic],
            }
            for topic, found in submission.files.items()
            if topic in self.slugs  # answers to questions are graded by persons
        }

    def kept(
        self, facts: dict[str, dict[str, str]], level: str, earlier: Result | None
    ) -> dict[str, dict[str, Any]]:
        """The lessons of an earlier result that need not be graded again, by slug."""
        if not earlier or (earlier.get("grader"), earlier["level"]) != (self.grader, level):
            return {}
        return {
            x["lesson"]: x
            for x in earlier["lessons"]
            if x["lesson"] in facts and facts[x["lesson"]].items() <= x.items() and not _failed(x)
        }


def grader() -> str:
    """The version, the code that judges, Python and NumPy: each can change what a program earns or is told.

    The version alone would not do: a checkout changes between versions, and a result that is no longer
    what the code says is worse than grading once more.
    """
    return _digest(json.dumps([__version__, code(JUDGING), platform.python_version(), np.__version__]))


def code(places: Sequence[str]) -> str:
    """A digest of our own source: files, or folders with all that is in them."""
    found = [
        p
        for place in places
        for p in ([ROOT / place] if place.endswith(".py") else (ROOT / place).rglob("*.py"))
    ]
    total = sha256()
    for path in sorted(found):
        total.update(f"{path.relative_to(ROOT).as_posix()}\0".encode())
        total.update(sha256(path.read_bytes()).digest())
    return total.hexdigest()


def checks_digest(lesson: Lesson) -> str:
    """Of what its programs are asked and told; its title and its essays are not."""
    return _digest(json.dumps([e.data for e in lesson.exercises]))


def files_digest(candidates: Sequence[Found]) -> str:
    """Of the files of one lesson: their names, what is in them, and why one could not be read."""
    facts = [[f.name, f.problem, sha256(f.data).hexdigest()] for f in candidates]
    return _digest(json.dumps(facts))


def content_digest(candidates: Sequence[Found]) -> str:
    """The same for two students who handed in the same, whatever they called it."""
    return _digest(json.dumps(sorted(sha256(f.data).hexdigest() for f in candidates)))


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:32]


def _failed(lesson: dict[str, Any]) -> bool:
    return any(c["status"] == GRADER_ERROR for e in lesson["exercises"] for c in e["checks"])
