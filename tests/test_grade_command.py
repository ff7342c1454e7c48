"""`autograder grade`: a whole class with one command, whatever students hand in and whatever happens meanwhile."""

import csv
import dataclasses
import functools
import io
import json
import os
import pty
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from autograder.batch import basis, crew, progress
from autograder.cli import main
from autograder.confinement import doctor
from autograder.confinement.process import ProcessWorker
from autograder.confinement.worker import Limits
from autograder.grading.checks import dump_checks
from tests.processes import strays
from tests.programs import SMALL as RIGHT

ALL = {
    "small.double": "5",
    "small.regime": "4",
    "small.safe_log": "3",
    "small.plot_fit": "0",
    "small.own_loss": "8",
}
NONE = dict.fromkeys(ALL, "0")
BRIEF = functools.partial(ProcessWorker, Limits(call=0.3, again=0.1, statement=0.3, total=5, patience=3))


@pytest.fixture(scope="module")
def key(small_course, tmp_path_factory):
    path = tmp_path_factory.mktemp("key") / "key.json"
    path.write_text(dump_checks([lesson.frozen for lesson in small_course.lessons]))
    return path


def use(monkeypatch, make):
    """Let `make(level=...)` make all workers."""
    monkeypatch.setattr(crew, "ProcessWorker", make)
    monkeypatch.setattr(doctor, "ProcessWorker", make)


@pytest.fixture(autouse=True)
def _brief(monkeypatch):
    """No test waits for the limits of a real course."""
    use(monkeypatch, BRIEF)


@pytest.fixture
def grade(autograder, key, tmp_path):
    """Grade tmp_path/class into tmp_path/out; return the exit status and the two streams."""

    def run(*more, submissions=tmp_path / "class", out=tmp_path / "out"):
        return autograder("grade", submissions, "--out", out, "--key", key, *more)

    return run


def put(path, text=RIGHT):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def notebook(*cells):
    return json.dumps(
        {
            "cells": [{"cell_type": "code", "source": c, "outputs": []} for c in cells],
            "nbformat": 4,
            "metadata": {},
        }
    )


