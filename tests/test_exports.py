"""Exports: their file stays theirs but for one column, and nobody gets the points of another."""

import csv
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from xml.etree import ElementTree as ET

import pytest

from autograder.batch.store import Store
from autograder.exports.graded import grades_in
from autograder.exports.plain import plain_csv
from autograder.exports.roster import Person, Row, match
from autograder.exports.sheet import Sheet, SheetError, number
from autograder.grading.checks import dump_checks
from autograder.reports.writing import Reports
from tests.programs import SMALL

BOM = b"\xef\xbb\xbf"


def result(student, points=5.0, status="ok", **more):
    check = {"label": "three numbers", "points": points, "max_points": 5.0, "hidden": False}
    right = {**check, "status": "passed"}
    wrong = {**check, "status": "failed", "message": {"what": "not right: <b>&\x1b\uffff"}}
    exercise = {"name": "double", "extra": False, "checks": [right if points == 5 else wrong]}
    lesson = {"lesson": "01_small", "file": "small.py", "remarks": [], "exercises": [exercise]}
    facts = {"digest": student, "key": "k", "level": "process", "remarks": [], **more}
    return {
        "student": student,
        "status": status,
        "lessons": [] if status == "grader error" else [lesson],
        **facts,
    }


@pytest.fixture
def lessons(small_course):
    return [lesson.frozen for lesson in small_course.lessons]


@pytest.fixture
def graded(tmp_path, lessons):
    """A folder of grades of some students."""

    def run(*results):
        out = tmp_path / "grades"
        with Store(out / "results.jsonl") as store:
            for one in results:
                store.append(one)
            Reports(out, store, [r["student"] for r in results], lessons).finish()
        return out

    return run


@pytest.fixture
def export(autograder, tmp_path):
    """Run an export; returns the exit status, what was said, and the bytes of the file."""

    def run(what, *arguments):
        out = tmp_path / "exported"
        status, _, said = autograder("export", what, *arguments, "--out", out)
        return status, said, out.read_bytes() if out.exists() else None

    return run


# ---------------------------------------------------------------- Canvas


CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Other (1),Lesson 1 (77),Assignments Current Score,Final Score\r\n"
    ",,,,,Manual Posting,,,\r\n"
    "    Points Possible,,,,,10.00,26.00,(read only),(read only)\r\n"
    '"Doe, Jane",4321,s1,jane,"A, ""one""",7.00,,70,70\r\n'
    '"Ünal, Bö",4322,s2,boe,A,=1+1,3.50,70,70\r\n'
    '"Roe, Rick",4323,s3,rick,A,,EX,,\r\n'
    '"Student, Test",4324,,t,A,,,,\r\n'
)


def canvas(export, tmp_path, grades, text=CANVAS, *more, column="Lesson 1 (77)"):
    theirs = tmp_path / "gradebook.csv"
    theirs.write_bytes(text if isinstance(text, bytes) else text.encode())
    return export("canvas", grades, "--gradebook", theirs, "--column", column, *more)


def test_canvas_gets_one_column_and_all_else_stays_byte_for_byte(export, graded, tmp_path):
    grades = graded(result("jane"), result("s2", 2.5))
    status, said, data = canvas(export, tmp_path, grades, BOM + CANVAS.encode())
    expected = CANVAS.replace('""one""",7.00,,70', '""one""",7.00,5,70').replace("=1+1,3.50", "=1+1,2.5")
    assert data == BOM + expected.encode()
    assert status == 0, said
    assert "2 students exported" in said
    assert "without a result of ours: Roe, Rick (4323), Student, Test (4324)" in said


@pytest.mark.parametrize("column", ["Lesson 1 (77)", "Lesson 1", "77"])
def test_the_column_of_canvas_is_found_by_title_or_number(export, graded, tmp_path, column):
    assert canvas(export, tmp_path, graded(result("jane")), column=column)[0] == 0


