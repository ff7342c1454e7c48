"""Regrades, their undoing and the index: what changes is said before it is written, and nothing is ever lost."""

import csv
import io
import json
import re
import sqlite3
import time
import tracemalloc
from pathlib import Path

import pytest

from autograder.batch.store import Store
from autograder.grading.verdict import GRADER_ERROR
from autograder.history.change import compare
from autograder.history.index import IndexingError, opened, refresh
from autograder.history.proposal import Regrade, Undo
from autograder.history.view import HEADER, Tally, table
from autograder.reports.results import Column, StudentResult

COLUMNS = [Column("01_a", "a", "one", 2.0), Column("01_a", "a", "more", 1.0, extra=True)]
HOSTILE = '=cmd|"x"!A0\x1b[31m'


def check(label="c", status="passed", points=2.0, **more):
    return {
        "label": label,
        "status": status,
        "points": points,
        "max_points": 2.0,
        "hidden": False,
        **more,
    }


def lesson(*checks, slug="01_a", files="f1", checked="k1", content="c1", file="a.py"):
    exercise = {"name": "one", "extra": False, "checks": list(checks)}
    facts = {"files": files, "content": content, "checks": checked}
    return {"lesson": slug, "file": file, "remarks": [], "exercises": [exercise], **facts}


def result(student="ada", *lessons, digest="d1", status="ok", grader="g1", level="lane", key="k", **more):
    facts = {"student": student, "digest": digest, "level": level, "grader": grader, "key": key}
    return {**facts, "status": status, "remarks": [], "lessons": list(lessons), **more}


RIGHT, WRONG = lesson(check()), lesson(check(status="failed", points=0.0, mistake="sign"))


def changes(before, after):
    return compare(before and StudentResult(before, COLUMNS), StudentResult(after, COLUMNS))


# ---------------------------------------------------------------- what changes, and why


def test_a_change_says_which_check_has_another_outcome_and_what_it_is_worth():
    found = changes(result("ada", WRONG), result("ada", lesson(check(), checked="k2")))
    (one,) = found.checks
    assert (found.before, found.after, found.gain, found.is_new) == (0.0, 2.0, 2.0, False)
    assert (one.title, one.before, one.after, one.points_before, one.points_after) == (
        "a.one[c]",
        "failed",
        "passed",
        0.0,
        2.0,
    )
    assert one.why == "its checks changed"


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        (result("ada", WRONG), result("ada", lesson(check(), files="f2")), "its file changed"),
        (
            result("ada", WRONG),
            result("ada", lesson(check(), files="f2", checked="k2"), grader="g2"),
            "its file changed and its checks changed and the grader changed",
        ),
        (
            result("ada", WRONG),
            result("ada", RIGHT, level="kernel"),
            "confinement changed from lane to kernel",
        ),
        (result("ada", WRONG), result("ada", RIGHT), "the grader had failed"),
        (result("ada", WRONG), result("ada", RIGHT, undo="x"), "a regrade is taken back"),
        (result("ada"), result("ada", RIGHT), "it was not graded before"),
        (result("ada", RIGHT), result("ada"), "it is no longer handed in, or no longer asked for"),
        (
            {k: v for k, v in result("ada", WRONG).items() if k != "grader"},
            result("ada", RIGHT),
            "it was graded by an earlier version, which did not say with what",
        ),
    ],
)
def test_the_reason_is_what_the_lesson_rests_on(before, after, why):
    assert [c.why for c in changes(before, after).checks] == [why]


def test_checks_that_came_and_went_are_changes_and_equal_ones_are_not():
    before = result("ada", lesson(check("old"), check("same")))
    after = result("ada", lesson(check("new", "failed", 0.0), check("same")))
    assert [(c.check, c.before, c.after) for c in changes(before, after).checks] == [
        ("old", "passed", "not graded"),
        ("new", "not graded", "failed"),
    ]
    assert changes(before, before).checks == ()


def test_the_summary_comes_first_then_kinds_of_changes_then_persons():
    tally = Tally(unchanged=5)
    for name in "abcdef":
        tally.add(changes(result(name, WRONG), result(name, lesson(check(), checked="k2"))))
    tally.add(changes(result(HOSTILE, RIGHT), result(HOSTILE, lesson(check(status="failed", points=0.0)))))
    tally.add(changes(None, result("new", RIGHT)))
    tally.add(changes(result("same", RIGHT), result("same", RIGHT)))
    lines = list(tally.lines())
    assert lines[0] == "6 gain, 1 lose, 6 stay the same; 1 graded for the first time."
    assert lines[1] == (
        "  a.one[c]: failed → passed, +2 each, for 6 (`a`, `b`, `c`, `d`, `e`, …), because its checks changed"
    )
    assert lines[3].startswith("  `=cmd")
    assert lines[3].endswith("loses 2: 2 → 0")
    assert lines[4] == "  `a` gains 2: 0 → 2"
    assert "\x1b" not in "".join(lines)


