"""Twenty bad hand-ins, as they come in every class: each keeps the points it earned and gets a clear sentence."""

import contextlib
import csv
import html
import json
import re
import sqlite3
import subprocess
import sys

import pytest

from autograder.authoring.nbgrader import write_nbgrader_course
from autograder.grading.checks import dump_checks
from autograder.reports.names import file_names
from tests.nbgrading import as_submission, in_gradebook
from tests.programs import SMALL

pytestmark = pytest.mark.slow
LESSON, FILE = "01_small", "small.ipynb"
ALL = {"double", "regime", "safe_log", "own_loss"}
NOT_DOUBLE = ALL - {"double"}
STUBBORN = "while True:\n        try:\n            while True: pass\n        except BaseException: pass"


def program(change):
    """Right but for what the change does below it."""
    return lambda released: as_submission(released, f"{SMALL}\n{change}").encode()


def cell(text):
    """Right, with one more cell above the functions."""

    def made(released):
        notebook = json.loads(as_submission(released, SMALL))
        added = {"cell_type": "code", "source": text, "metadata": {}, "outputs": [], "execution_count": None}
        notebook["cells"].insert(2, added)
        return json.dumps(notebook).encode()

    return made


def twice(released):
    notebook = json.loads(as_submission(released, SMALL))
    tests = [c for c in notebook["cells"] if c["metadata"].get("nbgrader", {}).get("grade")]
    notebook["cells"] += tests
    return json.dumps(notebook).encode()


def without_tests(released):
    notebook = json.loads(as_submission(released, SMALL))
    notebook["cells"] = [
        {**c, "metadata": {}}
        for c in notebook["cells"]
        if c["source"] and "check(" not in "".join(c["source"])
    ]
    return json.dumps(notebook).encode()


# name: what is handed in, what earns everything, and a sentence that the student or the instructor reads.
BAD = {
    "wrong": (program("def double(x): return x ** 2"), NOT_DOUBLE, "x is squared"),
    "wrong only on hidden checks": (program("def regime(rate): return 'converges' if rate < 1 else 'diverges'"), ALL - {"regime"}, "regime"),
    "raises": (program("def double(x): return x.no_such_thing"), NOT_DOUBLE, "AttributeError"),
    "syntax error": (cell("def broken(:\n    pass"), ALL, "not valid Python"),
    "blank": (lambda released: released.encode(), set(), "(?i)not attempted|No response"),
    "endless function": (program("def double(x):\n    while True: pass"), NOT_DOUBLE, "stopped after|never ended|did not end"),
    "endless cell": (cell("while True: pass"), ALL, "left out, because it did not end in time"),
    "stubborn loop": (program(f"def double(x):\n    {STUBBORN}"), NOT_DOUBLE, "stopped after|never ended|did not end"),
    "ends the process": (program("import os\ndef double(x): os._exit(1)"), NOT_DOUBLE, "ended the process"),
    "ends it while loading": (cell("import os\nos._exit(1)"), ALL, "left out, because it ended the process"),
    "sys.exit": (cell("import sys\nsys.exit(0)"), ALL, r"exit\(\) was ignored"),
    "warns": (program("import warnings\ndef double(x):\n    warnings.warn('careful')\n    np.log(0.0)\n    return 2 * x"), ALL, ""),
    "prints": (program("def double(x):\n    for i in range(20_000): print('line', i)\n    return 2 * x"), ALL, ""),
    "asks": (cell("name = input('name? ')"), ALL, ""),
    "empty folder": (None, set(), "no notebook|no file"),
    "not JSON": (lambda released: b"%PDF-1.7 no notebook", set(), "not a valid notebook|not valid JSON"),
    "renamed": (program(""), ALL, "was taken for|my small work"),
    "doubled cell": (twice, ALL, "was there 2 times|"),
    "tests deleted": (without_tests, ALL, "was deleted; it is back|"),
    "much memory": (program("def double(x): return np.ones(10 ** 10) + x"), NOT_DOUBLE, "MemoryError|memory"),
}  # fmt: skip


@pytest.fixture(scope="module")
def course(small_course, tmp_path_factory):
    """A course in which all of them and one honest student handed in."""
    folder = tmp_path_factory.mktemp("bad")
    (folder / "key.json").write_text(dump_checks([lesson.frozen for lesson in small_course.lessons]))
    write_nbgrader_course(small_course, folder / "course")
    released = (folder / "course" / "release" / LESSON / FILE).read_text()
    for student, make in {**{n: b[0] for n, b in BAD.items()}, "honest": program("")}.items():
        place = folder / "course" / "submitted" / student / LESSON
        place.mkdir(parents=True)
        if make:
            (place / ("my small work.ipynb" if student == "renamed" else FILE)).write_bytes(make(released))
    return folder


@pytest.fixture(scope="module")
def most(small_course):
    return {e.name: e.points for e in small_course.lessons[0].frozen.exercises}


def grade(course, *arguments):
    command = [
        sys.executable,
        "-m",
        "autograder",
        "grade",
        *arguments,
        "--level",
        "process",
        "--trust-submissions",
    ]
    done = subprocess.run([*map(str, command)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module", params=["batch", "nbgrader"])
def graded(request, course):
    """{student: points by exercise} and {student: everything that is said of the hand-in}."""
    if request.param == "batch":
        grade(course, course / "course/submitted", "--out", course / "out", "--key", course / "key.json")
        with (course / "out/grades.csv").open(newline="") as file:
            rows = {r["student"]: r for r in csv.DictReader(file)}
        names = file_names(rows)
        points = {s: {e: float(row[f"small.{e}"] or 0) for e in ALL} for s, row in rows.items()}
        pages = {
            p.stem: re.sub(r"<[^>]+>", "", html.unescape(p.read_text()))
            for p in (course / "out/feedback").iterdir()
        }
        return points, {s: row["status"] + pages[names[s]] for s, row in rows.items()}
    grade(course, "--nbgrader", course / "course")
    with (course / f"course/grading/{LESSON}.csv").open(newline="") as file:
        said = {r["student"]: f"{r['status']} {r['remarks']}" for r in csv.DictReader(file)}
    query = "SELECT s.student_id, c.auto_comment FROM comment c JOIN submitted_notebook n ON n.id = c.notebook_id JOIN submitted_assignment s ON s.id = n.assignment_id"
    with contextlib.closing(sqlite3.connect(course / "course/gradebook.db")) as database:
        for student, comment in database.execute(query):
            said[student] += f"\n{comment or ''}"
    return in_gradebook(course / "course"), said


def test_there_are_twenty():
    assert len(BAD) == 20


@pytest.mark.parametrize("name", [*BAD, "honest"])
def test_it_keeps_what_it_earned_and_gets_a_sentence(graded, most, name):
    points, said = graded
    _, right, sentence = BAD.get(name, (None, ALL, ""))
    assert {e for e in ALL if points[name].get(e) == most[e]} == right
    assert re.search(sentence, said[name]), said[name]
    assert "Traceback" not in said[name]
