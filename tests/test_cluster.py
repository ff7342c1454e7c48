"""`autograder grade --executor dask`: the same grades, whatever happens to the machines that graded."""

import contextlib
import functools
import json
import os
import pickle
import shutil
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from autograder.batch.cluster import cluster, connection, flow, remote
from autograder.batch.cluster.cluster import Cluster
from autograder.batch.engine import Work
from autograder.batch.finds import Found
from autograder.batch.intake import Submission
from autograder.batch.pool import LaneError
from autograder.grading.checks import Lesson, dump_checks
from tests.programs import SMALL as RIGHT

WRONG = RIGHT.replace("2 * x", "3 * x")


def work(student, program=RIGHT):
    """A submission to be graded."""
    submission = Submission(student, None, {"small": [Found("small.py", program.encode())]})
    return Work(submission, {"01_small": {"content": student}}, {}, "k")


# ---------------------------------------------------------------- bundles


def test_bundles_hold_everybody_once_and_in_order():
    class_ = [work(str(i)) for i in range(7)]
    found = list(flow.bundles(iter(class_), 3))
    assert [len(b) for b in found] == [3, 3, 1]
    assert [s for b in found for s in b] == class_


def test_a_bundle_is_bounded_in_bytes_and_what_is_larger_travels_alone():
    large = work("large", "#" * (flow.MOST_BYTES + 1))
    half = work("half", "#" * (flow.MOST_BYTES // 2))
    found = list(flow.bundles([half, half, half, large, work("a"), work("b")], 20))
    assert [[w.submission.student for w in b] for b in found] == [
        ["half", "half"],
        ["half"],
        ["large"],
        ["a", "b"],
    ]


def run(function, class_, most=4, window=3):
    """Results by student, of bundles through threads."""
    with ThreadPoolExecutor(3) as pool:
        results = flow.through(
            functools.partial(pool.submit, function),
            flow.bundles(class_, most),
            lambda: window,
            lambda w, error: {"student": w.submission.student, "failed": str(error)},
        )
        return {
            w.submission.student: r.get("failed") for w, r in results if w.submission.student == r["student"]
        }


def fine(bundle):
    return [{"student": w.submission.student} for w in bundle]


def test_a_bundle_that_fails_is_done_again_one_by_one_and_nobody_is_lost():
    def function(bundle):
        if any(w.submission.student in ("3", "11") for w in bundle):
            raise RuntimeError("lost")
        return fine(bundle)

    found = run(function, [work(str(i)) for i in range(14)])
    assert found == {str(i): "lost" if i in (3, 11) else None for i in range(14)}


def test_nobody_is_blamed_for_what_ended_beside_them():
    beside, lock, tried = [], threading.Lock(), []

    def function(bundle):
        """As on a cluster: when `bad` ends a worker, everything under way is lost with it."""
        names = [w.submission.student for w in bundle]
        with lock:
            beside.append(names)
        time.sleep(0.05)
        with lock:
            lost = any("bad" in other for other in beside)
            beside.remove(names)
            tried.append(names)
        if lost:
            raise RuntimeError("lost")
        return fine(bundle)

    found = run(function, [work("bad"), *(work(str(i)) for i in range(11))])
    assert found == {"bad": "lost"} | {str(i): None for i in range(11)}
    assert tried.count(["bad"]) > 1


def test_no_more_bundles_are_under_way_than_the_window_lets_in():
    taken, finished, ahead = [], [], []

    def class_():
        for i in range(40):
            taken.append(i)
            ahead.append(len(taken) - len(finished))
            yield work(str(i))

    def function(bundle):
        finished.extend(bundle)
        return fine(bundle)

    assert len(run(function, class_(), most=2, window=3)) == 40
    assert max(ahead) <= 2 * (3 + 1) + 1


@pytest.mark.parametrize("error", [LaneError("no lane"), CancelledError()])
def test_when_all_would_fail_nobody_is_reported_as_failed(error):
    def function(_):
        raise error

    with pytest.raises(type(error)):
        run(function, [work("a"), work("b")])


def test_what_is_under_way_is_cancelled_when_the_writer_stops():
    sent = []

    def submit(_):
        sent.append(Future())
        return sent[-1]

    results = flow.through(submit, flow.bundles([work(str(i)) for i in range(9)], 1), lambda: 3, None)
    threading.Timer(0.1, lambda: sent[0].set_result([{"student": "0"}])).start()
    assert next(results)[1] == {"student": "0"}
    results.close()
    assert [f.cancelled() for f in sent] == [False, True, True]


# ---------------------------------------------------------------- on a worker


@pytest.fixture
def arrived(small_course):
    """Make a grader as it arrives at a worker."""

    def arrived(level="process"):
        lessons = [lesson.frozen for lesson in small_course.lessons]
        return pickle.loads(pickle.dumps(remote.Grader(remote.packed(lessons), level)))

    return arrived


def test_a_grader_that_has_travelled_grades_as_this_machine_does(arrived):
    grader = arrived()
    bundle = pickle.dumps((work("ada"), work("bob", WRONG)))
    ada, bob = remote.grade_bundle(grader, bundle)
    assert [ada["student"], ada["key"], ada["level"]] == ["ada", "k", "process"]
    assert ada["lessons"][0]["content"] == "ada"
    points = [
        sum(c["points"] for x in r["lessons"] for e in x["exercises"] for c in e["checks"])
        for r in (ada, bob)
    ]
    assert points[0] > points[1] > 0


def test_the_lanes_close_when_the_cluster_drops_the_grader(arrived):
    grader = arrived()
    remote.grade_bundle(grader, pickle.dumps((work("ada"),)))
    (worker,) = grader.lanes.workers
    assert worker.warm
    del grader
    assert not worker.warm


def test_what_fails_there_comes_back_as_what_can_always_be_sent(arrived, monkeypatch):
    monkeypatch.setattr(remote.Grader, "grade", lambda *_: [].pop(lambda: 0))
    with pytest.raises(RuntimeError, match="TypeError: 'function' object cannot be interpreted"):
        remote.grade_bundle(arrived(), pickle.dumps(()))


def test_a_machine_that_cannot_confine_grades_nobody(arrived, monkeypatch):
    monkeypatch.setattr(remote, "trial", lambda _: (None, ["bubblewrap is not installed"]))
    with pytest.raises(LaneError, match=r"level lane cannot be used on .*: bubblewrap is not installed"):
        arrived("lane").grade([work("ada")])


# ---------------------------------------------------------------- what is said


class Workers:
    """Stands for a client: two workers that answer as told, else as this process would."""

    def __init__(self, answers=None, threads=(1, 3)):
        self.answers, self.threads = answers or {}, dict(zip("ab", threads, strict=False))

    def nthreads(self):
        return self.threads

    def run(self, function, *arguments, on_error):
        assert on_error == "return"
        default = (["lane", "kernel"], "") if function is remote.levels_here else function(*arguments)
        return {"a": default, "b": self.answers.get((function.__name__, *arguments), default)}


def meet(client, level=None, trusted=False, said=None):
    return Cluster("tcp://here:1", client, level, (said if said is not None else []).append, trusted=trusted)


def test_the_level_is_the_strongest_that_all_workers_have():
    assert meet(Workers()).level == "lane"
    weaker = Workers({("levels_here", None): (["kernel"], "lane: no bubblewrap")})
    found = meet(weaker)
    assert found.level == "kernel"
    assert found.sentence.endswith(
        "(level kernel); with bubblewrap installed they would be better, on 4 threads of the cluster at tcp://here:1."
    )
    none = Workers({("levels_here", None): ([], "lane: x")})
    assert meet(none, trusted=True).level == "process"


UNLIKE = "0.0.1"


@pytest.mark.parametrize(
    ("client", "sentence"),
    [
        (
            Workers(threads=()),
            "the cluster at tcp://here:1 has no worker; start one: dask worker tcp://here:1",
        ),
        (
            Workers({("version", "calculus-for-ml"): ModuleNotFoundError("x")}),
            "the worker b has no calculus-for-ml; install the same versions there as here",
        ),
        (
            Workers({("version", "numpy"): UNLIKE}),
            "the worker b has another numpy 0.0.1, this machine [0-9.]+; install the same there as here",
        ),
        (Workers({("python_version",): UNLIKE}), "the worker b has another Python 0.0.1, this machine"),
        (
            Workers({("grader",): UNLIKE}),
            r"the worker b has another autograder \(same version, other files\); install the same there as here",
        ),
        (
            Workers({("levels_here", None): ([], "lane: no bwrap. kernel: too old")}),
            r"submissions cannot be confined on the worker b \(lane: no bwrap. kernel: too old\)",
        ),
        (
            Workers({("levels_here", None): OSError("broken\npipe")}),
            r"submissions cannot be confined on the worker b \(broken pipe\)",
        ),
    ],
)
def test_a_cluster_that_cannot_grade_is_refused_in_one_sentence(client, sentence):
    with pytest.raises(LaneError, match=sentence) as caught:
        meet(client)
    assert "\n" not in str(caught.value)


def test_levels_that_have_nothing_in_common_are_refused():
    client = Workers({("levels_here", None): (["lane"], "")})
    client.run = lambda f, *a, on_error: (
        {"a": (["kernel"], ""), "b": (["lane"], "")} if f is remote.levels_here else {"a": f(*a)}
    )
    with pytest.raises(LaneError, match="have no level of confinement in common"):
        meet(client)


def test_when_all_workers_are_gone_it_waits_says_so_and_ends(monkeypatch):
    monkeypatch.setattr(flow, "LOOK", 0)
    monkeypatch.setattr(cluster, "PATIENCE", 0.05)
    said = []
    client = Workers()
    found = meet(client, said=said)
    assert found._window() == 9
    client.threads = {}
    assert found._window() == 1
    assert found._window() == 1
    assert said == ["All workers of the cluster are gone; waiting 0 minutes for one ..."]
    time.sleep(0.06)
    with pytest.raises(
        LaneError, match="has had no worker for 0 minutes; nothing is lost, run the same command"
    ):
        found._window()
    client.threads = {"a": 2}
    assert found._window() == 5


def test_a_scheduler_that_is_lost_is_one_sentence():
    client = Workers()
    found = meet(client)
    with pytest.raises(
        LaneError, match=r"the scheduler at tcp://here:1 was lost \(closed\); nothing is lost, run"
    ):
        found._ask(lambda: (_ for _ in ()).throw(OSError("closed")))


@pytest.fixture
def wrong(autograder, small_course, tmp_path):
    """Grade one student with more options."""
    (tmp_path / "class" / "ada").mkdir(parents=True)
    (tmp_path / "class" / "ada" / "small.py").write_text(RIGHT)
    path = tmp_path / "key.json"
    path.write_text(dump_checks([lesson.frozen for lesson in small_course.lessons]))
    return functools.partial(
        autograder, "grade", tmp_path / "class", "--key", path, "--out", tmp_path / "out"
    )


@pytest.mark.parametrize(
    ("more", "status", "sentence"),
    [
        (["--executor", "dask"], 2, "--executor dask needs --scheduler ADDRESS, such as tcp://10.0.0.1:8786"),
        (["--scheduler", "tcp://x:1"], 2, "--scheduler is for a cluster; add --executor dask"),
        (
            ["--executor", "dask", "--scheduler", "tcp://x:1", "--level", "process"],
            2,
            "level process confines nobody; if you trust every program, add --trust-submissions",
        ),
    ],
)
def test_wrong_usage_is_one_sentence(wrong, more, status, sentence):
    assert wrong(*more) == (status, "", f"error: {sentence}\n")


def test_without_dask_the_line_that_installs_it_is_given(wrong, monkeypatch):
    monkeypatch.setitem(sys.modules, "dask", None)
    status, _, stderr = wrong("--executor", "dask", "--scheduler", "tcp://127.0.0.1:1")
    assert status == 1
    assert stderr == (
        "error: --executor dask needs Dask; run: pip install 'calculus-for-ml[instructor,cluster]'\n"
    )


@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "nonsense://x", "tcp://[", "tls://127.0.0.1:1"])
def test_a_scheduler_that_does_not_answer_is_one_sentence(wrong, monkeypatch, address):
    pytest.importorskip("distributed")
    monkeypatch.setattr(connection, "WAIT", 0.3)
    status, _, stderr = wrong("--executor", "dask", "--scheduler", address)
    assert status == 1
    assert stderr.startswith(f"error: no Dask scheduler answers at {address} (")
    assert stderr.count("\n") == 1


