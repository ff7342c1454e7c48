"""What people read: tables that open everywhere, pages that lead, and nothing of a hidden check."""

import csv
import dataclasses
import io
import json
import re
from urllib.parse import unquote

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.batch.store import Store
from autograder.confinement.running import Assignment
from autograder.grading.text import graded_lines
from autograder.grading.verdict import GRADER_ERROR, Graded
from autograder.reports import writing
from autograder.reports.gradescope import gradescope_json
from autograder.reports.names import file_names, possible_names
from autograder.reports.overview import ClassPage
from autograder.reports.pages import prose
from autograder.reports.results import Column, StudentResult, columns
from autograder.reports.table import grades_csv, topics_of
from autograder.reports.writing import Reports, write
from tests.graded import HOSTILE, NOT_TEXT, in_order, page_of, read, text_of
from tests.programs import SMALL

RIGHT = "\n" + SMALL


def rows(results, table):
    text = "".join(grades_csv(results, table))
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True)), text


# ---------------------------------------------------------------- file names


NASTY = [
    "ada", "Ada", "ADA", "a b", "ünï", "UNÏ", "é", "e\u0301", "=cmd", "../x", "..", ".", ".hidden", "a/b", "a\\b", "a\nb",
    "x" * 300, "x" * 299 + "y", "X" * 300, "\udcff", "\udcfe", "con", "CON.txt", "nul", "a:b", "a*?", "%41da", "~", "a~b",
    "日本" * 60, "", " ", "a.", "a",
]  # fmt: skip


def assert_safe(names):
    assert len({n.casefold() for n in names.values()}) == len(names), "two students share a file"
    for name in names.values():
        assert len(name) <= 100
        assert re.fullmatch(r"[A-Za-z0-9%_~ ()@,+'!.-]+", name), name
        assert not name.startswith(".")
        assert name.split(".")[0].strip().lower() not in ("con", "nul", "aux", "prn")


def test_no_two_students_ever_share_a_file_name():
    assert_safe({s: n for s, n in file_names(NASTY).items() if s})


@given(st.sets(st.text(st.sampled_from("aAßſ%~.-e\u0301é/ \udcff"), min_size=1, max_size=4), max_size=12))
def test_no_two_students_of_any_class_share_a_file_name(students):
    assert_safe(file_names(students))


def test_nobody_can_take_the_name_that_a_hash_makes_for_another():
    taken = file_names(["Ada", "ada"])["Ada"]
    names = file_names(["Ada", "ada", taken, taken.upper()])
    assert names["Ada"] == taken
    assert_safe(names)


def test_a_plain_name_stays_readable():
    assert file_names(["Ada Lovelace", "bob@uni.edu"]) == {
        "Ada Lovelace": "Ada Lovelace",
        "bob@uni.edu": "bob@uni.edu",
    }


@pytest.mark.parametrize("student", NASTY)
def test_all_names_that_a_student_can_have_are_known(student):
    assert {file_names([student])[student], file_names([student, *NASTY])[student]} <= possible_names(student)


# ---------------------------------------------------------------- grades.csv


COLUMNS = [
    Column("01_a", "a", "one", 3.0),
    Column("01_a", "a", "more", 2.0, extra=True),
    Column("01_a", "a", "essay", 5.0, manual=True),
]


def made(student="ada", status="ok", remarks=(), file="a.py", **points):
    exercises = [
        {
            "name": n,
            "extra": False,
            "checks": [{"label": "l", "status": "passed", "points": p, "max_points": p, "hidden": False}],
        }
        for n, p in points.items()
    ]
    lessons = [{"lesson": "01_a", "file": file, "remarks": [], "exercises": exercises}] if file else []
    data = {
        "student": student,
        "status": status,
        "remarks": list(remarks),
        "lessons": lessons,
        "level": "process",
    }
    return StudentResult(data, COLUMNS)


def test_the_columns_are_those_of_the_contract(lesson):
    [header] = grades_csv([], columns([lesson]))
    exercises = "small.double,small.regime,small.safe_log,small.plot_fit,small.own_loss,small.why"
    assert header == f"student,{exercises},total,max_total,status,file\r\n"


