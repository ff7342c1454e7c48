"""`pytest` in a lesson folder, and `pytest --submission`: items, messages, points, and what must never happen."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
import xml.etree.ElementTree as ET
from types import SimpleNamespace

import pytest

from autograder.grading.checks import dump_checks
from autograder.workers import worker_key, worker_of
from tests.released import release

MIXED = """\
import nothing_of_that_name
import numpy as np


def helper(x):
    print("x is", x)
    return x[7]


def double(x):
    return helper(x)


def regime(rate):
    while rate > 2:
        pass
    return "converges" if rate < 2 else "diverges"


def safe_log(x):
    import math, os
    if x < 0:
        os._exit(3)
    return math.log(x)


def my_loss(w):
    return float(np.sum((w - 1) ** 2))


def my_gradient(w):
    return 2 * (w - 1)
"""
DOUBLE = ["double[three numbers]", "double[zeros]", "double[arguments unchanged]"]
# Other plugins cost 0.5 s in every run; that ours is found without `-p` has a test of its own.
BARE = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
OURS = ("-p", "autograder")  # by the name of its entry point, as a release names it


def run(folder, *arguments, bare=True, **options):
    """Run pytest in a process of its own, as students do."""
    command = [sys.executable, "-m", "pytest", *(OURS if bare else ()), *map(str, arguments)]
    environment = BARE if bare else {k: v for k, v in os.environ.items() if not k.startswith("PYTEST_")}
    options = {"capture_output": True, "text": True, "timeout": 60, "env": environment} | options
    done = subprocess.run(command, cwd=folder, **options)
    return SimpleNamespace(ret=done.returncode, out=done.stdout, err=done.stderr)


def in_junit(path):
    """{item: (outcome, facts)} as other tools read them."""
    found = {}
    for item in ET.parse(path).iter("testcase"):
        outcome = next((c.tag for c in item if c.tag in ("failure", "skipped", "error")), "passed")
        found[item.get("name")] = (outcome, {p.get("name"): p.get("value") for p in item.iter("property")})
    return found


def ran(result):
    """The items of a verbose run, in order, with pytest's word for each."""
    return re.findall(r"::(\S+\[.*?\]) (PASSED|FAILED|SKIPPED)", result.out)


def table(out):
    """The rows between the heading `points` and the next heading."""
    lines = re.split(r"^=+ points =+$", out, flags=re.MULTILINE)[1].splitlines()[1:]
    end = next(i for i, line in enumerate(lines) if line.startswith("total"))
    return lines[: end + 1]


@pytest.fixture(scope="module")
def released(small_course, tmp_path_factory):
    return release(small_course, tmp_path_factory.mktemp("release"))


@pytest.fixture
def lesson(released, tmp_path):
    """A lesson folder of one's own, inside its course folder."""
    return shutil.copytree(released, tmp_path / "course") / "01_small"


@pytest.fixture(scope="module")
def key(small_course, tmp_path_factory):
    path = tmp_path_factory.mktemp("instructor") / "key.json"
    path.write_text(dump_checks([s.frozen for s in small_course.lessons]))
    return path


@pytest.fixture
def submission(tmp_path):
    folder = tmp_path / "class" / "ann"
    folder.mkdir(parents=True)
    (folder / "small.py").write_text("def double(x):\n    return x**2\n")
    return folder


@pytest.fixture
def office(tmp_path, key):
    """Where an instructor works: a course folder with its key."""
    folder = tmp_path / "office"
    folder.mkdir()
    shutil.copy(key, folder)
    return folder


# A fresh stub


@pytest.fixture(scope="module")
def fresh(released):
    return run(released / "01_small", "-p", "no:cacheprovider")


def test_a_fresh_stub_is_calm(fresh):
    assert fresh.ret == 0
    assert "22 skipped" in fresh.out
    assert not re.search("fail|error|warning", fresh.out, re.IGNORECASE)


def test_a_fresh_stub_has_no_points(fresh):
    assert table(fresh.out) == [
        "double       0 of 3    not attempted",
        "regime       0 of 3    not attempted",
        "safe_log     0 of 2    not attempted",
        "plot_fit     0 of 6    not attempted",
        "own_loss     0 of 8    not attempted",
        "total        0 of 22",
    ]


def test_nobody_is_told_that_all_is_done_while_hidden_checks_exist(fresh):
    assert "Hidden checks come on top when your work is graded." in fresh.out


def test_a_skip_says_why_and_where(lesson):
    result = run(lesson, "-rs", "-k", "double")
    text = (lesson / "small.py").read_text().splitlines()
    line = 1 + text.index("def double(x):")
    assert f"SKIPPED [3] small.py:{line}: `double` still raises NotImplementedError" in result.out


