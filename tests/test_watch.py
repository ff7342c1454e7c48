"""What `autograder watch` shows and how it goes on. The golden files are screens; read them when they change."""

import io
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from autograder.confinement.running import Assignment, grade_program
from autograder.confinement.worker import Loaded
from autograder.grading.verdict import Graded, Verdict
from autograder.student.places import Place, places
from autograder.student.standing import Standing
from autograder.student.watch import moves
from autograder.student.watch.cells import cut, fold, width_of
from autograder.student.watch.display import Lines
from autograder.student.watch.files import Watched, settled
from autograder.student.watch.keys import NoKeys, keys_of, named
from autograder.student.watch.moves import ALL_DONE, back, checked, onward, pressed
from autograder.student.watch.outcome import Outcome
from autograder.student.watch.pages import page_lines
from autograder.student.watch.plain import last_line, lesson_lines, summary_line
from autograder.student.watch.screen import last_top, screen
from autograder.student.watch.terminal import Terminal
from autograder.student.watch.view import HINTS, KEYS, LIST, STORY, LessonView, View

GOLDEN = Path(__file__).parent / "golden" / "watch"
HEAD = "import numpy as np\n\n\n"
STUB = 'def {0}(*args):\n    """Return what `{0}` is to return."""\n    raise NotImplementedError\n\n\n'
NAMES = ("double", "regime", "safe_log")


def program(**bodies):
    return HEAD + "".join(
        f"def {n}(x):\n    {bodies[n]}\n\n\n" if n in bodies else STUB.format(n) for n in NAMES
    )


PROGRAMS = {
    "fresh": program(),
    "wrong": program(double="return x**2"),
    "right": program(double="return 2 * x"),
    "hostile": program(double="print('\\x1b[2J\\u202eall right')\n    raise ValueError('\\x1b[31m')"),
    "endless": program(double="return 2 * x", regime="while True: pass"),
    "misspelt": program().replace("def double", "def duoble"),
}


@pytest.fixture(scope="module")
def lesson(small_course):
    whole = small_course.lessons[0].frozen.visible()
    return replace(whole, exercises=tuple(e for e in whole.exercises if e.name in NAMES))


@pytest.fixture(scope="module")
def outcome(lesson, worker):
    @cache
    def grade(name):
        text = PROGRAMS[name]
        results = list(grade_program(worker, Assignment.of(lesson), text.encode(), "small.py"))
        graded = {g.exercise: g for g in results if not isinstance(g, Loaded)}
        return Outcome(graded, places(text.encode(), "small.py", NAMES))

    return grade


@pytest.fixture(scope="module")
def fresh(lesson, outcome):
    """A lesson between two others, its file as it came."""
    done = tuple(Standing(n, "done") for n in ("line", "slope"))
    mine = LessonView(
        "02_small", lesson.title, tuple(Standing(e.name, extra=e.extra) for e in lesson.exercises)
    )
    last = LessonView("03_a_lesson_with_a_long_name", "A lesson whose title goes on and on, longer than any line of it",
                      (Standing("integral", "timed out"), Standing("area", "not attempted", extra=True)))  # fmt: skip
    view = View((LessonView("01_lines", "Lines", done), mine, last), lesson=1, file="small.py")
    view = replace(view, hints={e.name: e.hints for e in lesson.exercises}, opened={"double": 2})
    return checked(view, outcome("fresh"))


@pytest.fixture(scope="module")
def views(fresh, outcome):
    """All that a student can see, by name."""
    wrong = checked(fresh, outcome("wrong"))
    here = View(
        (*fresh.lessons[:1], LessonView("02_small")), lesson=1, file="small.py", busy="starting Matplotlib"
    )
    calm = Outcome(trouble=("small.py:5: not valid Python: '(' was never closed", "  def double(x:"))
    all_done = replace(
        fresh, lesson=0, exercise=1, file="lines.py", event=ALL_DONE,
        results={"slope": Graded("slope", (Verdict("slope", "steep", "passed", 1, 1),))},
    )  # fmt: skip
    return {
        "at the beginning": here,
        "not attempted": replace(fresh, took=None),
        "not right": replace(wrong, took=41.0),
        "done and the next one": replace(checked(wrong, outcome("right")), took=38.2),
        "an endless loop": replace(checked(fresh, outcome("endless")), exercise=1, took=4200.0),
        "escapes in what was printed": checked(fresh, outcome("hostile")),
        "a missing function": replace(checked(fresh, outcome("misspelt")), notes=("a note about the file",)),
        "not Python": replace(checked(wrong, calm), took=20.0),
        "running": replace(wrong, busy="checking, 3 s"),
        "two hints": replace(wrong, page=HINTS),
        "all hints": replace(wrong, page=HINTS, opened={"double": 3}),
        "all lessons": replace(wrong, page=LIST, chosen=2),
        "keys": replace(wrong, page=KEYS),
        "all done": all_done,
    }


