"""`adjustments.csv`: a person's points reach every report, survive regrading, and a wrong line stops nothing silently."""

import csv
import io
import json

import pytest

from autograder.grading.checks import dump_checks
from autograder.reports.adjustments import AdjustmentsError, adjustments_beside, read_adjustments
from autograder.reports.results import Column
from tests.programs import SMALL

COLUMNS = [
    Column("01_a", "a", "one", 3.0),
    Column("01_a", "a", "why", 10.0, manual=True),
    Column("02_b", "b", "why", 4.0, manual=True),
]
STUDENTS = ["ada", "=bob", "cyd "]
HEADER = "student,exercise,points,comment,by\n"


def read(tmp_path, text, students=STUDENTS):
    path = tmp_path / "adjustments.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_adjustments(path, COLUMNS, students)


def test_rows_are_read_in_any_order_of_columns_with_any_sign_between(tmp_path):
    for text in (
        HEADER + 'ada,one,2.5,"Appeal, accepted",Eve\n\n',
        "\ufeffBy;Points;Comment;Student;Exercise;notes\nEve;2,5;Appeal, accepted;ada;a.one;x\n",
    ):
        [(title, given)] = read(tmp_path, text).of("ada").items()
        assert (title, given.points, given.comment, given.by) == ("a.one", 2.5, "Appeal, accepted", "Eve")


def test_a_student_is_written_as_in_the_table_or_as_the_folder(tmp_path):
    for name in ("=bob", "'=bob"):
        assert read(tmp_path, HEADER + f"{name},one,1,,\n").of("=bob")["a.one"].points == 1
    assert read(tmp_path, HEADER + "cyd,one,1,,\n", ["cyd"]).of("cyd")["a.one"].points == 1


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("adda,one,1,,", "line 2: there is no student `adda`; did you mean `ada`?"),
        ("\x1b[0m,one,1,,", "there is no student `\\u001b[0m`"),
        ("ada,onne,1,,", "line 2: there is no exercise `onne`; did you mean `one`?"),
        ("ada,a.onne,1,,", "there is no exercise `a.onne`; did you mean `a.one`?"),
        ("ada,why,1,,", "write `why` with its lesson: `a.why` or `b.why`"),
        ("ada,one,,,", "`` is not a number of points"),
        ("ada,one,nan,,", "`nan` is not a number of points"),
        ("ada,one,-1,,", "-1 points are less than none"),
        ("ada,one,4,,", "4 points are more than the 3 of `a.one`"),
        (
            "ada,one,1,,\nada,a.one,2,,",
            "line 3: `ada` has points for `a.one` in line 2 already; keep one of them",
        ),
        ('ada,one,1,"x', "it is not a CSV file"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path, row, sentence):
    with pytest.raises(AdjustmentsError) as error:
        read(tmp_path, HEADER + row + "\n")
    assert sentence in str(error.value)
    assert "adjustments.csv` has to be mended: " in str(error.value)


def test_all_that_is_wrong_is_said_at_once_but_not_more_than_can_be_read(tmp_path):
    with pytest.raises(AdjustmentsError) as error:
        read(tmp_path, HEADER + "x,y,z,,\n" * 30)
    assert str(error.value).endswith("; and 80 more")


@pytest.mark.parametrize("text", ["", "student,points\n"])
def test_a_header_that_lacks_columns_is_refused(tmp_path, text):
    with pytest.raises(AdjustmentsError, match="it has to be `student,exercise,points,comment,by`"):
        read(tmp_path, text)


def test_a_file_that_cannot_be_read_is_a_sentence(tmp_path):
    with pytest.raises(AdjustmentsError, match="is not UTF-8; save it as “CSV UTF-8”"):
        read(tmp_path, b"student\xff")
    with pytest.raises(AdjustmentsError, match="cannot be read: No such file"):
        adjustments_beside(tmp_path, tmp_path / "none.csv", COLUMNS, STUDENTS)
    assert adjustments_beside(tmp_path / "nowhere", None, COLUMNS, STUDENTS).of("ada") == {}


def test_rows_about_other_lessons_are_left_out_and_named(tmp_path):
    read_ = read(tmp_path, HEADER + "ada,c.two,99,,\nada,one,1,,\n")
    assert read_.skipped == ("c",)
    assert list(read_.of("ada")) == ["a.one"]