# What is written so far


@pytest.fixture(scope="module")
def mixed(released, tmp_path_factory):
    """One run over a program with a bit of everything."""
    lesson = shutil.copytree(released, tmp_path_factory.mktemp("mixed") / "course") / "01_small"
    (lesson / "small.py").write_text(MIXED)
    report = lesson / "report.xml"
    result = run(lesson, "-v", f"--junitxml={report}")
    return SimpleNamespace(**vars(result), items=in_junit(report))


def test_every_visible_check_is_an_item_and_no_other(mixed, small_course):
    exercises = small_course.lessons[0].frozen.visible().exercises
    assert list(mixed.items) == [f"{e.name}[{c.label}]" for e in exercises for c in e.checks]


def test_a_failing_run_ends_with_status_1(mixed):
    assert mixed.ret == 1


def test_an_endless_loop_costs_one_check(mixed):
    assert [mixed.items[f"regime[{case}]"][1]["status"] for case in ("small", "large", "between")] == [
        "passed", "timed out", "passed",
    ]  # fmt: skip
    assert "the call did not come back in time; does a loop never end?" in mixed.out


def test_a_crash_costs_one_check(mixed):
    assert mixed.items["safe_log[2]"][0] == "passed"
    assert mixed.items["safe_log[a negative x]"][1]["status"] == "crashed"
    assert "(ended the process with exit code 3)" in mixed.out


def test_a_failure_shows_the_call_own_line_numbers_and_prints(mixed):
    story = mixed.out.partition("_ double[zeros] _")[2].partition("\n___")[0]
    assert story.splitlines()[1:] == [
        "it raised IndexError: index 7 is out of bounds for axis 0 with size 2",
        "",
        "  double(np.array([0.0, 0.0]))",
        "",
        "  small.py:11, in double:  return helper(x)",
        "  small.py:7, in helper:  return x[7]",
        "",
        "printed:",
        "  x is [0. 0.]",
    ]


def test_no_frame_of_ours_is_shown(mixed):
    assert "Traceback" not in mixed.out
    assert "autograder/" not in mixed.out
    assert mixed.err == ""


def test_what_failures_have_in_common_is_told_once(mixed):
    assert mixed.out.count("it raised IndexError") == 2  # the story and pytest's summary
    assert "3 failed, 12 passed, 6 skipped, 2 more failing" not in mixed.out
    assert re.search(r"= 3 failed, 11 passed, 6 skipped, 2 more failing in [\d.]+s", mixed.out)


def test_every_failing_check_is_a_failure_for_other_tools(mixed):
    assert [mixed.items[name][0] for name in DOUBLE] == ["failure"] * 3
    assert dict(ran(mixed))["double[three numbers]"] == "FAILED"


def test_points_travel_in_junit_reports(mixed):
    assert mixed.items["own_loss[d = 2: gradient]"] == (
        "passed",
        {"lesson": "01_small", "exercise": "own_loss", "points": "1", "max_points": "1", "status": "passed"},
    )
    assert mixed.items["double[zeros]"][1]["points"] in ("0", "0.0")
    assert sum(float(facts["points"]) for _, facts in mixed.items.values()) == 11


def test_the_table_says_what_is_done_and_what_is_not(mixed):
    assert table(mixed.out) == [
        "note: small.py:1: ModuleNotFoundError: No module named 'nothing_of_that_name'; a file is graded alone: "
        "installed packages can be imported, other files cannot (this statement was skipped; that alone costs nothing)",
        "double       0 of 3",
        "regime       2 of 3",
        "safe_log     1 of 2",
        "plot_fit     0 of 6    not attempted",
        "own_loss     8 of 8    done",
        "total       11 of 22",
    ]


def test_a_missing_function_is_not_attempted(mixed):
    outcome, facts = mixed.items["plot_fit[positive x: points]"]
    assert (outcome, facts["status"]) == ("skipped", "not attempted")


def test_a_file_that_is_not_python_is_not_calm(lesson):
    (lesson / "small.py").write_text("x = 1\ndef double(x:\n    return 2 * x\n")
    result = run(lesson)
    assert result.ret == 1
    assert "small.py:2: not valid Python: '(' was never closed\n\n  def double(x:\n" in result.out
    assert "1 failed, 21 more failing" in result.out
    assert table(result.out)[-1] == "total        0 of 22"