def zipped(**files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return out.getvalue()


def table(out):
    text = (out / "grades.csv").read_bytes().decode("utf-8")
    return {row["student"]: row for row in csv.DictReader(io.StringIO(text, newline=""), strict=True)}


def points(row):
    return {name: row[name] for name in ALL}


def lines(out):
    return [json.loads(line) for line in (out / "results.jsonl").read_bytes().splitlines()]


# ---------------------------------------------------------------- the everyday case


def test_a_class_is_graded_with_one_command(grade, tmp_path):
    put(tmp_path / "class" / "ada" / "small.py")
    put(
        tmp_path / "class" / "bob" / "small.ipynb",
        notebook(RIGHT, "%matplotlib inline\n!ls", "double(", "regime = 1"),
    )
    status, stdout, stderr = grade()
    assert status == 0
    out = tmp_path / "out"
    assert stdout.split("\n") == [f"{out}/grades.csv", f"{out}/class.html", f"{out}/feedback", ""]
    assert [line for line in stderr.splitlines() if "s left" not in line] == [  # progress, on a slow machine
        "Submissions are confined by bubblewrap and the kernel (level lane).",
        "Writing the reports ...",
        "2 submissions graded.",
        "Their status: 1 ok, 1 problem.",
    ]
    assert sorted(p.relative_to(out).as_posix() for p in out.rglob("*")) == [
        ".level", ".reports", ".seen", "class.html", "feedback", "feedback/ada.html", "feedback/bob.html", "grades.csv", "results", "results.jsonl",
        "results/ada.json", "results/bob.json", "rubric", "rubric/small.why.html",
    ]  # fmt: skip
    rows = table(out)
    assert list(rows["ada"]) == ["student", *ALL, "small.why", "total", "max_total", "status", "file"]
    assert rows["ada"] == {
        **ALL, "student": "ada", "small.why": "", "total": "20", "max_total": "26", "status": "ok", "file": "small.py",
    }  # fmt: skip
    assert points(rows["bob"]) == {**ALL, "small.regime": "0"}
    assert rows["bob"]["status"].startswith("problem: small.ipynb: cell 3:1: not valid Python")


def test_the_key_of_a_course_is_built_when_it_is_absent_or_stale(autograder, tmp_path, repository):
    course = tmp_path / "course"
    shutil.copytree(
        repository / "tests" / "course", course, ignore=shutil.ignore_patterns("__pycache__", "key.json")
    )
    put(tmp_path / "class" / "ada" / "small.py")
    run = functools.partial(
        autograder, "grade", tmp_path / "class", "--out", tmp_path / "out", "--course", course
    )
    assert "Building the key ..." in run()[2]
    assert (course / "key.json").stat().st_mode & 0o077 == 0, "the key is for its owner only"
    assert "Building" not in (again := run()[2])
    assert "1 of them kept" in again
    truth = course / "reference" / "small" / "double.py"
    truth.write_text(truth.read_text().replace("np.array([4, 5])", "np.array([4, 5, 6])"))
    assert "Building the key ..." in (changed := run()[2])
    assert "kept" not in changed, "a changed key is graded again"
    truth.write_text("1 +")
    status, _, stderr = run()
    assert status == 1
    assert stderr.endswith("error: the key could not be built; see above\n")


@pytest.mark.parametrize(
    "place",
    [
        "ada/small.py", "ada/01_small/small.py", "ada/small.ipynb", "ada/01_small/small.ipynb", "ada/small (1).py", "ada.zip",
        "ada/handin.zip",
    ],
)  # fmt: skip
def test_every_layout_of_a_submission_earns_the_same(grade, tmp_path, place):
    text = (
        notebook(RIGHT)
        if place.endswith("ipynb")
        else zipped(**{"01_small/small.py": RIGHT})
        if place.endswith("zip")
        else RIGHT
    )
    put(tmp_path / "class" / place, text)
    assert grade()[0] == 0
    row = table(tmp_path / "out")["ada"]
    assert (row["total"], row["status"]) == ("20", "ok")


@pytest.mark.parametrize("root", ["course/submitted", "course"])
def test_the_layout_of_nbgrader_is_graded(grade, tmp_path, root):
    put(tmp_path / "course" / "nbgrader_config.py", "")
    put(tmp_path / "course" / "submitted" / "ada" / "01_small" / "small.ipynb", notebook(RIGHT))
    put(tmp_path / "course" / "submitted" / "ada" / "01_small" / "timestamp.txt", "2026-01-01 00:00:00 UTC")
    put(
        tmp_path / "course" / "submitted" / "bob" / "01_small" / "small.ipynb",
        notebook("def double(x): return 2 * x"),
    )
    assert grade(submissions=tmp_path / root)[0] == 0
    assert {s: row["total"] for s, row in table(tmp_path / "out").items()} == {"ada": "20", "bob": "5"}


def test_only_the_lessons_asked_for_are_graded(grade, tmp_path):
    put(tmp_path / "class" / "ada" / "small.py")
    for name in ("01_small", "small", "01", "1"):
        assert grade("--lesson", name, "--lesson", "01_small")[0] == 0
    status, _, stderr = grade("--lesson", "01,large", "--lesson", "02")
    assert (status, stderr) == (2, "error: no lesson `large`, `02`; there are 01_small\n")


def test_a_table_of_more_lessons_is_not_replaced_by_one_of_fewer(autograder, small_course, tmp_path):
    lesson = small_course.lessons[0].frozen
    key = put(
        tmp_path / "key.json", dump_checks([lesson, dataclasses.replace(lesson, slug="02_other", essays=())])
    )
    put(tmp_path / "class" / "ada" / "small.py")
    command = ["grade", tmp_path / "class", "--out", tmp_path / "out", "--key", key]
    assert autograder(*command, "--lesson", "1")[0] == 0
    assert autograder(*command)[0] == 0, "more lessons are no loss"
    before = {p: p.read_bytes() for p in (tmp_path / "out").rglob("*") if p.is_file()}
    status, stdout, stderr = autograder(*command, "--lesson", "1")
    assert (status, stdout) == (2, "")
    assert stderr == (
        f"error: `{tmp_path}/out` holds grades of other too, which --lesson would replace; "
        "give --out another folder\n"
    )
    assert {p: p.read_bytes() for p in (tmp_path / "out").rglob("*") if p.is_file()} == before


def test_a_lesson_that_is_missing_is_named_and_costs_only_itself(autograder, small_course, tmp_path):
    lesson = small_course.lessons[0].frozen
    two = [lesson, dataclasses.replace(lesson, slug="02_other", title="Other", essays=())]
    key = put(tmp_path / "key.json", dump_checks(two))
    put(tmp_path / "class" / "ada" / "small.py")
    put(tmp_path / "class" / "bob" / "02_other" / "other.ipynb", notebook(RIGHT))
    put(tmp_path / "class" / "cyd" / "01_small" / "small.py")
    put(tmp_path / "class" / "cyd" / "02_other" / "other.py", "def double(x): return 2 * x")
    status, _, stderr = autograder("grade", tmp_path / "class", "--out", tmp_path / "out", "--key", key)
    assert status == 0
    assert "Their status: 2 incomplete, 1 ok." in stderr
    rows = table(tmp_path / "out")
    assert {s: (r["total"], r["max_total"], r["status"], r["file"]) for s, r in rows.items()} == {
        "ada": ("20", "52", "incomplete: no file for other", "small.py"),
        "bob": ("20", "52", "incomplete: no file for small", "02_other/other.ipynb"),
        "cyd": ("25", "52", "ok", "01_small/small.py; 02_other/other.py"),
    }
    assert (rows["cyd"]["small.double"], rows["cyd"]["other.double"], rows["cyd"]["other.regime"]) == (
        "5",
        "5",
        "0",
    )


@pytest.fixture
def wrong_usage(tmp_path):
    put(tmp_path / "class" / "ada" / "small.py")
    put(tmp_path / "flat" / "small.py")
    put(tmp_path / "junk.json", "[]")
    put(tmp_path / "old.json", '{"format": 99, "lessons": []}')
    (tmp_path / "empty").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "status", "sentence"),
    [
        (
            ["nowhere", "--key", "KEY"],
            2,
            "`nowhere` is not a folder; give the folder that holds one folder for each student",
        ),
        (
            ["empty", "--key", "KEY"],
            2,
            "`empty` holds no folder and no archive, so nobody to grade; give the folder that holds",
        ),
        (
            ["flat", "--key", "KEY"],
            2,
            "so nobody to grade; it holds `small.py`; give the folder that holds one folder (or zip)",
        ),
        (
            ["class", "--key", "nothing.json"],
            2,
            "the key `nothing.json` cannot be read: No such file or directory",
        ),
        (["class", "--key", "junk.json"], 2, "`junk.json` is not a file of checks (TypeError"),
        (
            ["class", "--key", "old.json"],
            2,
            "`old.json` has format 99, this version reads 2; run `autograder build`",
        ),
        (["class", "--course", "empty"], 2, "`empty` is not a course: it holds no `solutions/`"),
        (["class"], 2, "run this in your course, or name it with --course, or give --key"),
        (["class", "--key", "KEY", "--jobs", "0"], 2, "--jobs must be at least 1"),
        (["class", "--key", "KEY", "--out", "junk.json"], 2, "`junk.json` is a file, not a folder"),
        (["class", "--key", "KEY", "--out", "class"], 2, "`class` holds the submissions; give --out another"),
        (
            ["class", "--key", "KEY", "--out", "/proc/out"],
            1,
            "cannot write to `/proc/out/results.jsonl`: No such file",
        ),
    ],
    ids=lambda v: " ".join(v) if isinstance(v, list) else "",
)
def test_wrong_usage_is_one_sentence(autograder, key, wrong_usage, monkeypatch, arguments, status, sentence):
    monkeypatch.chdir(wrong_usage)
    arguments = [str(key) if a == "KEY" else a for a in arguments]
    out = [] if "--out" in arguments else ["--out", "out"]
    got, stdout, stderr = autograder("grade", *arguments, *out)
    assert (got, stdout) == (status, "")
    assert stderr.startswith("error: ") or "confined" in stderr
    assert sentence in stderr
    assert "Traceback" not in stderr
    assert not (wrong_usage / "out" / "grades.csv").exists()


