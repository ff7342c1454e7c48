"""Pages in a real browser, held against axe-core: on a phone and a desktop, light and dark, on paper, by keyboard."""

import dataclasses
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from autograder.batch.finds import Found
from autograder.batch.grading import grade_submission, ungraded
from autograder.batch.intake import Submission
from autograder.confinement.running import Assignment
from autograder.reports.feedback import Feedback
from autograder.reports.overview import ClassPage
from autograder.reports.results import Adjustment, StudentResult, columns
from autograder.reports.rubric import Answer, RubricPage
from tests.browser import DESKTOP, NARROW, PHONE, Browser, chromium
from tests.graded import HOSTILE
from tests.programs import SMALL

AXE = "axe-core@4.14.1"
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WRONG = "".join(
    f"def {name}(*args): return {{0}}\n"
    for name in ("double", "regime", "safe_log", "my_loss", "my_gradient")
)
LONG = "x" * 5000 + " " + "y" * 5000
MIXED = {
    "small": "import math\ndef double(x):\n    print(x)\n    return x\ndef regime(rate): return double('no')\n"
    "def safe_log(x): return math.sin(x)\ndef plot_fit(x, y, theta): return nope\nx = nope\n",
    "linear_regression": "import numpy as np\ndef compute_cost(X, y, theta): return np.sum((X @ theta - y) ** 2) * 3\n"
    "def compute_gradient(X, y, theta): return X.T @ (X @ theta - y)\n",
    "gradient_descent": "def gradient_descent_1d(df, x0, rate, n): return [x0 + i for i in range(n)]\n",
}  # fmt: skip
PAGES = ("right", "mixed", "nothing handed in", "not graded", "hostile", "long", "class", "rubric")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not chromium(), reason="Chromium is not installed"),
    pytest.mark.skipif(not shutil.which("npm"), reason="npm is not installed, which brings axe-core"),
]