@pytest.mark.parametrize(
    ("program", "note"),
    [
        ("def Doub_le(x):\n    return 2 * x", "there is no function named `double` in the file; did you mean `Doub_le`?"),
        (
            "x = 1\nwhile True: pass",
            "small.py:2: left out, because it did not end in time (so what it should define is missing "
            "for the functions that need it; the rest counts)",
        ),
        ("exit()", "small.py:1: exit() was ignored"),
    ],
    ids=["misspelt", "endless", "exit"],
)  # fmt: skip
def test_a_note_says_what_follows_from_it(lesson, program, note):
    (lesson / "small.py").write_text(program)
    rows = table(run(lesson, "-k", "double").out)
    assert rows == [f"note: {note}", "double     0 of 3    not attempted", "total      0 of 3"]


def test_a_function_that_is_there_is_no_misspelling_of_another(lesson):
    (lesson / "small.py").write_text("def my_loss(w): return 1.0\ndef regime(x): return x\n")
    assert "did you mean" not in run(lesson, "-k", "own_loss or double").out


# Selecting


def good(lesson, old="def double(x):\n", new="def double(x):\n    return 2 * x\n\n\ndef unused(x):\n"):
    path = lesson / "small.py"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


@pytest.mark.parametrize(
    ("arguments", "items"),
    [
        (["-k", "zeros"], ["double[zeros]"]),
        (["-k", "double and not zeros"], ["double[three numbers]", "double[arguments unchanged]"]),
        (["small.py::double[zeros]"], ["double[zeros]"]),
        (["small.py::regime[small]", "small.py::double[zeros]"], ["regime[small]", "double[zeros]"]),
        (["../01_small/small.py", "-k", "double"], DOUBLE),
        (["..", "-k", "double"], DOUBLE),
    ],
)
def test_items_can_be_selected(lesson, arguments, items):
    good(lesson)
    assert [name for name, _ in ran(run(lesson, "-v", *arguments))] == items


def test_last_failed_runs_only_those(lesson):
    (lesson / "small.py").write_text(MIXED.replace("return helper(x)", "return 2.0 * x"))
    words = ("-v", "-k", "double or own_loss")
    assert run(lesson, *words).ret == 0
    (lesson / "small.py").write_text(MIXED)
    assert run(lesson, *words).ret == 1
    again = run(lesson, "-v", "--lf")
    assert ran(again) == [(name, "FAILED") for name in DOUBLE]
    assert table(again.out)[1:] == ["double     0 of 3", "total      0 of 3"]


def test_a_selected_check_tells_the_story_of_one_that_was_not_selected(lesson):
    (lesson / "small.py").write_text("def double(x):\n    return x**2\n")
    result = run(lesson, "small.py::double[zeros]")
    story = result.out.partition("_ double[zeros] _")[2].partition("\n===")[0]
    assert story.splitlines()[1:8] == [
        "this is right, and counts as soon as `three numbers` is right too",
        "  see `double[three numbers]` first",
        "",
        "double[three numbers]:",
        "all 3 entries differ, most at [1]",
        "",
        "  double(np.array([1.0, -2.0, 3.0]))",
    ]
    assert "likely cause: x is squared." in story
    assert table(result.out)[0] == "double     0 of 1    1 of 3 checks ran"


def test_x_stops_at_the_first_failure_and_ends_the_program(lesson):
    """What comes after the failure would take for ever; nobody waits for it."""
    text = MIXED.replace("while rate > 2:\n        pass", "import time\n    time.sleep(10**6)")
    (lesson / "small.py").write_text(text)
    began = time.monotonic()
    result = run(lesson, "-x")
    assert time.monotonic() - began < 30
    assert "stopping after 1 failures" in result.out
    assert "1 failed in" in result.out
    assert "small.py:7, in helper:  return x[7]" in result.out


def test_what_a_selected_exercise_calls_is_blamed_without_being_selected(lesson):
    program = "def double(x):\n    return x**2\n\n\ndef regime(rate):\n    return double(rate) > 1\n"
    (lesson / "small.py").write_text(program)
    result = run(lesson, "-v", "small.py::regime")
    assert "`regime` calls `double`, which is not right yet: start there" in result.out
    assert len(ran(result)) == 3
    assert table(result.out)[-1] == "total      0 of 3"


def test_an_id_that_is_not_there_says_where_to_see_them(lesson):
    result = run(lesson, "small.py::double[no]")
    assert result.ret == 4
    assert "no match in any of [the checks of small.py: see `pytest --collect-only -q`]" in result.err


def test_collecting_only_runs_nothing(lesson):
    (lesson / "small.py").write_text("raise SystemExit\n")
    result = run(lesson, "--collect-only", "-q")
    assert "small.py::own_loss[d = 3: unchanged]" in result.out
    assert "22 tests collected" in result.out


