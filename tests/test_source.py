"""Scripts and notebooks as students save them."""

import json

import pytest

from autograder.confinement.program import load
from autograder.confinement.source import SourceError, decode, units, without_magics


def notebook(*cells, kind="code"):
    return json.dumps({"cells": [{"cell_type": kind, "source": c} for c in cells]}).encode()


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("%matplotlib inline\nx = 1", "pass\nx = 1"),
        ("!pip install numpy\nx = 1", "pass\nx = 1"),
        ("x = 1\nnp.dot?", "x = 1\npass"),
        ("if True:\n    %timeit f()\n    x = 1", "if True:\n    pass\n    x = 1"),
        ("files = !ls\nx = 1", "pass\nx = 1"),
        ("t = %timeit -o f()\nx = 1", "pass\nx = 1"),
        ("%time x = 1\ny = 2", "x = 1\ny = 2"),
        ("%%time\nx = 1", "\nx = 1"),
        ("%%bash\nrm -rf /", ""),
        ("%%writefile f.py\nx = 1", ""),
        ("!echo a \\\n b\nx = 1", "pass\npass\nx = 1"),
        ('text = """\n%not magic\n!neither\n"""', 'text = """\n%not magic\n!neither\n"""'),
        ("y = (7\n% 3)", "y = (7\n% 3)"),
    ],
)
def test_magics_and_shell_lines_are_ignored(cell, kept):
    assert without_magics(cell) == kept


def test_a_cell_with_a_mistake_costs_itself():
    program = load(notebook("x = 1", "def broken(:", "1/0\ny = 2", "z = x + 1"), "n.ipynb")
    assert (program.namespace["x"], program.namespace["y"], program.namespace["z"]) == (1, 2, 2)
    assert program.problems == [
        "cell 2:1: not valid Python: invalid syntax",
        "cell 3:1: ZeroDivisionError: division by zero",
    ]


def test_stored_outputs_and_other_cells_are_not_looked_at():
    data = {
        "cells": [
            {"cell_type": "code", "source": ["x = ", "1"], "outputs": [{"text": "x = 2"}]},
            {"cell_type": "markdown", "source": "x = 3"},
        ]
    }
    assert load(json.dumps(data).encode(), "n.ipynb").namespace["x"] == 1


def test_a_notebook_of_the_oldest_format_is_read():
    data = {"worksheets": [{"cells": [{"cell_type": "code", "input": ["x = 1"]}]}]}
    assert load(json.dumps(data).encode(), "n.ipynb").namespace["x"] == 1


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b"{}",
        b'{"cells": 3}',
        b'{"cells": [{}]}',
        b'{"cells": [{"cell_type": "code", "source": 3}]}',
        b"[" * 100_000,
        b"\xff\xfe",
    ],
)
def test_a_broken_notebook_is_one_sentence(data):
    with pytest.raises(SourceError, match="not a valid notebook"):
        units(data, "n.ipynb")


@pytest.mark.parametrize(
    ("data", "text", "remark"),
    [
        ("é = 1".encode(), "é = 1", None),
        ("\ufeffx = 1".encode(), "x = 1", None),
        ("# -*- coding: latin-1 -*-\né = 1".encode("latin-1"), "# -*- coding: latin-1 -*-\né = 1", None),
        ("# é\nx = 1".encode("cp1252"), "# é\nx = 1", "the file is not UTF-8; it was read as Windows-1252"),
        (
            b"# coding: nonsense\nx = 1",
            "# coding: nonsense\nx = 1",
            "the file is not UTF-8; it was read as Windows-1252",
        ),
        ("x = 1".encode("utf-16"), "x = 1", "the file is UTF-16; save it as UTF-8"),
    ],
)
def test_encodings(data, text, remark):
    assert decode(data) == (text, [remark] if remark else [])


def test_a_file_that_only_looks_like_utf_16_is_one_sentence():
    with pytest.raises(SourceError, match="starts like UTF-16"):
        decode(b"\xff\xfea")


def test_line_numbers_are_those_of_the_file():
    program = load(b"\n\n\ndef f():\n    raise ValueError\n", "s.py")
    with pytest.raises(ValueError) as error:
        program.namespace["f"]()
    assert error.traceback[-1].lineno == 4
