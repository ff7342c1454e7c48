"""The policy in every report: final.csv, pages, results/*.json, exports; and what it hides is nowhere to be found."""

import csv
import io
import json
import zipfile
from argparse import Namespace
from dataclasses import replace

import pytest

from autograder.batch.store import Store
from autograder.exports.graded import grades_in
from autograder.grading.checks import dump_checks
from autograder.policy.reading import parse_policy
from autograder.reports.adjustments import Adjustments
from autograder.reports.results import Adjustment, Column, columns
from autograder.reports.rules import Rules, policy_of
from autograder.reports.writing import Reports
from tests.programs import SMALL

POLICY = """
[due]
1 = 2026-10-05T12:00:00
[late]
percent = 10
[excused]
cyd = "all"
"""
SECRET = {
    "points": ["2.5", "appeal", "given by a person"],
    "messages": ["the story", "the cause", "the_mistake"],
    "hints": ["a first question", "a hidden question", "Multiply.", "The triple"],
    "pictures": ['class="picture"', "<figcaption"],
    "hidden_labels": ["secret label"],
}


def line(student, points=5.0, time="2026-10-05 10:00:00 UTC", digest="1", **more):
    """One exercise: a visible check that is right or wrong, and a hidden one that is wrong."""
    message = {"what": "the story", "cause": "the cause", "hint": "a first question", "value": [1, 4, 9]}
    status = (
        {"status": "passed"}
        if points == 5
        else {"status": "failed", "message": message, "mistake": "the_mistake"}
    )
    checks = [
        {"label": "three numbers", "points": points, "max_points": 5.0, "hidden": False, **status},
        {"label": "secret label", "points": 0.0, "max_points": 3.0, "hidden": True, "status": "failed",
         "message": {"what": "wrong", "hint": "a hidden question"}},
    ]  # fmt: skip
    lesson = {"lesson": "01_small", "file": "small.py", "remarks": [],
              "exercises": [{"name": "double", "extra": False, "checks": checks}]}  # fmt: skip
    facts = {"digest": digest, "key": "k", "level": "process", "remarks": [], "status": "ok"}
    return {"student": student, **facts, "platform": {"time": time}, "lessons": [lesson], **more}


@pytest.fixture
def lessons(small_course):
    return [lesson.frozen for lesson in small_course.lessons]


@pytest.fixture
def graded(tmp_path, lessons):
    """A folder of grades made with a policy from some lines. now: what time it is."""

    def run(policy, *lines, now=4e9, given=None):
        out, course = tmp_path / "grades", columns(lessons)
        with Store(out / "results.jsonl") as store:
            for one in lines:
                store.append(one)
            rules = Rules(store.path)
            if policy is not None:
                rules = Rules(store.path, parse_policy(policy, course), policy, course, now)
            students = list(dict.fromkeys(one["student"] for one in lines))
            Reports(out, store, students, lessons, given or Adjustments({}), rules).finish()
        return out

    return run


def table(path):
    return {
        row["student"]: row for row in csv.DictReader(io.StringIO(path.read_bytes().decode(), newline=""))
    }


def test_final_points_have_a_table_of_their_own_and_raw_ones_stay(graded):
    lines = line("ann"), line("bob", time="2026-10-07 11:00:00 UTC"), line("cyd")
    out = graded(POLICY, *lines)
    final, raw = table(out / "final.csv"), table(out / "grades.csv")
    assert [final[s]["total"] for s in ("ann", "bob", "cyd")] == ["5", "4", "0"]
    assert [final[s]["max_total"] for s in ("ann", "bob", "cyd")] == ["26", "26", "0"]
    assert [final[s]["explanation"] for s in ("ann", "bob", "cyd")] == [
        "",
        "small: 2 days late: -20 %",
        "small: excused",
    ]
    assert [final[s]["small.double"] for s in ("ann", "bob", "cyd")] == ["5", "4", ""]
    assert {raw[s]["total"] for s in raw} == {"5"}
    page = (out / "feedback" / "bob.html").read_text()
    assert "<strong>4</strong> of 26 points" in page
    assert "2 days late: -20 %." in page.replace("2 days late: -20 %", "2 days late: -20 %")
    machine = json.loads((out / "results" / "bob.json").read_text())
    assert machine["score"] == 4
    assert "small: 2 days late: -20 %" in machine["output"]


