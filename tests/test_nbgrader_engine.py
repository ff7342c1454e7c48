"""`autograder release --nbgrader` and `grade --nbgrader`, without nbgrader: notebooks, gradebook, `autograded/`, messages."""

import ast
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
from autograder.confinement.process import ProcessWorker
from autograder.nbgrader.entering import enter_notebooks
from autograder.nbgrader.gradebook import NOTEBOOKS, Gradebook
from autograder.nbgrader.late import no_penalty, seconds_late, stored
from autograder.nbgrader.settings import settings_of
from tests.nbgrading import as_submission, content, hand_in, in_gradebook

ASSIGNMENT = "01_small"
SOLUTION = "solutions/01_small/small.py"
EVIL = "</code></pre><script>alert(1)</script>"
CHANGES = {
    "solution": "",
    "squares": f"def double(x):\n    print({EVIL!r})\n    return x ** 2",
    "shows": "def double(x):\n    raise ValueError('HIDDEN ' + str(x))",
    "warns": "import warnings\ndef regime(rate):\n    warnings.warn('careful')\n    return 'converges' if abs(1 - rate) < 1 else 'diverges'",
}


def start_nothing(monkeypatch, level="process"):
    """Let no worker start: what is handed in cannot be run, or was graded before."""

    def idle(*arguments, **options):
        worker = ProcessWorker.__new__(ProcessWorker)
        worker.level, worker.warm = level, {}
        return worker

    for name in ("worker_for", "ProcessWorker"):
        monkeypatch.setattr(f"autograder.nbgrader.command.{name}", idle)


@pytest.fixture(scope="module")
def released(small_course, tmp_path_factory):
    """A course folder as it is released."""
    folder = tmp_path_factory.mktemp("released")
    write_nbgrader_course(small_course, folder)
    return folder


@pytest.fixture(scope="module")
def submissions(released, small_course):
    """The text of a notebook for each student."""
    text = (released / "release" / ASSIGNMENT / "small.ipynb").read_text()
    program = (small_course.root / SOLUTION).read_text()
    return {name: as_submission(text, f"{program}\n{more}") for name, more in CHANGES.items()} | {
        "stub": text
    }


