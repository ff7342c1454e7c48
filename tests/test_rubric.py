"""Rubric pages: everybody's answers, safe to look at, marked by keyboard, and rows that `grade` reads."""

import base64
import dataclasses
import json
import re
from hashlib import sha256

import pytest

from autograder.batch.essays import LONGEST, essays_in
from autograder.batch.finds import Finds, Found
from autograder.grading.checks import Essay
from autograder.reports.adjustments import read_adjustments
from autograder.reports.results import Adjustment, Column
from autograder.reports.rubric import SIZE, Answer, RubricPage, criteria, numbers, remarks, row_names
from tests.browser import DESKTOP, NARROW, Browser, chromium

RUBRIC = """\
10 points. Two people mark.

- Slope (4): the derivative says how much
  the loss changes. 4: both parts.
- Own evidence (6): a number.

Comments for what is often misunderstood:

- "It points to the minimum": it points
  uphill.
- "The <b>best</b> weights": perhaps others.
"""
ESSAY = Essay("why", 10.0, statement="Why downhill?\n\nWrite it.", rubric=RUBRIC)
COLUMN = Column("01_small", "small", "why", 10.0, manual=True)
HOSTILE = "</div><script>document.title = 'hacked'</script><img src=x onerror=\"document.title = 'hacked'\">\x1b[0m\u202e"


def answer(student, text="It goes downhill.", given=None):
    return Answer(student, row_names([student])[student], text, "why.md" if text else "", given)


def page_of(*answers, essay=ESSAY):
    return "".join(RubricPage(COLUMN, essay).parts(answers))


# ---------------------------------------------------------------- what students wrote


def notebook(*cells):
    return json.dumps({"cells": [{"cell_type": "markdown", **cell} for cell in cells]}).encode()


def found(lesson, **files):
    """What is found in files: `why` is the text file, `small` the notebook."""
    given = {{"why": "small.why"}.get(k, k): [Found(n, d) for n, d in v] for k, v in files.items()}
    return essays_in(lesson, given)


def test_an_answer_is_a_text_file_or_the_cell_of_the_notebook(lesson):
    text = [("why.md", "  Ünd so.\n".encode())]
    asked = lesson.essays[0].statement
    by_name = notebook(
        {"source": "x"}, {"source": ["a\n", "b"], "metadata": {"nbgrader": {"grade_id": "why"}}}
    )
    by_id = notebook({"id": sha256(b"why").hexdigest()[:8], "source": "by id"})
    by_question = notebook({"source": asked}, {"source": "after the question"})
    assert found(lesson, why=text) == {"small.why": {"file": "why.md", "text": "Ünd so."}}
    assert found(lesson, why=text, small=[("small.ipynb", by_id)])["small.why"]["file"] == "why.md"
    for data, said in ((by_name, "a\nb"), (by_id, "by id"), (by_question, "after the question")):
        assert found(lesson, small=[("small.ipynb", data)]) == {
            "small.why": {"file": "small.ipynb", "text": said}
        }
    two = [("a/why.md", b"short"), ("b/why.txt", b"much longer")]
    assert found(lesson, why=two)["small.why"]["file"] == "b/why.txt"


def test_the_notebook_that_students_get_is_understood(small_course, lesson):
    from autograder.authoring.notebook import student_notebook

    given = student_notebook(small_course.lessons[0])
    assert found(lesson, small=[("small.ipynb", given.encode())]) == {}
    written = given.replace("Your answer here.", "Because.")
    assert found(lesson, small=[("small.ipynb", written.encode())])["small.why"]["text"] == "Because."


@pytest.mark.parametrize("data", [
    b"", b"{", b"[]", b'{"cells": 3}', b'{"cells": [3]}', b'{"cells": [{"source": [3]}]}', b'{"cells": {"a": 1}}',
    b"[" * 100_000, b'{"cells": [{"id": 7, "metadata": 3, "source": "x"}, {"metadata": {"nbgrader": []}}]}',
])  # fmt: skip
def test_odd_notebooks_hold_no_answer(lesson, data):
    assert found(lesson, small=[("small.ipynb", data)]) == {}


def test_what_is_no_text_or_too_long_stops_nothing(lesson):
    assert found(lesson, why=[("why.md", b"\0\1")]) == {}
    assert found(lesson, why=[("why.md", b"\n \n")]) == {}
    text = found(lesson, why=[("why.md", b"x" * 50_000)])["small.why"]["text"]
    assert len(text) < LONGEST + 100
    assert text.endswith("… (cut: it has 50,000 characters)")


def test_files_of_answers_are_found_under_the_names_of_downloads():
    finds = Finds(["small"], essays=["small.why"])
    for name in ("why.md", "why.txt", "Why (1).md", "why-2.txt"):
        assert finds.topic(name) == "small.why"
    for name in ("why.py", "whyever.md", "why", "small.md"):
        assert finds.topic(name) is None
    assert Finds(["small"]).topic("why.md") is None


# ---------------------------------------------------------------- the page


def test_criteria_and_ready_remarks_are_read_from_the_rubric(course):
    assert [(c.name, c.points) for c in criteria(ESSAY)] == [("Slope", 4), ("Own evidence", 6)]
    assert criteria(ESSAY)[0].text == "the derivative says how much the loss changes. 4: both parts."
    assert remarks(ESSAY) == [
        '"It points to the minimum": it points uphill.',
        '"The <b>best</b> weights": perhaps others.',
    ]
    other = dataclasses.replace(ESSAY, points=9.0)
    assert [(c.name, c.points) for c in criteria(other)] == [("Points", 9)]
    (real,) = [e for lesson in course.lessons for e in lesson.questions]
    assert [c.points for c in criteria(Essay(real.name, real.points, rubric=real.rubric))] == [
        2,
        2,
        2,
        2,
        1,
        1,
    ]
    assert len(remarks(Essay(real.name, real.points, rubric=real.rubric))) == 7


