"""Whole notebooks as they are handed in: attackers gain nothing and harm nobody, and it is judged from outside."""

import contextlib
import csv
import io
import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from autograder.authoring.nbgrader import write_nbgrader_course
from autograder.grading.checks import dump_checks
from tests.attacks.conftest import CONFINING
from tests.attacks.handed_in import ATTACKS
from tests.attacks.scene import marked
from tests.nbgrading import as_submission, in_gradebook
from tests.programs import SMALL

LESSON, FILE, ADA, ZOE = "01_small", "small.ipynb", "ada", "zoe"
SPY = "\n".join(
    f"def {f}(*a):\n    print('GIVEN', repr(a))\n    raise KeyError('GIVEN ' + repr(a))"
    for f in ("double", "regime", "safe_log", "my_loss", "my_gradient")
)
HONEST = {"double", "regime", "safe_log", "custom_loss", "own_loss"}
pytestmark = pytest.mark.skipif(not CONFINING, reason="no level confines programs here")


class Course:
    """A course of nbgrader whose files everybody can read and change, with a class of attackers between two honest."""

    def __init__(self, small_course, root):
        self.root, self.course, self.canary = root, small_course, f"CANARY-{secrets.token_hex(8)}"
        self.mark = f"mark-{secrets.token_hex(8)}"
        self.out, self.key, self.outside = root / "out", root / "key.json", root / "outside"
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.listener.setblocking(False)
        write_nbgrader_course(small_course, root / "course")
        self.place = root / "course"
        self.outside.mkdir()
        (self.outside / "canary").write_text(self.canary)
        self.key.write_text(dump_checks([lesson.frozen for lesson in small_course.lessons]))
        self.released = json.loads((self.place / "release" / LESSON / FILE).read_text())
        honest = as_submission(json.dumps(self.released), SMALL).encode()
        facts = {
            "KEY": str(self.key),
            "DATABASE": str(self.place / "gradebook.db"),
            "OUTSIDE": str(self.outside),
        }
        facts |= {
            "SOLUTION": str(self.place / "source" / LESSON / FILE),
            "CLASS": str(self.place / "submitted"),
        }
        facts |= {"PORT": self.listener.getsockname()[1], "GRADER": os.getpid(), "MARK": self.mark}
        for name, sly in ATTACKS.items():
            self.hand_in(f"m {name}", sly.made(self.released, facts), sly.beside)
        self.hand_in("m spy", as_submission(json.dumps(self.released), SPY).encode())
        self.hand_in("m link", None).symlink_to(facts["SOLUTION"])
        for student in (ADA, ZOE):
            self.hand_in(student, honest)
        for path in [root, *root.rglob("*")]:
            if not path.is_symlink():
                path.chmod(0o777 if path.is_dir() else 0o666)
        self.before = self.state()

    def hand_in(self, student, data, beside=()):
        place = self.place / "submitted" / student / LESSON
        place.mkdir(parents=True)
        for name in beside:
            (place / name).write_text(beside[name])
        if data is not None:
            (place / FILE).write_bytes(data)
        return place / FILE

    def state(self):
        """Everything that nobody may change."""
        watched = [self.key, *self.outside.rglob("*")]
        for step in ("source", "release", "submitted"):
            watched += sorted((self.place / step).rglob("*"))
        return {p: p.read_bytes() for p in watched if p.is_file()}

    def run(self, *arguments):
        """The real command, with the canary in its environment."""
        command = [sys.executable, "-m", "autograder", "grade", *map(str, arguments), "--jobs", "2"]
        environment = {**os.environ, "SECRET": self.canary}
        return subprocess.run(
            command, capture_output=True, text=True, timeout=240, env=environment, cwd=self.root
        )

    def batch(self):
        """`autograder grade submitted`: the command, points by student and exercise, everything that was written."""
        ended = self.run(self.place / "submitted", "--out", self.out, "--key", self.key)
        table = (self.out / "grades.csv").read_bytes().decode()
        points = {
            row["student"]: {
                k.partition(".")[2]: float(v) for k, v in row.items() if k.startswith("small.") and v
            }
            for row in csv.DictReader(io.StringIO(table, newline=""))
        }
        return ended, points, list(self.out.rglob("*"))

    def nbgrader(self):
        """`autograder grade --nbgrader`, likewise, from its gradebook."""
        ended = self.run("--nbgrader", self.place)
        points = {
            student: {cell: points or 0 for cell, points in cells.items()}
            for student, cells in in_gradebook(self.place, column="g.auto_score").items()
        }
        made = [
            self.place / "gradebook.db",
            *(self.place / "autograded").rglob("*"),
            *(self.place / "grading").rglob("*"),
        ]
        return ended, points, made