@pytest.fixture(scope="module")
def graded(released, submissions, tmp_path_factory):
    """The course graded once, in a process of its own, with good submissions and bad ones."""
    folder = tmp_path_factory.mktemp("graded") / "course"
    shutil.copytree(released, folder)
    hand_in(folder, ASSIGNMENT, "small.ipynb", submissions | {"garbage": "{{", "=1+1": "[]"})
    hand_in(folder, ASSIGNMENT, "My homework.ipynb", {"renamed": submissions["solution"]})
    (folder / "submitted" / "nothing" / ASSIGNMENT).mkdir(parents=True)
    code = (
        "import sys; from autograder.cli import main; status = main(sys.argv[1:])\n"
        "assert not {'nbgrader', 'nbformat', 'sqlalchemy', 'sympy'} & {*sys.modules}; sys.exit(status)"
    )
    command = [sys.executable, "-c", code, "grade", "--nbgrader", folder, ASSIGNMENT, "--jobs", "1"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder, done.stderr


@pytest.fixture
def fresh(released, tmp_path):
    """A course folder of a test's own."""
    return Path(shutil.copytree(released, tmp_path / "course"))


def cells_of(path):
    return [
        (c["metadata"].get("nbgrader", {}).get("grade_id"), "".join(c["source"]), c)
        for c in json.loads(path.read_text())["cells"]
    ]


def test_a_release_is_the_same_byte_for_byte(small_course, released, tmp_path):
    write_nbgrader_course(small_course, tmp_path)
    files = sorted(p.relative_to(released) for p in released.rglob("*") if p.is_file())
    assert files == sorted(p.relative_to(tmp_path) for p in tmp_path.rglob("*") if p.is_file())
    assert [f for f in files if (released / f).read_bytes() != (tmp_path / f).read_bytes()] == []
    assert {f.parts[0] for f in files} == {
        "nbgrader_config.py", "students.example.csv", "rubrics", "source", "release"
    }  # fmt: skip


def assert_nothing_leaks(folder, lesson):
    """Every solution cell is a stub, and nothing that only instructors have is in any file of the release."""
    place = folder / "release" / lesson.slug
    functions = {f for t in lesson.truths for f in t.functions}
    found = set()
    for name, text, cell in cells_of(place / f"{lesson.topic}.ipynb"):
        if name in functions:
            (function,) = ast.parse(text).body
            assert [type(n) for n in function.body] == [ast.Expr, ast.Raise], name
            found.add(name)
        assert not {"outputs"} & {*cell} or cell["outputs"] == []
    assert found == functions
    for path in place.iterdir():
        text = path.read_text()
        for secret in (
            "HIDDEN",
            "use_key",
            "SOLUTION",
            '"hidden": true',
            *(q.rubric.strip()[:40] for q in lesson.questions),
        ):
            assert secret not in text, f"{path.name} holds {secret}"


def test_released_notebooks_hold_no_answer_and_no_hidden_check(released, small_course):
    assert_nothing_leaks(released, small_course.lessons[0])
    source = (released / "source" / ASSIGNMENT / "small.ipynb").read_text()
    assert "use_key" in source
    assert "return 2 * x" in source


@pytest.mark.slow
def test_no_lesson_of_the_course_leaks(course, tmp_path):
    write_nbgrader_course(course, tmp_path)
    for lesson in course.lessons:
        assert_nothing_leaks(tmp_path, lesson)


def test_figures_are_shown_from_a_locked_cell_and_the_essay_has_its_rubric(released):
    for step in ("source", "release"):
        setup = next(c for c in cells_of(released / step / ASSIGNMENT / "small.ipynb") if c[0] == "setup")
        assert setup[1].startswith("%matplotlib inline\n")
        assert setup[2]["metadata"]["nbgrader"]["locked"]
    assert "steepest ascent" in (released / "rubrics" / "why.md").read_text()


def test_points_are_those_of_every_other_front_end(graded, small_course):
    folder, _ = graded
    most = {e.name: e.points for e in small_course.lessons[0].frozen.exercises}
    scores = in_gradebook(folder)
    assert scores["solution"] == scores["warns"] == scores["renamed"] == most
    assert scores["stub"] == scores["garbage"] == scores["nothing"] == dict.fromkeys(most, 0.0)
    for student in ("squares", "shows"):
        assert scores[student] == {**most, "double": scores[student]["double"]}
        assert scores[student]["double"] < most["double"]


def test_what_a_person_marks_waits_and_nothing_else_does(graded):
    waiting = in_gradebook(graded[0], prefix="", column="g.needs_manual_grade")
    assert waiting["solution"] == {name: name == "why" for name in waiting["solution"]}
    assert not any(waiting["stub"].values())  # no response is no points
    assert not any(waiting["garbage"].values())


def test_reasons_stand_below_the_answer(graded):
    folder, _ = graded
    comments = {(student, cell): text for student, cell, _, text, _ in content(folder)["comment"]}
    said = comments["squares", "double"]
    assert "x is squared." in said
    assert "hint: Is that the square or the double?" in said
    assert "np.array([1.0, -2.0, 3.0])" in said
    assert comments["stub", "double"] == comments["stub", "why"] == "No response."
    assert comments["solution", "double"] is None


def test_a_comment_is_only_text(graded):
    """nbgrader takes it for Markdown and HTML: what could come from a student is in an indented block."""
    comments = {(student, cell): text for student, cell, _, text, _ in content(graded[0])["comment"]}
    first, blank, *block = comments["squares", "double"].split("\n")
    assert (first.split()[1], blank) == ("of", "")
    assert any(EVIL in line for line in block)
    assert all(not line or line.startswith("    ") for line in block)


def test_hidden_inputs_are_nowhere(graded):
    """The hidden check is called with integers, which this answer shows whenever it is called."""
    folder, _ = graded
    comments = {(student, cell): text for student, cell, _, text, _ in content(folder)["comment"]}
    for text in (
        comments["shows", "double"],
        (folder / "autograded" / "shows" / ASSIGNMENT / "small.ipynb").read_text(),
        (folder / "grading" / f"{ASSIGNMENT}.jsonl").read_text(),
    ):
        assert "HIDDEN [0. 0.]" in text
        assert "HIDDEN [4 5]" not in text
        assert "use_key" not in text


def test_autograded_notebooks_show_what_happened(graded):
    folder, _ = graded
    cells = {name: cell for name, _, cell in cells_of(folder / "autograded/squares/01_small/small.ipynb")}
    printed, points = cells["check-double"]["outputs"]
    assert "x is squared." in printed["text"]
    assert float(points["data"]["text/plain"]) < 5
    assert cells["check-double"]["source"] == ['check("double")']
    assert (folder / "autograded/squares/01_small/checks.json").is_file()
    unread = cells_of(folder / "autograded/garbage/01_small/small.ipynb")
    assert "**Not graded:**" in unread[0][1]


def test_everybody_gets_a_status_and_a_sentence(graded):
    folder, err = graded
    with (folder / "grading" / f"{ASSIGNMENT}.csv").open(newline="") as file:
        rows = {r["student"]: r for r in csv.DictReader(file)}
    assert {s: r["status"] for s, r in rows.items()} == {
        **dict.fromkeys(("solution", "squares", "shows", "warns", "stub"), "ok"),
        "garbage": "unreadable",
        "'=1+1": "unreadable",
        "renamed": "problem",
        "nothing": "missing",
    }
    assert rows["renamed"]["remarks"] == "`My homework.ipynb` was taken for `small.ipynb`"
    assert rows["nothing"]["remarks"] == "no notebook `small.ipynb` was handed in"
    assert "not valid JSON" in rows["garbage"]["remarks"]
    assert "- nothing: missing: no notebook `small.ipynb` was handed in\n" in err
    assert "9 submissions graded.\n" in err
    assert "Their status: 5 ok, 2 unreadable, 1 missing, 1 problem.\n" in err


def test_a_second_run_keeps_everything_and_what_people_gave(graded, submissions, autograder, tmp_path):
    folder = Path(shutil.copytree(graded[0], tmp_path / "course"))
    with closing(sqlite3.connect(folder / "gradebook.db")) as database, database:
        database.execute("UPDATE grade SET manual_score = 4, extra_credit = 1 WHERE auto_score IS NULL")
        database.execute("UPDATE comment SET manual_comment = 'well put' WHERE auto_comment IS NULL")
        database.execute("UPDATE submitted_notebook SET flagged = 1")
    before = content(folder)
    status, _, err = autograder("grade", "--nbgrader", folder, ASSIGNMENT)
    assert (status, content(folder)) == (0, before)
    assert "9 submissions graded, 9 of them kept from before.\n" in err
    hand_in(folder, ASSIGNMENT, "small.ipynb", {"solution": submissions["stub"]}, "2026-11-13 10:00:00 UTC")
    autograder("grade", "--nbgrader", folder, ASSIGNMENT, "--jobs", 1)
    after = content(folder)
    mine = {r[1]: r[3:] for r in after["grade"] if r[0] == "solution"}
    assert mine["why"] == (0.0, 4.0, 1.0, 1)  # the new answer is blank; a person looks at what a person gave
    assert {v[0] for v in mine.values()} == {0.0}  # no stale score
    assert ("solution", "double", "SolutionCell", "No response.", "well put") in after["comment"]
    assert ("solution", "small", 1, None) in after["submitted_notebook"]
    others = [[r for r in t["grade"] if r[0] != "solution"] for t in (before, after)]
    assert others[0] == others[1]


def test_another_grader_grades_anew(graded, autograder, tmp_path, monkeypatch):
    folder = Path(shutil.copytree(graded[0], tmp_path / "course"))
    monkeypatch.setattr("autograder.nbgrader.command.grader", lambda: "of tomorrow")
    _, _, err = autograder("grade", "--nbgrader", folder, ASSIGNMENT)
    assert "9 submissions graded.\n" in err


@pytest.mark.slow
def test_a_run_that_is_stopped_goes_on(fresh, submissions, autograder, monkeypatch):
    hand_in(fresh, ASSIGNMENT, "small.ipynb", dict.fromkeys(("ann", "bea", "cleo"), submissions["stub"]))
    save, seen = Gradebook.save, []

    def stopped(self, assignment, student, *more):
        seen.append(student)
        if len(seen) == 2:
            raise KeyboardInterrupt
        save(self, assignment, student, *more)

    monkeypatch.setattr(Gradebook, "save", stopped)
    status, _, err = autograder("grade", "--nbgrader", fresh, ASSIGNMENT, "--jobs", 1)
    assert (status, err.splitlines()[-1]) == (1, "stopped; run the same command to go on")
    assert set(in_gradebook(fresh)) == {seen[0]}
    monkeypatch.setattr(Gradebook, "save", save)
    status, _, err = autograder("grade", "--nbgrader", fresh, ASSIGNMENT, "--jobs", 1)
    assert status == 0
    assert "3 submissions graded, 1 of them kept from before." in err
    assert set(in_gradebook(fresh)) == {"ann", "bea", "cleo"}
    assert not list(fresh.rglob("*.partial"))


def test_nothing_is_written_by_half(fresh, autograder, monkeypatch):
    """A gradebook that fails in the middle of a submission holds nothing of it."""
    start_nothing(monkeypatch)
    hand_in(fresh, ASSIGNMENT, "small.ipynb", {"ann": "{{"})

    def fails(*arguments):
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(Gradebook, "penalise", fails)
    status, _, err = autograder("grade", "--nbgrader", fresh, ASSIGNMENT, "--jobs", 1)
    sentence = "cannot be used: disk I/O error; nothing is lost, run the same command to go on"
    assert (status, sentence in err) == (1, True)
    assert in_gradebook(fresh, "") == {}
    assert content(fresh)["student"] == []


def test_no_table_of_all_students_is_read_for_one(tmp_path):
    with closing(Gradebook.create(tmp_path / "gradebook.db")) as book:
        plan = [row[-1] for row in book.database.execute(f"EXPLAIN QUERY PLAN {NOTEBOOKS}", ("a", "s"))]
    assert {step.split()[1] for step in plan if step.startswith("SEARCH")} >= {"s", "sn", "g"}
    assert {step.split()[1] for step in plan if step.startswith("SCAN")} <= {"n"}, (
        "the notebooks of the course"
    )


def test_lateness_costs_what_the_course_says(graded, tmp_path):
    """The same hand-in of two students, of whom one has an extension; the due date is set afterwards."""
    folder = Path(shutil.copytree(graded[0], tmp_path / "course"))
    with (folder / "nbgrader_config.py").open("a") as file:
        file.write("c.LateSubmissionPlugin.penalty_method = 'zero'\n")
    settings = settings_of(folder)
    with closing(Gradebook(settings.database)) as book:
        book.penalise_all(ASSIGNMENT, ["solution", "warns"], settings.penalty)
        assert {r[3] for r in content(folder)["submitted_notebook"]} == {None}
        run = book.database.execute
        run("UPDATE assignment SET duedate = '2026-11-11 10:00:00.000000'")
        run(
            "UPDATE submitted_assignment SET extension = '1970-01-03 00:00:00.000000' WHERE student_id = 'warns'"
        )
        book.penalise_all(ASSIGNMENT, ["solution", "warns"], settings.penalty)
        score = sum(v or 0 for v in in_gradebook(folder, "")["solution"].values())
        penalties = {r[0]: r[3] for r in content(folder)["submitted_notebook"]}
        assert (penalties["solution"], penalties["warns"]) == (score, None)
        book.penalise_all(ASSIGNMENT, ["solution"], lambda student, score, seconds: seconds)
        assert {r[0]: r[3] for r in content(folder)["submitted_notebook"]}["solution"] == score  # never more
        book.penalise_all(ASSIGNMENT, ["solution"], no_penalty)
        assert {r[3] for r in content(folder)["submitted_notebook"]} == {None}


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2026-11-12 10:00:00.5 UTC", "2026-11-12 10:00:00.500000"),
        ("2026-11-12 10:00:00 Europe/Berlin", "2026-11-12 09:00:00.000000"),
        ("2026-11-12 10:00:00 +0200", "2026-11-12 08:00:00.000000"),
        ("2026-11-12 10:00:00 -08:00", "2026-11-12 18:00:00.000000"),
        ("2026-11-12T10:00:00+01:00", "2026-11-12 09:00:00.000000"),
        ("2026-11-12 10:00", "2026-11-12 10:00:00.000000"),
        ("12 Nov 2026 10:00", "2026-11-12 10:00:00.000000"),
    ],
)
def test_times_are_kept_in_utc(text, utc):
    assert stored(text) == utc