def test_a_rubric_is_the_instructors(lesson):
    assert lesson.essays[0].rubric
    assert not lesson.visible().essays[0].rubric
    assert "steepest ascent" not in json.dumps(lesson.visible().data)


def test_what_students_wrote_is_only_text():
    page = page_of(answer(HOSTILE, HOSTILE, Adjustment(3, HOSTILE, HOSTILE)))
    assert page.count("<script>") == 1
    assert "<img" not in page
    assert "\x1b" not in page
    assert "\u202e" not in page
    script = re.search(r"<script>(.*)</script>", page, re.DOTALL)[1]
    assert f"script-src 'sha256-{base64.b64encode(sha256(script.encode()).digest()).decode()}'" in page
    assert "default-src 'none'" in page
    assert not re.search(r"https?://|fetch\(|XMLHttp|innerHTML|eval\(", page)


def test_names_in_rows_are_safe_and_tell_students_apart():
    assert row_names(["=ann", "bob"]) == {"=ann": "'=ann", "bob": "bob"}
    assert row_names(["=ann", "'=ann"]) == {"=ann": "=ann", "'=ann": "'=ann"}


def test_five_hundred_answers_are_one_page_of_a_sane_size():
    text = "A derivative says how much the loss changes. " * 50
    page = page_of(*(answer(f"student {i}", text) for i in range(SIZE)))
    assert len(page) < 2_000_000
    assert [list(numbers(n)) for n in (0, 500, 501)] == [[1], [1], [1, 2]]
    assert RubricPage(COLUMN, ESSAY, 2, 2).name == "small.why-2.html"


# ---------------------------------------------------------------- in a browser


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    browser = Browser(tmp_path_factory.mktemp("profile"))
    yield browser
    browser.close()


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "small.why.html"
    given = Adjustment(7, "well", "Eve")
    path.write_text(
        page_of(answer("ann"), answer("=bob", HOSTILE), answer("cyd", "x", given), answer("dee", ""))
    )
    return path


def type_keys(browser, *keys):
    for key in keys:
        shift, key = (8, key[1:]) if key.startswith("⇧") else (0, key)
        text = {"Enter": "\r"}.get(key, key)
        browser.call("Input.dispatchKeyEvent", type="keyDown", key=key, text=text, modifiers=shift,
                     windowsVirtualKeyCode=13 if key == "Enter" else ord(key.upper()) if key.isalnum() else 0)  # fmt: skip
        browser.call("Input.dispatchKeyEvent", type="keyUp", key=key, modifiers=shift)


def rows(browser, tmp_path):
    """The rows of the page, as `grade` reads them."""
    path = tmp_path / "adjustments.csv"
    path.write_text(browser.run("table()"))
    return read_adjustments(path, [COLUMN], ["ann", "=bob", "cyd", "dee"]).points


@pytest.mark.slow
@pytest.mark.skipif(not chromium(), reason="Chromium is not installed")
def test_a_class_is_marked_by_keyboard_alone(page, browser, tmp_path):
    browser.open(page, DESKTOP)
    browser.run("localStorage.clear()")
    browser.open(page, DESKTOP)
    assert browser.run("document.title") == "Marking small.why"
    assert browser.run("$('progress').textContent") == "0 of 4 marked here, 1 more before."
    browser.run("$('next').click()")
    type_keys(browser, "3", "6", "/", "1", " ", *'ok, "x"', "Enter", "9", "⇧Enter")
    wrong = browser.run("document.querySelectorAll('.answer')[1].querySelector('.sum').textContent")
    assert wrong == "Only halves from 0 to the maximum"
    browser.run("[...marks.values()][1].inputs.forEach(i => i.value = '')")
    browser.run("focus([...marks.values()][1])")
    type_keys(browser, "4", "5", *"=1+1", "Enter")
    assert browser.run("document.activeElement.closest('.answer').dataset.student") == "dee", (
        "cyd is marked already"
    )
    browser.run("$('by').value = 'Eve'; $('zero').click()")
    found = rows(browser, tmp_path)
    first = 'Slope 3 of 4, Own evidence 6 of 6. "It points to the minimum": it points uphill. ok, "x"'
    assert found["ann"]["small.why"] == Adjustment(9, first, "Eve")
    assert found["=bob"]["small.why"] == Adjustment(9, "Slope 4 of 4, Own evidence 5 of 6. =1+1", "Eve")
    assert found["dee"]["small.why"].points == 0
    assert "cyd" not in found
    browser.run("$('detail').click()")
    assert rows(browser, tmp_path)["=bob"]["small.why"].comment == "'=1+1"
    browser.open(page, DESKTOP)
    assert browser.run("$('progress').textContent") == "3 of 4 marked here, 1 more before."
    page.write_text(page.read_text().replace('data-digest="', 'data-digest="0'))
    browser.open(page, DESKTOP)
    changed = (
        "[...document.querySelectorAll('p.failed')].filter(p => p.textContent.includes('has changed')).length"
    )
    assert browser.run(changed) == 3
    assert browser.run("document.title") == "Marking small.why", "no script of a student has run"
    browser.open(page, NARROW)
    assert browser.run("document.documentElement.scrollWidth") <= NARROW[0]
