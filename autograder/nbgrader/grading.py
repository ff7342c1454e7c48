"""One notebook: made whole, its code run in the lane, graded here with the checks that the gradebook holds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from autograder.confinement.process import ProcessWorker
from autograder.confinement.running import Assignment, grade_program
from autograder.confinement.worker import Loaded
from autograder.grading.checks import Exercise, Lesson
from autograder.grading.remarks import explained
from autograder.grading.show import clean
from autograder.grading.verdict import GRADER_ERROR, Graded
from autograder.nbgrader.cells import Cell, checksum, exercise_in, facts, is_test, text
from autograder.nbgrader.foreign import grade_foreign
from autograder.nbgrader.master import Marks, Master
from autograder.nbgrader.reasons import NO_RESPONSE, reasons, told
from autograder.nbgrader.released import visible
from autograder.nbgrader.repair import repaired


@dataclass(frozen=True)
class Plan:
    """A notebook of an assignment, ready for any number of submissions.

    exercises: by test cell. answers: the solution cell above each test cell, where its comment goes. foreign: test
    cells of other authors, which are run as they stand. by_hand: whether a person marks something, and so wants to see
    what the cells show. files: what the instructor put beside the notebook.
    """

    master: Master
    exercises: Mapping[str, Exercise]
    answers: Mapping[str, str]
    foreign: tuple[str, ...]
    assignment: Assignment
    by_hand: bool = False
    files: Mapping[str, bytes] = field(default_factory=dict)

    @classmethod
    def of(cls, master: Master, files: Mapping[str, bytes] | None = None) -> Plan:
        exercises: dict[str, Exercise] = {}
        answers: dict[str, str] = {}
        foreign: list[str] = []
        above = ""
        for cell in master.notebook["cells"]:
            name = facts(cell)["grade_id"]
            if is_test(cell):
                if exercise := exercise_in(text(cell)):
                    exercises[name] = exercise
                else:
                    foreign.append(name)
                if above:
                    answers[name] = above
            elif facts(cell)["solution"]:
                above = name
        lesson = Lesson(master.name, master.name, tuple(exercises.values()))
        by_hand = len(master.graded) > len(exercises) + len(foreign)
        return cls(
            master, exercises, answers, tuple(foreign), Assignment.of(lesson), by_hand, {**(files or {})}
        )


@dataclass(frozen=True)
class Outcome:
    """What became of one notebook. notebook: for `autograded/`. notes: a sentence each. broken: a check itself failed."""

    notebook: dict[str, Any]
    marks: Marks
    notes: tuple[str, ...] = ()
    broken: bool = False


@dataclass
class Run:
    """What running came to: points and lines to show by test cell, comments by solution cell."""

    scores: dict[str, float | None] = field(default_factory=dict)
    outputs: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    comments: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    broken: bool = False

    def comment(self, cell: str, text: str) -> None:
        """Add to what is said below a solution cell, if there is one."""
        if cell:
            self.comments[cell] = "\n\n".join(filter(None, (self.comments.get(cell), text)))


def grade_notebook(worker: ProcessWorker, plan: Plan, submitted: bytes) -> Outcome:
    """Grade a submitted notebook. Raises ValueError with one sentence if it is none."""
    whole = repaired(plan.master.notebook, submitted, plan.master.released)
    run = _ours(worker, plan, whole.notebook)
    if plan.foreign or plan.by_hand:
        _theirs(worker, plan, whole.notebook, run)
    return finished(plan, whole.notebook, run, whole.notes)


def finished(plan: Plan, notebook: dict[str, Any], run: Run, notes: tuple[str, ...] = ()) -> Outcome:
    """The notebook as it is shown, and all marks."""
    for cell in notebook["cells"]:
        if not (known := facts(cell)):
            continue
        name = known["grade_id"]
        blank = bool(known["solution"]) and is_blank(cell)
        if known["grade"] and known["solution"]:
            run.scores[name] = 0.0 if blank else None
        if blank:
            run.comments[name] = NO_RESPONSE
        if is_test(cell):
            cell["source"] = visible(text(cell))  # feedback shows it to students
            cell["outputs"] = run.outputs.get(name, cell["outputs"])
    return Outcome(notebook, Marks(run.scores, run.comments), (*notes, *run.notes), run.broken)


def is_blank(cell: Cell) -> bool:
    """Whether nobody wrote anything into a solution cell."""
    return checksum(cell) == facts(cell).get("checksum") or not text(cell).strip()


def not_handed_in(plan: Plan, why: str) -> Outcome:
    """A notebook that is missing or cannot be read: no points, and the sentence where student and grader look."""
    notebook = repaired(plan.master.notebook, json.dumps(plan.master.notebook).encode()).notebook
    said: Cell = {
        "cell_type": "markdown",
        "id": "problem",
        "metadata": {},
        "source": f"**Not graded:** {clean(why)}",
    }
    for cell in notebook["cells"]:
        if is_test(cell):
            cell["source"] = visible(text(cell))
    notebook["cells"].insert(0, said)
    scores: dict[str, float | None] = dict.fromkeys(plan.master.graded, 0.0)
    return Outcome(notebook, Marks(scores, handed_in=False), (clean(why),))


def _ours(worker: ProcessWorker, plan: Plan, notebook: dict[str, Any]) -> Run:
    run = Run()
    if not plan.exercises:
        return run
    program = _program(notebook)
    loaded, *graded = grade_program(worker, plan.assignment, program, f"{plan.master.name}.ipynb")
    assert isinstance(loaded, Loaded)
    run.notes += [clean(explained(p, program)) for p in (loaded.fatal, *loaded.problems) if p]
    for name, result in zip(plan.exercises, graded, strict=True):
        assert isinstance(result, Graded)
        run.scores[name] = float(result.points)
        run.outputs[name] = _shown(result)
        run.broken |= any(v.status == GRADER_ERROR for v in result.verdicts)
        if comment := reasons(result):
            run.comment(plan.answers.get(name, ""), comment)
    return run


def _theirs(worker: ProcessWorker, plan: Plan, notebook: dict[str, Any], run: Run) -> None:
    """Run all cells: test cells of other authors give points, and what cells show is for whoever marks the rest."""
    nothing = {"cell_type": "markdown", "metadata": {}, "source": ""}
    cells = [nothing if facts(c).get("grade_id") in plan.exercises else c for c in notebook["cells"]]
    done = grade_foreign(worker, {**notebook, "cells": cells}, plan.files if plan.foreign else None)
    for place, outputs in done.outputs.items():
        notebook["cells"][place]["outputs"] = outputs
    for name in plan.foreign:
        points = done.points.get(name, 0.0)
        run.scores[name] = points
        if said := done.said.get(name):
            most = next(facts(c)["points"] for c in notebook["cells"] if facts(c).get("grade_id") == name)
            run.comment(plan.answers.get(name, ""), f"{name}: {points:g} of {most:g} points\n\n    {said}")
    run.notes += [note for note in done.notes if note not in run.notes]


def _program(notebook: dict[str, Any]) -> bytes:
    """The student's code, each cell with its number; nothing of the test cells, which hold the checks."""
    cells = [
        {"cell_type": "code", "source": cell["source"]}
        if cell["cell_type"] == "code" and not is_test(cell)
        else {"cell_type": "markdown", "source": ""}
        for cell in notebook["cells"]
    ]
    return json.dumps({"cells": cells}).encode()


def _shown(graded: Graded) -> list[dict[str, Any]]:
    """What `check("…")` shows in a notebook: what it prints and the points, which nbgrader reads there."""
    lines = [*told(graded), f"{graded.exercise}: {graded.points:g} of {graded.max_points:g} points"]
    printed = {"output_type": "stream", "name": "stdout", "text": "\n".join(lines) + "\n"}
    data = {"text/plain": repr(float(graded.points))}
    return [printed, {"output_type": "execute_result", "execution_count": None, "metadata": {}, "data": data}]
