"""`check("double")` in a notebook: the points of `pytest`, on stdout only, whatever the program does."""

import builtins
import json
import re
import signal
import subprocess
import sys
import textwrap
import threading
import time
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from autograder import notebook
from autograder.confinement.worker import Limits
from autograder.grading.checks import dump_checks

DOUBLE = "def double(x):\n    return 2 * x\n"


@pytest.fixture(scope="module")
def exercises(small_course):
    return {e.name: e for e in small_course.lessons[0].frozen.exercises}


@pytest.fixture
def kernel(small_course, tmp_path, monkeypatch, capfd):
    """Run cells in one namespace, in a lesson's folder; return the last value, stdout and stderr."""
    lesson = tmp_path / "01_small"
    lesson.mkdir()
    (lesson / "checks.json").write_text(dump_checks([small_course.lessons[0].frozen.visible()]))
    monkeypatch.chdir(lesson)
    monkeypatch.setattr(notebook, "Limits", lambda: Limits(call=0.3, again=0.05, patience=3))
    namespace = {"__name__": "__main__"}
    exec(
        "import numpy as np\nfrom autograder import check\nfrom autograder.notebook import use_key", namespace
    )

    def run(cells, last="check('double')"):
        exec(compile(textwrap.dedent(cells), "cell", "exec"), namespace)
        value = eval(last, namespace)
        out, err = capfd.readouterr()
        return SimpleNamespace(value=value, out=out, err=err)

    run.namespace = namespace
    yield run
    notebook._keys.clear()


def test_all_points_for_what_is_right(kernel):
    result = kernel(DOUBLE)
    assert result.value == 3.0
    assert result.out == (
        "passed: three numbers; zeros; arguments unchanged\n"
        "double: 3 of 3 points; hidden checks come with grading\n"
    )


def test_a_fresh_stub_is_calm(kernel):
    result = kernel("def double(x):\n    raise NotImplementedError")
    assert result.value == 0.0
    assert result.out == (
        "not attempted: three numbers; zeros; arguments unchanged\n"
        "`double` still raises NotImplementedError\n"
        "double: 0 of 3 points; hidden checks come with grading\n"
    )


def test_a_cell_that_was_not_run_is_told_so(kernel):
    result = kernel("")
    assert result.value == 0.0
    assert result.out == (
        "`double` is not there yet: run the cell that defines it, then this one\n"
        "double: 0 of 3 points; hidden checks come with grading\n"
    )
    result = kernel("def my_loss(w):\n    return 1.0", "check('own_loss')")
    assert result.out.startswith("`my_gradient` is not there yet: run the cell")


def test_the_function_itself_names_the_exercise(kernel):
    assert kernel(DOUBLE, "check(double)").value == 3.0


def test_a_failure_reads_as_in_pytest(kernel):
    result = kernel("def double(x):\n    return x**2")
    assert (
        "failed: three numbers\n\n  all 3 entries differ, most at [1]\n\n    double(np.array(" in result.out
    )
    assert "  likely cause: x is squared.\n" in result.out


LOUD = {
    "a warning": "def double(x):\n    import warnings\n    warnings.warn('no')\n    return 2 * x",
    "warnings as errors": "import warnings\nwarnings.simplefilter('error')\n"
    "def double(x):\n    warnings.warn('no')\n    np.float64(1) / np.float64(0)\n    return 2 * x",
    "an overflow": "def double(x):\n    np.exp(np.array([1e9]))\n    return 2 * x",
    "NumPy that raises": "np.seterr(all='raise')\ndef double(x):\n    np.exp(np.array([1e9]))\n    return 2 * x",
    "prints": "def double(x):\n    print('a print', flush=True)\n    return 2 * x",
    "prints on stderr": "import sys\ndef double(x):\n    print('a print', file=sys.stderr)\n    return 2 * x",
    "a log": "import logging\ndef double(x):\n    logging.warning('a print')\n    return 2 * x",
}


@pytest.fixture
def restored():
    """The cells above change what all of this process shares."""
    import warnings

    import numpy as np

    with warnings.catch_warnings(), np.errstate():
        yield


@pytest.mark.parametrize("program", LOUD.values(), ids=LOUD)
def test_warnings_and_prints_cost_nothing(kernel, program, restored):
    """nbgrader gives zero for anything at all on stderr."""
    result = kernel(program)
    assert result.value == 3.0
    assert result.err == ""
    assert "a print" not in result.out


@pytest.mark.parametrize("program", [DOUBLE, "def double(x):\n    return x**2", ""])
def test_the_points_are_a_plain_float(kernel, program):
    """nbgrader gives full marks for a `np.float64`: it cannot read its repr."""
    assert type(kernel(program).value) is float


LOOPS = {
    "a loop": "while True: pass",
    "a loop that catches everything": "while True:\n            try:\n                while True: pass\n            except BaseException: pass",
    "sleep": "import time; time.sleep(60)",
}