def test_what_is_no_submission_is_named_once_and_harmlessly(grade, tmp_path):
    put(tmp_path / "class" / "ada" / "small.py")
    for i in range(12):
        put(tmp_path / "class" / f"{i:02} \x1b[31m.txt")
    stderr = grade()[2]
    assert "Not graded, because it is neither a folder nor an archive: `00 \\u001b[31m.txt`, " in stderr
    assert "`09 \\u001b[31m.txt` and 2 more.\n" in stderr
    assert "\x1b" not in stderr
    put(tmp_path / "class" / ".hidden" / "small.py")
    put(tmp_path / "class" / "grades" / "results.jsonl", "")
    said = [line for line in grade()[2].splitlines() if line.startswith("Not graded")]
    assert said[:2] == [
        "Not graded, because it holds the grades of an earlier run: `grades`.",
        "Not graded, because it is neither a folder nor an archive: " + said[1].partition(": ")[2],
    ]
    assert said[2:] == ["Not graded, because its name starts with a dot: `.hidden`."]
    stderr = grade("--lesson", "99")[2]
    assert stderr == "error: no lesson `99`; there are 01_small\n", "what is wrong is said alone"


def test_grades_may_be_written_into_the_folder_of_submissions(grade, tmp_path):
    put(tmp_path / "class" / "ada" / "small.py")
    for _ in range(2):
        assert grade(out=tmp_path / "class" / "grades")[0] == 0
        assert list(table(tmp_path / "class" / "grades")) == ["ada"]


# ---------------------------------------------------------------- loading


LOADING = {
    "raises": ("1 / 0", "ZeroDivisionError: division by zero"),
    "imports what is not there": (
        "import nothing_like_that",
        "ModuleNotFoundError: No module named 'nothing_like_that'",
    ),
    "exits": ("exit()", "exit() was ignored"),
    "exits hard": ("import sys; sys.exit('bye')", "exit() was ignored"),
    "interrupts": ("raise KeyboardInterrupt", "KeyboardInterrupt: "),
    "loops": ("while True: pass", "left out, because it did not end in time"),
    "sleeps": ("import time; time.sleep(1000)", "left out, because it did not end in time"),
    "dies": ("import os; os._exit(3)", "left out, because it ended the process with exit code 3"),
    "is killed": ("import ctypes; ctypes.string_at(0)", "left out, because it ended with SIGSEGV"),
}


@pytest.mark.parametrize("how", LOADING)
@pytest.mark.parametrize("kind", ["py", "ipynb"])
def test_a_bad_statement_costs_itself_and_not_what_comes_later(grade, tmp_path, how, kind):
    bad, sentence = LOADING[how]
    text = f"def before(): pass\n{bad}\n{RIGHT}"
    put(
        tmp_path / "class" / "ada" / f"small.{kind}",
        text if kind == "py" else notebook("def before(): pass", bad, RIGHT),
    )
    grade()
    row = table(tmp_path / "out")["ada"]
    where = "small.py:2: " if kind == "py" else "small.ipynb: cell 2:1: "
    assert row["status"].startswith(f"problem: {where}{sentence}"), row["status"]
    assert points(row) == ALL


def test_a_file_in_which_calls_crash_wants_a_look(grade, tmp_path):
    crash = "import os\ndef double(x): os._exit(1)\ndef regime(rate): return 'converges'\n"
    put(tmp_path / "class" / "ada" / "small.py", crash)
    grade()
    assert table(tmp_path / "out")["ada"]["status"] == "problem: small.py: Python itself stopped in 5 checks"


def test_names_of_the_students_own_are_graded_or_mentioned(autograder, small_course, tmp_path):
    lesson = small_course.lessons[0].frozen
    slugs = ["01_small", "02_other"]
    key = put(tmp_path / "key.json", dump_checks([dataclasses.replace(lesson, slug=s) for s in slugs]))
    put(tmp_path / "class" / "ada" / "ada-Small.v2.py")
    for name in ("hw1.py", "others.py", *(f"x{i}.py" for i in range(5))):
        put(tmp_path / "class" / "ada" / name)
    put(tmp_path / "class" / "bob" / "hw1.py")
    put(tmp_path / "class" / "bob" / "1/2/3/4/5/6/7/small.py")
    autograder("grade", tmp_path / "class", "--out", tmp_path / "out", "--key", key)
    rows = table(tmp_path / "out")
    assert (rows["ada"]["total"], rows["ada"]["file"]) == ("20", "ada-Small.v2.py")
    assert rows["ada"]["status"].startswith("problem: no file for other; not recognised: `others.py`, ")
    assert rows["ada"]["status"].endswith(
        " and 2 more; taken for lessons by words in their names: `ada-Small.v2.py` for `small`"
    )
    assert rows["bob"]["status"] == (
        "problem: no file of any lesson was found; there is `hw1.py`; "
        "`1/2/3/4/5/6/7` lies more than 6 folders deep and was not looked at"
    )


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_file_that_is_in_an_archive_twice_is_said_to_be(grade, tmp_path):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("small.py", "def double(x): return 0")
        archive.writestr("small.py", RIGHT)
    put(tmp_path / "class" / "ada.zip", out.getvalue())
    grade()
    row = table(tmp_path / "out")["ada"]
    assert (row["total"], row["status"]) == (
        "20",
        "problem: 2 files for one lesson (`small.py` 2 times in the archive): `small.py` counts, no other earns more",
    )


