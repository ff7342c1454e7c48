"""A program runs away from the grader, and whatever it does costs only what it did not answer."""

import json
import os
import time
from pathlib import Path

import numpy as np
import pytest

from autograder.confinement.doctor import examine
from autograder.confinement.level import LEVELS
from autograder.confinement.notebooks import Job, run_notebook
from autograder.confinement.process import ProcessWorker
from autograder.confinement.program import load
from autograder.confinement.session import Clock
from autograder.confinement.wire import Channel, ClosedError, encode
from autograder.confinement.worker import InProcess, Limits, Loaded, Task
from autograder.grading.checks import Probe
from autograder.grading.values import MAX_TEXT, MalformedError, Opaque
from tests import courses

X = np.array([1.0, 2.0])


def tasks(*functions):
    return [Task(Probe("", ((f, (X,), {}),)), ("x",)) for f in functions]


@pytest.fixture(
    scope="module",
    params=[pytest.param(name, marks=pytest.mark.slow if name == "kernel" else ()) for name in LEVELS],
)
def worker(request):
    """Short limits, at every level that works here."""
    level = LEVELS[request.param]
    if level.name != "process" and (found := examine(level)):
        pytest.skip(f"level {level.name}: {found[0]}")
    worker = ProcessWorker(Limits(call=0.5, again=0.1, statement=0.5, total=20, patience=3), level)
    yield worker
    worker.close()


def run(worker, program, *functions):
    loaded, *answers = worker.run(program.encode(), "lesson.py", tasks(*functions))
    assert isinstance(loaded, Loaded)
    assert len(answers) == len(functions)
    return loaded, answers


def test_a_returned_value_comes_back_with_what_was_printed(worker):
    _, [answer] = run(worker, "def f(x):\n print('hello', x)\n return 2 * x", "f")
    assert answer.status == "returned"
    assert answer.value.tolist() == [2.0, 4.0]
    assert answer.printed == "hello [1. 2.]\n"


@pytest.mark.parametrize(
    ("body", "status", "text"),
    [
        ("while True: pass", "timed out", "stopped after 0.5 s"),
        ("import time; time.sleep(60)", "timed out", "stopped after 0.5 s"),
        (
            "while True:\n   try:\n    while True: pass\n   except BaseException: pass",
            "timed out",
            "stopped after 0.5 s",
        ),
        ("import os; os._exit(0)", "crashed", "ended the process"),
        ("import os; os._exit(3)", "crashed", "ended the process with exit code 3"),
        ("import ctypes; ctypes.string_at(0)", "crashed", "ended with SIGSEGV"),
        (
            "import os\n  for fd in range(3, 100):\n   try: os.close(fd)\n   except OSError: pass",
            "crashed",
            "ended the process",
        ),
        ("raise SystemExit", "raised", ""),
        ("raise KeyboardInterrupt", "raised", ""),
        ("return np.ones(10**10)", "raised", None),
        ("return open('/dev/null', 'w').write('x')", "returned", None),
        ("def g(): return g()\n  return g()", "raised", None),
        ("raise NotImplementedError", "not attempted", ""),
        ("return undefined", "raised", "name 'undefined' is not defined"),
    ],
)
def test_one_bad_function_costs_one_answer(worker, body, status, text):
    program = f"import numpy as np\ndef good(x): return x\ndef bad(x):\n  {body}\n"
    _, (before, bad, after) = run(worker, program, "good", "bad", "good")
    assert (before.status, bad.status, after.status) == ("returned", status, "returned")
    if text is not None:
        assert bad.text == text


def test_nobody_is_waited_for_and_the_print_says_so(worker):
    _, (f, g) = run(worker, "def f(x):\n return input('n? ')\ndef g(x):\n return float(input())", "f", "g")
    assert (f.status, f.value) == ("returned", "")
    assert f.printed == "n? (nobody can type here: input() gives an empty text)\n"
    assert (g.status, g.error[0], g.frames[-1].text) == ("raised", "ValueError", "return float(input())")


def test_a_value_that_is_too_large_costs_one_answer(worker):
    program = "import numpy as np\ndef f(x):\n return np.zeros((1500, 1000))\ndef g(x):\n return x + 1\ndef h(x): return '1' * 10**7"
    _, (g, f, h, again) = run(worker, program, "g", "f", "h", "g")
    assert (f.status, f.value.text) == ("returned", "too large to send")
    assert [a.value.tolist() for a in (g, again)] == [[2.0, 3.0]] * 2
    assert len(h.value) == MAX_TEXT


