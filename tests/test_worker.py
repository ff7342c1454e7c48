"""A program runs away from the grader, and whatever it does costs only what it did not answer."""

import os
import time
from pathlib import Path

import numpy as np
import pytest

from autograder.confinement.captions import numbers_in
from autograder.confinement.doctor import examine
from autograder.confinement.figures import NEW_AXES, drawn_by
from autograder.confinement.level import LEVELS
from autograder.confinement.process import ProcessWorker
from autograder.confinement.wire import Channel, ClosedError, encode
from autograder.confinement.worker import InProcess, Limits, Loaded, Task
from autograder.grading.checks import Probe
from autograder.grading.figure import judge_figure
from autograder.grading.values import MalformedError, Opaque

X = np.array([1.0, 2.0])


def tasks(*functions):
    return [Task(Probe("", ((f, (X,), {}),)), ("x",)) for f in functions]


@pytest.fixture(scope="module", params=LEVELS)
def worker(request):
    """Short limits, at every level that works here."""
    level = LEVELS[request.param]
    if level.name != "process" and (found := examine(level)):
        pytest.skip(f"level {level.name}: {found[0]}")
    worker = ProcessWorker(Limits(call=0.5, again=0.1, statement=0.5, total=20), level)
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


def test_in_process_is_for_debuggers(capsys):
    _, (answer,) = run(InProcess(), "def f(x):\n print('seen')\n return x", "f")
    assert answer.status == "returned"
    assert capsys.readouterr().out == "seen\n"


def test_a_channel_ends_when_the_other_side_is_gone():
    import socket

    a, b = socket.socketpair()
    channel = Channel(a)
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
    channel = Channel(a)
    with pytest.raises(MalformedError, match="too large"):
        channel.receive()
    channel.close()
    b.close()


# What is on the Axes reaches the judge, and the judge sees no more than that.
XY = np.array([[-2.0, 1.5], [3.0, 0.25], [-4.0, 5.0], [1.0, 2.0]])
MODEL = (2.0, -0.5)
LINE = np.array([*MODEL, -4.0, 3.0])
CURVES = {
    0.05: np.array([8.0, 7.1, 6.5, 6.2]),
    0.3: np.array([8.0, 4.0, 2.5, 2.0]),
    0.9: np.array([8.0, 9.0, 11.5, 14.0]),
}
REGRESSION = {"points": XY, "line": LINE, "labels": {"points": XY, "line": LINE}}
CONVERGENCE = {"curves": CURVES, "names": CURVES, "labels": {"curves": CURVES}}


def faults(body, wants, *, ax=None):
    """{part: what is wrong} of the figure that `body` draws on `ax`, with the data as x, y or curves."""
    source = "def draw(x, y, curves, ax=None):\n" + "\n".join(f"    {line}" for line in body.split("\n"))
    namespace = {"np": np}
    exec("import matplotlib.pyplot as plt\nimport matplotlib\n" + source, namespace)
    given = {} if ax is None else {"ax": ax}
    figure = drawn_by(namespace["draw"], (XY[:, 0], XY[:, 1], CURVES), given)
    found = {part: judge_figure(part, figure, want, 1e-7) for part, want in wants.items()}
    return {part: f.what for part, f in found.items() if f}


