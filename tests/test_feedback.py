"""A student's page: it leads from what to do next to the cause, for everybody's eyes, ears and hands.

The golden files are bodies of pages; read them when they change (`pytest --update`).
"""

import dataclasses
import re
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from autograder.batch.finds import Found
from autograder.batch.grading import grade_submission, ungraded
from autograder.batch.intake import Submission
from autograder.confinement.running import Assignment
from autograder.reports import feedback
from autograder.reports.feedback import Feedback
from autograder.reports.overview import ClassPage
from autograder.reports.results import columns
from tests.graded import HOSTILE, NOT_TEXT, Result, grader, in_order, page_of, read, text_of
from tests.programs import SMALL

RIGHT = "\n" + SMALL
LEANING = "def double(x): return x\ndef regime(rate): return double('no')"
GOLDEN = Path(__file__).parent / "golden" / "pages"
PROGRAMS = {
    "right": RIGHT,
    "a named mistake": RIGHT.replace("2 * x", "x ** 2"),
    "raises": RIGHT.replace("return 2 * x", "\n    print('x is', x)\n    return part(x)\ndef part(x): return nope"),
    "leans on a wrong one": LEANING,
    "only hidden checks fail": RIGHT.replace("2 * x", "2 * x if x[0] < 4 else 3 * x"),
    "not begun": "def double(x):\n    raise NotImplementedError\n",
    "not Python": "def double(x)\n    return 2 * x\n",
    "nothing": None,
    "hostile": f"def double(x):\n    print({HOSTILE!r})\n    raise ValueError({HOSTILE!r})  # {HOSTILE}",
}  # fmt: skip


@pytest.fixture(scope="module", params=PROGRAMS)
def result(request, grade):
    return grade(PROGRAMS[request.param], HOSTILE if request.param == "hostile" else request.param)


# ---------------------------------------------------------------- what it says