@pytest.mark.parametrize(
    ("column", "sentence"),
    [
        ("Lesson 9", "no column is `Lesson 9`; give --column one of `Student`"),
        ("Final Score", "`Final Score` is not an assignment, so Canvas would ignore it"),
        ("Section", "`Section` is not an assignment"),
    ],
)
def test_a_column_that_canvas_would_not_take_is_refused(export, graded, tmp_path, column, sentence):
    status, said, data = canvas(export, tmp_path, graded(result("jane")), column=column)
    assert (status, data) == (2, None)
    assert sentence in said


def test_a_gradebook_with_semicolons_and_decimal_commas_stays_so(export, graded, tmp_path):
    text = (
        "Student;ID;SIS Login ID;Section;Lesson, one (77);More (78)\n"
        "Points Possible;;;;26,00;1,00\n"
        "Doe, Jane;1;jane;A;;0\n"
    )
    status, said, data = canvas(export, tmp_path, graded(result("jane", 2.5)), text, column="77")
    assert status == 0, said
    assert data.decode() == text.replace("A;;0", "A;2,5;0")


def test_who_is_excused_or_was_not_graded_keeps_what_is_there(export, graded, tmp_path):
    grades = graded(result("rick"), result("s2", status="grader error"))
    status, said, data = canvas(export, tmp_path, grades)
    assert (status, data.decode()) == (1, CANVAS)
    assert "`rick` keeps what is in their file: `EX`, excused" in said
    assert "`s2` has no points yet, so the cell stays as it was" in said


def test_another_maximum_than_ours_is_said(export, graded, tmp_path):
    text = CANVAS.replace("26.00", "100.00")
    status, said, _ = canvas(export, tmp_path, graded(result("jane")), text)
    assert status == 1
    assert "their maximum is 100 points and ours 26; points are written as they are, not scaled" in said


def test_short_rows_are_filled_up_to_the_column(export, graded, tmp_path):
    text = CANVAS.replace('"Doe, Jane",4321,s1,jane,"A, ""one""",7.00,,70,70', "Jane Doe,4321,s1,jane")
    _, _, data = canvas(export, tmp_path, graded(result("jane")), text)
    assert "Jane Doe,4321,s1,jane,,,5\r\n" in data.decode()


def test_what_is_no_gradebook_is_refused_with_the_way_to_get_one(export, graded, tmp_path):
    for text in ("a,b\n1,2\n", "", "\x00\xff"):
        status, said, data = canvas(export, tmp_path, graded(result("jane")), text)
        assert (status, data) == (2, None)
        assert "it is not a gradebook of Canvas" in said


def test_points_can_be_of_a_lesson_or_an_exercise(export, graded, tmp_path):
    grades = graded(result("jane", 2.5))
    for what in ("total", "1", "small", "double", "small.double"):
        assert b"7.00,2.5,70" in canvas(export, tmp_path, grades, CANVAS, "--points", what)[2]
    status, said, _ = canvas(export, tmp_path, grades, CANVAS, "--points", "nothing")
    assert status == 1
    assert "`nothing` was not graded" in said
    assert "--points takes one of total, small, small.double" in said


# ---------------------------------------------------------------- who is who


ROWS = [
    Row(1, {"Student": "Doe, Jane", "ID": "10", "SIS": "a1", "Login": "jane"}),
    Row(2, {"Student": "Doe, Jane", "ID": "11", "SIS": "a2", "Login": "jdoe"}),
    Row(3, {"Student": "Ünal, Bö", "ID": "12", "SIS": "10", "Login": "boe"}),
]


def matched(*people, only=""):
    made = match([p if isinstance(p, Person) else Person(p) for p in people], ROWS, "ID", only)
    return {s: r.place for s, r in made.rows.items()}, made


@pytest.mark.parametrize("name", ["boe", "BOE", "Bö Ünal", "Ünal, Bö", " bo\u0308 u\u0308nal", "10"])
def test_a_student_is_found_by_login_name_or_number(name):
    assert matched(name)[0] == {name: 3}


