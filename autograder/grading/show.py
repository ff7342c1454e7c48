"""Values and calls as text that can be pasted into Python."""

from __future__ import annotations

import unicodedata
from typing import Any

import numpy as np

from autograder.grading.values import NEW_AXES, Fn, Opaque
from autograder.texts import tr

LONG = 2000


def literal(value: Any) -> str:
    """Python source for a value, exact to the last digit."""
    match value:
        case Fn():
            return str(value)
        case str() if value == NEW_AXES:
            return value
        case Opaque():
            return clean(value.text)
        case np.ndarray():
            data = literal(value.tolist())
            dtype = "" if value.dtype.char in "dl?" and value.size else f", dtype=np.{value.dtype.name}"
            return f"np.array({data}{dtype})"
        case np.generic():
            return (
                f"np.{value.dtype.name}({value.item()!r})"
                if value.dtype.char != "d"
                else literal(value.item())
            )
        case float() if value != value or value in (np.inf, -np.inf):
            return (
                f"np.{value}" if value == value and value > 0 else "-np.inf" if value == value else "np.nan"
            )
        case list():
            return "[" + ", ".join(map(literal, value)) + "]"
        case tuple():
            return "(" + ", ".join(map(literal, value)) + ("," if len(value) == 1 else "") + ")"
        case dict():
            return "{" + ", ".join(f"{literal(k)}: {literal(v)}" for k, v in value.items()) + "}"
        case str():
            return repr(clean(value[:300]))
    return repr(value)[:300]


def call_text(name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> str:
    """The call as one would type it; several lines when it is long."""
    parts = [literal(a) for a in args] + [f"{k}={literal(v)}" for k, v in kwargs.items()]
    one_line = f"{name}({', '.join(parts)})"
    if len(one_line) <= 88:
        return one_line
    return f"{name}(\n" + "".join(f"    {p},\n" for p in parts) + ")"


def pasteable(name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> str:
    """Like `call_text`, with the shapes only when it would fill the screen."""
    text = call_text(name, args, kwargs)
    if len(text) <= LONG:
        return text
    shapes = [tr("{shape} array", shape=a.shape) if isinstance(a, np.ndarray) else literal(a) for a in args]
    return tr("{call}  # too long to show: {shapes}", call=f"{name}(...)", shapes=", ".join(shapes))


def short(value: Any, digits: int = 6) -> str:
    """A value to look at: rounded, and cut in the middle when it is long."""
    if isinstance(value, np.ndarray | np.generic | float | list | tuple | dict):
        text = _rounded(value, digits)
    else:
        text = literal(value)
    return text if len(text) <= 400 else f"{text[:300]} ... {text[-60:]}"


def _rounded(value: Any, digits: int) -> str:
    if isinstance(value, np.ndarray | np.generic):
        value = _corner(value).tolist()
    match value:
        case bool() | int() | str() | None:
            return literal(value)
        case float():
            return f"{value:.{digits}g}"
        case complex():
            return f"{value:.{digits}g}"
        case list() | tuple():
            left, right = "[]" if isinstance(value, list) else "()"
            return left + ", ".join(_rounded(v, digits) for v in value[:200]) + right
        case dict():
            return (
                "{"
                + ", ".join(f"{literal(k)}: {_rounded(v, digits)}" for k, v in list(value.items())[:50])
                + "}"
            )
    return literal(value)


def _corner(array: Any) -> Any:
    """So much of an array as may be shown, cut along its longest axes."""
    while array.size > LONG:
        longest = int(np.argmax(array.shape))
        array = np.take(array, range(array.shape[longest] // 2), longest)
    return array


def side_by_side(got: Any, want: Any) -> tuple[str, str]:
    """Two values rounded so far that they still look different, at most to all 17 digits."""
    for digits in (6, 9, 12, 17):
        pair = short(got, digits), short(want, digits)
        if pair[0] != pair[1]:
            break
    return pair


def clean(text: str) -> str:
    """Text of unknown origin without control, bidi or escape characters."""
    if text.replace("\n", "").replace("\t", "").isprintable():  # a hundred times faster, and nearly always so
        return text
    return "".join(c if c in "\n\t" or not _hostile(c) else f"\\u{ord(c):04x}" for c in text)


def _hostile(c: str) -> bool:
    return unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
