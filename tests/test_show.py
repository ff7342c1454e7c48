"""`autograder show`: one failure in words, on a page of its own with its picture."""

import re

import pytest

from tests.released import release

WRONG = """
def double(x):
    print("<hello>\\x1b[31m")
    return 3 * x


def regime(rate):
    return "<b>stays</b>"
"""
RIGHT = "def double(x):\n    return 2 * x\n"


@pytest.fixture
def course(small_course, tmp_path, monkeypatch):
    """A student's course folder, which is where the student is."""
    folder = release(small_course, tmp_path / "home")
    monkeypatch.chdir(folder)
    return folder


def write(course, text):
    (course / "01_small" / "small.py").write_text(text)


def test_a_failure_is_told_and_drawn(course, autograder):
    write(course, WRONG)
    status, out, err = autograder("show", "double")
    page = course / ".autograder" / "show" / "double.html"
    assert (status, out) == (1, f"{page}\n")
    assert re.match(r"double\[.+\] failed:\n", err)
    assert "\n  returned  " in err
    html = page.read_text()
    assert html.count('<svg xmlns="http://www.w3.org/2000/svg" class="picture" role="img"') == 1
    assert "The picture in words" in html
    assert "&lt;hello&gt;\\u001b[31m" in html
    assert not re.search(r"<script|src=|@import|url\(|https?://(?!www\.w3\.org/2000/svg)", html)


def test_without_a_name_it_is_the_first_that_is_not_right(course, autograder):
    write(course, WRONG.replace("3 *", "2 *"))
    status, out, err = autograder("show")
    assert (status, out.split("/")[-1]) == (1, "regime.html\n")
    assert err.startswith("regime[")
    assert "&lt;b&gt;stays" in (course / ".autograder/show/regime.html").read_text()
    assert "<b>stays" not in (course / ".autograder/show/regime.html").read_text()


def test_inside_a_lesson(course, autograder, monkeypatch):
    write(course, WRONG)
    monkeypatch.chdir(course / "01_small")
    assert autograder("show")[1] == f"{course}/.autograder/show/double.html\n"


def test_what_is_right_is_never_all_tests(course, autograder):
    write(course, RIGHT)
    sentence = "`double` passes all its visible checks. Hidden checks come on top when your work is graded.\n"
    assert autograder("show", "double") == (0, "", sentence)


def test_all_right(course, autograder, repository):
    write(course, (repository / "tests/course/solutions/01_small/small.py").read_text())
    sentence = "All visible checks pass. Hidden checks come on top when your work is graded.\n"
    assert autograder("show") == (0, "", sentence)
    assert not (course / ".autograder").exists()


@pytest.mark.parametrize(
    ("text", "name", "said"),
    [
        (None, "", "Nothing is written yet; the next lesson is `01_small`.\n"),
        (None, "double", "`double` is not attempted yet: nothing is written in `small.py`.\n"),
        (RIGHT, "regime", "`regime` is not attempted yet.\nthere is no function named `regime` in the file\n"),
        (RIGHT, "", "Nothing that you have written fails a visible check.\n`regime` is not attempted yet.\n"
         "there is no function named `regime` in the file\n"),
        ("def reggime(rate):\n    return 1\n", "regime", "`regime` is not attempted yet.\n"
         "there is no function named `regime` in the file; did you mean `reggime`?\n"),
        ("def double(x:\n", "double", "`double` is not attempted yet.\nsmall.py:1: not valid Python: '(' was never closed\n"),
    ],
)  # fmt: skip
def test_nothing_to_show_yet(course, autograder, text, name, said):
    if text is not None:
        write(course, text)
    assert autograder("show", *[name] * bool(name)) == (1, "", said)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("dubble", "there is no exercise `dubble`; did you mean `double`?"),
        (
            "xyz",
            "there is no exercise `xyz`; here are `double`, `regime`, `safe_log`, `plot_fit`, `own_loss`",
        ),
        ("x\x1b[31m", r"there is no exercise `x\u001b[31m`; here are "),
    ],
)
def test_an_unknown_exercise(course, autograder, name, said):
    status, out, err = autograder("show", name)
    assert (status, out) == (2, "")
    assert err.startswith(f"error: {said}")


def test_a_function_of_a_pair_names_its_exercise(course, autograder):
    write(course, "def my_loss(w):\n    return 1.0\n\ndef my_gradient(w):\n    return 0 * w\n")
    status, out, _ = autograder("show", "my_gradient")
    assert status == 1
    assert out.endswith(".html\n")


def test_a_script_that_was_renamed_is_missed(course, autograder):
    write(course, WRONG)
    (course / "01_small" / "small.py").rename(course / "01_small" / "my_small.py")
    said = "`small.py` is not there (was it renamed?), so the notebook counts; nothing is written in it"
    assert autograder("show") == (1, "", f"{said}\n")
    assert autograder("show", "double") == (1, "", f"{said}\n")
    assert f"note: {said}" in " ".join(autograder("watch", "--once")[1].split())


def test_above_the_lessons(course, autograder, monkeypatch):
    write(course, WRONG)
    (course / "exercises").mkdir()
    (course / "01_small").rename(course / "exercises" / "01_small")
    monkeypatch.chdir(course)
    assert autograder("show", "double")[1] == f"{course}/.autograder/show/double.html\n"
    assert autograder("show", "small.double")[1] == f"{course}/.autograder/show/double.html\n"


def test_a_lesson_whose_checks_cannot_be_read(course, autograder):
    (course / "01_small" / "checks.json").write_text("{")
    broken = f"`{course}/01_small/checks.json` is not a file of checks (JSONDecodeError: "
    for arguments, said in (((), broken), (("double",), f"there is no exercise `double`; {broken}")):
        status, out, err = autograder("show", *arguments)
        assert (status, out) == (2, "")
        assert err.startswith(f"error: {said}")


def test_no_lesson_here(autograder, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    said = f"error: no lesson here: neither `{tmp_path}` nor a folder in it holds `checks.json`; `cd` into your course folder first\n"
    assert autograder("show") == (2, "", said)


def test_checks_that_cannot_be_read(course, autograder):
    (course / "01_small" / "checks.json").write_text("{")
    status, _, err = autograder("show")
    assert status == 2
    assert "is not a file of checks" in err


def test_a_notebook_counts_if_only_it_was_edited(course, autograder):
    notebook = course / "01_small" / "small.ipynb"
    notebook.write_text(
        '{"cells": [{"cell_type": "code", "source": "def double(x):\\n    return 3 * x", "metadata": {}}],'
        ' "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'
    )
    assert autograder("show", "double")[0] == 1
    assert (course / ".autograder/show/double.html").exists()


def test_the_browser_opens_only_when_asked(course, autograder, monkeypatch):
    opened = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    write(course, WRONG)
    autograder("show", "double")
    assert opened == []
    autograder("show", "double", "--open")
    assert opened == [(course / ".autograder/show/double.html").as_uri()]


def test_a_folder_that_cannot_be_written_to(course, autograder):
    write(course, WRONG)
    (course / ".autograder").write_text("in the way")
    status, out, err = autograder("show", "double")
    assert (status, out) == (2, "")
    assert err.startswith(f"error: cannot write to `{course}`: ")
