"""Values made to break the grader: each costs its own check, little time and little memory."""

import time
import tracemalloc

import numpy as np
import pytest

from autograder.grading import judge as judging
from autograder.grading.answer import RETURNED, Answer
from autograder.grading.checks import load_checks
from autograder.grading.grade import grade
from autograder.grading.values import MAX_KEYS, MAX_TEXT, MalformedError, freeze, thaw
from autograder.grading.verdict import FAILED, GRADER_ERROR, PASSED


@pytest.fixture(scope="module")
def exercise(repository):
    [lesson] = load_checks(repository / "exercises/04_linear_regression/checks.json")
    return lesson.exercises[0]


VALUES = {
    "texts, one long": ["x" * MAX_TEXT, *["a"] * 40_000],
    "texts within results": ("x" * MAX_TEXT, ["a"] * 40_000),
    "many axes": np.zeros((8,) * 8, bool),
    "many numbers": np.zeros(1_000_000),
    "lists in lists": [[[[0.0] * 9] * 9] * 9] * 9,
    "a huge integer": 10**5000,
    "odd keys": {(1, 2): 3, 4.5: "x", None: []},
}


@pytest.mark.parametrize("name", VALUES)
def test_it_earns_nothing_and_costs_little(name, exercise):
    answers = [Answer(RETURNED, VALUES[name]) for _ in exercise.probes]
    tracemalloc.start()
    began = time.process_time()
    graded = grade(exercise, answers)
    seconds, (_, most) = time.process_time() - began, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert {v.status for v in graded.verdicts} == {FAILED}
    assert graded.points == 0
    assert seconds < 10, "the slowest takes about a second"
    assert most < 500 << 20


def test_what_breaks_a_judge_is_not_our_fault_if_the_expected_value_does_not(exercise, monkeypatch):
    good = judging.differ

    def differ(got, want, *rest):
        if got is not want:
            raise MemoryError
        return good(got, want, *rest)

    monkeypatch.setattr(judging, "differ", differ)
    graded = grade(exercise, [Answer(RETURNED, 1.0) for _ in exercise.probes])
    first = graded.verdicts[0]
    assert (first.status, first.points) == (FAILED, 0)
    assert any("cannot be compared (MemoryError)" in v.message.what for v in graded.verdicts)


def test_a_judge_that_always_fails_costs_no_points(exercise, monkeypatch):
    def broken(*args):
        raise ZeroDivisionError

    monkeypatch.setattr(judging, "differ", broken)
    graded = grade(exercise, [Answer(RETURNED, 1.0) for _ in exercise.probes])
    assert {v.status for v in graded.verdicts} == {GRADER_ERROR, PASSED}  # purity needs no number
    assert graded.points == graded.max_points


def test_a_value_that_cannot_be_shown_or_named_still_gets_its_verdict(exercise, monkeypatch):
    def broken(*args):
        raise MemoryError

    monkeypatch.setattr("autograder.grading.grade.side_by_side", broken)
    monkeypatch.setattr("autograder.grading.diagnose.named_mistake", broken)
    graded = grade(exercise, [Answer(RETURNED, 1.0) for _ in exercise.probes])
    assert {v.status for v in graded.verdicts} == {FAILED}


def test_a_text_of_a_class_of_its_own_is_cut_like_any_other():
    class Long(str):
        __slots__ = ()

        def __getitem__(self, index):
            return "A" * 7_000_000

    assert freeze(Long("x" * 30_000)) == "x" * MAX_TEXT


@pytest.mark.parametrize(
    "tree",
    [
        "x" * (MAX_TEXT + 1),
        ["x" * MAX_TEXT] * 11,
        {"dict": [[k * (2**61 - 1), 0] for k in range(MAX_KEYS + 1)]},
    ],
    ids=["a long text", "many texts", "many keys"],
)
def test_no_frame_brings_more_than_a_reader_can_take(tree):
    with pytest.raises(MalformedError):
        thaw(tree)


def test_a_large_dict_is_described():
    assert thaw(freeze(dict.fromkeys(range(MAX_KEYS + 1), 0))).text == f"a dict with {MAX_KEYS + 1} keys"
