"""The student's own files: a release brings nothing it must not, `pack` takes all, `update` loses nothing."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from autograder.authoring.course import Course
from autograder.authoring.release import release_zip
from autograder.batch.finds import MAX_FILE
from autograder.batch.intake import Entry, read
from autograder.grading.checks import load_checks
from autograder.student import handin, releases
from autograder.student.releases import MANIFEST, digest, is_edited
from tests.released import tree, unzip

DOUBLE = "def double(x):\n    return 2 * x\n"
WRITTEN = DOUBLE + "".join(
    f"def {name}(*args):\n    return 1\n"
    for name in ("regime", "safe_log", "plot_fit", "my_loss", "my_gradient")
)


@pytest.fixture(scope="module")
def first(small_course):
    """Bytes of the first release."""
    return release_zip(small_course)[1]


@pytest.fixture(scope="module")
def second(tmp_path_factory, repository):
    """Bytes of a newer release: a statement, the prose and a check have changed."""
    root = shutil.copytree(repository / "tests" / "course", tmp_path_factory.mktemp("newer") / "course")
    edit(root / "solutions/01_small/small.py", "Return 2x, element by element.", "Return two times x.")
    edit(root / "solutions/01_small/lesson.md", "Words.", "Better words.")
    edit(root / "reference/small/double.py", '"zeros", np.zeros(2)', '"zeros", np.zeros(3)')
    return release_zip(Course(root))[1]


def edit(path, old, new):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


@pytest.fixture
def course(first, tmp_path):
    """A student's course folder with the first release."""
    return unzip(first, tmp_path / "home")


@pytest.fixture
def newer(second, tmp_path):
    path = tmp_path / "newer.zip"
    path.write_bytes(second)
    return path


# Releases


def test_a_release_holds_lessons_a_guide_and_nothing_else(first, tmp_path):
    assert set(tree(unzip(first, tmp_path))) == {
        "README.md", "pytest.ini", ".release.json",
        "01_small/README.md", "01_small/small.py", "01_small/small.ipynb", "01_small/checks.json",
    }  # fmt: skip


def test_a_release_is_one_folder_named_after_its_content(small_course, second, tmp_path):
    name, data = release_zip(small_course)
    for i, archive in enumerate((data, second)):
        place = unzip(archive, tmp_path / str(i))
        assert place.name == f"course-{digest((place / MANIFEST).read_bytes())[:8]}"
    assert (tmp_path / "0" / name).is_dir()
    assert not (tmp_path / "1" / name).exists()


def test_the_same_course_gives_the_same_bytes(first, small_course, monkeypatch):
    monkeypatch.setattr("time.time", lambda: 2e9)
    assert release_zip(Course(small_course.root)) == release_zip(small_course)
    assert release_zip(small_course)[1] == first


def test_a_release_lists_its_files(course):
    listed = json.loads((course / MANIFEST).read_text())
    assert listed == {name: digest(data) for name, data in tree(course).items() if name != MANIFEST}


def test_a_release_brings_no_hidden_check(course, small_course):
    (lesson,) = load_checks(course / "01_small" / "checks.json")
    complete = small_course.lessons[0].frozen
    for seen, exercise in zip(lesson.exercises, complete.exercises, strict=True):
        assert [c.label for c in seen.checks] == [c.label for c in exercise.checks if not c.hidden]
        assert not any(p.hidden for p in seen.probes)
        assert {len(m.answers) for m in seen.mistakes} <= {len(seen.probes)}
    assert any(p.hidden for e in complete.exercises for p in e.probes)


def test_a_release_brings_no_answer(course, small_course, repository):
    """No line of a solution's body and no line of a truth file, in any file."""
    import ast

    solution = small_course.lessons[0].text
    bodies = [n.body[1:] for n in ast.parse(solution).body if isinstance(n, ast.FunctionDef)]
    answers = {ast.get_source_segment(solution, s).splitlines()[0] for body in bodies for s in body}
    truths = (repository / "tests/course/reference/small").glob("*.py")
    answers |= {line.strip() for path in truths for line in path.read_text().splitlines()}
    long = [a for a in answers if len(a) > 12 and not a.startswith(("import ", "def "))]
    assert len(long) > 50
    text = "\n".join(data.decode() for data in tree(course).values())
    known = '"The logarithm has base 10."'  # the cause of a mistake is meant to be read
    assert [a for a in long if a in text and a.strip('"') not in known] == []


