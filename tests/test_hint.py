"""Hints: one at a time, kept in the course folder, never needed and never in the way."""

import json
import shutil

import pytest

from autograder.student.hints import hint_lines
from autograder.student.lessons import course_at
from autograder.student.local import Local
from autograder.student.places import places
from autograder.student.releases import counting
from tests.released import release


@pytest.fixture
def course(small_course, tmp_path):
    return release(small_course, tmp_path / "home")


@pytest.fixture
def hint(autograder, monkeypatch, course):
    def run(*arguments, cwd=course / "01_small"):
        monkeypatch.chdir(cwd)
        return autograder("hint", *arguments)

    return run


def test_the_ladder_is_climbed_one_rung_at_a_time(hint):
    status, out, err = hint("double")
    assert (status, out) == (0, "double  (01_small)\n\n1 of 3: a question\n  What is 2 times 3?\n")
    assert err == "\n2 more: run `autograder hint double` again. Hints never cost points.\n"
    assert "2 of 3: a nudge\n  Multiply.\n" in hint("double")[1]
    _, out, err = hint("double")
    assert out == (
        "double  (01_small)\n\n1 of 3: a question\n  What is 2 times 3?\n\n2 of 3: a nudge\n  Multiply.\n\n"
        "3 of 3: a worked example of another function\n  The triple of x is `3 * x`.\n"
    )
    assert err == "\nThat was the last one. Hints never cost points.\n"
    assert hint("double")[1] == out


def test_what_was_opened_is_kept_in_the_course_folder(hint, course):
    hint("double", "--level", "2")
    assert json.loads((course / ".autograder/state.json").read_text())["opened"] == {"small.double": 2}
    assert "3 of 3" in hint("double", cwd=course)[1]


def test_all_hints_or_so_many(hint):
    assert "3 of 3" in hint("double", "--all")[1]
    assert "2 of 3" not in hint("double", "--level", "1")[1]
    assert hint("double", "--level", "4")[0] == 2


@pytest.mark.parametrize("name", ["own_loss", "my_gradient", "small.my_loss"])
def test_an_exercise_is_known_by_its_functions_too(hint, name):
    assert hint(name)[1].startswith("own_loss  (01_small)\n")


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("duoble", "no exercise is called `duoble`; did you mean `double`?"),
        ("zebra", "no exercise is called `zebra`; `autograder watch` lists them (key `l`)"),
    ],
)
def test_a_name_that_is_not_known(hint, name, sentence):
    assert hint(name) == (2, "", f"error: {sentence}\n")


def test_without_a_name_it_is_the_first_that_is_not_done(hint, course):
    path = course / "01_small" / "small.py"
    path.write_text("def double(x):\n    return 3 * x\n")  # nothing that needs Matplotlib
    assert hint()[1].startswith("double  (")
    path.write_text("def double(x):\n    return 2 * x\n")
    _, out, _ = hint(cwd=course)
    stood = json.loads((course / ".autograder/state.json").read_text())["stood"]["01_small"]["words"]
    assert stood["double"] == "done"
    assert out.split()[0] == next(name for name, word in stood.items() if word != "done")
    Local(course).current = "small.safe_log"
    assert hint()[1].startswith("safe_log  ("), "the one that was worked on"


@pytest.mark.slow
def test_when_all_is_done_there_is_no_current_one(hint, course, small_course, autograder):
    lesson = small_course.lessons[0]
    (course / "01_small" / "small.py").write_text(lesson.text)
    status, out, err = hint()
    assert (status, out) == (0, "")
    assert err == "every exercise passes all the checks that you can see; name one to see its hints\n"


BROKEN = {
    "not JSON": "{",
    "a list": "[]",
    "another version": '{"version": 9}',
    "texts for numbers": '{"version": 1, "opened": {"small.double": "2"}}',
    "nothing of ours": '{"version": 1, "stood": {"01_small": 3}}',
    "deep": "[" * 100_000,
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_notes_that_are_broken_are_begun_anew(hint, course, text):
    path = course / ".autograder" / "state.json"
    path.parent.mkdir()
    path.write_text(text)
    status, out, err = hint("double")
    assert status == 0
    assert "1 of 3" in out
    assert f"note: what hints you opened could not be read from `{path}`" in err
    assert "nothing of your work is lost" in err
    assert "note" not in hint("double")[2]


def test_notes_that_cannot_be_kept_are_no_reason_to_stop(hint, course):
    (course / ".autograder").write_text("a file where the folder should be")
    status, out, err = hint("double")
    assert status == 0
    assert "1 of 3" in out
    assert "could not be kept" in err or "could not be read" in err
    assert "nothing of your work is lost" in err


def test_a_lesson_whose_checks_are_broken_hides_no_other(hint, course):
    shutil.copytree(course / "01_small", course / "02_broken")
    (course / "02_broken" / "checks.json").write_text('{"lesson": "02_broken", ')
    assert hint("double", cwd=course)[0] == 0
    assert "is not a file of checks" in hint("zebra", cwd=course)[2]


def test_hints_are_wrapped_and_their_code_is_not():
    lines = hint_lines(["a word " * 20 + "`np.sum(x ** 2) / len(x)` and more"], 1, width=60)
    assert lines[0] == "1 of 1"
    assert all(len(line) <= 60 for line in lines)
    assert any("`np.sum(x ** 2) / len(x)`" in line for line in lines)


def test_a_course_is_found_from_a_lesson_from_above_and_in_a_checkout(course, repository):
    whole = course_at(course)
    assert (whole.start, whole.folder, [x.slug for x in whole.lessons]) == (None, course, ["01_small"])
    lesson = course_at(course / "01_small")
    assert (lesson.start, lesson.folder, lesson.meant) == (0, course, whole.lessons)
    assert len(course_at(repository).lessons) == 11
    assert course_at(repository / "exercises/05_activations").folder == repository, (
        "nothing but what is built lies there"
    )
    moved = (course / "01_small").rename(course / "week one")
    assert course_at(moved).lessons[0].topic == "small"


def test_the_file_that_counts(course):
    script = course / "01_small" / "small.py"
    notebook = script.with_suffix(".ipynb")
    assert counting(script) == script
    notebook.write_text(notebook.read_text() + "\n")
    assert counting(script) == notebook
    script.write_text("edited")
    assert counting(script) == script
    script.unlink()
    assert counting(script) == notebook
    notebook.unlink()
    assert counting(script) == script


def test_places_need_a_definition():
    assert places(b"double = 3\n", "a.py", ("double",)) == {}
