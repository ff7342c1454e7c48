"""Notebooks whose tests are plain asserts, as any course of nbgrader has them: graded beside the student's code.

Visible and hidden tests run in children of their own. Nothing that a child with hidden tests says is shown
to anybody, only whether they passed: the student's code runs there too, and could print what it sees.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from autograder.confinement.cells import GIVEN, TEST
from autograder.confinement.notebooks import Job, Ran, run_notebook
from autograder.confinement.process import ProcessWorker
from autograder.confinement.session import OUT_OF_TIME, Clock
from autograder.grading.answer import CRASHED, RAISED, TIMED_OUT
from autograder.grading.show import clean
from autograder.nbgrader.released import Released, released

LESS_PROTECTED = (
    "The tests of this assignment are plain Python in its notebooks, so they ran beside the students' code, "
    "confined but less protected: a student who sets out to can read or replace tests there. Look at full marks "
    "of strange notebooks, or write the exercises for `autograder`, which keeps expected values out of reach."
)
HIDDEN_FAILED = "a hidden test failed"


@dataclass(frozen=True)
class Foreign:
    """What a notebook earned.

    points: by name of test cell. said: for each that did not give all its points, a sentence for the student.
    outputs: what each code cell showed, as nbformat has it, by its place in the notebook. notes: one sentence for
    each cell that ended the process or never ended.
    """

    points: dict[str, float] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)
    outputs: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def grade_foreign(
    worker: ProcessWorker, notebook: dict[str, Any], files: Mapping[str, bytes] | None = None
) -> Foreign:
    """Run a repaired notebook cell by cell and read the points of its test cells, as nbgrader reads them.

    files: what the instructor put beside the notebook, by name. Raises LostError if no warm process starts.
    """
    known = {one.name: one for one in released(notebook)}
    cells = [
        _Placed(n, cell, known) for n, cell in enumerate(notebook["cells"]) if cell["cell_type"] == "code"
    ]
    clock = Clock(worker.limits, worker.look)
    seen = run_notebook(worker, [cell.job() for cell in cells], clock, files, draw=True)
    hidden: Sequence[Ran] = seen
    if any(cell.hides for cell in cells):
        dead = {n: ran for n, ran in enumerate(seen) if ran.answer.status in (TIMED_OUT, CRASHED)}
        jobs = [cell.job(hidden=True) for cell in cells]
        hidden = run_notebook(worker, jobs, clock, files, skip=dead)
    done = Foreign()
    for number, (cell, ran, whole) in enumerate(zip(cells, seen, hidden, strict=True)):
        done.outputs[cell.place] = _outputs(ran, number + 1)
        if cell.most is not None:
            points, said = _judged(cell, ran, whole)
            done.points[cell.name] = points
            if said:
                first = _blamed(ran, cells, seen, number)
                done.said[cell.name] = f"{said}{first}"
            if said == HIDDEN_FAILED:
                done.outputs[cell.place] = [_error("HiddenTestFailed", HIDDEN_FAILED, [HIDDEN_FAILED])]
    ended = [f"{cell.name}: {_why(ran)}" for cell, ran in zip(cells, seen, strict=True) if _is_dead(ran)]
    return Foreign(done.points, done.said, done.outputs, tuple(ended))


class _Placed:
    """A code cell of the notebook. most: its points if it is a test."""

    def __init__(self, place: int, cell: dict[str, Any], known: Mapping[str, Released]) -> None:
        self.place, self.text = place, "".join(cell["source"])
        self.one = known.get(cell["metadata"].get("nbgrader", {}).get("grade_id", ""))
        self.name = self.one.name if self.one else f"cell {place + 1}"
        test = self.one and self.one.locked and self.one.meta.get("grade")
        self.most = float(self.one.meta["points"]) if self.one and test else None
        self.role = TEST if test else GIVEN if self.one and self.one.locked else ""
        self.hides = bool(test and self.one and self.one.visible != self.one.text)

    def job(self, *, hidden: bool = False) -> Job:
        text = self.one.visible if self.one and self.hides and not hidden else self.text
        return Job(self.name, text, self.role)


def _judged(cell: _Placed, ran: Ran, whole: Ran) -> tuple[float, str]:
    """The points of a test, and why they are not all: what failed without hidden tests may be told."""
    assert cell.most is not None
    if ran.failed:
        return 0.0, _why(ran)
    if whole.failed:
        return 0.0, HIDDEN_FAILED
    if whole.number is None:
        return cell.most, ""
    points = min(max(whole.number, 0.0), cell.most) if whole.number == whole.number else 0.0
    return points, "" if points == cell.most else f"{points:g} of {cell.most:g} points"


def _why(ran: Ran) -> str:
    """Why a cell failed, in one sentence."""
    answer = ran.answer
    if answer.status == TIMED_OUT:
        return "it did not end in time and was stopped" if answer.text == OUT_OF_TIME else clean(answer.text)
    if answer.status != RAISED:
        return f"Python itself stopped: it {clean(answer.text)}" if answer.text else "it was not run"
    name = answer.error[0] if answer.error else "an exception"
    text = f": {answer.text}" if answer.text else ""
    where = f"`{answer.frames[-1].text}` raised " if answer.frames and answer.frames[-1].text else ""
    inside = f" in `{answer.frames[-1].function}`" if len(answer.frames) > 1 else ""
    return clean(f"{where}{name}{text}{inside}")


def _blamed(ran: Ran, cells: Sequence[_Placed], seen: Sequence[Ran], number: int) -> str:
    """Where to look first if a name is missing: at the cell before that failed."""
    if "NameError" in ran.answer.error:
        for cell, before in zip(cells[:number], seen, strict=False):
            if before.failed and cell.most is None:
                return f"; look at {cell.name} first: {_why(before)}"
    return ""


def _is_dead(ran: Ran) -> bool:
    return ran.answer.status in (TIMED_OUT, CRASHED)


def _outputs(ran: Ran, count: int) -> list[dict[str, Any]]:
    """What Jupyter would show below the cell."""
    answer, found = ran.answer, list[dict[str, Any]]()
    if answer.printed:
        found.append({"output_type": "stream", "name": "stdout", "text": clean(answer.printed)})
    found += [
        {
            "output_type": "display_data",
            "data": {"image/png": base64.b64encode(png).decode(), "text/plain": "<Figure>"},
            "metadata": {},
        }
        for png in ran.pictures
    ]
    if ran.failed:
        lines = [f"{f.where}:{f.line} in {f.function}\n    {f.text}" for f in answer.frames]
        name = answer.error[0] if answer.error else "Stopped"
        evalue = answer.text if answer.status == RAISED else _why(ran)
        found.append(_error(name, evalue, [*lines, f"{name}: {evalue}"]))
    elif ran.shown is not None:
        result = {"output_type": "execute_result", "data": {"text/plain": clean(ran.shown)}, "metadata": {}}
        found.append({**result, "execution_count": count})
    return found


def _error(name: str, text: str, lines: list[str]) -> dict[str, Any]:
    return {
        "output_type": "error",
        "ename": clean(name),
        "evalue": clean(text),
        "traceback": [*map(clean, lines)],
    }
