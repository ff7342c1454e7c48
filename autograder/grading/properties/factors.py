"""What came back is what is expected times something: a number, a size, an argument."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import product
from math import gcd

import numpy as np

from autograder.grading.properties.evidence import Evidence, Sample, different
from autograder.texts import mark, tr

SMALL = 12  # a larger factor is a coincidence, unless it has a name
NEAR = 1e-9
HUGE = 1e9  # no size of anything
SEVERAL = 3  # checks that bear out a name which not all checks have
OPPOSITE = mark("with the opposite sign, ")
CONSTANTS = {
    mark("pi"): np.pi, mark("2 pi"): 2 * np.pi, mark("the square root of 2"): np.sqrt(2),
    mark("the square root of 2 pi"): np.sqrt(2 * np.pi),
}  # fmt: skip
FORMS: dict[str, Callable[[float], float]] = {
    "{}": lambda v: v, "{}²": lambda v: v**2, "2 {}": lambda v: 2 * v, "{}/2": lambda v: v / 2, "4 {}": lambda v: 4 * v,
    "2 {}²": lambda v: 2 * v**2, "4 {}²": lambda v: 4 * v**2, "{}³": lambda v: v**3,
    mark("the square root of {}"): lambda v: v**0.5 if v >= 0 else np.nan, "{}/({} - 1)": lambda v: v / (v - 1) if v != 1 else np.nan,
    mark("2 pi {}"): lambda v: 2 * np.pi * v, mark("2 pi {}²"): lambda v: 2 * np.pi * v**2,
}  # fmt: skip


def factor(evidence: Evidence) -> str:
    """A factor that explains every wrong check, or the one shown if that is no coincidence; else ""."""
    wrong = evidence.wrong
    ratios = [_ratio(s) for s in wrong]
    ratio = ratios[0]
    if ratio and (holding := evidence.holding(lambda s: s.same(s.got, ratio * s.want))):
        if sentence := _plain(ratio):
            return sentence + evidence.where(holding) + _called(ratio, evidence, *wrong)
        if sum(len(different(s.want)) for s in wrong) > 1:
            return f"{_part(ratio)}{evidence.where(holding)}"
        if remark := _called(ratio, evidence, *wrong):
            return _times_too(ratio) + evidence.where(holding) + remark
    if len(wrong) > 1 and (sentence := _named(evidence, ratios)):
        return sentence
    if sum(len(different(s.want)) > 1 for s in wrong) > 1 and all(ratios):
        holding = evidence.holding(lambda s: bool(s.right or _ratio(s)))
        return tr("it is right up to a factor, which differs from check to check,") + evidence.where(holding)
    if ratio and len(different(wrong[0].want)) > 1 and (sentence := _plain(ratio)):
        return sentence + _called(ratio, evidence, wrong[0])
    return ""


def _named(evidence: Evidence, ratios: list[float | None]) -> str:
    """A size or an argument that gives the factor of every wrong check which has it, with values that differ."""
    tables = evidence.inputs.sizes
    for name in dict.fromkeys(name for table in tables for name in table):
        values = [table.get(name, np.nan) for table in tables]
        if len(set(values)) < 2:
            continue
        having = [(s, r) for s, r in zip(evidence.wrong, ratios, strict=True) if name in tables[s.case]]
        if len({values[s.case] for s, _ in having}) < 2 or not all(r for _, r in having):
            continue
        for words, factors in _powers(name, values):
            if not all(abs(r - factors[s.case]) <= NEAR * abs(r) for s, r in having if r):
                continue
            if len(having) == len(evidence.wrong):
                if holding := evidence.holding(_times(factors)):
                    return words + evidence.where(holding)
            elif len(having) >= SEVERAL and (count := _where_given(evidence, name, factors)):
                return tr(
                    "where {name} is given, {words} ({count} visible checks)",
                    name=name,
                    words=words,
                    count=count,
                )
    return ""


def _where_given(evidence: Evidence, name: str, factors: list[float]) -> int:
    """In how many checks an argument is given, if the factors are right in all of them; else 0."""
    given = {i for i, a in enumerate(evidence.inputs.arguments) if name[1:-1] in a}
    samples = [s for s in evidence.samples if s.case in given]
    return len(given) if given == {s.case for s in samples} and all(map(_times(factors), samples)) else 0


def _times(factors: list[float]) -> Callable[[Sample], bool]:
    return lambda sample: sample.same(sample.got, factors[sample.case] * sample.want)


def _powers(name: str, values: list[float]) -> Iterator[tuple[str, list[float]]]:
    """Sentences with the factors that they speak of, one for each check."""
    for form, power in FORMS.items():
        said = tr(form).format(name, name)
        factors = [float(power(v)) for v in values]
        for sign, words in ((1, ""), (-1, tr(OPPOSITE))):
            yield (
                tr("{words}it is {said} times what is expected", words=words, said=said),
                [sign * f for f in factors],
            )
            yield (
                tr("{words}it is what is expected divided by {said}", words=words, said=said),
                [sign / f if f else np.nan for f in factors],
            )


def _ratio(sample: Sample) -> float | None:
    """The number by which all that is expected has to be multiplied, if there is one other than 0."""
    a, b = sample.got, sample.want
    if (
        a.shape != b.shape
        or not (np.isfinite(a).all() and np.isfinite(b).all())
        or not b.any()
        or not a.any()
    ):
        return None
    size = float(np.abs(b).max())
    ratio = float(np.sum(a / size * (b / size)) / np.sum((b / size) ** 2))
    return ratio if np.isfinite(ratio) and ratio and sample.same(a, ratio * b) else None


def _plain(ratio: float) -> str:
    """The factor if it is a small whole number, or pi and the like; else ""."""
    if abs(ratio + 1) <= NEAR:
        return tr("it has the opposite sign")
    large = max(abs(ratio), 1 / abs(ratio))
    whole = large <= SMALL and abs(large - round(large)) <= NEAR * large
    return _times_too(ratio) if whole or any(_is(large, value) for value in CONSTANTS.values()) else ""


def _times_too(ratio: float) -> str:
    sign = tr(OPPOSITE) if ratio < 0 else ""
    if abs(ratio) > 1:
        return tr("{sign}it is {times:.6g} times too large", sign=sign, times=abs(ratio))
    return tr("{sign}it is {times:.6g} times too small", sign=sign, times=1 / abs(ratio))


def _part(ratio: float) -> str:
    """The factor as a small fraction, or as it is."""
    sign = tr(OPPOSITE) if ratio < 0 else ""
    for over, under in product(range(1, SMALL + 1), range(2, SMALL + 1)):
        if _is(abs(ratio), over / under) and gcd(over, under) == 1:
            return tr("{sign}it is {over}/{under} of what is expected", sign=sign, over=over, under=under)
    return tr("it is right up to a constant factor ({ratio:.6g})", ratio=ratio)


def _called(ratio: float, evidence: Evidence, *samples: Sample) -> str:
    """What else is as large as the factor: a constant, or a size in the one wrong check."""
    large = max(abs(ratio), 1 / abs(ratio))
    here = evidence.inputs.sizes[samples[0].case] if evidence.cases and len(samples) == 1 else {}
    names = [name for name, value in _names(here) if _is(large, value)]
    return tr(" (here {names} = {large:.6g})", names=" = ".join(names), large=large) if names else ""


def _names(here: Mapping[str, float]) -> Iterator[tuple[str, float]]:
    yield from ((tr(name), value) for name, value in CONSTANTS.items())
    for name, value in here.items():
        if 2 < value < HUGE and value == round(value):
            for form in ("{}", "{}²", "2 {}", "{}/2"):
                yield form.format(name), FORMS[form](value)


def _is(number: float, value: float) -> bool:
    return abs(number - value) <= NEAR * value
