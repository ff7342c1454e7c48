"""The courses that tests look at: read and frozen once for all of them, which takes a minute."""

from functools import cache
from pathlib import Path

import pytest

from autograder.authoring.course import Course

REPOSITORY = Path(__file__).parents[1]


_read = cache(Course)


def course(root=REPOSITORY):
    """The course in `root`, as it was when it was first asked for."""
    return _read(root)


def for_every_exercise(*roots, which=lambda truth: True):
    """Run a test with `lesson` and `truth` of every exercise of these courses, or of some of them.

    Tests of one lesson run in one process (`--dist=loadgroup`): no other has to freeze that lesson.
    """
    pairs = [
        (lesson, truth)
        for root in roots
        for lesson in course(root).lessons
        for truth in lesson.truths
        if which(truth)
    ]
    return pytest.mark.parametrize(
        ("lesson", "truth"),
        [
            pytest.param(
                lesson, truth, id=f"{lesson.topic}/{truth.name}", marks=pytest.mark.xdist_group(lesson.topic)
            )
            for lesson, truth in pairs
        ],
    )
