"""The courses that tests look at: read and frozen once for all of them, which takes a minute."""

from functools import cache
from pathlib import Path

import pytest

from autograder.authoring.course import Course
from autograder.grading.grade import grade

REPOSITORY = Path(__file__).parents[1]


_read = cache(Course)


def course(root=REPOSITORY):
    """The course in `root`, as it was when it was first asked for."""
    return _read(root)


def for_every_exercise(*roots, which=lambda truth: True):
    """Run a test with `lesson` and `truth` of every exercise of these courses, or of some of them."""
    pairs = [
        (lesson, truth)
        for root in roots
        for lesson in course(root).lessons
        for truth in lesson.truths
        if which(truth)
    ]
    ids = [f"{lesson.topic}/{truth.name}" for lesson, truth in pairs]
    return pytest.mark.parametrize(("lesson", "truth"), pairs, ids=ids)


def frozen(lesson, truth):
    """The exercise with all its checks, as values."""
    return next(e for e in lesson.frozen.exercises if e.name == truth.name)


_visible, _told = {}, {}


def visible(lesson, truth):
    """The exercise as students have it."""
    if truth not in _visible:
        _visible[truth] = frozen(lesson, truth).visible()
    return _visible[truth]


def told(lesson, truth):
    """(known mistake, what a student who makes it is told) for every one."""
    if truth not in _told:
        exercise = visible(lesson, truth)
        _told[truth] = [(known, grade(exercise, known.answers)) for known in exercise.mistakes]
    return _told[truth]