@pytest.fixture(scope="module")
def axe(tmp_path_factory):
    """The source of axe-core: of the file that AXE_CORE names, or fetched by npm."""
    if "AXE_CORE" in os.environ:
        return Path(os.environ["AXE_CORE"]).read_text(encoding="utf-8")
    folder = tmp_path_factory.mktemp("npm")
    command = ["npm", "install", "--prefix", folder, "--no-audit", "--no-fund", "--ignore-scripts", AXE]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return (folder / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    browser = Browser(tmp_path_factory.mktemp("profile"))
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def pages(tmp_path_factory, small_course, course, worker):
    """{name: file} of pages of all kinds."""
    small = small_course.lessons[0].frozen
    real = [lesson.frozen for lesson in course.lessons if lesson.topic in MIXED]
    lessons = [small, *real]
    assignments = [Assignment.of(lesson) for lesson in lessons]
    some = dataclasses.replace(small, exercises=small.exercises[:3], essays=())

    def graded(student, programs, mine=assignments, **more):
        found = {topic: [Found(f"{topic}.py", text.encode())] for topic, text in programs.items()}
        return grade_submission(worker, mine, Submission(student, None, found, **more))

    data = {
        "right": (graded("right", {"small": SMALL}, [Assignment.of(some)]), [some]),
        "mixed": (graded("Ada Lovelace", MIXED), lessons),
        "nothing handed in": (graded("nobody", {}), lessons),
        "not graded": (ungraded(Submission("later", None), "lane", "RuntimeError: boom"), lessons),
        "hostile": (graded(HOSTILE, {"small": WRONG.format(f"[{HOSTILE!r}]")}, remarks=(HOSTILE,)), lessons),
        "long": (graded("x" * 300, {"small": "\n" + WRONG.format(repr(LONG)) + f"raise ValueError({LONG!r})"}), lessons),
    }  # fmt: skip
    folder, overview, made = tmp_path_factory.mktemp("pages"), ClassPage(columns(lessons)), {}
    for name, (result, mine) in data.items():
        made[name] = folder / f"{name}.html"
        made[name].write_text(Feedback(mine).page(StudentResult(result, columns(mine))), encoding="utf-8")
        overview.add(StudentResult(result, columns(lessons)), made[name].name)
    made["class"] = folder / "class.html"
    again = copied(data["mixed"][0], 12), columns(lessons)
    for i, result in enumerate(again[0]):  # groups of wrong answers, and enough students for all tables
        overview.add(StudentResult(result, again[1]), f"{i}.html")
    found = {
        r["student"]: StudentResult(r, again[1]) for r, _ in [*data.values(), *((r, None) for r in again[0])]
    }
    page = overview.render(lambda students: [found[s] for s in students])
    assert "no name yet" in page
    made["class"].write_text(page, encoding="utf-8")
    made["rubric"] = folder / "rubric.html"
    made["rubric"].write_text(rubric(small), encoding="utf-8")
    return made


def copied(result, count):
    """The same result for so many students."""
    return [{**result, "student": f"{result['student']} {i}"} for i in range(count)]


def rubric(lesson):
    """Where persons mark answers."""
    column = next(c for c in columns([lesson]) if c.manual)
    texts = {"ada": "Because. " * 200, HOSTILE: HOSTILE, "bob": "", "x" * 300: LONG}
    answers = [Answer(s, s, text, "why.md", Adjustment(3, "well", "Eve")) for s, text in texts.items()]
    return "".join(RubricPage(column, lesson.essays[0]).parts(answers))


def unfold(browser):
    browser.run("document.querySelectorAll('details').forEach(d => d.open = true)")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_to_complain_about(pages, browser, axe, name, size, dark):
    browser.open(pages[name], size, dark=dark)
    unfold(browser)
    browser.run(axe + ";0")
    options = {"runOnly": STANDARDS, "rules": {"target-size": {"enabled": True}}}
    script = (
        f"axe.run(document, {json.dumps(options)}).then(r => [r.passes.length, r.violations, r.incomplete])"
    )
    passes, violations, unsure = browser.run(script)
    # Contrast it cannot tell of single letters in pictures and of cells outside a table's window: see test_feedback.py.
    violations += [v for v in unsure if v["id"] != "color-contrast"]
    told = [(v["id"], node["html"][:200], node["failureSummary"]) for v in violations for node in v["nodes"]]
    assert told == []
    assert passes > 15


def test_axe_would_notice(browser, axe, tmp_path):
    page = tmp_path / "bad.html"
    page.write_text("<h3>no title</h3><img src=x><p style='color: #bbb; background: #fff'>pale</p>")
    browser.open(page)
    browser.run(axe + ";0")
    found = set(browser.run("axe.run().then(r => r.violations.map(v => v.id))"))
    assert found >= {"color-contrast", "image-alt", "html-has-lang", "document-title"}


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_wider_than_a_small_phone(pages, browser, name):
    browser.open(pages[name], NARROW)
    unfold(browser)
    assert browser.run("document.documentElement.scrollWidth") == NARROW[0]
    wide = "[...document.querySelectorAll('main *')].filter(e => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX != 'visible')"
    regions = browser.run(f"{wide}.map(e => [e.tagName, e.className, e.tabIndex])")
    assert [r for r in regions if r[:2] != ["DIV", "scroll"] or r[2] != 0] == []


def test_the_keyboard_leads_through_the_page_and_one_sees_where_one_is(pages, browser):
    browser.open(pages["mixed"], DESKTOP)
    look = """(() => { const e = document.activeElement, s = getComputedStyle(e), r = e.getBoundingClientRect();
        return [e.tagName, e.textContent, s.outlineStyle, parseFloat(s.outlineWidth), r.left >= 0 && r.width > 0] })()"""
    seen = []
    for _ in range(200):
        browser.press("Tab")
        if browser.run("document.activeElement == document.body"):
            break
        seen.append(browser.run(look))
    assert seen[0][:2] == ["A", "Go to what to do next"]
    assert [s for s in seen if s[2] == "none" or s[3] < 2 or not s[4]] == []
    wanted = browser.run("document.querySelectorAll('a, summary').length")
    assert len(seen) == wanted


def test_the_skip_link_leads_to_what_to_do_next(pages, browser):
    browser.open(pages["mixed"], DESKTOP)
    browser.press("Tab")
    browser.press("Enter")
    assert browser.run("document.activeElement.id") == "next"


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_on_paper_everything_about_a_failure_is_there_and_nothing_is_dark(pages, browser, dark):
    browser.open(pages["mixed"], DESKTOP, dark=dark, media="print")
    heights = "[...document.querySelectorAll('.begun details > :not(summary)')].map(e => e.getBoundingClientRect().height)"
    assert min(browser.run(heights)) > 0
    behind = "[...new Set([...document.querySelectorAll('*')].map(e => getComputedStyle(e).backgroundColor))]"
    assert set(browser.run(behind)) <= {"rgba(0, 0, 0, 0)", "rgb(255, 255, 255)"}
    assert browser.run("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"


def test_motion_is_only_for_those_who_do_not_mind(pages, browser):
    browser.open(pages["mixed"], DESKTOP)
    smooth = "getComputedStyle(document.documentElement).scrollBehavior"
    for wish, behaviour in (("reduce", "auto"), ("no-preference", "smooth")):
        browser.call(
            "Emulation.setEmulatedMedia", features=[{"name": "prefers-reduced-motion", "value": wish}]
        )
        assert browser.run(smooth) == behaviour
