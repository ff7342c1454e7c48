"""What a wrong program is told that no mistake has the name of: the notes of all mutants are read back and held against the truth."""

from collections import Counter
from unittest.mock import patch

import pytest

from autograder.authoring.audit import LIMITS, _mutated
from autograder.confinement import running
from autograder.confinement.process import ProcessWorker
from autograder.confinement.running import Assignment
from autograder.grading.checks import Lesson
from autograder.grading.grade import grade
from autograder.grading.judge import judge
from autograder.grading.text import tells
from tests import courses
from tests.said import notes_of

COURSE = courses.course()
EXERCISES = [(lesson, truth) for lesson in COURSE.lessons for truth in lesson.truths]


@pytest.fixture(scope="module")
def mutant_worker():
    worker = ProcessWorker(LIMITS)
    yield worker
    worker.close()


def told(worker, lesson, truth, sample):
    """Grade mutants, verify what is said of them, and count what they are told."""
    exercise = next(e for e in lesson.frozen.exercises if e.name == truth.name)
    alone = Lesson(lesson.slug, lesson.title, (exercise,))
    counts = Counter()
    for mutant in _mutated(lesson, truth, sample):
        assignment = Assignment.of(alone)  # a new one remembers no verdicts: each mutant is judged
        seen = []
        with patch.object(running, "grade", lambda *judged, seen=seen: seen.append(judged) or grade(*judged)):
            *_, graded = running.grade_program(worker, assignment, mutant.text.encode(), "program.py")
        [(_, answers, *_)] = seen
        lead = next(filter(tells, graded.verdicts), None)
        if lead is None or lead.mistake:
            counts["named" if lead else "right, or wrong in hidden checks only"] += 1
            continue
        if lead.message.notes:
            about = notes_of(exercise, answers, graded, judge)
            for sentence in lead.message.notes:
                about.verify(sentence)
        kind = "another value" if lead.message.expected else "no value"
        counts[f"{kind}, {'with' if lead.message.notes else 'without'} a note"] += 1
    return counts


@pytest.mark.slow
def test_no_note_is_false_for_any_mutant_and_most_have_one(mutant_worker):
    """Of the mutants that change a value and are no known mistake, at least half are told a property."""
    counts = Counter()
    for lesson, truth in EXERCISES:
        mine = told(mutant_worker, lesson, truth, 0)
        print(truth.name, dict(mine))
        counts += mine
    print(dict(counts))
    with_note, without = counts["another value, with a note"], counts["another value, without a note"]
    assert with_note + without > 300
    assert with_note >= 0.6 * (with_note + without)