def test_a_frame_tells_the_students_own_line(worker):
    _, [answer] = run(worker, "def g(x):\n    return 1 / 0\n\ndef f(x):\n    return g(x)\n", "f")
    assert answer.error[0] == "ZeroDivisionError"
    assert [(f.where, f.line, f.function, f.text) for f in answer.frames] == [
        ("lesson.py", 5, "f", "return g(x)"),
        ("lesson.py", 2, "g", "return 1 / 0"),
    ]


def test_a_missing_helper_of_another_exercise_is_an_error_not_a_stub(worker):
    program = "def later(x):\n    raise NotImplementedError\ndef f(x):\n    return later(x)"
    _, (stub, answer) = run(worker, program, "later", "f")
    assert stub.status == "not attempted"
    assert (answer.status, answer.error[0]) == ("raised", "NotImplementedError")


def test_changed_and_shared_arguments_are_reported(worker):
    program = "def f(x):\n x += 1\n return x.copy()\ndef g(x):\n return x[:1]\ndef h(x):\n return x + 1"
    _, (f, g, h) = run(worker, program, "f", "g", "h")
    assert f.changed["x"].tolist() == [2.0, 3.0]
    assert (f.aliases, g.aliases, h.aliases) == ((), ("x",), ())
    assert g.changed == h.changed == {}


def test_memory_that_was_freed_holds_no_answer(worker):
    program = "import numpy as np\ndef f(x):\n return np.empty(x.shape)\ndef right(x):\n return x + 1"
    _, answers = run(worker, program, *["right", "f"] * 20)
    assert all(np.isnan(a.value).all() for a in answers[1::2])


SEEING = [
    "np.empty(3)", "np.empty_like(x)", "np .\\\n  empty (3)", "make = np.empty", "getattr(np, 'em' 'pty')(3)", "eval('np.em' + 'pty(3)')",
    "from numpy import *\nmake = empty", "from numpy import (\n zeros,\n empty as e\n)", "from numpy import zeros, \\\n empty_like as e",
    "np.ndarray((3,))", "type(x)(x.shape)", "x.__class__(3)", "np.recarray(3, float)", "np.ma.masked_all(3).data", "make = np.nditer",
    "lambda: np.add(x, 1, where=x > 0)", "lambda: np.add(x, 1,\n\t\twhere  # only\n\t\t= x > 0)", "lambda: np.add(x, 1, **{'wh' 'ere': x > 0})",
    "np.lib.stride_tricks.as_strided(x)", "import ctypes", "def f(x):\n  def g():\n    return [np.empty(n) for n in x]",
]  # fmt: skip
BLIND = [
    '"""None is empty. It holds where h is 0; see ctypes, eval."""', "# np.empty", "np.where(x > 0, x, 0)", "empties = {'where it is': 'an empty text'}",
    "def emptied(x, somewhere=1): return somewhere",
]  # fmt: skip


def notebook(source):
    """One code cell beside a picture in which everything is written."""
    picture = {"cell_type": "markdown", "source": "np.empty(3) where=x " + "import " * 100_000}
    return json.dumps({"cells": [{"cell_type": "code", "source": source}, picture]}).encode()