@pytest.fixture(scope="module", params=["batch", "nbgrader"])
def graded(request, small_course):
    """The class after one command: what it said, everybody's points, and all that it wrote, as text."""
    if request.param == "nbgrader" and not has_nbgrader():
        pytest.skip("`grade --nbgrader` is not there yet")
    root = Path(tempfile.mkdtemp(prefix="attacks-"))
    course = Course(small_course, root)
    ended, points, made = getattr(course, request.param)()
    texts = {p: p.read_bytes().decode("utf-8", "replace") for p in made if p.is_file()}
    yield course, ended, points, texts
    course.listener.close()
    shutil.rmtree(root, ignore_errors=True)


def has_nbgrader():
    return (Path(__file__).parents[2] / "autograder/nbgrader/command.py").exists()


def test_there_are_enough_attacks():
    assert len(ATTACKS) >= 17 + 17
    assert all(sly.what for sly in ATTACKS.values())


def test_honest_neighbours_earn_what_is_theirs(graded):
    _, ended, points, _ = graded
    assert ended.returncode == 0, ended.stderr[-2000:]
    assert points[ADA] == points[ZOE]
    assert sum(points[ADA].values()) > 0
    assert [e for e, p in points[ADA].items() if p == 0] == ["plot_fit"], "the honest do not draw"


def test_attackers_earn_nothing(graded):
    _, _, points, _ = graded
    assert len(points) == len(ATTACKS) + 4
    gained = {s: p for s, p in points.items() if s not in (ADA, ZOE) and sum(p.values()) > 0}
    assert gained == {}


def test_nobody_is_harmed_and_nothing_stays(graded):
    course, ended, _, _ = graded
    now = course.state()
    assert [p for p in {*now, *course.before} if now.get(p) != course.before.get(p)] == []
    assert not Path("/tmp/autograder-attack").exists()
    assert marked(course.mark) == set()
    with contextlib.suppress(BlockingIOError):
        course.listener.accept()
        pytest.fail("a listener heard something")
    assert "Traceback" not in ended.stderr


def test_nothing_that_is_written_holds_a_secret_or_what_terminals_would_obey(graded):
    course, ended, _, texts = graded
    hidden = {
        repr(args)
        for e in course.course.lessons[0].frozen.exercises
        for p in e.probes
        if p.hidden
        for _, args, _ in p.calls
    }
    seen = {
        repr(args)
        for e in course.course.lessons[0].frozen.exercises
        for p in e.probes
        if not p.hidden
        for _, args, _ in p.calls
    }
    assert hidden - seen, "there are hidden inputs"
    packed = [e.packed()[:100] for e in course.course.lessons[0].frozen.exercises]
    for name, text in {**texts, "stdout": ended.stdout, "stderr": ended.stderr}.items():
        assert course.canary not in text, name
        assert '"hidden": true' not in text or "results" in str(name), name  # instructors read those
        if not str(name).endswith(".db"):  # the gradebook has its own binary format, and the hidden checks
            assert not [p for p in packed if p in text], name
            assert not [h for h in hidden - seen if f"GIVEN {h}" in text], name
            assert not any(c in text for c in "\x1b\x07\u202e"), name
    pages = "".join(t for p, t in texts.items() if str(p).endswith(".html"))
    assert "<script>alert" not in pages
