"""`autograder watch` as a student has it: in a terminal, in a pipe, with programs that hang and files that vanish."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time

import pytest

from tests.shells import PATIENCE, Shell

WRONG = "return 1 / (1 + np.exp(z))"
RIGHT = "return 1 / (1 + np.exp(-np.clip(z, -700, 700)))"
ENDLESS = "while True: pass"
STUB = "    # Your code here.\n    raise NotImplementedError\n"
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


@pytest.fixture
def course(repository, tmp_path):
    """Two lessons as students get them; none needs Matplotlib."""
    for slug in ("01_derivatives", "05_activations"):
        shutil.copytree(repository / "exercises" / slug, tmp_path / "course" / slug)
    return tmp_path / "course"


@pytest.fixture
def lesson(course):
    return course / "05_activations"


def write(lesson, body, number=0, name="activations.py"):
    """Save a body for the sigmoid, or another exercise of the lesson."""
    fresh = (
        (lesson.parent.parent / "fresh.py") if (lesson.parent.parent / "fresh.py").exists() else lesson / name
    )
    text = fresh.read_text()
    (lesson.parent.parent / "fresh.py").write_text(text)
    parts = text.split(STUB)
    parts[number] += f"    {body}\n" if body else STUB
    (lesson / name).write_text(
        "".join(p if i == number or i == len(parts) - 1 else p + STUB for i, p in enumerate(parts))
    )


def run(*arguments, cwd, **environment):
    return subprocess.run(
        [sys.executable, "-m", "autograder", *arguments], cwd=cwd, capture_output=True, text=True, timeout=PATIENCE,
        env=os.environ | environment, stdin=subprocess.DEVNULL,
    )  # fmt: skip


def test_an_afternoon(lesson):
    with Shell("watch", cwd=lesson) as shell:
        shell.shows(
            "05 Activation functions", "> not attempted    sigmoid", "Write `sigmoid` in activations.py:"
        )
        write(lesson, WRONG)
        shell.shows("> not right        sigmoid", "likely cause:", "hint:", "checked in")
        shell.press("h")
        shell.shows("Hints for `sigmoid`", "1 of 3: a question")
        shell.press("h")
        shell.shows("2 of 3: a nudge")
        write(lesson, "return (")
        shell.shows("> not right        sigmoid", "not valid Python: '(' was never closed")
        write(lesson, RIGHT)
        done = shell.shows("done             sigmoid", "> not attempted    sigmoid_derivative")
        assert "`sigmoid` is done: all 12 checks that you can see pass; hidden checks come\n" in done
        shell.shows("○○○ [●○○○]", "1 of 7 done")
        shell.press("l")
        shell.shows("> 05  Activation functions and their derivatives", "●○○○  1 of 4", "● done  ◐ begun")
        shell.press("1")
        shell.press("\r")
        shell.shows("> not attempted    difference_quotient", "derivatives.py")
        shell.press("n")
        shell.shows("> not attempted    central_difference")
        shell.press("p")
        shell.shows("> not attempted    difference_quotient")
        shell.resize(100, 30)
        assert len(shell.shows("─" * 100).splitlines()) == 30
        assert not shell.is_as_before
        shell.press("q")
        shell.says("\x1b[?1049l")
        shell.says("1 exercise done; you were at `difference_quotient` in 01_derivatives")
        shell.says("status 0")
        assert shell.is_as_before
    notes = json.loads((lesson.parent / ".autograder" / "state.json").read_text())
    assert notes["opened"] == {"activations.sigmoid": 2}
    assert notes["current"] == "derivatives.difference_quotient"


def test_a_loop_that_never_ends_is_no_end_of_the_watcher(lesson):
    with Shell("watch", cwd=lesson) as shell:
        shell.shows("not attempted yet")
        write(lesson, ENDLESS)
        shell.shows("checking, 1 s")
        shell.press("l")  # keys work meanwhile
        shell.shows("Enter choose")
        write(lesson, RIGHT)  # and a save starts over
        shell.shows("`sigmoid` is done", "checked in")
        shell.press("q")
        shell.says("status 0")


@pytest.mark.slow
def test_a_loop_that_never_ends_is_reported(lesson):
    with Shell("watch", cwd=lesson) as shell:
        shell.shows("not attempted yet")
        write(lesson, ENDLESS)
        shell.shows("> timed out        sigmoid", "does a loop never end?")
        write(lesson, WRONG)
        shell.shows("> not right        sigmoid")


def test_an_editor_may_replace_empty_or_remove_the_file(lesson):
    path = lesson / "activations.py"
    with Shell("watch", cwd=lesson) as shell:
        shell.shows("not attempted yet")
        write(lesson, WRONG)
        shell.shows("> not right        sigmoid")
        wrong = path.read_text()
        path.rename(lesson / "activations.py~")
        time.sleep(0.1)
        (lesson / "tmp").write_text(wrong.replace(WRONG, RIGHT))
        (lesson / "tmp").rename(path)
        shell.shows("`sigmoid` is done")
        with path.open("w") as file:  # half of it now, the rest in a moment
            file.write(wrong[: len(wrong) // 2])
            file.flush()
            time.sleep(0.02)
            file.write(wrong[len(wrong) // 2 :])
        shell.shows("> not right        sigmoid")
        assert "Traceback" not in shell.said


def test_a_file_that_is_renamed_is_missed_until_it_is_back(course, lesson):
    path, other = lesson / "activations.py", course / "01_derivatives" / "derivatives.py"
    with Shell("watch", cwd=lesson) as shell:
        shell.shows("not attempted yet")
        write(lesson, WRONG)
        shell.shows("> not right        sigmoid", "likely cause:")
        other.unlink()  # of no concern here
        path.rename(lesson / "my_activations.py")
        gone = shell.shows("`activations.py` is not there now; it is checked again as soon as it is back")
        assert "is it `my_activations.py` now? It needs its old name, for that is what" in gone
        (lesson / "my_activations.py").rename(path)
        shell.shows("> not right        sigmoid", "likely cause:")
        path.unlink()
        shell.shows("`activations.py` is not there now")
        write(lesson, RIGHT)
        shell.shows("`sigmoid` is done")


def test_a_file_that_is_too_large_is_not_said_to_be_gone(lesson):
    with Shell("watch", cwd=lesson) as shell:
        shell.shows("not attempted yet")
        with (lesson / "activations.py").open("ab") as file:
            file.truncate(11 << 20)
        shell.shows("`activations.py` has more than 10 MB, and at most that is graded; clear its\n")


def test_one_follows_the_student_to_a_notebook_and_to_another_lesson(course, lesson):
    notebook = lesson / "activations.ipynb"
    with Shell("watch", cwd=course) as shell:
        shell.shows("01 Derivatives", "> not attempted    difference_quotient", "○○○○")
        cells = json.loads(notebook.read_text())
        cell = next(c for c in cells["cells"] if "def relu(" in "".join(c["source"]))
        cell["source"] = "".join(cell["source"]).replace(STUB.strip(), "return z")
        notebook.write_text(json.dumps(cells))
        shell.shows("activations.ipynb", "05 Activation functions")
        shell.shows("not right        relu ")
        cell["source"] = cell["source"].replace("return z", "return z * (z > 0)")
        notebook.write_text(json.dumps(cells))
        shell.shows("done             relu ")


def test_ctrl_z_gives_the_terminal_back_and_fg_takes_it_again(lesson):
    with Shell("watch", cwd=lesson) as shell:
        shell.shows("not attempted yet")
        shell.press("\x1a")
        shell.says("\x1b[?1049l")
        shell.says("stopped")
        assert shell.is_as_before
        shell.said = ""
        shell.press("\n")
        shell.shows("not attempted yet")
        assert not shell.is_as_before
        shell.press("\x03")
        shell.says("\x1b[?1049l")
        shell.says("status 0")
        assert shell.is_as_before


def test_a_signal_gives_the_terminal_back(lesson):
    with Shell("watch", cwd=lesson) as shell:
        shell.shows("not attempted yet")
        os.kill(foreground(shell), signal.SIGTERM)
        shell.says("\x1b[?1049l")
        shell.says(f"status -{signal.SIGTERM.value}")
        assert shell.is_as_before


@pytest.mark.slow
def test_an_error_of_ours_gives_the_terminal_back(lesson, tmp_path):
    broken = "import autograder.student.watch.loop as loop\nloop.checked = None\n"
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(broken)
    with Shell("watch", cwd=lesson, PYTHONPATH=str(tmp_path / "site"), PYTHONSAFEPATH="") as shell:
        shell.says("\x1b[?1049l")
        shell.says("TypeError")
        shell.says("status 1")
        assert shell.is_as_before


def foreground(shell):
    return os.tcgetpgrp(shell.master)


def test_colours_are_not_forced_upon_anybody(lesson):
    write(lesson, "print('\\x1b[31mred')\n    raise ValueError")
    with Shell("watch", cwd=lesson) as shell:
        shell.shows("not right")
        assert COLOUR.search(shell.said)
        assert "\\u001b[31mred" in shell.screen
        assert "\x1b[31mred" not in shell.said
    with Shell("watch", cwd=lesson, NO_COLOR="1") as shell:
        shell.shows("not right")
        assert not COLOUR.search(shell.said)
    with Shell("watch", cwd=lesson, TERM="dumb") as shell:
        assert "> not right" in shell.says("sigmoid_derivative")
        shell.press("h")
        assert "\x1b" not in shell.says("1 of 3: a question")
        shell.press("q")
        shell.says("status 0")


def test_once_is_for_logs(course, lesson, repository):
    write(lesson, WRONG)
    (course / "01_derivatives" / "checks.json").write_text('{"lesson": "01_derivatives"')
    result = run("watch", "--once", cwd=course)
    assert result.returncode == 1
    assert "\x1b" not in result.stdout + result.stderr
    assert "is not a file of checks" in result.stdout
    assert "  not right      sigmoid" in result.stdout
    assert "01_derivatives  derivatives.py" in result.stdout
    assert result.stdout.endswith("0 of 4 exercises done\n")
    shutil.copy(repository / "solutions/05_activations/activations.py", lesson)
    result = run("watch", "--once", "05_activations", cwd=course)
    assert result.returncode == 0
    assert result.stdout.endswith(
        "4 of 4 exercises done: all checks that you can see pass; hidden checks come with grading\n"
    )


def test_a_pipe_gets_lines_until_it_is_over(lesson):
    command = [sys.executable, "-m", "autograder", "watch"]
    with subprocess.Popen(
        command, cwd=lesson, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True
    ) as watcher:
        lines = iter(watcher.stdout.readline, "")
        assert next(lines) == "05_activations  activations.py\n"
        assert any("not attempted yet" in line for line in lines)
        write(lesson, WRONG)
        assert any("> not right" in line for line in lines)
        assert any("hint:" in line for line in lines)
        watcher.terminate()
        rest = "".join(lines)
    assert watcher.returncode == -signal.SIGTERM
    assert rest.endswith("0 exercises done; you were at `sigmoid` in 05_activations\n")
    assert "\x1b" not in rest


@pytest.mark.parametrize("arguments", [["watch"], ["watch", "--once"], ["hint", "double"]])
def test_without_lessons_one_sentence(arguments, autograder, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    status, out, err = autograder(*arguments)
    assert (status, out) == (2, "")
    assert (
        err
        == f"error: no lesson here: neither `{tmp_path}` nor a folder in it holds `checks.json`; `cd` into your course folder first\n"
    )


def test_checks_that_cannot_be_read_are_told(lesson):
    (lesson / "checks.json").write_text('{"lesson": "05_activations"')
    with Shell("watch", cwd=lesson) as shell:
        shell.shows("is not a file of checks")
        shell.press("q")
        shell.says("status 0")