def test_of_very_many_kinds_of_changes_the_most_frequent_are_told():
    tally = Tally(0)
    for i in range(30):
        old, new = lesson(check(f"c{i}", "failed", 0.0)), lesson(check(f"c{i}"))
        tally.add(changes(result(f"s{i:02}", old), result(f"s{i:02}", new)))
    lines = list(tally.lines())
    assert "  … and 10 more kinds of changes, in the table" in lines
    assert sum("gains" in line for line in lines) == 10


def test_the_table_has_a_line_for_each_change_and_is_harmless_in_a_spreadsheet():
    found = [
        changes(result(HOSTILE, WRONG), result(HOSTILE, RIGHT)),
        changes(None, result("new", RIGHT)),
        changes(result("same", RIGHT), result("same", RIGHT)),
    ]
    rows = list(csv.DictReader(io.StringIO("".join(table(found)), newline="")))
    assert list(rows[0]) == list(HEADER)
    assert len(rows) == 2
    assert rows[0]["student"].startswith("'=cmd")
    assert "\x1b" not in rows[0]["student"]
    assert {k: rows[0][k] for k in HEADER[1:9]} == {
        "before": "0", "after": "2", "gain": "2", "exercise": "a.one", "check": "c", "outcome_before": "failed",
        "outcome_after": "passed", "points_before": "0",
    }  # fmt: skip
    assert (rows[1]["before"], rows[1]["after"], rows[1]["why"]) == ("", "2", "graded for the first time")


# ---------------------------------------------------------------- writing it, taking it back


def staged(store, folder, *results):
    """A regrade that comes to these results, committed."""
    with Store(folder / ".regrade.jsonl", remembers=False) as beside:
        regrade = Regrade(store, beside)
        for one in results:
            regrade.append(one)
        regrade.commit()
    time.sleep(0.001)  # the next one has another name


def last(store, *students):
    return {r["student"]: r["digest"] for r in store.latest(students)}


def test_nothing_is_kept_before_it_is_committed_and_a_second_look_grades_nothing(tmp_path):
    with Store(tmp_path / "results.jsonl") as store:
        store.append(result("ada", WRONG))
        before = store.path.read_bytes()
        with Store(tmp_path / ".regrade.jsonl", remembers=False) as beside:
            Regrade(store, beside).append(result("ada", RIGHT, digest="d2"))
        assert store.path.read_bytes() == before
        with Store(tmp_path / ".regrade.jsonl", remembers=False) as beside:
            regrade = Regrade(store, beside)
            assert regrade.students == [], "not proposed before somebody asked for it"
            assert regrade.has("ada", beside.keys["ada"])
            assert regrade.students == ["ada"]
            assert [(b["digest"], a["digest"]) for b, a in regrade.pairs()] == [("d1", "d2")]
            regrade.commit()
        assert store.path.read_bytes().startswith(before)
        assert last(store, "ada") == {"ada": "d2"}
        assert not (tmp_path / ".regrade.jsonl").exists()


def test_who_the_grader_failed_at_keeps_the_result(tmp_path):
    with Store(tmp_path / "results.jsonl") as store:
        store.append(result("ada", RIGHT))
        with Store(tmp_path / ".regrade.jsonl", remembers=False) as beside:
            regrade = Regrade(store, beside)
            regrade.append(result("ada", digest="d2", status=GRADER_ERROR))
            assert (regrade.students, regrade.failed) == ([], ["ada"])
            regrade.commit()
        assert last(store, "ada") == {"ada": "d1"}


def test_regrades_are_taken_back_one_after_the_other_and_the_file_only_grows(tmp_path):
    with Store(tmp_path / "results.jsonl") as store:
        for name in ("ada", "bob", "cyd"):
            store.append(result(name, digest="1"))
        staged(
            store, tmp_path, result("ada", digest="2"), result("bob", digest="2"), result("new", digest="2")
        )
        staged(store, tmp_path, result("ada", digest="3"))
        store.append(result("bob", digest="handed in again"))
        names = "ada", "bob", "cyd", "new"
        states = [{"ada": "3", "bob": "handed in again", "cyd": "1", "new": "2"}]
        assert last(store, *names) == states[0]
        before = store.path.read_bytes()
        undo = Undo(store)
        assert (undo.students, undo.staying) == (["ada"], [])
        undo.commit()
        assert last(store, *names) == {**states[0], "ada": "2"}
        undo = Undo(store)
        assert (undo.students, undo.staying) == (["ada"], ["new"])
        undo.commit()
        assert last(store, *names) == {**states[0], "ada": "1"}
        assert store.path.read_bytes().startswith(before)
        undo = Undo(store)
        assert (undo.students, undo.staying) == ([], ["new"])


