"""Write every report of an output folder from its results."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from autograder.batch.store import Store
from autograder.files import whole
from autograder.grading.checks import Lesson
from autograder.reports.adjustments import NOTHING, Adjustments
from autograder.reports.feedback import Feedback
from autograder.reports.gradescope import gradescope_json
from autograder.reports.mark import Mark
from autograder.reports.names import file_names, possible_names
from autograder.reports.overview import ClassPage
from autograder.reports.results import StudentResult, columns
from autograder.reports.table import grades_csv


class Reports:
    """`grades.csv`, `class.html`, `results/` and `feedback/` of an output folder: whole files, or the old ones stay."""

    def __init__(
        self,
        out: Path,
        store: Store,
        students: Sequence[str],
        lessons: Sequence[Lesson],
        adjustments: Adjustments = NOTHING,
    ) -> None:
        """Remove the pages of students who are gone."""
        self.adjustments = adjustments
        self.out, self.store, self.students = out, store, students
        self.columns = columns(lessons)
        self.feedback = Feedback(lessons)
        self.names = file_names(students)
        self.mark = Mark(out, store, self.columns, self.feedback.titles, adjustments.digest)
        self.made: set[str] = set()
        _remove_stale(out, set(self.names.values()), store.offsets)

    def page(self, data: dict[str, Any]) -> None:
        """Write what one student gets, as soon as there is a result: while others are being graded."""
        self._page(self._result(data))

    def finish(self) -> dict[str, int]:
        """Write the pages that are missing or out of date, and what is about the whole class.

        Returns how many students there are of each status.
        """
        overview = ClassPage(self.columns)

        def results() -> Iterator[StudentResult]:
            for data in self.store.latest(self.students):
                result = self._result(data)
                overview.add(result, quote(self._paths(result.student)[1].relative_to(self.out).as_posix()))
                if not self._is_made(result.student):
                    self._page(result)
                yield result

        write(self.out / "grades.csv", grades_csv(results(), self.columns))
        write(self.out / "class.html", [overview.render(self._read)])
        write(self.mark.path, [self.mark.text(self.students)])
        return overview.statuses

    def _result(self, data: dict[str, Any]) -> StudentResult:
        return StudentResult(data, self.columns, self.adjustments.of(str(data["student"])))

    def _read(self, students: Sequence[str]) -> Iterator[StudentResult]:
        return map(self._result, self.store.latest(students))

    def _paths(self, student: str) -> tuple[Path, Path]:
        name = self.names[student]
        return self.out / "results" / f"{name}.json", self.out / "feedback" / f"{name}.html"

    def _is_made(self, student: str) -> bool:
        if student in self.made:
            return True
        is_old = self.store.offsets[student] < self.mark.size
        return is_old and all(path.is_file() for path in self._paths(student))

    def _page(self, result: StudentResult) -> None:
        machine, human = self._paths(result.student)
        write(machine, [gradescope_json(result)])
        write(human, [self.feedback.page(result)])
        self.made.add(result.student)


def _remove_stale(out: Path, current: set[str], known: Iterable[str]) -> None:
    """Only files that bear a name we gave are ours to remove."""
    ours = {name for student in known for name in possible_names(student)} - current
    for folder, ending in ((out / "results", ".json"), (out / "feedback", ".html")):
        there = {p.name for p in folder.iterdir()} if folder.is_dir() else set()
        for name in there & {name + ending for name in ours}:
            (folder / name).unlink()


def write(path: Path, parts: Iterable[str]) -> None:
    """Write a whole file or nothing."""
    with whole(path) as file:
        file.writelines(part.encode("utf-8", "backslashreplace") for part in parts)
