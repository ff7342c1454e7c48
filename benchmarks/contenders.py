"""What is compared: each grades the same assignment once, and says how much CPU time that took for a submission.

Each checks afterwards that everybody has the points that are due, so that nothing is fast because it fails.
"""

import csv
import json
import os
import shutil
import subprocess
import sys
from abc import ABC, abstractmethod
from pathlib import Path

import classes
import measuring
import numpy as np

FULL = len(classes.FUNCTIONS) * classes.CHECKS
TEST = "test_three.py"
MORE = {  # otter runs notebooks, but does not install what runs them
    "otter-grader": ["ipykernel"],
    "matplotlib": ["pytest"],
}


class UnavailableError(Exception):
    """A contender cannot run here; the text says why."""


class Contender(ABC):
    """One way to grade a class of `count`. folder: an empty one, its own."""

    def __init__(self, name: str, folder: Path, count: int) -> None:
        self.name, self.folder, self.count = name, folder, count
        folder.mkdir(parents=True)

    def seconds(self) -> float:
        """CPU seconds for one submission, everything included."""
        return self.run() / self.count

    @abstractmethod
    def run(self) -> float:
        """Grade all once; return CPU seconds. Raises RuntimeError if the points are not those that are due."""


def due(points: list[float], count: int) -> None:
    """Raise RuntimeError unless these are the full points, so many times."""
    if points != [FULL] * count:
        raise RuntimeError(f"not everybody has {FULL} points: {points}")


class Floor(Contender):
    """fork + call + reply, see `floor.py`."""

    def run(self) -> float:
        command = [sys.executable, Path(__file__).with_name("floor.py"), str(self.count)]
        env = {**os.environ, **measuring.ONE_THREAD}
        answer = subprocess.run(command, env=env, check=True, stdout=subprocess.PIPE, text=True)
        return self.count * float(answer.stdout)


class Ours(Contender):
    """This package, with start-up and all reports."""

    def __init__(self, name: str, folder: Path, count: int, *, level: str, wrong: float = 0.0) -> None:
        super().__init__(name, folder, count)
        self.level, self.wrong, self.out = level, wrong, folder / "out"
        self.submissions, self.key = classes.write_class(folder, count, wrong=wrong)

    def run(self) -> float:
        shutil.rmtree(self.out, ignore_errors=True)
        return self.again()

    def again(self) -> float:
        """The same when results are there already."""
        used = measuring.cpu_of(classes.grading(self.submissions, self.key, self.out, level=self.level))
        with open(self.out / "grades.csv", encoding="utf-8-sig") as file:
            points = [float(row["total"]) for row in csv.DictReader(file)]
        pages = len(list((self.out / "feedback").iterdir()))
        right = [p for p in points if p == FULL]
        due(right, self.count - sum(i < self.wrong * self.count for i in range(self.count)))
        if len(points) != self.count or pages != self.count:
            raise RuntimeError(f"{len(points)} rows and {pages} pages for {self.count}")
        return used


class Nothing(Contender):
    """This package when nothing has changed since; `graded` ran before."""

    def __init__(self, name: str, graded: Ours) -> None:
        self.name, self.count, self.graded = name, graded.count, graded

    def run(self) -> float:
        return self.graded.again()


class Pytest(Contender):
    """One fresh `python -m pytest -q` for each submission; the tests are compiled once for all."""

    def __init__(self, name: str, folder: Path, count: int, python: Path) -> None:
        super().__init__(name, folder, count)
        submissions, _ = classes.write_class(folder, count)
        tests = (f"\n\ndef test_{a.name}():\n{_indented(a.code)}" for a in classes.assertions())
        head = "import numpy as np\nfrom three import *\n"
        (folder / TEST).write_text(head + "".join(tests), encoding="utf-8")
        pytest = f"'{python}' -m pytest -q -p no:cacheprovider {TEST}"
        self.command = f'for s in {submissions}/*; do PYTHONPATH="$s" {pytest} || exit 1; done'

    def run(self) -> float:
        log = self.folder / "log"
        with open(log, "wb") as file:
            used = measuring.cpu_of(["sh", "-c", self.command], cwd=self.folder, stdout=file)
        due([FULL] * log.read_text().count(f"{FULL} passed"), self.count)
        return used


class Nbgrader(Contender):
    """`nbgrader autograde` of a course with 12 test cells, half of them hidden tests."""

    def __init__(self, name: str, folder: Path, count: int, python: Path) -> None:
        super().__init__(name, folder, count)
        self.bin, self.course = python.parent, folder / "course"
        source = folder / "fresh" / "source" / "three" / "three.ipynb"
        source.parent.mkdir(parents=True)
        source.write_text(classes.notebook(_nbgrader_cells()), encoding="utf-8")
        (folder / "fresh" / "nbgrader_config.py").write_text("c = get_config()\n")
        self._nbgrader("generate_assignment", folder / "fresh")
        released = json.loads((folder / "fresh" / "release" / "three" / "three.ipynb").read_text())
        for cell in released["cells"]:  # the tests stay as they were given out: without the hidden ones
            cell["source"] = classes.functions().get(
                cell["metadata"].get("nbgrader", {}).get("grade_id"), cell["source"]
            )
        for i in range(count):
            path = folder / "fresh" / "submitted" / f"student{i:05d}" / "three" / "three.ipynb"
            path.parent.mkdir(parents=True)
            path.write_text(json.dumps(released), encoding="utf-8")

    def _nbgrader(self, command: str, course: Path) -> float:
        env = {**os.environ, "PATH": f"{self.bin}:{os.environ['PATH']}"}
        with open(self.folder / "log", "wb") as log:
            return measuring.cpu_of(
                [self.bin / "nbgrader", command, "three"], cwd=course, env=env, stdout=log, stderr=log
            )

    def run(self) -> float:
        shutil.rmtree(self.course, ignore_errors=True)
        shutil.copytree(self.folder / "fresh", self.course)
        used = self._nbgrader("autograde", self.course)
        self._nbgrader("export", self.course)
        with open(self.course / "grades.csv") as file:
            due([float(row["score"]) for row in csv.DictReader(file)], self.count)
        return used


