"""The vocabulary of a truth file: everything that is true about one exercise, as plain functions."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from typing import Any, Protocol, TypeVar

import numpy as np

from autograder.authoring.handed_in import HandedIn

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True)
class Case:
    """Inputs worth a check. Made by `case`, `hidden`, `raising`, `figure` or `pair`."""

    label: str
    args: tuple[Any, ...] = ()
    kwargs: Mapping[str, Any] = field(default_factory=dict)
    points: float = 1
    needs: str | None = None
    hidden: bool = False
    judge: str = "close"
    wants: Any = None
    may_share: bool = False


def case(
    label: str,
    *args: Any,
    points: float = 1,
    needs: str | None = None,
    may_share: bool = False,
    **kwargs: Any,
) -> Case:
    """A visible case: students see the call `f(*args, **kwargs)` when it fails.

    needs: label of a case whose check must pass first; for answers that are easily guessed (the
    build adds it by itself where the answer is all zeros, all ones or one of the arguments).
    may_share: for this case the result may be an argument itself, although the exercise is `pure`.
    """
    return Case(label, args, kwargs, points, needs, may_share=may_share)


def hidden(label: str, *args: Any, **settings: Any) -> Case:
    """A hidden case: students see its label, its outcome and a hint, never its inputs."""
    return replace(case(label, *args, **settings), hidden=True)


def raising(
    label: str,
    error: type[BaseException],
    *args: Any,
    points: float = 1,
    needs: str | None = None,
    hidden: bool = False,
    **kwargs: Any,
) -> Case:
    """A case in which the call must raise `error` or a class derived from it.

    needs: see `case`; name one, or a program that always raises earns the point.
    """
    return Case(label, args, kwargs, points, needs, hidden, "raises", error.__name__)


def figure(
    label: str, *args: Any, shows: Mapping[str, Any], points: float = 1, hidden: bool = False, **kwargs: Any
) -> Case:
    """A case in which the call draws; one check for each entry of `shows` (see `grading.figure`)."""
    return Case(label, args, kwargs, points, hidden=hidden, judge="figure", wants=dict(shows))


def pair(
    label: str,
    at: Sequence[np.ndarray[Any, Any]] = (),
    points: float = 1,
    judge: str = "pair",
    needs: str | None = None,
    hidden: bool = False,
) -> Case:
    """A case that judges a loss and its gradient by properties at the points `at` (see `grading.pair`).

    judge: "pair", "rays" (far out), "kinks" (at `at`), "new" (no aliases), "by hand" (from the text).
    """
    return Case(label, tuple(at), points=points, judge=judge, needs=needs, hidden=hidden)


class Draw(Protocol):
    """Where a derivation's inputs come from: a seeded generator or Hypothesis."""

    def number(self, low: float, high: float) -> float: ...

    def integer(self, low: int, high: int) -> int: ...


@dataclass(frozen=True)
class WrongProgram:
    """A mistake as its author wrote it. The docstring is the cause, in the second person or neutral."""

    name: str
    hint: str
    program: Callable[..., Any]

    @property
    def cause(self) -> str:
        return inspect.cleandoc(self.program.__doc__ or "").replace("\n", " ")


class Truth:
    """One exercise. See CONTRIBUTING for a worked example of a truth file."""

    def __init__(
        self,
        reference: Callable[..., Any] | None,
        *,
        hints: Sequence[str],
        functions: Sequence[str] = (),
        parameters: Sequence[str] = (),
        parts: Mapping[str, Any] | None = None,
        pure: bool = False,
        rtol: float = 1e-9,
        extra: bool = False,
        picture: str = "",
    ) -> None:
        self.reference = reference
        self.hints = tuple(hints)
        self.functions = tuple(functions)
        self.named = tuple(parameters)
        self.parts = dict(parts or {})
        self.pure = pure
        self.rtol = rtol
        self.extra = extra
        self.picture = picture
        self.name = ""
        self.case_makers: list[Callable[[np.random.Generator], Iterable[Case]]] = []
        self.mistakes: list[WrongProgram] = []
        self.texts: list[HandedIn] = []
        self.rights: list[Callable[..., Any]] = []
        self.derivation_by: Callable[..., Any] | None = None
        self.drawn_by: Callable[[Draw], tuple[Any, ...]] | None = None
        self.slope_of: Callable[..., Any] | None = None
        self.scale_by: Callable[..., Any] | None = None

    @cached_property
    def parameters(self) -> tuple[str, ...]:
        if self.reference is None:
            return self.named
        return tuple(inspect.signature(self.reference).parameters)

    def cases(self, maker: F) -> F:
        """Decorate a generator `maker(rng)` of cases; `rng` is seeded by the exercise's name."""
        self.case_makers.append(maker)
        return maker

    def all_cases(self) -> Iterator[Case]:
        for maker in self.case_makers:
            seed = sha256(f"{self.name}.{maker.__name__}".encode()).digest()[:8]
            yield from maker(np.random.default_rng(int.from_bytes(seed)))

    def mistake(self, hint: str) -> Callable[[F], F]:
        """Decorate a wrong program; its name and docstring name the mistake, `hint` is one question."""

        def register(program: F) -> F:
            self.mistakes.append(WrongProgram(program.__name__, hint, program))
            return program

        return register

    def handed_in(self, name: str, *, cause: str, hint: str, program: str) -> None:
        """Add a mistake of a student's own making. program: its text, which is only ever run confined."""
        self.texts.append(HandedIn(name, cause, hint, program))

    def right(self, program: F) -> F:
        """Decorate another program that is right; it must earn everything."""
        self.rights.append(program)
        return program

    def derivation(self, program: F) -> F:
        """Decorate a function of the exercise's arguments that derives the answer with SymPy."""
        self.derivation_by = program
        return program

    def drawn(self, program: F) -> F:
        """Decorate `program(draw)`: arguments on which the reference is held against its oracles."""
        self.drawn_by = program
        return program

    def derivative_of(self, program: F) -> F:
        """Decorate a function of the exercise's arguments that yields (f, at, part) triples.

        The reference's part (None for all of it) must be the derivative of f at `at`.
        """
        self.slope_of = program
        return program

    def scale(self, program: F) -> F:
        """Decorate a function of the exercise's arguments: the size of the terms that may cancel.

        It returns a number, or a dict of numbers with one for each of `parts`.
        """
        self.scale_by = program
        return program


def exercise(reference: Callable[..., Any] | None = None, **settings: Any) -> Truth:
    """Declare an exercise; assign it to any name in `reference/topic/exercise.py`.

    reference: a NumPy function that gives the expected values; None if only properties are judged.
    hints: a question, which is printed with a failure, a nudge, and a worked example of another function. functions: names of the student's
    functions, if not just the file's name. parameters: their names, if there is no reference that has them. parts: {label: index or key} to judge the results of
    a tuple or dict one by one. pure: arguments must stay unchanged and unshared in every call, for
    a point each for visible and hidden cases. rtol: relative tolerance. extra: not counted
    in totals. picture: a name of `pictures.KINDS`, if another one than the shape of the answer suggests explains
    a wrong answer best.
    """
    return Truth(reference, **settings)


@dataclass(frozen=True)
class Question:
    """An essay: a statement for students, a rubric for the person who marks it."""

    statement: str
    rubric: str
    points: float
    extra: bool = False
    name: str = ""


def question(statement: str, *, rubric: str, points: float, extra: bool = False) -> Question:
    """Declare a manually graded question; assign it to any name in its truth file."""
    return Question(inspect.cleandoc(statement), inspect.cleandoc(rubric), points, extra)