def test_what_waits_for_a_person_does_not_block(grade, tmp_path):
    put(
        tmp_path / "class" / "ada" / "small.py",
        "name = input('who? ')\nimport sys\nsys.stdin.read()\n" + RIGHT,
    )
    grade()
    assert table(tmp_path / "out")["ada"]["status"] == "ok"


# ---------------------------------------------------------------- broken input


def a_folder(place):
    (place / "small.py").mkdir(parents=True)


def a_pipe(place):
    place.mkdir()
    os.mkfifo(place / "small.py")


def a_link_out(place):
    place.mkdir()
    (place / "small.py").symlink_to(put(place.parents[1] / "solution.py"))


def a_link_to_a_neighbour(place):
    place.mkdir()
    (place / "small.py").symlink_to("../neighbour/small.py")


def a_linked_folder(place):
    place.symlink_to("neighbour")


def text(data, name="small.py"):
    return lambda place: put(place / name, data)


BROKEN = {
    "empty folder": (lambda place: place.mkdir(), "empty: no file of any lesson was found; nothing is there"),
    "missing lesson": (
        text("hello", "read me.txt"),
        "empty: no file of any lesson was found; there is `read me.txt`",
    ),
    "syntax error": (
        text("def double(x)\n    return 2"),
        "problem: small.py:1: not valid Python: expected ':'",
    ),
    "NUL bytes": (text(b"x = 1\0\0"), "problem: small.py: the file holds NUL bytes; it is not Python source"),
    "empty file": (text(b" \n\n"), "problem: small.py: it is empty"),
    "binary": (text(bytes(range(1, 256)) * 9), "problem: small.py:1: not valid Python: "),
    "UTF-16 that is not": (
        text(b"\xff\xfea"),
        "problem: small.py: the file starts like UTF-16 and is not; save it as UTF-8",
    ),
    "20 MB": (text(b"#" * (20 << 20)), "problem: small.py: it is too large: 20 MB, the limit is 10 MB"),
    "broken notebook": (
        text(notebook(RIGHT)[:-40], "small.ipynb"),
        "problem: small.ipynb: the notebook is not a valid notebook file; open and save it in Jupyter",
    ),
    "notebook without cells": (
        text('{"a": 1}', "small.ipynb"),
        "problem: small.ipynb: the notebook is not a valid notebook file; open and save it in Jupyter",
    ),
    "notebook of nulls": (
        text('{"cells": [null, 1, {"cell_type": "code", "source": null}]}', "small.ipynb"),
        "problem: small.ipynb: the notebook is not a valid notebook file; open and save it in Jupyter",
    ),
    "notebook nested deeply": (
        text("[" * 100_000, "small.ipynb"),
        "problem: small.ipynb: the notebook is not a valid notebook file; open and save it in Jupyter",
    ),
    "code nested deeply": (text("x = " + "(" * 5000), "problem: small.py:1: not valid Python: "),
    "a folder": (a_folder, "problem: small.py: it is a folder, not a file"),
    "a pipe": (a_pipe, "problem: small.py: it is not a regular file"),
    "a link out": (
        a_link_out,
        "problem: small.py: it is a symbolic link out of the submission and was not followed",
    ),
    "a link to a neighbour": (
        a_link_to_a_neighbour,
        "problem: small.py: it is a symbolic link out of the submission and was not followed",
    ),
    "a linked folder": (a_linked_folder, "unreadable: a symbolic link was handed in; it is not followed"),
    "no zip.zip": (
        lambda place: put(place, "hello"),
        "unreadable: it cannot be read: file is not a zip file",
    ),
    "an archive.rar": (
        lambda place: put(place, "Rar!"),
        "unreadable: a .rar archive was handed in; only .zip is opened, so unpack it first",
    ),
    "unreadable": (text(RIGHT), "problem: small.py: it cannot be read: permission denied"),
}
MENDED = {
    "Latin-1": (
        text(RIGHT.replace("import math", "import math  # größe", 1).encode("latin-1")),
        "problem: small.py: the file is not UTF-8; it was read as Windows-1252",
    ),
    "UTF-16": (text(RIGHT.encode("utf-16")), "problem: small.py: the file is UTF-16; save it as UTF-8"),
    "UTF-8 with a mark": (text(b"\xef\xbb\xbf" + RIGHT.encode()), "ok"),
    "Windows lines": (text(RIGHT.replace("\n", "\r\n")), "ok"),
    "two files": (
        lambda place: (
            put(place / "small.py", "def double(x): return 0"),
            put(place / "small.ipynb", notebook(RIGHT)),
        ),
        "problem: 2 files for one lesson (`small.ipynb`, `small.py`): `small.ipynb` counts, no other earns more",
    ),
    "one of two is broken": (
        lambda place: (put(place / "small (1).py", b"\0"), put(place / "small.py")),
        "problem: 2 files for one lesson (`small (1).py`, `small.py`): `small.py` counts, no other earns more",
    ),
    "one of two is refused": (
        lambda place: (put(place / "small.ipynb", notebook(RIGHT)), a_folder(place)),
        "problem: 2 files for one lesson (`small.ipynb`, `small.py`): `small.ipynb` counts, no other earns more; "
        "small.py: it is a folder, not a file",
    ),
}
NAMES = {
    "=cmd|'calc'!A0": "'=cmd|'calc'!A0",
    "a b": "a b",
    "ünï 日本": "ünï 日本",
    "two\nlines": "two\nlines",
    "..%2Fx": "..%2Fx",
    "..\\x": "..\\x",
    "n" * 250: "n" * 250,
    "日" * 80: "日" * 80,
    "Twin": "Twin",
    "twin": "twin",
    "e\u0301": "e\u0301",
    "é": "é",
    "\udcff\udc80": "\\udcff\\udc80",
    "-rf": "'-rf",
    "\x1b[31m": "\\u001b[31m",
    "\u202eevil": "\\u202eevil",
    "CON": "CON",
    'quo"te,comma;': 'quo"te,comma;',
    "<b>bold": "<b>bold",
    "'": "'",
    " ": " ",
    "~": "~",
}


