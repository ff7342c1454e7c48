"""What holds for every exercise, present and future (one test each, named after the exercise)."""

import ast
import doctest
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograder.authoring.audit import twins
from autograder.authoring.freezing import answers_of
from autograder.authoring.oracles import SeededDraw, against_derivation, against_differences
from autograder.authoring.stub import stub
from autograder.grading.grade import grade
from autograder.grading.text import graded_lines, message_lines, tells
from tests import courses
from tests.courses import frozen, visible
from tests.fragments import told_in

HERE = Path(__file__).parent
COURSES = (HERE.parent, HERE / "course")
every_exercise = courses.for_every_exercise(*COURSES)
with_derivation = courses.for_every_exercise(*COURSES, which=lambda truth: truth.derivation_by)
with_slope = courses.for_every_exercise(*COURSES, which=lambda truth: truth.slope_of)


def points(exercise, truth, program):
    return grade(exercise, answers_of(truth, program, exercise.probes))


def wrong_checks(graded):
    return [(v.id, v.message.data) for v in graded.verdicts if v.points < v.max_points]


@every_exercise
def test_the_reference_earns_everything(lesson, truth):
    exercise = frozen(lesson, truth)
    if {c.judge for c in exercise.checks} - {"close", "purity"}:
        pytest.skip("judged by properties only")
    assert wrong_checks(points(exercise, truth, truth.reference)) == []


@every_exercise
def test_every_right_variant_earns_everything(lesson, truth):
    assert truth.rights, "write at least one other right program, with @NAME.right"
    exercise = frozen(lesson, truth)
    assert {p.__name__: w for p in truth.rights if (w := wrong_checks(points(exercise, truth, p)))} == {}


@every_exercise
def test_every_mistake_loses_points_on_a_visible_check_and_is_named(lesson, truth):
    assert truth.mistakes, "write at least one mistake, with @NAME.mistake(hint)"
    complete = frozen(lesson, truth)
    graded_whole = [grade(complete, known.answers) for known in complete.mistakes]
    graded_visible = [graded for _, graded in courses.told(lesson, truth)]
    for wrong, *both in zip(truth.mistakes, graded_whole, graded_visible, strict=True):
        for graded in both:
            assert graded.points < graded.max_points, f"{wrong.name} loses nothing"
            assert {v.mistake for v in graded.verdicts if v.mistake} == {wrong.name}, (
                f"{wrong.name} is not named"
            )
            [story] = filter(tells, graded.verdicts)
            assert story.message.cause == wrong.cause, "the first message names it"
            assert f"likely cause: {wrong.cause[:20]}" in "\n".join(graded_lines(graded))
            assert story.message.hint == wrong.hint
            assert not story.message.notes


@every_exercise
def test_mistakes_can_be_told_apart_by_visible_probes(lesson, truth):
    assert twins(visible(lesson, truth)) == []


@every_exercise
def test_guessing_earns_nothing(lesson, truth):
    """Zeros, ones, the arguments themselves and values of the right shape are worth no points."""
    exercise = frozen(lesson, truth)
    if truth.reference is None or "figure" in {c.judge for c in exercise.checks}:
        pytest.skip("no reference to guess the shape from")
    guesses = [
        lambda *a, **k: None,
        lambda *a, **k: 0.0,
        lambda *a, **k: 1.0,
        lambda *a, **k: [],
        lambda *a, **k: "0",
    ]
    guesses += [
        lambda *a, i=i, **k: np.copy(a[i]) if len(a) > i else None for i in range(len(truth.parameters))
    ]
    for fill in (0.0, 1.0, np.nan):
        guesses.append(lambda *a, fill=fill, **k: filled(expected(truth, a, k), fill))
    guesses.append(lambda *a, **k: tuple(np.copy(v) for v in a[2:4]))
    assert [
        (i, g.points) for i, guess in enumerate(guesses) if (g := points(exercise, truth, guess)).points
    ] == []


def expected(truth, args, kwargs):
    try:
        return truth.reference(*args, **kwargs)
    except ValueError:
        return 0.0


def filled(value, fill):
    if isinstance(value, tuple):
        return tuple(filled(v, fill) for v in value)
    if isinstance(value, dict):
        return {k: filled(v, fill) for k, v in value.items()}
    return np.full(np.shape(value), fill)


@every_exercise
def test_there_are_visible_and_hidden_checks_and_hints_that_ask(lesson, truth):
    exercise = frozen(lesson, truth)
    assert {c.hidden for c in exercise.checks} >= {False}
    if {c.judge for c in exercise.checks} <= {"close", "purity", "raises"}:
        assert {c.hidden for c in exercise.checks} == {True, False}
    hints = [truth.hints[0], *(w.hint for w in truth.mistakes)]
    assert [h for h in hints if "?" not in h and len(h) > 140] == []
    assert len(truth.hints) == 3, "a question, a nudge, a worked example of another function"
    assert len({m.cause for m in truth.mistakes}) == len(truth.mistakes), "two mistakes have the same cause"