def test_a_name_that_two_have_is_refused_with_a_sentence():
    rows, made = matched("Jane Doe")
    assert rows == {}
    assert made.sentences == ["`Jane Doe` may be any of 2 rows of their file; use --match COLUMN"]
    assert len(made.left) == 3


def test_the_number_of_the_platform_decides_alone():
    known = Person("doejane", {"platform_id": "11", "display_name": "Jane Doe"})
    assert matched(known)[0] == {"doejane": 2}
    gone = Person("boe", {"platform_id": "99"})
    assert matched(gone)[0] == {}, "somebody else of the same name"


def test_a_number_of_another_system_says_nothing():
    data = {
        "student": "Ada_10_assignsubmission_file",
        "platform": {"platform": "moodle", "id": "10", "name": "Ada"},
    }
    assert Person.of(data, "moodle").known["platform_id"] == "10"
    assert "platform_id" not in Person.of(data, "canvas").known
    assert Person.of({**data, "student": "10"}, "canvas").anything == {"ada"}


def test_a_folder_is_never_taken_for_a_number_of_the_platform_unless_asked():
    assert matched("12")[0] == {}
    assert matched("12", only="ID")[0] == {"12": 3}
    assert matched("10", only="ID")[0] == {"10": 1}


def test_two_students_for_one_row_get_nothing():
    rows, made = matched("boe", "Bö Ünal", "jane")
    assert rows == {"jane": 1}
    assert made.sentences == [
        "`boe`, `Bö Ünal` are all taken for `Ünal, Bö (12)` of their file, so nobody gets it"
    ]


def test_who_is_not_there_is_named_without_what_a_terminal_would_obey():
    assert matched("\x1b[31mx")[1].sentences == ["`\\u001b[31mx` is not in their file"]


def test_a_column_to_match_by_has_to_be_there(export, graded, tmp_path):
    status, said, _ = canvas(export, tmp_path, graded(result("jane")), CANVAS, "--match", "Email")
    assert status == 2
    assert "their file has no column `Email` to match by; there are `Student`, `ID`" in said


# ---------------------------------------------------------------- a sheet of theirs


@pytest.mark.parametrize(
    "data",
    [
        b"a,b\n1,2\n", b"a,b\r\n1,2", b"a;b\r1;2\r", BOM + b'"a","b"\n"x\n""y""",2\n\n', b"a\tb\n\t\n", b"\xe9,b\n1,\xff\n",
        "a,b\nü,日本\n".encode("utf-16"), b"", b"\n", b",\n", b'a,b\n"x"y,2\n',
    ],
)  # fmt: skip
def test_a_sheet_that_is_not_changed_has_the_same_bytes(data):
    assert Sheet(data).data() == data


def test_cells_are_those_that_the_csv_module_reads():
    text = 'a,"b ""c""\n d",\r\n,,\n"",x y,"é"\n'
    rows = [[c.value for c in row] for row in Sheet(text.encode()).rows]
    assert rows == list(csv.reader(io.StringIO(text, newline="")))


def test_what_needs_quotes_gets_them_and_what_had_them_keeps_them():
    sheet = Sheet(b'a,b,c\n"1",2,3\n')
    for column, value in enumerate(["4", "5,0", 'say "x"']):
        sheet.put(1, column, value)
    assert sheet.data() == b'a,b,c\n"4","5,0","say ""x"""\n'


def test_a_quote_that_never_ends_is_said_with_its_line():
    with pytest.raises(SheetError, match="the quote in line 2 is never closed"):
        Sheet(b'a,b\n1,"2\n3,4\n')


@pytest.mark.parametrize(
    ("value", "text"), [(5, "5"), (2.5, "2.5"), (1 / 3, "0.33"), (10, "10"), (0, "0"), (1e6, "1000000")]
)
def test_points_have_two_digits_and_no_exponent(value, text):
    assert number(value, decimal_comma=False) == text
    assert number(value, decimal_comma=True) == text.replace(".", ",")