@pytest.mark.parametrize("body", LOOPS.values(), ids=LOOPS)
def test_what_never_ends_is_stopped_and_costs_its_check(kernel, body):
    program = f"def double(x):\n    if x.any():\n        {body}\n    return 2 * x"
    began = time.monotonic()
    result = kernel(program)
    assert time.monotonic() - began < 5
    assert result.value == 0.0
    assert "timed out: three numbers" in result.out
    assert "does a loop never end? (stopped after 0.3 s)" in result.out
    assert "timed out: arguments unchanged\nthese count as soon as it is right: zeros\n" in result.out


def test_a_function_that_never_ends_costs_less_time_from_the_third_call_on(kernel):
    began = time.process_time()
    result = kernel("def regime(rate):\n    while True: pass", "check('regime')")
    assert time.process_time() - began < 0.8  # two of 0.3 s and one of 0.05 s
    assert "timed out: large; between" in result.out


def test_the_alarm_is_gone_afterwards(kernel):
    before = [signal.getsignal(n) for n in (signal.SIGPROF, signal.SIGALRM)]
    kernel("def double(x):\n    while True: pass")
    assert [signal.getsignal(n) for n in (signal.SIGPROF, signal.SIGALRM)] == before
    assert signal.getitimer(signal.ITIMER_PROF) == signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_the_alarm_is_gone_when_it_rings_while_it_is_switched_off(monkeypatch):
    """The moment of switching off is the likeliest one for a program that took nearly all its time."""
    switch, rings = signal.setitimer, []

    def late(timer, seconds, *more):
        if seconds == 0 and len(rings) < 3:
            rings.append(timer)
            signal.raise_signal(signal.SIGPROF)
        return switch(timer, seconds, *more)

    before = signal.getsignal(signal.SIGPROF)
    monkeypatch.setattr(signal, "setitimer", late)
    with notebook._alarm(5, 5) as rang:
        pass
    assert len(rings) == len(rang) == 3
    assert signal.getsignal(signal.SIGPROF) == before
    assert signal.getitimer(signal.ITIMER_PROF) == signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_checks_work_in_a_thread_where_there_is_no_alarm(kernel):
    results = []
    thread = threading.Thread(target=lambda: results.append(kernel(DOUBLE).value))
    thread.start()
    thread.join()
    assert results == [3.0]


@pytest.mark.parametrize(
    "leave", ["exit()", "quit(0)", "raise SystemExit", "import sys; sys.exit(1)", "raise KeyboardInterrupt"]
)
def test_leaving_costs_one_check(kernel, leave, monkeypatch):
    monkeypatch.setattr(sys, "stdin", None)  # which the exit() of plain Python closes
    result = kernel(f"def double(x):\n    if not x.any():\n        {leave}\n    return 2 * x")
    assert result.value == 2.0
    assert "failed: zeros" in result.out


def test_the_exit_of_ipython_does_not_end_the_kernel(kernel):
    """There, `exit` does not raise: it asks the kernel to end after this cell."""
    asked = []
    kernel.namespace["exit"] = asked.append
    result = kernel("def double(x):\n    exit()\n    return 2 * x")
    assert result.value == 0.0
    assert "it raised SystemExit" in result.out
    assert asked == []
    assert kernel.namespace["exit"] == asked.append
    assert "quit" not in kernel.namespace
    assert kernel.namespace["__builtins__"] is vars(builtins)


def test_a_function_that_calls_a_wrong_one_is_told_so(kernel):
    program = "def double(x):\n    return x**2\ndef regime(rate):\n    return double(rate) < 1"
    result = kernel(program, "check('regime')")
    assert "`regime` calls `double`, which is not right yet: start there" in result.out
    result = kernel("def double(x):\n    return 2 * x", "check('regime')")
    assert "start there" not in result.out


def test_figures_of_the_notebook_go_where_they_went(kernel):
    import matplotlib as mpl

    before = mpl.get_backend()
    mpl.use("svg")
    try:
        result = kernel(
            "def plot_fit(x, y, theta):\n    import matplotlib.pyplot as plt\n    plt.scatter(x, y)",
            "check('plot_fit')",
        )
        assert result.value == 2.0
        assert mpl.get_backend() == "svg"
    finally:
        mpl.use(before)


# With the key, as nbgrader has it


def test_a_key_brings_hidden_checks_once(kernel, exercises):
    kernel.namespace["key"] = exercises["double"].packed()
    result = kernel(DOUBLE + "use_key(key)")
    assert result.value == 5.0
    assert result.out.endswith("double: 5 of 5 points\n")
    assert "integers (hidden)" in result.out
    assert kernel("").value == 3.0


REVEALING = {
    "returned": "return x",
    "raised": "raise ValueError(f'input {x}')",
    "printed": "print('input', x); return x",
    "changed": "x[:] = 0; return 2 * x",
    "looped": "while True: pass",
}


@pytest.mark.parametrize("reveal", REVEALING.values(), ids=REVEALING)
def test_what_a_hidden_check_asked_is_never_shown(kernel, exercises, reveal):
    """Label, outcome, points and hint; the hidden case is np.array([4, 5])."""
    kernel.namespace["key"] = exercises["double"].packed()
    result = kernel(
        f"def double(x):\n    if x.dtype.kind == 'i':\n        {reveal}\n    return 2 * x\nuse_key(key)"
    )
    assert result.value == 3.0
    assert result.err == ""
    assert "hint: What is 2 times 3?\ndouble: 3 of 5 points\n" in result.out
    assert not re.search(r"input|4|8|\bint", result.out.replace("integers (hidden)", ""))