def test_extras_and_essays_have_columns_of_their_own_outside_the_totals():
    [row], _ = rows([made(one=2.5, more=2)], COLUMNS)
    assert row == {
        "student": "ada", "a.one": "2.5", "a.more": "2", "a.essay": "", "total": "2.5", "max_total": "3",
        "status": "ok", "file": "a.py",
    }  # fmt: skip


def test_a_lesson_that_was_not_handed_in_is_zero_and_an_essay_still_pending():
    [row], _ = rows([made(file="", status="empty", remarks=["no file"])], COLUMNS)
    assert [row[c] for c in ("a.one", "a.more", "a.essay", "total", "status")] == [
        "0",
        "0",
        "",
        "0",
        "empty: no file",
    ]


def test_whoever_the_grader_failed_has_no_points_rather_than_none():
    result = made(status=GRADER_ERROR, remarks=["it broke"], file="")
    [row], _ = rows([result], COLUMNS)
    assert [row[c] for c in ("a.one", "a.more", "total", "max_total", "status")] == [
        "",
        "",
        "",
        "3",
        "grader error: it broke",
    ]


@pytest.mark.parametrize(
    "name", ["a,b", 'a"b', "a\nb", "a\r\nb", "'", "ünï 日本", "\udcff", "a\0b", "\u2028", "x" * 300]
)
def test_any_name_gives_one_row_of_rfc_4180(name):
    table, text = rows([made(name), made("after")], COLUMNS)
    assert len(table) == 2
    assert table[1]["student"] == "after"
    assert text.endswith("\r\n")
    assert re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]", text) is None
    text.encode("utf-8")


@pytest.mark.parametrize(
    "name",
    ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "\n=1", " =1", "＝1", "＋1", "\u00a0=1", "\tx"],
)
def test_no_cell_is_taken_for_a_formula(name):
    [row], _ = rows([made(name, status=name, file=name)], COLUMNS)
    for cell in (row["student"], row["status"], row["file"]):
        assert cell[0] == "'"
        assert cell[1:].replace("\\u00a0", "\u00a0") == name


def test_an_ordinary_name_is_left_as_it_is():
    [row], _ = rows(
        [
            made("O'Neil - Ada"),
        ],
        COLUMNS,
    )
    assert row["student"] == "O'Neil - Ada"


def test_a_status_stays_short_however_much_there_is_to_say():
    assert (
        made(remarks=["one", "two", "three", "four", "five"], status="problem").status
        == "problem: one; two; three; and 2 more"
    )


# ---------------------------------------------------------------- results/<student>.json


NUMBER = int | float


def assert_gradescope(data):
    """What Gradescope's specification asks of results.json."""
    formats = {"text", "html", "simple_format", "md", "ansi"}
    visible = {"hidden", "after_due_date", "after_published", "visible"}
    assert set(data) <= {
        "score", "execution_time", "output", "output_format", "test_output_format", "test_name_format", "visibility",
        "stdout_visibility", "extra_data", "tests", "leaderboard",
    }  # fmt: skip
    assert isinstance(data.get("score", 0), NUMBER)
    assert isinstance(data["output"], str)
    assert data["output_format"] in formats
    assert {data["visibility"], data["stdout_visibility"]} <= visible
    for test in data["tests"]:
        assert set(test) <= {
            "score", "max_score", "status", "name", "name_format", "number", "output", "output_format", "tags",
            "visibility", "extra_data",
        }  # fmt: skip
        assert isinstance(test["score"], NUMBER)
        assert isinstance(test["max_score"], NUMBER)
        assert test["status"] in ("passed", "failed")
        assert re.fullmatch(r"\d+\.\d+", test["number"])
        assert isinstance(test["name"], str)
        assert isinstance(test["output"], str)
        assert test["output_format"] in formats
        assert test["visibility"] in visible