# ---------------------------------------------------------------- Moodle


MOODLE = (
    "Identifier,Full name,ID number,Email address,Status,Grade,Maximum Grade,Grade can be changed,"
    "Last modified (submission),Last modified (grade),Feedback comments\n"
    '"Participant 901","Jane Doe",a1,jane@uni.edu,"Submitted for grading",,26.00,Yes,"Wednesday, 10 June 2026, 2:14 PM",-,\n'
    '"Participant 902","Bö Ünal",a2,boe@uni.edu,"No submission",3.00,26.00,Yes,-,"Friday, 12 June 2026, 2:14 PM",=x\n'
    '"Participant 903","Rick Roe",a3,rick@uni.edu,"No submission",,26.00,No,-,-,\n'
)


def moodle(export, tmp_path, grades, text=MOODLE, *more):
    theirs = tmp_path / "worksheet.csv"
    theirs.write_bytes(BOM + text.encode())
    return export("moodle", grades, "--worksheet", theirs, *more)


def test_moodle_gets_its_grades_and_all_else_stays_byte_for_byte(export, graded, tmp_path):
    grades = graded(result("jane@uni.edu"), result("Bö Ünal_902_assignsubmission_file", 2.5), result("a3"))
    status, said, data = moodle(export, tmp_path, grades)
    expected = MOODLE.replace('grading",,26', 'grading",5,26').replace("3.00,26.00", "2.5,26.00")
    assert data == BOM + expected.encode()
    assert status == 1
    assert "2 students exported" in said
    assert "`a3` keeps what is in their file: it says that the grade cannot be changed" in said


def test_a_worksheet_of_another_language_is_filled_too(export, graded, tmp_path):
    text = (
        "ID;Vollständiger Name;E-Mail-Adresse;Status;Bewertung;Bestwertung;Zuletzt geändert (Bewertung)\n"
        "Teilnehmer/in 901;Jane Doe;jane@uni.edu;Abgegeben;;26,00;-\n"
    )
    grades = graded(result("jane@uni.edu", 2.5))
    status, said, data = moodle(export, tmp_path, grades, text)
    assert status == 2
    assert "no column is called `Grade`; name the column of grades with --column" in said
    status, said, data = moodle(export, tmp_path, grades, text, "--column", "Bewertung")
    assert status == 0, said
    assert data == BOM + text.replace("Abgegeben;;", "Abgegeben;2,5;").encode()


def test_blind_marking_has_numbers_only(export, graded, tmp_path):
    text = "Identifier,Status,Grade,Maximum grade,Last modified (grade)\nParticipant 5,x,,26.00,-\n"
    status, said, data = moodle(
        export, tmp_path, graded(result("Participant_5_assignsubmission_file_")), text
    )
    assert status == 0, said
    assert b"Participant 5,x,5,26.00" in data


def test_points_above_their_maximum_are_not_written(export, graded, tmp_path):
    text = MOODLE.replace("26.00", "4.00")
    status, said, data = moodle(export, tmp_path, graded(result("jane@uni.edu")), text)
    assert status == 1
    assert data == BOM + text.encode()
    assert "`Jane Doe` has 5 points, above their maximum, so the cell stays as it was" in said


def test_what_is_no_worksheet_is_refused(export, graded, tmp_path):
    status, said, data = moodle(export, tmp_path, graded(result("jane")), "a,b\n1,2\n")
    assert (status, data) == (2, None)
    assert "it is not a grading worksheet of Moodle" in said


def as_moodle_reads(name):
    """mod_assign: explode('_', name, 5); the second part is the number of the participant."""
    parts = name.split("_", 4)
    assert len(parts) == 5
    assert parts[2] == "assignsubmission"
    return int(parts[1]), parts[3], parts[4]