def test_several_lessons_are_told_apart(lesson):
    second = shutil.copytree(lesson, lesson.parent / "02_small")
    checks = (second / "checks.json").read_text()
    (second / "checks.json").write_text(checks.replace('"lesson": "01_small"', '"lesson": "02_small"'))
    good(second)
    result = run(lesson.parent, "-k", "double")
    assert table(result.out) == [
        "01_small",
        "  double     0 of 3    not attempted",
        "02_small",
        "  double     3 of 3    done",
        "total        3 of 6",
    ]


# The program and pytest are kept apart


def test_the_program_runs_once_and_elsewhere(lesson, tmp_path):
    """Also when the file is named, where pytest would import it."""
    log = tmp_path / "log"
    (lesson / "small.py").write_text(
        f"import os\nwith open({str(log)!r}, 'a') as f: print(os.getpid(), os.getppid(), file=f)\n"
        "def double(x): return 2 * x\ndef test_me(): assert False\n"
    )
    result = run(lesson, "small.py", "-k", "double or test_me")
    assert result.ret == 0, result.out
    (line,) = log.read_text().splitlines()
    for pid in map(int, line.split()):  # the program's process and its worker
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_the_worker_of_a_students_run_is_forked_and_that_of_a_submission_is_not(
    lesson, office, submission, tmp_path
):
    """A forked one starts at once; it is forked before the checks are read, and a key would be in it."""
    log = tmp_path / "log"
    text = (
        "import os\nprocess = os.getppid()\n"
        f"with open(f'/proc/{{process}}/cmdline') as f, open({str(log)!r}, 'w') as g: g.write(f.read())\n"
    )
    (lesson / "small.py").write_text(text)
    run(lesson, "-k", "double")
    assert "pytest" in log.read_text()
    log.unlink()
    (submission / "small.py").write_text(text)
    run(office, f"--submission={submission}", "-k", "double")
    assert not log.exists(), "a confined program sees no other process and writes nowhere"


def test_what_was_imported_is_not_searched_for_garbage(lesson):
    """Else pytest does it twice at the end, and in every fork it copies all there is: an eighth of a run."""
    (lesson / "conftest.py").write_text(
        "import gc\ndef pytest_unconfigure(): print('frozen:', gc.get_freeze_count())\n"
    )
    result = run(lesson)
    assert int(re.search(r"frozen: (\d+)", result.out)[1]) > 10_000


def test_a_submission_that_is_trusted_is_not_forked_from_pytest_either(monkeypatch):
    monkeypatch.setattr("autograder.confinement.doctor.trial", lambda *args: (None, ["it does not start"]))
    options = {"submission": "ann", "key": None, "trust_submissions": True}
    worker = worker_of(SimpleNamespace(stash=pytest.Stash(), getoption=options.get))
    try:
        assert (worker.level, worker.warm[()].process is not None) == ("process", True)
    finally:
        worker.close()


def test_a_submission_that_cannot_be_confined_is_refused(grade, submission, monkeypatch):
    monkeypatch.setattr("autograder.confinement.doctor.trial", lambda *args: (None, ["it does not start"]))
    result = grade(submission)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert (
        "submissions cannot be confined here (lane: it does not start. kernel: it does not start)"
        in result.err
    )
    assert "--trust-submissions" in result.err


def test_the_threads_of_linear_algebra_are_the_users_own_again(monkeypatch):
    from autograder.cores import one_thread

    for before in (None, "7"):
        if before:
            monkeypatch.setenv("OPENBLAS_NUM_THREADS", before)
        else:
            monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
        with one_thread():
            assert os.environ["OPENBLAS_NUM_THREADS"] == "1"
        assert os.environ.get("OPENBLAS_NUM_THREADS") == before


def test_ctrl_c_ends_the_program_too(lesson, tmp_path):
    log = tmp_path / "log"
    (lesson / "small.py").write_text(
        f"import os, time\ndef double(x):\n    with open({str(log)!r}, 'w') as f: f.write(f'{{os.getpid()}} ')\n"
        "    time.sleep(10**6)\n"
    )
    command = [sys.executable, "-m", "pytest", *OURS, "-k", "double"]
    with subprocess.Popen(command, cwd=lesson, stdout=subprocess.PIPE, text=True, env=BARE) as process:
        while not (log.is_file() and log.read_text()):
            assert process.poll() is None, "pytest ended before the program ran"
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=20)
    assert process.returncode == 2
    assert "KeyboardInterrupt" in out
    with pytest.raises(ProcessLookupError):
        os.kill(int(log.read_text()), 0)


def test_a_broken_file_of_checks_is_one_sentence(lesson):
    (lesson / "checks.json").write_text("{}")
    result = run(lesson)
    assert result.ret == 2
    story = result.out.partition("_ ERROR collecting 01_small _")[2].splitlines()[1:3]
    assert story[0] == f"`{lesson / 'checks.json'}` is not a file of checks (KeyError: 'format')"
    assert story[1].startswith(("====", "!!!!"))