def test_a_release_brings_settings_under_which_the_guide_is_true(course):
    """The guide speaks of `pytest --lf`, which needs pytest's cache."""
    guide, settings = (course / "README.md").read_text(), (course / "pytest.ini").read_text()
    assert "pytest --lf" in guide
    assert "cacheprovider" not in settings


def test_a_pytest_that_does_not_know_lessons_says_so(course):
    """In a terminal where the environment is not activated it would find "0 items" and say no more."""
    program = (
        "import importlib.metadata\n"
        "from importlib.machinery import PathFinder\n"
        "importlib.metadata.distributions = lambda **_: []\n"
        "find = PathFinder.find_spec\n"
        "PathFinder.find_spec = lambda name, *more: None if name == 'autograder' else find(name, *more)\n"
        "import sys, pytest; sys.exit(pytest.main())"
    )
    without = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    command = [sys.executable, "-c", program]
    result = subprocess.run(command, cwd=course / "01_small", capture_output=True, text=True, env=without)
    assert result.returncode != 0
    sentence = 'Error importing plugin "autograder"'
    assert sentence in result.stderr
    assert sentence in " ".join((course / "README.md").read_text().split())


def test_the_command_writes_the_release(autograder, small_course, tmp_path, first):
    status, out, err = autograder("release", "--course", small_course.root, "--out", tmp_path / "dist")
    (path,) = (tmp_path / "dist").iterdir()
    assert (status, out, err) == (0, f"{path}\n", "")
    assert path.read_bytes() == first


# Handing in


def test_a_script_that_was_renamed_is_missed(course):
    """The notebook counts then, with nothing in it."""
    lesson = course / "01_small"
    (lesson / "small.py").rename(lesson / "mine.py")
    (state,) = handin.states(lesson)
    assert state.sentence == "`small.py` is not there (was it renamed?), and the notebook is as released"
    run = subprocess.run([sys.executable, "-m", "pytest"], cwd=lesson, capture_output=True, text=True)
    said = "note: `small.py` is not there (was it renamed?), so the notebook counts; nothing is written in it"
    assert said in run.stdout


WROTE = "wrote {}: hand in this file\n"


def in_notebook(path, code):
    notebook = json.loads(path.read_text())
    notebook["cells"].append(
        {"cell_type": "code", "metadata": {}, "source": code, "outputs": [], "execution_count": 1}
    )
    path.write_text(json.dumps(notebook))


def script(course, text):
    (course / "01_small" / "small.py").write_text(text)


def notebook(course, text):
    in_notebook(course / "01_small" / "small.ipynb", text)


def packed(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("write", [script, notebook])
@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (WRITTEN, "all written"),
        (DOUBLE, "still missing: regime, safe_log, plot_fit, my_loss, my_gradient"),
        (WRITTEN.replace("my_gradient", "my_gradeint"), "still missing: my_gradient"),
        (WRITTEN.replace("return 1", "raise NotImplementedError('later')", 1), "still missing: regime"),
        (WRITTEN.replace(DOUBLE, "double = lambda x: 2 * x\n"), "all written"),
        (WRITTEN.replace(DOUBLE, "from helpers import twice as double\n"), "all written"),
        (WRITTEN.replace("return 1", "x = 1\n    raise NotImplementedError", 1), "still missing: regime"),
        (WRITTEN.replace("return 1", "return 1\n    raise NotImplementedError", 1), "all written"),
        (
            WRITTEN.replace(
                "    return 1", "    if not args:\n        return 0\n    raise NotImplementedError", 1
            ),
            "all written",
        ),
    ],
)
def test_pack_says_what_is_missing(autograder, course, tmp_path, write, text, sentence):
    write(course, text)
    status, out, err = autograder("pack", course, "--out", tmp_path / "handin.zip")
    check_it = "run `pytest` to see whether what is written is right\n" if sentence == "all written" else ""
    assert (status, out) == (0, f"{tmp_path / 'handin.zip'}\n")
    unanswered = "; no answer to `why` yet (write `why.md`)" if write is script else ""
    assert err == f"01_small: {sentence}{unanswered}\n{check_it}{WROTE.format(tmp_path / 'handin.zip')}"