def test_the_feedback_zip_has_names_by_which_moodle_knows_whose_a_page_is(export, graded, tmp_path):
    theirs = tmp_path / "worksheet.csv"
    theirs.write_bytes(BOM + MOODLE.replace("Jane Doe", "Jane_../Doe").encode())
    grades = graded(result("jane@uni.edu"), result("a2"), result("nobody"))
    status, said, data = export("moodle-feedback", grades, "--worksheet", theirs)
    assert status == 1
    assert "`nobody` is not in their file" in said
    archive = zipfile.ZipFile(io.BytesIO(data))
    assert {as_moodle_reads(n) for n in archive.namelist()} == {
        (901, "file", "feedback.html"),
        (902, "file", "feedback.html"),
    }
    assert all("/" not in n for n in archive.namelist())
    [janes] = [n for n in archive.namelist() if "_901_" in n]
    assert b"Feedback for" in archive.read(janes)
    assert b"jane@uni.edu" in archive.read(janes)


def test_folders_named_by_moodle_need_no_worksheet(export, graded):
    grades = graded(result("Jane Doe_901_assignsubmission_file"), result("ada"))
    status, said, data = export("moodle-feedback", grades)
    assert zipfile.ZipFile(io.BytesIO(data)).namelist() == [
        "Jane Doe_901_assignsubmission_file_feedback.html"
    ]
    assert status == 1
    assert "`ada` has no number of Moodle; give its grading worksheet with --worksheet" in said


# ---------------------------------------------------------------- JUnit and plain CSV


def test_junit_has_a_suite_for_each_student_and_counts_every_check(export, graded):
    grades = graded(result("ada"), result('b"<&\x00', 0.0), result("cyd", status="grader error"))
    status, _, data = export("junit", grades)
    assert status == 0
    root = ET.fromstring(data)
    assert root.tag == "testsuites"
    suites = {s.get("name"): s for s in root}
    assert list(suites) == ["ada", 'b"<&\\u0000', "cyd"]
    counts = {
        n: [int(s.get(k)) for k in ("tests", "failures", "errors", "skipped")] for n, s in suites.items()
    }
    assert list(counts.values()) == [[1, 0, 0, 0], [1, 1, 0, 0], [1, 0, 1, 0]]
    case = suites["ada"].find("testcase")
    assert (case.get("classname"), case.get("name")) == ("01_small.double", "three numbers")
    assert {p.get("name"): p.get("value") for p in case.iter("property")} == {
        "points": "5",
        "max_points": "5",
    }
    failure = suites['b"<&\\u0000'].find("testcase/failure")
    assert failure.get("message") == "failed"
    assert "not right: <b>&\\u001b" in failure.text


def plain(folder, **how):
    with grades_in(folder) as grades:
        return "".join(plain_csv(grades, **how))


def test_the_plain_table_is_grades_csv_and_can_be_that_of_another_country(graded, export):
    folder = graded(result("=cmd()", 2.5), result("b;c"))
    assert plain(folder) == (folder / "grades.csv").read_bytes().decode()
    status, _, data = export("csv", folder, "--delimiter", ";", "--decimal-comma", "--bom")
    assert status == 0
    assert data.startswith(BOM)
    header, first, second = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert header[:2] == ["student", "small.double"]
    assert first[:2] == ["'=cmd()", "2,5"]
    assert second[:2] == ["b;c", "5"]
    assert first[header.index("total")] == "2,5"
    assert first[-1] == "small.py"


def test_a_folder_without_finished_grades_is_refused(export, tmp_path, graded):
    status, said, _ = export("junit", tmp_path / "none")
    assert status == 1
    assert "holds no `results.jsonl`; give the folder that `autograder grade --out` wrote" in said
    folder = graded(result("ada"))
    (folder / ".reports").unlink()
    status, said, _ = export("junit", folder)
    assert status == 1
    assert "are not finished; run the same `autograder grade` again, then export" in said


# ---------------------------------------------------------------- Gradescope