# ---------------------------------------------------------------- a real cluster over loopback

PRELOAD = """
import os, signal
from pathlib import Path
from autograder.batch.engine import Lanes
Lanes.usual = getattr(Lanes, "usual", Lanes.result)  # Dask runs this twice
def result(self, work):
    if work.submission.student == "zoe":
        os.kill(os.getpid(), signal.SIGKILL)
    return self.usual(work)
Lanes.result = result  # zoe's program ends whatever grades it
def dask_setup(worker):
    Path({folder!r}, f"{{os.getpid()}}.pid").touch()
"""


def wait_for(what, process=None):
    """Until it is there. process: what is to bring it about."""
    end = time.monotonic() + 180
    while not (found := what()):
        assert process is None or process.poll() is None, process.stderr.read()
        assert time.monotonic() < end, "it takes too long"
        time.sleep(0.02)
    return found


def has_begun(out):
    """Whether there is a result."""
    return lambda: (out / "results.jsonl").is_file() and (out / "results.jsonl").stat().st_size


@contextlib.contextmanager
def running(command):
    """A command that does not outlive its test."""
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        with process:
            yield process
    finally:
        process.kill()


class Started:
    """A scheduler and two workers; `address`, and the processes of workers that live."""

    def __init__(self, folder):
        self.folder = folder
        (folder / "poison.py").write_text(PRELOAD.format(folder=str(folder)))
        self.environment = {
            **os.environ,
            "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1",
            "OPENBLAS_NUM_THREADS": "1",
        }
        self.scheduler = self.start("scheduler", "--port", "0")
        more = ["--nthreads", "1", "--preload", folder / "poison.py", "--local-directory", folder]
        self.workers = [self.start("worker", *more) for _ in range(2)]

    def wait(self):
        file = self.folder / "scheduler.json"
        self.address = wait_for(lambda: file.is_file() and file.read_text() and json.loads(file.read_text()))[
            "address"
        ]
        wait_for(lambda: len(self.pids()) == 2)

    def start(self, what, *more):
        command = [
            sys.executable,
            "-m",
            f"distributed.cli.dask_{what}",
            "--host",
            "127.0.0.1",
            "--no-dashboard",
        ]
        command += ["--scheduler-file", self.folder / "scheduler.json", *more]
        with open(self.folder / f"{what}.log", "ab") as log:
            return subprocess.Popen([*map(str, command)], env=self.environment, stdout=log, stderr=log)

    def pids(self):
        """Of worker processes that live, oldest first."""
        there = sorted(self.folder.glob("*.pid"), key=lambda p: p.stat().st_mtime_ns)
        return [int(p.stem) for p in there if alive(int(p.stem))]

    def close(self):
        for process in (*self.workers, self.scheduler):
            process.terminate()
        for process in (*self.workers, self.scheduler):
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.fixture(scope="module")
def started(tmp_path_factory):
    pytest.importorskip("distributed")
    started = Started(tmp_path_factory.mktemp("cluster"))
    try:
        started.wait()
        yield started
    finally:
        started.close()