@pytest.fixture(scope="module")
def odd_class(key, tmp_path_factory):
    """A class of everything that can go wrong, graded once; returns the output folder."""
    root = tmp_path_factory.mktemp("odd")
    for name, (make, _) in {**BROKEN, **MENDED}.items():
        place = root / "class" / name
        place.parent.mkdir(exist_ok=True)
        make(place)
    for i, name in enumerate(NAMES):
        put(root / "class" / name / "small.py", RIGHT + f"# {i}\n")
    put(root / "class" / "neighbour" / "small.py")
    real = os.open

    def denied(path, *more, **flags):
        if "/unreadable/" in str(path):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, *more, **flags)

    with pytest.MonkeyPatch.context() as patch:
        use(patch, BRIEF)
        patch.setattr(os, "open", denied)
        arguments = ["grade", root / "class", "--out", root / "out", "--key", key, "--jobs", "2"]
        assert main([str(a) for a in arguments]) == 0
    return root / "out"


def test_nobody_is_lost_and_nobody_is_there_twice(odd_class):
    text = (odd_class / "grades.csv").read_bytes().decode("utf-8")
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    count = len(BROKEN) + len(MENDED) + len(NAMES) + 1
    assert len(rows) == count + 1
    assert {len(row) for row in rows} == {11}
    assert len({row[0] for row in rows}) == count + 1
    assert [len(list((odd_class / folder).iterdir())) for folder in ("results", "feedback")] == [count, count]
    assert sorted(r["student"] for r in lines(odd_class)) == sorted(
        [*(n.rsplit(".", 1)[0] for n in {**BROKEN, **MENDED}), *NAMES, "neighbour"]
    )


@pytest.mark.parametrize("name", BROKEN)
def test_broken_input_has_a_status_and_a_sentence_and_costs_nobody_else(odd_class, name):
    student = name.rsplit(".", 1)[0]
    row = table(odd_class)[student]
    assert row["status"].startswith(BROKEN[name][1])
    assert "\n" not in row["status"]
    assert points(row) == NONE
    said = json.loads((odd_class / "results" / f"{student}.json").read_text())
    assert said["output"] == row["status"]
    assert said["score"] == 0
    assert points(table(odd_class)["neighbour"]) == ALL


@pytest.mark.parametrize("name", MENDED)
def test_input_that_can_be_mended_keeps_its_points(odd_class, name):
    row = table(odd_class)[name]
    assert row["status"].startswith(MENDED[name][1])
    assert points(row) == ALL


@pytest.mark.parametrize("name", NAMES, ids=lambda n: ascii(n)[:20])
def test_an_odd_name_is_a_student_like_any_other(odd_class, name):
    row = table(odd_class)[NAMES[name]]
    assert (points(row), row["status"]) == (ALL, "ok")
    shown = NAMES[name].removeprefix("'") if name != "'" else name
    escaped = (
        shown.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace('"', "&#34;")
        .replace("'", "&#39;")
    )
    pages = [
        p
        for p in (odd_class / "feedback").iterdir()
        if f"<h1>Feedback for <bdi>{escaped}</bdi></h1>" in p.read_text()
    ]
    assert len(pages) == 1
    assert escaped in (odd_class / "class.html").read_text()


def test_results_of_odd_students_are_plain_utf_8_json(odd_class):
    for path in (odd_class / "results").iterdir():
        json.loads(path.read_bytes().decode("ascii"))
    for path in [*(odd_class / "feedback").iterdir(), odd_class / "class.html", odd_class / "grades.csv"]:
        path.read_bytes().decode("utf-8")


# ---------------------------------------------------------------- what the grader does wrong itself


def test_a_worker_that_dies_costs_nobody_anything(grade, tmp_path, monkeypatch):
    """The warm process is killed, as an out-of-memory killer would, each time student code asks for it."""
    for name in ("ada", "bob", "cyd"):
        put(tmp_path / "class" / name / "small.py")
    made = []

    def mortal(level):
        worker = BRIEF(level=level)
        run = worker.run

        def dying(*arguments):
            for warm in worker.warm.values():
                warm.process.kill()
                warm.process.wait()
            return run(*arguments)

        worker.run = dying
        made.append(worker)
        return worker

    use(monkeypatch, mortal)
    assert grade("--jobs", "1")[0] == 0
    assert len(made) == 1, "it starts another warm process"
    assert [row["total"] for row in table(tmp_path / "out").values()] == ["20"] * 3


def test_a_failure_of_the_grader_is_reported_costs_no_points_and_is_tried_again(grade, tmp_path, monkeypatch):
    for name in ("ada", "bob"):
        put(tmp_path / "class" / name / "small.py", RIGHT + f"# {name}")
    fragile = functools.partial(BRIEF)

    def breaking(level):
        worker = fragile(level=level)
        run = worker.run
        worker.run = lambda program, *more: 1 / 0 if b"# bob" in program else run(program, *more)
        return worker

    use(monkeypatch, breaking)
    status, _, stderr = grade("--jobs", "2")
    assert status == 1
    assert "Their status: 1 grader error, 1 ok." in stderr
    rows = table(tmp_path / "out")
    assert rows["ada"]["total"] == "20"
    assert (rows["bob"]["total"], set(points(rows["bob"]).values())) == ("", {""})
    assert rows["bob"]["status"] == (
        "grader error: the grader failed here, which is not the student's fault "
        "(ZeroDivisionError: division by zero); run the same command to try again"
    )
    use(monkeypatch, BRIEF)
    status, _, stderr = grade()
    assert status == 0
    assert "2 submissions graded, 1 of them kept from before." in stderr
    assert table(tmp_path / "out")["bob"]["total"] == "20"


