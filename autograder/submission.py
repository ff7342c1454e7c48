"""What one student handed in, as `pytest --submission` grades it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from autograder.batch.finds import Found, topic_of
from autograder.batch.intake import Entry, Submission, read
from autograder.grading.checks import Lesson, load_checks


@dataclass(frozen=True)
class LessonSubmission:
    """A file and the lesson, hidden checks included, that it is graded with."""

    name: str
    path: Path
    program: bytes
    lesson: Lesson


def lesson_files(place: Path, key: Path | None) -> tuple[list[LessonSubmission], list[str]]:
    """Every lesson file of a submission, and a sentence for each that could not be read.

    place: a folder, a zip or one file of a lesson. Raises ValueError with one sentence if there
    is no key or nothing to grade.
    """
    try:
        lessons = {lesson.topic: lesson for lesson in load_checks(key or _key_above(Path.cwd()))}
    except OSError as error:
        raise ValueError(f"the key `{error.filename}` cannot be read: {error.strerror}") from None
    submission = _read(place, lessons)
    if submission.problem:
        raise ValueError(f"`{place}`: {submission.problem}")
    root = place.parent if submission.path != place else place
    files = [(topic, f) for topic, found in sorted(submission.files.items()) for f in found]
    remarks = [f"`{f.name}`: {f.problem}" for _, f in files if f.problem] + list(submission.remarks)
    read_files = [
        LessonSubmission(f.name, (root / f.name).absolute(), f.data, lessons[topic])
        for topic, f in files
        if not f.problem
    ]
    if not read_files:
        why = "; ".join(remarks) or f"it holds no file of any lesson ({', '.join(lessons)})"
        raise ValueError(f"`{place}`: {why}")
    return read_files, remarks


def _read(place: Path, lessons: dict[str, Lesson]) -> Submission:
    if not place.exists():
        raise ValueError(f"`{place}` does not exist; give the folder of one student")
    if place.is_file() and place.suffix.lower() in (".py", ".ipynb"):
        topic = topic_of(place.name, lessons)
        files = {topic: [Found(place.name, place.read_bytes())]} if topic else {}
        return Submission(place.stem, place.parent, files)
    return read(Entry(place.name, place), lessons)


def _key_above(start: Path) -> Path:
    for folder in (start, *start.parents):
        if (folder / "key.json").is_file():
            return folder / "key.json"
    raise ValueError("no key.json here or above; give --key, or run `autograder build` in your course")