@pytest.mark.parametrize(("write", "name"), [(script, "small.py"), (notebook, "small.ipynb")])
def test_pack_takes_what_was_written_and_nothing_else(autograder, course, tmp_path, write, name):
    write(course, DOUBLE)
    autograder("pack", course, "--out", tmp_path / "handin.zip")
    assert packed(tmp_path / "handin.zip") == {f"01_small/{name}": (course / "01_small" / name).read_bytes()}


def test_of_script_and_notebook_the_one_with_more_counts_as_in_grading(autograder, course, tmp_path):
    script(course, DOUBLE)
    notebook(course, WRITTEN)
    _, _, err = autograder("pack", course, "--out", tmp_path / "handin.zip")
    assert err.splitlines()[0] == (
        "01_small: all written; `small.py` and `small.ipynb` are both in the zip: "
        "your instructor's grader takes the better one"
    )
    assert set(packed(tmp_path / "handin.zip")) == {"01_small/small.py", "01_small/small.ipynb"}


def test_an_answer_to_a_question_is_packed_too_and_found_by_the_grader(autograder, course, tmp_path):
    answer = course / "01_small" / "why.md"
    answer.write_text("downhill")
    _, _, err = autograder("pack", course, "--out", tmp_path / "ann.zip")
    assert err.splitlines()[0] == "01_small: not started; `why.md` goes with it"
    script(course, DOUBLE)
    _, _, err = autograder("pack", course, "--out", tmp_path / "ann.zip")
    assert err.splitlines()[0].endswith("my_gradient; `why.md` goes with it")
    assert set(packed(tmp_path / "ann.zip")) == {"01_small/small.py", "01_small/why.md"}
    submission = read(Entry("ann", tmp_path / "ann.zip"), ["small"], essays=["small.why"])
    assert [f.data for f in submission.files["small.why"]] == [b"downhill"]


def test_what_is_packed_can_be_graded(autograder, course, tmp_path):
    script(course, DOUBLE)
    autograder("pack", course, "--out", tmp_path / "ann.zip")
    submission = read(Entry("ann", tmp_path / "ann.zip"), ["small"])
    assert [f.data for f in submission.files["small"]] == [DOUBLE.encode()]
    assert submission.problem == ""
    assert submission.remarks == ()


def test_pack_works_in_a_lesson_folder_and_writes_there(autograder, course, monkeypatch):
    script(course, DOUBLE)
    monkeypatch.chdir(course / "01_small")
    status, out, _ = autograder("pack")
    assert (status, out) == (0, "handin.zip\n")
    assert set(packed("handin.zip")) == {"01_small/small.py"}


@pytest.mark.parametrize("more", ["", "# my notes\n"])
def test_there_is_nothing_to_hand_in_before_anything_is_written(autograder, course, tmp_path, more):
    path = course / "01_small" / "small.py"
    path.write_text(path.read_text() + more)
    status, out, err = autograder("pack", course, "--out", tmp_path / "handin.zip")
    assert (status, out) == (1, "")
    assert err == "01_small: not started\nerror: nothing to hand in yet: no file differs from the release\n"
    assert not (tmp_path / "handin.zip").exists()


def too_large(course):
    script(course, DOUBLE + "#" * MAX_FILE)


def broken_notebook(course):
    (course / "01_small" / "small.ipynb").write_text('{"cells": [')


@pytest.mark.parametrize(
    ("prepare", "sentence"),
    [
        (
            lambda c: script(c, "def double(x:\n    pass"),
            "`small.py`, line 1: not valid Python: '(' was never closed",
        ),
        (
            lambda c: notebook(c, "x = (\n"),
            "`small.ipynb`, cell {n}, line 1: not valid Python: '(' was never closed",
        ),
        (lambda c: script(c, "\0"), "`small.py`: the file holds NUL bytes; it is not Python source"),
        (
            broken_notebook,
            "`small.ipynb`: the notebook is not a valid notebook file; open and save it in Jupyter",
        ),
        (too_large, "`small.py` has 10 MB and at most 10 MB are graded; clear its outputs"),
    ],
    ids=["script", "cell", "NUL", "notebook", "size"],
)
def test_what_cannot_be_read_is_named_and_packed_all_the_same(
    autograder, course, tmp_path, prepare, sentence
):
    cells = json.loads((course / "01_small" / "small.ipynb").read_text())["cells"]
    prepare(course)
    status, _, err = autograder("pack", course, "--out", tmp_path / "handin.zip")
    assert status == 0
    assert err == f"01_small: {sentence.format(n=len(cells) + 1)}\n{WROTE.format(tmp_path / 'handin.zip')}"
    assert len(packed(tmp_path / "handin.zip")) == 1


