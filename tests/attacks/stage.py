"""Run an attack between honest neighbours, and say what of it got through."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from autograder.confinement import warm as warming
from autograder.confinement.level import Level
from autograder.confinement.process import ProcessWorker
from autograder.confinement.running import Assignment, grade_program
from autograder.confinement.warm import Warm
from autograder.confinement.worker import Limits, Loaded
from autograder.grading.answer import Answer
from autograder.grading.checks import Check, Exercise, Lesson, Probe
from autograder.grading.verdict import Graded
from tests.attacks.scene import MEGABYTE, Scene, Watch, ends, marked, temporary_files_in
from tests.attacks.table import Attack

LIMITS = Limits(
    call=0.3, again=0.1, statement=0.3, total=2, patience=2.5, memory=160 * MEGABYTE, written=48 * MEGABYTE
)
# A program may use its limit; what is above these is a wall that gave way. The box's scratch holds 64 MiB.
MOST = {
    "processes": 1,
    "threads": 200,
    "memory": 260 * MEGABYTE,
    "disk": 70 * MEGABYTE,
    "files": 5000,
}
LONGEST = LIMITS.total * LIMITS.patience + 2
X, HIDDEN = np.array([1.0, -2.0, 3.5]), np.array([0.625, 41.0, -7.75])
# Numbers that no program can know: they stand for the value of an exercise that was not solved.
UNSOLVED = np.random.default_rng().normal(size=3)


def exercise(name: str, wanted: object, hidden: object = None) -> Exercise:
    """One probe, or two of which one is hidden: a point for each value and one for purity."""
    probes = (
        Probe("seen", ((name, (X,), {}),)),
        Probe("unseen", ((name, (HIDDEN,), {}),), hidden=True),
    )
    checks = (
        Check("value", 0, "close", wanted, 1.0, rtol=1e-9),
        Check("hidden value", 1, "close", hidden, 1.0, rtol=1e-9, hidden=True),
        Check("purity", 0, "purity", [], 1.0, needs="value"),
    )
    if hidden is None:
        probes, checks = probes[:1], (checks[0], checks[2])
    return Exercise(name, (name,), ("x",), ("", "", ""), probes, checks)


EXERCISES = (
    exercise("before", 2 * X, 2 * HIDDEN),
    exercise("attacked", UNSOLVED),
    exercise("after", X + 1, HIDDEN + 1),
)
# More input than a socket holds while nobody reads it.
BIG = replace(
    exercise("big", X, X),
    probes=tuple(Probe(f"big {i}", (("big", (np.ones(60_000),), {}),)) for i in range(4)),
)
LESSON = Assignment.of(Lesson("01_attacked", "Attacked", EXERCISES))
BIG_LESSON = Assignment.of(Lesson("01_attacked", "Attacked", (*EXERCISES, replace(BIG, checks=()))))
FULL = {"before": 3.0, "attacked": 0.0, "after": 3.0}


class StuckError(BaseException):
    """The grader itself does not come back."""


@contextlib.contextmanager
def within(seconds: float) -> Iterator[None]:
    """Interrupt the grader, wherever it waits."""

    def ring(signum: int, frame: object) -> None:
        raise StuckError

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


class Stage:
    """A worker at one level with its scene; attacks come one after the other."""

    def __init__(self, level: Level, folder) -> None:
        self.level, self.folder = level, folder
        self.mark = f"no_module_{os.getpid()}_{time.monotonic_ns()}"
        self.made = contextlib.ExitStack()
        uid = warming.FIRST_UID + os.getpid() % warming.UIDS if os.geteuid() == 0 else 0
        self.scene = Scene(folder, uid if "user" in level.layers else 0)
        self.made.callback(self.scene.close)
        environment = {"AUTOGRADER_SECRET": self.scene.canary}
        os.environ.update(environment)
        self.made.callback(lambda: [os.environ.pop(k, None) for k in environment])
        self.worker = ProcessWorker(LIMITS, level)
        self.made.callback(lambda: self.worker.close())
        self.normal: set[int] = set()
        self.refresh()
        self.clean = self.state_of_neighbour() == FULL

    def refresh(self) -> None:
        """A warm process whose arguments carry our mark, which all that it forks inherit."""
        if () not in self.worker.warm:
            self.worker.close()
            self.normal = set()
            self.worker.warm = {(): Warm(self.level, self.mark)}

    def own_pids(self) -> set[int]:
        """The warm processes and what bubblewrap keeps around them."""
        return marked(self.mark)

    def state_of_neighbour(self) -> dict[str, float]:
        """The points of an honest submission, 0 for what it did not attempt."""
        honest = Attack("", "", "", body="raise NotImplementedError").program({})
        _, *graded = grade_program(self.worker, LESSON, honest, "attacked.py")
        return {g.exercise: g.points for g in graded}

    def perform(self, attack: Attack) -> list[str]:
        """What got through, each a sentence; nothing if the walls held."""
        self.refresh()
        self.normal = self.normal or self.own_pids()
        assignment = BIG_LESSON if attack.big else LESSON
        program = attack.program(self.scene.facts)
        through: list[str] = []
        said: list[object] = []
        warm = self.worker.warm[()]
        began = time.monotonic()
        points: dict[str, float] = {}
        with Watch(warm.host_pid, self.scene.temporary) as watch:
            try:
                recorder = _Recorder(self.worker, said, watch)
                with within(LONGEST), temporary_files_in(self.scene.temporary):
                    _, *graded = grade_program(recorder, assignment, program, attack.file)
                points = {g.exercise: g.points for g in graded}
            except StuckError:
                through.append("the grader was stuck")
                warm.kill()
                self.worker.warm = {}
            except Exception as error:
                through.append(f"the grader failed with {type(error).__name__}")
                self.worker.warm = {}
                warm.kill()
        seconds = time.monotonic() - began
        if seconds > LONGEST:
            through.append(f"it took {seconds:.0f} s")
        through += sorted(watch.seen)
        for name, most in MOST.items():
            if watch.most[name] > most:
                through.append(f"{name}: {watch.most[name]}")
        if attack.own and not attack.raw:
            through += sorted({f"it is broken: {e}" for item in said for e in _mishaps(item)})
        if self.scene.canary in repr(said):
            through.append("it got hold of the canary")
        through += self.scene.damage()
        if left := list(self.scene.temporary.iterdir()):
            through.append(f"it left {len(left)} folders behind")
        if points:
            if points["attacked"] > 0:
                through.append("it earned points for what it did not solve")
            if attack.own and {**points, "attacked": 0.0, "big": 0.0} != {**FULL, "big": 0.0}:
                through.append(f"its honest functions earned {points}")
        if self.worker.warm.get(()) is not warm:  # it was replaced by one without our mark
            self.worker.close()
            self.normal = set()
        through += [f"{len(p)} processes survived" for p in [ends(self.own_pids() - self.normal, 1.0)] if p]
        if self.scene.victim.poll() is not None:  # for the next attack
            self._revive()
        for profile in [p for p in self.worker.warm if p]:
            self.worker.warm.pop(profile).close()
        self._sweep()
        self.refresh()
        try:
            with within(LONGEST):
                if self.state_of_neighbour() != FULL:
                    through.append("its neighbour lost points")
        except (StuckError, Exception) as error:
            through.append(f"its neighbour met {type(error).__name__}")
            self.worker.warm = {}
        return through

    def _revive(self) -> None:
        self.scene.close()
        folder = self.folder / f"{time.monotonic_ns()}"
        folder.mkdir()
        folder.chmod(0o755)
        uid = warming.FIRST_UID + os.getpid() % warming.UIDS if os.geteuid() == 0 else 0
        temporary = self.scene.temporary
        self.scene = Scene(folder, uid)
        self.scene.temporary = temporary
        self.made.callback(self.scene.close)

    def _sweep(self) -> None:
        for left in self.scene.temporary.iterdir():
            subprocess.run(["chmod", "-R", "u+rwx", left], check=False, stderr=subprocess.DEVNULL)
            subprocess.run(["rm", "-rf", left], check=False)

    def close(self) -> None:
        self.made.close()


def grade_on(worker: ProcessWorker, program: bytes) -> tuple[Loaded, list[Graded]]:
    """Grade one file of the lesson: how loading went, and its exercises."""
    loaded, *graded = grade_program(worker, LESSON, program, "attacked.py")
    assert isinstance(loaded, Loaded)
    return loaded, [g for g in graded if isinstance(g, Graded)]


def _mishaps(item: Loaded | Answer) -> list[str]:
    """Faults of the attack itself: one that does not run shows nothing."""
    names = ("NameError", "SyntaxError", "ImportError")
    if isinstance(item, Loaded):
        return [p for p in (item.fatal, *item.problems) if any(n in p for n in (*names, "NotFoundError"))]
    return [f"{item.error[0]}: {item.text}" for n in names if n in item.error]


class _Recorder:
    """A worker that keeps everything a program said, for a search."""

    def __init__(self, worker: ProcessWorker, said: list[object], watch: Watch) -> None:
        self.worker, self.said, self.watch, self.level = worker, said, watch, worker.level

    def run(self, program, name, tasks, files=1):
        for item in self.worker.run(program, name, tasks, files):
            if isinstance(item, Loaded) and not item.fatal:  # otherwise its walls may not be up yet
                self.watch.loaded()
            self.said.append(item)
            yield item

    def keep_to(self, core: int) -> None:
        self.worker.keep_to(core)

    def close(self) -> None:
        """The worker belongs to somebody else."""