def test_an_unreadable_file_is_one_sentence(lesson, monkeypatch, pytester):
    path = lesson / "small.py"
    good = type(path).read_bytes

    def refused(self):
        if self.name == "small.py":
            raise PermissionError(13, "Permission denied", str(self))
        return good(self)

    monkeypatch.setattr(type(path), "read_bytes", refused)
    result = pytester.runpytest_inprocess("--debug-here", "-p", "no:cacheprovider", str(path))
    result.stdout.fnmatch_lines(["*`small.py` cannot be read: Permission denied", "*1 error in*"])
    result.stdout.no_fnmatch_line("*Traceback*")


@pytest.mark.parametrize("busy", [True, False])
def test_the_worker_is_forked_only_from_a_process_with_one_thread(busy, monkeypatch):
    """Python 3.12 warns, and it may hang: xdist's workers have threads, plain pytest has none."""
    monkeypatch.setattr("autograder.cores.threads", lambda: 2 if busy else 1)
    config = SimpleNamespace(stash=pytest.Stash(), getoption=lambda name: None)
    worker = worker_of(config, fork=True)
    try:
        assert (worker.warm[()].process is None) is not busy
        assert worker_of(config) is config.stash[worker_key] is worker
    finally:
        worker.close()


def test_threads_are_counted():
    from autograder.cores import threads

    before, done = threads(), threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    assert threads() == before + 1
    done.set()
    thread.join()


@pytest.mark.slow
def test_xdist_gives_the_same_points(lesson):
    (lesson / "small.py").write_text(MIXED)
    words = ("-k", "double or own_loss")
    alone = run(lesson, *words)
    both = run(lesson, "-p", "xdist", "-n", "2", *words)
    assert both.ret == 1
    assert table(both.out) == table(alone.out)
    assert "small.py:7, in helper:  return x[7]" in both.out
    assert "1 failed, 8 passed, 2 more failing" in both.out


# Notebooks


def fill_in(lesson, code="def double(x):\n    return 2 * x"):
    path = lesson / "small.ipynb"
    notebook = json.loads(path.read_text())
    cell = next(c for c in notebook["cells"] if "def double" in "".join(c["source"]))
    cell["source"] = code
    path.write_text(json.dumps(notebook))


def test_a_notebook_is_checked_when_it_is_named(lesson):
    fill_in(lesson, "def double(x):\n    return x[7]")
    result = run(lesson, "small.ipynb", "-k", "double")
    assert "  cell 3:2, in double:  return x[7]" in result.out
    assert table(result.out) == ["double     0 of 3", "total      0 of 3"]


def test_a_notebook_is_checked_when_nothing_else_was_edited(lesson):
    fill_in(lesson)
    result = run(lesson, "-v", "-k", "double")
    assert ran(result) == [(name, "PASSED") for name in DOUBLE]
    assert "small.ipynb::double[zeros]" in result.out
    good(lesson)
    assert "small.py::double[zeros]" in run(lesson, "-v", "-k", "double").out


def test_when_both_are_edited_a_note_says_which_counts(lesson):
    fill_in(lesson)
    good(lesson)
    note = (
        "note: both are edited: `small.py` counts here, and your instructor's grader takes the better one "
        "(`pytest small.ipynb` checks the notebook)"
    )
    assert table(run(lesson, "-k", "double").out)[0] == note
    assert "both are edited" not in run(lesson, "small.ipynb", "-k", "double").out


def test_a_cell_that_is_not_python_is_quoted(lesson):
    fill_in(lesson, "x = 1\ndef double(x:\n    return 2 * x")
    assert table(run(lesson, "small.ipynb", "-k", "double").out)[0] == (
        "note: cell 3:2: not valid Python: '(' was never closed, in `def double(x:` "
        "(so what this cell should define is missing; the other cells count)"
    )


def test_script_and_notebook_are_not_added_up(lesson):
    fill_in(lesson)
    result = run(lesson, "small.py", "small.ipynb", "-k", "double")
    assert table(result.out) == [
        "note: 2 files for one lesson: `01_small/small.ipynb` counts, no other earns more",
        "double     3 of 3    done",
        "total      3 of 3",
    ]


# Debugging


def test_prints_are_seen_while_debugging(lesson):
    (lesson / "small.py").write_text(
        "import os\ndef double(x):\n    print('pid', os.getppid())\n    return 2 * x\n"
    )
    result = run(lesson, "--debug-here", "-s", "-k", "double")
    assert result.out.count(f"pid {os.getpid()}\n") == 2
    assert table(result.out)[0] == "double     3 of 3    done"