@every_exercise
def test_every_visible_call_can_be_pasted_and_gives_the_expected_value(lesson, truth):
    from autograder.grading.close import differ
    from autograder.grading.show import call_text

    for check in visible(lesson, truth).checks:
        if check.judge != "close":
            continue
        probe = visible(lesson, truth).probes[check.probe]
        text = call_text(*probe.calls[0])
        value = eval(text, {"np": np, truth.functions[0]: truth.reference})
        value = value if check.part is None else value[check.part]
        assert differ(value, check.want, 1e-9, check.scale) is None, text
        assert len(text) < 1500, "too long to be read; make the visible case smaller"


@every_exercise
def test_the_statement_has_a_formula_shapes_and_a_doctest_that_runs(lesson, truth):
    namespace = {}
    exec(compile(lesson.text, str(lesson.solution), "exec"), namespace)
    for function in truth.functions:
        statement = lesson.docstrings[function]
        assert "Parameters\n" in statement
        assert "Returns\n" in statement
        tests = doctest.DocTestParser().get_doctest(statement, dict(namespace), function, None, 0)
        assert tests.examples, f"{function} has no example"
        assert doctest.DocTestRunner(verbose=False).run(tests).failed == 0


@every_exercise
def test_nothing_of_the_answer_survives_in_the_stub(lesson, truth):
    text = stub(lesson.text, [f for t in lesson.truths for f in t.functions])
    bodies = {n.name: n for n in ast.parse(text).body if isinstance(n, ast.FunctionDef)}
    answers = {n.name: n for n in ast.parse(lesson.text).body if isinstance(n, ast.FunctionDef)}
    left = {ast.dump(s) for n in bodies.values() for s in n.body}
    for function in truth.functions:
        statements = answers[function].body[1:]
        assert statements, "the solution is empty"
        assert [ast.unparse(s) for s in statements if ast.dump(s) in left] == []
        assert ast.dump(bodies[function].args) == ast.dump(answers[function].args)


@every_exercise
def test_no_hint_and_no_message_holds_a_fragment_of_the_solution(lesson, truth):
    """Neither as it stands nor spaced otherwise; a formula that the statement gives is no secret."""
    given = told_in("\n".join(lesson.docstrings[f] for f in truth.functions), lesson.text, truth.functions)
    texts = {f"hint {i}": hint for i, hint in enumerate(truth.hints)}
    for wrong in truth.mistakes:
        texts |= {f"cause of {wrong.name}": wrong.cause, f"hint for {wrong.name}": wrong.hint}
    for known, graded in courses.told(lesson, truth):
        [story] = filter(tells, graded.verdicts)
        lines = message_lines(replace(story.message, call="", returned="", expected="", printed=""))
        texts[f"message for {known.name}"] = "\n".join(lines)
    readme = lesson.root / "exercises" / lesson.slug / "README.md"
    if readme.is_file():
        texts["README"] = readme.read_text(encoding="utf-8")
    held = {place: told_in(text, lesson.text, truth.functions) for place, text in texts.items()}
    assert {place: found for place, found in held.items() if set(found) - set(given)} == {}


def test_fragments_are_found_however_they_are_spaced():
    solution = 'def f(a, b):\n    """Text."""\n    return np.sum((a @ b - 1) ** 2) / len(b)\n'
    for text in (
        "Is it `np.sum((a@b-1)**2)`?",
        "divide np.sum((a @ b - 1) ** 2) / len(b)",
        "what about `sum((a @ b - 1)**2) + 3`",
        "raise `((A @ b) - 1)**2` to",
        "`(a @ b - 1) **2`",
    ):
        assert told_in(text, solution, ["f"]), text
    for text in ("`np.sum(a) / len(b)`", "`a @ b - 2`", "the sum of (a - 1)^2", "np.sum((c @ b - 1) ** 2)"):
        assert told_in(text, solution, ["f"]) == [], text


class HypothesisDraw:
    def __init__(self, data):
        self.data = data

    def number(self, low, high):
        return self.data.draw(st.floats(low, high, allow_nan=False).map(lambda v: round(v, 3)))

    def integer(self, low, high):
        return self.data.draw(st.integers(low, high))


few = settings(max_examples=10, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@with_derivation
def test_the_reference_is_what_sympy_derives(lesson, truth):
    for seed in range(3):
        args = truth.drawn_by(SeededDraw(seed))
        assert against_derivation(truth, args) is None, args


@pytest.mark.slow
@with_derivation
def test_the_reference_is_what_sympy_derives_at_drawn_points(lesson, truth):
    @few
    @given(st.data())
    def agrees(data):
        args = truth.drawn_by(HypothesisDraw(data))
        assert against_derivation(truth, args) is None, args

    agrees()


@with_slope
def test_a_derivative_is_the_central_difference(lesson, truth):
    for seed in range(5):
        args = truth.drawn_by(SeededDraw(seed))
        assert [f for f in against_differences(truth, args) if f] == [], args


@with_slope
def test_a_derivative_is_the_central_difference_at_drawn_points(lesson, truth):
    @few
    @given(st.data())
    def agrees(data):
        args = truth.drawn_by(HypothesisDraw(data))
        assert [f for f in against_differences(truth, args) if f] == [], args

    agrees()
