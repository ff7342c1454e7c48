"""Notebooks of other authors: plain asserts, run cell by cell in the worker."""

import base64
import json

import pytest

from autograder.confinement.process import ProcessWorker
from autograder.confinement.worker import Limits
from autograder.nbgrader.foreign import HIDDEN_FAILED, grade_foreign
from autograder.nbgrader.repair import repaired
from tests.test_repair import cell, notebook, plain

SETUP = "import math\nimport numpy as np\nfrom numpy.testing import assert_allclose"
SOURCE = notebook(
    [
        cell("setup", "code", SETUP, locked=True),
        cell("half", "code", "def half(x): ...", solution=True),
        cell("test-half", "code", "assert_allclose(half(2), 1)\n### BEGIN HIDDEN TESTS\nSECRET = 12345\nassert half(SECRET) == 6172.5\n### END HIDDEN TESTS", grade=True, locked=True, points=2),
        cell("third", "code", "def third(x): ...", solution=True),
        cell("test-third", "code", "assert third(3) == 1, 'a third of 3 is 1'", grade=True, locked=True, points=3),
        cell("many", "code", "many = []", solution=True),
        cell("test-many", "code", "min(len(many), 4) / 2", grade=True, locked=True, points=2),
    ]
)  # fmt: skip
HALF, THIRD, MANY = "def half(x):\n    return x / 2", "def third(x):\n    return x / 3", "many = [1] * 9"
FULL = {"test-half": 2.0, "test-third": 3.0, "test-many": 2.0}


@pytest.fixture(scope="module")
def quick():
    worker = ProcessWorker(Limits(statement=0.3, total=6, patience=30))
    yield worker
    worker.close()


@pytest.fixture(scope="module")
def patient():
    worker = ProcessWorker()
    yield worker
    worker.close()


def grade(worker, half=HALF, third=THIRD, many=MANY, before=(), after=(), files=None):
    by_name = {"half": half, "third": third, "many": many}
    cells = json.loads(json.dumps(SOURCE["cells"]))
    for one in cells:
        one["source"] = by_name.get(one["metadata"]["nbgrader"]["grade_id"], one["source"])
    cells = [*cells[:1], *map(plain, before), *cells[1:], *map(plain, after)]
    done = repaired(SOURCE, json.dumps(notebook(cells)).encode())
    return grade_foreign(worker, done.notebook, files)


def test_right_answers_earn_everything_and_nothing_is_said(quick):
    done = grade(quick)
    assert (done.points, done.said, done.notes) == (FULL, {}, ())


def test_warnings_and_prints_cost_nothing(quick):
    noisy = "import sys, warnings\ndef half(x):\n    warnings.warn('hm')\n    print('x' * 10000, file=sys.stderr)\n    return np.float64(x) / 2 + 0 * np.log(0.0)\n"
    done = grade(quick, half=noisy.replace(" + 0 * np.log(0.0)", ""))
    assert done.points == FULL
    assert done.outputs[2][0]["name"] == "stdout"
    assert len(done.outputs[2][0]["text"]) <= 4000


def test_a_wrong_answer_costs_its_own_points_and_the_line_is_shown(quick):
    done = grade(quick, third="def third(x):\n    return x")
    assert done.points == FULL | {"test-third": 0.0}
    assert done.said == {
        "test-third": "`assert third(3) == 1, 'a third of 3 is 1'` raised AssertionError: a third of 3 is 1"
    }
    assert done.outputs[4][-1]["ename"] == "AssertionError"


def test_where_it_happened_and_what_to_look_at_first(quick):
    done = grade(quick, half="def half(x):\n    return 1 / 0", third="def third(x:\n    return x")
    assert done.said["test-half"] == "`return 1 / 0` raised ZeroDivisionError: division by zero in `half`"
    assert done.said["test-third"].startswith(
        "`assert third(3) == 1, 'a third of 3 is 1'` raised NameError: name 'third' is not defined; look at third first: SyntaxError: "
    )


