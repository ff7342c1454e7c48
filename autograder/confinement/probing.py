"""Perform a probe on a student's functions. Runs beside their code, so it knows inputs only."""

from __future__ import annotations

import contextlib
import io
import random
import sys
import warnings
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from autograder.confinement.memory import LARGEST, poison
from autograder.confinement.program import frames_of, message_of
from autograder.grading import answer as _answer
from autograder.grading.answer import Answer
from autograder.grading.checks import Probe
from autograder.grading.close import differ
from autograder.grading.values import Fn, laid_out, order_of

PRINT_LIMIT = 4000
SEED = 20260101


def perform(
    probe: Probe,
    namespace: Mapping[str, Any],
    parameters: Sequence[str] = (),
    own: Sequence[str] = (),
    *,
    capture: bool = True,
    poisoned: bool = True,
) -> Answer:
    """Make the probe's calls with fresh arguments and report what came of them.

    own: names of modules whose frames are the student's, besides the loaded submission. capture:
    collect what is printed (not for a debugger, which needs the terminal). poisoned: whether freed memory is, see `confinement.memory`.
    """
    names = {name for name, _, _ in probe.calls}
    if missing := [n for n in sorted(names) if not callable(namespace.get(n))]:
        return Answer(_answer.MISSING, text="" if len(names) == 1 else missing[0])
    results: list[Any] = []
    changed: dict[str, Any] = {}
    aliases: list[str] = []
    with captured() if capture else contextlib.nullcontext(Printed()) as printed, quiet():
        try:
            seed()  # once: what is random in a program differs from one call of a probe to the next
            for name, args, kwargs in probe.calls:
                call = _Call(args, kwargs, parameters)
                if poisoned:
                    poison(call.sizes())
                results.append(_attempt(probe.kind, namespace[name], call))
                changed |= call.changed()
                aliases += call.aliases(results[-1])
        except BaseException as error:  # SystemExit and KeyboardInterrupt cost this probe only
            return _raised(error, own, printed, names)
    value = results if probe.kind == "calls" else results[0]
    return Answer(
        _answer.RETURNED, value, changed=changed, aliases=tuple(dict.fromkeys(aliases)), printed=printed.text
    )


def _attempt(kind: str, function: Callable[..., Any], call: _Call) -> Any:
    if kind == "figure":
        from autograder.confinement.figures import drawn_by

        return drawn_by(function, call.args, call.kwargs)
    return function(*call.args, **call.kwargs)


def _raised(error: BaseException, own: Sequence[str], printed: Printed, called: Collection[str]) -> Answer:
    frames = frames_of(error, own)
    if isinstance(error, NotImplementedError) and (not frames or frames[-1].function in called):
        return Answer(_answer.UNATTEMPTED)
    classes = tuple(c.__name__ for c in type(error).__mro__ if c is not object)
    return Answer(_answer.RAISED, error=classes, text=message_of(error), frames=frames, printed=printed.text)


class _Call:
    """Fresh arguments of one call, and what happened to them."""

    def __init__(self, args: tuple[Any, ...], kwargs: dict[str, Any], parameters: Sequence[str]) -> None:
        self.given, self.parameters = kwargs, parameters
        self.before = [*args, *kwargs.values()]
        fresh = [_fresh(v) for v in self.before]
        self.fresh = fresh
        self.args = tuple(_callable(v) for v in fresh[: len(args)])
        self.kwargs = {k: _callable(v) for k, v in zip(kwargs, fresh[len(args) :], strict=True)}

    def name(self, i: int) -> str:
        """What the i-th argument is called."""
        args = len(self.args)
        if i >= args:
            return list(self.given)[i - args]
        return self.parameters[i] if i < len(self.parameters) else f"argument {i + 1}"

    def sizes(self) -> set[int]:
        """Numbers of entries that an array in the answer may have: 1, those of the arguments, their axes."""
        arrays = [a for v in self.fresh for a in _arrays(v) if isinstance(a, np.ndarray)]
        axes = {n for a in arrays for n in a.shape} | {v for v in self.fresh if type(v) is int}
        products = {n * m for n in axes for m in axes if n <= m}
        sizes = {1, *axes, *(n + 1 for n in axes), *(a.size for a in arrays), *products}
        return {n for n in sizes if 0 < n <= LARGEST}

    def changed(self) -> dict[str, Any]:
        pairs = enumerate(zip(self.before, self.fresh, strict=True))
        return {self.name(i): after for i, (before, after) in pairs if not _same(before, after)}

    def aliases(self, result: Any) -> list[str]:
        mine = list(_arrays(result))
        if not mine:
            return []
        return [
            self.name(i)
            for i, value in enumerate(self.fresh)
            if any(_shares(a, b) for a in _arrays(value) for b in mine)
        ]