@pytest.fixture(scope="module")
def grading(small_course, tmp_path_factory):
    """The command for a class of 60, one of whom is called zoe, and the table this machine makes of it."""
    folder = tmp_path_factory.mktemp("class")
    (folder / "key.json").write_text(dump_checks([lesson.frozen for lesson in small_course.lessons]))
    names = ["zoe", *(f"s{i:02d}" for i in range(59))]
    for i, name in enumerate(names):
        (folder / "class" / name).mkdir(parents=True)
        (folder / "class" / name / "small.py").write_text(f"# {i}\n{WRONG if i % 3 else RIGHT}")

    def command(out, *more):
        line = [sys.executable, "-m", "autograder", "grade", folder / "class", "--key", folder / "key.json"]
        return [*map(str, [*line, "--out", out, *more])]

    subprocess.run(command(folder / "local"), check=True, capture_output=True)
    return command, (folder / "local" / "grades.csv").read_text()


@pytest.mark.slow
def test_a_worker_is_killed_on_the_way_another_by_a_submission_and_nobody_is_lost(started, grading, tmp_path):
    command, wanted = grading
    out = tmp_path / "out"
    there = ["--executor", "dask", "--scheduler", started.address]
    with running(command(out, *there)) as process:
        wait_for(has_begun(out), process)
        os.kill(wait_for(started.pids)[0], signal.SIGKILL)
        _, stderr = process.communicate(timeout=180)
    assert process.returncode == 1, stderr
    assert "on 2 threads of the cluster at tcp://127.0.0.1:" in stderr
    assert stderr.endswith("60 submissions graded.\nTheir status: 59 ok, 1 grader error.\n")
    rows, due = ((out / "grades.csv").read_text().splitlines(), wanted.splitlines())
    (bad,) = set(rows) - set(due)
    assert bad.startswith("zoe,")
    assert cluster.LOST in bad
    assert len(rows) == len(due) == 61
    assert len((out / "results.jsonl").read_bytes().splitlines()) == 60  # nobody twice

    # This machine goes on where the cluster stopped: only what failed is graded, and all is as it should be.
    again = subprocess.run(command(out), capture_output=True, text=True)
    assert again.stderr.endswith("60 submissions graded, 59 of them kept from before.\n")
    assert (out / "grades.csv").read_text() == wanted
    # And the cluster does where this machine did.
    again = subprocess.run(command(out, *there), capture_output=True, text=True)
    assert again.stderr.endswith("60 submissions graded, 60 of them kept from before.\n")
    assert (out / "grades.csv").read_text() == wanted
    # Checks that changed are graded anew there as here. Zoe's end of every worker is none of this machine's.
    words = command(out)
    key = json.loads(Path(words[words.index("--key") + 1]).read_text())
    key["lessons"][0]["exercises"][0]["checks"][0]["points"] += 1
    changed = tmp_path / "changed.json"
    changed.write_text(dump_checks([Lesson.from_data(data) for data in key["lessons"]]))
    tables = []
    for place, more in (("here", []), ("there", there)):
        copy = shutil.copytree(out, tmp_path / place)
        line = ["regrade" if word == "grade" else word for word in command(copy, *more)]
        again = subprocess.run([*line, "--key", changed, "--yes"], capture_output=True, text=True)
        tables.append([row for row in (copy / "grades.csv").read_text().splitlines() if "zoe" not in row])
    assert "The grader failed at 1, whose results stay: `zoe`." in again.stderr
    assert tables[0] == tables[1]
    assert not set(tables[0][1:]) & set(wanted.splitlines()), "all have other points now"


@pytest.mark.slow
def test_ctrl_c_and_a_lost_scheduler_end_with_one_sentence_and_can_be_gone_on_from(
    started, grading, tmp_path
):
    command, wanted = grading
    wait_for(lambda: len(started.pids()) == 2)
    there = ["--executor", "dask", "--scheduler", started.address]
    out = tmp_path / "stopped"
    with running(command(out, *there)) as process:
        wait_for(has_begun(out), process)
        process.send_signal(signal.SIGINT)
        _, stderr = process.communicate(timeout=180)
    assert process.returncode == 1
    assert stderr.endswith("stopped; run the same command to go on\n")
    assert "Traceback" not in stderr

    out = tmp_path / "lost"
    with running(command(out, *there)) as process:
        wait_for(has_begun(out), process)
        started.scheduler.kill()
        _, stderr = process.communicate(timeout=180)
    assert process.returncode == 1
    assert f"error: the scheduler at {started.address} was lost (" in stderr
    assert stderr.endswith("nothing is lost, run the same command to go on\n")
    subprocess.run(command(out), check=True, capture_output=True)
    assert (out / "grades.csv").read_text() == wanted
