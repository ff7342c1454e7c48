"""Every lesson's notebook from top to bottom in a real Jupyter kernel: as it is handed out, and solved."""

import ast
import re
import shutil

import nbformat
import pytest
from nbclient import NotebookClient

from tests import courses
from tests.conftest import REPOSITORY

pytestmark = pytest.mark.slow
LESSONS = {lesson.topic: lesson for lesson in courses.course().lessons}
every_lesson = pytest.mark.parametrize("lesson", LESSONS.values(), ids=LESSONS)

SHOW_WARNINGS = "import warnings\nwarnings.simplefilter('always')"
EXAMPLES = "import doctest\nprint(doctest.testmod())"  # `check` silences warnings, an example does not
DRAWINGS = {
    "linear_regression": "plot_regression(np.array([[1, 0], [1, 2]]), np.array([1, 5]), np.array([2, 1]))",
    "mini_project": "plot_loss_curves({0.1: np.array([4.0, 2.0, 1.5])})",
}


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run a lesson's notebook in a copy of its folder, with more cells below; return all code cells.

    Raises CellExecutionError if a cell raises.
    """

    monkeypatch.delenv("MPLBACKEND", raising=False)  # other tests' choice; a kernel has its own

    def run(lesson, *more, solved):
        folder = shutil.copytree(REPOSITORY / "exercises" / lesson.slug, tmp_path / lesson.slug)
        notebook = nbformat.read(folder / f"{lesson.topic}.ipynb", as_version=4)
        for cell in notebook.cells if solved else []:
            if stub := re.match(r"def (\w+)\(", cell.source):
                cell.source = source_of(stub[1], lesson.text)
        notebook.cells.insert(0, nbformat.v4.new_code_cell(SHOW_WARNINGS))
        notebook.cells += map(nbformat.v4.new_code_cell, more)
        NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(folder)}}).execute()
        return [cell for cell in notebook.cells if cell.cell_type == "code"]

    return run


def source_of(function, program):
    nodes = (n for n in ast.parse(program).body if isinstance(n, ast.FunctionDef))
    return next(ast.get_source_segment(program, n) for n in nodes if n.name == function)


def on_stderr(cells):
    return [o.text for cell in cells for o in cell.outputs if o.get("name") == "stderr"]


def said(cells):
    """{exercise: what its `check` printed}."""
    checks = {m[1]: c for c in cells if (m := re.fullmatch(r'check\("(\w+)"\)', c.source))}
    return {name: "".join(o.get("text", "") for o in c.outputs) for name, c in checks.items()}


@every_lesson
def test_the_solved_notebook_runs_without_a_warning_and_every_check_passes(run, lesson):
    cells = run(lesson, EXAMPLES, solved=True)
    assert on_stderr(cells) == []
    assert re.search(r"TestResults\(failed=0, attempted=[1-9]", cells[-1].outputs[0].text)
    checks = said(cells)
    assert list(checks) == [truth.name for truth in lesson.truths]
    for name, text in checks.items():
        assert re.search(rf"^{name}: (\S+) of \1 points", text, flags=re.MULTILINE), text


@every_lesson
def test_the_notebook_as_it_is_handed_out_runs_to_its_end(run, lesson):
    cells = run(lesson, solved=False)
    assert on_stderr(cells) == []
    for name, text in said(cells).items():
        assert text.startswith("not attempted: "), text
        assert f"\n{name}: 0 of " in text


@pytest.mark.parametrize("topic", DRAWINGS)
def test_a_figure_is_shown_after_it_was_checked(run, topic):
    cells = run(LESSONS[topic], DRAWINGS[topic], solved=True)
    assert any("image/png" in output.get("data", {}) for output in cells[-1].outputs)