def test_without_any_worker_grading_does_not_go_on(grade, tmp_path, monkeypatch):
    put(tmp_path / "class" / "ada" / "small.py")

    def none(level):
        raise RuntimeError("the worker process did not start")

    use(monkeypatch, none)
    status, stdout, stderr = grade()
    assert (status, stdout) == (1, "")
    assert stderr.endswith("error: student code cannot be run here: the worker process did not start\n")


# ---------------------------------------------------------------- in parallel, with progress


def small_class(root, count=6):
    bodies = ["2 * x", "x ** 2", "x", "1 / 0", "x[::-1] * 2", "2.0 * x"]
    for i in range(count):
        put(root / "class" / f"s{i:02}" / "small.py", RIGHT.replace("2 * x", bodies[i % 6]) + f"# {i}\n")
    return root / "class"


def test_the_number_of_jobs_changes_nothing(grade, tmp_path):
    small_class(tmp_path, 8)
    for jobs in (1, 2, 5):
        assert grade("--jobs", jobs, out=tmp_path / f"out{jobs}")[0] == 0
    trees = [
        {
            p.relative_to(out).as_posix(): p.read_bytes()
            for p in out.rglob("*")
            if p.is_file()
            and p.name not in ("results.jsonl", ".level", ".reports", ".seen")  # lines come in any order
        }
        for out in (tmp_path / "out1", tmp_path / "out2", tmp_path / "out5")
    ]
    assert trees[0] == trees[1] == trees[2]
    results = [
        sorted((tmp_path / f"out{jobs}" / "results.jsonl").read_bytes().splitlines()) for jobs in (1, 2, 5)
    ]
    assert results[0] == results[1] == results[2]


def test_off_a_terminal_a_line_now_and_then_says_how_far_it_is(grade, tmp_path, monkeypatch):
    monkeypatch.setattr(progress, "EVERY", 0)
    small_class(tmp_path, 3)
    found = [
        re.fullmatch(r"(\d) of 3 graded, [\d.]+/s, about \d+ s left", line)
        for line in grade()[2].splitlines()
    ]
    assert [m[1] for m in found if m] == ["1", "2", "3"]


def command_line(tmp_path, key, *more, **environment):
    run = "import sys; from autograder.cli import main; sys.exit(main())"
    command = [
        sys.executable,
        "-c",
        run,
        "grade",
        tmp_path / "class",
        "--out",
        tmp_path / "out",
        "--key",
        key,
        *more,
    ]
    (tmp_path / "tmp").mkdir(exist_ok=True)
    return [str(c) for c in command], {**os.environ, "TMPDIR": str(tmp_path / "tmp"), **environment}


def test_on_a_terminal_a_bar_shows_how_many_how_fast_and_how_long(tmp_path, key):
    small_class(tmp_path, 3)
    command, environment = command_line(tmp_path, key, TERM="xterm", COLUMNS="100")
    master, slave = pty.openpty()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=slave, env=environment) as grader:
        os.close(slave)
        screen = b""
        try:
            while chunk := os.read(master, 4096):
                screen += chunk
        except OSError:  # Linux says so when the other end is closed
            pass
        stdout = grader.stdout.read()
    os.close(master)
    assert grader.returncode == 0
    assert stdout.count(b"\n") == 3, "data only"
    plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", screen.decode())
    assert re.search(r"grading ━+ 3/3 \d+/s 0:00:00", plain), plain
    assert "3 submissions graded." in plain


# ---------------------------------------------------------------- going on


def test_what_is_unchanged_is_kept_and_what_changed_is_graded_again(grade, tmp_path):
    folder = small_class(tmp_path, 4)
    grade()
    before = (tmp_path / "out" / "results.jsonl").read_bytes()
    status, _, stderr = grade()
    assert status == 0
    assert "4 submissions graded, 4 of them kept from before." in stderr
    assert (tmp_path / "out" / "results.jsonl").read_bytes() == before
    put(folder / "s01" / "small.py")
    shutil.rmtree(folder / "s02")
    put(folder / "new" / "small.py")
    assert "4 submissions graded, 2 of them kept from before." in grade()[2]
    after = (tmp_path / "out" / "results.jsonl").read_bytes()
    assert after.startswith(before)
    assert [json.loads(line)["student"] for line in after[len(before) :].splitlines()] in (
        ["new", "s01"],
        ["s01", "new"],
    )
    assert {s: row["total"] for s, row in table(tmp_path / "out").items()} == {
        "new": "20",
        "s00": "20",
        "s01": "20",
        "s03": "15",
    }


def test_who_left_the_class_is_in_no_report_and_comes_back_without_being_graded_again(grade, tmp_path):
    folder = small_class(tmp_path, 2)
    grade()
    (folder / "s00").rename(tmp_path / "away")
    assert "Graded before and no longer there: `s00`.\n" in grade()[2]
    assert list(table(tmp_path / "out")) == ["s01"]
    assert [p.name for p in (tmp_path / "out" / "feedback").iterdir()] == ["s01.html"]
    assert "s00" not in (tmp_path / "out" / "class.html").read_text()
    (tmp_path / "away").rename(folder / "s00")
    assert "2 of them kept" in (back := grade()[2])
    assert "no longer there" not in back
    assert list(table(tmp_path / "out")) == ["s00", "s01"]


def test_pages_are_made_anew_when_the_results_were_deleted(grade, tmp_path):
    folder = small_class(tmp_path, 2)
    grade()
    (tmp_path / "out" / "results.jsonl").unlink()
    put(folder / "s01" / "small.py", "def double(x): return 2 * x")
    grade()
    assert "<strong>5</strong> of 26 points" in (tmp_path / "out" / "feedback" / "s01.html").read_text()


