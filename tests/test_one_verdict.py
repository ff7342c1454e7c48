"""One submission, one verdict: `pytest`, `autograder grade` and `nbgrader autograde` give the same points."""

import csv
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from autograder.authoring.build import write_key
from autograder.authoring.course import Course
from autograder.authoring.nbgrader import write_nbgrader_course
from autograder.cli import main
from tests.nbgrading import as_submission, in_gradebook, nbgrader
from tests.programs import class_of

pytestmark = pytest.mark.slow
REPOSITORY = Path(__file__).parents[1]
LESSONS = Course(REPOSITORY).lessons[0:3:2]  # two dozen programs; each lesson takes more than a minute


@pytest.fixture(scope="module", params=LESSONS, ids=lambda lesson: lesson.slug)
def lesson(request):
    return request.param


@pytest.fixture(scope="module")
def programs(lesson):
    return class_of(lesson)


@pytest.fixture(scope="module")
def graded(lesson, programs, tmp_path_factory):
    """Points by student and exercise, from `autograder grade`."""
    folder = tmp_path_factory.mktemp(lesson.topic)
    for student, text in programs.items():
        (folder / "class" / student).mkdir(parents=True)
        (folder / "class" / student / f"{lesson.topic}.py").write_text(text)
    main(
        [
            "grade",
            str(folder / "class"),
            "--out",
            str(folder / "out"),
            "--lesson",
            lesson.slug,
            "--course",
            str(REPOSITORY),
        ]
    )
    with (folder / "out" / "grades.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    topic = f"{lesson.topic}."
    points = {
        r["student"]: {k.removeprefix(topic): float(v) for k, v in r.items() if k.startswith(topic)}
        for r in rows
    }
    return folder, points


def test_the_class_is_worth_grading(lesson, programs, graded):
    _, points = graded
    totals = [sum(p.values()) for p in points.values()]
    assert len(totals) == len(programs) >= 8
    assert max(totals) == sum(e.points for e in lesson.frozen.exercises)
    assert len(set(totals)) > 3


def test_pytest_gives_the_same_points(lesson, programs, graded, tmp_path):
    folder, points = graded
    if not Course(REPOSITORY).key.is_file():
        write_key(Course(REPOSITORY))
    for student in programs:
        report = tmp_path / f"{student}.xml"
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            "--submission",
            folder / "class" / student,
        ]
        done = subprocess.run(
            [*command, "--key", REPOSITORY / "key.json", f"--junitxml={report}"],
            cwd=tmp_path,
            capture_output=True,
            text=True,
        )
        assert done.returncode in (0, 1), done.stdout + done.stderr
        found = {}
        for item in ET.parse(report).iter("testcase"):
            facts = {p.get("name"): p.get("value") for p in item.iter("property")}
            found[facts["exercise"]] = found.get(facts["exercise"], 0) + float(facts["points"])
        assert found == points[student], student


def test_nbgrader_gives_the_same_points(lesson, programs, graded, tmp_path):
    _, points = graded
    write_nbgrader_course(Course(REPOSITORY), tmp_path)
    nbgrader(tmp_path, "generate_assignment", lesson.slug, "--force")
    released = (tmp_path / "release" / lesson.slug / f"{lesson.topic}.ipynb").read_text()
    for student, program in programs.items():
        place = tmp_path / "submitted" / student / lesson.slug
        place.mkdir(parents=True)
        (place / f"{lesson.topic}.ipynb").write_text(as_submission(released, program))
    nbgrader(tmp_path, "autograde", lesson.slug)
    assert in_gradebook(tmp_path) == points