def test_what_a_hidden_check_asked_is_not_shown_by_a_visible_one(kernel, exercises):
    """A program that remembers what it was asked, and an exercise whose hidden probe comes first."""
    key = exercises["safe_log"]
    last = len(key.probes) - 1
    checks = tuple(replace(c, probe=last - c.probe) for c in key.checks)
    kernel.namespace["key"] = replace(key, probes=key.probes[::-1], checks=checks, mistakes=()).packed()
    program = (
        "seen = []\ndef safe_log(x):\n    seen.append(x)\n    print(seen)\n    return seen\nuse_key(key)"
    )
    result = kernel(program, "check('safe_log')")
    assert "2.0" in result.out
    assert "0.1" not in result.out.replace("0.1 (hidden)", "")


@pytest.mark.parametrize("reveal", [*REVEALING, "plotted"])
def test_what_a_hidden_figure_asked_is_never_shown(kernel, exercises, reveal):
    """The second picture is hidden here; the first may be shown, and is right."""
    key = exercises["plot_fit"]
    first, last = key.probes
    name, (_, y, theta), _ = last.calls[0]
    last = replace(last, calls=((name, (np.array([-5858.5, 2.0, 3.0]), y, theta), {}),), hidden=True)
    checks = tuple(replace(c, hidden=c.probe == 1) for c in key.checks)
    kernel.namespace["key"] = replace(key, probes=(first, last), checks=checks, mistakes=()).packed()
    plotted = "plt.plot(x, x, label=repr(x)); plt.title(repr(x)); plt.legend(); return plt.gca()"
    body = {**REVEALING, "plotted": plotted}[reveal].replace("2 * x", "x")
    result = kernel(
        f"import matplotlib.pyplot as plt\ndef plot_fit(x, y, theta):\n    if x[0] == -5858.5:\n        {body}\n"
        "    plt.plot(x, y, 'o')\n    plt.plot(x[:2], theta[0] + theta[1] * x[:2])\n    plt.xlabel('x')\n    plt.ylabel('y')\n"
        "use_key(key)",
        "check('plot_fit')",
    )
    assert "negative x: points (hidden)" in result.out
    assert "passed: positive x: points" in result.out
    assert "5858" not in result.out + result.err


def test_a_key_does_not_need_the_visible_checks(kernel, exercises, tmp_path):
    (tmp_path / "01_small" / "checks.json").unlink()
    kernel.namespace["key"] = exercises["double"].packed()
    assert kernel("def double(x):\n    return x**2\nuse_key(key)").value == 0.0


# Wrong uses


@pytest.mark.parametrize(
    ("last", "sentence"),
    [
        (
            "check('doubel')",
            "no exercise `doubel` in this lesson; did you mean `double`?",
        ),
        ("check(3)", "no exercise `3` in this lesson; it has double, regime, safe_log, plot_fit, own_loss"),
    ],
)
def test_an_unknown_exercise_is_named(kernel, last, sentence):
    with pytest.raises(ValueError) as error:
        kernel("", last)
    assert str(error.value) == sentence


def test_a_notebook_away_from_its_folder_is_told_so(kernel, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ValueError) as error:
        kernel(DOUBLE)
    assert str(error.value) == f"no `checks.json` in `{tmp_path}`; keep the notebook in its lesson folder"


def test_a_broken_file_of_checks_is_one_sentence(kernel, tmp_path):
    (tmp_path / "01_small" / "checks.json").write_text(json.dumps({"format": 99}))
    with pytest.raises(ValueError, match=r"`checks.json` .*format"):
        kernel(DOUBLE)


# In a real kernel

IPYTHON = """
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance()
def run(cell):
    result = shell.run_cell(cell, store_history=True)
    result.raise_error()
    return result.result
run("from autograder import check")
run("def helper(x):\\n    return x[7]")
run("def double(x):\\n    return helper(x)")
assert run("check('double')") == 0.0
run("def double(x):\\n    exit()")
assert run("check('double')") == 0.0
assert not shell.exit_now
run("def double(x):\\n    return 2 * x")
assert run("check(double)") == 3.0
shell.run_cell("check('doubel')")
"""


def test_cells_are_named_as_ipython_names_them(kernel, tmp_path):
    command = [sys.executable, "-W", "ignore", "-c", IPYTHON]
    environment = {"IPYTHONDIR": str(tmp_path), "HOME": str(tmp_path), "PATH": ""}
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "    In[3]:2, in double:  return helper(x)\n    In[2]:2, in helper:  return x[7]\n" in done.stdout
    *_, last = done.stdout.splitlines()
    assert last == "ValueError: no exercise `doubel` in this lesson; did you mean `double`?"
    assert "Traceback" not in done.stdout
    assert done.stderr == ""