def test_without_a_regrade_there_is_nothing_to_take_back(tmp_path):
    with Store(tmp_path / "results.jsonl") as store:
        assert Undo(store).name == ""
        store.append(result("ada"))
        assert (Undo(store).name, Undo(store).students) == ("", [])


# ---------------------------------------------------------------- the index


def folder_of(path, *results, students=(), columns=COLUMNS):
    with Store(path / "results.jsonl") as store:
        for one in results:
            store.append(one)
    about = {"students": list(students), "columns": [c.__dict__ for c in columns]}
    (path / ".reports").write_text(json.dumps(about))
    return path / "index.sqlite"


def ask(index, question):
    refresh(index)
    with opened(index) as database:
        return database.execute(question).fetchall()


@pytest.fixture
def term(tmp_path):
    """Ada gets better, bob is stuck, cyd and dan handed in the same, eve nothing."""
    wrong = [
        lesson(check(status="failed", points=0.0, mistake="sign"), files=f"f{i}", content=f"b{i}")
        for i in range(3)
    ]
    late = {"platform": {"time": "2026-01-02 03:04:05 UTC", "late": True, "name": "Cyd C."}}
    (tmp_path / "intake.csv").write_text('path,student,outcome,reason\r\nx.rar,eve,refused,"no, never"\r\n')
    return folder_of(
        tmp_path,
        result("ada", WRONG, digest="a1"),
        result("ada", lesson(check(), checked="k2"), digest="a1", regrade="r1"),
        result("ada", lesson(check(status="timed out", points=0.0)), digest="a2"),
        *(result("bob", x, digest=f"b{i}") for i, x in enumerate(wrong)),
        result("cyd", RIGHT, digest="c1", **late),
        result("dan", RIGHT, digest="e1"),
        result("eve", digest="e0", status="empty"),
        students=["ada", "bob", "cyd", "dan", "eve"],
    )


def test_attempts_are_hand_ins_and_a_regrade_is_none(term):
    history = ask(term, "SELECT attempt, points, gain, regrade FROM history WHERE student = 'ada'")
    assert history == [(1, 0.0, None, None), (1, 2.0, 2.0, "r1"), (2, 0.0, -2.0, None)]
    of_ada = {
        view: ask(term, f"SELECT attempt, points FROM {view} WHERE student = 'ada'")
        for view in ("first_attempt", "last_attempt", "best_attempt")
    }
    assert of_ada == {"first_attempt": [(1, 2.0)], "last_attempt": [(2, 0.0)], "best_attempt": [(1, 2.0)]}


def test_the_views_answer_what_an_instructor_asks(term):
    assert ask(term, "SELECT * FROM item_difficulty") == [("01_a", "one", 4, 0.5, 0.5, 0.0)]
    assert ask(term, "SELECT * FROM check_difficulty") == [("01_a", "one", "c", 0, 4, 0.5, 1, 0)]
    assert ask(term, "SELECT * FROM mistakes") == [("01_a", "one", "sign", 1)]
    assert ask(term, "SELECT student, tries, best FROM stuck") == [("bob", 3, 0.0)]
    assert [(n, set(w.split("; "))) for _, _, n, w in ask(term, "SELECT * FROM identical")] == [
        (3, {"ada", "cyd", "dan"})
    ]
    assert ask(term, "SELECT * FROM late") == [("cyd", "Cyd C.", "2026-01-02T03:04:05+00:00", 2.0)]
    assert ask(term, "SELECT * FROM no_submission") == [("eve", "01_a")]
    assert ask(term, "SELECT * FROM intake") == [("x.rar", "eve", "refused", "no, never")]


def test_the_index_is_made_again_only_when_something_changed(term):
    assert refresh(term)
    assert not refresh(term)
    with Store(term.with_name("results.jsonl")) as store:
        store.append(result("fay", RIGHT))
    assert refresh(term)
    assert ask(term, "SELECT count(*) FROM result") == [(10,)]
    term.write_bytes(b"junk")
    assert refresh(term)
    assert not term.with_name("index.sqlite.partial").exists()


