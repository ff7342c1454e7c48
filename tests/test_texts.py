"""All that a student reads goes through one place, and a course can bring it in another language."""

import ast
import html
import json
import re
import shutil
import subprocess
import sys

import pytest

from autograder import texts
from autograder.authoring import catalogue
from autograder.texts import mark, matched, placeholders, read_po, tr
from tests.released import release

FILLED = re.compile(r"\{[^{}]*\}|<[^<>]*>|`[^`]*`|\{\{|\}\}")


@pytest.fixture(autouse=True)
def english_again():
    yield
    texts.use(None)


def loud(text):
    """A text in a language of capital letters: what is filled in, HTML and code stay as they are."""
    parts = FILLED.split(text)
    kept = [*FILLED.findall(text), ""]
    return "".join(part.upper() + keep for part, keep in zip(parts, kept, strict=True))


def po(translated):
    return catalogue.HEAD + "".join(
        f"\nmsgid {json.dumps(text)}\nmsgstr {json.dumps(said)}\n" for text, said in translated.items()
    )


@pytest.fixture
def speak(tmp_path, monkeypatch):
    """Bring a translation of some texts into a course."""

    def bring(translated, language="xx"):
        (tmp_path / "translations").mkdir(exist_ok=True)
        (tmp_path / "translations" / f"{language}.po").write_text(
            translated if isinstance(translated, str) else po(translated), encoding="utf-8"
        )
        monkeypatch.setenv("AUTOGRADER_LANG", language)
        texts.use(tmp_path)

    return bring


class TestATranslation:
    def test_says_it_in_another_language(self, speak):
        speak({"{count} of {total}": "von {total} sind es {count}"})
        assert tr("{count} of {total}", count=1, total=3) == "von 3 sind es 1"
        assert tr("nobody translated this, {name}", name="Ann") == "nobody translated this, Ann"
        assert texts.language() == "xx"

    @pytest.mark.parametrize("said", ["{other} von {total}", "{count", "{count.real.nothing}", "{0}"])
    def test_that_cannot_be_filled_in_is_as_good_as_none(self, speak, said):
        speak({"{count} of {total}": said})
        assert tr("{count} of {total}", count=1, total=3) == "1 of 3"

    @pytest.mark.parametrize(
        "file", ["msgid", 'msgctxt "a"\n', 'msgid "a"\nmsgstr[0] "b"', 'msgstr "b"', "\x00"]
    )
    def test_that_cannot_be_read_stops_nobody(self, speak, file):
        speak(file)
        assert tr("Hint:") == "Hint:"

    def test_what_is_empty_or_fuzzy_is_left_out(self):
        file = 'msgid ""\nmsgstr "head"\n\n#, fuzzy\nmsgid "a"\nmsgstr "b"\n\nmsgid "c"\nmsgstr ""\n\nmsgid "d"\nmsgstr "e\\n"\n" f"\n'
        assert read_po(file) == {"d": "e\n f"}

    @pytest.mark.parametrize(
        ("asked", "chosen", "system", "said"),
        [
            ("de", "fr", "fr_FR.UTF-8", "de"),
            ("", "fr", "de_AT.UTF-8", "fr"),
            ("", "", "de_AT.UTF-8", "at"),
            ("", "", "de_CH", "de"),
            ("en", "fr", "de", "en"),
            ("", "", "C.UTF-8", "en"),
            ("", "", "it_IT", "en"),
            ("../../etc", "", "", "en"),
        ],
    )
    def test_is_chosen_by_the_student_then_the_course_then_the_system(
        self, tmp_path, monkeypatch, asked, chosen, system, said
    ):
        folder = tmp_path / "translations"
        folder.mkdir()
        for name, word in (("de", "de"), ("de_AT", "at"), ("fr", "fr")):
            (folder / f"{name}.po").write_text(po({"Hint:": word}))
        if chosen:
            (folder / "language").write_text(f"{chosen}\n")
        for name, value in (
            ("AUTOGRADER_LANG", asked),
            ("LC_ALL", ""),
            ("LC_MESSAGES", ""),
            ("LANG", system),
        ):
            monkeypatch.setenv(name, value)
        texts.use(tmp_path / "exercises" / "01_small")
        assert tr("Hint:") == {"en": "Hint:"}.get(said, said)


def test_a_sentence_is_known_again_in_either_language(speak):
    text = mark("`{name}` calls `{other}`, which is not right yet: start there")
    speak({text: "`{other}` ist noch falsch, und `{name}` ruft es auf"})
    assert matched(text, tr(text, name="f", other="g")) == {"name": "f", "other": "g"}
    assert matched(text, text.format(name="f", other="g")) == {"name": "f", "other": "g"}
    assert matched(text, "something else") is None


