"""Grading again: only the lessons that something changed for, and only those submissions that can have changed."""

import copy
import csv
import dataclasses
import io
import json
import os
import time

import pytest

from autograder.batch import basis, grading
from autograder.batch import command as batch_command
from autograder.batch.basis import Basis, content_digest, files_digest
from autograder.batch.finds import Found
from autograder.batch.glance import COARSE, glance
from autograder.batch.intake import Entry, Submission, entries, read
from autograder.batch.platforms.take_in import take_in
from autograder.batch.presumed import Presumed
from autograder.batch.store import Store
from autograder.cli import Complaint
from autograder.grading.checks import dump_checks
from autograder.grading.verdict import GRADER_ERROR
from tests.programs import SMALL as RIGHT
from tests.test_grade_command import lines, put, table, zipped

STUB = "def double(x): return 2 * x"


@pytest.fixture
def course(small_course):
    """Two lessons with the same exercises; only `double`, so that grading takes no time."""
    lesson = small_course.lessons[0].frozen
    small = dataclasses.replace(lesson, exercises=lesson.exercises[:1], essays=())
    return [small, dataclasses.replace(small, slug="02_other", title="Other")]


def with_points(lesson, points):
    """The lesson with other points for its first check."""
    first, *others = lesson.exercises
    check, *more = first.checks
    changed = dataclasses.replace(check, points=points)
    return dataclasses.replace(
        lesson, exercises=(dataclasses.replace(first, checks=(changed, *more)), *others)
    )


@pytest.fixture
def shared(worker, monkeypatch):
    """One worker for all commands: how it is made is no matter here, and takes most of the time."""
    mine = copy.copy(worker)
    mine.close = lambda: None
    monkeypatch.setattr(batch_command, "worker_for", lambda *arguments: mine)
    return mine


@pytest.fixture
def command(autograder, shared, tmp_path, monkeypatch):
    """Run `grade` or `regrade` with a key of some lessons; `command.graded` says which files were graded."""
    real = grading.grade_lesson

    def spying(worker, assignment, candidates):
        run.graded.append(assignment.lesson.slug)
        return real(worker, assignment, candidates)

    monkeypatch.setattr(grading, "grade_lesson", spying)

    def run(name, lessons, *more):
        run.graded = []
        key = put(tmp_path / "key.json", dump_checks(lessons))
        arguments = [tmp_path / "class", "--out", tmp_path / "out", "--key", key, "--jobs", "1"]
        return autograder(name, *arguments, *more)

    return run


@pytest.fixture
def students(tmp_path):
    """Ada has both lessons, bob the first, cyd the second."""
    for path in ("ada/small.py", "ada/other.py", "bob/small.py", "cyd/other.py"):
        put(tmp_path / "class" / path, STUB)
    return tmp_path / "class"


# ---------------------------------------------------------------- lessons


@pytest.mark.usefixtures("students")
def test_a_changed_check_grades_only_its_lesson_of_those_who_have_it(command, course, tmp_path):
    command("grade", course)
    assert sorted(command.graded) == ["01_small", "01_small", "02_other", "02_other"]
    before = lines(tmp_path / "out")
    changed = [course[0], with_points(course[1], 40)]
    assert "3 submissions graded, 1 of them kept from before." in command("grade", changed)[2]
    assert command.graded == ["02_other", "02_other"]
    after = lines(tmp_path / "out")
    assert after[: len(before)] == before
    assert [r["student"] for r in after[len(before) :]] == ["ada", "cyd"]
    first = {r["student"]: r["lessons"] for r in before}
    assert after[-2]["lessons"][0] == first["ada"][0], "the other lesson was carried over"
    assert after[-2]["lessons"][1] != first["ada"][1]
    rows = table(tmp_path / "out")
    assert rows["ada"]["other.double"] == rows["cyd"]["other.double"] != rows["ada"]["small.double"]


def test_a_changed_file_grades_only_its_lesson(command, course, students, tmp_path):
    command("grade", course)
    put(students / "ada" / "other.py", "def double(x): return x")
    assert "3 submissions graded, 2 of them kept" in command("grade", course)[2]
    assert command.graded == ["02_other"]
    assert table(tmp_path / "out")["ada"]["small.double"] == table(tmp_path / "out")["bob"]["small.double"]
    (students / "ada" / "other.py").unlink()
    command("grade", course)
    assert command.graded == []
    assert table(tmp_path / "out")["ada"]["status"] == "incomplete: no file for other"


