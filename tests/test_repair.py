"""Submitted notebooks are made whole, whatever was done to them, and nothing of an answer is lost."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.nbgrader.repair import repaired

HIDDEN = "### BEGIN HIDDEN TESTS\nassert half(3) == 1.5\n### END HIDDEN TESTS"
STUB = "def {}(x):\n    raise NotImplementedError"


def cell(name, kind, text, **roles):
    nbgrader = {"schema_version": 3, "grade_id": name, "grade": False, "solution": False, "locked": False}
    nbgrader |= {"task": False, "cell_type": kind, **roles}
    made = {"cell_type": kind, "id": f"id-{name}", "metadata": {"nbgrader": nbgrader}, "source": text}
    return made | ({"outputs": [], "execution_count": None} if kind == "code" else {})


def plain(text, kind="code", **more):
    return {"cell_type": kind, "metadata": {}, "source": text, **more}


def notebook(cells, **more):
    return {
        "cells": cells,
        "metadata": {"kernelspec": {"name": "python3"}},
        "nbformat": 4,
        "nbformat_minor": 5,
        **more,
    }


SOURCE = notebook(
    [
        cell("intro", "markdown", "# Halves", locked=True),
        cell("setup", "code", "import numpy as np", locked=True),
        cell("half", "code", STUB.format("half"), solution=True),
        cell("test-half", "code", f"assert half(2) == 1\n{HIDDEN}", grade=True, locked=True, points=2),
        cell("third", "code", STUB.format("third"), solution=True),
        cell("test-third", "code", "assert third(3) == 1", grade=True, locked=True, points=3),
        cell("why", "markdown", "Your answer here.", grade=True, solution=True, points=5),
    ]
)
NAMES = [c["metadata"]["nbgrader"]["grade_id"] for c in SOURCE["cells"]]
LOCKED = ["intro", "setup", "test-half", "test-third"]
ANSWERS = {
    "half": "def half(x):\n    return x / 2",
    "third": "def third(x):\n    return x / 3",
    "why": "Because.",
}


def submission():
    """The released notebook with answers: no hidden tests, as students have it."""
    cells = json.loads(json.dumps(SOURCE["cells"]))
    for one in cells:
        name = one["metadata"]["nbgrader"]["grade_id"]
        one["source"] = ANSWERS.get(name, one["source"].replace(f"\n{HIDDEN}", ""))
    return {c["metadata"]["nbgrader"]["grade_id"]: c for c in cells}


def repair(cells, **more):
    return repaired(SOURCE, json.dumps(notebook(list(cells), **more)).encode())


def by_name(done):
    return {c["metadata"]["nbgrader"]["grade_id"]: c for c in done.notebook["cells"] if c["metadata"]}


def ordinary(done):
    return [c["source"] for c in done.notebook["cells"] if not c["metadata"]]


def assert_whole(done, answers=ANSWERS):
    """Released cells once each, in order, locked ones word for word; answers kept; a file that can be written."""
    found = by_name(done)
    assert list(found) == [n for n in NAMES if n in found] == NAMES
    for released in SOURCE["cells"]:
        meta = released["metadata"]["nbgrader"]
        mine = found[meta["grade_id"]]
        assert (mine["cell_type"], mine["metadata"]["nbgrader"]) == (released["cell_type"], meta)
        if meta["locked"]:
            assert mine["source"] == released["source"]
    assert {n: found[n]["source"] for n in answers} == answers
    ids = [c["id"] for c in done.notebook["cells"]]
    assert len(ids) == len(set(ids))
    assert not any(c.get("outputs") or c.get("execution_count") for c in done.notebook["cells"])
    json.dumps(done.notebook).encode()


def assert_repaired_or_refused(data):
    """Nothing else can happen; a sentence says why."""
    done, sentence = None, "the"
    try:
        done = repaired(SOURCE, data)
    except ValueError as error:
        sentence = str(error)
    assert sentence.startswith("the")
    if done:
        assert_whole(done, {})


def test_a_healthy_notebook_stays_as_it_is_and_nothing_is_told():
    done = repair(submission().values())
    assert_whole(done)
    assert done.notes == ()
    assert len(done.notebook["cells"]) == len(NAMES)


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_cells_in_any_order_any_number_of_times_or_missing(data):
    mine = submission()
    kept = data.draw(st.sets(st.sampled_from(LOCKED))) | {*ANSWERS}
    twice = data.draw(st.lists(st.sampled_from(sorted(kept)), max_size=5))
    order = data.draw(st.permutations([*sorted(kept), *twice]))
    own = data.draw(st.lists(st.integers(0, len(order)), max_size=3))
    cells = [mine[n] for n in order]
    for number, place in enumerate(own):
        cells.insert(place, plain(f"mine = {number}"))
    done = repair(cells)
    assert_whole(done)
    assert sorted(s for s in ordinary(done) if s.startswith("mine")) == [
        f"mine = {i}" for i in range(len(own))
    ]
    assert bool(done.notes) == (list(order) != NAMES)


@settings(deadline=None, max_examples=60)
@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(max_size=5), lambda x: st.lists(x, max_size=3) | st.dictionaries(st.sampled_from(["cells", "worksheets", "source", "input", "cell_type", "metadata", "nbgrader", "grade_id", "tags", "points", "level", "id", "attachments"]), x, max_size=4)))  # fmt: skip
def test_whatever_json_says_it_is_repaired_or_refused(value):
    for made in (
        value,
        {"cells": value},
        {"cells": [value]},
        {"worksheets": [value]},
        {"cells": [{"cell_type": "code", "source": "", "metadata": value}]},
    ):
        assert_repaired_or_refused(json.dumps(made).encode())


@settings(deadline=None, max_examples=40)
@given(st.binary(max_size=40))
def test_whatever_bytes_say_it_is_repaired_or_refused(data):
    for made in (data, b'{"cells": [' + data + b"]}"):
        assert_repaired_or_refused(made)


def test_a_doubled_answer_counts_where_something_was_written():
    mine = submission()
    untouched = cell("half", "code", STUB.format("half"), solution=True)
    cells = [*mine.values(), untouched]
    done = repair(cells)
    assert_whole(done)
    assert done.notes == ("`half` was there 2 times; the last one in which something was written counts",)
    assert ordinary(done) == [], "a stub below the answer would replace it"
    later = {**mine["half"], "source": "def half(x):\n    return x * 0.5"}
    assert_whole(repair([*mine.values(), later]), {"half": later["source"]})


def test_an_answer_without_a_name_is_found_by_what_it_defines():
    mine = submission()
    cells = [mine["intro"], plain(ANSWERS["third"]), plain(ANSWERS["half"]), plain("print(1)"), mine["why"]]
    done = repair(cells)
    assert_whole(done)
    assert "the cell of `half` had lost its name; it was found by what it defines" in done.notes
    assert "`test-half` was deleted; it is back in its place" in done.notes


def test_a_notebook_without_any_metadata_is_put_together_again():
    cells = [{**c, "metadata": {}, "id": f"new{i}"} for i, c in enumerate(submission().values())]
    done = repair(cells)
    assert_whole(done)
    assert ordinary(done) == []
    assert "the cell of `why` had lost its name; it was found by its place" in done.notes
    assert "the cell of `test-half` had lost its name; it was found by its text" in done.notes


def test_a_renamed_answer_is_found():
    mine = submission()
    mine["why"]["metadata"]["nbgrader"]["grade_id"] = "my <b>words</b>\x1b[2J"
    mine["why"]["id"] = "other"
    done = repair(mine.values())
    assert_whole(done)
    assert done.notes == (
        "the cell of `why` was called `my <b>words</b>\\u001b[2J`; it was found by its place",
    )


def test_what_was_changed_in_metadata_is_restored_and_told():
    mine = submission()
    mine["test-half"]["metadata"]["nbgrader"] |= {"points": 100, "locked": False, "grade": False}
    mine["test-third"]["metadata"]["tags"] = ["skip-execution", "mine"]
    done = repair(mine.values())
    assert_whole(done)
    assert done.notes == (
        "the points of `test-half` had been changed to 100; they are 2 again",
        "the metadata of `test-half` no longer said that it is graded or that it is locked as released; it was restored",
        "`test-third` had the tag `skip-execution`, with which it would not be run; the tag was removed",
    )
    assert "tags" not in json.dumps(done.notebook)


def test_a_changed_test_is_restored_and_what_was_written_into_it_is_kept():
    mine = submission()
    mine["test-half"]["source"] = "def half(x):\n    return 7\nassert True"
    mine["test-third"]["source"] = "pass"
    done = repair(mine.values())
    assert_whole(done)
    assert ordinary(done) == ["def half(x):\n    return 7\nassert True"]
    assert done.notes == (
        "`test-half` is locked and was changed; the original is back; what was defined in it is kept in a cell of its own before it",
        "`test-third` is locked and was changed; the original is back",
    )


def test_cells_of_another_kind_and_moved_cells_are_told():
    mine = submission()
    mine["half"] = plain(ANSWERS["half"], "markdown", metadata=mine["half"]["metadata"])
    names = ["intro", "test-third", "setup", "half", "test-half", "third", "why"]
    done = repair(mine[n] for n in names)
    assert_whole(done)
    assert done.notes == (
        "`half` had been turned into a markdown cell; it is a code cell again",
        "a cell had been moved (`test-third`); it is in order again",
    )


def test_an_answer_that_is_gone_is_told_and_the_solution_does_not_take_its_place():
    mine = submission()
    del mine["half"]
    done = repair(mine.values())
    assert_whole(done, {"half": ""})
    assert done.notes == ("`half` was deleted and nothing of it was found, so there is no answer in it",)


def test_own_cells_stay_where_they_were_without_metadata_and_outputs():
    mine = list(submission().values())
    noisy = plain(
        "print(1)",
        outputs=[{"output_type": "stream", "text": "7 points"}],
        execution_count=3,
        metadata={"nbgrader": {"grade": True, "points": 99, "grade_id": "extra"}},
    )
    picture = plain(
        "![a](attachment:a.png)", "markdown", attachments={"a.png": {"image/png": "eA=="}, "b": 3}
    )
    done = repair([noisy, *mine[:3], picture, *mine[3:]])
    assert_whole(done)
    kinds = [c["metadata"].get("nbgrader", {}).get("grade_id", "own") for c in done.notebook["cells"]]
    assert kinds == ["own", *NAMES[:3], "own", *NAMES[3:]]
    assert done.notebook["cells"][4]["attachments"] == {"a.png": {"image/png": "eA=="}}


def test_old_formats_and_odd_encodings_are_read():
    mine = [{**c, "input": c.pop("source")} if c["cell_type"] == "code" else c for c in submission().values()]
    heading = {"cell_type": "heading", "level": 2, "source": ["My ", "part"]}
    old = {"nbformat": 3, "worksheets": [{"cells": [heading, *mine]}], "metadata": {}}
    done = repaired(SOURCE, json.dumps(old).encode())
    assert_whole(done)
    assert ordinary(done) == ["## My part"]
    assert done.notes == (
        "the notebook was saved in an old format, which was converted; save it with a newer Jupyter",
    )
    text = json.dumps(notebook([*submission().values(), plain("s = 'ü'", "code")]), ensure_ascii=False)
    for encoding, note in {
        "utf-8-sig": [],
        "utf-16": ["the notebook is UTF-16; it was read all the same"],
        "cp1252": ["the notebook is not UTF-8; it was read as Windows-1252"],
    }.items():
        done = repaired(SOURCE, text.encode(encoding))
        assert_whole(done)
        assert [*done.notes] == note
        assert ordinary(done) == ["s = 'ü'"]


def test_damaged_cells_are_left_out_and_told():
    mine = list(submission().values())
    done = repair(
        [*mine, 7, plain(None), plain(["x", None]), {"source": "x"}, plain("x", "unknown"), plain("\ud800")]
    )
    assert_whole(done)
    assert done.notes == tuple(f"cell {n} is damaged and was left out" for n in (8, 9, 10, 11))
    assert ordinary(done) == ["x", "?"]


def test_no_more_than_some_notes():
    done = repair([*submission().values(), *[7] * 100])
    assert len(done.notes) == 31
    assert done.notes[-1] == "70 more things were repaired"


REFUSED = {
    b"": "the notebook is empty (0 bytes); open it in Jupyter and save it again",
    b"%PDF-1.7": "the file is no notebook, as it is not valid JSON (line 1: expecting value); open it in Jupyter and save it again",
    b'{"cells": [],\n}': "the file is no notebook, as it is not valid JSON (line 2: ",
    b'{"cells": [\n<<<<<<< HEAD\n]}': "the notebook holds conflict marks of git (`<<<<<<<`); settle the conflict and hand it in again",
    b'{"cells": ' + b"[" * 100_000: "the file is no notebook, as it holds thousands of brackets in each other or a number of thousands of digits; open it",
    b'{"cells": [' + b"1" * 5000 + b"]}": "the file is no notebook, as it holds thousands of brackets",
    b'{"cells": {"a": 1}}': "the file is no notebook, as it has no list of cells; open it in Jupyter and save it again",
    b"[]": "the file is no notebook, as it has no list of cells",
    b'{"cells": [' + b"7," * 10_000 + b"7]}": "the notebook has 10,001 cells; more than 10,000 are not read",
    b" " * (10 << 20) + b"{}": "the notebook is larger than 10 MB; clear its outputs and hand it in again",
}  # fmt: skip


@pytest.mark.parametrize("data", REFUSED, ids=lambda data: repr(data[:12]))
def test_what_is_no_notebook_is_refused_with_one_sentence(data):
    with pytest.raises(ValueError) as raised:
        repaired(SOURCE, data)
    assert str(raised.value).startswith(REFUSED[data])