@pytest.mark.parametrize("text", ["", "soon", "2026-13-45 10:00:00 UTC", "0001-01-01 00:00:00 +0200"])
def test_what_is_no_time_is_said(text):
    with pytest.raises(ValueError, match=r"^`timestamp\.txt` holds no time: "):
        stored(text)


def test_a_due_date_moves_with_the_extension():
    due, handed_in = "2026-11-11 10:00:00.000000", "2026-11-12 10:00:00.000000"
    assert seconds_late(handed_in, due, None) == 86400
    assert seconds_late(handed_in, due, "1970-01-01 23:00:00.000000") == 3600
    assert seconds_late(handed_in, due, "1970-01-02 00:00:00.000000") == 0
    assert seconds_late(None, due, None) == seconds_late(handed_in, None, None) == 0


def test_another_schema_is_refused_with_advice(fresh, autograder):
    hand_in(fresh, ASSIGNMENT, "small.ipynb", {"ann": "{{"})
    Gradebook.create(fresh / "gradebook.db").close()
    with closing(sqlite3.connect(fresh / "gradebook.db")) as database, database:
        database.execute("UPDATE alembic_version SET version_num = 'ffff'")
    status, _, err = autograder("grade", "--nbgrader", fresh, "--jobs", 1)
    assert (status, err) == (
        1,
        f"error: `{fresh}/gradebook.db` has schema ffff; this version knows e43177bfe90b; name an assignment to have it "
        "graded through nbgrader itself, or run `nbgrader db upgrade`\n",
    )