def test_pack_and_grade_agree_on_what_is_too_large():
    assert handin.MAX_FILE == MAX_FILE


def test_a_bad_cell_does_not_hide_what_else_is_written(course):
    notebook(course, DOUBLE)
    notebook(course, "x = (")
    (state,) = handin.states(course)
    assert state.missing == ["regime", "safe_log", "plot_fit", "my_loss", "my_gradient"]


@pytest.mark.parametrize(
    ("prepare", "sentence"),
    [
        (
            lambda lesson: (lesson / "checks.json").write_text("{"),
            "its checks cannot be read (`{lesson}/checks.json` is not",
        ),
        (
            lambda lesson: (lesson / "checks.json").write_text('{"format": 1, "lessons": []}'),
            "its checks cannot be read",
        ),
        (
            lambda lesson: [(lesson / f"small.{e}").unlink() for e in ("py", "ipynb")],
            "`small.py` is not there, nor the notebook",
        ),
    ],
    ids=["broken checks", "no checks", "no files"],
)
def test_a_broken_lesson_is_one_sentence_and_not_the_end(autograder, course, tmp_path, prepare, sentence):
    other = shutil.copytree(course / "01_small", course / "02_small")
    script(course, DOUBLE)
    prepare(other)
    status, _, err = autograder("pack", course, "--out", tmp_path / "handin.zip")
    assert status == 0
    assert err.splitlines()[1].startswith("02_small: " + sentence.format(lesson=other))
    assert set(packed(tmp_path / "handin.zip")) == {"01_small/small.py"}


def test_an_unreadable_file_is_one_sentence(course, monkeypatch):
    script(course, DOUBLE)
    refuse(monkeypatch, "small.py")
    (state,) = handin.states(course)
    assert state.sentence == "`small.py` cannot be read: Permission denied"


def refuse(monkeypatch, name):
    """chmod means nothing to root, who may run these tests."""
    good = Path.read_bytes

    def read_bytes(self):
        if self.name == name:
            raise PermissionError(13, "Permission denied", str(self))
        return good(self)

    monkeypatch.setattr(Path, "read_bytes", read_bytes)


def test_pack_away_from_a_lesson_is_a_wrong_use(autograder, tmp_path):
    status, out, err = autograder("pack", tmp_path)
    assert (status, out) == (2, "")
    assert (
        err
        == f"error: no lesson here: neither `{tmp_path}` nor a folder in it holds `checks.json`; `cd` into your course folder first\n"
    )


def test_pack_in_a_folder_that_is_not_there(autograder, tmp_path):
    status, out, err = autograder("pack", tmp_path / "nofolder")
    assert (status, out, err) == (2, "", f"error: the folder `{tmp_path / 'nofolder'}` does not exist\n")


@pytest.mark.parametrize("name", ["README.md", "01_small/small.py", "01_small/checks.json", "../course.zip"])
def test_pack_replaces_nothing_but_its_own_zip(autograder, course, first, name):
    """Neither notes nor the file that is packed nor the release."""
    script(course, DOUBLE)
    out = course / name
    if not out.exists():
        out.write_bytes(first)
    before = tree(course.parent)
    status, _, err = autograder("pack", course, "--out", out)
    sentence = f"error: `{out}` is there and is not an earlier hand-in; give another name with --out"
    assert (status, err.splitlines()[-1]) == (2, sentence)
    assert tree(course.parent) == before


def test_a_terminal_gets_one_line_about_the_zip(autograder, course, tmp_path, monkeypatch):
    script(course, DOUBLE)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    status, out, err = autograder("pack", course, "--out", tmp_path / "handin.zip")
    assert (status, out, err.splitlines()[-1:]) == (0, "", [WROTE.format(tmp_path / "handin.zip").strip()])


@pytest.mark.parametrize(
    ("out", "reason"), [("file/handin.zip", "Not a directory"), ("folder", "Is a directory")]
)
def test_pack_says_where_it_cannot_write(autograder, course, tmp_path, out, reason):
    script(course, DOUBLE)
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    status, _, err = autograder("pack", course, "--out", tmp_path / out)
    assert status == 2
    assert err.splitlines()[-1] == f"error: cannot write to `{tmp_path / out}`: {reason}"
    assert [p.name for p in tmp_path.iterdir() if "partial" in p.name] == []