SIZES = {(80, 24): None, (120, 40): {"not right"}, (44, 12): {"not right", "all lessons"}}


def matches(path, text, request):
    if request.config.getoption("update"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


VIEWS = (
    "at the beginning", "not attempted", "not right", "done and the next one", "an endless loop",
    "escapes in what was printed", "a missing function", "not Python", "running", "two hints", "all hints",
    "all lessons", "keys", "all done",
)  # fmt: skip


@pytest.mark.parametrize("name", VIEWS)
def test_a_screen_is_calm_and_says_what_to_do(name, views, request):
    for (width, height), names in SIZES.items():
        if names is None or name in names:
            lines = screen(views[name], width, height)
            text = "\n".join(line.text for line in lines)
            matches(GOLDEN / f"{name} {width}x{height}.txt", text + "\n", request)


@pytest.mark.parametrize("name", VIEWS)
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (44, 12), (20, 4), (200, 9), (30, 60)])
def test_every_screen_fits_and_has_no_escapes(name, size, views):
    width, height = size
    lines = screen(views[name], width, height)
    assert len(lines) == height
    for line in lines:
        assert width_of(line.text) <= width, line.text
        assert line.text.isprintable()


def test_the_golden_screens_are_those_of_the_views():
    sizes = {f"{w}x{h}": names for (w, h), names in SIZES.items()}
    wanted = {f"{n} {s}.txt" for s, names in sizes.items() for n in (names or VIEWS)}
    assert {p.name for p in GOLDEN.iterdir()} == wanted | {"lines.txt"}


def test_meaning_is_never_by_colour_alone(views):
    for view in views.values():
        for standing in view.here.standings:
            text = "\n".join(line.text for line in screen(replace(view, page=STORY), 120, 40))
            assert standing.word in text


def test_cause_and_hint_are_on_a_small_screen(views):
    text = "\n".join(line.text for line in screen(views["not right"], 80, 24))
    assert "likely cause:" in text
    assert "hint:" in text


def test_it_is_never_said_that_all_tests_passed(views):
    for view in views.values():
        text = "\n".join(line.text for line in screen(view, 200, 60))
        assert "all tests" not in text
        if "all " in text and " pass" in text and view.page == STORY:
            assert "hidden checks come with grading" in " ".join(text.split())


# Plain lines


def test_without_a_terminal_there_are_lines(views, request):
    shown = ["not attempted", "not right", "done and the next one", "not Python"]
    text = "".join(f"{line}\n" for name in shown for line in lesson_lines(views[name], whole=False))
    text += "".join(f"{line}\n" for line in lesson_lines(views["an endless loop"], whole=True))
    text += f"{summary_line(views['not right'])}\n{last_line(views['not right'])}\n"
    matches(GOLDEN / "lines.txt", text, request)
    assert "\x1b" not in text


def test_a_lesson_that_cannot_be_checked_is_listed_in_columns(fresh):
    unknown = replace(fresh.here, standings=tuple(replace(s, word="") for s in fresh.here.standings))
    view = replace(fresh, trouble=("small.py:3: not valid Python",))
    view = replace(view, lessons=tuple(unknown if k == fresh.here else k for k in fresh.lessons))
    lines = list(lesson_lines(view, whole=True))
    assert lines[1].startswith("  not checked yet double ")


def test_a_misspelt_name_is_said_once(outcome, fresh):
    note = "there is no function named `double` in the file; did you mean `duoble`?"
    view = replace(checked(fresh, outcome("misspelt")), notes=(note,))
    text = "\n".join(page_lines(view, 200))
    assert text.count("there is no function named `double`") == text.count(note) == 1


def test_lines_tell_news_only(views):
    stream = io.StringIO()
    Lines(stream).draw(views["running"], news=False)
    assert stream.getvalue() == ""
    Lines(stream).draw(views["two hints"], news=True)
    assert "2 of 3: a nudge" in stream.getvalue()


class Stream(io.StringIO):
    encoding = "ascii"