def test_a_breakpoint_works_while_debugging(lesson):
    (lesson / "small.py").write_text("def double(x):\n    y = 2 * x\n    breakpoint()\n    return y\n")
    result = run(lesson, "--debug-here", "-k", "double", input="p x + 10\nc\nc\n")
    assert "(Pdb) array([11.,  8., 13.])" in result.out
    assert "3 passed" in result.out


def test_leaving_the_debugger_ends_the_run(lesson):
    (lesson / "small.py").write_text("def double(x):\n    breakpoint()\n    return 2 * x\n")
    result = run(lesson, "--debug-here", "-k", "double", input="q\n")
    assert "stopped in the debugger" in result.out
    assert result.out.count("(Pdb)") == 1
    assert result.ret == 2


# Where there is no lesson


def test_the_plugin_imports_nothing_heavy():
    code = "import sys, autograder.plugin; print(*sorted(sys.modules))"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    loaded = set(out.split())
    assert not loaded & {"numpy", "matplotlib", "sympy", "jinja2", "rich", "IPython"}
    assert {m for m in loaded if m.startswith("autograder")} == {
        "autograder", "autograder.plugin", "autograder.items", "autograder.texts", "autograder.workers",
    }  # fmt: skip


@pytest.mark.parametrize("folder", [".", "lint", "01_lint"])
def test_the_plugin_is_silent_where_there_is_no_lesson(tmp_path, folder):
    """`lint/checks.json` beside `lint/lint.py` is somebody else's; `01_lint` lacks `checks.json`."""
    place = tmp_path / folder
    place.mkdir(exist_ok=True)
    (place / "lint.py").write_text("raise SystemExit\n")
    if folder != "01_lint":
        (place / "checks.json").write_text("[1, 2]")
    (place / "test_it.py").write_text("import sys\ndef test_it(): assert 'numpy' not in sys.modules\n")
    result = run(tmp_path)
    assert result.ret == 0, result.out
    assert "1 passed" in result.out
    assert not re.search("points|submission|Hidden", result.out)


def test_pytest_finds_the_plugin_by_itself(lesson):
    good(lesson)
    result = run(lesson, "-k", "double", bare=False)
    assert "3 passed" in result.out
    assert "calculus-for-ml" in result.out


def test_help_names_the_options():
    out = run(".", "--help").out
    assert all(option in out for option in ("--debug-here", "--submission=FOLDER", "--key=KEY"))


# What one student handed in


@pytest.fixture
def grade(office, pytester, monkeypatch):
    """Run `pytest --submission` in this process, in the office; its worker is a process anyhow."""

    def run(submission, *arguments, cwd=office):
        monkeypatch.chdir(cwd)
        monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
        result = pytester.runpytest_inprocess(*OURS, f"--submission={submission}", *arguments)
        return SimpleNamespace(ret=result.ret, out="\n".join(result.outlines), err="\n".join(result.errlines))

    return run


def test_a_submission_is_graded_with_hidden_checks(grade, submission, tmp_path):
    result = grade(submission, "-k", "double", f"--junitxml={tmp_path / 'report.xml'}")
    items = in_junit(tmp_path / "report.xml")
    assert list(items) == [
        "double[three numbers]", "double[zeros]", "double[integers]",
        "double[arguments unchanged]", "double[arguments unchanged (hidden)]",
    ]  # fmt: skip
    assert "likely cause: x is squared." in result.out
    assert table(result.out) == ["double     0 of 5", "total      0 of 5"]
    assert "Hidden checks come on top" not in result.out
    assert result.ret == 1


def test_the_report_says_how_well_a_submission_is_confined(grade, submission):
    out = grade(submission, "-k", "zeros").out
    assert f"submission: {submission}" in out
    assert "Submissions are confined by" in out


def test_what_a_hidden_check_asked_is_not_shown(grade, submission):
    (submission / "small.py").write_text(
        "import numpy as np\ndef double(x):\n    print('input', x)\n"
        "    if x.dtype.kind == 'i': raise ValueError(f'input {x}')\n    return 2 * x\n"
    )
    out = grade(submission, "-k", "double").out
    assert "_ double[integers] _" in out
    assert "this check is hidden\n\nhint: What is 2 times 3?" in out
    assert "input" not in out
    assert "[4" not in out


def test_ids_of_a_submission_are_paths_from_here(grade, submission):
    assert "FAILED ../class/ann/small.py::double[three numbers] - all 3 entries" in grade(submission).out