@pytest.mark.usefixtures("students")
def test_another_grader_or_level_grades_everything(command, course, shared, monkeypatch):
    command("grade", course)
    monkeypatch.setattr(basis, "__version__", "999")
    assert "kept" not in command("grade", course)[2]
    assert len(command.graded) == 4
    shared.level = "kernel"
    assert "kept" not in command("grade", course)[2]
    assert len(command.graded) == 4


@pytest.mark.usefixtures("students")
def test_results_of_the_earlier_schema_are_read_and_graded_once_more(command, course, tmp_path):
    command("grade", course)
    path = tmp_path / "out" / "results.jsonl"
    old = []
    for result in lines(tmp_path / "out"):
        del result["grader"]
        for lesson in result["lessons"]:
            del lesson["files"], lesson["content"], lesson["checks"]
        old.append(json.dumps({**result, "schema_version": 1, "key": "of all lessons"}) + "\n")
    path.write_text("".join(old))
    assert "kept" not in command("grade", course)[2]
    assert path.read_text().startswith("".join(old))
    assert [r["schema_version"] for r in lines(tmp_path / "out")] == [1, 1, 1, 2, 2, 2]
    assert "3 of them kept" in command("grade", course)[2]


def submission(topic="small", name="small.py", data=b"x", problem=""):
    return Submission("ada", None, {topic: [Found(name, data, problem)]})


def test_what_a_lesson_rests_on(course):
    rests_on = Basis.of(course)
    facts = rests_on.facts(submission())
    earlier = {
        "grader": rests_on.grader,
        "level": "lane",
        "lessons": [{"lesson": "01_small", "file": "small.py", "exercises": [], **facts["01_small"]}],
    }
    kept = rests_on.kept(facts, "lane", earlier)
    assert list(kept) == ["01_small"]
    assert rests_on.kept(facts, "kernel", earlier) == {}
    assert rests_on.kept(facts, "lane", None) == {}
    assert rests_on.kept(facts, "lane", {**earlier, "grader": "other"}) == {}
    assert Basis.of([with_points(course[0], 40)]).kept(facts | {}, "lane", earlier) == kept, "facts tell"
    for other in (submission(data=b"y"), submission(name="Small.py"), submission(problem="too large")):
        assert rests_on.kept(rests_on.facts(other), "lane", earlier) == {}
    failed = {"name": "double", "checks": [{"status": GRADER_ERROR}]}
    earlier["lessons"][0]["exercises"] = [failed]
    assert rests_on.kept(facts, "lane", earlier) == {}, "what the grader failed at is tried again"


def test_the_key_of_a_submission_knows_only_checks_that_it_meets(course):
    changed = [course[0], with_points(course[1], 40)]
    now, then = Basis.of(course), Basis.of(changed)
    assert now.key(submission()) == then.key(submission())
    assert now.key(submission("other")) != then.key(submission("other"))
    assert now.key(submission()) != Basis.of(course[:1]).key(submission()), "a lesson more may be missing"
    renamed = [dataclasses.replace(x, title="New title") for x in course]
    assert Basis.of(renamed).checks == now.checks, "a title decides about nothing"


def test_the_grader_is_all_the_code_that_judges(monkeypatch, tmp_path):
    """What grading imports lies in the digest, so that no change of it can go unnoticed."""
    before = basis.grader()
    assert basis.grader() == before
    root = tmp_path / "autograder"
    for place in ("grading/judge.py", "confinement/child.py", "batch/grading.py"):
        put(root / place, "old")
    monkeypatch.setattr(basis, "ROOT", root)
    seen = {basis.grader()}
    for place in (
        "grading/judge.py",
        "grading/properties/new.py",
        "confinement/child.py",
        "batch/grading.py",
    ):
        put(root / place, "new")
        seen.add(basis.grader())
    assert len(seen) == 5
    monkeypatch.setattr("numpy.__version__", "0")
    assert basis.grader() not in seen


def test_the_same_content_under_another_name_is_the_same_content():
    one, two = [Found("small.py", b"x")], [Found("ada-small.py", b"x")]
    assert content_digest(one) == content_digest(two)
    assert files_digest(one) != files_digest(two)


# ---------------------------------------------------------------- a glance


@pytest.fixture
def folder(tmp_path):
    put(tmp_path / "class" / "ada" / "small.py", STUB)
    put(tmp_path / "class" / "ada" / "deep" / "er" / "other.py", STUB)
    age(tmp_path / "class")
    return tmp_path / "class" / "ada"


