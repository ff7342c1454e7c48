"""What is kept of a returned value to be drawn: plain and short."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.grading.plain import NUMBERS, plain
from autograder.grading.values import Opaque


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (np.array([[1.0, 1 / 3]]), [[1.0, 0.333333]]),
        ((1, [True, None]), [1.0, [True, None]]),
        ({"a": np.float32(0.1), 3: "x" * 300}, {"a": 0.1, "3": "x" * 100}),
        ([np.nan, np.inf, -np.inf], ["nan", "inf", "-inf"]),
        (np.float64("nan"), "nan"),
        (10**400, None),
        (np.array([1 + 2j]), [None]),
        (Opaque("Thing", "<Thing>"), None),
        (np.zeros(NUMBERS + 1), None),
        ([0.0] * (NUMBERS + 1), None),
        ([[0.0] * 300] * 2, None),
        (np.zeros(NUMBERS), [0.0] * NUMBERS),
        (0.0, 0.0),
    ],
)
def test_it_is_plain_rounded_and_bounded(value, kept):
    assert plain(value) == kept


@given(st.recursive(st.floats() | st.integers() | st.text(), lambda v: st.lists(v) | st.tuples(v, v)))
def test_it_is_json_that_others_can_read(value):
    json.dumps(plain(value), allow_nan=False)