@pytest.mark.parametrize(
    ("arguments", "count"),
    [
        (["-k", "integers"], 1),
        (["{folder}/small.py::double[integers]"], 1),
        (["{folder}"], 26),
        (["-x", "-k", "double"], 1),
    ],
)
def test_all_of_pytest_works_on_a_submission(grade, submission, arguments, count):
    result = grade(submission, "-v", *(a.format(folder=submission) for a in arguments))
    assert len(ran(result)) == count
    assert "collected 26 items" in result.out


def test_last_failed_works_on_a_submission(grade, submission):
    grade(submission)
    (submission / "small.py").write_text("def double(x):\n    return 2 * x\n")
    again = grade(submission, "-v", "--lf")
    assert len(ran(again)) == 5
    assert {word for _, word in ran(again)} == {"PASSED"}


def test_collecting_a_submission_runs_nothing(grade, submission):
    (submission / "small.py").write_text("raise SystemExit\n")
    assert "26 tests collected" in grade(submission, "--collect-only", "-q").out


@pytest.mark.slow
def test_xdist_grades_a_submission(office, submission):
    result = run(office, f"--submission={submission}", "-p", "xdist", "-n", "2", "-k", "double")
    assert table(result.out) == ["double     0 of 5", "total      0 of 5"]


def test_settings_that_only_mention_xdist_change_nothing(office, submission):
    (office / "pytest.ini").write_text("[pytest]\naddopts = --dist=loadfile\n")
    result = run(office, f"--submission={submission}", "-p", "xdist", "-k", "double")
    assert table(result.out) == ["double     0 of 5", "total      0 of 5"]


def test_the_key_of_the_course_is_found(grade, office, submission, tmp_path):
    inside = office / "deeper" / "still"
    inside.mkdir(parents=True)
    assert grade(submission, "-k", "zeros", cwd=inside).ret == 1
    other = tmp_path / "other.json"
    shutil.copy(office / "key.json", other)
    (office / "key.json").unlink()
    assert grade(submission, "-k", "zeros", "--key", other).ret == 1


def as_zip(submission):
    shutil.make_archive(submission, "zip", submission)
    return submission.with_name("ann.zip")


def as_notebook(submission):
    (submission / "small.py").unlink()
    cell = {"cell_type": "code", "source": "!ls\ndef double(x):\n    return x**2"}
    (submission / "small.ipynb").write_text(json.dumps({"cells": [cell]}))
    return submission


def in_lesson_folder(submission):
    (submission / "01_small").mkdir()
    (submission / "small.py").rename(submission / "01_small" / "small.py")
    return submission


def with_old_windows_name(submission):
    (submission / "small.py").rename(submission / "SMALL.PY")
    return submission


@pytest.mark.parametrize(
    "form",
    [as_zip, as_notebook, in_lesson_folder, with_old_windows_name, lambda s: s / "small.py"],
)
def test_a_submission_may_have_any_form(grade, submission, form):
    result = grade(form(submission), "-k", "double")
    assert "likely cause: x is squared." in result.out, result.out + result.err


def test_of_two_files_the_better_one_counts(grade, submission):
    (submission / "small (1).py").write_text("def double(x):\n    return 2 * x\n")
    result = grade(submission, "-k", "double")
    assert table(result.out) == [
        "note: 2 files for one lesson: `small (1).py` counts, no other earns more",
        "double     5 of 5    done",
        "total      5 of 5",
    ]


def test_a_file_that_cannot_be_read_does_not_stop_the_others(grade, submission):
    (submission / "01_small").mkdir()
    (submission / "01_small" / "small.py").mkdir()
    result = grade(submission, "-k", "double")
    assert "note: `01_small/small.py`: it is a folder, not a file" in result.out
    assert "total      0 of 5" in result.out


def booby_trap(folder, mark):
    """Whatever pytest or Python might pick up by itself; each would leave a line in `mark`."""
    for name in (
        "conftest",
        "sitecustomize",
        "usercustomize",
        "evil",
        "numpy",
        "test_evil",
        "setup",
        "__init__",
    ):
        (folder / f"{name}.py").write_text(f"open({str(mark)!r}, 'a').write('{name} ')\n")
    (folder / "pytest.ini").write_text(f"[pytest]\npythonpath = .\naddopts = -p evil --junitxml={mark}\n")


def test_nothing_of_a_submission_runs_beside_the_key(office, submission, tmp_path):
    booby_trap(submission, tmp_path / "mark")
    result = run(office, f"--submission={submission}", "--key=key.json", "-k", "double")
    assert not (tmp_path / "mark").exists()
    assert table(result.out)[-1] == "total      0 of 5"
    (submission / "pytest.ini").unlink()
    result = run(office, f"--submission={submission}", f"{submission}/small.py::double[zeros]")
    assert not (tmp_path / "mark").exists()
    assert table(result.out)[-1] == "total      0 of 1"