def test_of_a_hidden_test_only_that_it_failed_is_told(quick):
    """The student's code sees hidden tests when they run, and what it does with them is not shown."""
    spy = (
        "import sys, gc\ndef half(x):\n    if x > 100:\n        print('seen', x)\n        raise ValueError(f'seen {x}')\n    return 1\n"
        "def third(x):\n    print([o for o in gc.get_objects() if 'SECRET' in str(o)[:999]], globals().get('SECRET'))\n    raise ValueError(globals().get('SECRET'))"
    )
    done = grade(quick, half=spy, third="pass", after=["print(SECRET)", "SECRET", "raise ValueError(SECRET)"])
    assert done.points == {"test-half": 0.0, "test-third": 0.0, "test-many": 2.0}
    assert done.said["test-half"] == HIDDEN_FAILED
    assert done.outputs[2][0]["evalue"] == HIDDEN_FAILED
    assert "12345" not in repr(done)


def test_partial_credit_is_the_last_number_within_the_points(quick):
    for text, points in {"many = [1, 2]": 1.0, "many = []": 0.0, "many = [1] * 3": 1.5}.items():
        done = grade(quick, many=text)
        assert done.points == FULL | {"test-many": points}
        assert done.said == {"test-many": f"{points:g} of 2 points"}
    huge = "class Many(list):\n    def __len__(self): return -5\nmany = Many()"
    assert grade(quick, many=huge).points["test-many"] == 0.0


@pytest.mark.parametrize(
    ("half", "why"),
    [
        ("import os\ndef half(x): os._exit(0)", "Python itself stopped: it ended the process"),
        ("def half(x):\n    while True: pass", "it did not end in time and was stopped"),
        ("def half(x):\n    while True:\n        try:\n            while True: pass\n        except BaseException: pass", "it did not end in time and was stopped"),
        ("import ctypes\ndef half(x): ctypes.string_at(0)", "Python itself stopped: it ended with SIGSEGV"),
        ("def half(x): exit()", "`def half(x): exit()` raised "),
    ],
)  # fmt: skip
def test_a_dead_or_endless_test_costs_itself(quick, half, why):
    done = grade(quick, half=half)
    assert done.points == FULL | {"test-half": 0.0}
    assert done.said["test-half"].startswith(why)
    assert [n.partition(":")[0] for n in done.notes] == (["test-half"] if "exit()" not in half else [])


def test_a_dead_or_endless_own_cell_costs_itself(quick):
    own = ["while True: pass", "import os\nos._exit(3)", "exit()", "1 / 0", "%magic\n!ls", "input()"]
    done = grade(quick, before=own)
    assert done.points == FULL
    assert done.notes == (
        "cell 2: it did not end in time and was stopped",
        "cell 3: Python itself stopped: it ended the process with exit code 3",
    )


def test_many_endless_cells_are_stopped_sooner_and_all_time_is_bounded(quick):
    done = grade(quick, before=["while True: pass"] * 4)
    assert done.points["test-many"] in (0.0, 2.0)
    assert len(done.notes) >= 4


def test_a_name_that_tests_use_is_the_one_their_author_imported(quick):
    yes = "class Yes:\n    def __getattr__(self, n): return self\n    def __call__(self, *a): return self\n    def __eq__(self, o): return True\nnp = math = assert_allclose = Yes()"
    done = grade(quick, half="def half(x): return 7", before=[yes])
    assert done.points["test-half"] == 0.0


def test_files_of_the_instructor_lie_beside_the_notebook(quick):
    half = "from helping import halves\nhalf = halves\nopen('data/a.txt').read()"
    done = grade(quick, half=half, files={"helping.py": b"def halves(x): return x / 2", "data/a.txt": b"7"})
    assert done.points == FULL
    assert done.outputs[1][-1]["data"]["text/plain"] == "'7'"


def test_figures_are_shown_as_pictures(patient):
    done = grade(patient, after=["import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show();"])
    assert done.points == FULL
    png = base64.b64decode(done.outputs[7][-1]["data"]["image/png"])
    assert png.startswith(b"\x89PNG")
    assert len(png) > 1000


def test_a_forged_reply_is_only_data(quick):
    forged = (
        "import os, struct, json\nbody = json.dumps({'dict': [['answer', {'dict': [['status', 'returned'], ['value', [999.0, '<script>']]]}], ['pictures', 7]]}).encode()\n"
        "for fd in range(3, 20):\n    try: os.write(fd, struct.pack('<IQ', len(body), 0) + body)\n    except OSError: pass\nos._exit(0)"
    )
    done = grade(quick, after=[forged])
    assert done.points == FULL