def test_a_terminal_without_unicode_gets_other_marks(views):
    stream = Stream()
    Terminal(stream).write_over(screen(views["all lessons"], 80, 24))
    assert stream.getvalue().isascii()
    assert "x done  / begun  . not attempted" in stream.getvalue()


# Going on


def press(view, *keys, size=(80, 24)):
    for key in keys:
        view, effect = pressed(view, key, *size)
    return view, effect


def test_an_exercise_that_becomes_right_is_announced_and_the_next_one_is_current(fresh, outcome):
    new = checked(checked(fresh, outcome("wrong")), outcome("right"))
    assert new.event == (
        "`double` is done: all 3 checks that you can see pass; hidden checks come with grading.",
        "Next: `regime`.",
    )
    assert new.name == "regime"
    assert checked(new, outcome("right")).event == ()


def test_what_was_right_before_is_not_announced(lesson, outcome):
    blank = LessonView("02_small", "Small", tuple(Standing(n) for n in NAMES))
    assert checked(View((blank,)), outcome("right")).event == ()
    known = replace(blank, standings=tuple(Standing(n, "not right") for n in NAMES))
    assert "`double` is done" in checked(View((known,)), outcome("right")).event[0], (
        "it was, while nobody watched"
    )


def test_one_sees_what_one_works_on(fresh, outcome):
    assert checked(replace(fresh, exercise=2), outcome("wrong")).name == "double", "another one was edited"
    both = replace(outcome("wrong"), places={n: Place("", f"new {n}", "") for n in NAMES})
    assert checked(replace(fresh, exercise=2), both).name == "safe_log", "the current one was edited, too"
    at_regime = replace(checked(fresh, outcome("wrong")), exercise=1)
    assert checked(at_regime, outcome("right")).name == "regime", "the other one is done, so one is back here"


def test_a_look_at_what_is_done_stays(fresh, outcome):
    right = replace(checked(fresh, outcome("right")), exercise=0)
    same = replace(outcome("right"), places=right.places)
    assert checked(right, same).name == "double"


def test_trouble_leaves_the_last_verdicts(views):
    view = views["not Python"]
    assert view.here.standings[0].word == "not right"
    assert view.results


def test_next_is_what_is_not_done_and_back_is_the_one_before(views):
    view = replace(views["done and the next one"], exercise=2)
    assert press(view, "n")[0].name == "regime", "in this lesson before others"
    alone = replace(view, exercise=1, lessons=(*view.lessons[:1], replace(
        view.here, standings=tuple(replace(s, word="done") for s in view.here.standings)), view.lessons[2]))  # fmt: skip
    assert (onward(alone).lesson, onward(alone).exercise) == (2, 0)
    assert back(alone).exercise == 0
    first = replace(alone, exercise=0)
    assert (back(first).lesson, back(first).exercise) == (0, 1)
    assert back(replace(first, lesson=0)).lesson == 0


def test_when_all_is_done_next_goes_round(views):
    lessons = tuple(
        replace(x, standings=tuple(replace(s, word="done") for s in x.standings))
        for x in views["keys"].lessons
    )
    view = View(lessons, lesson=2, exercise=1)
    assert (onward(view).lesson, onward(view).exercise) == (0, 0)
    assert onward(replace(view, exercise=0)).exercise == 1


def test_the_last_exercise_says_how_to_hand_in(fresh, outcome):
    done = {n: Graded(n, (Verdict(n, "a", "passed", 1, 1),)) for n in NAMES}
    alone = replace(fresh, lesson=0, lessons=(fresh.here,))
    new = checked(alone, Outcome(done, {}))
    assert new.event[-2:] == ALL_DONE
    assert len(new.event) == 5


@pytest.mark.parametrize(
    ("keys", "page", "effect"),
    [
        ("q", STORY, moves.QUIT),
        ("r", STORY, moves.AGAIN),
        ("h", HINTS, ""),
        ("hh", HINTS, moves.OPEN_HINT),
        ("h!", HINTS, ""),
        ("?", KEYS, ""),
        ("??", STORY, ""),
        ("l", LIST, ""),
        ("ll", STORY, ""),
        (["l", "escape"], STORY, ""),
        ("lq", LIST, moves.QUIT),
        ("hr", STORY, moves.AGAIN),
        ("xyz!", STORY, ""),
    ],
)
def test_keys(keys, page, effect, views):
    view, done = press(views["not right"], *keys)
    assert (view.page, done) == (page, effect)


def test_the_first_hint_is_opened_with_the_page(views):
    assert press(replace(views["not right"], opened={}), "h")[1] == moves.OPEN_HINT


