"""Write every report of an output folder from its results."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from urllib.parse import quote

from autograder.batch.store import Store
from autograder.files import whole
from autograder.grading.checks import Lesson
from autograder.reports.gradescope import gradescope_json
from autograder.reports.mark import Mark
from autograder.reports.names import file_names, possible_names
from autograder.reports.pages import ClassPage, feedback_page
from autograder.reports.results import StudentResult, columns
from autograder.reports.table import grades_csv


def write_reports(
    out: Path, store: Store, students: Sequence[str], lessons: Sequence[Lesson]
) -> dict[str, int]:
    """Write `grades.csv`, `class.html`, `results/` and `feedback/`: whole files, or the old ones stay.

    Pages of students who are gone are removed; pages that are still right are left alone. Returns
    how many students there are of each status.
    """
    table = columns(lessons)
    titles = {lesson.slug: lesson.title for lesson in lessons}
    names = file_names(students)
    overview = ClassPage(table)
    mark = Mark(out, store, table, titles)
    _remove_stale(out, set(names.values()), store.offsets)

    def results() -> Iterator[StudentResult]:
        for data in store.latest(students):
            result = StudentResult(data, table)
            page = f"feedback/{names[result.student]}.html"
            overview.add(result, quote(page))
            paths = out / "results" / f"{names[result.student]}.json", out / page
            if store.offsets[result.student] >= mark.size or not all(map(Path.is_file, paths)):
                write(paths[0], [gradescope_json(result)])
                write(paths[1], [feedback_page(result, titles)])
            yield result

    write(out / "grades.csv", grades_csv(results(), table))
    write(out / "class.html", [overview.render()])
    write(mark.path, [mark.text()])
    return overview.statuses


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