def test_a_changed_check_is_applied_to_everybody(autograder, small_course, grade, tmp_path):
    small_class(tmp_path, 2)
    grade()
    changed = json.loads(dump_checks([small_course.lessons[0].frozen]))
    changed["lessons"][0]["exercises"][0]["checks"][0]["points"] = 3
    other = put(tmp_path / "other.json", json.dumps(changed))
    status, _, stderr = autograder("grade", tmp_path / "class", "--out", tmp_path / "out", "--key", other)
    assert status == 0
    assert "kept" not in stderr
    assert table(tmp_path / "out")["s00"]["total"] == "22"
    assert len(lines(tmp_path / "out")) == 4


def test_another_version_of_the_grader_grades_again(grade, tmp_path, monkeypatch):
    small_class(tmp_path, 1)
    grade()
    monkeypatch.setattr(basis, "__version__", "999")
    assert "kept" not in grade()[2]


@pytest.mark.parametrize("cut", [0, 1, 100, -1, -2, -200])
def test_a_torn_file_of_results_is_gone_on_from(grade, tmp_path, cut):
    small_class(tmp_path, 3)
    grade("--jobs", "1")
    path = tmp_path / "out" / "results.jsonl"
    results, grades = path.read_bytes(), (tmp_path / "out" / "grades.csv").read_bytes()
    path.write_bytes(results[:cut])
    whole = results[:cut].count(b"\n")
    kept = f", {whole} of them kept from before" if whole else ""
    assert f"3 submissions graded{kept}.\n" in grade("--jobs", "1")[2]
    assert path.read_bytes() == results
    assert (tmp_path / "out" / "grades.csv").read_bytes() == grades


def killed_at(tmp_path, key, ready):
    """Start grading, wait until `ready` says so, kill it; whether it was still running."""
    command, environment = command_line(tmp_path, key, "--jobs", "2")
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment
    ) as grader:
        while grader.poll() is None and not ready():
            time.sleep(0.002)
        grader.kill()
        grader.wait()
    return grader.returncode == -signal.SIGKILL


def assert_survives_kills(grade, key, tmp_path, moments):
    """Kill at each moment, start again; in the end nothing is lost, doubled or graded twice."""
    path = tmp_path / "out" / "results.jsonl"
    if not (tmp_path / "undisturbed").exists():
        grade(out=tmp_path / "undisturbed")
    kills = 0
    for ready in moments:
        before = path.read_bytes() if path.exists() else b""
        kills += killed_at(tmp_path, key, ready)
        after = path.read_bytes() if path.exists() else b""
        kept = before[: before.rfind(b"\n") + 1]
        assert after.startswith(kept), "a whole line was lost"
    assert grade()[0] == 0
    results = lines(tmp_path / "out")
    assert len(results) == len({r["student"] for r in results}) == len(list((tmp_path / "class").iterdir()))
    for name in ("grades.csv", "class.html"):
        assert (tmp_path / "out" / name).read_bytes() == (tmp_path / "undisturbed" / name).read_bytes()
    for folder in ("results", "feedback"):
        names = sorted(p.name for p in (tmp_path / "undisturbed" / folder).iterdir())
        assert [n for n in names if not (tmp_path / "out" / folder / n).is_file()] == []
    deadline = time.monotonic() + 5
    while strays(tmp_path) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert strays(tmp_path) == [], "processes outlive the grader"
    return kills


def size_over(path, count):
    """A moment: `path` holds more than `count` lines, or files."""

    def ready():
        if path.is_dir():
            return sum(1 for _ in path.iterdir()) > count
        return path.is_file() and path.read_bytes().count(b"\n") > count

    return ready


def after(seconds):
    until = []

    def ready():
        until[:] = until or [time.monotonic() + seconds]
        return time.monotonic() > until[0]

    return ready


@pytest.mark.slow
def test_killed_while_grading_and_started_again_nothing_is_lost_or_done_twice(grade, key, tmp_path):
    small_class(tmp_path, 40)
    results, feedback = tmp_path / "out" / "results.jsonl", tmp_path / "out" / "feedback"
    moments = [
        after(0.1),
        size_over(results, 0),
        size_over(results, 7),
        size_over(results, 20),
        size_over(feedback, 0),
    ]
    assert assert_survives_kills(grade, key, tmp_path, moments) >= 4


@pytest.mark.slow
def test_killed_at_any_moment_and_started_again_nothing_is_lost_or_done_twice(grade, key, tmp_path):
    small_class(tmp_path, 100)
    luck = random.Random(1)
    kills = 0
    while kills < 50:
        shutil.rmtree(tmp_path / "out", ignore_errors=True)
        moments = [after(luck.uniform(0.1, 1.5)) for _ in range(6)]
        kills += assert_survives_kills(grade, key, tmp_path, moments)


def test_a_program_that_sleeps_does_not_outlive_a_killed_grader(key, tmp_path):
    put(
        tmp_path / "class" / "ada" / "small.py",
        "import time, pathlib\ndef double(x):\n    time.sleep(1000)\n",
    )
    begun = after(0.8)
    try:
        assert killed_at(tmp_path, key, begun)
        deadline = time.monotonic() + 2
        while strays(tmp_path) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert strays(tmp_path) == []
    finally:
        for pid in strays(tmp_path):
            os.kill(int(pid), signal.SIGKILL)


