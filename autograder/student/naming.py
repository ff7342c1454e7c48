"""The exercises of a course by name: as they are called, by their functions, with their lesson's topic in front."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from autograder.grading.checks import Exercise, Lesson, load_checks
from autograder.grading.remarks import did_you_mean
from autograder.student.lessons import Course, LessonFolder


@dataclass(frozen=True)
class Named:
    """An exercise with its lesson, and the folder in which it is written."""

    folder: LessonFolder
    lesson: Lesson
    exercise: Exercise


@dataclass(frozen=True)
class Names:
    """known: exercises by every name they go by. broken: a sentence for each lesson whose checks cannot be read."""

    known: dict[str, Named] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)

    def meant(self, name: str) -> str:
        """The name, without a topic, that is nearest to one that nothing has; "" if none is near."""
        return did_you_mean(name, [k for k in self.known if "." not in k])


def names_in(course: Course) -> Names:
    """All names; one that two lessons have means that of the lesson one stands in."""
    names = Names()
    for folder in _nearest_first(course):
        try:
            lessons = load_checks(folder.checks)
        except (OSError, ValueError) as error:
            names.broken.append(str(error))
            continue
        for found in (Named(folder, lesson, e) for lesson in lessons for e in lesson.exercises):
            for name in (found.exercise.name, *found.exercise.functions):
                names.known.setdefault(name, found)
                names.known.setdefault(f"{folder.topic}.{name}", found)
    return names


def _nearest_first(course: Course) -> Iterator[LessonFolder]:
    yield from course.meant
    yield from (lesson for lesson in course.lessons if lesson not in course.meant)
