"""The real nbgrader with its own engine on a course of ours: release, autograde, feedback, export."""

import csv
import json

import pytest

from autograder.authoring.nbgrader import write_nbgrader_course
from tests.nbgrading import as_submission, in_gradebook, nbgrader, without_engine

pytestmark = pytest.mark.slow
ASSIGNMENT = "01_small"

SOLUTION = "solutions/01_small/small.py"
NOISY = """
import sys, warnings
def noisy(f):
    def g(*args):
        warnings.warn("be careful")
        print("to stderr", file=sys.stderr)
        print("to stdout")
        return f(*args)
    return g
double, regime, safe_log = noisy(double), noisy(regime), noisy(safe_log)
"""
CHANGES = {
    "solution": "",
    "noisy": NOISY,
    "squares": "def double(x):\n    return x ** 2",
    "one-bound": "def regime(rate):\n    return 'converges' if rate < 1 else 'diverges'",
    "base-ten": "def safe_log(x):\n    if x <= 0:\n        raise ValueError\n    return math.log10(x)",
    "loops": "def double(x):\n    while True:\n        pass",
    "exits": "def double(x):\n    exit()",
    "float64": "np.float64.__repr__ = None\ndouble = lambda x: np.float64(0.75)",
}


@pytest.fixture(scope="module")
def course(small_course, tmp_path_factory):
    """A course that was released, handed in, graded and fed back."""
    folder = tmp_path_factory.mktemp("nbgrader")
    write_nbgrader_course(small_course, folder)
    without_engine(folder)
    nbgrader(folder, "generate_assignment", ASSIGNMENT, "--force")
    released = (folder / "release" / ASSIGNMENT / "small.ipynb").read_text()
    solution = (small_course.root / SOLUTION).read_text()
    submissions = {name: as_submission(released, f"{solution}\n{change}") for name, change in CHANGES.items()}
    for name, text in {**submissions, "stub": released}.items():
        place = folder / "submitted" / name / ASSIGNMENT
        place.mkdir(parents=True)
        (place / "small.ipynb").write_text(text)
    for command in ("autograde", "generate_feedback"):
        nbgrader(folder, command, ASSIGNMENT)
    nbgrader(folder, "export")
    return folder


@pytest.fixture(scope="module")
def scores(course):
    return in_gradebook(course)


@pytest.fixture(scope="module")
def most(small_course):
    return {e.name: e.points for e in small_course.lessons[0].frozen.exercises}


def test_the_released_notebook_holds_no_answer_and_no_hidden_check(course, small_course):
    text = (course / "release" / ASSIGNMENT / "small.ipynb").read_text()
    for secret in ("return 2 * x", "HIDDEN", "use_key", "SOLUTION", "steepest ascent"):
        assert secret in (course / "source" / ASSIGNMENT / "small.ipynb").read_text()
        assert secret not in text
    assert '"hidden": true' not in (course / "release" / ASSIGNMENT / "checks.json").read_text()
    sources = ["".join(c["source"]) for c in json.loads(text)["cells"]]
    assert 'check("double")' in sources


def test_the_solution_earns_everything(scores, most):
    assert scores["solution"] == most


def test_the_stub_earns_nothing(scores, most):
    assert scores["stub"] == dict.fromkeys(most, 0.0)


def test_warnings_and_prints_cost_nothing(scores, most):
    assert scores["noisy"] == most


@pytest.mark.parametrize("name", ["squares", "one-bound", "base-ten", "loops", "exits", "float64"])
def test_a_wrong_function_costs_its_own_points_as_in_a_batch(
    course, scores, most, name, small_course, autograder, tmp_path
):
    status, _, err = autograder(
        "grade", course / "submitted", "--out", tmp_path / "out", "--course", small_course.root
    )
    assert status == 0, err
    with (tmp_path / "out" / "grades.csv").open(newline="") as file:
        rows = {r["student"]: r for r in csv.DictReader(file)}
    points = {e: float(rows[name][f"small.{e}"]) for e in most}
    assert scores[name] == points
    assert sum(points.values()) < sum(most.values())
    assert sum(points[e] == most[e] for e in most) == len(most) - 1


def test_the_question_waits_for_a_person(course):
    waiting = in_gradebook(course, prefix="", column="g.needs_manual_grade")
    assert waiting["solution"]["why"]
    assert not waiting["solution"]["check-double"]


def test_feedback_and_export_are_written(course):
    for name in (*CHANGES, "stub"):
        page = (course / "feedback" / name / ASSIGNMENT / "small.html").read_text()
        assert "points" in page
    assert "x is squared." in (course / "feedback" / "squares" / ASSIGNMENT / "small.html").read_text()
    with (course / "grades.csv").open(newline="") as file:
        rows = {r["student_id"]: float(r["score"]) for r in csv.DictReader(file)}
    assert rows["solution"] == max(rows.values())
    assert rows["stub"] == 0
