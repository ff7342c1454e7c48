"""Three ways to grade one class: nbgrader's own engine, ours inside `nbgrader autograde`, and `grade --nbgrader`."""

import csv
import json
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from autograder.authoring.nbgrader import write_nbgrader_course
from tests.nbgrading import as_submission, content, hand_in, in_gradebook, nbgrader, shown, without_engine

pytestmark = pytest.mark.slow
ASSIGNMENT = "01_small"
HEALTHY = {
    "ann": "",
    "bea": "def double(x):\n    return x ** 2",
    "cleo": "def safe_log(x):\n    if x <= 0:\n        raise ValueError\n    return math.log10(x)",
}


@pytest.fixture(scope="module")
def courses(small_course, tmp_path_factory):
    """Three copies of a course with the same hand-ins, one late, and the same points given by a person; all graded."""
    root = tmp_path_factory.mktemp("same")
    write_nbgrader_course(small_course, root / "kernel")
    with (root / "kernel" / "nbgrader_config.py").open("a") as file:
        file.write('c.LateSubmissionPlugin.penalty_method = "zero"\n')
    text = (root / "kernel" / "release" / ASSIGNMENT / "small.ipynb").read_text()
    program = (small_course.root / "solutions" / ASSIGNMENT / "small.py").read_text()
    texts = {name: as_submission(text, f"{program}\n{more}") for name, more in HEALTHY.items()} | {
        "dora": text
    }
    hand_in(root / "kernel", ASSIGNMENT, "small.ipynb", texts)
    hand_in(root / "kernel", ASSIGNMENT, "small.ipynb", {"cleo": texts["cleo"]}, "2026-11-14 10:00:00 UTC")
    for name in ("inside", "ours"):
        shutil.copytree(root / "kernel", root / name)
    without_engine(root / "kernel")
    with (root / "kernel" / "nbgrader_config.py").open("a") as file:
        file.write('c.LateSubmissionPlugin.penalty_method = "zero"\n')
    nbgrader(root / "kernel", "generate_assignment", ASSIGNMENT, "--force")
    assert (root / "kernel/release/01_small/small.ipynb").read_text() == text, "the release is nbgrader's own"
    with closing(sqlite3.connect(root / "kernel" / "gradebook.db")) as database, database:
        database.execute("UPDATE assignment SET duedate = '2026-11-13 10:00:00.000000'")
    shutil.copy(root / "kernel" / "gradebook.db", root / "inside")
    shutil.copy(root / "kernel" / "gradebook.db", root / "ours")
    for name in ("kernel", "inside"):
        nbgrader(root / name, "autograde", ASSIGNMENT)
    return root


@pytest.fixture(scope="module")
def graded(courses):
    from autograder.cli import main

    assert main(["grade", "--nbgrader", str(courses / "ours"), ASSIGNMENT]) == 0
    return courses


@pytest.mark.parametrize("name", ["inside", "ours"])
def test_the_gradebook_is_the_same(graded, name):
    theirs, ours = content(graded / "kernel"), content(graded / name)
    for table in theirs.keys() - {"course", "comment"}:
        assert ours[table] == theirs[table], table
    assert [r[:3] for r in ours["comment"]] == [r[:3] for r in theirs["comment"]]
    for mine, other in zip(ours["comment"], theirs["comment"], strict=True):
        points = in_gradebook(graded / name)[mine[0]]
        if points.get(mine[1]) in (
            None,
            max(p.get(mine[1], 0) for p in in_gradebook(graded / name).values()),
        ):
            assert mine == other  # where nothing is wrong nothing is said
        else:
            assert mine[4] == other[4]


@pytest.mark.parametrize("name", ["inside", "ours"])
def test_autograded_notebooks_are_the_same(graded, name):
    assert shown(graded / name) == shown(graded / "kernel")


def test_both_ways_of_ours_say_the_same(graded):
    assert content(graded / "inside")["comment"] == content(graded / "ours")["comment"]


def test_an_assignment_is_entered_as_nbgrader_enters_it(graded, autograder, tmp_path):
    folder = Path(shutil.copytree(graded / "ours", tmp_path / "course"))
    for path in (folder / "gradebook.db", folder / "grading" / f"{ASSIGNMENT}.jsonl"):
        path.unlink()
    assert autograder("grade", "--nbgrader", folder, ASSIGNMENT)[0] == 0
    theirs, ours = content(graded / "kernel"), content(folder)
    for table in ("notebook", "source_cell", "base_cell", "alembic_version"):
        assert ours[table] == theirs[table]


def test_exported_grades_are_the_same_and_tell_more(graded):
    for name in ("kernel", "ours"):
        nbgrader(graded / name, "export")
    rows = {}
    for name in ("kernel", "ours"):
        with (graded / name / "grades.csv").open(newline="") as file:
            rows[name] = sorted(csv.DictReader(file), key=lambda row: row["student_id"])
    assert [r.pop("status") for r in rows["ours"]] == ["ok"] * len(rows["ours"])
    assert rows["ours"] == rows["kernel"]
    assert next(float(r["score"]) for r in rows["ours"] if r["student_id"] == "cleo") == 0


def test_feedback_shows_reasons_and_no_hidden_test(graded):
    nbgrader(graded / "ours", "generate_feedback", ASSIGNMENT)
    page = (graded / "ours" / "feedback" / "bea" / ASSIGNMENT / "small.html").read_text()
    assert "x is squared." in page
    assert "use_key" not in page
    assert "Not graded" not in page


def test_formgrader_takes_them_for_graded(graded):
    from nbgrader.apps import NbGraderAPI
    from traitlets.config import Config

    config = Config()
    config.CourseDirectory.root = str(graded / "ours")
    api = NbGraderAPI(config=config)
    assert api.get_autograded_students(ASSIGNMENT) == {*HEALTHY, "dora"}
    submissions = {s["student"]: s for s in api.get_submissions(ASSIGNMENT)}
    assert submissions["ann"]["autograded"]
    assert submissions["ann"]["needs_manual_grade"]
    cells = json.loads((graded / "ours/autograded/ann/01_small/small.ipynb").read_text())["cells"]
    assert all(set(c) >= {"id", "cell_type", "metadata", "source"} for c in cells)


def test_an_unknown_schema_goes_through_nbgrader_itself(graded, tmp_path):
    """With the same engine, whatever the settings say."""
    folder = Path(shutil.copytree(graded / "kernel", tmp_path / "course"))
    with closing(sqlite3.connect(folder / "gradebook.db")) as database, database:
        database.execute("UPDATE alembic_version SET version_num = 'ffff'")
        database.execute("UPDATE grade SET auto_score = NULL")
    shutil.rmtree(folder / "autograded")
    command = [sys.executable, "-m", "autograder", "grade", "--nbgrader", folder, ASSIGNMENT]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    assert "has schema ffff; this version knows e43177bfe90b: grading through nbgrader itself" in done.stderr
    assert content(folder)["grade"] == content(graded / "ours")["grade"]
    assert content(folder)["comment"] == content(graded / "ours")["comment"]


def test_offsets_of_time_zones_are_put_right():
    program = (
        "import nbgrader.coursedir, nbgrader.utils; import autograder.nbgrader.zones\n"
        "for module in (nbgrader.utils, nbgrader.coursedir):\n"
        "    for text in ('2026-11-12 10:00:00 +0200', '2026-11-12 10:00:00 UTC', None):\n"
        "        print(module.parse_utc(text))"
    )
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", program], capture_output=True, text=True)
    assert done.stdout.splitlines() == ["2026-11-12 08:00:00", "2026-11-12 10:00:00", "None"] * 2
