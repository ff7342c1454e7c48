"""The lessons of a course folder: where they are and which of their files counts. Reads no checks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from autograder.student.releases import ReleaseError, counting, course_folder
from autograder.texts import tr

HEAD = 4096  # bytes of `checks.json` in which the lesson's name stands


def in_words(name: str) -> str:
    """A title made of a topic or a function's name: `gradient_descent` is "Gradient descent"."""
    return name.replace("_", " ").capitalize()


@dataclass(frozen=True)
class LessonFolder:
    """A folder with `checks.json` and the lesson's files. slug: `04_linear_regression`."""

    path: Path
    slug: str

    @property
    def topic(self) -> str:
        return self.slug.partition("_")[2]

    @property
    def checks(self) -> Path:
        return self.path / "checks.json"

    @property
    def files(self) -> tuple[Path, Path]:
        """The script and the notebook, there or not."""
        return self.path / f"{self.topic}.py", self.path / f"{self.topic}.ipynb"

    @property
    def counting(self) -> Path:
        """The file that counts, and is there if one of them is."""
        return counting(self.files[0])


@dataclass(frozen=True)
class Course:
    """All lessons of a course in order. start: number of the lesson that was asked for, None for all."""

    lessons: tuple[LessonFolder, ...]
    start: int | None
    folder: Path

    @property
    def meant(self) -> tuple[LessonFolder, ...]:
        """The lessons that were asked for."""
        return self.lessons if self.start is None else (self.lessons[self.start],)


def course_at(folder: Path) -> Course:
    """The course of a lesson's folder, or of the folder of all lessons.

    Raises ReleaseError with one sentence if there is no lesson.
    """
    folder = folder.resolve()
    if not folder.is_dir():
        raise ReleaseError(tr("the folder `{folder}` does not exist", folder=folder))
    if (folder / "checks.json").is_file():
        lessons = _lessons(folder.parent) or _lessons(folder, ".")
        start = next((i for i, lesson in enumerate(lessons) if lesson.path == folder), None)
        if start is not None:
            return Course(lessons, start, _home(folder.parent))
    for place in (folder, folder / "exercises"):  # the second one in an author's course
        if lessons := _lessons(place):
            return Course(lessons, None, _home(place))
    raise ReleaseError(
        tr(
            "no lesson here: neither `{folder}` nor a folder in it holds `checks.json`; `cd` into your course folder first",
            folder=folder,
        )
    )


def _lessons(folder: Path, pattern: str = "*") -> tuple[LessonFolder, ...]:
    places = [p.parent.resolve() for p in sorted(folder.glob(f"{pattern}/checks.json"))]
    return tuple(LessonFolder(p, slug) for p in places if (slug := _slug(p)))


def _slug(folder: Path) -> str:
    """The lesson's name as its checks say it, for a folder may have been renamed."""
    try:
        with (folder / "checks.json").open("rb") as file:
            head = file.read(HEAD)
    except OSError:
        head = b""
    found = re.search(rb'"lesson": "(\w+)"', head)
    name = found[1].decode("ascii", "replace") if found else folder.name
    return name if "_" in name else ""


def _home(folder: Path) -> Path:
    """Where what is remembered lies: the top of a release or of an author's course, or else beside the lessons."""
    if folder.name == "exercises" and (folder.parent / "solutions").is_dir():
        return folder.parent
    try:
        return course_folder(folder)
    except ReleaseError:
        return folder