SCATTER = "ax = ax or plt.subplots()[1]; ax.set(xlabel='x', ylabel='y')\nax.scatter(x, y)\n"
BARE = "ax = ax or plt.subplots()[1]; ax.set(xlabel='x', ylabel='y')\n"
RIGHT_LINES = [
    SCATTER + "ax.plot(x, 2 - x / 2)\nreturn ax",
    SCATTER + "ax.plot(np.sort(x), 2 - np.sort(x) / 2, 'r.-')",
    SCATTER + "ax.plot([-9, 9], [6.5, -2.5], alpha=0.3)\nreturn ax.figure",
    SCATTER
    + "g = np.linspace(-4, 3, 50)\nax.plot(g, 2 - g / 2, '--', label='fit')\nax.legend()\nreturn ax.figure, ax",
    SCATTER + "ax.axline((0, 2), slope=-0.5)\nax.axhline(0)\nax.grid()",
    SCATTER + "ax.axline((0, 2), (2, 1))",
    BARE + "ax.errorbar(x, y, fmt='o')\nax.plot(x, 2 - x / 2)",
    BARE + "[ax.plot(a, b, marker='o') for a, b in zip(x, y)]\nax.plot(x, 2 - x / 2)",
    BARE + "[ax.plot(a, b, 'k.') for a, b in zip(x, y)]\nax.plot(x, 2 - x / 2)",
    BARE
    + "ax.scatter(x[:2], y[:2]); ax.scatter(x[2:], y[2:], color='g')\nax.plot(x, 2 - x / 2)\nax.invert_xaxis()",
    "plt.plot(x, y, 's')\nplt.plot(x, 2 - x / 2)\nplt.xlabel('x'); plt.ylabel('y'); plt.show()",
    "fig, ax = plt.subplots()\nfig.supxlabel('x'); fig.supylabel('y')\nax.scatter(x, y)\nax.plot(x, 2 - x / 2)",
    SCATTER + "ax.plot(x, 2 - x / 2)\nax.set_xlim(x.min(), x.max())\nplt.close()\nreturn ax",
]
WRONG_LINES = [
    (SCATTER, "line", "is not drawn"),
    (BARE + "ax.plot(x, 2 - x / 2)", "points", "no set of points"),
    (SCATTER + "ax.plot([0, 2], [2, 1])", "line", "does not reach over the data, from x = -4 to 3"),
    (SCATTER + "ax.plot(x, 2 - x / 2, alpha=0)", "line", "is not drawn"),
    (SCATTER + "ax.plot(x, 2 - x / 2, color='none')", "line", "is not drawn"),
    (SCATTER + "ax.plot(x, 2 - x / 2)[0].set_visible(False)", "line", "is not drawn"),
    (SCATTER + "ax.plot(x, -0.5 + 2 * x)", "line", "not the model"),
    (SCATTER + "ax.axline((0, 2), slope=0.5)", "line", "not the model"),
    (SCATTER + "ax.plot(x, y)", "line", "not the model"),
    (SCATTER + "ax.scatter(x, 2 - x / 2)", "points", "no (x, y) of the data"),
    (BARE + "ax.scatter(y, x)", "points", "no (x, y) of the data"),
    (BARE + "ax.scatter(x[:3], y[:3])", "points", "only 3 of 4"),
    (BARE + "ax.scatter(x, y, s=0)", "points", "no set of points"),
    (SCATTER + "ax.set_xlim(0, 1)", "points", "outside the visible range"),
    (SCATTER + "ax.set_xscale('log')", "points", "outside the visible range"),
    (SCATTER + "ax.set_xlabel(' ')", "labels", "the x axis has no label"),
    (SCATTER + "ax.axis('off')", "labels", "the x and the y axis has no label"),
    (BARE, "labels", "count as soon as something else is right"),
    (SCATTER + "ax.set_visible(False)", "points", "no set of points"),
    ("pass", "points", "no figure was drawn"),
]


@pytest.mark.parametrize("body", RIGHT_LINES)
def test_a_figure_that_shows_data_and_model_is_right_however_it_is_drawn(body):
    assert faults(body, REGRESSION) == {}


@pytest.mark.parametrize(("body", "part", "text"), WRONG_LINES)
def test_what_a_figure_does_not_show_is_said(body, part, text):
    assert text in faults(body, REGRESSION)[part]


