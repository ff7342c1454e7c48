"""The walls do not get in the way of honest programs, at any level."""

import importlib.util
import os

import pytest

from autograder.confinement.level import LEVELS, is_hidden
from autograder.confinement.process import ProcessWorker
from autograder.confinement.worker import Limits, Loaded, Task
from autograder.grading.checks import Probe
from autograder.grading.close import differ
from tests.attacks.conftest import CONFINING
from tests.attacks.honest import PROGRAMS

# Where the interpreter lies in root's home, level kernel has only what was imported before root was left.
OUT_OF_REACH = {"a figure", "symbols", "texts", "save and load", "a pool of threads"}


@pytest.fixture(scope="module", params=LEVELS)
def worker(request):
    level = LEVELS[request.param]
    if level not in (*CONFINING, LEVELS["process"]):
        pytest.skip(f"level {level.name} does not work here")
    worker = ProcessWorker(Limits(call=10, statement=20), level)
    yield worker
    worker.close()


@pytest.mark.parametrize("name", PROGRAMS)
def test_an_honest_program_is_right(worker, name):
    program, wanted = PROGRAMS[name]
    if name == "symbols" and not importlib.util.find_spec("sympy"):
        pytest.skip("sympy is not installed")
    loaded, answer = worker.run(program.encode(), "honest.py", [Task(Probe("", (("answer", (), {}),)), ())])
    assert isinstance(loaded, Loaded)

    if worker.level == "kernel" and os.geteuid() == 0 and is_hidden() and name in OUT_OF_REACH:
        return
    assert (loaded.fatal, loaded.problems) == ("", ())
    assert (answer.status, answer.text) == ("returned", "")
    assert differ(answer.value, wanted, 1e-9) is None, answer.value
