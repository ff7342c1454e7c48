"""Write every report of an output folder from its results."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
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
from autograder.reports.rubric import SIZE, Answer, RubricPage, numbers, row_names
from autograder.reports.rules import Rules
from autograder.reports.table import final_csv, grades_csv

FOLDERS = (("results", ".json"), ("feedback", ".html"))


class Reports:
    """`grades.csv`, `final.csv`, `class.html`, `rubric/`, `results/` and `feedback/` of an output folder: whole files, or the old ones stay."""

    def __init__(
        self,
        out: Path,
        store: Store,
        students: Sequence[str],
        lessons: Sequence[Lesson],
        adjustments: Adjustments = NOTHING,
        rules: Rules | None = None,
    ) -> None:
        """Remove the pages of students who are gone."""
        self.rules = rules or Rules(store.path)
        self.adjustments = adjustments
        self.out, self.store, self.students = out, store, students
        self.columns = columns(lessons)
        essays = {f"{lesson.topic}.{e.name}": e for lesson in lessons for e in lesson.essays}
        self.essays = [(c, essays[c.title]) for c in self.columns if c.manual]
        self.feedback = Feedback(lessons)
        self.names = file_names(students)
        made_with = adjustments.digest + self.rules.digest
        self.mark = Mark(out, store, self.columns, self.feedback.titles, made_with)
        self.made: set[str] = set()
        _remove_stale(out, set(self.names.values()), store.offsets)

    def page(self, data: dict[str, Any]) -> None:
        """Write what one student gets, as soon as there is a result: while others are being graded."""
        self._page(self._result(data))

    def finish(
        self, beside: str = "", more: Callable[[dict[str, int]], None] = lambda statuses: None
    ) -> dict[str, int]:
        """Write the pages that are missing or out of date, and what is about the whole class.

        Returns how many students there are of each status. more: writes further tables, made from `beside` too.
        Nothing is read or written if nothing changed since the last time.
        """
        if self.mark.is_current(self.students, beside) and self._all_there():
            return self.mark.statuses
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
        self._final()
        self._rubrics()
        statuses = dict(overview.statuses)
        more(statuses)
        write(self.mark.path, [self.mark.text(self.students, statuses, beside, self.rules.about)])
        return statuses

    def _all_there(self) -> bool:
        """Whether nobody's page is missing; only names are read."""
        for folder, ending in FOLDERS:
            there = _names(self.out / folder)
            if not all(name + ending in there for name in self.names.values()):
                return False
        return all((self.out / "rubric" / page.name).is_file() for page in self._rubric_pages())

    def _rubric_pages(self) -> Iterator[RubricPage]:
        pages = numbers(len(self.students))
        return (RubricPage(c, essay, n, len(pages)) for c, essay in self.essays for n in pages)

    def _final(self) -> None:
        """Write what counts, if there is a policy; a table of an earlier one goes."""
        path = self.out / "final.csv"
        if self.rules.policy is None:
            path.unlink(missing_ok=True)
            return
        results = (self._result(data) for data in self.store.latest(self.students))
        write(path, final_csv(results, self.columns))

    def _rubrics(self) -> None:
        """Write the pages on which persons mark answers."""
        names = row_names(self.students) if self.essays else {}
        for column, _ in self.essays:
            for gone in _beyond(self.out / "rubric", column.title, len(numbers(len(self.students)))):
                gone.unlink()
        for page in self._rubric_pages():
            mine = self.students[(page.number - 1) * SIZE : page.number * SIZE]
            results = (self._result(data) for data in self.store.latest(mine))
            answers = (Answer.of(r, page.column, names[r.student]) for r in results)
            write(self.out / "rubric" / page.name, page.parts(answers))

    def _result(self, data: dict[str, Any]) -> StudentResult:
        return self.rules.result(data, self.columns, self.adjustments.of(str(data["student"])))

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
    for folder, ending in FOLDERS:
        others = _names(out / folder) - {name + ending for name in current}
        if others:  # usually there are none, and names take time to make
            ours = {name + ending for student in known for name in possible_names(student)}
            for name in others & ours:
                (out / folder / name).unlink()


def _names(folder: Path) -> set[str]:
    try:
        return set(os.listdir(folder))  # noqa: PTH208 - names are all that is wanted
    except FileNotFoundError:
        return set()


def _beyond(folder: Path, title: str, count: int) -> list[Path]:
    """Pages of a question that a class of this size does not need."""
    there = {
        p: p.name.removeprefix(f"{title}-").removesuffix(".html") for p in folder.glob(f"{title}-*.html")
    }
    return [p for p, number in there.items() if number.isdigit() and int(number) > count]


def write(path: Path, parts: Iterable[str]) -> None:
    """Write a whole file or nothing."""
    with whole(path) as file:
        file.writelines(part.encode("utf-8", "backslashreplace") for part in parts)