@pytest.fixture
def zipped(export, lessons, tmp_path):
    (tmp_path / "key.json").write_text(dump_checks(lessons))
    (tmp_path / "calculus-0-py3-none-any.whl").write_bytes(b"wheel")

    def run(*more):
        wheel = tmp_path / "calculus-0-py3-none-any.whl"
        return export(
            "gradescope-autograder", "--key", tmp_path / "key.json", "--wheel", wheel, "--lesson", "1", *more
        )

    return run


def test_the_zip_holds_at_its_root_what_gradescope_asks_for(zipped, tmp_path):
    status, said, data = zipped()
    assert status == 0
    archive = zipfile.ZipFile(io.BytesIO(data))
    assert archive.namelist() == ["setup.sh", "run_autograder", "key.json", "calculus-0-py3-none-any.whl"]
    modes = {i.filename: i.external_attr >> 16 & 0o777 for i in archive.infolist()}
    assert modes["setup.sh"] == modes["run_autograder"] == 0o755
    assert modes["key.json"] == 0o600
    assert "give it to Gradescope only" in said
    assert "Set the autograder points of the assignment to 26" in said
    assert (tmp_path / "exported").stat().st_mode & 0o077 == 0
    for name in ("setup.sh", "run_autograder"):
        text = archive.read(name)
        assert text.startswith(b"#!/usr/bin/env bash\n")
        assert b"\r" not in text
        subprocess.run(["bash", "-n"], input=text, check=True)


@pytest.mark.parametrize("program", [SMALL, SMALL.replace("2 * x", "x ** 2"), "exit()", None])
def test_run_autograder_writes_results_that_follow_the_schema(zipped, tmp_path, program):
    root = tmp_path / "autograder"
    zipfile.ZipFile(io.BytesIO(zipped("--trust-submissions")[2])).extractall(root / "source")
    (root / "submission").mkdir()
    if program is not None:
        (root / "submission" / "small.py").write_text(program)
    run = subprocess.run(
        ["bash", root / "source" / "run_autograder"],
        env={**os.environ, "AUTOGRADER": str(root), "PYTHON": sys.executable}, cwd=root, capture_output=True, text=True,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout + run.stderr
    data = json.loads((root / "results" / "results.json").read_text())
    assert data["score"] == {SMALL: 20}.get(program, data["score"])
    assert data["score"] < 20 or program == SMALL
    assert all({"score", "max_score", "name", "output"} <= set(t) for t in data["tests"])
    assert sorted(p.name for p in (root / "submission").iterdir()) == (
        ["small.py"] if program is not None else []
    )


def test_a_grader_that_cannot_run_gives_no_score_so_that_a_person_looks(zipped, tmp_path):
    root = tmp_path / "autograder"
    zipfile.ZipFile(io.BytesIO(zipped()[2])).extractall(root / "source")
    (root / "submission").mkdir()
    (root / "source" / "key.json").write_text("spoilt")
    run = subprocess.run(
        ["bash", root / "source" / "run_autograder"],
        env={**os.environ, "AUTOGRADER": str(root), "PYTHON": sys.executable}, cwd=root, capture_output=True,
    )  # fmt: skip
    assert run.returncode != 0
    data = json.loads((root / "results" / "results.json").read_text())
    assert "score" not in data
    assert data["tests"] == []
    assert re.search(r"your instructor sees why", data["output"])


def test_trust_is_in_the_script_only_when_it_was_asked_for(zipped):
    def script(*more):
        return zipfile.ZipFile(io.BytesIO(zipped(*more)[2])).read("run_autograder").decode()

    assert 'TRUST=""' in script()
    assert 'TRUST="--trust-submissions"' in script("--trust-submissions")


def test_a_wheel_that_is_not_there_is_said(autograder, tmp_path, zipped):
    zipped()
    more = ["--key", tmp_path / "key.json", "--wheel", tmp_path / "none.whl", "--out", tmp_path / "x.zip"]
    status, _, said = autograder("export", "gradescope-autograder", *more)
    assert status == 1
    assert "none.whl` cannot be read: No such file" in said
