"""The courses that tests look at: read and frozen once for all of them, which takes a minute."""

from functools import cache
from pathlib import Path

from autograder.authoring.course import Course

REPOSITORY = Path(__file__).parents[1]


_read = cache(Course)


def course(root=REPOSITORY):
    """The course in `root`, as it was when it was first asked for."""
    return _read(root)
