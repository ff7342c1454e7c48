"""What a wrong program does, as two short words: programs that give the same answers share one of them.

Numbers are rounded to a grid before they are hashed, so that programs which differ by rounding errors agree. A grid
has edges, and two equal numbers may lie on either side of one; hence there are two grids, half a step apart: what an
edge of one parts, the other holds together. Who agrees on either behaves alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import blake2b
from typing import Any

import numpy as np

from autograder.grading import answer as _answer
from autograder.grading.answer import Answer
from autograder.grading.checks import Exercise
from autograder.grading.close import ABSOLUTE, as_numbers
from autograder.grading.values import Opaque

Array = np.ndarray[Any, Any]
MOST = 10_000  # numbers or items of one answer that are looked at
COARSE = 10  # a step is so many times what two equal answers may differ by: eight digits for float64
ODD = 0.7310585  # no round number may lie near an edge
GRIDS = ((0.137, 0.75), (0.637, 0.25))  # where steps double, and where zero lies in its cell


def behaviour(exercise: Exercise, answers: Sequence[Answer]) -> str:
    """Two words of 16 letters for the answers to all probes; "" if the program was not even begun.

    As for naming a mistake, it is the returned values, the classes of exceptions, the arguments afterwards and (where
    arguments count) shared memory. answers: one for each probe, and to be compared only among students who were asked
    the same. Neither values nor expectations can be had from it.
    """
    if all(a.status in _answer.UNTRIED for a in answers):
        return ""
    seen = _Seen()
    for (rtol, scale, pure), probe, answer in zip(_rules(exercise), exercise.probes, answers, strict=True):
        if probe.kind != "text":  # no two programs are written alike
            seen.answer(answer, rtol, scale, pure)
    return seen.words()


def _rules(exercise: Exercise) -> Iterator[tuple[float, float, bool]]:
    """For each probe how close is close, as `diagnose.same_answers` has it, and whether arguments count."""
    rtol, scale = [0.0] * len(exercise.probes), [0.0] * len(exercise.probes)
    pure = [False] * len(exercise.probes)
    for c in exercise.checks:
        rtol[c.probe] = max(rtol[c.probe], c.rtol)
        scale[c.probe] = max(scale[c.probe], c.scale)
        pure[c.probe] |= c.judge == "purity"
    return zip((r or 1e-9 for r in rtol), scale, pure, strict=True)


class _Seen:
    """What is compared exactly, as text, and what is rounded first, as blocks of numbers."""

    def __init__(self) -> None:
        self.exact: list[str] = []
        self.blocks: list[Array | list[float]] = []
        self.rules: list[tuple[float, float]] = []

    def answer(self, answer: Answer, rtol: float, scale: float, pure: bool) -> None:
        self.exact.append(answer.status)
        if answer.status == _answer.RAISED:
            self.exact += answer.error[:1]
        if answer.status != _answer.RETURNED:
            return
        self._value(answer.value, (rtol, scale))
        for name in sorted(answer.changed):
            self.exact.append(f"changed {name}")
            self._value(answer.changed[name], (rtol, scale))
        if pure and answer.aliases:
            self.exact.append("shared")

    def _value(self, value: Any, rule: tuple[float, float]) -> None:
        if type(value) is float:  # as most are
            self.exact.append("()")
            self.blocks.append([value])
            self.rules.append(rule)
        elif isinstance(value, tuple):
            self.exact.append(f"({len(value)}")
            for v in value[:MOST]:
                self._value(v, rule)
        elif (array := as_numbers(value)) is not None:
            self._numbers(array, rule)
        elif isinstance(value, list):
            self.exact.append(f"[{len(value)}")
            for v in value[:MOST]:
                self._value(v, rule)
        elif isinstance(value, dict):
            self.exact.append(f"{{{len(value)}")
            for text, key in sorted((repr(k), k) for k in value if isinstance(k, str | int | float | None)):
                self.exact.append(text)
                self._value(value[key], rule)
        elif isinstance(value, Opaque):
            self.exact.append(f"a {value.type_name} {value.text}")
        else:
            self.exact.append(repr(value))

    def _numbers(self, array: Array, rule: tuple[float, float]) -> None:
        self.exact.append(str(array.shape))
        if array.size:
            if array.dtype.kind == "c" and not array.imag.any():
                array = array.real
            flat = array.ravel()[:MOST]
            if flat.dtype != float:
                flat = flat.astype(complex if flat.dtype.kind == "c" else float).view(float)
            self.blocks.append(flat)
            self.rules.append(rule)

    def words(self) -> str:
        text = "\0".join(self.exact).encode("utf-8", "backslashreplace")
        if not self.blocks:
            return " ".join([blake2b(text, digest_size=8).hexdigest()] * len(GRIDS))
        grids = [text + b"\0" + codes for codes in self._codes()]
        return " ".join(blake2b(grid, digest_size=8).hexdigest() for grid in grids)

    def _codes(self) -> Iterator[bytes]:
        """How wide the cells are, and all numbers as those of their cells; once for each grid."""
        numbers = np.concatenate(self.blocks)
        sizes = np.array([len(block) for block in self.blocks])
        rtol, scale = np.array(self.rules).T
        with np.errstate(all="ignore"):
            finite = np.isfinite(numbers)
            known = numbers if finite.all() else np.where(finite, numbers, 0.0)
            starts = np.cumsum(sizes) - sizes
            largest = np.maximum.reduceat(np.abs(known), starts)
            # In logarithms, for there are answers of 1e308; a largest number may have rounding errors, too: steps
            # are powers of 2, and doubled where no round number is.
            width = np.log2(COARSE * (rtol * largest + ABSOLUTE * scale))
            for offset, shift in GRIDS:
                doublings = np.floor(np.maximum(width, -1000) + offset)
                codes = np.floor(known / np.repeat(np.exp2(doublings) * ODD, sizes) + shift)
                if known is not numbers:
                    codes = np.where(finite, codes, _odd(numbers))
                yield doublings.astype(np.int16).tobytes() + codes.astype(np.int64).tobytes()


def _odd(numbers: Array) -> Array:
    """Codes for what is not finite, beyond all others."""
    return np.where(np.isnan(numbers), 1.0, np.where(numbers > 0, 2.0, 3.0)) * 2.0**60