EACH = "for k, v in curves.items():\n    "
END = "\nax.set(xlabel='iteration', ylabel='loss')\nreturn ax"
PANELS = "fig, axs = plt.subplots(1, 3, sharey=True)\n"
RIGHT_CURVES = [
    "ax = plt.gca()\n" + EACH + "ax.plot(v, label=f'rate {k}')\nax.legend()" + END,
    "ax = plt.gca()\n"
    + EACH
    + "ax.semilogy(range(4), v, '--o', label=f'$\\\\eta$ = {k:.2f}')\nax.figure.legend()"
    + END,
    "ax = plt.gca()\nhandles = [ax.plot(v)[0] for v in curves.values()]\nax.legend(handles, [f'{k:.0e}' for k in curves])"
    + END,
    "ax = plt.gca()\n" + EACH + "ax.plot(v); ax.annotate(str(k), (3, v[-1]))" + END,
    "ax = plt.gca()\n" + EACH + "ax.plot(v, 'k'); ax.text(3.1, v[-1], str(k))" + END,
    "ax = plt.gca()\n"
    + EACH
    + "ax.plot(v, 'k'); ax.annotate(k, (2, v[2]), (9, 30), textcoords='offset points')"
    + END,
    "ax = plt.gca()\nfor (k, v), s in zip(curves.items(), ('-', '--', ':')):\n    ax.plot(v, s, color='k', label=k)\nax.legend()"
    + END,
    "ax = plt.gca()\nfor i, (k, v) in enumerate(curves.items()):\n    ax.plot(v, ls=(0, (1, i + 1)), c='k', label=k)\nax.legend()"
    + END,
    "ax = plt.gca()\nfor i, (k, v) in enumerate(curves.items()):\n    ax.plot(v, lw=i + 1, c='k', label=k)\nax.legend()"
    + END,
    "ax = plt.gca()\nfor (k, v), s in zip(curves.items(), 'ox^'):\n    ax.plot(v, marker=s, color='k', label=k)\nax.legend()"
    + END,
    "import matplotlib.patches as p\nax = plt.gca()\nh = []\nfor i, (k, v) in enumerate(curves.items()):\n"
    "    ax.plot(v, '--', c=f'C{i}'); h.append(p.Patch(color=f'C{i}', label=k))\nax.legend(handles=h)" + END,
    PANELS + "for a, (k, v) in zip(axs, curves.items()):\n    a.plot(v); a.set_title(f'{k}')\n"
    "    a.set_xlabel('i')\naxs[0].set_ylabel('loss')\nreturn axs",
    PANELS
    + "for a, k in zip(axs, curves):\n    a.plot(curves[k], label=k); a.legend()\nfig.supxlabel('i')\nfig.supylabel('loss')",
]
WRONG_CURVES = [
    ("ax = plt.gca()\n" + EACH + "ax.plot(v, label=k)" + END, "names", "nothing in the figure names the line of 0.05"),
    ("ax = plt.gca()\nfor k, v in zip(list(curves)[::-1], curves.values()):\n    ax.plot(v, label=k)\nax.legend()" + END,
     "names", "the line of 0.05 is named 0.9"),
    ("ax = plt.gca()\nh = [ax.plot(v)[0] for v in curves.values()]\nax.legend(h[::-1], list(curves))" + END, "names", "named"),
    ("ax = plt.gca()\n" + EACH + "ax.plot(v, 'k', label=k)\nax.legend()" + END, "names", "nothing in the figure names"),
    ("ax = plt.gca()\n" + EACH + "ax.plot(v, label=k)\nax.legend().set_visible(False)" + END, "names", "nothing"),
    ("ax = plt.gca()\n" + EACH + "ax.plot(v, label=str(list(curves)))\nax.legend()" + END, "names", "named"),
    ("ax = plt.gca()\n" + EACH + "ax.plot(v[1:], label=k)\nax.legend()" + END, "curves", "no line shows the values of 0.05"),
    ("ax = plt.gca()\n" + EACH + "ax.plot(np.log10(v), label=k)\nax.legend()" + END, "curves", "no line shows"),
    ("ax = plt.gca()\n" + EACH + "ax.plot(np.minimum(v, 9), label=k)\nax.legend()" + END, "curves", "no line shows the values of 0.9"),
    ("ax = plt.gca()\n" + EACH + "ax.scatter(range(4), v, label=k)\nax.legend()" + END, "curves", "no line shows"),
    ("ax = plt.gca()\n" + EACH + "ax.plot(v, label=k)\nax.set_ylim(0, 9)" + END, "curves", "the line of 0.9 lies outside"),
    ("ax = plt.gca()\n" + EACH + "ax.plot(np.arange(1, 5), v, label=k)" + END, "names", "so none can be named"),
    (PANELS + "axs[0].plot(curves[0.05])", "labels", "axis has no label"),
]  # fmt: skip