class NbgraderStart(Nbgrader):
    """The same less what the command takes when there is nothing to grade: nbgrader at its best."""

    def run(self) -> float:
        return super().run() - self._nbgrader("autograde", self.course)


class Otter(Contender):
    """`otter run` for each notebook: `otter grade` needs Docker, and costs more."""

    def __init__(self, name: str, folder: Path, count: int, python: Path) -> None:
        super().__init__(name, folder, count)
        self.bin, archive = python.parent, folder / "autograder.zip"
        (folder / "tests").mkdir()
        for exercise in classes.FUNCTIONS:
            (folder / "tests" / f"{exercise}.py").write_text(_otter_test(exercise), encoding="utf-8")
        generate = [self.bin / "otter", "generate", "-t", "tests", "-o", archive]
        generate += ["--no-environment", "--no-requirements", "--no-config"]
        self._otter(generate)
        cells = [("import numpy as np", {}), *((text, {}) for text in classes.functions().values())]
        for i in range(count):
            (folder / f"student{i:05d}.ipynb").write_text(classes.notebook(cells), encoding="utf-8")
        self.command = (
            f"for n in *.ipynb; do '{self.bin}/otter' run --no-logo -a {archive} "
            '-o "results/${n%.ipynb}" "$n" || exit 1; done'
        )

    def _otter(self, command: list) -> float:
        env = {**os.environ, "PATH": f"{self.bin}:{os.environ['PATH']}"}
        with open(self.folder / "log", "wb") as log:
            return measuring.cpu_of(command, cwd=self.folder, env=env, stdout=log, stderr=log)

    def run(self) -> float:
        shutil.rmtree(self.folder / "results", ignore_errors=True)
        for i in range(self.count):
            (self.folder / "results" / f"student{i:05d}").mkdir(parents=True)
        used = self._otter(["sh", "-c", self.command])
        results = [json.loads(p.read_text()) for p in self.folder.glob("results/*/results.json")]
        due([sum(t["score"] for t in r["tests"] if "score" in t) for r in results], self.count)
        return used


def _indented(code: str) -> str:
    return "".join(f"    {line}\n" for line in code.splitlines())


def _nbgrader_cells() -> list[tuple[str, dict]]:
    cells = [("import numpy as np", {})]
    for exercise, text in classes.functions().items():
        head, body = text.split("\n", 1)
        solution = f"{head}\n    ### BEGIN SOLUTION\n{body}\n    ### END SOLUTION"
        cells.append((solution, _nbgrader_cell(exercise, solution=True)))
        for a in (a for a in classes.assertions() if a.exercise == exercise):
            code = f"### BEGIN HIDDEN TESTS\n{a.code}\n### END HIDDEN TESTS" if a.hidden else a.code
            cells.append((code, _nbgrader_cell(a.name, grade=True, locked=True, points=1)))
    return cells


def _nbgrader_cell(grade_id: str, **facts: object) -> dict:
    kinds = dict.fromkeys(("grade", "solution", "locked", "task"), False)
    return {"nbgrader": {"schema_version": 3, "grade_id": grade_id, **kinds, **facts}}


def _otter_test(exercise: str) -> str:
    mine = [a for a in classes.assertions() if a.exercise == exercise]
    cases = [{"code": _doctest(a.code), "hidden": a.hidden, "locked": False, "points": 1} for a in mine]
    suite = {"cases": cases, "scored": True, "setup": "", "teardown": "", "type": "doctest"}
    return f"OK_FORMAT = True\ntest = { ({'name': exercise, 'points': None, 'suites': [suite]})!r}\n"


def _doctest(code: str) -> str:
    return "\n".join(f">>> {line}" for line in code.splitlines())


def environment(folder: Path, package: str, source: str = "") -> Path:
    """The Python of an environment that holds the package, what it needs, our NumPy; made unless it is there.

    source: what to install instead of the name. Raises UnavailableError.
    """
    python = folder / package / "bin" / "python"
    if not python.exists():
        print(f"Installing {package} ...", file=sys.stderr, flush=True)
    pip = [python, "-m", "pip", "install", "-q"]
    if not version(python, package):
        commands = [
            [sys.executable, "-m", "venv", folder / package],
            [*pip, f"numpy=={np.__version__}", source or package, *MORE.get(package, [])],
        ]
    else:  # a source may have changed
        commands = [[*pip, "--force-reinstall", "--no-deps", source]] if source else []
    try:
        for command in commands:
            subprocess.run(command, check=True, capture_output=True, text=True)
    except subprocess.CalledProcessError as error:
        raise UnavailableError(f"{package} cannot be installed: {error.stderr.strip()[-300:]}") from None
    return python


def version(python: Path, package: str) -> str:
    """The version of a package in an environment, "" if it is not there."""
    program = f"import importlib.metadata as m; print(m.version({package!r}))"
    if not python.exists():
        return ""
    return subprocess.run([python, "-c", program], capture_output=True, text=True).stdout.strip()
