"""Evaluate every oracle once and keep the values: a truth becomes frozen checks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.authoring.handed_in import UnusableError, all_answers, plain_answer
from autograder.authoring.truth import Case, Truth, WrongProgram
from autograder.confinement.probing import perform, quiet
from autograder.grading.answer import RETURNED, Answer
from autograder.grading.checks import Check, Exercise, Probe
from autograder.grading.close import as_numbers
from autograder.grading.mistake import Mistake
from autograder.grading.pair import pair_calls
from autograder.grading.values import Fn, freeze, thaw
from autograder.pictures import KINDS

PAIR_PROPERTIES = ("number", "curved", "gradient", "unchanged")
LINE_PROPERTIES = {"rays": ("again", "bounded"), "kinks": ("smooth",)}
UNCHANGED = "arguments unchanged"


class AuthorError(Exception):
    """Something an author has to mend; the text names the exercise and what to do."""


def freeze_exercise(truth: Truth) -> Exercise:
    """Run the reference and all mistakes on all cases.

    Raises AuthorError for a truth that cannot be frozen.
    """
    cases = list(truth.all_cases())
    labels = [c.label for c in cases]
    if repeated := {label for label in labels if labels.count(label) > 1}:
        raise AuthorError(f"`{truth.name}`: two cases are called {sorted(repeated)}; give each its own label")
    if not any(not c.hidden for c in cases):
        raise AuthorError(f"`{truth.name}` has no visible case; yield at least one `case(...)`")
    if truth.picture not in ("", *KINDS):
        raise AuthorError(
            f"`{truth.name}` asks for a picture of the kind `{truth.picture}`; the kinds are {', '.join(KINDS)}"
        )
    probes = tuple(_probe(truth, c) for c in cases)
    checks = [check for i, c in enumerate(cases) for check in _checks(truth, c, i)]
    checks = [_gated(check, checks, probes[check.probe]) for check in checks]
    checks += _purity(truth, cases)
    for check in checks:
        if check.needs is not None and check.needs not in {c.label for c in checks}:
            raise AuthorError(
                f"`{truth.name}`: `{check.label}` needs `{check.needs}`, which is no check of it"
            )
    mistakes = (*(_mistake(truth, wrong, probes) for wrong in truth.mistakes), *_handed_in(truth, probes))
    return Exercise(
        truth.name,
        truth.functions,
        truth.parameters,
        truth.hints,
        probes,
        tuple(checks),
        mistakes,
        truth.extra,
        truth.picture,
    )


def answers_of(truth: Truth, program: Any, probes: tuple[Probe, ...]) -> tuple[Answer, ...]:
    """What a program of the author's gives back, brought into the form in which answers travel."""
    namespace = _functions(truth, program)
    own = [getattr(program, "__module__", "")]
    answers = [
        Answer(RETURNED, "") if p.kind == "text" else perform(p, namespace, truth.parameters, own)
        for p in probes
    ]
    return tuple(map(plain_answer, answers))


def _functions(truth: Truth, program: Any) -> dict[str, Any]:
    """One function is a program; for a pair, a program is a function that returns all of them."""
    if len(truth.functions) == 1:
        return {truth.functions[0]: program}
    return dict(zip(truth.functions, program(), strict=True))


def _mistake(truth: Truth, wrong: WrongProgram, probes: tuple[Probe, ...]) -> Mistake:
    if not wrong.cause or not wrong.hint:
        raise AuthorError(
            f"`{truth.name}`: the mistake `{wrong.name}` needs a docstring (the cause) and a hint"
        )
    answers = answers_of(truth, wrong.program, probes)
    return Mistake.of(wrong.name, wrong.cause, wrong.hint, answers)


def _handed_in(truth: Truth, probes: tuple[Probe, ...]) -> Iterator[Mistake]:
    """The mistakes that are texts of students, whose answers come from a confined process."""
    names = [*(m.name for m in truth.mistakes), *(t.name for t in truth.texts)]
    if repeated := {name for name in names if names.count(name) > 1}:
        raise AuthorError(f"`{truth.name}`: two mistakes are called {sorted(repeated)}; rename one")
    try:
        for text, answers in all_answers(truth.texts, probes, truth.parameters) if truth.texts else ():
            yield Mistake.of(text.name, text.cause, text.hint, answers)
    except UnusableError as error:
        raise AuthorError(f"`{truth.name}`: {error}") from None


def _probe(truth: Truth, case: Case) -> Probe:
    if case.judge == "by hand":
        return Probe(case.label, ((truth.functions[1], truth.functions, {}),), "text", case.hidden)
    if case.judge in ("pair", "new", *LINE_PROPERTIES):
        return Probe(case.label, pair_calls(case.judge, truth.functions, case.args), "calls", case.hidden)
    kind = "figure" if case.judge == "figure" else "call"
    return Probe(case.label, ((truth.functions[0], case.args, dict(case.kwargs)),), kind, case.hidden)