@pytest.mark.parametrize(
    ("arguments", "status", "sentence"),
    [
        (["--nbgrader", "nowhere"], 1, "nowhere` is not a folder; give the course folder of nbgrader"),
        (
            ["--nbgrader", "."],
            1,
            "is no course folder of nbgrader: it holds neither `nbgrader_config.py` nor `source`",
        ),
        (["--nbgrader", "course"], 2, "nobody handed anything in: there is no folder"),
        (["--nbgrader", "course", "x", "--jobs", "0"], 2, "--jobs must be at least 1"),
        (
            ["--nbgrader", "course", "--out", "out", "--lesson", "4"],
            2,
            "--out and --lesson cannot be used with --nbgrader, which grades into the gradebook",
        ),
        (["course"], 2, "give the folder of submissions, and --out for the folder of grades"),
        ([], 2, "give the folder of submissions, and --out for the folder of grades"),
    ],
)
def test_wrong_use_is_a_sentence(fresh, autograder, monkeypatch, arguments, status, sentence):
    monkeypatch.chdir(fresh.parent)
    found, out, err = autograder("grade", *arguments)
    assert (found, out) == (status, "")
    assert sentence in err


@pytest.mark.parametrize(
    ("config", "sentence"),
    [
        ("1 / 0", "cannot be read: ZeroDivisionError: division by zero"),
        (
            "c = get_config()\nc.AssignLatePenalties.plugin_class = 'no.Such'",
            "the plugin `no.Such` for penalties does not start",
        ),
        (
            "c = get_config()\nc.CourseDirectory.db_url = 'postgresql://x'",
            "the gradebook is `postgresql`, and only SQLite can",
        ),
        (
            "c = get_config()\nc.Autograde.pre_convert_hook = 'a.b'",
            "sets `pre_convert_hook`, which only nbgrader itself can call",
        ),
    ],
)
def test_a_course_that_cannot_be_followed_is_a_sentence(fresh, autograder, config, sentence):
    (fresh / "nbgrader_config.py").write_text(config)
    status, _, err = autograder("grade", "--nbgrader", fresh, "--jobs", 1)
    assert status == 1
    assert sentence in err


