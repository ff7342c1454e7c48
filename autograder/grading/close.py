"""Is a value close to the one expected? One rule for every check (design section 4.2)."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.grading.gaps import odd_entries, wrong_entries
from autograder.grading.values import Opaque
from autograder.grading.verdict import Finding
from autograder.texts import tr

Array = np.ndarray[Any, Any]
NUMERIC = "biufc"
ABSOLUTE = 1e-13


def differ(got: Any, want: Any, rtol: float, scale: float = 0.0, path: str = "") -> Finding | None:
    """Return the first difference a reader would notice, or None.

    Numbers and arrays: exact shape, same finite pattern, then
    max|got - want| <= rtol max|want| + 1e-13 scale. Nothing is computed before the shapes agree,
    so a huge or broadcasting answer costs nothing.
    """
    where = f"{path}: " if path else ""
    if got is None and want is not None:
        return Finding(
            "nothing",
            tr("{where}None came back; is a `return` missing?", where=where),
            got,
            want,
            compare=True,
        )
    if isinstance(got, Opaque):
        if isinstance(want, Opaque) and got == want:
            return None
        return Finding(
            "type",
            tr(
                "{where}{want} was expected, not a value of type {type_name}",
                where=where,
                want=_a(want),
                type_name=got.type_name,
            ),
            got,
            want,
        )
    if isinstance(want, Opaque):  # what a wrong program returned, when answers are compared with its own
        return Finding(
            "type",
            tr("{where}{want} was expected, not {got}", where=where, want=_a(want), got=_a(got)),
            got,
            want,
        )
    if isinstance(want, tuple) or (isinstance(want, list) and as_numbers(want) is None):
        return _differ_tuple(got, tuple(want), rtol, scale, path)
    if isinstance(want, dict):
        return _differ_dict(got, want, rtol, scale, path)
    if isinstance(want, str) or want is None:
        if type(got) is type(want) and got == want:
            return None
        stage = "value" if isinstance(got, str) and want is not None else "type"
        return Finding(
            stage,
            tr("{where}another text was expected", where=where)
            if stage == "value"
            else _kind(where, got, want),
            got,
            want,
            compare=True,
        )
    array = as_numbers(got)
    if array is None:
        return Finding("type", _kind(where, got, want), got, want, compare=True)
    return _differ_numbers(array, np.asarray(want), got, want, rtol, scale, where)


def _differ_tuple(got: Any, want: tuple[Any, ...], rtol: float, scale: float, path: str) -> Finding | None:
    if not isinstance(got, tuple | list):
        return Finding("type", _kind(f"{path}: " if path else "", got, want), got, want, compare=True)
    if len(got) != len(want):
        return Finding(
            "type",
            tr("{want} results were expected, {got} came back", want=len(want), got=len(got)),
            got,
            want,
            compare=True,
        )
    for i, (g, w) in enumerate(zip(got, want, strict=True)):
        if found := differ(g, w, rtol, scale, f"{path}[{i}]" if path else tr("result {i}", i=i)):
            return found
    return None


def _differ_dict(got: Any, want: dict[Any, Any], rtol: float, scale: float, path: str) -> Finding | None:
    if not isinstance(got, dict):
        return Finding("type", _kind(f"{path}: " if path else "", got, want), got, want, compare=True)
    if missing := [k for k in want if k not in got]:
        return Finding(
            "type",
            tr("the dict has no key {key!r}; its keys are {keys}", key=missing[0], keys=_keys(got)),
            got,
            want,
        )
    for key, w in want.items():
        if found := differ(got[key], w, rtol, scale, f"{path}[{key!r}]"):
            return found
    return None


def _differ_numbers(
    array: Array, target: Array, got: Any, want: Any, rtol: float, scale: float, where: str
) -> Finding | None:
    if target.ndim == 0 and array.size == 1:
        array = array.reshape(())
    if array.shape != target.shape:
        if target.ndim == 0:
            what = tr(
                "{where}a single number was expected, not an array of shape {shape}",
                where=where,
                shape=array.shape,
            )
        elif array.ndim == 0:
            what = tr(
                "{where}an array of shape {shape} was expected, not a single number",
                where=where,
                shape=target.shape,
            )
        else:
            what = tr(
                "{where}the shape is {got}, expected {want}", where=where, got=array.shape, want=target.shape
            )
        return Finding("shape", what, got, want, compare=True)
    number = complex if "c" in (array.dtype.kind, target.dtype.kind) else float
    a, b = array.astype(number), target.astype(number)
    with np.errstate(all="ignore"):
        error = np.abs(a - b)
        room = allowed(b, rtol, scale)
        if np.isfinite(room) and (error <= room).all():  # a nan is never below
            return None
        finite = np.isfinite(b)
        odd = _pattern(a) != _pattern(b)
        if odd.any():
            return Finding("finite", where + odd_entries(a, b, odd), got, want, compare=True)
        room = allowed(b[finite], rtol, scale)
        if not (error[finite] > room).any():
            return None
        return Finding("value", where + wrong_entries(a, b, room), got, want, compare=True)


def apart(got: Any, want: Any, rtol: float, scale: float) -> bool:
    """Whether it takes no more than a glance to see that `differ` finds something; False says nothing."""
    if isinstance(got, float) and isinstance(want, float):
        return abs(float(got) - float(want)) > rtol * abs(want) + ABSOLUTE * scale
    if not (type(got) is type(want) is np.ndarray and got.dtype == want.dtype == np.float64 and want.ndim):
        return False
    if got.shape != want.shape:
        return True
    with np.errstate(all="ignore"):
        return bool(want.size and np.abs(got - want).max() > allowed(want, rtol, scale))


def as_numbers(value: Any) -> Array | None:
    """`value` as a numeric array (a list of numbers counts as one), or None."""
    if not _may_be_numbers(value):
        return None
    try:
        array = np.asarray(value)
    except (ValueError, TypeError):
        return None
    if array.dtype == object:  # integers beyond 64 bits, or a mixture that is no array of numbers
        if not all(isinstance(v, int | float) for v in array.flat):
            return None
        try:
            array = array.astype(float)
        except OverflowError:
            return None
    return array if array.dtype.kind in NUMERIC else None


def _may_be_numbers(value: Any) -> bool:
    """Whether NumPy may look at it: an array of texts takes the longest one's memory for each."""
    if isinstance(value, list | tuple):
        return all(map(_may_be_numbers, value))
    return isinstance(value, int | float | complex | np.ndarray | np.generic)


