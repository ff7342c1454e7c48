"""Ctrl-C while a command starts: it ends, and nobody sees a traceback."""

import os
import signal
import subprocess
import sys

import pytest

# The command, interrupted when it begins to import a module; `numpy` stands for all that take long.
START = """
import importlib.abc, os, runpy, signal, sys

class Interrupting(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name == moment:
            sys.meta_path.remove(self)
            os.kill(os.getpid(), signal.SIGINT)

moment = sys.argv.pop(1)
sys.meta_path.insert(0, Interrupting())
sys.argv[0] = "autograder"
runpy.run_module("autograder", run_name="__main__")
"""
EARLY = ["argparse", "autograder.cli"]


def interrupted(moment, *arguments, cwd):
    return subprocess.run(
        [sys.executable, "-c", START, moment, *arguments], cwd=cwd, capture_output=True, text=True, timeout=60,
        stdin=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": ""},
    )  # fmt: skip


@pytest.mark.parametrize("moment", EARLY)
def test_before_the_command_has_begun_it_ends_as_any_program_does(moment, tmp_path):
    done = interrupted(moment, "watch", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (-signal.SIGINT, "", "")


@pytest.mark.parametrize(
    ("command", "moment"),
    [
        ("watch", "autograder.confinement.process"),
        ("watch", "numpy"),
        ("hint", "autograder.grading.checks"),
        ("hint", "numpy"),
        ("grade", "numpy"),
        ("grade", "numpy.linalg"),
    ],
)
def test_later_it_says_that_it_was_stopped(command, moment, repository, tmp_path):
    arguments = [str(tmp_path), "--out", str(tmp_path / "out")] if command == "grade" else []
    done = interrupted(moment, command, *arguments, cwd=repository / "exercises" / "05_activations")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "stopped; run the same command to go on\n"


def test_who_ignores_interrupts_goes_on_ignoring_them(tmp_path):
    """As under `nohup`, or in the background of a script."""
    ignoring = f"import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)\n{START}"
    done = subprocess.run(
        [sys.executable, "-c", ignoring, "argparse", "hint"], cwd=tmp_path, capture_output=True, text=True, timeout=60
    )  # fmt: skip
    assert done.stderr.startswith("error: no lesson here: ")
