"""Mutants, the audit and a new exercise."""

import ast
import csv
import shutil

import pytest

from autograder.authoring.audit import Audited, Graders, audit, equivalents
from autograder.authoring.audit_report import lines, total
from autograder.authoring.course import Course
from autograder.authoring.mutants import mutants
from autograder.authoring.programs import source_of

FUNCTION = '''
import numpy as np
def f(X, y, n=3):
    """A docstring with 1 + 1 is text."""
    total = 0.0
    for i in range(n):
        if y[i] > 0 and not n == 2:
            total += np.sum(X.T @ y, axis=0) - 2.5
    return -total / len(y)
'''


def changes(source=FUNCTION):
    return [m.name for m in mutants(source, "f")]


@pytest.mark.parametrize(
    "change",
    [
        "total = 0.0 → total = 1.0",
        "for i in range(n): → for i in range(n + 1):",
        "for i in range(n): → for i in range(n + -1):",
        "if y[i] > 0 and (not n == 2): → if y[i] >= 0 and (not n == 2):",
        "if y[i] > 0 and (not n == 2): → if y[i] < 0 and (not n == 2):",
        "if y[i] > 0 and (not n == 2): → if y[i] > 0 or not n == 2:",
        "if y[i] > 0 and (not n == 2): → if y[i] > 0 and n == 2:",
        "total += np.sum(X.T @ y, axis=0) - 2.5 → total -= np.sum(X.T @ y, axis=0) - 2.5",
        "total += np.sum(X.T @ y, axis=0) - 2.5 → total += np.mean(X.T @ y, axis=0) - 2.5",
        "total += np.sum(X.T @ y, axis=0) - 2.5 → total += np.sum(X @ y, axis=0) - 2.5",
        "total += np.sum(X.T @ y, axis=0) - 2.5 → total += np.sum(X.T * y, axis=0) - 2.5",
        "total += np.sum(X.T @ y, axis=0) - 2.5 → total += np.sum(y @ X.T, axis=0) - 2.5",
        "total += np.sum(X.T @ y, axis=0) - 2.5 → total += np.sum(X.T @ y) - 2.5",
        "total += np.sum(X.T @ y, axis=0) - 2.5 → total += np.sum(X.T @ y, axis=0) + 2.5",
        "total += np.sum(X.T @ y, axis=0) - 2.5 → total += np.sum(X.T @ y, axis=0) - 5.0",
        "return -total / len(y) → return total / len(y)",
        "return -total / len(y) → return -total * len(y)",
        "return -total / len(y) → return -total / (len(y) + 1)",
        "def f(X, y, n=3): → def f(X, y, n=4):",
    ],
)
def test_a_slip_of_each_kind_is_made(change):
    assert change in changes()