@pytest.mark.parametrize("program", [RIGHT, RIGHT.replace("2 * x", "x ** 2"), "def double(x:", "", None])
def test_results_follow_the_schema_of_gradescope(grade, program):
    result = grade(program)
    data = json.loads(gradescope_json(result))
    assert_gradescope(data)
    assert data["score"] == result.total
    assert len({t["number"] for t in data["tests"]}) == len(data["tests"])


def test_the_score_of_gradescope_leaves_extras_out_and_every_check_is_a_test(grade, lesson):
    data = json.loads(gradescope_json(grade(RIGHT)))
    assert data["score"] == 20
    assert len(data["tests"]) == sum(len(e.checks) for e in lesson.exercises)
    assert data["tests"][0] == {
        "name": "double[three numbers]", "number": "1.1", "score": 1, "max_score": 1, "status": "passed",
        "output": "passed", "output_format": "text", "visibility": "visible",
    }  # fmt: skip
    assert json.loads(gradescope_json(made(one=2, more=2)))["score"] == 2


def test_a_submission_that_was_not_graded_has_no_score_so_that_gradescope_asks_a_person():
    data = json.loads(gradescope_json(made(status=GRADER_ERROR, remarks=["it broke"], file="")))
    assert_gradescope(data)
    assert "score" not in data
    assert data["output"] == "grader error: it broke"


# ---------------------------------------------------------------- nothing of a hidden check


SECRETS = {"double": 73737.5, "regime": -46464.25, "safe_log": 91919.125, "plot_fit": 58585.75}


@pytest.fixture(scope="module")
def guarded(lesson):
    """The lesson with hidden inputs that can be told from anything else."""

    def hide(exercise):
        if exercise.name not in SECRETS:
            return exercise
        secret = SECRETS[exercise.name]
        if exercise.name == "plot_fit":  # its second picture is hidden here
            first, (last,) = exercise.probes[:1], exercise.probes[1:]
            name, (x, y, theta), _ = last.calls[0]
            last = dataclasses.replace(
                last, calls=((name, (x * secret, y, theta * secret), {}),), hidden=True
            )
            checks = tuple(dataclasses.replace(c, hidden=c.probe == 1) for c in exercise.checks)
            return dataclasses.replace(exercise, probes=(*first, last), checks=checks)
        value = np.array([secret, secret]) if exercise.name == "double" else secret
        probes = [
            dataclasses.replace(p, calls=((p.calls[0][0], (value,), {}),)) if p.hidden else p
            for p in exercise.probes
        ]
        return dataclasses.replace(exercise, probes=tuple(probes))

    return Assignment.of(dataclasses.replace(lesson, exercises=tuple(map(hide, lesson.exercises))))


LEAKS = {
    "returns": "return args",
    "returns text": "return 'it was ' + repr(args)",
    "returns a dict": "return {repr(args): args}",
    "raises": "raise ValueError(args)",
    "raises a class": "raise type('E' + repr(args), (Exception,), {})",
    "raises a stub": "raise NotImplementedError(repr(args))",
    "prints": "print(args); raise KeyError",
    "prints on stderr": "import sys; print(args, file=sys.stderr); return 1",
    "exits": "raise SystemExit(repr(args))",
    "crashes": "import os; os._exit(3 if abs(np.max(args[0])) > 9999 else 4)",
    "warns": "import warnings; warnings.warn(repr(args)); return 1",
    "names a frame": "exec(compile('def f' + repr(args).translate({i: '_' for i in b' .,()[]-'}) + '(): 1/0', repr(args), 'exec'))",
    "changes it": "args[0][...] = 1",
    "plots": "import matplotlib.pyplot as plt; plt.plot(np.ravel(args[0]), np.ravel(args[-1])[:1] + np.ravel(args[0]), 'o-',"
    " label=repr(args)); plt.title(repr(args)); plt.xlabel(repr(args)); plt.legend(); return plt.gca()",
    "plots and raises": "import matplotlib.pyplot as plt; plt.scatter(np.ravel(args[0]), np.ravel(args[0])); raise ValueError(plt.gca().dataLim)",
}


def leaky(body):
    names = ("double", "regime", "safe_log", "my_loss", "my_gradient", "plot_fit")
    return "import numpy as np\n" + "".join(f"def {name}(*args):\n    {body}\n" for name in names)


