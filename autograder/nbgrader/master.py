"""A notebook of an assignment as the gradebook has it, and what one submission of it earned."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from autograder.nbgrader.released import Released, released

ROLES = {"GradeCell": "grade", "SolutionCell": "solution", "TaskCell": "task"}
SourceRow = tuple[str, str, bool, str | None, str | None]
CellRow = tuple[str, str, str, float | None]


@dataclass(frozen=True)
class Master:
    """One notebook of an assignment.

    notebook: its named cells in order, as a plain notebook with hidden tests and without answers. graded and
    commented: ids in the gradebook of the cells that have a grade or a comment, by name.
    """

    name: str
    id: str
    notebook: dict[str, Any]
    graded: dict[str, str] = field(default_factory=dict)
    commented: dict[str, str] = field(default_factory=dict)

    @cached_property
    def released(self) -> list[Released]:
        """The named cells, ready to be held against those of any number of submissions."""
        return released(self.notebook)

    @classmethod
    def of(
        cls,
        name: str,
        notebook: str,
        kernelspec: str | None,
        sources: Iterable[SourceRow],
        cells: Iterable[CellRow],
    ) -> Master:
        """From rows of the gradebook.

        sources: name, kind, locked, text and checksum of each cell, in order. cells: id, name, type and points.
        """
        made: dict[str, dict[str, Any]] = {}
        for cell, kind, locked, text, checksum in sources:
            known: dict[str, Any] = {
                "grade_id": cell,
                "cell_type": kind,
                "checksum": checksum,
                "locked": bool(locked),
            }
            known |= {"schema_version": 3, "grade": False, "solution": False, "task": False}
            made[cell] = {"cell_type": kind, "metadata": {"nbgrader": known}, "source": text or ""}
            if kind == "code":
                made[cell] |= {"execution_count": None, "outputs": []}
        metadata = {"kernelspec": json.loads(kernelspec)} if kernelspec else {}
        document = {"cells": [*made.values()], "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
        master = cls(name, notebook, document)
        for cell_id, cell, kind, points in cells:
            if cell in made:
                about = made[cell]["metadata"]["nbgrader"]
                about[ROLES[kind]] = True
                if points is not None:
                    about["points"] = points
            if kind != "SolutionCell":
                master.graded[cell] = cell_id
            if kind != "GradeCell":
                master.commented[cell] = cell_id
        return master


@dataclass(frozen=True)
class Marks:
    """What a notebook of a submission earned. Cells that are not named get no grade and no comment.

    scores: automatic points by cell, None for what a person marks. comments: by cell. handed_in: whether it was there.
    """

    scores: dict[str, float | None]
    comments: dict[str, str] = field(default_factory=dict)
    handed_in: bool = True