def test_every_mutant_is_a_program_of_its_own_and_differs_in_one_statement():
    found = list(mutants(FUNCTION, "f"))
    assert len({m.source for m in found}) == len(found) >= 30
    before = ast.unparse(ast.parse(FUNCTION)).splitlines()
    for mutant in found:
        after = mutant.source.splitlines()
        assert len(after) == len(before)
        assert sum(a != b for a, b in zip(after, before, strict=True)) == 1, mutant.name
        assert "A docstring with 1 + 1 is text." in mutant.source


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A new exercise in a course of its own, as `autograder new` makes it."""
    from autograder.authoring.scaffold import scaffold

    root = tmp_path_factory.mktemp("own")
    scaffold(root, "12_fourier_series", "square_wave")
    return root


def test_a_new_exercise_can_be_built_and_graded_at_once(course, autograder):
    status, out, _ = autograder("build", "--course", course)
    assert status == 0
    assert "exercises/12_fourier_series/fourier_series.py" in out
    assert (
        "raise NotImplementedError" in (course / "exercises/12_fourier_series/fourier_series.py").read_text()
    )
    submission = course / "class" / "ada" / "fourier_series.py"
    submission.parent.mkdir(parents=True)
    shutil.copy(course / "solutions/12_fourier_series/fourier_series.py", submission)
    options = ("--level", "process", "--trust-submissions", "--course", course)
    assert autograder("grade", course / "class", "--out", course / "out", *options)[0] == 0
    with (course / "out" / "grades.csv").open(newline="") as file:
        [row] = csv.DictReader(file)
    assert row["total"] == row["max_total"] != "0"


@pytest.mark.parametrize(
    ("lesson", "name", "sentence"),
    [
        ("12_fourier_series", "square_wave", "`square_wave` is there already"),
        ("fourier", "square_wave", "`fourier` is not a lesson's name"),
        ("12_fourier_series", "SquareWave", "`SquareWave` is not a function's name"),
    ],
)
def test_new_changes_nothing_that_is_there(course, autograder, lesson, name, sentence):
    before = {p: p.read_bytes() for p in course.rglob("*.py")}
    status, _, err = autograder("new", lesson, name, "--course", course)
    assert status == 1
    assert sentence in err
    assert {p: p.read_bytes() for p in course.rglob("*.py")} == before


def test_the_audit_counts_and_names_what_gets_through(course, autograder):
    matrix = course / "matrix.csv"
    status, out, _ = autograder("audit", "square_wave", "--course", course, "--verbose", "--matrix", matrix)
    assert status == 0, out
    assert out.splitlines()[0].startswith(
        "square_wave: 7 checks; 3 of 3 right programs right; 1 of 1 mistakes caught"
    )
    assert out.splitlines()[-1].startswith("1 exercise: 7 checks;")
    with matrix.open(newline="") as file:
        head, *rows = csv.reader(file)
    assert head[:4] == ["exercise", "kind", "program", "a number"]
    assert {row[1] for row in rows} == {"right", "mistake", "mutant"}
    assert all(("1" in row[3:]) is (row[1] != "right") for row in rows)


@pytest.mark.parametrize(
    ("numbers", "sentence"),
    [
        (
            ("1.0", "-1.0"),
            "  survives: kill it with a case, or list it in equivalents.toml with the reason: solution: return x * x → return x / x",
        ),
        (("2.0", "0.0"), "  mistake that no visible check catches: doubled"),
    ],
)
def test_a_weak_check_is_found_out(course, autograder, numbers, sentence):
    """With 1 and -1 only, x / x passes for the square of x; with 0 and 2 only, twice x."""
    truth = course / "reference/fourier_series/square_wave.py"
    before = truth.read_text()
    weak = before.replace("3.0)", f"{numbers[0]})").replace("-2.0)", f"{numbers[1]})")
    lines = [x for x in weak.splitlines(keepends=True) if "array" not in x and "integer" not in x]
    truth.write_text("".join(lines))
    try:
        status, out, _ = autograder("audit", "square_wave", "--course", course)
    finally:
        truth.write_text(before)
    assert status == 1
    assert sentence in out.splitlines()


def test_an_equivalent_mutant_is_listed_with_its_reason_and_no_longer_than_it_lives(course, autograder):
    path = course / "reference/fourier_series/equivalents.toml"
    path.write_text(
        '[square_wave]\n"because" = ["solution: return x * x → return x / x", "solution: no → such"]\n'
    )
    try:
        [lesson] = Course(course).lessons
        assert equivalents(lesson)["square_wave"]["solution: no → such"] == "because"
        status, out, _ = autograder("audit", "square_wave", "--course", course)
    finally:
        path.unlink()
    assert status == 1
    words = "listed as equivalent, but it is caught, or is no mutant any more"
    assert f"  {words}: solution: return x * x → return x / x" in out
    assert f"  {words}: solution: no → such" in out


def test_a_sample_is_always_the_same(course):
    [lesson] = Course(course).lessons
    with Graders(1) as graders:
        some = [list(audit(lesson, lesson.truths[0], 2, graders).fails["mutant"]) for _ in range(2)]
    assert len(some[0]) == 2
    assert some[0] == some[1]


def test_audit_says_which_names_there_are_not(course, autograder):
    status, _, err = autograder("audit", "nothing", "--course", course)
    assert (status, err) == (2, "error: no lesson or exercise is called `nothing`\n")


def test_what_is_redundant_and_what_stands_alone():
    found = Audited("f", ("a", "b", "c"), frozenset("ab"))
    wrong = {"one": frozenset("ab"), "two": frozenset("a"), "three": frozenset("c")}
    found.fails = {"right": {"r": frozenset()}, "mistake": {}, "mutant": wrong}
    assert found.redundant == ["b"]
    assert found.lone_catchers == {"a": 1, "c": 1}
    text = "\n".join(lines(found, verbose=True))
    assert "only `a` catches 1 of the wrong programs" in text
    assert "`b` catches nothing that another check does not catch" in text
    assert total([found]).endswith("3 of 3 mutants killed, 0 equivalent, 0 survive")


def test_a_function_takes_along_what_it_uses(small_course):
    [lesson] = small_course.lessons
    for truth in lesson.truths:
        for program in truth.rights:
            namespace = {}
            exec("import math\nimport numpy as np\n" + source_of(truth, program), namespace)
            assert all(callable(namespace[f]) for f in truth.functions)


@pytest.mark.slow
def test_the_audit_of_the_whole_course_is_clean_and_is_what_the_readme_says(autograder, repository, request):
    status, out, _ = autograder("audit", "--course", repository)
    assert status == 0, out
    path, counts = repository / "README.md", out.splitlines()[-1]
    head, _, rest = path.read_text(encoding="utf-8").partition("<!-- audit -->\n```text\n")
    said, mark, tail = rest.partition("\n```\n<!-- /audit -->")
    if request.config.getoption("update"):
        path.write_text(f"{head}<!-- audit -->\n```text\n{counts}{mark}{tail}", encoding="utf-8")
        said = counts
    assert counts == said
