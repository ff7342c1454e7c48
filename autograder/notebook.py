"""`check("compute_cost")` in a notebook: the checks of `pytest`, in the student's own kernel.

Under nbgrader the same cell is graded. nbgrader gives zero for anything on stderr and full marks
for a last value that it cannot read as a number, so warnings are silent here and the points come
back as a plain float.
"""

from __future__ import annotations

import contextlib
import inspect
import signal
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

import numpy as np

from autograder.confinement.by_hand import use_of_loss
from autograder.confinement.probing import perform
from autograder.confinement.running import Assignment, first_of_all
from autograder.confinement.worker import Limits, Loaded
from autograder.grading import answer as _answer
from autograder.grading.answer import Answer
from autograder.grading.checks import Exercise, Probe, load_checks
from autograder.grading.grade import grade
from autograder.grading.remarks import did_you_mean
from autograder.grading.text import graded_lines
from autograder.grading.values import freeze, thaw
from autograder.texts import tr

_keys: dict[str, Exercise] = {}


def check(name: str) -> float:
    """Grade the exercise `name` with the functions of the calling notebook; print why, return the points.

    Raises ValueError for an exercise that this lesson does not have.
    """
    name = getattr(name, "__name__", name)  # check(double) means check("double")
    caller = sys._getframe(1).f_globals
    exercise = _keys.pop(name, None) or _visible(name)
    answers = _answers(exercise, caller)
    graded = grade(exercise, answers)
    if missing := [f for f in exercise.functions if not callable(caller.get(f))]:
        print(tr("`{name}` is not there yet: run the cell that defines it, then this one", name=missing[0]))
    else:
        if graded.points < graded.max_points:
            graded = grade(exercise, answers, _first(exercise, answers, caller))
        print(*graded_lines(graded), sep="\n")
    rest = "" if any(v.hidden for v in graded.verdicts) else tr("; hidden checks come with grading")
    print(
        tr(
            "{name}: {points:g} of {max_points:g} points{rest}",
            name=name,
            points=graded.points,
            max_points=graded.max_points,
            rest=rest,
        )
    )
    return float(graded.points)


class UseError(ValueError):
    """A wrong use of `check`: one sentence, and in Jupyter no line of ours below it."""

    def _render_traceback_(self) -> list[str]:
        return [f"ValueError: {self}"]


def use_key(text: str) -> None:
    """Let the next `check` of the exercise use all its checks (from a hidden cell of nbgrader)."""
    exercise = Exercise.unpacked(text)
    _keys[exercise.name] = exercise


def _visible(name: str) -> Exercise:
    path = Path("checks.json")
    if not path.is_file():
        raise UseError(
            tr("no `checks.json` in `{cwd}`; keep the notebook in its lesson folder", cwd=Path.cwd())
        )
    try:
        exercises = {e.name: e for lesson in load_checks(path) for e in lesson.exercises}
    except ValueError as error:
        raise UseError(str(error)) from None
    if name not in exercises:
        meant = did_you_mean(str(name), exercises)
        more = (
            tr("did you mean `{meant}`?", meant=meant)
            if meant
            else tr("it has {names}", names=", ".join(exercises))
        )
        raise UseError(tr("no exercise `{name}` in this lesson; {more}", name=name, more=more))
    return exercises[name]


def _first(exercise: Exercise, answers: list[Answer], namespace: dict[str, Any]) -> str:
    """What to look at before anything else: an exercise that this one calls and that is not right."""
    functions = {f: getattr(namespace.get(f), "__code__", None) for f in exercise.functions}
    uses = {f: list(code.co_names) for f, code in functions.items() if code}
    lessons = load_checks(Path("checks.json")) if Path("checks.json").is_file() else []
    for lesson in lessons:
        called = [e for e in lesson.exercises if e.name != exercise.name and _is_called(e, uses)]
        results = {e.name: grade(e, _answers(e, namespace)) for e in called}
        if said := first_of_all(exercise, answers, Loaded(uses=uses), Assignment(lesson, []), results):
            return said
    return ""


def _is_called(exercise: Exercise, uses: dict[str, list[str]]) -> bool:
    return any(set(exercise.functions) & set(names) for names in uses.values())


