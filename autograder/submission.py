"""What one student handed in, as `pytest --submission` grades it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from autograder.batch.intake import Entry, read
from autograder.grading.checks import Lesson, load_checks


@dataclass(frozen=True)
class LessonSubmission:
    """A file and the lesson, hidden checks included, that it is graded with."""

    path: Path
    program: bytes
    lesson: Lesson


def lesson_files(folder: Path, key: Path | None) -> list[LessonSubmission]:
    """Every lesson file of a submission.

    Raises ValueError with one sentence if there is no key or nothing to grade.
    """
    key = key or _key_above(Path.cwd())
    lessons = {lesson.topic: lesson for lesson in load_checks(key)}
    submission = read(Entry(folder.name, folder), lessons)
    if submission.problem:
        raise ValueError(f"`{folder}`: {submission.problem}")
    found = [
        LessonSubmission(folder / f.name, f.data, lessons[topic])
        for topic, files in sorted(submission.files.items())
        for f in files
        if not f.problem
    ]
    if problems := [f"`{f.name}`: {f.problem}" for files in submission.files.values() for f in files if f.problem]:
        raise ValueError("; ".join(problems))
    if not found:
        raise ValueError(f"`{folder}` holds no file of any lesson ({', '.join(lessons)})")
    return found


def _key_above(start: Path) -> Path:
    for folder in (start, *start.parents):
        if (folder / "key.json").is_file():
            return folder / "key.json"
    raise ValueError("no key.json here or above; give --key, or run `autograder build` in your course")
