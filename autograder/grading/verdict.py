"""Findings and verdicts: what is wrong with one answer, and what a check comes to."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from autograder.texts import mark

PASSED, FAILED, UNATTEMPTED = mark("passed"), mark("failed"), mark("not attempted")
TIMED_OUT, CRASHED, GRADER_ERROR = mark("timed out"), mark("crashed"), mark("grader error")

# What is said of a check that nothing is wrong with but what it depends on.
VALUE_FIRST = mark("this counts as soon as the value of the same call is right")
OTHER_FIRST = mark("this is right, and counts as soon as `{needs}` is right too")
LOSS_FIRST = mark("this counts as soon as the loss is not constant")
WAIT = (VALUE_FIRST, OTHER_FIRST, LOSS_FIRST)

# The order of diagnosis: the first that applies is reported (design section 4.1).
STAGES = (
    "missing", "not attempted", "raised", "timed out", "crashed", "nothing",
    "type", "shape", "finite", "value", "purity", "property", "needs", "grader error",
)  # fmt: skip


@dataclass(frozen=True)
class Finding:
    """Why an answer is not right. `got` and `want` are the parts that differ, as values.

    probe: whose call shows it, if it is another one than the check's. call: which of its calls, if there are several.
    """

    stage: str
    what: str
    got: Any = None
    want: Any = None
    compare: bool = False
    probe: int | None = None
    call: int | None = None


@dataclass(frozen=True)
class Message:
    """What a student reads, in the order in which it is read; empty fields are left out.

    see: the id of the check that tells the story of the exercise, if it is another one. value: all that the call
    returned, frozen and rounded, to be drawn; absent if it is too much.
    """

    what: str
    first: str = ""
    call: str = ""
    returned: str = ""
    expected: str = ""
    notes: tuple[str, ...] = ()
    see: str = ""
    frames: tuple[str, ...] = ()
    printed: str = ""
    cause: str = ""
    hint: str = ""
    value: Any = field(default=None, hash=False)  # lists and dicts, which have no hash

    @property
    def data(self) -> dict[str, Any]:
        kept = {k: v for k, v in self.__dict__.items() if v or (k == "value" and v is not None)}
        return {k: list(v) if isinstance(v, tuple) else v for k, v in kept.items()}

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Message:
        texts: dict[str, Any] = {
            k: tuple(v) if isinstance(v, list) else v for k, v in data.items() if k != "value"
        }
        return cls(**texts, value=data.get("value"))


@dataclass(frozen=True)
class Verdict:
    """The outcome of one check. `mistake` is the name of a known wrong program, when sure."""

    exercise: str
    label: str
    status: str
    points: float
    max_points: float
    hidden: bool = False
    message: Message | None = None
    mistake: str = ""

    @property
    def id(self) -> str:
        return f"{self.exercise}[{self.label}]"

    @property
    def data(self) -> dict[str, Any]:
        message = {"message": self.message.data} if self.message else {}
        mistake = {"mistake": self.mistake} if self.mistake else {}
        return {
            "label": self.label,
            "status": self.status,
            "points": self.points,
            "max_points": self.max_points,
            "hidden": self.hidden,
            **message,
            **mistake,
        }

    @classmethod
    def from_data(cls, exercise: str, data: dict[str, Any]) -> Verdict:
        if "message" not in data:  # most, and many students have the same
            return _told_in_a_word(exercise, **data)
        return cls(exercise=exercise, **{**data, "message": Message.from_data(data["message"])})


@lru_cache(maxsize=5000, typed=True)
def _told_in_a_word(exercise: str, **data: Any) -> Verdict:
    return Verdict(exercise, **data)


@dataclass(frozen=True)
class Graded:
    """One exercise's verdicts.

    behaviour: what a wrong program does, in two words (see `grading.behaviour`). source: its text, if that is kept.
    Both are for the instructor only.
    """

    exercise: str
    verdicts: tuple[Verdict, ...] = field(default=())
    extra: bool = False
    behaviour: str = field(default="", compare=False)
    source: str = field(default="", compare=False)

    @property
    def is_told(self) -> bool:
        """Whether it is wrong in a way that others may share."""
        return bool(self.behaviour) or any(v.mistake for v in self.verdicts)

    @property
    def points(self) -> float:
        return sum(v.points for v in self.verdicts)

    @property
    def max_points(self) -> float:
        return sum(v.max_points for v in self.verdicts)

    @property
    def data(self) -> dict[str, Any]:
        data = {"name": self.exercise, "extra": self.extra, "checks": [v.data for v in self.verdicts]}
        kept = {"behaviour": self.behaviour, "source": self.source}
        return data | {k: v for k, v in kept.items() if v}

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Graded:
        verdicts = tuple(Verdict.from_data(data["name"], v) for v in data["checks"])
        return cls(data["name"], verdicts, data["extra"], data.get("behaviour", ""), data.get("source", ""))
