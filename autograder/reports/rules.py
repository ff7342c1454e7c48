"""The policy at work: a line of `results.jsonl` with what it counts for and what its student may see."""

from __future__ import annotations

import argparse
import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from autograder.grading.remarks import did_you_mean
from autograder.grading.show import clean
from autograder.policy.attempts import History
from autograder.policy.final import final
from autograder.policy.policy import Policy
from autograder.policy.reading import parse_policy, read_policy
from autograder.reports.results import Adjustment, Column, StudentResult


@dataclass(frozen=True)
class Rules:
    """A policy, if there is one, and what it is applied to.

    results: the file with every attempt. now: seconds since 1970. course: all columns of the course, graded here or not.
    """

    results: Path
    policy: Policy | None = None
    text: str = ""
    course: Sequence[Column] = ()
    now: float = 0.0

    @classmethod
    def read(cls, path: Path | None, course: Sequence[Column], results: Path) -> Rules:
        """Those of a file; none if there is no file. Raises PolicyError."""
        return cls(results) if path is None else cls(results, *read_policy(path, course), course, time.time())

    @classmethod
    def kept(cls, about: Mapping[str, Any], results: Path) -> Rules:
        """Those with which reports were made, from `about`. Raises PolicyError, KeyError, TypeError."""
        if "policy" not in about:
            return cls(results)
        course = [Column(**c) for c in about["course"]]
        return cls(results, parse_policy(about["policy"], course), about["policy"], course, time.time())

    @property
    def about(self) -> dict[str, Any]:
        """What exports need to know."""
        return {"policy": self.text, "course": [asdict(c) for c in self.course]} if self.policy else {}

    @property
    def digest(self) -> str:
        """Changes when a page may have to: with the policy, and when one of its times has passed."""
        if self.policy is None:
            return ""
        return sha256(f"{self.policy.passed(self.now)}\0{self.text}".encode()).hexdigest()

    @cached_property
    def _history(self) -> History:
        return History(self.results)

    def result(
        self, data: dict[str, Any], columns: Sequence[Column], given: Mapping[str, Adjustment]
    ) -> StudentResult:
        """One student's result. data: the line that counts now."""
        plain = StudentResult(data, list(columns), given)
        policy, student = self.policy, plain.student
        if policy is None:
            return plain
        sights = {c.lesson: policy.sight(student, c.lesson, self.now) for c in columns}
        counts = None
        if not plain.ungraded:
            points = {title: a.points for title, a in given.items()}
            counts = final(columns, self._history.of(data, policy.zone), policy, points, student)
        return StudentResult(data, list(columns), given, counts, sights)

    def strangers(self, students: Collection[str]) -> list[str]:
        """A sentence for everybody whom the policy names and who is not there."""
        named = {*self.policy.excused, *self.policy.extensions} if self.policy else set()
        sentences = []
        for name in sorted(named - {*students}):
            near = did_you_mean(name, students)
            ask = f"; did you mean `{clean(near)}`?" if near else "."
            sentences.append(f"The policy names `{clean(name)}`, who is not there{ask}")
        return sentences


def policy_of(options: argparse.Namespace) -> Path | None:
    """The file that was named with --policy, else `policy.toml` beside `solutions/` of the course, if there is one."""
    if options.policy:
        return Path(options.policy)
    here = Path().resolve()
    roots = (
        [options.course]
        if options.course
        else [p for p in (here, *here.parents) if (p / "solutions").is_dir()]
    )
    usual = [root / "policy.toml" for root in roots[:1]]
    return next((path for path in usual if path.is_file()), None)