def _pattern(a: Array) -> Array:
    """0 for finite, 1 for nan, 2 and 3 for +inf and -inf."""
    real = a.real
    return np.where(np.isfinite(a), 0, np.where(np.isnan(a), 1, np.where(real > 0, 2, 3)))


def allowed(want: Array, rtol: float, scale: float) -> float:
    """How far a number may be from the one of `want` that it should be: the one rule of tolerance."""
    return rtol * (float(np.abs(want).max()) if want.size else 0.0) + ABSOLUTE * scale


def _kind(where: str, got: Any, want: Any) -> str:
    return tr("{where}{want} was expected, not {got}", where=where, want=_a(want), got=_a(got))


def _a(value: Any) -> str:
    """A value's kind in a student's words."""
    match value:
        case None:
            return "None"
        case Opaque(type_name=name):
            return tr("a value of type {name}", name=name)
        case str():
            return tr("a text")
        case tuple():
            return tr("{count} results (a tuple)", count=len(value))
        case dict():
            return tr("a dict")
        case bool() | np.bool_():
            return tr("a bool (True or False)")
    array = as_numbers(value)
    if array is None:
        return tr("a {name}", name=type(value).__name__)
    return tr("a number") if array.ndim == 0 else tr("an array of shape {shape}", shape=array.shape)


def _keys(got: dict[Any, Any]) -> str:
    return ", ".join(repr(k)[:40] for k in list(got)[:8]) or tr("none")
