"""Finds out, while nothing else is to do, how the exercises of the other lessons stand."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from autograder.student.lessons import Course
from autograder.student.standing import Grader
from autograder.student.watch.outcome import surveyed
from autograder.student.watch.view import LessonView
from autograder.student.watch.warming import Warming


class Survey:
    """Looks at one lesson after the other. is_over: nothing is left to be found out."""

    def __init__(self, course: Course, grader: Grader, warming: Warming) -> None:
        self.course, self.grader, self.warming = course, grader, warming
        self.is_over = False
        self._unreadable: set[int] = set()

    def again(self, numbers: Collection[int] = ()) -> None:
        """Something has changed, the files of these lessons for certain."""
        self.is_over = False
        self._unreadable.difference_update(numbers)

    def next(self, lessons: Sequence[LessonView], but: int) -> tuple[int, LessonView] | None:
        """One more lesson, but not the current one; None if there is none or one has to wait.

        Raises what the worker's `look` raises.
        """
        for number, lesson in enumerate(lessons):
            if number == but or lesson.is_known or number in self._unreadable:
                continue
            folder = self.course.lessons[number]
            try:
                known = surveyed(lesson, folder, self.grader)
                if not known.is_known:
                    if not self.warming.is_ready(folder.counting.read_bytes()):
                        return None
                    known = surveyed(lesson, folder, self.grader, run=True)
            except (OSError, ValueError, RuntimeError):  # it is told when somebody goes there
                self._unreadable.add(number)
                continue
            return number, known
        self.is_over = True
        return None