def test_nothing_of_a_submission_runs_while_the_course_has_settings(office, submission, tmp_path):
    """As README says it: in the course folder, with a space, the submissions below."""
    (office / "pyproject.toml").write_text("[tool.pytest]\n")
    (office / "class").mkdir()
    shutil.move(submission, office / "class")
    booby_trap(office / "class" / "ann", tmp_path / "mark")
    result = run(office, "--submission", "class/ann", "--key", "key.json", "-k", "double")
    assert not (tmp_path / "mark").exists()
    assert table(result.out)[-1] == "total      0 of 5"


def usage(name, arguments, sentence, prepare=lambda office, submission: None, cwd="office"):
    return pytest.param(arguments, sentence, prepare, cwd, id=name)


def write(path, text):
    path.write_text(text)


@pytest.mark.parametrize(
    ("arguments", "sentence", "prepare", "cwd"),
    [
        usage("key alone", ["--key=key.json"], "--key goes with --submission FOLDER"),
        usage(
            "debugging", ["--submission={ann}", "--debug-here"],
            "--debug-here would run a submission beside the key; it is for your own files",
        ),
        usage("nobody", ["--submission=nobody"], "`nobody` does not exist; give the folder of one student"),
        usage(
            "no key", ["--submission={ann}"],
            "no key.json here or above; give --key, or run `autograder build` in your course",
            lambda office, submission: (office / "key.json").unlink(),
        ),
        usage(
            "key missing", ["--submission={ann}", "--key=no.json"],
            "the key `no.json` cannot be read: No such file or directory",
        ),
        usage("key a folder", ["--submission={ann}", "--key={ann}"], "the key `{ann}` cannot be read: Is a directory"),
        usage(
            "key broken", ["--submission={ann}"], "`{office}/key.json` is not a file of checks",
            lambda office, submission: write(office / "key.json", '{"lessons": []}'),
        ),
        usage(
            "key old", ["--submission={ann}"], "`{office}/key.json` has format 0, this version reads 2",
            lambda office, submission: write(office / "key.json", '{"format": 0, "lessons": []}'),
        ),
        usage(
            "empty", ["--submission={ann}"], "`{ann}`: it holds no file of any lesson (small)",
            lambda office, submission: (submission / "small.py").rename(submission / "tiny.py"),
        ),
        usage(
            "not a lesson's file", ["--submission={ann}/tiny.py"],
            "`{ann}/tiny.py`: it holds no file of any lesson (small)",
            lambda office, submission: write(submission / "tiny.py", ""),
        ),
        usage(
            "a folder for a file", ["--submission={ann}"], "`{ann}`: `small.py`: it is a folder, not a file",
            lambda office, submission: ((submission / "small.py").unlink(), (submission / "small.py").mkdir()),
        ),
        usage(
            "no zip", ["--submission={ann}/ann.zip"], "`{ann}/ann.zip`: it cannot be read: file is not a zip file",
            lambda office, submission: write(submission / "ann.zip", "PK"),
        ),
        usage("no such check", ["--submission={ann}", "{ann}/small.py::no"], "the submission has no check `{ann}/small.py::no`"),
        usage(
            "inside", ["--submission=.", "--key={office}/key.json"],
            "run --submission from your course folder, not from inside the submission", cwd="ann",
        ),
        usage(
            "inside with its file", ["--submission=small.py", "--key={office}/key.json"],
            "run --submission from your course folder, not from inside the submission", cwd="ann",
        ),
        usage(
            "settings", ["--submission", "{ann}"],
            "pytest found its settings in the submission (`{ann}/pytest.ini`) and so may have run what is in it; "
            "name it only as --submission={ann}, with `=`, and select checks with -k",
            lambda office, submission: write(submission / "pytest.ini", "[pytest]\n"),
        ),
        usage(
            "settings by an id", ["--submission={ann}", "{ann}/small.py::double[zeros]"],
            "pytest found its settings in the submission (`{ann}/pytest.ini`)",
            lambda office, submission: write(submission / "pytest.ini", "[pytest]\n"),
        ),
    ],
)  # fmt: skip
def test_a_wrong_use_is_one_sentence(
    arguments, sentence, prepare, cwd, office, submission, pytester, monkeypatch
):
    names = {"ann": submission, "office": office}
    prepare(office, submission)
    monkeypatch.chdir(names[cwd])
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    result = pytester.runpytest_inprocess(
        *OURS, "-p", "no:cacheprovider", *(a.format(**names) for a in arguments)
    )
    assert result.ret == 4
    errors = [line for line in result.stderr.lines if line.startswith("ERROR")]
    assert len(errors) == 1
    assert errors[0].startswith("ERROR: " + sentence.format(**names))
