"""What came back is what is expected times something, or plus something: a number, or one of the arguments."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import Any

import numpy as np

from autograder.grading.close import Array
from autograder.grading.properties.evidence import Evidence, Sample

SMALL = 12  # a larger factor is a coincidence, unless it has a name
NEAR = 1e-9
CONSTANTS = {
    "pi": np.pi,
    "2 pi": 2 * np.pi,
    "the square root of 2": np.sqrt(2),
    "the square root of 2 pi": np.sqrt(2 * np.pi),
}
POWERS: dict[str, Callable[[float], float]] = {
    "{}": lambda v: v, "{}²": lambda v: v**2, "2{}": lambda v: 2 * v, "{}/2": lambda v: v / 2, "{}³": lambda v: v**3,
    "the square root of {}": lambda v: v**0.5 if v >= 0 else np.nan,
    "({} - 1)": lambda v: v - 1, "({} + 1)": lambda v: v + 1,
}  # fmt: skip
Sizes = Mapping[str, float]


def sizes(arguments: Mapping[str, Any]) -> dict[str, float]:
    """Numbers that a factor may be named after: m and n of the first matrix, single numbers, lengths."""
    found: dict[str, float] = {}
    for name, value in arguments.items():
        if isinstance(value, np.ndarray) and value.ndim == 2 and "m" not in found:
            found |= dict(zip("mn", map(float, value.shape), strict=True))
    for name, value in arguments.items():
        if isinstance(value, list | np.ndarray) and np.ndim(value) == 1:
            found[f"len({name})"] = float(len(value))
        elif isinstance(value, int | float | np.generic) and np.ndim(value) == 0:
            found[name] = float(value)
    return found


def factor(evidence: Evidence) -> str:
    """A factor that explains every wrong check, or the one shown if that is no coincidence; else ""."""
    wrong = evidence.wrong
    ratio = _ratio(wrong[0])
    if ratio is None:
        return ""
    ratios = [_ratio(s) for s in wrong]
    here = sizes(evidence.cases[wrong[0].case].arguments) if evidence.cases else {}
    if any(r is None for r in ratios):
        return _plain(ratio, here) if _count(wrong[0]) > 1 else ""
    if len(wrong) > 1 and (name := _common_name(evidence, ratios)):
        return name
    holding = evidence.holding(lambda s: s.same(s.got, ratio * s.want))
    if not holding and len(evidence.cases) > 0:
        return _changing(evidence)
    where = evidence.where(holding)
    if sentence := _plain(ratio, here if len(wrong) == 1 else {}):
        return sentence + where
    if sum(map(_count, wrong)) < 2:
        return ""
    return f"it is right up to a constant factor ({ratio:.6g}){where}"


def offset(evidence: Evidence) -> str:
    """A number or an argument that is added everywhere; "" if there is none."""
    wrong = evidence.wrong
    gaps = [_gap(s) for s in wrong]
    if any(g is None for g in gaps) or len({float(f"{v:.9g}") for s in wrong for v in s.want.ravel()}) < 2:
        return ""
    gap = float(gaps[0] or 0.0)
    holding = evidence.holding(lambda s: s.same(s.got, s.want + gap))
    if holding:
        return (
            f"it is too {'large' if gap > 0 else 'small'} by the same amount everywhere, {abs(gap):.6g}"
            + evidence.where(holding)
        )
    for sign, word in ((1, "plus"), (-1, "minus")):
        for name, values in _shared(evidence):
            test = lambda s, v=values, k=sign: s.same(s.got, s.want + k * v[s.case])  # noqa: E731
            if len({values[s.case] for s in wrong}) > 1 and (holding := evidence.holding(test)):
                return f"it is what is expected {word} `{name}`" + evidence.where(holding)
    return ""


def _common_name(evidence: Evidence, ratios: list[float | None]) -> str:
    """A name that gives the factor of every check, with values that differ."""
    for name, values in _shared(evidence):
        if len({values[s.case] for s in evidence.wrong}) < 2:
            continue
        for form, power in POWERS.items():
            said = form.format(name if name in "mn" else f"`{name}`")
            for times in (1.0, -1.0):
                for word, ends in (
                    (f"{said} times what is expected", 1),
                    (f"what is expected divided by {said}", -1),
                ):
                    with np.errstate(all="ignore"):
                        f = [times * float(np.power(power(v), ends)) for v in values]
                    if not all(
                        r is not None and abs(r - f[s.case]) <= NEAR * abs(r)
                        for s, r in zip(evidence.wrong, ratios, strict=True)
                    ):
                        continue
                    if holding := evidence.holding(lambda s, f=f: s.same(s.got, f[s.case] * s.want)):
                        sign = "with the opposite sign, " if times < 0 else ""
                        return f"{sign}it is {word}" + evidence.where(holding)
    return ""


def _shared(evidence: Evidence) -> Iterator[tuple[str, list[float]]]:
    """Names that have a value in every wrong check, with the values in all checks (nan where there is none)."""
    tables = [sizes(c.arguments) for c in evidence.cases]
    needed = [tables[s.case] for s in evidence.wrong] if tables else []
    for name in needed[0] if needed else ():
        if all(name in t for t in needed):
            yield name, [t.get(name, np.nan) for t in tables]


def _changing(evidence: Evidence) -> str:
    """Arrays that point the right way in every check, each with a factor of its own."""
    wrong = evidence.wrong
    if len(wrong) < 2 or min(map(_count, wrong)) < 2:
        return ""
    holding = evidence.holding(lambda s: _ratio(s) is not None or s.right)
    return "it is right up to a factor, which differs from check to check," + evidence.where(holding)


def _ratio(sample: Sample) -> float | None:
    """The number that `want` has to be multiplied by to give `got`, if there is one."""
    a, b = sample.got, sample.want
    if (
        a.shape != b.shape
        or not b.size
        or not (np.isfinite(a).all() and np.isfinite(b).all())
        or not b.any()
        or not a.any()
    ):
        return None
    size = float(np.abs(b).max())
    ratio = float(np.sum(a / size * (b / size)) / np.sum((b / size) ** 2))
    return ratio if np.isfinite(ratio) and ratio and sample.same(a, ratio * b) else None


def _gap(sample: Sample) -> float | None:
    a, b = sample.got, sample.want
    if a.shape != b.shape or not b.size or not (np.isfinite(a).all() and np.isfinite(b).all()):
        return None
    gap = float(np.mean(a - b))
    return gap if gap and np.isfinite(gap) and sample.same(a, b + gap) else None


def _count(sample: Sample) -> int:
    """How many different numbers other than 0 are expected."""
    return len(_different(sample.want))


def _different(b: Array) -> set[float]:
    return {float(f"{v:.9g}") for v in b.ravel() if v}


def _plain(ratio: float, here: Sizes) -> str:
    """The factor as a number that somebody may have forgotten; "" for one that says nothing."""
    sign = "with the opposite sign, " if ratio < 0 else ""
    large, word = (abs(ratio), "large") if abs(ratio) > 1 else (1 / abs(ratio), "small")
    called = [name for name, value in _names(here) if abs(large - value) <= NEAR * value]
    whole = large <= SMALL and abs(large - round(large)) <= NEAR * large
    if called or whole:
        remark = f" (here {' = '.join(called)} = {large:.6g})" if called else ""
        return f"{sign}it is {large:.6g} times too {word}{remark}"
    part = Fraction(abs(ratio)).limit_denominator(SMALL)
    if part.numerator <= SMALL and abs(part - Fraction(abs(ratio))) <= NEAR * abs(ratio):
        return f"{sign}it is {part} of what is expected"
    return ""


def _names(here: Sizes) -> Iterator[tuple[str, float]]:
    yield from CONSTANTS.items()
    for name, value in here.items():
        if value > 2 and value == round(value):
            for form, power in list(POWERS.items())[:4]:
                yield form.format(name), power(value)