def _answers(exercise: Exercise, namespace: dict[str, Any]) -> list[Answer]:
    """One answer for each probe. Hidden ones come last: nothing of them can turn up in a visible answer."""
    limits, timeouts = Limits(), 0
    answers: dict[int, Answer] = {}
    with _kept(namespace, exercise):
        for i, probe in sorted(enumerate(exercise.probes), key=lambda numbered: numbered[1].hidden):
            limit = limits.again if timeouts >= 2 else limits.call
            if probe.kind == "text":
                answers[i] = Answer(_answer.RETURNED, _use_of_loss(probe, namespace))
                continue
            answer = _in_time(probe, exercise, namespace, limit, limits.patience)
            timeouts += answer.status == _answer.TIMED_OUT
            answers[i] = replace(
                answer, frames=tuple(replace(f, where=_cell(f.where)) for f in answer.frames)
            )
    return [answers[i] for i in range(len(answers))]


def _use_of_loss(probe: Probe, namespace: dict[str, Any]) -> str:
    """What the functions of the notebook say of a gradient made by hand."""
    texts = []
    for value in [v for v in namespace.values() if inspect.isfunction(v) and v.__globals__ is namespace]:
        with contextlib.suppress(OSError, TypeError):
            texts.append(inspect.getsource(value))
    program = "\n".join(texts).encode()
    loss, gradient = probe.calls[0][1]
    return use_of_loss(loss, gradient, np.frombuffer(program, np.uint8), "notebook.py")


def _in_time(
    probe: Probe, exercise: Exercise, namespace: dict[str, Any], limit: float, patience: float
) -> Answer:
    answer = Answer(_answer.TIMED_OUT)
    with contextlib.suppress(TimeoutError), _alarm(limit, patience) as rang:
        live = perform(probe, namespace, exercise.parameters, [namespace.get("__name__", "__main__")])
        answer = Answer.from_data(
            thaw(freeze(live.to_data()))
        )  # as from a worker, and nothing can change it later
    return Answer(_answer.TIMED_OUT, text=tr("stopped after {limit:g} s", limit=limit)) if rang else answer


@contextlib.contextmanager
def _kept(namespace: dict[str, Any], exercise: Exercise) -> Iterator[None]:
    """Give back what grading needs differently: where figures go, and an `exit()` that ends the kernel."""

    def leave(*args: Any, **kwargs: Any) -> NoReturn:
        raise SystemExit

    exits: dict[str, Any] = {name: namespace[name] for name in ("exit", "quit") if name in namespace}
    namespace.update(dict.fromkeys(exits, leave))
    backend = None
    if any(probe.kind == "figure" for probe in exercise.probes):
        import matplotlib as mpl
        import matplotlib.pyplot as plt

        backend = mpl.get_backend()
        with contextlib.suppress(ImportError):
            plt.switch_backend(backend)  # Jupyter shows no figures if another one is current on loading
    try:
        yield
    finally:
        namespace.update(exits)
        if backend:
            mpl.use(backend, force=False)


def _cell(where: str) -> str:
    """What IPython itself calls the cell of a file name in a traceback: `In[5]` for `/tmp/ipykernel_7/31.py`."""
    try:
        shell = sys.modules["IPython"].get_ipython()
        return str(shell.compile.format_code_name(where)[1])
    except Exception:  # no IPython, or one that names cells otherwise
        return where


@contextlib.contextmanager
def _alarm(limit: float, patience: float) -> Iterator[list[bool]]:
    """Interrupt this thread after `limit` seconds of CPU time or `patience` times that, where the platform can."""
    rang: list[bool] = []
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield rang
        return

    def ring(number: int, frame: FrameType | None) -> None:
        rang.append(True)
        raise TimeoutError

    timers = (
        (signal.SIGPROF, signal.ITIMER_PROF, limit),
        (signal.SIGALRM, signal.ITIMER_REAL, limit * patience),
    )
    before = [signal.signal(number, ring) for number, _, _ in timers]
    for _, timer, seconds in timers:
        signal.setitimer(timer, seconds, 0.05)  # again and again, in case the program swallows the first
    try:
        yield rang
    finally:
        while True:  # it may ring while it is being switched off
            with contextlib.suppress(TimeoutError):
                for _, timer, _ in timers:
                    signal.setitimer(timer, 0)
                break
        for (number, _, _), handler in zip(timers, before, strict=True):
            signal.signal(number, handler)
