"""Lanes in processes of their own: the same results, and what ends one of them costs nobody anything."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from autograder.batch import engine
from autograder.batch.engine import Lanes
from autograder.batch.fork import Fork, GoneError
from autograder.grading.checks import dump_checks
from tests.programs import SMALL as RIGHT

WRONG = RIGHT.replace("2 * x", "3 * x")


def nothing():
    pass


@pytest.fixture
def forked():
    """Make a fork that does what a function does."""
    forks = []

    def fork(result, stop=nothing, end=nothing):
        forks.append(Fork(lambda: result, stop, end, forks[:]))
        return forks[-1]

    yield fork
    for one in forks:
        one.close()


def test_the_work_is_done_in_another_process(forked):
    first, second = forked(lambda work: (work, os.getpid())), forked(lambda work: (work, os.getpid()))
    found = [fork.result(n) for n in range(3) for fork in (first, second)]
    assert [work for work, _ in found] == [0, 0, 1, 1, 2, 2]
    assert {pid for _, pid in found} == {first.pid, second.pid}
    assert os.getpid() not in {first.pid, second.pid}


def test_each_of_two_threads_gets_its_own_results(forked):
    fork = forked(lambda work: work * work)
    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(fork.result, range(1, 500))) == [n * n for n in range(1, 500)]


def test_what_is_raised_there_is_raised_here(forked):
    def fails(work):
        raise engine.StoppedError(f"no {work}")

    fork = forked(fails)
    for _ in range(2):  # and it goes on
        with pytest.raises(engine.StoppedError, match="no ada"):
            fork.result("ada")


@pytest.mark.parametrize(
    ("end", "words"),
    [
        (lambda: os.kill(os.getpid(), signal.SIGKILL), "was ended by signal 9"),
        (lambda: os._exit(0), "ended"),
        (lambda: (_ for _ in ()).throw(type("LocalError", (Exception,), {})()), "ended"),
    ],
    ids=["killed", "ends", "raises what cannot be sent"],
)
def test_only_what_ended_a_fork_is_blamed_and_what_waited_behind_it_was_not_begun(forked, end, words):
    def result(work):
        time.sleep(0.3)
        return end() if work == "bad" else work

    fork = forked(result)
    with ThreadPoolExecutor(2) as pool:
        bad = pool.submit(fork.result, "bad")
        time.sleep(0.1)
        behind = pool.submit(fork.result, "behind")
        with pytest.raises(GoneError, match=f"^the process that graded it {words}$"):
            bad.result(10)
        assert behind.result(10) is None
    assert fork.result("later") is None


def test_it_can_be_asked_to_stop_and_leaves_nothing_behind(forked, tmp_path):
    def result(work):
        deadline = time.monotonic() + 20
        while not (tmp_path / "stopped").exists() and time.monotonic() < deadline:
            time.sleep(0.01)
        return work

    fork = forked(result, (tmp_path / "stopped").touch, (tmp_path / "ended").touch)
    with ThreadPoolExecutor(1) as pool:
        made = pool.submit(fork.result, "ada")
        time.sleep(0.2)
        os.kill(
            fork.pid, signal.SIGINT
        )  # as a terminal does to all: only the grader decides what becomes of it
        assert not made.done()
        fork.stop()
        assert made.result(10) == "ada"
    fork.close()
    assert (tmp_path / "ended").exists()
    fork.stop()  # nobody else's process is meant
    fork.close()


def test_none_outlives_a_grader_that_is_killed():
    code = """
import os, signal, time
from autograder.batch.fork import Fork
forks = []
for _ in range(2):
    forks.append(Fork(lambda: time.sleep, print, print, forks))
print(*(f.pid for f in forks), flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout
    deadline = time.monotonic() + 5
    while left := [pid for pid in said.split() if is_alive(pid)]:
        assert time.monotonic() < deadline, left
        time.sleep(0.01)
    assert len(said.split()) == 2


def is_alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.fixture
def grade(autograder, small_course, tmp_path, monkeypatch):
    """Grade six students in forks; return status, what was said and the rows of the table."""
    monkeypatch.setattr(engine, "MANY", 6)
    (tmp_path / "key.json").write_text(dump_checks([x.frozen for x in small_course.lessons]))
    for i, name in enumerate(("ada", "bob", "cleo", "dora", "emil", "zoe")):
        (tmp_path / "class" / name).mkdir(parents=True)
        (tmp_path / "class" / name / "small.py").write_text(f"# {i}\n{WRONG if i % 2 else RIGHT}")

    def run(out, jobs):
        arguments = (tmp_path / "class", "--key", tmp_path / "key.json", "--out", tmp_path / out)
        status, _, err = autograder("grade", *arguments, "--jobs", jobs)
        return status, err, (tmp_path / out / "grades.csv").read_text().splitlines()

    return run


def test_a_class_that_is_graded_by_forks_has_the_same_grades(grade, monkeypatch):
    alone = grade("alone", 1)
    here, result = os.getpid(), Lanes.result

    def elsewhere(self, work):
        assert os.getpid() != here
        return result(self, work)

    monkeypatch.setattr(Lanes, "result", elsewhere)
    assert grade("forked", 2)[2] == alone[2]


def test_a_submission_that_ends_its_fork_costs_nobody_points_and_is_tried_again(grade, monkeypatch):
    due = grade("alone", 1)[2]
    here, result = os.getpid(), Lanes.result

    def ends(self, work):
        if work.submission.student == "bob" and os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return result(self, work)

    monkeypatch.setattr(Lanes, "result", ends)
    status, err, rows = grade("out", 2)
    assert status == 1
    assert "Their status: 5 ok, 1 grader error." in err
    (bad,) = [row for row in rows if row not in due]
    assert bad.startswith("bob,")
    assert "not the student's fault (the process that graded it was ended by signal 9)" in bad
    monkeypatch.setattr(Lanes, "result", result)
    status, err, rows = grade("out", 2)
    assert (status, rows) == (0, due)
    assert "6 submissions graded, 5 of them kept from before." in err
