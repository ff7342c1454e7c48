"""The rule by which two values are the same, and that no value whatever can break it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.grading.answer import RAISED, Answer, Frame
from autograder.grading.close import as_numbers, differ
from autograder.grading.judge import in_parts, not_returned
from autograder.grading.values import Fn, MalformedError, Opaque, freeze, thaw

A = np.array([1.0, 2.0, 4.0])

SAME = [
    (1.0, 1), (np.float32(0.5), 0.5), (np.array([[3.0]]), 3.0), (np.array(2.0), 2.0), (True, 1.0),
    ([1.0, 2.0, 4.0], A), ((1, 2, 4), A), (A + 1e-10, A), (np.array([1, 2, 4]), A),
    ([1.0, A], (1.0, A)), ((1.0, [1, 2, 4]), (1.0, A)),
    ({"b": 2, "a": A, "more": 0}, {"a": A, "b": 2.0}), ("text", "text"), (None, None),
    (np.array([np.nan, np.inf, 1.0]), np.array([np.nan, np.inf, 1.0])), (np.zeros(0), []),
    (1 + 1e-20j, 1.0), (np.array([True, False]), np.array([1.0, 0.0])), (2**70, float(2**70)),
]  # fmt: skip

DIFFERENT = [
    (None, 1.0, "nothing"), ("1", 1.0, "type"), (1.0, "1", "type"), ({}, 1.0, "type"), (Opaque("set", "{1}"), A, "type"),
    (A, (1.0, A), "type"), ((1.0,), (1.0, A), "type"), (3.0, (1.0, A), "type"), ({"b": 1}, {"a": 1}, "type"),
    (A.reshape(3, 1), A, "shape"), (A, 1.0, "shape"), (1.0, A, "shape"), (A[:2], A, "shape"), (np.ones((10**6, 1)), A, "shape"),
    (np.array([np.nan, 2, 4]), A, "finite"), (np.inf, 1.0, "finite"), (-np.inf, np.inf, "finite"), (1.0, np.nan, "finite"),
    (A * 1.0001, A, "value"), (1e-9, 2e-9, "value"), ("a", "b", "value"), (1.0, 0.0, "value"), (1 + 1j, 1.0, "value"),
]  # fmt: skip


@pytest.mark.parametrize(("got", "want"), SAME)
def test_same(got, want):
    assert differ(got, want, 1e-9) is None


@pytest.mark.parametrize(("got", "want", "stage"), DIFFERENT)
def test_different(got, want, stage):
    finding = differ(got, want, 1e-9)
    assert finding is not None
    assert finding.stage == stage
    assert finding.what


def test_what_cancels_is_held_against_the_size_of_its_terms():
    assert differ(1e-14, 0.0, 1e-9, scale=1.0) is None
    assert differ(1e-12, 0.0, 1e-9, scale=1.0) is not None


@pytest.mark.parametrize(
    ("got", "want", "sentence"),
    [
        (A.reshape(3, 1), A, "the shape is (3, 1), expected (3,)"),
        (np.array([1.0, 2.0, 5.0]), A, "1 of 3 entries differ at [2]"),
        (-A, A, "all 3 entries differ, most at [2]"),
        (
            np.array([np.nan, np.nan, 4.0]),
            A,
            "nan came back at [0], expected a finite number (2 entries of 3 are like this)",
        ),
        ((1.0, 2.0), (1.0, A), "result 1: an array of shape (3,) was expected, not a single number"),
        ({"b": 1}, {"a": 1}, "the dict has no key 'a'; its keys are 'b'"),
        (None, A, "None came back; is a `return` missing?"),
        ("x", 1.0, "a number was expected, not a text"),
        (True, "converges", "a text was expected, not a bool (True or False)"),
        (np.bool_(True), {"a": 1}, "a dict was expected, not a bool (True or False)"),
    ],
)
def test_the_sentence_says_where(got, want, sentence):
    assert differ(got, want, 1e-9).what == sentence


@pytest.mark.parametrize(
    ("error", "line"),
    [("BdbQuit", "return 1"), ("OSError", "breakpoint()"), ("OSError", "import pdb; pdb.set_trace()")],
)
def test_a_breakpoint_is_no_error_of_the_program(error, line):
    answer = Answer(
        RAISED, error=(error, "Exception"), text="[Errno 9]", frames=(Frame("a.py", 2, "f", line),)
    )
    what = "nobody can type at a breakpoint here; use `pytest --debug-here` to stop at it"
    assert not_returned(answer).what == what
    other = Answer(RAISED, error=("OSError",), text="no", frames=(Frame("a.py", 2, "f", "my_breakpoint"),))
    assert not_returned(other).what == "it raised OSError: no"


@pytest.mark.parametrize("line", ["x = float(input('x? '))", "n = int(input())"])
def test_who_asks_for_input_is_told_that_nobody_can_type(line):
    error = ("ValueError", "Exception")
    answer = Answer(RAISED, error=error, text="not a number", frames=(Frame("a.py", 2, "f", line),))
    what = "nobody can type here, so `input()` gave an empty text, and it raised ValueError"
    assert not_returned(answer).what == f"{what}; take the values from the arguments"
    for other in ("x = float(my_input(y))", "x = self.input(2)"):
        answer = Answer(RAISED, error=error, text="no", frames=(Frame("a.py", 2, "f", other),))
        assert not_returned(answer).what == "it raised ValueError: no"


TWO = {0: 1.0, 1: 2.0}
ROWS = {0: np.zeros(3), 1: np.ones(3)}


@pytest.mark.parametrize(("value", "wants", "count"), [
    ((1.0, 2.0), TWO, 2), ([1.0, 2.0], TWO, 2), (np.array([1.0, 2.0]), TWO, 2), (np.zeros((2, 3)), ROWS, 2),
    ((1.0,), TWO, None), (np.ones(3), TWO, None), (np.ones((2, 1)), TWO, None), (np.zeros(2), ROWS, None),
    (np.zeros((2, 3)), {0: np.zeros(3), 1: 1.0}, None), (3.0, TWO, None), (None, TWO, None), (np.array(2.0), TWO, None),
])  # fmt: skip
def test_several_results_come_in_a_tuple_a_list_or_an_array_of_them(value, wants, count):
    found = in_parts(value, wants)
    assert (found if found is None else len(found)) == count


numbers = st.floats() | st.integers() | st.booleans() | st.complex_numbers()
arrays = hnp.arrays(
    st.sampled_from(["f8", "f4", "i8", "u1", "?", "c16"]),
    hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4),
)
leaves = st.none() | numbers | st.text(max_size=5) | arrays
values = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.tuples(inner, inner)
        | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(values, values)
@settings(deadline=None)
def test_comparing_is_total(got, want):
    finding = differ(got, want, 1e-9)
    assert finding is None or finding.what


@given(values)
@settings(deadline=None)
def test_values_survive_freezing_in_files_and_in_frames(value):
    body = []
    in_file, in_frame = thaw(freeze(value)), thaw(freeze(value, body), b"".join(body))
    for back in (in_file, in_frame):
        assert repr(back) == repr(value) or differ(back, value, 0.0) is None


junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["array", "dtype", "shape", "tuple", "dict", "fn", "opaque", "complex", "x"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=10,
)


@given(junk, st.binary(max_size=16))
@settings(deadline=None)
def test_hostile_trees_are_refused_and_nothing_else_happens(tree, body):
    for given_body in (None, body):
        try:
            thaw(tree, given_body)
        except MalformedError:
            continue


@pytest.mark.parametrize(
    "tree",
    [
        {"array": 8, "dtype": "d", "shape": [2]},
        {"array": 8, "dtype": "O", "shape": [1]},
        {"array": 8, "dtype": "d", "shape": [-1, -1]},
        {"array": 2**40, "dtype": "d", "shape": [2**37]},
        {"array": 8, "dtype": "d", "shape": [1] * 40},
        {"array": 8, "dtype": "d", "shape": [True]},
        {"dict": [[{"dict": []}, 1]]},
        {"no": 1},
        [[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]],
        [0] * 60_000,
    ],
)
def test_lies_about_arrays_are_refused(tree):
    with pytest.raises(MalformedError):
        thaw(tree, b"\0" * 8)


def test_what_cannot_travel_is_described():
    class Rude:
        def __repr__(self):
            raise RuntimeError

    assert thaw(freeze({1, 2})) == Opaque("set", "{1, 2}")
    assert thaw(freeze(Rude())) == Opaque("Rude", "its repr raises RuntimeError")
    cyclic = []
    cyclic.append(cyclic)
    assert "nested too deeply" in str(freeze(cyclic))


@pytest.mark.parametrize("order", ["C", "F", "strided", "readonly"])
def test_the_layout_of_an_array_survives(order):
    array = thaw({"array": [1.0, 2.0, 3.0, 4.0], "dtype": "d", "shape": [2, 2], "order": order})
    assert freeze(array).get("order", "C") == order
    assert array.tolist() == [[1.0, 2.0], [3.0, 4.0]]


def test_functions_print_as_they_behave():
    f = Fn("x", "x**2 + 1")
    assert str(f) == "lambda x: x**2 + 1"
    assert f(3) == 10
    assert thaw(freeze(f)) == f


def test_numbers_and_what_counts_as_them():
    assert as_numbers([1, 2]).tolist() == [1, 2]
    assert as_numbers([[1], [1, 2]]) is None
    assert as_numbers("1") is None
    assert as_numbers([None, 1.0]) is None
    assert as_numbers([2**70, 1.0]).tolist() == [2.0**70, 1.0]
    assert as_numbers([10**400]) is None