def _fresh(value: Any) -> Any:
    """A copy that lies in memory as the original does."""
    if isinstance(value, np.ndarray):
        return laid_out(value.copy(), order_of(value))
    if isinstance(value, list | tuple):
        return type(value)(map(_fresh, value))
    if isinstance(value, dict):
        return {k: _fresh(v) for k, v in value.items()}
    return value


def _callable(value: Any) -> Any:
    return value.build() if isinstance(value, Fn) else value


def _same(before: Any, after: Any) -> bool:
    if isinstance(before, np.ndarray):
        return (
            isinstance(after, np.ndarray)
            and (before.dtype, before.shape) == (after.dtype, after.shape)
            and before.tobytes() == after.tobytes()
        )
    if isinstance(before, list | tuple):
        return len(before) == len(after) and all(map(_same, before, after))
    if isinstance(before, dict):
        return list(before) == list(after) and all(_same(before[k], after[k]) for k in before)
    return before is after or differ(after, before, 0.0) is None


def _arrays(value: Any) -> Iterator[Any]:
    """The arrays and lists inside a value, where memory can be shared."""
    if isinstance(value, np.ndarray):
        if value.ndim:
            yield value
    elif isinstance(value, list):
        yield value
    elif isinstance(value, tuple):
        for v in value:
            yield from _arrays(v)
    elif isinstance(value, dict):
        for v in value.values():
            yield from _arrays(v)


def _shares(a: Any, b: Any) -> bool:
    if isinstance(a, np.ndarray) and isinstance(b, np.ndarray):
        return bool(np.may_share_memory(a, b))
    return a is b


def seed() -> None:
    """The same random numbers for everyone. numpy.random is left alone unless the program loaded it."""
    random.seed(SEED)
    if "numpy.random" in sys.modules:
        np.random.seed(SEED)  # noqa: NPY002 - students use the global generator


class quiet:  # noqa: N801 - reads like a function; a class, since a generator takes twice as long
    """Warnings never cost points, whatever the program did to the filters."""

    def __enter__(self) -> None:
        self.warnings = warnings.catch_warnings(action="ignore")
        self.errors = np.errstate(all="ignore")
        self.warnings.__enter__()
        self.errors.__enter__()

    def __exit__(self, *raised: Any) -> None:
        self.errors.__exit__(*raised)
        self.warnings.__exit__(*raised)


class Printed(io.TextIOBase):
    """A standard output that keeps the first few thousand characters and never fails."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> int:
        if len(self.text) < PRINT_LIMIT:
            self.text += str(text)[: PRINT_LIMIT - len(self.text)]
        return len(text)

    def writable(self) -> bool:
        return True


class captured:  # noqa: N801 - as `quiet`
    """Collect what is printed, on either stream."""

    def __enter__(self) -> Printed:
        self.before = sys.stdout, sys.stderr
        out = Printed()
        sys.stdout = sys.stderr = out
        return out

    def __exit__(self, *raised: Any) -> None:
        sys.stdout, sys.stderr = self.before
