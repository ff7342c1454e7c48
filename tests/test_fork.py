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
from autograder.batch.pool import LaneError
from autograder.grading.checks import dump_checks
from tests.processes import strays
from tests.programs import SMALL as RIGHT

WRONG = RIGHT.replace("2 * x", "3 * x")


def nothing():
    pass


class Lane:
    """What a fork does: what a function does."""

    def __init__(self, result, stop=nothing, end=nothing):
        self.result, self.stop, self.end, self.begin = result, stop, end, nothing


@pytest.fixture
def forked():
    """Make a fork."""
    forks = []
    yield lambda *functions: Fork(Lane(*functions), forks)
    for fork in forks:
        fork.close()


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
        raise LaneError(f"no {work}")

    fork = forked(fails)
    for _ in range(2):  # and it goes on
        with pytest.raises(LaneError, match="no ada"):
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
def test_only_what_ended_a_fork_is_blamed_and_another_one_does_the_rest(forked, end, words):
    def result(work):
        time.sleep(0.1)
        return end() if work.startswith("bad") else work

    fork = forked(result)
    works = ["good", "bad 1", "bad 2", "behind", "bad 3", "later"] * 3
    with ThreadPoolExecutor(2) as pool:
        made = [pool.submit(fork.result, work) for work in works]
        for work, future in zip(works, made, strict=True):
            if work.startswith("bad"):
                with pytest.raises(GoneError, match=f"^the process that graded it {words}$"):
                    future.result(10)
            else:
                assert future.result(10) == work


@pytest.mark.parametrize("size", [100, 3_000_000])
def test_large_works_that_wait_behind_it_are_not_lost_and_come_back_to_their_own(forked, size):
    fork = forked(lambda work: os._exit(0) if work[0] == "bad" else (work[0], len(work[1])))
    works = [("bad" if n % 3 == 0 else n, bytes(size + n)) for n in range(18)]
    with ThreadPoolExecutor(2) as pool:
        made = [pool.submit(fork.result, work) for work in works]
    found = [future.result() for future in made if not future.exception()]
    assert found == [(n, size + n) for n in range(18) if n % 3]
    assert {type(future.exception()) for future in made} == {GoneError, type(None)}


def test_one_that_never_takes_what_is_too_large_is_given_up(forked, monkeypatch):
    fork = forked(lambda work: work)
    fork.lane.begin = lambda: os._exit(0)  # of all that come now
    os.kill(fork.pid, signal.SIGKILL)
    time.sleep(0.1)
    with pytest.raises(
        GoneError, match=r"^the process that (graded it ended|was to grade it ended, 3 times)$"
    ):
        fork.result(bytes(5_000_000))


def test_one_that_ended_while_nothing_was_to_be_done_costs_nobody_anything(forked):
    fork = forked(lambda work: work)
    assert fork.result("ada") == "ada"
    for _ in range(3):
        os.kill(fork.pid, signal.SIGKILL)
        time.sleep(0.1)
        assert fork.result("bob") == "bob"


def test_when_there_can_be_no_more_processes_one_sentence_says_so(forked, monkeypatch):
    fork = forked(lambda work: os._exit(0))

    def fails():
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(os, "fork", fails)
    for _ in range(2):
        with pytest.raises(GoneError, match=r"^no process can be started: Resource temporarily unavailable$"):
            fork.result("ada")


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
        os.kill(fork.pid, signal.SIGINT)  # as a terminal does to all; the grader decides what becomes of it
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
class Lane:
    begin = end = stop = print
    result = time.sleep
for _ in range(2):
    Fork(Lane, forks)
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


def test_submissions_that_end_their_fork_cost_nobody_points_and_are_tried_again(grade, monkeypatch):
    due = grade("alone", 1)[2]
    here, result = os.getpid(), Lanes.result

    def ends(self, work):
        assert os.getpid() != here
        if work.submission.student in ("ada", "bob", "dora"):
            os.kill(os.getpid(), signal.SIGKILL)
        return result(self, work)

    monkeypatch.setattr(Lanes, "result", ends)
    status, err, rows = grade("out", 2)
    assert status == 1
    assert "Their status: 3 grader error, 3 ok." in err
    bad = [row for row in rows if row not in due]
    assert [row.split(",")[0] for row in bad] == ["ada", "bob", "dora"]
    sentence = "not the student's fault (the process that graded it was ended by signal 9)"
    assert all(sentence in row for row in bad)
    monkeypatch.setattr(Lanes, "result", result)
    status, err, rows = grade("out", 2)
    assert (status, rows) == (0, due)
    assert "6 submissions graded, 3 of them kept from before." in err


def test_where_no_process_can_be_forked_this_one_does_it_all(grade, monkeypatch):
    due, fork, forks = grade("alone", 1)[2], os.fork, []

    def first_only():
        forks.append(None)
        if len(forks) > most:
            raise BlockingIOError(11, "Resource temporarily unavailable")
        return fork()

    monkeypatch.setattr(os, "fork", first_only)
    for most in (0, 1):
        forks.clear()
        status, _, rows = grade(f"out {most}", 2)
        assert (status, rows) == (0, due)
        assert forks


INTERRUPTED = """
import sys
from autograder.batch import engine
engine.MANY = 2
from autograder.cli import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize("jobs", [2, pytest.param(3, marks=pytest.mark.slow)])
def test_ctrl_c_ends_it_soon_without_a_word_too_many_and_leaves_nothing(small_course, tmp_path, jobs):
    (tmp_path / "key.json").write_text(dump_checks([x.frozen for x in small_course.lessons]))
    for i in range(12):
        (tmp_path / "class" / f"s{i}").mkdir(parents=True)
        loop = "\nwhile True:\n    pass\n" if i > 2 else ""
        (tmp_path / "class" / f"s{i}" / "small.py").write_text(f"# {i}\n{RIGHT}{loop}")
    (tmp_path / "tmp").mkdir()
    command = [sys.executable, "-c", INTERRUPTED, "grade", tmp_path / "class", "--key", tmp_path / "key.json"]
    command += ["--out", tmp_path / "out", "--jobs", jobs]
    environment = {**os.environ, "TMPDIR": str(tmp_path / "tmp")}
    with subprocess.Popen(
        [*map(str, command)], env=environment, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        deadline = time.monotonic() + 60
        while not (tmp_path / "out" / "results.jsonl").is_file() or not (tmp_path / "out/feedback").is_dir():
            assert time.monotonic() < deadline
            time.sleep(0.01)
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does
        _, err = process.communicate(timeout=30)
    assert process.returncode == 1
    assert "Traceback" not in err
    assert err.count("stopped") == 1
    assert err.endswith("stopped; run the same command to go on\n")
    deadline = time.monotonic() + 5
    while left := strays(tmp_path):
        assert time.monotonic() < deadline, left
        time.sleep(0.05)
    assert list((tmp_path / "tmp").iterdir()) == []