def test_the_page_reads_as_the_golden_one(result, request):
    """Without what pictures are drawn of: these have tests of their own."""
    body = page_of(result).partition("<body>")[2]
    text = re.sub(
        r'<svg[^>]* class="picture".*?</svg>\n<figcaption', "<svg></svg>\n<figcaption", body, flags=re.DOTALL
    )
    path = GOLDEN / f"{request.node.callspec.params['result']}.html"
    if request.config.getoption("update"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def test_a_right_submission_says_so(grade):
    text = text_of(grade(RIGHT))
    assert in_order(
        text,
        "Feedback for ada 20 of 26 points",
        "What to do next Not attempted yet: plot_fit. A person marks why.",
        "What is right double, regime, safe_log and own_loss do all that is asked.",
        "Points by lesson",
        "A small lesson 20 of 26",
        "double 5 of 5 points All 5 checks passed",
        "why marked by a person, 5 points",
    )
    assert "failed" not in text


def test_when_all_is_right_nothing_is_left_to_do(grade, lesson):
    some = dataclasses.replace(lesson, exercises=lesson.exercises[:3], essays=())
    text = text_of(Result.of(grade(RIGHT).data, some))
    assert in_order(text, "What to do next", "Nothing is left: every exercise is right.")
    assert "Not attempted" not in text


def test_a_wrong_exercise_is_told_from_its_cause_to_its_hints(grade):
    text = text_of(grade(RIGHT.replace("2 * x", "x ** 2")))
    assert in_order(
        text,
        "What to do next double A small lesson x is squared.",
        "What is right regime, safe_log and own_loss do",
    )
    assert in_order(
        text, "double 0 of 5 points", "three numbers failed: all 3 entries differ, most at [1]", "double(np.array([1.0, -2.0, 3.0]))",
        "returned [1, 4, 9] expected [2, -4, 6]", "Likely cause: x is squared.", "Hint: Is that the square or the double?",
        "One more hint: a nudge Multiply.", "One more hint: a worked example of another function The triple of x is 3 * x.",
        "0 of 5 checks passed Not right yet", "zeros", "arguments unchanged this counts as soon as", "failed 0 of 1",
    )  # fmt: skip
    assert text.count("Is that the square or the double?") == 1


def test_hints_beyond_the_first_are_folded_away(grade):
    page = page_of(grade(RIGHT.replace("2 * x", "x ** 2")))
    folded = re.findall(r"<details>(.*?)</details>", page, re.DOTALL)
    assert [any(hint in text for text in folded) for hint in ("Multiply.", "The triple of x")] == [True, True]
    assert not any("Is that the square or the double?" in text for text in folded)
    assert "<details open" not in page


def test_the_students_own_lines_and_prints_are_there(grade):
    text = text_of(grade(PROGRAMS["raises"]))
    assert in_order(
        text,
        "failed: it raised NameError",
        "Your line small.py:7, in part: def part(x): return nope",
        "A hint: a question What is 2 times 3?",
        "Your 2 lines that led there small.py:6, in double: return part(x) small.py:7, in part: def part(x): return nope",
        "What it printed x is [0. 0.]",
    )


def test_an_exercise_that_leans_on_a_wrong_one_says_so_first(grade):
    page = page_of(grade(LEANING))
    assert in_order(
        read(page)[1],
        "What to do next double A small lesson",
        "regime leans on it. regime A small lesson It calls double: look at it again when that is right.",
        "regime 0 of 4 points regime calls double, which is not right yet: start there (go to double)",
        "Hint:",
    )
    assert '(<a href="#small.double">go to <code>double</code></a>)' in page


def test_what_others_lean_on_comes_first_in_what_to_do(grade):
    program = "def regime(rate): return 'no'\ndef safe_log(x): return 1\ndef plot_fit(x, y, theta): return safe_log(x)\n"
    text = text_of(grade(program)).partition("What is right")[0]
    assert in_order(
        text,
        "safe_log A small lesson",
        "plot_fit leans on it.",
        "regime A small lesson",
        "plot_fit A small lesson",
    )


def test_only_three_steps_are_told_at_length(grade):
    program = "".join(
        f"def {f}(*a): return 'no'\n" for f in ("double", "regime", "safe_log", "my_loss", "plot_fit")
    )
    page = page_of(grade(program))
    [steps] = re.findall(r'<ol class="steps">(.*?)</ol>', page, re.DOTALL)
    assert steps.count("<li>") == 3
    assert "Then plot_fit" in read(page)[1]


def test_what_is_not_attempted_is_calm(grade):
    text = text_of(grade(PROGRAMS["not begun"]))
    assert in_order(
        text,
        "0 of 26 points",
        "Not attempted yet: double, regime, safe_log, plot_fit and own_loss.",
        "double 0 of 5 points Not attempted: double still raises NotImplementedError.",
        "A hint: a question What is 2 times 3?",
    )
    assert "failed" not in text
    assert "What is right" not in text


def test_a_file_that_does_not_load_is_the_first_thing_to_read(grade):
    text = text_of(grade(PROGRAMS["not Python"]))
    sentence = "small.py:1: not valid Python: expected ':'"
    assert in_order(text, "0 of 26 points", f"What to do next First, your file as a whole: {sentence}")
    assert in_order(text, f"About what you handed in {sentence}", "A small lesson")
    assert text.count(f"Not attempted: {sentence} – there is no function named") == 5
    assert "Not attempted yet" not in text


def test_every_remark_is_on_the_students_page(grade):
    text = text_of(grade(RIGHT + "".join(f"x{i} = undefined_{i}\n" for i in range(5))))
    there = [f"small.py:{11 + i}: NameError: name 'undefined_{i}' is not defined" in text for i in range(5)]
    assert there == [True] * 5


def test_a_lesson_without_a_file_says_so(grade):
    text = text_of(grade(None))
    assert in_order(
        text, "What to do next Not handed in: A small lesson.", "A small lesson not handed in 0 of 26"
    )
    assert "double" not in text


def test_many_lessons_without_a_file_are_counted(grade, lesson):
    many = [dataclasses.replace(lesson, slug=f"0{i}_small", title=f"Lesson {i}") for i in range(1, 6)]
    result = grade(None)
    text = read(Feedback(many).page(dataclasses.replace(result, columns=columns(many))))[1]
    assert "Not handed in: 5 of 5 lessons." in text


def test_a_file_that_was_refused_points_to_the_remark(lesson, worker):
    files = {"small": [Found("small.py", problem="it is too large: 20 MB, the limit is 10 MB")]}
    some = dataclasses.replace(lesson, essays=())
    data = grade_submission(worker, [Assignment.of(some)], Submission("ada", None, files))
    text = text_of(Result.of(data, some))
    assert in_order(
        text,
        "Your file for “A small lesson” could not be read: see about what you handed in.",
        "About what you handed in small.py: it is too large: 20 MB, the limit is 10 MB",
        "double 0 of 5 points Your file could not be read; see above.",
    )
    assert "Nothing is left" not in text


def test_a_failure_of_the_grader_is_not_the_students_fault(lesson):
    data = ungraded(Submission("ada", None), "process", "RuntimeError: \x1b boom")
    text = text_of(Result.of(data, lesson))
    assert in_order(
        text,
        "Not graded yet",
        "Nothing: grading failed on our side, and will be done again.",
        "the grader failed here, which is not the student's fault (RuntimeError: \\u001b boom)",
    )
    assert "0 of" not in text
    assert "Not handed in" not in text


def test_extra_points_are_told_apart(grade, lesson):
    spare = dataclasses.replace(lesson.exercises[0], extra=True)
    changed = dataclasses.replace(lesson, exercises=(spare, *lesson.exercises[1:]))
    text = text_of(Result.of(grade(RIGHT).data, changed))
    assert in_order(
        text,
        "15 of 21 points",
        "extra points are not part of the total",
        "15 of 21 5 extra",
        "double 5 of 5 points, extra",
    )


# ---------------------------------------------------------------- pictures


def figures(page):
    return re.findall(r"<figure>.*?</figure>", page, re.DOTALL)


def test_a_failure_has_a_picture_that_says_the_same_in_words(grade):
    [figure] = figures(page_of(grade(RIGHT.replace("2 * x", "x ** 2"))))
    tags = read(figure)[0].tags
    [svg] = [a for tag, a in tags if tag == "svg" and a.get("class") == "picture"]
    ids = {a["id"] for _, a in tags if "id" in a}
    assert svg["role"] == "img"
    assert set(svg["aria-labelledby"].split()) <= ids
    caption = re.search(r"<figcaption[^>]*>(.*?)</figcaption>", figure, re.DOTALL)[1]
    assert caption in figure.partition("<figcaption")[0], "what one reads is what one hears"


def test_only_a_visible_check_that_returned_something_has_a_picture(grade):
    for name in ("right", "raises", "only hidden checks fail", "not begun", "not Python", "nothing"):
        assert figures(page_of(grade(PROGRAMS[name]))) == []


def test_a_picture_is_drawn_once_for_all_who_did_alike(grade, lesson, monkeypatch):
    drawn = []
    monkeypatch.setattr(feedback, "picture", lambda *call: drawn.append(call))
    pages = Feedback([lesson])
    for student in "abc":
        pages.page(grade(RIGHT.replace("2 * x", "x ** 2"), student))
    assert [(exercise.name, label, value) for exercise, label, value in drawn] == [
        ("double", "three numbers", [1.0, 4.0, 9.0])
    ]


# ---------------------------------------------------------------- nothing that is not text


PLACES = {
    "an array": lambda text: f"def double(x): return [{text!r}, {{{text!r}: 1}}]",
    "a name": lambda text: f"class C:\n    def __repr__(self): return {text!r}\ndef double(x): return C()",
    "a text": lambda text: f"def regime(rate): return {text!r}",
    "an error": lambda text: f"raise type({text!r}, (Exception,), {{}})",
}


@pytest.mark.parametrize("place", PLACES)
def test_whatever_students_write_is_text_in_pages_and_pictures(grade, place):
    result = grade(PLACES[place](HOSTILE), student=HOSTILE, file=f"{HOSTILE}/small.py", remarks=(HOSTILE,))
    page = page_of(result)
    assert "<script" not in page
    assert "<b>" not in page
    assert re.search(NOT_TEXT, page) is None


def test_whatever_authors_write_is_text_as_well(lesson, worker):
    """Labels, titles and hints may hold signs of HTML: `m<n`."""

    def renamed(exercise):
        checks = tuple(
            dataclasses.replace(c, label=c.label + HOSTILE, needs=c.needs and c.needs + HOSTILE)
            for c in exercise.checks
        )
        return dataclasses.replace(exercise, checks=checks, hints=(HOSTILE,) * 3, mistakes=())

    exercises = tuple(map(renamed, lesson.exercises[:3]))
    strange = dataclasses.replace(lesson, title=HOSTILE, exercises=exercises)
    page = page_of(grader(worker, strange)(PROGRAMS["a named mistake"]))
    assert figures(page)
    assert "<script" not in page
    assert "<b>" not in page
    assert re.search(NOT_TEXT, page) is None


def test_a_picture_of_hostile_values_is_text(lesson):
    for value in (HOSTILE, [HOSTILE] * 3, {HOSTILE: HOSTILE}, [1.0, HOSTILE, None], np.nan, [[]], 10**400):
        for exercise in lesson.exercises:
            for check in exercise.checks:
                drawn = feedback.picture(exercise, check.label, value)
                assert drawn is None or (
                    "<script" not in drawn.svg and re.search(NOT_TEXT, drawn.svg) is None
                )


# ---------------------------------------------------------------- for eyes, ears and hands


def page_and_class(result):
    overview = ClassPage(result.columns)
    overview.add(result, "feedback/ada.html")
    return page_of(result), overview.render()


def test_headings_are_in_order_and_the_page_has_its_landmarks(result):
    for page in page_and_class(result):
        tags = [tag for tag, _ in read(page)[0].tags]
        levels = [int(tag[1]) for tag in tags if re.fullmatch(r"h[1-6]", tag)]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert [b for a, b in pairwise(levels) if b > a + 1] == []
        assert [tags.count(landmark) for landmark in ("header", "main", "footer")] == [1, 1, 1]
        assert page.startswith('<!doctype html>\n<html lang="en">')


def test_every_link_on_the_page_leads_somewhere_and_ids_are_unique(result):
    for page in page_and_class(result):
        tags = read(page)[0].tags
        ids = [a["id"] for _, a in tags if "id" in a]
        assert len(ids) == len(set(ids))
        links = {a["href"][1:] for tag, a in tags if tag == "a" and a["href"].startswith("#")}
        named = {i for _, a in tags for i in a.get("aria-labelledby", "").split()}
        assert links | named <= set(ids)
        assert [a for _, a in tags if a.get("tabindex") not in (None, "0", "-1")] == []


def test_tables_have_captions_and_headers_with_a_scope(result):
    for page in page_and_class(result):
        tables = re.findall(r"<table.*?</table>", page, re.DOTALL)
        assert [t for t in tables if "<caption>" not in t] == []
        assert re.findall(r"<th(?! scope=)[^>]*>", page.replace("<thead>", "")) == []


PICTURES = Path(feedback.__file__).parents[1] / "pictures" / "style.css"
STYLE = Path(feedback.__file__).with_name("templates") / "style.css"


def colours(text):
    return dict(re.findall(r"--(\w+): (#\w+);", text))


def contrast(one, other):
    """The ratio of WCAG 2: from 1 to 21."""

    def luminance(colour):
        digits = colour[1:] if len(colour) == 7 else "".join(2 * c for c in colour[1:])
        parts = np.array([int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)])
        linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
        return linear @ [0.2126, 0.7152, 0.0722]

    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
def test_text_and_bars_stand_out_from_what_is_behind_them(scheme):
    light, dark, paper = re.findall(r":root \{(.*?)\}", STYLE.read_text(encoding="utf-8"), re.DOTALL)
    c = colours(light) | {"light": {}, "dark": colours(dark), "print": colours(paper)}[scheme]
    for text in ("ink", "quiet", "link", "bad"):
        assert [behind for behind in ("paper", "card", "soft") if contrast(c[text], c[behind]) < 5.5] == [], (
            text
        )
    returned = re.findall(r"--returned: (#\w+);", PICTURES.read_text(encoding="utf-8"))
    assert contrast(returned[scheme == "dark"], c["card"]) >= 4.5
    assert contrast(c["edge"], c["paper"]) >= 3
    assert contrast(c["good"], c["card"]) >= 4.5