@pytest.mark.parametrize("stop", [KeyboardInterrupt, OSError(28, "No space left on device")])
def test_stopped_while_packing_the_last_hand_in_is_whole(autograder, course, tmp_path, monkeypatch, stop):
    out = tmp_path / "handin.zip"
    script(course, DOUBLE)
    autograder("pack", course, "--out", out)
    before = packed(out)
    script(course, WRITTEN)
    with monkeypatch.context() as patch:
        patch.setattr(zipfile.ZipFile, "write", lambda *args: (_ for _ in ()).throw(stop))
        autograder("pack", course, "--out", out)
    assert packed(out) == before
    assert not list(tmp_path.glob("*.partial"))
    autograder("pack", course, "--out", out)
    assert packed(out) == {"01_small/small.py": WRITTEN.encode()}


def test_a_file_with_a_date_that_zip_does_not_know_is_packed(autograder, course, tmp_path):
    script(course, DOUBLE)
    os.utime(course / "01_small" / "small.py", (0, 0))
    status, _, _ = autograder("pack", course, "--out", tmp_path / "handin.zip")
    assert status == 0
    assert len(packed(tmp_path / "handin.zip")) == 1


# Newer releases


def test_a_newer_release_brings_what_was_not_edited(autograder, course, newer, second, tmp_path):
    status, out, err = autograder("update", newer, course)
    assert (status, err) == (0, "")
    assert out.splitlines() == [
        "updated  01_small/README.md", "updated  01_small/checks.json",
        "updated  01_small/small.ipynb", "updated  01_small/small.py",
    ]  # fmt: skip
    assert tree(course) == tree(unzip(second, tmp_path / "fresh"))


def test_what_was_edited_stays_and_the_new_version_is_put_beside_it(
    autograder, course, newer, second, tmp_path
):
    script(course, DOUBLE)
    status, out, _ = autograder("update", newer, course)
    fresh = tree(unzip(second, tmp_path / "fresh"))
    beside = f"small.py.new-{digest(fresh['01_small/small.py'])[:6]}"
    assert status == 0
    assert f"kept     01_small/small.py (you edited it; the new version is `{beside}`)" in out.splitlines()
    after = tree(course)
    assert after.pop("01_small/small.py") == DOUBLE.encode()
    assert after.pop(f"01_small/{beside}") == fresh.pop("01_small/small.py")
    assert after == fresh


def test_an_edited_file_that_did_not_change_is_not_spoken_of(autograder, course, second, tmp_path):
    """README.md of the course is the same in both releases."""
    (course / "README.md").write_text("my notes")
    (tmp_path / "newer.zip").write_bytes(second)
    _, out, _ = autograder("update", tmp_path / "newer.zip", course)
    assert "kept" not in out
    assert (course / "README.md").read_text() == "my notes"


def test_edited_checks_are_replaced(autograder, course, newer, second, tmp_path):
    (course / "01_small" / "checks.json").write_text("{}")
    _, out, _ = autograder("update", newer, course)
    assert "updated  01_small/checks.json" in out.splitlines()
    fresh = tree(unzip(second, tmp_path / "fresh"))
    assert (course / "01_small" / "checks.json").read_bytes() == fresh["01_small/checks.json"]


def test_what_the_student_added_stays(autograder, course, newer):
    mine = {"01_small/notes.txt": "mine", "01_small/helpers.py": "x = 1", "scratch/a.py": "y = 2"}
    for name, text in mine.items():
        (course / name).parent.mkdir(exist_ok=True)
        (course / name).write_text(text)
    autograder("update", newer, course)
    assert {name: (course / name).read_text() for name in mine} == mine


def test_a_file_of_the_students_under_a_new_name_of_the_release_stays(autograder, course, first, tmp_path):
    """The newer release brings a lesson whose folder the student already has."""
    files = {n.split("/", 1)[1]: d for n, d in packed_bytes(first, tmp_path).items()}
    files["02_more/more.py"] = b"released"
    (course / "02_more").mkdir()
    (course / "02_more" / "more.py").write_text("mine")
    made(tmp_path / "newer.zip", files)
    _, out, _ = autograder("update", tmp_path / "newer.zip", course)
    assert out.startswith("kept     02_more/more.py")
    assert (course / "02_more" / "more.py").read_text() == "mine"