class TestTheCatalogue:
    def test_holds_every_text_and_what_is_filled_in_is_named(self):
        """What is translated is a literal, or was marked; its placeholders are the names given with it."""
        for path in sorted(catalogue.PACKAGE.rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "tr":
                    given = {k.arg for k in node.keywords}
                    for text in catalogue._literals(node.args[0]):
                        if given and None not in given:
                            assert placeholders(text) <= given, (path.name, text)
                        elif not given:
                            assert not placeholders(text) or "{}" in text, (path.name, text)

    def test_is_a_template_that_can_be_read(self, autograder):
        status, out, err = autograder("texts")
        assert (status, err) == (0, "")
        assert out == catalogue.template()
        filled = re.sub(r'(msgid (".+")\nmsgstr) ""', r"\1 \2", out)
        assert read_po(filled) == {text: text for text in catalogue.texts()}

    def test_and_what_a_translation_lacks_is_said(self, autograder, tmp_path):
        file = tmp_path / "xx.po"
        whole = {text: loud(text) for text in catalogue.texts()}
        file.write_text(po(whole), encoding="utf-8")
        assert autograder("texts", file) == (0, "", "")
        file.write_text(po({**whole, "Hint:": "", "old": "x", "result {i}": "{j}"}), encoding="utf-8")
        status, out, _ = autograder("texts", file)
        assert status == 1
        assert sorted(out.splitlines()) == [
            "no text of this version: 'old'",
            "not translated: 'Hint:'",
            "other placeholders than in English, so English is used: '{j}'",
        ]

    def test_a_translation_that_cannot_be_read_is_named(self, autograder, tmp_path):
        (tmp_path / "xx.po").write_text("hello\n")
        said = f"error: `{tmp_path}/xx.po` cannot be read: line 1: `hello` is neither msgid nor msgstr with a text\n"
        assert autograder("texts", tmp_path / "xx.po") == (1, "", said)
        assert (
            autograder("texts", tmp_path / "no.po")[2]
            == f"error: `{tmp_path}/no.po` cannot be read: No such file or directory\n"
        )


PROGRAMS = {
    "wrong": """
import numpy as np
def double(x):
    print("here")
    return 6 * x
def regime(rate):
    return "converges"
def safe_log(x):
    return np.log(np.abs(x) + 1)
def plot_fit(x, y, theta):
    import matplotlib.pyplot as plt
    plt.plot(x, y, "o")
def my_loss(w):
    return float(np.sum((w - 1) ** 2))
def my_gradient(w):
    return 3 * (w - 1)
""",
    "odd": """
import numpy as np
undefined + 1
def helper(x):
    return None
def doubel(x):
    return x
def regime(rate):
    return helper(rate) + nope
def safe_log(x):
    x *= 2
    return [1.0, 2.0]
def my_loss(w):
    return float(np.sum(w))
def my_gradient(w):
    return np.ones(7)
""",
    "not Python": "def double(x)\n    return 2 * x\n",
}  # fmt: skip
COMMANDS = ("watch --once", "show double", "show regime", "hint double", "pack", "show x")


@pytest.fixture(scope="module")
def english(small_course):
    """What must not be seen: pieces of at least two words of every text, unless the course says them as well."""
    own = " ".join(str(lesson.frozen.data) for lesson in small_course.lessons)
    pieces = {piece.strip(" .,:;()") for text in catalogue.texts() for piece in FILLED.split(text)}
    return {p for p in pieces if " " in p and len(p) >= 9 and p.upper() != p and p not in own}


def seen(text, english):
    """English that can be read in a text; in a page between the tags, and in what a screen reader says."""
    words = " ".join(
        html.unescape(re.sub(r"<style>.*?</style>|</?[a-z][^<>]*?>", " ", text, flags=re.DOTALL)).split()
    )
    return sorted(p for p in english if re.search(rf"(?<!\w){re.escape(p)}(?!\w)", words))


@pytest.mark.parametrize(
    "program", ["wrong", *(pytest.param(name, marks=pytest.mark.slow) for name in ("odd", "not Python"))]
)
def test_no_english_is_left_for_a_student(program, small_course, tmp_path, english, autograder, monkeypatch):
    course = release(small_course, tmp_path / "home")
    (course / "translations").mkdir()
    (course / "translations" / "xx.po").write_text(
        po({t: loud(t) for t in catalogue.texts()}), encoding="utf-8"
    )
    lesson = course / "01_small"
    (lesson / "small.py").write_text(PROGRAMS[program])
    monkeypatch.setenv("AUTOGRADER_LANG", "xx")
    monkeypatch.chdir(lesson)
    texts.use(lesson)
    said = {}
    for command in COMMANDS:
        _, out, err = autograder(*command.split())
        said[command] = out + err
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    said["pytest"] = done.stdout
    said |= {page.name: page.read_text() for page in course.rglob("show/*.html")}
    assert {name: found for name, text in said.items() if (found := seen(text, english))} == {}
    assert "HIDDEN CHECKS COME ON TOP" in said["pytest"]


@pytest.mark.slow
def test_no_english_is_left_in_what_grading_writes(small_course, tmp_path, english, autograder, monkeypatch):
    (tmp_path / "translations").mkdir()
    (tmp_path / "translations" / "xx.po").write_text(
        po({t: loud(t) for t in catalogue.texts()}), encoding="utf-8"
    )
    (tmp_path / "translations" / "language").write_text("xx\n")
    for name, program in PROGRAMS.items():
        (tmp_path / "in" / name).mkdir(parents=True)
        (tmp_path / "in" / name / "small.py").write_text(program)
    shutil.copytree(
        small_course.root,
        tmp_path / "course",
        ignore=shutil.ignore_patterns("exercises", ".autograder", "__pycache__"),
    )
    monkeypatch.delenv("AUTOGRADER_LANG", raising=False)
    monkeypatch.chdir(tmp_path)
    texts.use(tmp_path)
    options = ("--trust-submissions", "--level", "process", "--jobs", "1")
    status, _, err = autograder("grade", "in", "--out", "out", "--course", "course", *options)
    assert status in (0, 1), err
    pages = {p.name: p.read_text() for p in (tmp_path / "out" / "feedback").iterdir()}
    pages |= {p.name: p.read_text() for p in (tmp_path / "out" / "results").iterdir()}
    assert len(pages) == 2 * len(PROGRAMS)
    assert {name: found for name, text in pages.items() if (found := seen(text, english))} == {}
    assert all('<html lang="xx">' in text for name, text in pages.items() if name.endswith(".html"))
