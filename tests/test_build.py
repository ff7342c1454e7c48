"""`autograder build`: from an author's files to students' files, without ever losing an edit."""

import json
import shutil

import pytest

from autograder.authoring.build import key_is_fresh, stale
from autograder.authoring.course import Course
from autograder.authoring.freezing import AuthorError, freeze_exercise
from autograder.authoring.stub import stub
from autograder.authoring.truth import case, exercise, hidden
from autograder.grading.checks import load_checks


@pytest.fixture
def copy(tmp_path, small_course):
    """A copy of the small course that may be edited."""
    root = tmp_path / "course"
    shutil.copytree(
        small_course.root, root, ignore=shutil.ignore_patterns("__pycache__", "exercises", "key.json")
    )
    return root


def build(autograder, root, *more):
    return autograder("build", "--course", root, *more)


def test_build_writes_stub_notebook_readme_checks_and_key(autograder, copy):
    status, out, err = build(autograder, copy)
    assert (status, err) == (0, "4 files changed\n")
    names = ["README.md", "checks.json", "small.ipynb", "small.py"]
    assert out.split() == [f"exercises/01_small/{n}" for n in names]
    assert all((copy / line).is_file() for line in out.split())
    assert (copy / "key.json").stat().st_mode & 0o077 == 0, "the key is for its owner only"


def test_a_second_build_changes_nothing(autograder, copy):
    build(autograder, copy)
    before = {p: p.read_bytes() for p in copy.rglob("exercises/**/*") if p.is_file()}
    assert build(autograder, copy) == (0, "", "0 files changed\n")
    assert {p: p.read_bytes() for p in before} == before
    assert build(autograder, copy, "--check") == (0, "", "")


def test_check_shows_what_is_stale(autograder, copy):
    build(autograder, copy)
    solution = copy / "solutions/01_small/small.py"
    solution.write_text(solution.read_text().replace("Return 2x", "Return twice x"))
    status, out, err = build(autograder, copy, "--check")
    assert (status, err) == (1, "error: generated files are stale; run `autograder build`\n")
    assert '-    """Return 2x, element by element.' in out
    assert '+    """Return twice x, element by element.' in out


def test_check_finds_what_should_not_be_there(autograder, copy):
    build(autograder, copy)
    (copy / "exercises/01_small/answers.py").write_text("x = 1")
    _, out, _ = build(autograder, copy, "--check")
    assert out == "exercises/01_small/answers.py: not generated, should not be here\n"


@pytest.mark.parametrize("name", ["small.py", "README.md", "checks.json"])
def test_a_file_that_was_edited_by_hand_is_not_overwritten(autograder, copy, name):
    build(autograder, copy)
    path = copy / "exercises/01_small" / name
    path.write_text("mine")
    solution = copy / "solutions/01_small/small.py"
    solution.write_text(solution.read_text().replace("Return 2x", "Return twice x"))
    status, _, err = build(autograder, copy)
    assert status == 1
    assert f"`exercises/01_small/{name}` was not written by `autograder build`, or was edited since" in err
    assert path.read_text() == "mine"
    assert build(autograder, copy, "--force")[0] == 0
    assert path.read_text() != "mine"


def test_files_of_a_lesson_that_is_gone_go_too(autograder, copy):
    build(autograder, copy)
    shutil.copytree(copy / "solutions/01_small", copy / "solutions/02_small")
    build(autograder, copy)
    assert (copy / "exercises/02_small/small.py").is_file()
    shutil.rmtree(copy / "solutions/02_small")
    build(autograder, copy)
    assert not (copy / "exercises/02_small/small.py").exists()


def test_numbers_may_differ_in_the_last_digits_and_no_further(autograder, copy):
    build(autograder, copy)
    path = copy / "exercises/01_small/checks.json"
    text = path.read_text()
    assert "0.6931471805599453" in text
    path.write_text(text.replace("0.6931471805599453", "0.6931471805599456"))
    assert stale(Course(copy)) == []
    path.write_text(text.replace("0.6931471805599453", "0.6931471805699453"))
    assert stale(Course(copy))
    path.write_text("{")
    assert stale(Course(copy))


def test_the_key_is_stale_when_a_truth_changes(autograder, copy):
    build(autograder, copy)
    assert key_is_fresh(Course(copy))
    truth = copy / "reference/small/double.py"
    truth.write_text(truth.read_text() + "\n# edited\n")
    assert not key_is_fresh(Course(copy))
    assert build(autograder, copy, "--key-only") == (0, "", "")
    assert key_is_fresh(Course(copy))