def assert_secret(result):
    said = [page_of(result), gradescope_json(result), *grades_csv([result], result.columns)]
    overview = ClassPage(result.columns)
    overview.add(result, "")
    said += [overview.render(), json.dumps(result.data)]  # the latter is a line of results.jsonl
    for column in result.columns:
        verdicts = result.verdicts(column)
        said += graded_lines(Graded(column.name, verdicts))  # what a terminal shows
        hidden = [v.message for v in verdicts if v.hidden and v.message]
        assert all(set(m.data) <= {"what", "first", "hint"} and m.value is None for m in hidden)
    for secret in SECRETS.values():
        assert [text for text in said if str(secret) in text or str(abs(secret)).split(".")[0] in text] == []


@pytest.mark.parametrize("how", LEAKS)
def test_no_report_shows_anything_of_a_hidden_check(grade, guarded, how):
    result = grade(leaky(LEAKS[how]), assignment=guarded)
    assert {v.label for c in result.columns for v in result.verdicts(c) if v.hidden and v.points == 0} >= {
        "integers", "negative", "0.1", "negative x: points", "negative x: line",
    }  # fmt: skip
    assert_secret(result)


KEEP = "import sys, numpy as np\nseen = []\n"
LOOK = (
    "import gc; seen.extend([v for o in gc.get_objects() if type(o) in (list, tuple, dict)"
    " for v in (o.values() if type(o) is dict else o) if isinstance(v, np.ndarray) and v.size and v.flat[0] == 73700 + 37.5])\n"
)
TELLTALES = {
    "by printing in a later check": KEEP
    + "def double(x):\n    seen.append(x)\n    return 2 * x\ndef regime(rate):\n    print(seen)\n    return 1",
    "by raising in a later check": KEEP
    + "def double(x):\n    seen.append(x)\n    return 2 * x\ndef regime(rate):\n    raise ValueError(seen)",
    "by returning it in a later check": KEEP
    + "def double(x):\n    seen.append(float(x[0]))\n    return 2 * x\ndef regime(rate):\n    return seen",
    "by looking around while loading": KEEP + "{look}raise ValueError(seen)",
    "by looking around in an earlier check": KEEP + "def double(x):\n    {look}    raise ValueError(seen)",
}


@pytest.mark.parametrize("how", TELLTALES)
def test_a_program_that_remembers_or_looks_around_cannot_tell_what_a_hidden_check_was(grade, guarded, how):
    assert_secret(grade(TELLTALES[how].replace("{look}", LOOK), assignment=guarded))


def test_the_secret_test_would_notice(grade, guarded):
    """The same inputs in a visible check are shown, so what is looked for is what would be there."""
    lesson = guarded.lesson
    shown = dataclasses.replace(
        lesson,
        exercises=tuple(
            dataclasses.replace(
                e,
                probes=tuple(dataclasses.replace(p, hidden=False) for p in e.probes),
                checks=tuple(dataclasses.replace(c, hidden=False) for c in e.checks if c.hidden),
            )
            for e in lesson.exercises[:3]
        ),
    )
    text = page_of(grade(leaky("return 'it was ' + repr(args)"), assignment=Assignment.of(shown)))
    assert [s for name, s in SECRETS.items() if str(s) not in text and name != "plot_fit"] == []


def test_a_hidden_check_is_told_by_label_outcome_points_and_hint_only(grade):
    result = grade(RIGHT.replace("2 * x", "2 * x if x[0] < 4 else 3 * x"))
    text = text_of(result)
    assert in_order(
        text,
        "double 3 of 5 points",
        "Right for every check that you can see, but not for all that are hidden.",
    )
    assert in_order(
        text, "Hint: What is 2 times 3?", "3 of 5 checks passed", "integers (hidden) failed 0 of 1"
    )
    [test] = [t for t in json.loads(gradescope_json(result))["tests"] if t["name"] == "double[integers]"]
    assert test["output"] == "failed\nthis check is hidden\n\nhint: What is 2 times 3?"