@pytest.mark.parametrize("body", RIGHT_CURVES)
def test_curves_may_be_named_in_any_way_that_a_reader_sees(body):
    assert faults(body, CONVERGENCE) == {}


@pytest.mark.parametrize(("body", "part", "text"), WRONG_CURVES)
def test_a_curve_without_its_own_name_is_none(body, part, text):
    assert text in faults(body, CONVERGENCE)[part]


def test_an_axes_that_is_given_is_the_one_that_counts():
    draw = "{0}.scatter(x, y); {0}.{1}xlabel('x'); {0}.{1}ylabel('y'); {0}.plot(x, 2 - x / 2)"
    assert faults(draw.format("ax", "set_"), REGRESSION, ax=NEW_AXES) == {}
    assert (
        faults(
            "ax.set(xlabel='x', ylabel='y')\nax.scatter(x, y); ax.plot(x, 2 - x / 2)", REGRESSION, ax=NEW_AXES
        )
        == {}
    )
    for elsewhere in (
        draw.format("plt", ""),
        "ax = plt.subplots()[1]\n" + draw.format("ax", "set_") + "\nreturn ax",
    ):
        assert set(faults(elsewhere, REGRESSION, ax=NEW_AXES)) == {"points", "line", "labels"}


def test_two_figures_that_show_the_same_are_described_alike():
    def one(ax):
        ax.plot(XY[:, 0], 2 - XY[:, 0] / 2, color="r")
        ax.scatter(*XY.T, label="data")
        ax.set(xlabel="a", ylabel="b")

    def other(ax):
        ax.set(xlabel="size", ylabel="price")
        ax.plot(*XY[::-1].T, "g^")
        ax.plot([3, -4], [0.5, 4.0], "--")

    a, b = (drawn_by(draw, (NEW_AXES,), {}) for draw in (one, other))
    assert str(a["artists"]) == str(b["artists"])
    assert a["xlabel"] is b["xlabel"] is True


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("lr = 0.05", [0.05]), ("$\\eta=10^{-3}$", [0.001]), ("10⁻² or 1e-2", [0.01]), ("rate .5, 12 steps", [0.5, 12]),
        (r"$\mathdefault{2\times10^{-1}}$", [0.2]), ("3·10**2", [300]), ("10^{-0.5}", [10**-0.5]), ("10^9999", [1e300]), ("110", [110]), ("−0.3", [0.3]), ("none", []),
    ],
)  # fmt: skip
def test_numbers_are_read_as_people_write_them(text, numbers):
    assert numbers_in(text) == numbers


@pytest.mark.parametrize("claim", [None, 3, {}, {"artists": 3}, {"artists": [], "view": "x", "panels": 3}, {"artists": [
    3, {"kind": "line"}, {"kind": [], "xy": np.zeros((0, 2))}, {"kind": "line", "xy": np.zeros((4, 2), complex)},
    {"kind": "points", "xy": np.full((4, 2), np.nan)}, {"kind": "line", "xy": np.column_stack([range(4), CURVES[0.3]]),
    "names": np.array(["0.3"])}], "panels": [None, {"artists": {}}], "view": np.zeros((2, 2))}])  # fmt: skip
def test_a_claim_of_any_kind_about_a_figure_is_judged(claim):
    for part, want in (REGRESSION | CONVERGENCE).items():
        assert judge_figure(part, claim, want, 1e-7) is not None