def test_an_assignment_of_others_has_to_be_entered_by_nbgrader(fresh, autograder, monkeypatch):
    start_nothing(monkeypatch)
    path = fresh / "source" / ASSIGNMENT / "small.ipynb"
    path.write_text(path.read_text().replace("use_key", "use_nothing"))
    hand_in(fresh, ASSIGNMENT, "small.ipynb", {"ann": "{{"})
    status, _, err = autograder("grade", "--nbgrader", fresh, "--jobs", 1)
    advice = f"has no assignment `{ASSIGNMENT}`; run `nbgrader generate_assignment {ASSIGNMENT}` first\n"
    assert (status, err.endswith(advice)) == (1, True)


def test_newer_checks_in_source_are_told(graded, autograder, tmp_path, monkeypatch):
    folder = Path(shutil.copytree(graded[0], tmp_path / "course"))
    with (folder / "grading" / f"{ASSIGNMENT}.jsonl").open() as file:
        start_nothing(monkeypatch, json.loads(file.readline())["level"])
    path = folder / "source" / ASSIGNMENT / "small.ipynb"
    path.write_text(path.read_text().replace('check(\\"double\\")', 'check( \\"double\\")'))
    _, _, err = autograder("grade", "--nbgrader", folder, ASSIGNMENT)
    assert f"run `nbgrader generate_assignment {ASSIGNMENT} --force`" in err