# ---------------------------------------------------------------- nothing that is not text


OURS = {
    "html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "h3", "p", "div", "ul", "li", "a", "code", "section",
    "pre", "dl", "dt", "dd", "strong", "span", "details", "summary", "table", "caption", "thead", "tbody", "tr", "th", "td",
    "br", "small", "header", "footer", "ol", "figure", "figcaption", "svg", "path", "rect", "g", "text", "desc", "bdi",
}  # fmt: skip


def assert_only_text(page):
    parser, _ = read(page)
    assert {t for t, _ in parser.tags} <= OURS
    assert [a for _, a in parser.tags if set(a) & {"onclick", "onload", "onerror", "src"}] == []
    assert re.search(NOT_TEXT, page) is None


HOSTILE_PROGRAMS = {
    "raises": f"def double(x): raise ValueError({HOSTILE!r})",
    "prints": f"def double(x):\n    print({HOSTILE!r})\n    return 1",
    "returns": f"def double(x): return {HOSTILE!r}",
    "returns a list": f"def double(x): return [{HOSTILE!r}, {{{HOSTILE!r}: 1}}]",
    "frames": f"def double(x): return 1 / 0  # {HOSTILE}",
    "names": f"raise type({HOSTILE!r}, (Exception,), {{}})",
    "is not Python": f"def {HOSTILE}",
    "a dict": f"def double(x): return {{{HOSTILE!r}: x}}",
    "a repr": f"class C:\n    def __repr__(self): return {HOSTILE!r}\ndef double(x): return C()",
}


@pytest.mark.parametrize("how", HOSTILE_PROGRAMS)
def test_what_students_write_is_only_text_in_a_page(grade, how):
    result = grade(HOSTILE_PROGRAMS[how], student=HOSTILE, file=f"{HOSTILE}/small.py", remarks=(HOSTILE,))
    overview = ClassPage(result.columns)
    overview.add(result, "feedback/x.html")
    for page in (page_of(result), overview.render()):
        assert_only_text(page)
        assert "&lt;script&gt;" in page
    data = gradescope_json(result)
    assert "\\u202e" not in data.replace("\\\\u202e", "")
    assert "\\u001b" not in data.replace("\\\\u001b", "")


def test_a_sentence_may_hold_names_as_code_but_no_markup():
    assert prose("see `a<b` & `c`, not `\n`") == "see <code>a&lt;b</code> &amp; <code>c</code>, not `\n`"


def test_pages_need_nothing_from_elsewhere(grade):
    result = grade(RIGHT)
    overview = ClassPage(result.columns)
    overview.add(result, "feedback/ada.html")
    for page in (page_of(result), overview.render()):
        tags = read(page)[0].tags
        assert [a["href"] for t, a in tags if t == "a" and ":" in a["href"]] == []
        assert "://" not in page
        assert "url(" not in page
        [policy] = [a["content"] for _, a in tags if a.get("http-equiv") == "Content-Security-Policy"]
        assert policy == "default-src 'none'; style-src 'unsafe-inline'"


# ---------------------------------------------------------------- what is said about everybody


def broken_judge(lesson, exercise, check):
    """The lesson with one check that cannot be judged."""

    def spoil(e):
        checks = tuple(dataclasses.replace(c, judge="none such") if c.label == check else c for c in e.checks)
        return dataclasses.replace(e, checks=checks) if e.name == exercise else e

    return Assignment.of(dataclasses.replace(lesson, exercises=tuple(map(spoil, lesson.exercises))))


def test_a_check_that_itself_fails_gives_its_points_and_says_so(grade, lesson):
    result = grade(
        RIGHT.replace("abs(1 - rate) < 1", "0 < rate < 1"),
        assignment=broken_judge(lesson, "regime", "between"),
    )
    assert result.points(result.columns[1]) == 4
    assert result.status == f"{GRADER_ERROR}: a check itself failed and gave its points; please look at it"
    assert in_order(
        text_of(result),
        "regime 4 of 4 points",
        "between could not be judged: the grader failed here (KeyError); it costs no points",
    )