FORMS = {
    "lesson.py": str.encode,
    "utf-16.py": lambda text: text.encode("utf-16"),
    "text.ipynb": notebook,
    "lines.ipynb": lambda text: notebook(text.splitlines(keepends=True)),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("whole", [True, False])
def test_a_program_that_can_see_memory_is_known_and_words_in_a_text_do_not_count(form, whole):
    """To poison memory takes a fifth of all the time in which a program is run."""
    for text, sees in [*((t, True) for t in SEEING), *((t, False) for t in BLIND)]:
        program = f"import numpy as np\nx = np.array([1.0, 2.0])\n{text}\n"
        name = form if form.endswith(".py") else "lesson.ipynb"
        assert load(FORMS[form](program), name, whole=whole).sees_memory == sees, text


@pytest.mark.parametrize("lesson", courses.course().lessons, ids=lambda lesson: lesson.slug)
def test_no_lesson_and_no_solution_sees_memory(lesson):
    found = [
        *lesson.root.glob(f"*/{lesson.slug}/*.py"),
        *lesson.root.glob(f"exercises/{lesson.slug}/*.ipynb"),
    ]
    assert len(found) == 3
    assert not [f.name for f in found if load(f.read_bytes(), f.name).sees_memory]


def test_random_numbers_are_the_same_for_everyone(worker):
    program = "import numpy as np, random\ndef f(x):\n return np.random.rand(), random.random()"
    _, (first, second) = run(worker, program, "f", "f")
    assert first.value == second.value


def test_warnings_cost_nothing_even_as_errors(worker):
    program = "import warnings, numpy as np\nwarnings.simplefilter('error')\nnp.seterr(all='raise')\ndef f(x):\n warnings.warn('no')\n return x / 0"
    _, [answer] = run(worker, program, "f")
    assert np.isinf(answer.value).all()


def test_input_and_show_do_not_block(worker):
    program = "name = input('name? ')\nimport matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()\ndef f(x):\n return len(name + input())"
    loaded, [answer] = run(worker, program, "f")
    assert loaded.problems == ()
    assert answer.value == 0


def test_a_statement_that_fails_costs_itself(worker):
    program = "\n".join(
        [
            "from __future__ import annotations",
            "import nothing_of_that_name",
            "print(undefined)",
            "exit()",
            "while True: pass",
            "import os; os._exit(1)",
            "def f(x: 'not' 'evaluated' + 1): return x",
            "raise KeyboardInterrupt",
        ]
    )
    loaded, [answer] = run(worker, program, "f")
    assert answer.status == "returned"
    assert loaded.fatal == ""
    assert [p.split(":")[1] for p in loaded.problems] == ["5", "6", "2", "3", "4", "8"]
    assert loaded.problems[0] == "lesson.py:5: left out, because it did not end in time"
    assert loaded.problems[1] == "lesson.py:6: left out, because it ended the process with exit code 1"
    assert loaded.problems[4] == "lesson.py:4: exit() was ignored"


@pytest.mark.parametrize(
    ("program", "fatal"),
    [
        (b"def f(:\n", "lesson.py:1: not valid Python: invalid syntax"),
        (b"x = 1\0", "the file holds NUL bytes; it is not Python source"),
        (b"(" * 5000, None),
        (b"-" * 100_000 + b"1", None),
    ],
)
def test_a_file_that_is_not_python_has_no_functions(worker, program, fatal):
    loaded, answer = worker.run(program, "lesson.py", tasks("f"))
    assert answer.status in ("missing", "crashed")
    assert loaded.fatal == fatal if fatal else loaded.fatal


def test_one_function_that_loops_everywhere_does_not_use_up_the_file(worker):
    began = time.monotonic()
    _, answers = run(worker, "def loop(x):\n while True: pass\ndef f(x): return x", *["loop"] * 8, "f")
    assert [a.status for a in answers] == ["timed out"] * 8 + ["returned"]
    assert answers[-2].text == "stopped after 0.1 s"
    assert time.monotonic() - began < 15


def test_a_file_has_a_total_limit():
    worker = ProcessWorker(Limits(call=0.3, again=0.3, statement=0.3, total=0.7))
    try:
        _, answers = run(worker, "def loop(x):\n while True: pass\ndef f(x): return x", *["loop"] * 5, "f")
        assert {a.status for a in answers} == {"timed out"}
        assert answers[-1].text == "the whole file used up its 0.7 seconds"
    finally:
        worker.close()


def test_the_files_of_one_student_share_the_limit(worker):
    program = b"def loop(x):\n while True: pass"
    *_, answer = worker.run(program, "lesson.py", tasks(*["loop"] * 9), 40)
    assert answer.text == "the whole file used up its 0.5 seconds"


def gone(pid):
    for _ in range(200):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.02)
    return False


def test_what_a_program_leaves_behind_is_gone(worker, tmp_path):
    program = (
        "import os, sys\nbefore = os.path.exists('left')\nopen('left', 'w').write('x')\n"
        "def f(x): return f'{os.getcwd()} {before} ' + str(os.path.exists('left'))\n"
        "def child(x):\n pid = os.fork()\n if pid == 0:\n  while True: pass\n return pid\n"
    )
    _, (here, child) = run(worker, program, "f", "child")
    folder, before, there = here.value.rsplit(" ", 2)
    assert (before, there) == ("False", "True")
    assert not Path(folder).exists()
    if worker.level == "process":
        assert gone(child.value)
    else:
        assert child.error[0] == "PermissionError"
    _, (again, _) = run(worker, program, "f", "child")
    assert again.value.rsplit(" ", 2)[1:] == ["False", "True"]


def test_a_checkouts_answers_cannot_be_imported(worker):
    program = "def f(x):\n from reference.linear_regression.compute_cost import reference\n return 1"
    _, [answer] = run(worker, program, "f")
    assert answer.error[0] == "ModuleNotFoundError"


def test_check_cells_of_a_notebook_do_nothing_while_grading(worker):
    program = "from autograder import check\npoints = check('double')\ndef f(x): return points"
    loaded, [answer] = run(worker, program, "f")
    assert loaded.problems == ()
    assert answer.value == 0.0