def test_a_lost_file_comes_back(autograder, course, newer):
    (course / "01_small" / "small.ipynb").unlink()
    _, out, _ = autograder("update", newer, course)
    assert "new      01_small/small.ipynb" in out.splitlines()


def test_the_second_time_nothing_is_new(autograder, course, newer):
    script(course, DOUBLE)
    autograder("update", newer, course)
    before = tree(course)
    assert autograder("update", newer, course) == (0, "nothing new\n", "")
    assert tree(course) == before


def test_after_an_update_edited_files_are_still_the_ones_to_hand_in(autograder, course, newer, tmp_path):
    script(course, DOUBLE)
    autograder("update", newer, course)
    assert is_edited(course / "01_small" / "small.py") is True
    assert is_edited(course / "01_small" / "small.ipynb") is False
    assert is_edited(course / "01_small" / "notes.txt") is None
    autograder("pack", course, "--out", tmp_path / "handin.zip")
    assert set(packed(tmp_path / "handin.zip")) == {"01_small/small.py"}


def test_update_finds_the_course_from_inside_a_lesson(
    autograder, course, newer, second, tmp_path, monkeypatch
):
    monkeypatch.chdir(course / "01_small")
    assert autograder("update", newer)[0] == 0
    assert tree(course) == tree(unzip(second, tmp_path / "fresh"))


def test_a_release_is_not_spread_over_another_folder(autograder, newer, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    status, out, err = autograder("update", newer, elsewhere)
    assert (status, out) == (2, "")
    assert err == (
        f"error: `{elsewhere}` is not a course folder: neither it nor one above it holds `.release.json`\n"
    )
    assert list(elsewhere.iterdir()) == []


# Stopped at any moment

STEPS = 6  # more writes than an update makes: README, checks, notebook, the version beside, the list


@pytest.mark.parametrize("step", range(STEPS))
@pytest.mark.parametrize("method", ["open", "replace"])
@pytest.mark.parametrize("stop", [KeyboardInterrupt, OSError(28, "No space left on device")])
def test_a_stopped_update_loses_nothing_and_goes_on(
    autograder, course, newer, second, tmp_path, monkeypatch, step, method, stop
):
    script(course, DOUBLE)
    old, fresh = tree(course), tree(unzip(second, tmp_path / "fresh"))
    good, calls = getattr(os, method), []

    def failing(path, *args, **flags):
        calls.append(path)
        if len(calls) > step:
            if method == "open":
                Path(path).write_bytes(b"half")  # the disk is full half way
            raise stop
        return good(path, *args, **flags)

    with monkeypatch.context() as patch:
        patch.setattr(os, method, failing)
        status, out, err = autograder("update", newer, course)
    if step < 5:
        assert status in (1, 2)
        assert out == ""
        assert "stopped; run the same command to go on" in err or "No space left on device" in err
    between = tree(course)
    assert between["01_small/small.py"] == DOUBLE.encode()
    for name, data in between.items():
        assert data in (old.get(name), fresh.get(name), fresh["01_small/small.py"]), (
            f"{name} is neither old nor new"
        )
    assert set(old) <= set(between)

    assert autograder("update", newer, course)[0] == 0
    after = {name: data for name, data in tree(course).items() if ".new-" not in name}
    assert after == {**fresh, "01_small/small.py": DOUBLE.encode()}


def test_a_place_that_cannot_be_written_is_one_sentence(autograder, course, newer):
    (course / "01_small" / "README.md").unlink()
    (course / "01_small" / "README.md").mkdir()
    status, out, err = autograder("update", newer, course)
    assert (status, out) == (2, "")
    assert err == f"error: cannot write to `{course}`: Is a directory\n"


# Broken and hostile archives


def packed_bytes(data, tmp_path):
    (tmp_path / "x.zip").write_bytes(data)
    return packed(tmp_path / "x.zip")


def made(path, files, *, listed=None):
    """A release with any files and, unless `listed` says otherwise, a list that fits them."""
    files = {n: d for n, d in files.items() if n != MANIFEST}
    names = {n: digest(d) for n, d in files.items()}
    files[MANIFEST] = json.dumps(names).encode() if listed is None else listed
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(f"course-0/{name}", data)


def raw(path, names):
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in names.items():
            archive.writestr(zipfile.ZipInfo(name), data)


def no_zip(path, data):
    path.write_bytes(b"<html>please sign in</html>")


def cut(path, data):
    path.write_bytes(data[: len(data) // 2])


def flipped(path, data):
    at = data.index(b"checks.json") + 200
    path.write_bytes(data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :])


def empty(path, data):
    raw(path, {})


def hand_in(path, data):
    raw(path, {"01_small/small.py": DOUBLE})


def no_list(path, data):
    made(path, {"a.txt": b"a"}, listed=b"no JSON")


def list_of_others(path, data):
    made(path, {"a.txt": b"a"}, listed=b'{"b.txt": "0"}')


def list_that_lies(path, data):
    made(
        path, {"01_small/small.py": b"new"}, listed=json.dumps({"01_small/small.py": digest(b"old")}).encode()
    )


def list_of_wrong_kind(path, data):
    made(path, {"a.txt": b"a"}, listed=b"[1, 2]")


def encrypted(path, data):
    made(path, {"a.txt": b"a"})
    content = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + offset] |= 1
    path.write_bytes(content)


def huge(path, data):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for i in range(3):
            archive.writestr(f"course-0/{i}", bytes(40 << 20))


def outside(name):
    def make(path, data):
        made(path, {name: b"evil"})

    make.__name__ = f"leads to {name}"
    return make


DAMAGED = "is damaged: its files are not those that it lists; download it again"
NO_ZIP = "cannot be opened as a zip file: it is damaged or something else; download it again"
FOREIGN = "is not a release of a course; ask for the zip that `autograder release` made"


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (no_zip, NO_ZIP),
        (cut, NO_ZIP),
        (flipped, NO_ZIP),
        (encrypted, NO_ZIP),
        (empty, FOREIGN),
        (hand_in, FOREIGN),
        (no_list, DAMAGED),
        (list_of_others, DAMAGED),
        (list_that_lies, DAMAGED),
        (list_of_wrong_kind, DAMAGED),
        (huge, "is not a release of a course: it is far too large"),
        *(
            (outside(n), FOREIGN)
            for n in ("../evil", "a/../../evil", "/evil", "..\\evil", "C:\\evil", "a/../../../etc/evil")
        ),
    ],
    ids=lambda v: getattr(v, "__name__", ""),
)
def test_an_archive_that_is_no_whole_release_changes_nothing(
    autograder, course, first, tmp_path, make, sentence
):
    archive = tmp_path / "newer.zip"
    make(archive, first)
    before = tree(tmp_path)
    status, out, err = autograder("update", archive, course)
    assert (status, out) == (2, "")
    assert err.startswith(f"error: `{archive}` {sentence}")
    assert len(err.splitlines()) == 1
    assert tree(tmp_path) == before


