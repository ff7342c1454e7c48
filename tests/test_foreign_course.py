"""A course of nbgrader with plain asserts: what nbgrader's own engine gives, and where ours is fairer."""

import json
import shutil
import subprocess
import sys

import pytest

from autograder.nbgrader.foreign import HIDDEN_FAILED, LESS_PROTECTED
from tests.nbgrading import in_gradebook, nbgrader
from tests.test_foreign import FULL, HALF, MANY, SOURCE, THIRD

pytestmark = pytest.mark.slow
ASSIGNMENT, FILE = "ps1", "problem1.ipynb"
RIGHT = {"half": HALF, "third": THIRD, "many": MANY}
HEALTHY = {
    "right": {},
    "wrong": {"third": "def third(x):\n    return x"},
    "hidden": {"half": "def half(x):\n    return 1"},
    "partial": {"many": "many = [1, 2, 3]"},
    "raises": {"half": "def half(x):\n    return 1 / 0"},
}
# Where nbgrader's engine gives less than what was earned.
UNLUCKY = {
    "warns": ({"half": "import warnings\ndef half(x):\n    warnings.warn('hm')\n    return x / 2"}, FULL),
    "dies": ({"third": "import os\ndef third(x): os._exit(1)"}, {**FULL, "test-third": 0.0}),
    "loops": ({"third": "def third(x):\n    while True: pass"}, {**FULL, "test-third": 0.0}),
}


def answered(text, answers):
    notebook = json.loads(text)
    for cell in notebook["cells"]:
        name = cell["metadata"]["nbgrader"]["grade_id"]
        cell["source"] = (RIGHT | answers).get(name, cell["source"])
    return json.dumps(notebook)


@pytest.fixture(scope="module")
def courses(tmp_path_factory):
    """Two copies: one graded by nbgrader itself (only the healthy), one by us."""
    root = tmp_path_factory.mktemp("foreign")
    source = json.loads(json.dumps(SOURCE))
    source["metadata"] = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    for cell in source["cells"]:
        if cell["metadata"]["nbgrader"]["solution"]:
            cell["source"] = (
                f"### BEGIN SOLUTION\n{RIGHT[cell['metadata']['nbgrader']['grade_id']]}\n### END SOLUTION"
            )
    place = root / "theirs" / "source" / ASSIGNMENT
    place.mkdir(parents=True)
    (place / FILE).write_text(json.dumps(source))
    (root / "theirs" / "nbgrader_config.py").write_text(
        'c = get_config()\nc.CourseDirectory.course_id = "x"\n'
    )
    nbgrader(root / "theirs", "generate_assignment", ASSIGNMENT)
    shutil.copytree(root / "theirs", root / "ours")
    released = (root / "theirs" / "release" / ASSIGNMENT / FILE).read_text()
    for name, students in (("theirs", HEALTHY), ("ours", HEALTHY | {s: a for s, (a, _) in UNLUCKY.items()})):
        for student, answers in students.items():
            place = root / name / "submitted" / student / ASSIGNMENT
            place.mkdir(parents=True)
            (place / FILE).write_text(answered(released, answers))
    nbgrader(root / "theirs", "autograde", ASSIGNMENT)
    return root


@pytest.fixture(scope="module")
def said(courses):
    """What our command says."""
    command = [sys.executable, "-m", "autograder", "grade", "--nbgrader", courses / "ours", "--jobs", "1"]
    command += ["--level", "process", "--trust-submissions"]
    done = subprocess.run([*map(str, command)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stderr


def test_whoever_grades_is_told_that_such_tests_are_less_protected(said):
    assert LESS_PROTECTED in said


@pytest.mark.parametrize("student", HEALTHY)
def test_healthy_notebooks_earn_what_nbgrader_gives(courses, said, student):
    ours, theirs = (in_gradebook(courses / name, "test-")[student] for name in ("ours", "theirs"))
    assert ours == theirs


@pytest.mark.parametrize("student", UNLUCKY)
def test_what_was_earned_is_kept(courses, said, student):
    wanted = {k.removeprefix("test-"): v for k, v in UNLUCKY[student][1].items()}
    assert in_gradebook(courses / "ours", "test-")[student] == wanted


def test_feedback_shows_why_and_no_hidden_test(courses, said):
    nbgrader(courses / "ours", "generate_feedback", ASSIGNMENT)
    pages = {
        s: (courses / "ours" / "feedback" / s / ASSIGNMENT / "problem1.html").read_text() for s in HEALTHY
    }
    assert "a third of 3 is 1" in pages["wrong"]
    assert HIDDEN_FAILED in pages["hidden"]
    assert "ZeroDivisionError" in pages["raises"]
    assert not [s for s, page in pages.items() if "12345" in page or "6172.5" in page]
