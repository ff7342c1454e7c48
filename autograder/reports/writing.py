"""Write every report of an output folder from its results."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from urllib.parse import quote

from autograder.batch.store import Store
from autograder.grading.checks import Lesson
from autograder.reports.gradescope import gradescope_json
from autograder.reports.names import file_names
from autograder.reports.pages import ClassPage, feedback_page
from autograder.reports.results import StudentResult, columns
from autograder.reports.table import grades_csv


def write_reports(out: Path, store: Store, students: Sequence[str], lessons: Sequence[Lesson]) -> None:
    """Write `grades.csv`, `class.html`, `results/` and `feedback/`: whole files, or the old ones stay."""
    table = columns(lessons)
    titles = {lesson.slug: lesson.title for lesson in lessons}
    names = file_names(students)
    overview = ClassPage(table)

    def results() -> Iterable[StudentResult]:
        for data in store.latest(students):
            result = StudentResult(data, table)
            name = names[result.student]
            overview.add(result, quote(f"feedback/{name}.html"))
            write(out / "results" / f"{name}.json", [gradescope_json(result)])
            write(out / "feedback" / f"{name}.html", [feedback_page(result, titles)])
            yield result

    write(out / "grades.csv", grades_csv(results(), table))
    write(out / "class.html", [overview.render()])


def write(path: Path, parts: Iterable[str]) -> None:
    """Write a whole file or nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(path.name + ".partial")
    with partial.open("w", encoding="utf-8", errors="backslashreplace", newline="") as file:
        file.writelines(parts)
    partial.replace(path)
