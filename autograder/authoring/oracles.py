"""Hold a reference against what it must agree with: its SymPy derivation and central differences."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from autograder.authoring.truth import Truth
from autograder.confinement.probing import quiet
from autograder.grading.close import differ
from autograder.grading.verdict import Finding


class SeededDraw:
    """Draws with few digits from a seed: the fixed points."""

    def __init__(self, seed: int) -> None:
        self.rng = np.random.default_rng(seed)

    def number(self, low: float, high: float) -> float:
        return float(np.clip(round(self.rng.uniform(low, high), 2), low, high))

    def integer(self, low: int, high: int) -> int:
        return int(self.rng.integers(low, high + 1))


def against_derivation(truth: Truth, args: tuple[Any, ...]) -> Finding | None:
    """Compare the reference with SymPy for one set of arguments."""
    assert truth.reference is not None
    assert truth.derivation_by is not None
    with quiet():
        got = truth.reference(*args)
        want = truth.derivation_by(*args)
    scale = truth.scale_by(*args) if truth.scale_by else 1.0
    size = max(scale.values()) if isinstance(scale, dict) else scale
    return differ(_data(got), _numbers(want), 1e-9, max(float(size), 1.0))


def against_differences(truth: Truth, args: tuple[Any, ...]) -> Iterator[Finding | None]:
    """Compare each part of the reference with central differences of what it is the slope of."""
    assert truth.reference is not None
    assert truth.slope_of is not None
    with quiet():
        got = truth.reference(*args)
        for f, at, part in truth.slope_of(*args):
            want, size = central_differences(f, np.asarray(at, float))
            yield differ(_data(got if part is None else got[part]), want, 1e-5, 1e6 * size)


def central_differences(f: Callable[[Any], Any], at: Any, h: float = 1e-5) -> tuple[Any, float]:
    """(f(x + h e_i) - f(x - h e_i)) / 2h for every entry, and the size of its rounding error.

    f maps an array to a number, or acts element by element; then all entries are moved at once.
    The truncation error is O(h^2), the rounding error about eps |f| / h.
    """
    value = np.asarray(f(at), float)
    if value.shape == at.shape:
        slope = (np.asarray(f(at + h)) - np.asarray(f(at - h))) / (2 * h)
    else:
        steps = np.eye(at.size).reshape(-1, *at.shape) * h
        slope = np.array([float(np.squeeze((f(at + s) - f(at - s)) / (2 * h))) for s in steps]).reshape(
            at.shape
        )
    return slope, 1.0 + float(np.max(np.abs(value), initial=0.0))


def _data(value: Any) -> Any:
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return tuple(map(_data, value))
    return np.asarray(value) if not isinstance(value, dict) else {k: _data(v) for k, v in value.items()}


def _numbers(value: Any) -> Any:
    """SymPy's exact results as floats, whatever holds them; a text is one."""
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return tuple(map(_numbers, value))
    if isinstance(value, dict):
        return {k: _numbers(v) for k, v in value.items()}
    return np.array(value.tolist() if hasattr(value, "tolist") else value, dtype=float)
