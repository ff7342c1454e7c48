"""Compiled code and all the code in it: functions, classes, comprehensions."""

from __future__ import annotations

from collections.abc import Iterator
from types import CodeType


def codes_in(code: CodeType) -> Iterator[CodeType]:
    """The code itself, then what is defined in it, at any depth."""
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from codes_in(constant)


def names_in(code: CodeType) -> set[str]:
    """The global names that code mentions, its inner functions included."""
    return {name for part in codes_in(code) for name in part.co_names}


def texts_in(code: CodeType) -> set[str]:
    """The texts that code holds, with the names of arguments in calls and of what is imported."""
    constants = [constant for part in codes_in(code) for constant in part.co_consts]
    alone = {c for c in constants if isinstance(c, str)}
    return alone | {t for c in constants if isinstance(c, tuple) for t in c if isinstance(t, str)}