def test_a_check_that_itself_fails_costs_nothing_elsewhere(grade, lesson):
    assert grade(RIGHT, assignment=broken_judge(lesson, "double", "three numbers")).total == 20


def test_the_level_of_confinement_is_in_every_report(grade):
    result = grade(RIGHT)
    overview = ClassPage(result.columns)
    overview.add(result, "")
    sentence = (
        "Submissions run in processes of their own, without the answers; they are not confined any further."
    )
    assert sentence in text_of(result)
    assert sentence in read(overview.render())[1]
    assert json.loads(gradescope_json(result))["extra_data"]["confinement"] == "process"


def test_the_class_page_counts_means_statuses_and_mistakes():
    overview = ClassPage(COLUMNS)
    overview.add(made("ada", one=3), "feedback/ada.html")
    overview.add(made("bob", one=2, status="problem", remarks=["`x` is odd"]), "feedback/bob.html")
    overview.add(made("cyd", status=GRADER_ERROR, file=""), "feedback/cyd.html")
    text = read(overview.render())[1]
    assert in_order(text, "3 submissions, mean 2.5 of 3 points", "Status: 1 grader error, 1 ok, 1 problem.")
    assert in_order(
        text,
        "a.one 2.5 3",
        "a.more 0 2 extra",
        "a.essay 5 marked by a person",
        "student total status one more essay",
        "ada 3 ok 3 0",
        "bob 2 problem: x is odd 2 0",
    )


def test_named_mistakes_are_counted_once_for_each_student(grade):
    overview = ClassPage(grade(None).columns)
    for student in "abc":
        overview.add(grade(RIGHT.replace("2 * x", "x ** 2"), student=student), "")
    assert "small.double squared 3" in read(overview.render())[1]


def test_an_empty_class_page_is_no_error():
    assert "0 submissions" in ClassPage(COLUMNS).render()


# ---------------------------------------------------------------- the files


@pytest.fixture
def report(tmp_path, grade, lesson):
    """Write the reports for some students; returns the output folder."""
    program = "def double(x): return 2 * x"

    def run(*students):
        with Store(tmp_path / "results.jsonl") as store:
            for student in students:
                if student not in store.offsets:
                    store.append(grade(program, student).data)
            Reports(tmp_path, store, students, [lesson]).finish()
        return tmp_path

    return run


def files(out):
    return sorted(
        p.relative_to(out).as_posix()
        for p in out.rglob("*")
        if p.is_file() and p.name not in (".reports", ".seen")
    )


def test_every_link_of_the_class_page_leads_to_the_page_of_that_student(report):
    students = ["a b", "ünï", "=x", "100%", "../x", "?#&", "Ada", "ada", HOSTILE, "日" * 90]
    out = report(*students)
    links = re.findall(r'<a href="([^"]+)"><bdi>([^<]+)</bdi></a>', (out / "class.html").read_text())
    assert len(links) == len(students)
    for link, name in links:
        assert f"<h1>Feedback for <bdi>{name}</bdi></h1>" in (out / unquote(link)).read_text()
    assert len(list((out / "results").iterdir())) == len(students)


def test_the_files_of_students_who_are_gone_go_too_and_nobody_elses(report):
    out = report("ada", "Ada", "bob")
    (out / "feedback" / "mine.html").write_text("notes")
    (out / "results" / "Carl.json").write_text("{}")
    report("ada", "bob")
    assert files(out) == [
        "class.html", "feedback/ada.html", "feedback/bob.html", "feedback/mine.html", "grades.csv", "results.jsonl",
        "results/Carl.json", "results/ada.json", "results/bob.json", "rubric/small.why.html",
    ]  # fmt: skip
    assert "Ada" not in (out / "grades.csv").read_text()
    assert len(files(report("ada", "Ada"))) == 10, "who comes back has a page again"


def test_a_report_is_written_whole_or_the_old_one_stays(tmp_path):
    write(tmp_path / "a" / "x.html", ["old"])

    def parts():
        yield "new"
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        write(tmp_path / "a" / "x.html", parts())
    assert files(tmp_path) == ["a/x.html"]
    assert (tmp_path / "a" / "x.html").read_text() == "old"