def test_a_missing_archive_is_one_sentence(autograder, course):
    status, _, err = autograder("update", "no.zip", course)
    assert (status, err) == (2, "error: `no.zip` cannot be opened as a zip file: No such file or directory\n")


@pytest.mark.parametrize("text", ["", "no JSON", "[1]", '{"01_small/small.py": 7}'])
def test_without_a_good_list_everything_counts_as_edited(autograder, course, newer, text):
    (course / MANIFEST).write_text(text)
    before = (course / "01_small" / "small.py").read_bytes()
    status, out, _ = autograder("update", newer, course)
    assert status == 0
    assert "kept     01_small/small.py" in out
    assert (course / "01_small" / "small.py").read_bytes() == before


def test_nothing_partial_is_left_behind(course, monkeypatch):
    monkeypatch.setattr(os, "replace", lambda *args: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        releases.write(course / "a.txt", b"a")
    assert not list(course.glob("a.txt*"))


# The command itself


def test_the_bare_command_says_what_there_is(autograder):
    status, out, err = autograder()
    assert (status, out) == (2, "")
    assert err.startswith("usage: autograder")
    assert "students: zip a hand-in" in err


@pytest.mark.parametrize(("word", "meant"), [("pakc", "pack"), ("upgrade", "grade"), ("xyz", "")])
def test_an_unknown_command_may_be_a_known_one(autograder, word, meant):
    status, _, err = autograder(word)
    assert status == 2
    assert err.rstrip().endswith(f"; did you mean `{meant}`?" if meant else ")")


def test_the_package_is_the_command(python):
    command = [python, "-m", "autograder", "--version"]
    assert subprocess.run(command, capture_output=True, text=True).stdout.startswith("autograder ")