def test_ctrl_c_stops_soon_says_how_to_go_on_and_leaves_no_process(grade, key, tmp_path):
    folder = small_class(tmp_path, 30)
    put(folder / "s99" / "small.py", "import time\ntime.sleep(1)\n" + RIGHT)
    command, environment = command_line(tmp_path, key, "--jobs", "1")
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, text=True
    ) as grader:
        ready = size_over(tmp_path / "out" / "results.jsonl", 2)
        while not ready():
            time.sleep(0.01)
        grader.send_signal(signal.SIGINT)
        stdout, stderr = grader.communicate(timeout=10)
    assert (grader.returncode, stdout) == (1, "")
    assert re.search(r"\d of 31 graded so far\nstopped; run the same command to go on\n$", stderr)
    assert "Traceback" not in stderr
    done = len(lines(tmp_path / "out"))
    assert done < 31
    assert strays(tmp_path) == []
    assert list((tmp_path / "tmp").iterdir()) == []
    assert f"31 submissions graded, {done} of them kept from before." in grade()[2]


def test_a_run_leaves_no_process_and_no_scratch_folder(key, tmp_path):
    small_class(tmp_path, 2)
    put(tmp_path / "class" / "loop" / "small.py", "import os\nopen('x', 'w').close()\nos.fork()\n" + RIGHT)
    command, environment = command_line(tmp_path, key)
    subprocess.run(command, env=environment, check=True, capture_output=True)
    assert strays(tmp_path) == []
    assert list((tmp_path / "tmp").iterdir()) == []


def test_a_second_grader_on_the_same_folder_is_refused(grade, key, tmp_path):
    folder = small_class(tmp_path, 2)
    put(folder / "slow" / "small.py", "import time\ntime.sleep(1.5)\n" + RIGHT)
    command, environment = command_line(tmp_path, key)
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment
    ) as first:
        ready = size_over(tmp_path / "out" / "results.jsonl", -1)
        while not ready():
            time.sleep(0.01)
        status, stdout, stderr = grade()
        assert first.poll() is None
        assert (status, stdout) == (1, "")
        assert stderr == f"error: another `autograder grade` is writing to `{tmp_path}/out`\n"
        assert first.wait() == 0
    assert len(table(tmp_path / "out")) == 3


# ---------------------------------------------------------------- a full disk


@pytest.mark.parametrize("room", [0, 3000, 9000])
def test_a_full_disk_stops_with_one_sentence_and_loses_nothing(grade, key, tmp_path, room):
    small_class(tmp_path, 5)
    command, environment = command_line(tmp_path, key)
    limit = (room, resource.RLIM_INFINITY)
    full = subprocess.run(
        command, env=environment, check=False, capture_output=True, text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, limit),
    )  # fmt: skip
    assert full.returncode == 1
    assert "Traceback" not in full.stderr, full.stderr
    assert re.search(
        r"error: cannot write to `.*/out.*`: File too large; nothing is lost, run the same command to go on",
        full.stderr,
    )
    assert "Traceback" not in full.stderr
    kept = (tmp_path / "out" / "results.jsonl").read_bytes()
    assert kept == b"" or kept.endswith(b"\n")
    assert grade()[0] == 0
    assert (tmp_path / "out" / "results.jsonl").read_bytes().startswith(kept)
    assert len(lines(tmp_path / "out")) == len(table(tmp_path / "out")) == 5


def test_a_disk_that_fills_up_during_the_reports_keeps_the_old_ones(grade, tmp_path, monkeypatch):
    small_class(tmp_path, 2)
    grade()
    old = (tmp_path / "out" / "grades.csv").read_bytes()
    put(tmp_path / "class" / "s01" / "small.py")
    real = os.open

    def full(path, *more, **flags):
        if Path(path).name == "s01.html.partial":
            raise OSError(28, "No space left on device", str(path))
        return real(path, *more, **flags)

    monkeypatch.setattr(os, "open", full)
    status, stdout, stderr = grade()
    assert (status, stdout) == (1, "")
    assert "No space left on device; nothing is lost, run the same command to go on\n" in stderr
    assert (tmp_path / "out" / "grades.csv").read_bytes() == old
    assert list((tmp_path / "out").rglob("*.partial")) == []
    monkeypatch.undo()
    assert "2 of them kept" in grade()[2]
    assert table(tmp_path / "out")["s01"]["total"] == "20"


def mount(folder, *options):
    folder.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", *options, "tmpfs", str(folder)], check=False, capture_output=True
    )
    if done.returncode:
        pytest.skip("needs the right to mount")


@pytest.fixture
def mounted(tmp_path):
    yield lambda *options: mount(tmp_path / "out", *options)
    subprocess.run(["umount", "-l", str(tmp_path / "out")], check=False, capture_output=True)


def test_a_read_only_folder_is_one_sentence(grade, tmp_path, mounted):
    small_class(tmp_path, 1)
    mounted("-o", "ro")
    status, _, stderr = grade()
    assert status == 1
    assert stderr.endswith(f"error: cannot write to `{tmp_path}/out/results.jsonl`: Read-only file system\n")


def test_a_really_full_disk_can_be_gone_on_from_when_there_is_room(grade, tmp_path, mounted):
    small_class(tmp_path, 12)
    mounted("-o", "size=32k")
    status, _, stderr = grade()
    assert status == 1
    assert "No space left on device; nothing is lost, run the same command to go on" in stderr
    done = len(lines(tmp_path / "out"))
    subprocess.run(["mount", "-o", "remount,size=8m", str(tmp_path / "out")], check=True)
    assert f"12 submissions graded, {done} of them kept from before." in grade()[2]
    assert len(table(tmp_path / "out")) == len(lines(tmp_path / "out")) == 12


# ---------------------------------------------------------------- many


@pytest.mark.slow
def test_memory_does_not_grow_with_the_size_of_the_class(key, tmp_path):
    peaks = []
    for count in (50, 800):
        root = tmp_path / str(count)
        small_class(root, count)
        command, environment = command_line(root, key)
        command[2] = command[2].replace(
            "sys.exit(main())", "main(); import resource as r; print(r.getrusage(0).ru_maxrss)"
        )
        done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
        peaks.append(int(done.stdout.split()[-1]))
    assert peaks[1] - peaks[0] < 8000, f"{peaks} KB"
