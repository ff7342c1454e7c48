"""`autograder name`: one program is read, named once, and its hint reaches everybody who made the same mistake."""

import ast
import re
import shutil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.authoring import case, exercise
from autograder.authoring.course import Course
from autograder.authoring.freezing import AuthorError, freeze_exercise
from autograder.authoring.handed_in import HandedIn, UnusableError, box
from autograder.authoring.inserting import with_mistake
from autograder.confinement import doctor
from tests.graded import HOSTILE, read
from tests.programs import SMALL

PLANTED = """import numpy as np
SHIFT = 1.0

def shifted(x):
    return x + SHIFT

def double(x):
    '''Twice.'''
    return 2 * shifted(x)
"""
SAME = "import numpy as np\ndef double(x):\n    y = np.asarray(x) * 2.0  # {}\n    y = y + 1.0 + 1.0\n    return y\n"
HINT = "What is twice zero?"


def hand_in(folder, **programs):
    for student, text in programs.items():
        (folder / student).mkdir(parents=True)
        (folder / student / "small.py").write_text(text)


@pytest.fixture(scope="module")
def office(tmp_path_factory, small_course, module_autograder):
    """A course, a class with planted mistakes, and its grades."""
    root = tmp_path_factory.mktemp("office")
    ignored = shutil.ignore_patterns("__pycache__", "exercises", "key.json")
    shutil.copytree(small_course.root, root / "course", ignore=ignored)
    hand_in(root / "class", ann=PLANTED, bob=SAME.format(1), cid=SAME.format(2), dan=SMALL,
            eve="def double(x): return x ** 2\n", fay="def double(x): return x ** 2 + 0\n",
            gil=f"def double(x): return {HOSTILE!r}\n", hal=f"def double(x): return {HOSTILE!r}  # 2\n",
            ida="import numpy as np\ndef double(x): return np.zeros(7)\n")  # fmt: skip
    assert grade(module_autograder, root)[0] == 0
    return root


@pytest.fixture(scope="module")
def module_autograder():
    import contextlib
    import io

    from autograder.cli import main

    def run(*arguments):
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                status = main([str(a) for a in arguments])
            except SystemExit as end:
                status = end.code
        return status, out.getvalue(), err.getvalue()

    return run


def grade(run, root):
    return run("grade", root / "class", "--out", root / "out", "--course", root / "course", "--jobs", 1)


def group(root, size=3):
    """The id of the group without a name that has so many students."""
    page = (root / "out" / "class.html").read_text()
    return re.search(rf"{size} students: no name yet.*?<code>(double-\w+)</code>", page)[1]


def name(run, root, *more, group=None, what="one added twice", hint=HINT):
    return run("name", root / "out", group or globals()["group"](root), what, "--hint", hint, "--course", root / "course", *more)  # fmt: skip


@pytest.fixture
def copy(office, tmp_path):
    shutil.copytree(office, tmp_path / "office")
    return tmp_path / "office"


def test_a_named_group_gets_its_hint_and_nobody_else_does(copy, autograder):
    status, out, err = name(autograder, copy)
    truth = copy / "course" / "reference" / "small" / "double.py"
    assert (status, out) == (0, f"{truth}\n"), err
    assert "one_added_twice` of `small.double`, which 3 students made" in err
    assert "run `autograder build`, and the same `autograder grade` as before" in err
    added = truth.read_text().partition("\n\n\ndouble.handed_in(\n")[2]
    assert added.startswith('    "one_added_twice",\n    cause="One added twice.",\n')
    assert "return y" in added, "the shortest program stands for all"
    status, _, err = grade(autograder, copy)
    assert status == 0, err
    for student in ["ann", "bob", "cid", "dan", "eve", "fay", "gil", "hal", "ida"]:
        page = (copy / "out" / "feedback" / f"{student}.html").read_text()
        assert (HINT in page) == (student in ("ann", "bob", "cid")), student
    text = read((copy / "out" / "class.html").read_text())[1]
    assert "3 students: “one added twice” One added twice." in text
    assert 'class="number">3</td>' in (copy / "out" / "class.html").read_text()
    key = (copy / "course" / "key.json").read_text()
    assert "one_added_twice" in key
    assert "return y" not in key, "of a mistake, checks hold the answers and not the text"
    status, _, err = name(autograder, copy, group="double-0000")
    assert (status, err.partition(" in `")[0]) == (
        2,
        "error: no group without a name is called `double-0000`",
    )


@pytest.mark.slow
def test_helpers_come_along(copy, autograder):
    for student in ("ann", "bob", "cid"):
        (copy / "class" / student / "small.py").write_text(PLANTED.replace("1.0", "1.5"))
    grade(autograder, copy)
    assert name(autograder, copy, group=group(copy, 3))[0] == 0
    truth = (copy / "course" / "reference" / "small" / "double.py").read_text()
    assert "SHIFT = 1.5\n\n\ndef shifted(x):\n    return x + SHIFT\n\n\ndef double(x):" in truth