def test_a_line_that_is_being_written_is_left_out_and_one_that_is_no_result_named(tmp_path):
    index = folder_of(tmp_path, result("ada", RIGHT))
    path = tmp_path / "results.jsonl"
    whole = path.read_bytes()
    path.write_bytes(whole + whole[:50])
    assert ask(index, "SELECT student FROM result") == [("ada",)]
    old = index.read_bytes()
    path.write_bytes(whole + b"junk\n")
    with pytest.raises(IndexingError, match=f"has a line that is not a result, at byte {len(whole)}"):
        refresh(index)
    path.write_bytes(whole.replace(b'"schema_version": 2', b'"schema_version": 99'))
    with pytest.raises(IndexingError, match=r"was written by another version \(schema 99\)"):
        refresh(index)
    path.unlink()
    with pytest.raises(
        IndexingError, match=r"cannot be read: No such file or directory; run `autograder grade`"
    ):
        refresh(index)
    assert index.read_bytes() == old, "the old one stays"


def test_names_that_are_no_text_and_results_of_an_earlier_version_are_in_the_index(tmp_path):
    old = result("\udcff\x00", RIGHT)
    for x in old["lessons"]:
        del x["files"], x["content"], x["checks"]
    del old["grader"]
    (tmp_path / "results.jsonl").write_text(json.dumps({"schema_version": 1, **old}) + "\n")
    assert ask(tmp_path / "index.sqlite", "SELECT student, points, attempt FROM best_attempt") == [
        ("\\udcff\x00", 2.0, 1)
    ]
    assert ask(tmp_path / "index.sqlite", "SELECT * FROM course") == [("01_a", "one", 2.0, 0, 0)]


def test_the_index_takes_no_more_memory_for_more_text(tmp_path):
    index = folder_of(tmp_path)
    with Store(tmp_path / "results.jsonl") as store:
        for i in range(300):
            store.append(result(f"s{i}", lesson(check(message={"what": "x" * 20_000})), digest=f"{i}"))
    tracemalloc.start()
    refresh(index)
    assert tracemalloc.get_traced_memory()[1] < 2_000_000
    tracemalloc.stop()


def test_the_index_command_answers_in_csv_and_writes_nothing_else(autograder, term):
    status, out, err = autograder("index", term.parent)
    assert (status, out) == (0, f"{term}\n")
    assert err.startswith("The index was made: 9 results of 5 students. Views: attempts, best_attempt, ")
    assert autograder("index", term.parent)[2].startswith("The index is up to date: ")
    assert autograder("index", term.parent, "stuck") == (
        0,
        "student,lesson,exercise,tries,best,max_points,is_right\r\nbob,01_a,one,3,0,2,0\r\n",
        "",
    )
    status, out, err = autograder("index", term.parent, "DELETE FROM result")
    assert (status, out) == (2, "")
    assert err.startswith(
        "error: the query cannot be answered: attempt to write a readonly database; the views are "
    )
    assert "no such table: nothing; the views are" in autograder("index", term.parent, "nothing")[2]
    assert "no such column" in autograder("index", term.parent, "SELECT x FROM stuck")[2]
    status, out, err = autograder("index", term.parent / "nowhere")
    assert (status, out) == (1, "")
    assert "results.jsonl` cannot be read: No such file or directory; run `autograder grade` first" in err


def test_an_index_that_cannot_be_written_is_one_sentence(autograder, term):
    (term.parent / "index.sqlite.partial").mkdir()
    status, out, err = autograder("index", term.parent)
    assert (status, out) == (1, "")
    assert err.startswith(f"error: cannot write `{term}`: ")


def test_answers_are_harmless_in_a_spreadsheet_and_on_a_terminal(autograder, tmp_path):
    folder_of(tmp_path, result(HOSTILE, RIGHT))
    _, out, _ = autograder("index", tmp_path, "SELECT student, points, NULL AS none FROM last_attempt")
    rows = list(csv.reader(io.StringIO(out, newline="")))
    assert rows[1][0].startswith("'=cmd")
    assert "\x1b" not in out
    assert rows[1][1:] == ["2", ""]


QUESTIONS = re.findall(
    r"```sql\n(.*?)```", (Path(__file__).parents[1] / "docs" / "regrading.md").read_text(), re.DOTALL
)


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_questions_in_the_guide_have_answers(autograder, term, question):
    status, out, err = autograder("index", term.parent, question)
    assert (status, err) == (0, "")
    assert out.count("\r\n") > 1, "the small term has something for every question"


def test_every_view_is_in_the_guide_and_can_be_asked(autograder, term):
    refresh(term)
    guide = (Path(__file__).parents[1] / "docs" / "regrading.md").read_text()
    for (view,) in ask(term, "SELECT name FROM sqlite_master WHERE type = 'view'"):
        assert f"`{view}`" in guide, view
        assert autograder("index", term.parent, view)[0] == 0


def test_the_index_is_plain_sqlite(term):
    refresh(term)
    with sqlite3.connect(term) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
