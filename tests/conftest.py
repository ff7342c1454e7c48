"""Fixtures shared by the engine's tests: a small course, a worker, a folder of submissions."""

import signal
import sys
from pathlib import Path

import pytest

from autograder.cli import main
from autograder.confinement.process import ProcessWorker
from autograder.confinement.worker import Limits
from tests import courses
from tests.graded import grader

pytest_plugins = ["pytester"]

# A shell that starts something in the background has it ignore Ctrl-C, and so all that it starts: not what tests are about.
signal.signal(signal.SIGINT, signal.default_int_handler)
REPOSITORY = Path(__file__).parents[1]


def pytest_addoption(parser):
    parser.addoption("--update", action="store_true", help="write the golden files anew instead of comparing")


@pytest.fixture(scope="session")
def repository():
    return REPOSITORY


@pytest.fixture(scope="session")
def course():
    """The course of this repository."""
    return courses.course()


@pytest.fixture(scope="session")
def small_course():
    """One exercise of every kind; see tests/course."""
    return courses.course(REPOSITORY / "tests" / "course")


@pytest.fixture(scope="session")
def worker():
    """A worker with short limits."""
    worker = ProcessWorker(Limits(call=0.5, again=0.1, statement=0.5, total=20, patience=3))
    yield worker
    worker.close()


@pytest.fixture(scope="session")
def lesson(small_course):
    """The lesson of the small course, hidden checks included."""
    return small_course.lessons[0].frozen


@pytest.fixture(scope="session")
def grade(lesson, worker):
    """Grade a program of that lesson as a student's only file; see `graded.grader`."""
    return grader(worker, lesson)


@pytest.fixture
def autograder(capsys):
    """Run the command in this process; return exit status, stdout and stderr."""

    def run(*arguments):
        try:
            status = main([str(a) for a in arguments])
        except SystemExit as end:
            status = end.code
        out, err = capsys.readouterr()
        return status, out, err

    return run


@pytest.fixture(scope="session")
def python():
    return sys.executable