WRONG = [
    (["--hint", "Add nothing."], 2, "the hint has to be one question, so end it with `?`"),
    (["--hint", "a\nb?"], 2, "the hint has to be one line of at most 500 readable characters"),
    (["--hint", "\u202e?"], 2, "the hint has to be one line"),
    (["--cause", "x" * 501], 2, "the cause has to be one line"),
]


@pytest.mark.parametrize(("more", "code", "sentence"), WRONG, ids=lambda v: str(v)[:20])
def test_what_it_says_of_odd_words(office, autograder, more, code, sentence):
    status, out, err = name(autograder, office, *more)
    assert (status, out) == (code, "")
    assert sentence in err


@pytest.mark.parametrize(
    ("what", "sentence"),
    [("!?", "cannot be a name; begin with a letter"), ("2 too many", "cannot be a name"),
     ("Squared", "`small.double` has a mistake called `squared` already; choose other words")],
)  # fmt: skip
def test_what_it_says_of_odd_names(office, autograder, what, sentence):
    status, _, err = name(autograder, office, what=what)
    assert status == 2
    assert sentence in err


def test_what_it_says_if_there_is_no_such_group(office, autograder, tmp_path):
    status, _, err = name(autograder, office, group="double-ffff\x1b")
    assert status == 2
    assert f"called `double-ffff\\u001b` in `{office / 'out'}`; there are double-" in err
    status, _, err = autograder("name", tmp_path, "x", "y", "--hint", "z?")
    assert status == 1
    assert "holds no `results.jsonl`" in err


def test_what_it_says_in_another_course(office, autograder, tmp_path):
    (tmp_path / "solutions").mkdir()
    status, _, err = name(autograder, office, "--course", tmp_path)
    assert status == 2
    assert "has no exercise `small.double`; name the right one with --course" in err


def test_a_program_with_invisible_characters_is_not_written_anywhere(copy, autograder):
    for student in ("gil", "hal"):
        (copy / "class" / student / "small.py").write_text(
            "def double(x): return '\u202e'\n", encoding="utf-8"
        )
    grade(autograder, copy)
    truth = copy / "course" / "reference" / "small" / "double.py"
    before = truth.read_text()
    status, out, err = name(autograder, copy, group=group(copy, 2))
    assert (status, out) == (1, "")
    assert (
        "can be written down as it is: it holds invisible or control characters; write the mistake yourself"
        in err
    )
    assert truth.read_text() == before


def test_a_mistake_that_only_hidden_checks_see_is_pointed_out(copy, autograder):
    for i, student in enumerate(("gil", "hal")):
        text = f"def double(x): return 2 * x if x.dtype == float else x + 1  # {i}\n"
        (copy / "class" / student / "small.py").write_text(text)
    grade(autograder, copy)
    status, _, err = name(autograder, copy, group=group(copy, 2))
    assert status == 0
    assert "It passes every visible check: add a visible case that shows it" in err


def test_a_program_that_needs_more_than_is_kept_is_not_written_anywhere(copy, autograder):
    text = "exec('''def add(x): return 2 * x + 7''')\ndef double(x): return {}globals()['add'](x)\n"
    for i, student in enumerate(("gil", "hal")):
        (copy / "class" / student / "small.py").write_text(text.format("+" * i))
    grade(autograder, copy)
    status, _, err = name(autograder, copy, group=group(copy, 2))
    assert status == 1
    assert "by itself, or by the checks as they are now, it does something else" in err


def test_names_are_only_given_where_programs_can_be_confined(office, autograder, monkeypatch):
    monkeypatch.setattr(doctor, "trial", lambda level, secrets: (None, ["no kernel"]))
    status, _, err = name(autograder, office)
    assert status == 1
    assert "it runs only confined, and that is not possible here: see `autograder doctor`" in err


# ---------------------------------------------------------------- truth files


TRUTH = 'from autograder.authoring import exercise\n\nmine = exercise(None, hints=["a?"])\n'


@settings(max_examples=40)
@given(st.text(st.sampled_from("\"'\\\n\r\t)(,#{}abN é\u2028\0"), max_size=40), st.text(max_size=20))
def test_no_text_becomes_code_of_a_truth_file(program, hint):
    try:
        text = with_mistake(TRUTH, HandedIn("n", "c", hint, program))
    except (AuthorError, UnicodeEncodeError):
        return
    *before, added = ast.parse(text).body
    assert ast.dump(ast.Module(before, [])) == ast.dump(ast.Module(ast.parse(TRUTH).body, []))
    assert {k.arg: k.value.value for k in added.value.keywords} == {
        "cause": "c",
        "hint": hint,
        "program": program,
    }


NASTY = ['"""\nimport os\n"""', "\\", '\\"""', "'''", '"' * 7 + "\n", "a\n\\\n", "\n", "", '"""\\\n']