def age(folder, seconds=3600):
    """Let everything be old. Only the time of change of an inode cannot be set; the tests pretend it is not there."""
    then = time.time() - seconds
    for path in [folder, *folder.rglob("*")]:
        os.utime(path, (then, then), follow_symlinks=False)


def look(folder, stamp="s"):
    return glance(Entry(folder.name, folder), stamp)


def rewrite(path):
    """Other content of the same size, and the time of the old one: only the inode knows when that was."""
    then = path.stat().st_mtime_ns
    time.sleep(0.02)  # longer than a tick of the kernel's clock
    path.write_text(STUB.upper())
    os.utime(path, ns=(then, then))


CHANGES = {
    "content": lambda f: put(f / "small.py", "other"),
    "content of the same size and time": lambda f: rewrite(f / "small.py"),
    "a file more": lambda f: put(f / "notes.txt", ""),
    "a file less": lambda f: (f / "deep" / "er" / "other.py").unlink(),
    "another name": lambda f: (f / "small.py").rename(f / "Small.py"),
    "another file of the same name": lambda f: put(f / "new", STUB).replace(f / "small.py"),
    "deep inside": lambda f: put(f / "deep" / "er" / "other.py", "other"),
}


@pytest.mark.parametrize("how", CHANGES)
def test_a_glance_sees_every_change(folder, how):
    before = look(folder)
    assert before.digest
    assert look(folder).digest == before.digest
    CHANGES[how](folder)
    assert look(folder).digest != before.digest


def test_a_glance_depends_on_what_else_a_result_depends_on(folder):
    one = Entry("ada", folder)
    seen = {glance(one, "s").digest, glance(one, "other checks").digest}
    for more in ({"twins": ("ada.zip",)}, {"about": {"late": True}}, {"notes": ("n",)}, {"problems": ("p",)}):
        seen.add(glance(dataclasses.replace(one, **more), "s").digest)
    assert len(seen) == 6