# ---------------------------------------------------------------- through the command

HOSTILE = "<script>alert(1)</script> \x1b[31m"


@pytest.fixture
def grade(autograder, small_course, tmp_path):
    """Grade two students, of whom `bob` fails `double`; returns the exit status and what was said."""
    key = tmp_path / "key.json"
    key.write_text(dump_checks([lesson.frozen for lesson in small_course.lessons]))
    for name, program in {"ada": SMALL, "bob": SMALL.replace("2 * x", "x ** 2")}.items():
        (tmp_path / "class" / name).mkdir(parents=True)
        (tmp_path / "class" / name / "small.py").write_text(program)

    def run(*more):
        status, _, said = autograder(
            "grade", tmp_path / "class", "--out", tmp_path / "out", "--key", key, "--trust-submissions", *more
        )
        return status, said

    return run


def table(out):
    text = (out / "grades.csv").read_bytes().decode()
    return {row["student"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}


def test_points_of_a_person_reach_all_reports_survive_regrading_and_can_be_taken_back(
    grade, autograder, tmp_path
):
    out = tmp_path / "out"
    grade()
    before = table(out)["bob"]
    given = out / "adjustments.csv"
    given.write_text(HEADER + f'bob,double,5,"Appeal {HOSTILE}",Eve\nbob,why,3.5,,Eve\n')
    assert grade()[0] == 0
    for _ in range(2):
        row = table(out)["bob"]
        assert (row["small.double"], row["small.why"]) == ("5", "3.5")
        assert float(row["total"]) == float(before["total"]) - float(before["small.double"]) + 5, (
            "essays stay outside"
        )
        assert table(out)["ada"]["small.why"] == ""
        page = (out / "feedback" / "bob.html").read_text()
        assert "Points given by a person" in page
        assert f"<code>small.double</code>: 5 of 5 points instead of {before['small.double']}, by Eve" in page
        assert "Appeal &lt;script&gt;" in page
        assert "<script>" not in page
        assert "\x1b" not in page
        assert "Points given by a person" not in (out / "feedback" / "ada.html").read_text()
        machine = json.loads((out / "results" / "bob.json").read_text())
        assert machine["score"] == float(row["total"])
        assert "small.double: 5 of 5 points instead of" in machine["output"]
        (out / "results.jsonl").unlink()  # everything is graded anew
        grade()
    exported = tmp_path / "junit.xml"
    autograder("export", "junit", out, "--out", exported)
    assert "given by a person (Eve): Appeal &lt;script" in exported.read_text()
    autograder("export", "csv", out, "--out", exported)
    assert exported.read_bytes() == (out / "grades.csv").read_bytes()
    given.unlink()
    grade()
    assert table(out)["bob"] == before
    assert "Points given by a person" not in (out / "feedback" / "bob.html").read_text()


def test_a_wrong_line_stops_before_anything_is_written_and_loses_nothing(grade, tmp_path):
    grade()
    out = tmp_path / "out"
    before = {p: p.read_bytes() for p in out.rglob("[!.]*") if p.is_file()}
    wrong = tmp_path / "mine.csv"
    wrong.write_text(HEADER + "nobody,why,1,,\n")
    status, said = grade("--adjustments", wrong)
    assert status == 1
    assert "mine.csv` has to be mended: line 2: there is no student `nobody`" in said
    assert {p: p.read_bytes() for p in out.rglob("[!.]*") if p.is_file()} == before


def test_an_essay_can_be_exported_alone(grade, autograder, tmp_path):
    grade()
    theirs, filled = tmp_path / "theirs.csv", tmp_path / "filled.csv"
    theirs.write_text("Student,ID,SIS Login ID,Section,Essay (5)\n  Points Possible,,,,\nB,2,bob,x,\n")
    given = tmp_path / "mine.csv"
    given.write_text(HEADER + "bob,why,3.5,,Eve\nada,z.other,1,,\n")
    options = [
        "--gradebook",
        theirs,
        "--column",
        "Essay (5)",
        "--points",
        "small.why",
        "--adjustments",
        given,
    ]
    status, _, said = autograder("export", "canvas", tmp_path / "out", *options, "--out", filled)
    assert filled.read_text().endswith("B,2,bob,x,3.5\n")
    assert status == 1
    assert "`ada` is not in their file" in said
    assert "Adjustments of lessons that are not graded here were left out: z." in said