@pytest.mark.parametrize(
    "forgery",
    [
        "os.write(fd, b'\\xff' * 64)",
        "os.write(fd, wire.PREFIX.pack(1 << 31, 1 << 40))",
        "os.write(fd, wire.encode({'answer': 7}))",
        "os.write(fd, wire.encode(['answer']))",
        "os.write(fd, wire.PREFIX.pack(2, 0) + b'{]')",
        "os.write(fd, wire.PREFIX.pack(100000, 0) + b'[' * 100000)",
    ],
)
def test_forged_frames_are_not_answers(worker, forgery):
    program = (
        "import os, stat\nfrom autograder.confinement import wire\n"
        "def is_socket(n):\n try: return stat.S_ISSOCK(os.fstat(n).st_mode)\n except OSError: return False\n"
        "fd = next(filter(is_socket, range(3, 300)))\n"
        f"def bad(x):\n {forgery}\n os._exit(0)\ndef good(x): return x\n"
    )
    _, (bad, good) = run(worker, program, "bad", "good")
    assert bad.status == "crashed"
    assert good.status == "returned"


def test_an_answer_too_large_to_send_is_no_answer(worker):
    _, (big, small) = run(
        worker, "import numpy as np\ndef big(x): return np.zeros(10**7)\ndef f(x): return x", "big", "f"
    )
    assert big.value == Opaque("ndarray", "too large to send")
    assert small.status == "returned"


def test_the_worker_can_be_forked_from_a_process_without_answers():
    worker = ProcessWorker(fork=True)
    pid = worker.warm[()].pid
    try:
        _, [answer] = run(worker, "def f(x): return x", "f")
        assert answer.status == "returned"
    finally:
        worker.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_too_many_files_are_noticed_however_fast_the_answer_comes():
    worker = ProcessWorker(Limits(written=1 << 20))
    write = "def f(x):\n for i in range(3):\n  open(f'{i}', 'wb').write(bytes(1 << 20))\n return x"
    _, (answer, well) = run(worker, f"{write}\ndef g(x): return x", "f", "g")
    worker.close()
    assert (answer.status, answer.text) == ("crashed", "wrote more than 1 MB to files")
    assert well.status == "returned"


def test_too_many_files_are_noticed_while_an_answer_is_incomplete():
    """A stray byte on the line makes the grader wait for the rest of a frame."""
    worker = ProcessWorker(Limits(written=1 << 20))
    program = (
        "import os, stat, time\n"
        "def is_line(n):\n try: return stat.S_ISSOCK(os.fstat(n).st_mode)\n except OSError: return False\n"
        "def f(x):\n"
        " os.write(next(filter(is_line, range(3, 300))), b'x')\n"
        " time.sleep(0.6)\n"
        " for i in range(3): open(f'{i}', 'wb').write(bytes(1 << 20))\n"
        " time.sleep(1.2)\n"
    )
    _, [answer] = run(worker, program, "f")
    worker.close()
    assert (answer.status, answer.text) == ("crashed", "wrote more than 1 MB to files")


def test_what_is_random_in_another_module_is_the_same_for_all(worker):
    program = "def f(x):\n from statistics import NormalDist\n return NormalDist().samples(2)"
    one, other = (run(worker, program, "f")[1][0].value for _ in range(2))
    assert one == other


def test_what_is_random_beside_a_notebook_is_the_same_each_time(worker):
    """The program does not say `random`; a file of the instructor's does."""
    files = {"helper.py": b"import random\n\n\ndef draw():\n    return random.random()\n"}
    jobs = [Job("cell 1", "import helper"), Job("cell 2", "helper.draw()")]
    drawn = {run_notebook(worker, jobs, Clock(worker.limits), files)[1].number for _ in range(3)}
    assert len(drawn) == 1
    assert None not in drawn


def test_in_process_is_for_debuggers(capsys):
    _, (answer,) = run(InProcess(), "def f(x):\n print('seen')\n return x", "f")
    assert answer.status == "returned"
    assert capsys.readouterr().out == "seen\n"


def test_a_channel_ends_when_the_other_side_is_gone():
    import socket

    a, b = socket.socketpair()
    channel = Channel(a.detach())
    assert channel.receive(wait=0.01) is None
    b.sendall(encode([1, X])[:10])
    assert channel.receive(wait=0.01) is None
    b.close()
    with pytest.raises(ClosedError):
        channel.receive()
    channel.post(b"x" * 10_000_000)
    with pytest.raises(ClosedError):
        channel.flush()
    channel.close()


def test_a_frame_that_claims_to_be_huge_is_refused_before_it_is_read():
    import socket

    a, b = socket.socketpair()
    b.sendall((2**32 - 1).to_bytes(4, "little") + (2**63).to_bytes(8, "little"))
    channel = Channel(a.detach())
    with pytest.raises(MalformedError, match="too large"):
        channel.receive()
    channel.close()
    b.close()
