"""Two words for what a wrong program does: equal for equal answers, rounding errors aside, and only for those."""

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.grading.answer import MISSING, RAISED, RETURNED, TIMED_OUT, UNATTEMPTED, Answer
from autograder.grading.behaviour import behaviour
from autograder.grading.checks import Check, Exercise, Probe, load_checks
from autograder.grading.diagnose import same_answers
from autograder.grading.grade import grade
from autograder.grading.values import Opaque, freeze, thaw


def asked(count=1, rtol=1e-9, scale=0.0, kind="call", judge="close"):
    """An exercise of so many probes."""
    probes = tuple(Probe(f"p{i}", (("f", (), {}),), kind) for i in range(count))
    checks = tuple(Check(f"p{i}", i, judge, 1.0, 1, rtol=rtol, scale=scale) for i in range(count))
    return Exercise("f", ("f",), (), ("?",), probes, checks)


def words(*values, exercise=None, **more):
    answers = [v if isinstance(v, Answer) else Answer(RETURNED, v) for v in values]
    return behaviour(exercise or asked(len(values), **more), answers).split()


def alike(one, other, **more):
    return any(a == b for a, b in zip(words(one, **more), words(other, **more), strict=True))


NUMBERS = st.lists(
    st.one_of(
        st.floats(-1e6, 1e6),
        st.sampled_from([0.0, 1.0, -1.0, 0.5, 2.0, 10.0, 0.1, 1e-3, 1e15, 1e300, 5e-324]),
        st.integers(-99, 99).map(float),
        st.integers(-99999, 99999).map(lambda n: n / 100),
    ),
    min_size=1, max_size=20,
)  # fmt: skip


@given(NUMBERS, st.integers(0, 2**32 - 1))
def test_rounding_errors_do_not_part_programs(numbers, seed):
    values = np.array(numbers)
    noise = np.random.default_rng(seed).uniform(-1, 1, values.size) * 4e-16 * np.abs(values)
    assert alike(values, values + noise)


@pytest.mark.parametrize("value", [1.0, 2.0, 0.5, 1024.0, 10.0, 0.1, 1e-7, 3.0, 1.25, 1e308, 127.5])
def test_no_round_number_lies_near_an_edge_of_either_grid(value):
    near = [value * (1 - 1e-13), value, value * (1 + 1e-13)]
    assert len({tuple(words(v)) for v in near}) == 1
    assert len({tuple(words(np.array([v, value / 3]))) for v in near}) == 1


@given(NUMBERS, st.integers(0, 19), st.sampled_from([1e-6, 1e-3, 2.0, -1.0]))
def test_another_number_is_another_behaviour(numbers, place, factor):
    values = np.array(numbers)
    largest = np.abs(values).max()
    other = values.copy()
    other[place % values.size] += factor * largest
    if largest > 1e-290 and np.isfinite(other).all():
        assert not alike(values, other)


def test_terms_that_cancel_may_leave_dust():
    assert alike(0.0, 3e-17, scale=1.0)
    assert alike(np.array([1e-16, 0]), np.array([0, -2e-16]), scale=1.0)
    assert not alike(0.0, 3e-17)


def test_float32_is_rounded_as_far_as_its_checks_are():
    value = np.linspace(0.1, 3, 20)
    assert alike(value, value.astype(np.float32), rtol=1e-5)
    assert not alike(value, value.astype(np.float32))


SAME = [
    (1, 1.0), (np.float64(2), 2.0), ([1, 2], np.array([1.0, 2.0])), (np.array([1, 2]), np.array([1.0, 2.0])), (True, 1),
    (np.array(3.0), 3.0), ({"a": 1, "b": 2}, {"b": 2.0, "a": 1.0}), (np.array([1 + 0j]), np.array([1.0])), (0.0, -0.0),
    (thaw(freeze(lambda: 1)), thaw(freeze(lambda: 1))),
]  # fmt: skip
OTHER = [
    (np.array([1.0]), 1.0), (np.zeros(2), np.zeros((2, 1))), (None, 0.0), ("a", "b"), (np.nan, np.inf), (np.inf, -np.inf),
    ((1.0, 2.0), (1.0, 3.0)), ({"a": 1}, {"b": 1}), ([np.zeros(1), np.zeros(2)], [np.zeros(2), np.zeros(1)]), (1.0, -1.0),
    (Opaque("C", ""), Opaque("D", "")), (Opaque("set", "{1}"), Opaque("set", "{2}")), (Answer(RAISED, error=("ValueError",)), Answer(RAISED, error=("KeyError",))),
    (Answer(RAISED, error=("ValueError",)), 1.0), (Answer(TIMED_OUT), 1.0), (np.array([1j]), np.array([2j])),
    (Answer(RETURNED, 1.0, changed={"x": 2.0}), 1.0), ([], {}),
    (Answer(RETURNED, 1.0, changed={"x": 2.0}), Answer(RETURNED, 1.0, changed={"x": 3.0})),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SAME)
def test_what_a_check_takes_for_the_same_is_the_same(one, other):
    assert words(one) == words(other)


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_what_a_check_tells_apart_is_told_apart(one, other):
    assert not alike(one, other)


def test_texts_of_exceptions_and_prints_do_not_count():
    one = Answer(RAISED, error=("ValueError", "Exception"), text="a", printed="b")
    assert words(one) == words(replace(one, text="c", printed="d"))


def test_shared_memory_counts_where_arguments_do():
    shared, free = Answer(RETURNED, 1.0, aliases=("x",)), Answer(RETURNED, 1.0)
    assert alike(shared, free)
    assert not alike(shared, free, judge="purity")


def test_what_is_read_from_the_text_does_not_count():
    assert alike("one line", "another", kind="text")


def test_nothing_that_was_not_begun_has_one():
    assert words(Answer(MISSING), Answer(UNATTEMPTED)) == []


@pytest.mark.parametrize(
    "value",
    [10**400, {1: {2: [np.zeros((0, 3)), "\udcff"]}}, [[[]]], np.array([]), np.array(["a"]), {None: 1}, {(1, 2): 3}, "\0", 1e-320],
    ids=repr,
)  # fmt: skip
def test_whatever_comes_back_has_one(value):
    assert len(words(value)) == 2


@pytest.mark.parametrize("lesson", ["04_linear_regression", "01_derivatives"])
def test_mistakes_share_one_exactly_if_their_answers_are_the_same(repository, lesson):
    [checks] = load_checks(repository / "exercises" / lesson / "checks.json")
    for exercise in checks.exercises:
        found = [(m.answers, behaviour(exercise, m.answers).split()) for m in exercise.mistakes]
        for (a, some), (b, others) in itertools.combinations(found, 2):
            agree = any(x == y for x, y in zip(some, others, strict=True))
            assert agree == same_answers(exercise, a, b)


def test_only_what_is_wrong_and_has_no_name_has_one(repository):
    [lesson] = load_checks(repository / "exercises" / "04_linear_regression" / "checks.json")
    exercise = lesson.exercises[0]
    known = list(exercise.mistakes[0].answers)
    assert grade(exercise, known).behaviour == ""
    odd = [Answer(RETURNED, 42.5)] * len(known)
    graded = grade(exercise, odd)
    assert len(graded.behaviour.split()) == 2
    assert graded.data["behaviour"] == graded.behaviour
    assert type(graded).from_data(graded.data).behaviour == graded.behaviour