def test_without_a_policy_all_is_as_before(graded):
    out = graded(None, line("ann"))
    assert not (out / "final.csv").exists()
    before = {p.name: p.read_bytes() for p in out.rglob("*") if p.is_file()}
    graded("", line("ann"))
    (row,) = table(out / "final.csv").values()
    assert (row["total"], row["explanation"]) == ("5", "")
    graded(None, line("ann"))
    after = {p.name: p.read_bytes() for p in out.rglob("*") if p.is_file()}
    assert "final.csv" not in after
    same = [n for n in before if n not in ("results.jsonl", ".reports", ".seen")]
    assert [n for n in same if before[n] != after[n]] == []


def test_earlier_attempts_count_if_the_best_does(graded):
    old, new = line("ann", digest="1"), line("ann", 2.5, digest="2")
    out = graded("attempt = 'best'", old, new)
    (row,) = table(out / "final.csv").values()
    assert (row["total"], row["explanation"]) == ("5", "small: attempt 1 of 2 counts, the best")
    assert table(out / "grades.csv")["ann"]["total"] == "2.5"


@pytest.mark.parametrize("aspect", sorted(SECRET))
def test_what_is_hidden_is_in_no_file_of_a_student(graded, aspect):
    given = Adjustments({"ann": {"small.why": Adjustment(1.0, "appeal")}})
    wrong = line("ann", 2.5)

    def texts(policy):
        out = graded(policy, wrong, given=given)
        return [
            (out / "feedback" / "ann.html").read_text().partition("<body>")[2],
            (out / "results" / "ann.json").read_text(),
        ]

    shown = texts("")
    hidden = texts(f"[students_see]\n{aspect} = 'never'")
    for word in SECRET[aspect]:
        assert word not in "".join(hidden), word
    assert any(word in "".join(shown) for word in SECRET[aspect])
    others = [
        w
        for a, words in SECRET.items()
        if a not in (aspect, "pictures")
        for w in words
        if w in "".join(shown)
    ]
    assert [w for w in others if w not in "".join(hidden)] == []
    assert "all that you can see" not in hidden[0]


def test_hidden_points_leave_no_score_and_no_total(graded):
    out = graded(POLICY + "[students_see]\npoints = 'never'", line("bob", time="2026-10-07 11:00:00 UTC"))
    machine = json.loads((out / "results" / "bob.json").read_text())
    assert "score" not in machine
    assert not any("score" in test for test in machine["tests"])
    assert "late" not in machine["output"]
    page = (out / "feedback" / "bob.html").read_text()
    assert "Your points are shown later" in page
    assert "days late" not in page
    assert table(out / "final.csv")["bob"]["total"] == "4", "the instructor sees them"


def test_after_due_is_after_the_students_own_due_time_and_pages_are_made_again(graded):
    text = (
        "[due]\n1 = 2026-10-05T12:00:00\n[extensions.bob]\n1 = 7\n[students_see]\nhidden_labels = 'after due'"
    )
    due = parse_policy(text, [Column("01_small", "small", "double", 8.0)]).due["01_small"].instant()

    def seen(now):
        out = graded(text, line("ann"), line("bob"), now=now)
        return ["secret label" in (out / "feedback" / f"{s}.html").read_text() for s in ("ann", "bob")]

    assert seen(due - 1) == [False, False]
    assert seen(due) == [True, False]
    assert seen(due + 7 * 86400) == [True, True]


def test_exports_write_what_counts(graded, autograder, tmp_path):
    lines = line("ann"), line("bob", time="2026-10-07 11:00:00 UTC"), line("cyd")
    out = graded(POLICY, *lines)
    theirs, filled = tmp_path / "theirs.csv", tmp_path / "filled.csv"
    head = "Student,ID,SIS Login ID,Section,One (5)\n  Points Possible,,,,26\n"
    theirs.write_text(head + "A,1,ann,x,\nB,2,bob,x,\nC,3,cyd,x,\n")
    options = ["--gradebook", theirs, "--column", "One (5)", "--out", filled]
    status, _, said = autograder("export", "canvas", out, *options)
    assert filled.read_text() == head + "A,1,ann,x,5\nB,2,bob,x,4\nC,3,cyd,x,0\n"
    assert status == 1
    assert (
        "`cyd` is excused from a part: of 0 points, not of 26; `out_of` in the policy would scale both alike"
        in said
    )
    autograder("export", "canvas", out, *options, "--points", "1")
    assert filled.read_text() == head + "A,1,ann,x,5\nB,2,bob,x,4\nC,3,cyd,x,\n"
    autograder("export", "canvas", out, *options, "--points", "small.double")
    assert "B,2,bob,x,4\n" in filled.read_text()
    autograder("export", "csv", out, "--out", filled)
    assert filled.read_bytes() == (out / "final.csv").read_bytes()
    autograder("export", "junit", out, "--out", filled)
    assert '<property name="total" value="4" />' in filled.read_text()
    (out / "adjustments.csv").write_text("student,exercise,points,comment,by\nbob,double,2.5,,Eve\n")
    with grades_in(out) as grades:
        assert {r.student: r.score for r in grades.results()} == {"ann": 5, "bob": 2, "cyd": 0}