def changed(out, action):
    """The files that an action wrote anew."""
    before = {name: (out / name).stat().st_ino for name in files(out)}
    action()
    return [name for name in files(out) if before.get(name) != (out / name).stat().st_ino]


def test_pages_that_are_still_right_are_not_written_again(report, tmp_path, grade):
    out = report("ada", "bob")
    tables = ["class.html", "grades.csv", "rubric/small.why.html"]
    assert changed(out, lambda: report("ada", "bob")) == []
    (out / "grades.csv").write_text("by hand")
    assert changed(out, lambda: report("ada", "bob")) == tables
    with Store(out / "results.jsonl") as store:
        store.append(grade(RIGHT, "bob").data)
    bobs = ["feedback/bob.html", "results/bob.json"]
    assert changed(out, lambda: report("ada", "bob")) == sorted([*tables, *bobs])
    (out / "feedback" / "ada.html").unlink()
    assert changed(out, lambda: report("ada", "bob")) == sorted(
        [*tables, "feedback/ada.html", "results/ada.json"]
    )


@pytest.mark.parametrize(
    "spoil", [b"", b"junk", b"[]", b'{"size": 1000000000}', b'{"made_from": "x", "size": 1000000000}']
)
def test_all_pages_are_written_when_it_is_not_known_what_they_were_made_from(report, spoil):
    out = report("ada")
    (out / ".reports").write_bytes(spoil)
    assert len(changed(out, lambda: report("ada"))) == 5


def test_all_pages_are_written_when_the_results_were_made_anew(report, grade):
    out = report("ada", "bob")
    old = (out / "results.jsonl").read_bytes()
    (out / "results.jsonl").write_bytes(old.replace(b"small.py", b"other.py", 1))
    pages = ["feedback/ada.html", "feedback/bob.html", "results/ada.json", "results/bob.json"]
    assert set(pages) <= set(changed(out, lambda: report("ada", "bob")))


def test_the_lessons_of_a_table_are_known_from_its_header(tmp_path, lesson):
    path = tmp_path / "grades.csv"
    assert topics_of(path) == set()
    path.write_text("".join(grades_csv([], [*COLUMNS, *columns([lesson])])))
    assert topics_of(path) == {"a", "small"}
    path.write_bytes(b"\xff\0")
    assert topics_of(path) == set()


def test_all_pages_are_written_when_the_course_changed(report, tmp_path, lesson):
    out = report("ada")
    with Store(out / "results.jsonl") as store:
        renamed = dataclasses.replace(lesson, title="Another title")
        assert len(changed(out, lambda: Reports(out, store, ["ada"], [renamed]).finish())) == 5
    assert "Another title" in (out / "feedback" / "ada.html").read_text()


@pytest.mark.parametrize("fatal", range(1, 8))
def test_reports_that_were_cut_off_anywhere_are_complete_after_the_next_run(report, monkeypatch, fatal):
    out = report("ada", "bob")
    expected = {name: (out / name).read_bytes() for name in files(out)}
    for name in files(out)[:-3]:
        if name != "results.jsonl":
            (out / name).unlink()
    count = 0

    def failing(path, parts):
        nonlocal count
        count += 1
        if count == fatal:
            path.with_name(path.name + ".partial").write_text("half")
            raise KeyboardInterrupt
        write(path, parts)

    monkeypatch.setattr(writing, "write", failing)
    with pytest.raises(KeyboardInterrupt):
        report("ada", "bob")
    monkeypatch.undo()
    report("ada", "bob")
    assert {name: (out / name).read_bytes() for name in files(out)} == expected


def test_the_status_words_are_counted(report, tmp_path, grade, lesson):
    with Store(tmp_path / "results.jsonl") as store:
        store.append(grade(RIGHT, "ada").data)
        store.append(grade(None, "bob").data)
        assert Reports(tmp_path, store, ["ada", "bob"], [lesson]).finish() == {"ok": 1, "empty": 1}