def _checks(truth: Truth, case: Case, probe: int) -> Iterator[Check]:
    shared: dict[str, Any] = {
        "probe": probe,
        "points": case.points,
        "needs": case.needs,
        "hidden": case.hidden,
    }
    if case.judge == "raises":
        yield Check(case.label, judge="raises", want=case.wants, **shared)
    elif case.judge == "figure":
        for part, want in case.wants.items():
            yield Check(f"{case.label}: {part}", judge="figure", part=part, want=want, rtol=1e-7, **shared)
    elif case.judge in ("by hand", "new"):
        yield Check(case.label, judge=case.judge, want=None, **shared)
    elif case.judge in LINE_PROPERTIES:
        for part in LINE_PROPERTIES[case.judge]:
            yield Check(f"{case.label}: {part}", judge=case.judge, part=part, want=None, **shared)
    elif case.judge == "pair":
        for part in PAIR_PROPERTIES:
            gate = None if part == "gradient" else f"{case.label}: gradient"
            yield Check(
                f"{case.label}: {part}",
                judge="pair",
                part=part,
                want=None,
                rtol=1e-6,
                **{**shared, "needs": gate},
            )
    else:
        yield from _value_checks(truth, case, shared)


def _value_checks(truth: Truth, case: Case, shared: dict[str, Any]) -> Iterator[Check]:
    want = _expected(truth, case)
    scale = _scale(truth, case)
    rtol = max(truth.rtol, 1e-5) if any(_is_float32(a) for a in case.args) else truth.rtol
    if not truth.parts:
        yield Check(case.label, judge="close", want=want, rtol=rtol, scale=_only(scale), **shared)
        return
    for name, part in truth.parts.items():
        size = scale[name] if isinstance(scale, dict) else _only(scale)
        yield Check(
            f"{case.label}: {name}",
            judge="close",
            part=part,
            want=want[part],
            rtol=rtol,
            scale=float(size),
            **shared,
        )


def _expected(truth: Truth, case: Case) -> Any:
    if truth.reference is None:
        raise AuthorError(f"`{truth.name}`: `{case.label}` needs a reference")
    args, kwargs = _called_with(case)
    try:
        with quiet():
            value = truth.reference(*args, **kwargs)
    except Exception as error:
        raise AuthorError(f"`{truth.name}`: the reference raises {error!r} for `{case.label}`") from error
    return _plain(value)


def _called_with(case: Case) -> tuple[list[Any], dict[str, Any]]:
    args, kwargs = thaw(freeze(list(case.args))), thaw(freeze(dict(case.kwargs)))
    args = [a.build() if isinstance(a, Fn) else a for a in args]
    return args, {k: v.build() if isinstance(v, Fn) else v for k, v in kwargs.items()}


def _plain(value: Any) -> Any:
    """Zero-dimensional arrays are numbers; what cannot be frozen is found here, not by a student."""
    if isinstance(value, tuple):
        return tuple(_plain(v) for v in value)
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    if isinstance(value, np.ndarray | np.generic) and np.ndim(value) == 0:
        return np.asarray(value).item()
    return np.ascontiguousarray(value) if isinstance(value, np.ndarray) else value


def _scale(truth: Truth, case: Case) -> Any:
    if truth.scale_by is None:
        return 0.0
    args, kwargs = _called_with(case)
    with quiet():
        return truth.scale_by(*args, **kwargs)


def _only(scale: Any) -> float:
    return float(max(scale.values()) if isinstance(scale, dict) else scale)


def _is_float32(value: Any) -> bool:
    if isinstance(value, dict):
        return any(map(_is_float32, value.values()))
    return isinstance(value, np.ndarray | np.generic) and value.dtype in (np.float32, np.float16)


def _gated(check: Check, checks: list[Check], probe: Probe) -> Check:
    """An answer that is easily guessed earns something only together with one that is not."""
    if check.judge != "close" or check.needs is not None or not _guessable(check.want, probe.calls[0][1]):
        return check
    firm = [
        c for c in checks if c.judge == "close" and not c.hidden and c.part == check.part and c.needs is None
    ]
    firm = [c for c in firm if not _guessable(c.want, ())]
    return Check(**{**check.__dict__, "needs": firm[0].label}) if firm and firm[0] is not check else check


def _guessable(want: Any, args: tuple[Any, ...]) -> bool:
    """Whether `want` is empty, all zeros, all ones, or one of the arguments."""
    array = as_numbers(want)
    if array is None:
        return False
    if array.size == 0 or not array.any() or (array == 1).all():
        return True
    same = (as_numbers(a) for a in args if not isinstance(a, Fn))
    return any(a is not None and a.shape == array.shape and (a == array).all() for a in same)


def _purity(truth: Truth, cases: list[Case]) -> Iterator[Check]:
    for is_hidden, label in ((False, UNCHANGED), (True, f"{UNCHANGED} (hidden)")):
        first = [i for i, c in enumerate(cases) if c.hidden is is_hidden and c.judge == "close"]
        if truth.pure and first:
            exempt = [c.label for c in cases if c.may_share]
            yield Check(label, first[0], "purity", exempt, 1, hidden=is_hidden)