def test_a_page_of_answers_that_nobody_needs_any_more_goes(graded):
    out = graded(None, line("ann"))
    others = [out / "rubric" / name for name in ("small.why-2.html", "small.why-mine.html")]
    for path in others:
        path.write_text("")
    graded(None, line("ann"))
    assert [path.exists() for path in others] == [False, True]


def test_a_student_who_could_not_be_graded_has_no_final_points(graded):
    failed = {**line("ann"), "status": "grader error", "lessons": [], "remarks": ["it broke"]}
    (row,) = table(graded(POLICY, failed) / "final.csv").values()
    assert (row["total"], row["explanation"]) == ("", "grader error: it broke")


@pytest.fixture
def submissions(tmp_path):
    root = tmp_path / "submissions"
    for name, text in {"ada": SMALL, "=bob": SMALL.replace("2 * x", "x")}.items():
        (root / name).mkdir(parents=True)
        (root / name / "small.py").write_text(text)
    (root / "ada" / "why.md").write_text("It <b>points</b> uphill.\x1b[0m\n")
    with zipfile.ZipFile(root / "cyd.zip", "w") as archive:
        archive.writestr(zipfile.ZipInfo("why (1).txt", (2026, 10, 7, 12, 30, 0)), "downhill")
        archive.writestr(zipfile.ZipInfo("small.py", (2026, 10, 7, 12, 30, 0)), SMALL)
    return root


def test_the_command_reads_the_policy_and_times_of_files(submissions, lessons, autograder, tmp_path):
    key, out, policy = tmp_path / "key.json", tmp_path / "out", tmp_path / "mine.toml"
    key.write_text(dump_checks([replace(x, exercises=x.exercises[:2]) for x in lessons]))
    command = ["grade", submissions, "--key", key, "--out", out, "--level", "process", "--trust-submissions"]
    policy.write_text(POLICY + "x = 1")
    status, _, said = autograder(*command, "--policy", policy)
    assert status == 1
    assert "mine.toml` has to be mended:\n- `[excused] x` is 1" in said
    assert not (out / "grades.csv").exists()
    policy.write_text(POLICY.replace("cyd", "adda"))
    status, _, said = autograder(*command, "--policy", policy)
    assert status == 0, said
    assert "The policy names `adda`, who is not there; did you mean `ada`?" in said
    rows = table(out / "final.csv")
    assert rows["cyd"]["explanation"] == "small: 3 days late, by the time of the file: -30 %"
    assert "by the time of the file" in rows["ada"]["explanation"]
    page = (out / "rubric" / "small.why.html").read_text()
    assert "It &lt;b&gt;points&lt;/b&gt; uphill.\\u001b[0m" in page
    assert "downhill" in page
    assert "no answer was found" in page
    assert 'data-student="&#39;=bob"' in page
    assert (
        "Your answer was found in <code>why.md</code>: 3 words."
        in (out / "feedback" / "ada.html").read_text()
    )
    assert "No answer of yours was found" in (out / "feedback" / "%3Dbob.html").read_text()
    status, _, said = autograder(*command)
    assert "3 of them kept" in said
    assert not (out / "final.csv").exists()


def test_the_policy_lies_beside_the_solutions(tmp_path, monkeypatch):
    (tmp_path / "solutions").mkdir()
    (tmp_path / "deep").mkdir()
    monkeypatch.chdir(tmp_path / "deep")
    assert policy_of(Namespace(policy=None, course=None)) is None
    (tmp_path / "policy.toml").write_text("")
    assert policy_of(Namespace(policy=None, course=None)) == tmp_path.resolve() / "policy.toml"
    assert policy_of(Namespace(policy=None, course=tmp_path)) == tmp_path / "policy.toml"
    assert policy_of(Namespace(policy="x.toml", course=None)).name == "x.toml"
