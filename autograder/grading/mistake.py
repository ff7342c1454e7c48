"""Known mistakes: wrong programs with a name."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from autograder.grading.answer import Answer
from autograder.grading.values import freeze, thaw


@dataclass(frozen=True)
class Mistake:
    """A wrong program with a name: the answers it gives, and what to ask who gives them.

    frozen: the answers as JSON in a text, as most of a lesson is that and nobody reads it who is right.
    """

    name: str
    cause: str
    hint: str
    frozen: str

    @classmethod
    def of(cls, name: str, cause: str, hint: str, answers: Sequence[Answer]) -> Mistake:
        return cls(name, cause, hint, json.dumps([freeze(a.to_data()) for a in answers]))

    @cached_property
    def answers(self) -> Sequence[Answer]:
        """One for each probe; rebuilt only when somebody is wrong, and no more of them than are looked at."""
        return _Thawed(json.loads(self.frozen))

    @property
    def data(self) -> dict[str, Any]:
        return {"name": self.name, "cause": self.cause, "hint": self.hint, "answers": self.frozen}


class _Thawed(Sequence[Answer]):
    """Frozen answers, each rebuilt when it is first asked for."""

    def __init__(self, frozen: Sequence[Any]) -> None:
        self.frozen, self.answers = frozen, dict[int, Answer]()

    def __len__(self) -> int:
        return len(self.frozen)

    def __getitem__(self, i: Any) -> Any:
        if isinstance(i, slice):
            return [self[k] for k in range(*i.indices(len(self)))]
        if i not in self.answers:
            self.answers[i] = Answer.from_data(thaw(self.frozen[i]))
        return self.answers[i]