def test_students_files_hold_no_hidden_check_and_no_answer(autograder, copy):
    build(autograder, copy)
    for path in copy.glob("exercises/01_small/*"):
        text = path.read_text()
        assert '"hidden": true' not in text
        assert "return 2 * x" not in text
        assert "steepest ascent" not in text, "the rubric of the question"
    [visible], [complete] = (
        load_checks(copy / "exercises/01_small/checks.json"),
        load_checks(copy / "key.json"),
    )
    for seen, full in zip(visible.exercises, complete.exercises, strict=True):
        assert seen.data == full.visible().data
        assert all(len(m.answers) == len(seen.probes) for m in seen.mistakes)


def test_readme_and_notebook_follow_the_lesson(autograder, copy):
    build(autograder, copy)
    readme = (copy / "exercises/01_small/README.md").read_text()
    assert readme.index("Two times $x$.") < readme.index("write `double`") < readme.index("Words.")
    assert "**Exercise: write `my_loss` and `my_gradient`** in `small.py`" in readme
    cells = json.loads((copy / "exercises/01_small/small.ipynb").read_text())["cells"]
    sources = ["".join(c["source"]) for c in cells]
    assert 'check("double")' in sources
    assert all(c["metadata"] == {} for c in cells)
    assert len({c["id"] for c in cells}) == len(cells)
    assert any('GREETING = "given' in s and "from autograder import check" in s for s in sources)


def test_a_stub_keeps_what_is_given():
    source = '"""Doc."""\nK = 3  # kept\n\ndef given():\n    return K\n\ndef f(x):\n    """Say."""\n    y = 1\n    return y\n\n\ndef g(x):\n    return 2\n'
    assert stub(source, ["f", "g"]) == (
        '"""Doc."""\nK = 3  # kept\n\ndef given():\n    return K\n\ndef f(x):\n    """Say."""\n'
        "    # Your code here.\n    raise NotImplementedError\n\n\ndef g(x):\n"
        "    # Your code here.\n    raise NotImplementedError\n"
    )


def edit(root, old, new, file="reference/small/double.py"):
    path = root / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


@pytest.mark.parametrize(
    ("old", "new", "file", "sentence"),
    [
        ('case("zeros"', 'case("three numbers"', "reference/small/double.py", "two cases are called ['three numbers']"),
        ('case("zeros", np.zeros(2))', 'case("zeros", np.zeros(2), needs="no")', "reference/small/double.py", "needs `no`, which is no check of it"),
        ("return 2 * x", "return 2 * y", "reference/small/double.py", "the reference raises NameError"),
        ('"""x is squared."""', "", "reference/small/double.py", "the mistake `squared` needs a docstring"),
        ("import numpy as np", "import nothing_like_it", "reference/small/double.py", "cannot be loaded: ModuleNotFoundError"),
        ("double = exercise(reference, hints=HINTS, pure=True, extra=False)", "double = exercise(reference, hints=HINTS); other = exercise(reference, hints=HINTS)", "reference/small/double.py", "declares 2 exercises"),
        ("{{double}}", "{{nothing}}", "solutions/01_small/lesson.md", "places ['nothing'], which no truth file declares"),
        ("def double(", "def triple(", "solutions/01_small/small.py", "`small.py` defines no `double`"),
    ],
)  # fmt: skip
def test_an_authors_mistake_is_one_sentence(autograder, copy, old, new, file, sentence):
    edit(copy, old, new, file)
    status, out, err = build(autograder, copy)
    assert (status, out) == (1, "")
    assert sentence in err
    assert err.startswith("error: ")
    assert "Traceback" not in err


def test_an_exercise_needs_a_visible_case():
    truth = exercise(lambda x: x, hints=["Why?"])
    truth.name, truth.functions = "f", ("f",)
    truth.cases(lambda rng: [hidden("h", 1.0)])
    with pytest.raises(AuthorError, match="`f` has no visible case"):
        freeze_exercise(truth)
    truth.reference = None
    truth.cases(lambda rng: [case("v", 1.0)])
    with pytest.raises(AuthorError, match="needs a reference"):
        freeze_exercise(truth)


def test_a_folder_without_a_course_is_one_sentence(autograder, tmp_path, monkeypatch):
    assert build(autograder, tmp_path) == (
        2,
        "",
        f"error: `{tmp_path}` is not a course: it holds no `solutions/`\n",
    )
    monkeypatch.chdir(tmp_path)
    status, _, err = autograder("build")
    assert status == 1
    assert "no course here" in err


def test_a_lesson_without_its_file_is_one_sentence(autograder, copy):
    (copy / "solutions/02_more").mkdir()
    status, _, err = build(autograder, copy)
    assert (status, err) == (1, "error: `solutions/02_more` holds no `more.py`\n")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{", "is not a file of checks"),
        ('{"format": 99, "lessons": []}', "has format 99"),
        ("[]", "is not a file of checks"),
    ],
)
def test_a_broken_file_of_checks_is_one_sentence(tmp_path, text, sentence):
    path = tmp_path / "checks.json"
    path.write_text(text)
    with pytest.raises(ValueError, match=sentence):
        load_checks(path)
