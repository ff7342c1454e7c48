"""How failures read. The golden files are what a student sees; read them when they change (`pytest --update`)."""

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from autograder.confinement.running import Assignment, grade_program
from autograder.grading.text import graded_lines, message_lines, table_lines, tells
from autograder.grading.verdict import Graded, Message, Verdict

GOLDEN = Path(__file__).parent / "golden" / "text"

# name: (exercise, hidden checks too, program)
PROGRAMS = {
    "right": ("double", False, "def double(x):\n    return x + x"),
    "a named mistake": ("double", False, "def double(x):\n    return x**2"),
    "an array that is wrong in places": ("double", False, "def double(x):\n    return np.where(x < 0, 0, 2 * x)"),
    "a factor": ("double", False, "def double(x):\n    return 6 * x"),
    "a shape": ("double", False, "def double(x):\n    return 2 * x.reshape(-1, 1)"),
    "nan": ("double", False, "def double(x):\n    return np.sqrt(x) ** 2 * 2"),
    "nothing returned": ("double", False, "def double(x):\n    2 * x"),
    "a text for an array": ("double", False, "def double(x):\n    return f'{2 * x}'"),
    "raised": (
        "double", False,
        "def helper(values, at):\n    print('looking at', at)\n    return values[at]\n\n\n"
        "def double(x):\n    total = 0\n    for i in range(1, len(x) + 1):\n        total += helper(x, i)\n    return total",
    ),
    "prints without end": ("double", False, "def double(x):\n    for i in range(500):\n        print('step', i)\n    return x"),
    "prints that would take over the terminal": (
        "double", False, "def double(x):\n    print('\\x1b[2J\\u202eall right')\n    raise ValueError('\\x1b[31m')",
    ),
    "calls itself for ever": ("double", False, "def double(x):\n    return double(x)"),
    "timed out": ("regime", False, "def regime(rate):\n    while rate > 1:\n        pass\n    return 'converges'"),
    "crashed": ("regime", False, "def regime(rate):\n    import os\n    os._exit(1)"),
    "changes its argument": ("double", False, "def double(x):\n    y = 2 * x\n    x[:] = 0\n    return y"),
    "changes it in one call only": (
        "double", False, "def double(x):\n    y = 2 * x\n    x[x == 0] = 5\n    return y",
    ),
    "works in place": ("double", False, "def double(x):\n    x *= 2\n    return x"),
    "right and gated": ("regime", False, "def regime(rate):\n    return 'diverges'"),
    "another text": ("regime", False, "def regime(rate):\n    return 'Converges'"),
    "nan for an exception": ("safe_log", False, "def safe_log(x):\n    return math.log(x) if x > 0 else math.nan"),
    "another exception": ("safe_log", False, "def safe_log(x):\n    return math.log(x) if x > 0 else {}[x]"),
    "no figure": ("plot_fit", False, "def plot_fit(x, y, theta):\n    pass"),
    "a figure without a line": (
        "plot_fit", False, "def plot_fit(x, y, theta):\n    import matplotlib.pyplot as plt\n    plt.scatter(x, y)",
    ),
    "a gradient that is not one": (
        "own_loss", False, "def my_loss(w):\n    return np.sum(w**4)\n\n\ndef my_gradient(w):\n    return 4 * w**2",
    ),
    "calls one that is wrong": (
        "regime", False, "def double(x):\n    return x**2\n\n\ndef regime(rate):\n    return double(rate) > 1",
    ),
    "not attempted": ("double", False, "def double(x):\n    raise NotImplementedError"),
    "missing": ("double", False, "def doubel(x):\n    return 2 * x"),
    "not Python": ("double", False, "def double(x:\n    return 2 * x"),
    "hidden passed": ("double", True, "def double(x):\n    return 2 * x"),
    "hidden failed": (
        "double", True,
        "def double(x):\n    print(x)\n    if x.dtype.kind == 'i':\n        raise ValueError(x)\n    return 2 * x",
    ),
    "hidden and visible failed": ("double", True, "def double(x):\n    return x**2"),
}  # fmt: skip