@pytest.mark.parametrize("program", NASTY)
def test_no_quote_ends_the_text(program):
    added = ast.parse(with_mistake(TRUTH, HandedIn("n", "c", "h?", program))).body[-1]
    assert added.value.keywords[-1].value.value == program


def test_a_file_of_windows_keeps_its_lines():
    text = with_mistake(TRUTH.replace("\n", "\r\n"), HandedIn("n", "c", "h?", "x = 1\n"))
    assert "\n" not in text.replace("\r\n", "")


@pytest.mark.parametrize(("text", "sentence"), [("x = 1\n", "has no line such as `name = exercise(...)`"), ("def", "is not valid Python")])  # fmt: skip
def test_what_is_said_of_a_file_that_is_no_truth(text, sentence):
    with pytest.raises(AuthorError, match=re.escape(sentence)):
        with_mistake(text, HandedIn("n", "c", "h?", "x = 1\n"))


def truth_with(*programs, names=("a", "b")):
    truth = exercise(lambda x: 2 * x, hints=["a?", "b", "c"])
    truth.name, truth.functions = "double", ("double",)
    truth.cases(lambda rng: [case("one", 1.0)])
    for known, program in zip(names, programs, strict=False):
        truth.handed_in(known, cause="It is.", hint="Is it?", program=program)
    return truth


def test_building_runs_a_students_program_confined(tmp_path):
    secret = tmp_path / "secret"
    program = f"import os\ntry:\n    open({str(secret)!r}, 'w')\nexcept OSError:\n    pass\ndef double(x): return os.getpid() * 0 + 3.0\n"
    [mistake] = freeze_exercise(truth_with(program)).mistakes
    assert not secret.exists()
    assert [a.value for a in mistake.answers] == [3.0]


@pytest.mark.parametrize(
    ("programs", "names", "sentence"),
    [
        (["def f(x): pass\n"], "a", "`double`: the program of the mistake `a` is not there"),
        (["def double(x:\n"], "a", "is not there (program.py:1: not valid Python"),
        (["def double(x): return 1.0\n"] * 2, "aa", "two mistakes are called ['a']; rename one"),
        (["import os\ndef double(x): os._exit(0)\n"], "a", "stops Python"),
    ],
)
def test_what_build_says_of_a_program_that_cannot_be_a_mistake(programs, names, sentence):
    with pytest.raises(AuthorError, match=re.escape(sentence)):
        freeze_exercise(truth_with(*programs, names=names))


def test_what_build_says_where_nothing_is_confined(monkeypatch):
    monkeypatch.setattr(doctor, "trial", lambda level, secrets: (None, ["no kernel"]))
    with pytest.raises(AuthorError, match="or rewrite it as a function of your own"):
        freeze_exercise(truth_with("def double(x): return 1.0\n"))
    with pytest.raises(UnusableError), box():
        pass


# ---------------------------------------------------------------- a whole class


@pytest.mark.slow
def test_a_mistake_of_a_class_of_500_is_found_named_once_and_reaches_all_who_made_it(
    office, tmp_path, autograder
):
    """60 have one mistake, written in eight ways; 440 others are right, have known mistakes, or are wrong otherwise."""
    root = tmp_path / "office"
    shutil.copytree(office / "course", root / "course")
    ways = ["2 * (x + 1)", "2*x+2", "(1 + x) * 2.0", "x + x + 2", "np.add(x, 1) * 2", "2 * x - -2", "x * 2 + np.ones(1)[0] * 2", "(4*x + 4) / 2"]  # fmt: skip
    others = [
        "2 * x",
        "x ** 2",
        "x + x",
        "x",
        "3 * x",
        "np.zeros(3)",
        "None",
        "-2 * x",
        "2 * x + 0.001",
        "x + 2",
    ]
    programs = {f"planted{i:03d}": ways[i % 8] for i in range(60)}
    programs |= {f"student{i:03d}": others[i % 10] for i in range(440)}
    for student, formula in programs.items():
        hand_in(
            root / "class",
            **{student: f"import numpy as np\ndef double(x):\n    return {formula}  # {student}\n"},
        )
    assert grade(autograder, root)[0] == 0
    assert name(autograder, root, group=group(root, 60))[0] == 0
    assert grade(autograder, root)[0] == 0
    reached = {p.stem for p in (root / "out" / "feedback").iterdir() if HINT in p.read_text()}
    assert reached == {s for s in programs if s.startswith("planted")}
    assert "60 students: “one added twice”" in read((root / "out" / "class.html").read_text())[1]
    rows = (root / "out" / "grades.csv").read_text().splitlines()
    right = [row for row in rows if row.startswith("student") and row.split(",")[1] == "5"]
    assert len(right) == 88, "honest others have what they had"


def test_the_course_itself_is_not_changed(small_course):
    assert all(not truth.texts for lesson in Course(small_course.root).lessons for truth in lesson.truths)