def test_a_folder_that_was_just_written_is_read_again(folder):
    assert look(folder).racy, "the inodes have just been made"
    young = put(folder / "young.py", "").stat()
    later = young.st_ctime_ns + 2 * COARSE
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("time.time_ns", lambda: later)
        assert not look(folder).racy
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("time.time_ns", lambda: young.st_ctime_ns + COARSE // 2)
        assert look(folder).racy


@pytest.mark.parametrize("what", ["a link inside", "a link itself", "nothing", "a pipe"])
def test_of_links_and_what_cannot_be_read_a_glance_tells_nothing(folder, what):
    if what == "a link inside":
        (folder / "deep" / "link.py").symlink_to(folder / "small.py")
    elif what == "a link itself":
        (folder.parent / "link").symlink_to(folder)
        folder = folder.parent / "link"
    elif what == "nothing":
        folder = folder.parent / "gone"
    else:
        os.mkfifo(folder.parent / "pipe")
        folder = folder.parent / "pipe"
    assert (look(folder).digest, look(folder).racy) == ("", True)


def test_what_no_search_comes_to_is_not_looked_at(folder):
    put(folder / ".git" / "objects" / "x", "")
    before = look(folder).digest
    put(folder / ".git" / "objects" / "y", "")
    assert look(folder).digest == before


@pytest.mark.parametrize("kind", ["zip of a student", "zip of a class", "folder of a platform"])
def test_archives_and_downloads_are_looked_at_too(tmp_path, kind):
    root = tmp_path / "class"
    if kind == "zip of a class":
        root = path = put(tmp_path / "all.zip", zipped(**{"ada/small.py": STUB, "bob/small.py": STUB}))
    elif kind == "zip of a student":
        path = put(root / "ada.zip", zipped(**{"small.py": STUB}))
    else:
        path = put(root / "ada" / "01_small" / "small.py", STUB)
        put(root / "ada" / "01_small" / "timestamp.txt", "2026-01-01 00:00:00 UTC")
    before = glance(take_in(root).entries[0], "s")
    assert before.digest == glance(take_in(root).entries[0], "s").digest != ""
    path.write_bytes(path.read_bytes() + b"\n")
    assert glance(take_in(root).entries[0], "s").digest != before.digest


def test_who_looks_the_same_is_not_read(command, course, students, monkeypatch, tmp_path):
    command("grade", course)
    monkeypatch.setattr("autograder.batch.glance.COARSE", 0)
    monkeypatch.setattr("autograder.batch.seen.TICK", 0)  # a run takes less than that here
    command("grade", course)  # now a glance is kept of each
    opened = []

    def reading(entry, *more):
        opened.append(entry.student)
        return read(entry, *more)

    monkeypatch.setattr("autograder.batch.engine.read", reading)
    before = {p: p.stat().st_ino for p in (tmp_path / "out").rglob("*") if p.is_file()}
    assert "3 submissions graded, 3 of them kept from before." in command("grade", course)[2]
    assert opened == []
    assert {p: p.stat().st_ino for p in (tmp_path / "out").rglob("*") if p.is_file()} == before, (
        "nothing written"
    )
    put(students / "bob" / "small.py", STUB)
    command("grade", course)
    assert opened == ["bob"]
    (tmp_path / "out" / ".seen").write_text("junk")
    opened.clear()
    assert "3 of them kept" in command("grade", course)[2]
    assert sorted(opened) == ["ada", "bob", "cyd"], "read, but not graded"
    path = tmp_path / "out" / "results.jsonl"
    path.write_text("".join(f"{json.dumps(r)}\n" for r in lines(tmp_path / "out") if r["student"] != "ada"))
    assert "3 submissions graded, 2 of them kept" in command("grade", course)[2]
    assert "ada" in table(tmp_path / "out")


@pytest.mark.usefixtures("students")
def test_a_run_that_grades_nobody_tries_no_confinement(command, course, monkeypatch, tmp_path):
    command("grade", course)
    monkeypatch.setattr("autograder.batch.glance.COARSE", 0)
    monkeypatch.setattr("autograder.batch.seen.TICK", 0)  # a run takes less than that here
    command("grade", course)

    def refusing(*arguments):
        raise Complaint("no confinement here", 1)

    monkeypatch.setattr(batch_command, "worker_for", refusing)
    status, _, stderr = command("grade", course)
    assert (status, "confined" in stderr) == (0, False)
    assert "3 of them kept" in stderr
    assert "no confinement here" in command("grade", course, "--level", "kernel")[2], (
        "another level was asked for"
    )
    monkeypatch.setattr("platform.uname", lambda: ("another", "machine"))
    assert "no confinement here" in command("grade", course)[2]
    monkeypatch.undo()
    (tmp_path / "out" / ".level").write_text("junk")
    assert Presumed(tmp_path / "out" / ".level", (None, False)).level == ""


def test_a_level_that_was_presumed_and_is_another_now_grades_all_again(
    command, course, students, shared, monkeypatch
):
    command("grade", course)
    monkeypatch.setattr("autograder.batch.glance.COARSE", 0)
    monkeypatch.setattr("autograder.batch.seen.TICK", 0)  # a run takes less than that here
    command("grade", course)
    shared.level = "kernel"
    assert "3 of them kept" in command("grade", course)[2], "no program is run, so nobody looks"
    put(students / "new" / "small.py", STUB)
    assert "kept" not in command("grade", course)[2]
    assert len(command.graded) == 5


# ---------------------------------------------------------------- the command


def tree(out):
    return {
        p.relative_to(out).as_posix(): p.read_bytes()
        for p in out.rglob("*")
        if p.is_file() and p.name not in (".seen", ".level")
    }


def without(files, *names):
    return {name: data for name, data in files.items() if name not in names}


def test_a_regrade_from_the_preview_to_the_undo(command, course, students, tmp_path):
    out = tmp_path / "out"
    command("grade", course)
    before = tree(out)
    points = course[1].exercises[0].checks[0].points
    changed = [course[0], with_points(course[1], points + 4)]

    status, stdout, stderr = command("regrade", changed)
    assert status == 0
    assert command.graded == ["02_other", "02_other"]
    assert "2 gain, 0 lose, 1 stay the same.\n" in stderr
    assert stderr.index("2 gain") < stderr.index("  other.double[") < stderr.index("  `ada` gains 4: ")
    assert ", +4 each, for 2 (`ada`, `cyd`), because its checks changed\n" in stderr
    assert stderr.endswith("Nothing was written; the same command with --yes does it.\n")
    rows = list(csv.DictReader(io.StringIO(stdout, newline="")))
    assert [(r["student"], r["gain"], r["exercise"], r["why"]) for r in rows] == [
        ("ada", "4", "other.double", "its checks changed"),
        ("cyd", "4", "other.double", "its checks changed"),
    ]
    assert without(tree(out), ".regrade.jsonl") == before, "nothing is written before somebody says so"

    status, again, stderr = command("regrade", changed, "--yes")
    assert (status, again, command.graded) == (0, stdout, []), "what was shown is what is written"
    assert "3 submissions graded, 1 of them kept from before." in stderr
    assert "The same command with --undo takes it back.\n" in stderr
    after = tree(out)
    assert after["results.jsonl"].startswith(before["results.jsonl"])
    assert ".regrade.jsonl" not in after
    assert "3 of them kept" in command("grade", changed)[2]
    assert without(tree(out), ".reports") == without(after, ".reports")

    status, stdout, stderr = command("regrade", changed, "--undo")
    assert status == 0
    assert "0 gain, 2 lose, 1 stay the same.\n" in stderr
    assert "because a regrade is taken back" in stderr
    assert "Nothing was written; --undo --yes takes the regrade of " in stderr
    assert without(tree(out), ".reports") == without(after, ".reports")

    status, _, stderr = command("regrade", course, "--undo", "--yes")
    assert status == 0
    assert (
        "Put the checks back as well, or the next `autograder grade` grades with the new ones again."
        in stderr
    )
    undone = tree(out)
    assert undone["results.jsonl"].startswith(after["results.jsonl"])
    others = ("results.jsonl", ".reports")
    assert without(undone, *others) == without(before, *others), "grades and pages are as they were"
    assert "3 of them kept" in command("grade", course)[2], "the checks were put back"
    status, _, stderr = command("regrade", course, "--undo")
    assert (status, stderr.splitlines()[-1]) == (
        2,
        f"error: there is no regrade in `{out}` that could be taken back",
    )


@pytest.mark.usefixtures("students")
def test_a_regrade_of_nothing_says_so_and_leaves_nothing(command, course, tmp_path):
    status, stdout, stderr = command("regrade", course)
    assert (status, stdout) == (2, "")
    assert stderr == f"error: `{tmp_path}/out` holds no `results.jsonl`; run `autograder grade` first\n"
    command("grade", course)
    before = tree(tmp_path / "out")
    for more in ([], ["--yes"]):
        status, stdout, stderr = command("regrade", course, *more)
        assert (status, stdout.count("\n")) == (0, 1)
        assert "0 gain, 0 lose, 3 stay the same.\n" in stderr
        assert stderr.endswith("Nothing was written: there is nothing to change.\n")
        assert tree(tmp_path / "out") == before


def test_an_index_is_kept_up_to_date_once_there_is_one(command, autograder, course, students, tmp_path):
    command("grade", course)
    assert not (tmp_path / "out" / "index.sqlite").exists()
    autograder("index", tmp_path / "out")
    put(students / "bob" / "small.py", "def double(x): return x")
    command("grade", course)
    stderr = autograder("index", tmp_path / "out")[2]
    assert stderr.startswith("The index is up to date: 4 results of 3 students.")


def test_the_grader_failing_in_a_regrade_costs_nobody_a_result(
    command, course, students, tmp_path, monkeypatch
):
    command("grade", course)
    before = tree(tmp_path / "out")
    monkeypatch.setattr(grading, "grade_lesson", lambda *arguments: 1 / 0)
    put(students / "bob" / "small.py", RIGHT)
    status, _, stderr = command("regrade", course, "--yes")
    assert status == 1
    assert "The grader failed at 1, whose results stay: `bob`.\n" in stderr
    assert stderr.endswith("Nothing was written: there is nothing to change.\n")
    assert tree(tmp_path / "out") == before


def test_a_class_of_folders_is_found_without_opening_any(tmp_path):
    put(tmp_path / "class" / "ada" / "small.py")
    put(tmp_path / "class" / "out" / "results.jsonl", '{"schema_version": 2}')
    put(tmp_path / "class" / "bob" / "results.jsonl", "mine")
    found, ignored = entries(tmp_path / "class")
    assert [e.student for e in found] == ["ada", "bob"]
    assert list(ignored) == ["out"]


def test_a_store_that_was_touched_by_others_is_read_again(tmp_path):
    path = tmp_path / "results.jsonl"
    line = {"student": "ada", "digest": "d", "key": "k", "level": "lane", "status": "ok", "lessons": []}
    with Store(path) as store:
        store.append(line)
        store.noticed("ada", "glance")
    with Store(path) as store:
        assert store.is_unchanged("ada", "glance")
        assert not store.is_unchanged("ada", "other")
        assert not store.is_unchanged("bob", "glance")
    path.write_bytes(path.read_bytes().replace(b'"k"', b'"x"'))
    with Store(path) as store:
        assert not store.is_unchanged("ada", "glance"), "another result than the glance was kept for"
