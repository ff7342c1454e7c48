"""`check("compute_cost")` in a notebook: the checks of `pytest`, in the student's own kernel.

Under nbgrader the same cell is graded. nbgrader gives zero for anything on stderr and full marks
for a last value that it cannot read as a number, so warnings are silent here and the points come
back as a plain float.
"""

from __future__ import annotations

import contextlib
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

from autograder.confinement.probing import perform
from autograder.confinement.worker import Limits
from autograder.grading import answer as _answer
from autograder.grading.answer import Answer
from autograder.grading.checks import Exercise, Probe, load_checks
from autograder.grading.grade import grade
from autograder.grading.text import verdict_lines

_keys: dict[str, Exercise] = {}


def check(name: str) -> float:
    """Grade the exercise `name` with the functions of the calling notebook; print why, return the points.

    Raises ValueError for an exercise that this lesson does not have.
    """
    caller = sys._getframe(1).f_globals
    exercise = _keys.pop(name, None) or _visible(name)
    graded = grade(exercise, _answers(exercise, caller))
    for verdict in graded.verdicts:
        print("\n".join(verdict_lines(verdict)))
    rest = "" if any(v.hidden for v in graded.verdicts) else "; hidden checks come with grading"
    print(f"{name}: {graded.points:g} of {graded.max_points:g} points{rest}")
    return float(graded.points)


def use_key(text: str) -> None:
    """Let the next `check` of the exercise use all its checks (from a hidden cell of nbgrader)."""
    exercise = Exercise.unpacked(text)
    _keys[exercise.name] = exercise


def _visible(name: str) -> Exercise:
    path = Path("checks.json")
    if not path.is_file():
        raise ValueError(f"no `checks.json` in {Path.cwd()}; keep the notebook in its lesson folder")
    exercises = {e.name: e for lesson in load_checks(path) for e in lesson.exercises}
    if name not in exercises:
        raise ValueError(f"no exercise `{name}` in this lesson; it has {', '.join(exercises)}")
    return exercises[name]


def _answers(exercise: Exercise, namespace: dict[str, Any]) -> list[Answer]:
    limits, answers, timeouts = Limits(), [], 0
    for probe in exercise.probes:
        limit = limits.again if timeouts >= 2 else limits.call
        answer = _in_time(probe, exercise, namespace, limit)
        timeouts += answer.status == _answer.TIMED_OUT
        answers.append(answer)
    return answers


def _in_time(probe: Probe, exercise: Exercise, namespace: dict[str, Any], limit: float) -> Answer:
    answer = Answer(_answer.TIMED_OUT)
    with contextlib.suppress(TimeoutError), _alarm(limit) as rang:
        answer = perform(probe, namespace, exercise.parameters, ["__main__"])
    return Answer(_answer.TIMED_OUT, text=f"stopped after {limit:g} s") if rang else answer


@contextlib.contextmanager
def _alarm(limit: float) -> Iterator[list[bool]]:
    """Interrupt this thread after `limit` seconds of CPU time, where the platform can."""
    rang: list[bool] = []
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield rang
        return

    def ring(number: int, frame: FrameType | None) -> None:
        rang.append(True)
        raise TimeoutError

    before = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, limit, 0.05)  # again, in case the program swallowed the first
    try:
        yield rang
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
