"""What is kept of a student's file: the functions of an exercise and what they use, cut out without running or parsing it."""

import json
import time

import pytest

from autograder.batch.excerpt import CUT, LONGEST, Excerpts

USES = {"f": ["np", "helper", "RATE", "math"], "helper": ["np", "OTHER"]}
FILE = '''"""A lesson."""
import numpy as np
from math import (
    sqrt,
)
RATE: float = 0.1
UNUSED = 3

# of helper
@decorated
def helper(x):
    return np.sum(
        x
)

class Unused:
    pass

def f(x):
    """Say.

    More."""

    if x:
        return helper(x) * RATE
# a comment at the margin
    return 0

# what comes next
if RATE > 1:
    RATE = 1
else:
    pass
def g(): pass
'''


def excerpt(text, functions=("f",), uses=USES, name="small.py"):
    return Excerpts(text if isinstance(text, bytes) else text.encode(), name, uses).of(functions)


def test_it_holds_the_function_and_what_it_uses_in_the_order_of_the_file():
    text = excerpt(FILE)
    parts = [
        "import numpy as np",
        "RATE: float = 0.1",
        "@decorated\ndef helper(x):\n    return np.sum(\n        x\n)",
        "def f(x):",
    ]
    assert [text.index(p) for p in parts] == sorted(text.index(p) for p in parts)
    assert not any(word in text for word in ("UNUSED", "Unused", "def g", "what comes next", "A lesson"))
    assert text.endswith("# a comment at the margin\n    return 0\n")
    compile(text, "excerpt", "exec")


def test_of_a_function_that_is_written_twice_the_last_counts():
    assert excerpt("def f(): return 1\nx = 1\ndef f(): return 2\n") == "def f(): return 2\n"


def test_a_lambda_is_a_function():
    assert excerpt("f = lambda x: x\n") == "f = lambda x: x\n"


def test_a_notebook_is_read_cell_by_cell():
    cells = [{"cell_type": "markdown", "source": "def f(): no"}, {"cell_type": "code", "source": ["%matplotlib inline\n", "RATE = 1"]},
             {"cell_type": "code", "source": "def f(x):\n    return RATE"}]  # fmt: skip
    assert (
        excerpt(json.dumps({"cells": cells}), name="a.ipynb") == "RATE = 1\n\n\ndef f(x):\n    return RATE\n"
    )


@pytest.mark.parametrize("text", [b"", b"\0", b"x = 1", b"\xff\xfe\xff", b"{}", b"[" * 99999])
@pytest.mark.parametrize("name", ["a.py", "a.ipynb"])
def test_nothing_is_found_in_what_is_no_program(text, name):
    assert excerpt(text, name=name) == ""


def test_helpers_that_are_too_long_are_left_out_and_a_function_that_is_is_cut():
    helper = "def helper(x):\n" + "    x += 1\n" * 500
    assert excerpt(helper + "def f(x):\n    return helper(x)\n") == "def f(x):\n    return helper(x)\n"
    text = excerpt("def f(x):\n" + "    x += 1\n" * 500)
    assert len(text) <= LONGEST + len(CUT) + 2
    assert text.endswith(f"    x += 1\n{CUT}\n")


@pytest.mark.parametrize("text", ["a=\n" * 300_000, "@\n" * 500_000, "(" * 900_000, "from " * 200_000, "def " * 200_000,
                                  "x:" + ":" * 900_000, "import " + "a," * 400_000, "def f():" + "\n#" * 400_000])  # fmt: skip
def test_no_text_takes_long(text):
    began = time.process_time()
    excerpt(text, uses={"f": ["a"] * 200})
    assert time.process_time() - began < 2
