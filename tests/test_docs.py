"""The documents say what is true: every command in them exists, every command is in them."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.arguments import parser
from autograder.confinement.running import Assignment, grade_program
from autograder.grading.checks import load_checks
from autograder.student.lessons import course_at
from autograder.student.local import Local
from autograder.student.standing import Grader, Standing
from autograder.student.watch.moves import checked
from autograder.student.watch.outcome import check
from autograder.student.watch.screen import screen
from autograder.student.watch.view import LessonView, View

EXERCISES = Path(__file__).parents[1] / "exercises"
DOCUMENTS = [
    "README.md",
    "CONTRIBUTING.md",
    "docs/grading.md",
    "docs/class.md",
    "docs/regrading.md",
    "docs/intake.md",
    "docs/exports.md",
    "docs/policy.md",
    "docs/nbgrader.md",
    "docs/notebooks.md",
    "docs/confinement.md",
    "docs/scale.md",
    "docs/students.md",
    "docs/first-lesson.md",
    "docs/translating.md",
    "autograder/authoring/student_guide.md",
]


def commands():
    actions = parser()._subparsers._group_actions[0]
    return actions.choices


def help_of(command, word):
    """The help of a command, or of its own subcommand."""
    parser = commands()[command]
    formats = parser._subparsers._group_actions[0].choices if parser._subparsers else {}
    return formats.get(word, parser).format_help()


@pytest.fixture(scope="module")
def texts(repository):
    return {name: (repository / name).read_text(encoding="utf-8") for name in DOCUMENTS}


def test_every_command_is_documented(texts):
    together = "\n".join(texts.values())
    assert [c for c in commands() if f"autograder {c}" not in together] == []


def test_every_documented_command_and_option_exists(texts):
    for name, text in texts.items():
        for line in re.findall(r"autograder ((?:[a-z]+)[^`\n|]*)", text):
            command, *rest = line.split()
            if command in ("only", "it", "and", "of"):
                continue
            assert command in commands(), f"{name}: autograder {line}"
            known = help_of(command, rest[0] if rest else "")
            for option in (w.rstrip(".,;:") for w in rest if w.startswith("--")):
                assert option in known, f"{name}: autograder {line}"


def test_links_lead_somewhere(texts, repository):
    for name, text in texts.items():
        for target in re.findall(r"\]\(([^)#]+)\)", text):
            if not target.startswith("http"):
                assert ((repository / name).parent / target).exists(), f"{name}: {target}"


def test_every_command_has_help():
    for name, command in commands().items():
        assert command.format_help().startswith(f"usage: autograder {name}")
        assert all(a.help for a in command._actions), name


def failure(repository, tmp_path):
    lesson = tmp_path / "04_linear_regression"
    lesson.mkdir()
    checks = repository / "exercises/04_linear_regression/checks.json"
    (lesson / "checks.json").write_bytes(checks.read_bytes())
    text = (repository / "solutions/04_linear_regression/linear_regression.py").read_text()
    wrong = text.replace(
        "return np.sum(residual**2) / (2 * len(y))", "return (1/2*len(y)) * np.sum(residual**2)"
    )
    assert wrong != text
    (lesson / "linear_regression.py").write_text(wrong)
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--no-header", "-k", "compute_cost"]
    out = subprocess.run(command, cwd=lesson, capture_output=True, text=True).stdout
    story = next(
        s for s in re.split(r"^_{3,} (?=compute_cost)", out, flags=re.MULTILINE) if "likely cause" in s
    )
    head, _, body = story.partition("\n")
    lines = body.partition("\n____")[0].partition("\n====")[0].rstrip()
    return f"{head.rstrip(' _')}\n\n{lines}\n"


def quoted(path, mark, text, request):
    """A page, and the page with the text between the marks as it should be; written with `--update`."""
    said = path.read_text(encoding="utf-8")
    block = f"<!-- {mark} -->\n```text\n{text}```\n<!-- /{mark} -->"
    fresh = re.sub(rf"<!-- {mark} -->.*<!-- /{mark} -->", lambda m: block, said, flags=re.DOTALL)
    if request.config.getoption("update"):
        path.write_text(fresh, encoding="utf-8")
        said = fresh
    return said, fresh


def test_the_failure_in_the_readme_is_a_real_one(repository, tmp_path, request):
    path = repository / "README.md"
    said, fresh = quoted(path, "failure", failure(repository, tmp_path), request)
    assert said == fresh


@pytest.mark.parametrize("slug", sorted(p.parent.name for p in EXERCISES.glob("*/checks.json")))
def test_nothing_is_red_before_one_begins(slug, worker):
    """The guide says so, of every lesson as it is released."""
    (lesson,) = load_checks(EXERCISES / slug / "checks.json")
    path = EXERCISES / slug / f"{lesson.topic}.py"
    _, *graded = grade_program(worker, Assignment.of(lesson), path.read_bytes(), path.name)
    assert {v.status for g in graded for v in g.verdicts} == {"not attempted"}


def guide_screen(repository, tmp_path, worker):
    """What a student sees at 80 times 24 who wrote the README's mistake into a fresh course."""
    shutil.copytree(repository / "exercises", tmp_path / "exercises", ignore=shutil.ignore_patterns("*.svg"))
    path = tmp_path / "exercises/04_linear_regression/linear_regression.py"
    stub = "    # Your code here.\n    raise NotImplementedError\n"
    wrong = "    return (1/2*len(y)) * np.sum((X @ theta - y) ** 2)\n"
    path.write_text(path.read_text().replace(stub, wrong, 1))
    course = course_at(tmp_path)
    lessons = []
    for folder in course.lessons:
        names = [e.name for e in load_checks(folder.checks)[0].exercises]
        title = load_checks(folder.checks)[0].title
        lessons.append(LessonView(folder.slug, title, tuple(Standing(n, "not attempted") for n in names)))
    view = View(tuple(lessons), lesson=3, file=path.name, took=82.0)
    grader = Grader(worker, Local(tmp_path))
    view = checked(view, check(course.lessons[3], path.name, path.read_bytes(), grader))
    return "".join(f"{line.text}\n" for line in screen(view, 80, 24))


def test_the_screen_in_the_guide_is_a_real_one(repository, tmp_path, request, worker):
    path = repository / "docs" / "students.md"
    said, fresh = quoted(path, "screen", guide_screen(repository, tmp_path, worker), request)
    assert said == fresh