def matches(golden, text, request):
    path = GOLDEN / f"{golden}.txt"
    if request.config.getoption("update"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def graded(small_course, worker):
    """Grade a program by its name, once."""

    @cache
    def grade(name):
        exercise, with_hidden, program = PROGRAMS[name]
        lesson = small_course.lessons[0].frozen
        lesson = lesson if with_hidden else lesson.visible()
        used = tuple(e for e in lesson.exercises if exercise == e.name or f"def {e.name}(" in program)
        assignment = Assignment.of(replace(lesson, exercises=used))
        program = f"import math\nimport numpy as np\n\n\n{program}\n"
        results = grade_program(worker, assignment, program.encode(), "small.py")
        return next(g for g in results if isinstance(g, Graded) and g.exercise == exercise)

    return grade


@pytest.mark.parametrize("name", PROGRAMS)
def test_an_exercise_reads_well(name, graded, request):
    text = "\n".join(graded_lines(graded(name)))
    matches(name, f"{PROGRAMS[name][2]}\n\n{'-' * 88}\n{text}\n", request)


def test_every_golden_file_has_its_program():
    assert {p.stem for p in GOLDEN.iterdir()} == set(PROGRAMS)


@pytest.mark.parametrize("name", PROGRAMS)
def test_what_every_text_keeps_to(name, graded):
    exercise = graded(name)
    text = "\n".join(graded_lines(exercise))
    assert sum(map(tells, exercise.verdicts)) <= 1, "one story for each exercise"
    for label in (v.label for v in exercise.verdicts):
        assert label in text
    assert "autograder" not in text
    assert not {"simply", "just", "obviously"} & set(text.lower().split())
    assert not any(ord(c) < 32 and c != "\n" for c in text), "no escape codes, so no meaning by colour"
    assert all(line == line.rstrip() for line in text.splitlines())
    for hint in (line for line in text.splitlines() if line.strip().startswith("hint:")):
        assert hint.count("?") <= 1, "one question"


def test_what_a_hidden_check_asked_is_not_told(graded):
    exercise = graded("hidden failed")
    for verdict in exercise.verdicts:
        if verdict.hidden:
            assert set(verdict.message.data) == {"what", "hint"}
            assert verdict.message.what == "this check is hidden"


FULL = Message(
    what="what",
    call="f(\n    1,\n)",
    returned="1",
    expected="2",
    notes=("a note",),
    frames=("small.py:1, in f:  return 1",),
    printed="out",
    cause="a cause",
    hint="a hint?",
)


def test_a_message_is_read_from_root_cause_to_hint():
    assert message_lines(FULL) == [
        "what", "", "  f(", "      1,", "  )", "", "  returned  1", "  expected  2", "  a note", "",
        "  small.py:1, in f:  return 1", "", "printed:", "  out", "", "likely cause: a cause", "hint: a hint?",
    ]  # fmt: skip


@pytest.mark.parametrize("field", [f for f in FULL.__dict__ if f not in ("what", "expected")])
def test_empty_fields_leave_no_gap(field):
    lines = message_lines(Message(**{**FULL.__dict__, field: type(FULL.__dict__[field])()}))
    assert "\n\n\n" not in "\n".join(lines)
    assert lines[-1]


def test_long_sentences_are_broken_between_words_and_code_is_not():
    code = "`np.sum((X @ theta - y) ** 2)`"
    lines = message_lines(
        Message("w", cause=f"{'a long sentence about ' * 5}{code} which is {'very long ' * 5}")
    )
    assert len(lines) > 3
    assert all(len(line) <= 88 for line in lines)
    assert all(line.startswith("  ") for line in lines[3:])
    unbroken = "x" * 200
    assert unbroken in message_lines(Message(unbroken))


def test_long_prints_are_cut():
    lines = message_lines(Message("w", printed="\n".join(["y" * 5000, *map(str, range(100))])))
    assert lines[2:4] == ["printed:", f"  {'y' * 160} ..."]
    assert lines[-1] == "  ... and more lines"
    assert len(lines) == 3 + 21
    assert message_lines(Message("w", printed="\n".join(map(str, range(21)))))[-1] == "  20"


def verdict(label, status="passed", points=1.0, **more):
    return Verdict("f", label, status, points if status == "passed" else 0.0, points, **more)


def test_points_are_named_where_they_are_not_one():
    lines = list(
        graded_lines(Graded("f", (verdict("a"), verdict("b", points=2.5), verdict("c", hidden=True))))
    )
    assert lines == ["passed: a; b (2.5 points); c (hidden)"]


def test_a_table_is_aligned():
    rows = [("f", 1.0, 2.0, ""), ("a_long_name", 10.5, 12.0, "done")]
    assert table_lines({"01_a": rows}) == [
        "f               1 of 2",
        "a_long_name  10.5 of 12   done",
        "total        11.5 of 14",
    ]
    assert table_lines({"01_a": rows[:1], "02_b": rows[1:]}) == [
        "01_a",
        "  f               1 of 2",
        "02_b",
        "  a_long_name  10.5 of 12   done",
        "total          11.5 of 14",
    ]


def test_numbers_of_numpy_are_written_like_others():
    assert table_lines({"a": [("f", np.float64(1), np.float64(2), "")]})[0] == "f         1 of 2"
