"""Our engine inside nbgrader's own `autograde` and formgrader's button, as preprocessors for `nbgrader_config.py`.

`Restore` stands for what nbgrader does to make a notebook whole, `Grade` for its kernel, and `SaveWithReasons` for
what it writes into the gradebook. They go through nbgrader's own API, so any database of any version will do.
"""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

from nbformat.notebooknode import NotebookNode, from_dict
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor, SaveAutoGrades
from traitlets import Bool

from autograder.confinement.doctor import strongest
from autograder.confinement.process import ProcessWorker
from autograder.nbgrader.grading import Outcome, Plan, grade_notebook, not_handed_in
from autograder.nbgrader.handin import files_in
from autograder.nbgrader.master import Marks, Master
from autograder.nbgrader.repair import repaired

Resources = dict[str, Any]
MARKS = "autograder marks"
PLANS = 8
SQLITE = "sqlite:///"
_plans: dict[str, Plan] = {}
_workers: list[ProcessWorker] = []


class Restore(NbGraderPreprocessor):
    """Every released cell is there once, as it was; what students changed is told in the log, and stops nobody."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        whole = repaired(_plan(resources).master.notebook, json.dumps(nb).encode())
        for note in whole.notes:
            self.log.warning("%s: %s", resources["nbgrader"]["student"], note)
        return from_dict(whole.notebook), resources


class Grade(NbGraderPreprocessor):
    """Runs the student's code confined, away from every expected value, and shows what came of it below the cells."""

    trust_submissions = Bool(
        False, help="Grade even where nothing confines student code: every program is trusted like your own."
    ).tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        outcome = self._outcome(_plan(resources), json.dumps(nb).encode(), resources)
        for note in outcome.notes:
            self.log.warning("%s: %s", resources["nbgrader"]["student"], note)
        resources[MARKS] = outcome.marks
        return from_dict(outcome.notebook), resources

    def _outcome(self, plan: Plan, submitted: bytes, resources: Resources) -> Outcome:
        for _ in range(2):
            if not _workers:
                url = resources["nbgrader"]["db_url"]
                secrets = [Path(url.removeprefix(SQLITE))] if url.startswith(SQLITE) else []
                _workers.append(strongest(secrets, trusted=self.trust_submissions))
            try:
                return grade_notebook(_workers[0], plan, submitted)
            except ValueError as error:
                return not_handed_in(plan, str(error))
            except Exception:  # our fault or the machine's: once more with a new worker
                self.log.exception("The worker failed and is replaced.")
                _workers.pop().close()
        raise RuntimeError("the grader failed twice here, which is not the student's fault; try again")


class SaveWithReasons(SaveAutoGrades):
    """Points as they were given, and below each answer why some are missing."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        self.marks: Marks = resources[MARKS]
        return super().preprocess(nb, resources)

    def _add_score(self, cell: NotebookNode, resources: Resources) -> None:
        name = cell.metadata["nbgrader"]["grade_id"]
        grade = self.gradebook.find_grade(name, self.notebook_id, self.assignment_id, self.student_id)
        grade.auto_score = self.marks.scores.get(name)
        grade.needs_manual_grade = grade.manual_score is not None or grade.auto_score is None
        self.gradebook.db.commit()

    def _add_comment(self, cell: NotebookNode, resources: Resources) -> None:
        name = cell.metadata["nbgrader"]["grade_id"]
        comment = self.gradebook.find_comment(name, self.notebook_id, self.assignment_id, self.student_id)
        comment.auto_comment = self.marks.comments.get(name)
        self.gradebook.db.commit()


def _plan(resources: Resources) -> Plan:
    """The plan of a notebook, made anew only when its cells have changed."""
    where = resources["nbgrader"]
    with Gradebook(where["db_url"]) as gradebook:
        master = _master(gradebook.find_notebook(where["notebook"], where["assignment"]))
    files = files_in(Path("source") / where["assignment"])
    held = json.dumps([master.name, master.notebook, {n: sha256(d).hexdigest() for n, d in files.items()}])
    if held not in _plans:
        while len(_plans) >= PLANS:
            del _plans[next(iter(_plans))]
        _plans[held] = Plan.of(master, files)
    return _plans[held]


def _master(notebook: Any) -> Master:
    sources = [(c.name, c.cell_type, c.locked, c.source, c.checksum) for c in notebook.source_cells]
    found = [*notebook.grade_cells, *notebook.solution_cells, *notebook.task_cells]
    cells = [(c.id, c.name, c.type, getattr(c, "max_score", None)) for c in found]
    return Master.of(notebook.name, notebook.id, notebook.kernelspec, sources, cells)