@pytest.mark.parametrize(
    ("keys", "number"),
    [
        (["enter"], 1), (["down", "enter"], 2), (["down"] * 9 + ["enter"], 2), (["up", "enter"], 0), ("1", 1), (["3", "enter"], 2),
        (["9", "enter"], 1), (["j", "k", "k", "k", "enter"], 0),
    ],
)  # fmt: skip
def test_a_lesson_is_chosen_from_the_list(keys, number, views):
    view, _ = press(views["not right"], "l", *keys)
    assert view.lesson == number
    if "enter" in keys:
        assert view.page == STORY
        assert view.current.word != "done" or view.here.first_left() is None


def test_two_digits_choose_a_lesson_beyond_nine(views):
    lessons = tuple(LessonView(f"{i:02}_x") for i in range(1, 13))
    view, _ = press(View(lessons), "l", "1", "1")
    assert view.chosen == 10
    assert press(view, "2")[0].chosen == 1


def test_a_long_story_scrolls_to_its_end_and_not_beyond(views):
    size = (44, 9)
    end = last_top(views["not right"], *size)
    assert end > 0
    assert press(views["not right"], *" " * 50, size=size)[0].top == end
    assert press(views["not right"], *" " * 50, "up", size=size)[0].top == end - 1
    assert press(views["not right"], "b", "up", size=size)[0].top == 0
    assert "more line" not in screen(replace(views["not right"], top=end), *size)[-1].text


# Keys, files, cells


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("q", ["q"]), ("\r", ["enter"]), ("\x1b", ["escape"]), ("\x1b[A\x1b[B", ["up", "down"]), ("\x1bOA", ["up"]),
        ("\x1b[5~\x1b[6~", ["b", " "]), ("\x1b[1;5C", []), ("\x1b?", ["escape", "?"]), ("hn", ["h", "n"]), ("pasted by mistake", []),
        ("\x1b[", []),
    ],
)  # fmt: skip
def test_what_is_typed_has_names(typed, keys):
    assert named(typed) == keys


def test_there_are_no_keys_without_a_terminal():
    keys = keys_of(io.StringIO("q"))
    assert isinstance(keys, NoKeys)
    assert keys.read(0) == []


def test_a_file_that_is_replaced_gone_or_saved_again(tmp_path):
    path = tmp_path / "a.py"
    path.write_text("1")
    watched = Watched([path, tmp_path / "b.ipynb"])
    assert watched.changed() == []
    path.write_text("22")
    assert watched.changed() == [path]
    (tmp_path / "new").write_text("33")
    (tmp_path / "new").replace(path)
    assert watched.changed() == [path]
    path.unlink()
    assert watched.changed() == []
    path.write_text("33")
    assert watched.changed() == [path]
    assert settled(path) == b"33"
    path.unlink()
    assert settled(path) is None


@pytest.mark.parametrize(
    "text", ["a b c " * 30, "x" * 200, "  code(" + "1.0, " * 40 + ")", "日本語" * 40, "é" * 99, ""]
)
@pytest.mark.parametrize("width", [10, 37, 80])
def test_text_is_folded_and_cut_to_the_width(text, width):
    lines = fold(text, width)
    assert all(width_of(line) <= width for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert width_of(cut(text, width)) <= width
    assert cut(text, width) == text or cut(text, width).endswith("...")


NOTEBOOK = b"""{"cells": [{"cell_type": "markdown", "source": ["def double(x): no"]},
{"cell_type": "code", "source": ["%matplotlib inline\\n", "def double(x):\\n", "    return 2 * x\\n", "y = 1"]}]}"""


def test_places_in_scripts_and_notebooks():
    text = "x = 1\ndef double(x, rule=(1, 2)):\n    '''Return 2x,\n    doubled.\n\n    More.\n    '''\n    return 2 * x\n\nrest = 2\n"
    place = places(text.encode(), "a.py", ("double", "doub"))["double"]
    assert (place.where, place.asks) == ("a.py:2", "Return 2x, doubled.")
    assert place.body.endswith("return 2 * x")
    assert places(NOTEBOOK, "a.ipynb", ("double",)) == {
        "double": Place("cell 2:2", "def double(x):\n    return 2 * x", "")
    }
    assert places(b"\0", "a.py", ("double",)) == {}
    hostile = 'def double(x):\n    """\x1b[31mred"""\n'
    assert places(hostile.encode(), "a.py", ("double",))["double"].asks == "\\u001b[31mred"