def test_a_failing_grader_is_nobodys_fault(fresh, autograder, monkeypatch):
    start_nothing(monkeypatch)
    hand_in(fresh, ASSIGNMENT, "small.ipynb", {"ann": "{{"})

    def fails(*arguments):
        raise RuntimeError("boom")

    with monkeypatch.context() as patched:
        patched.setattr("autograder.nbgrader.engine.grade_notebook", fails)
        status, _, err = autograder("grade", "--nbgrader", fresh, "--jobs", 1)
    assert status == 1
    assert "which is not the student's fault (RuntimeError: boom); run the same command to try again" in err
    assert in_gradebook(fresh, "") == {}
    assert autograder("grade", "--nbgrader", fresh, "--jobs", 1)[0] == 0
    assert set(in_gradebook(fresh)) == {"ann"}


PLAIN = [
    ("code", "import numpy as np", {"grade_id": "given", "locked": True}),
    ("code", "def twice(x):\n    return 2 * x", {"grade_id": "twice", "solution": True}),
    (
        "code",
        "assert twice(2) == 4\n### BEGIN HIDDEN TESTS\nassert twice(0.5) == 1\n### END HIDDEN TESTS",
        {"grade_id": "test-twice", "grade": True, "locked": True, "points": 3},
    ),
]


def plain_notebook(**texts):
    """A notebook of another author, with some cells replaced."""
    roles = {"schema_version": 3, "grade": False, "solution": False, "locked": False, "task": False}
    cells = [
        {
            "cell_type": kind,
            "source": texts.get(known["grade_id"].replace("-", "_"), text),
            "metadata": {"nbgrader": {**roles, "cell_type": kind, **known}},
            "outputs": [],
            "execution_count": None,
        }
        for kind, text, known in PLAIN
    ]
    return {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


def test_an_assignment_of_others_is_graded_beside_ours(fresh, submissions, autograder):
    """Both in one run, with the same workers; hidden tests of others are shown to nobody."""
    with closing(Gradebook.create(fresh / "gradebook.db")) as book:
        enter_notebooks(book, "", "plain", {"plain": plain_notebook(twice="def twice(x):\n    pass")})
    (fresh / "source" / "plain").mkdir()
    (fresh / "source" / "plain" / "plain.ipynb").write_text(json.dumps(plain_notebook()))
    texts = {
        "ann": "def twice(x):\n    return 2 * x",
        "bea": "def twice(x):\n    return int(x) * 2",
        "cleo": "twice = 3",
    }
    made = {name: json.dumps(plain_notebook(twice=text)) for name, text in texts.items()}
    hand_in(fresh, "plain", "plain.ipynb", made)
    hand_in(fresh, ASSIGNMENT, "small.ipynb", {"ann": "{{"})
    status, out, err = autograder("grade", "--nbgrader", fresh, "--jobs", 1)
    assert status == 0, err
    assert [Path(line).name for line in out.splitlines()] == [f"{ASSIGNMENT}.csv", "plain.csv"]
    assert "confined but less protected" in err
    scores = in_gradebook(fresh, "test-")
    assert {name: points["twice"] for name, points in scores.items()} == {"ann": 3, "bea": 0, "cleo": 0}
    comments = {student: text for student, cell, _, text, _ in content(fresh)["comment"] if cell == "twice"}
    assert comments["ann"] is None
    assert comments["bea"] == "test-twice: 0 of 3 points\n\n    a hidden test failed"
    assert "TypeError" in comments["cleo"]
    assert "0.5" not in (fresh / "autograded" / "bea" / "plain" / "plain.ipynb").read_text()
