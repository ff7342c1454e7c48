"""What is done once for all who answer alike: reading an answer, judging it, drawing a page."""

import dataclasses

import numpy as np
import pytest
from markupsafe import escape

from autograder.confinement import known, running
from autograder.confinement.known import Known
from autograder.confinement.running import Assignment
from autograder.confinement.wire import encode
from autograder.grading.answer import CRASHED, RAISED, RETURNED, TIMED_OUT, Answer
from autograder.grading.show import clean
from autograder.grading.values import MalformedError
from autograder.grading.verdict import FAILED, GRADER_ERROR, PASSED, Graded, Verdict
from autograder.policy.policy import Sight
from autograder.reports.feedback import NAME, Feedback
from autograder.reports.results import Adjustment
from tests.programs import SMALL


def frame(value, status=RETURNED):
    return encode(Answer(status, value).to_data())


def test_the_same_frame_is_read_once():
    seen = Known()
    first, again, other = (seen.read(frame(v)) for v in (1.0, 1.0, 2.0))
    assert first is again
    assert (first.value, other.value) == (1.0, 2.0)
    assert first.frame == frame(1.0)


def test_numbers_that_differ_in_a_bit_are_other_answers():
    seen = Known()
    values = [np.array([x]) for x in (0.1 + 0.2, 0.3, 0.0, -0.0)]
    assert len({id(seen.read(frame(v))) for v in values}) == len(values)


def test_a_long_frame_is_not_kept():
    seen, long = Known(), frame(np.zeros(known.LONGEST))
    assert seen.read(long) is not seen.read(long)
    assert seen.read(long).frame == b""
    assert seen.size == 0


def test_what_is_kept_is_bounded(monkeypatch):
    monkeypatch.setattr(known, "MOST", 1000)
    seen = Known()
    for i in range(1000):
        seen.read(frame(float(i)))
        assert seen.size == sum(map(len, seen.answers)) < 1000 + 2 * len(frame(0.0))


@pytest.mark.parametrize(
    "said", [7, [1], None, {}, {"answer": 7}, {"status": TIMED_OUT}, {"status": CRASHED}, {"status": 1}]
)
def test_what_is_no_answer_is_refused_each_time(said):
    seen = Known()
    for _ in range(2):
        with pytest.raises(MalformedError):
            seen.read(encode(said))
    assert seen.answers == {}


@pytest.fixture
def assignment(lesson):
    return Assignment.of(lesson)


@pytest.fixture
def judged(monkeypatch):
    """The answers that were judged; `verdict` is what each comes to."""
    seen = []

    def judge(exercise, answers, first):
        seen.append((exercise.name, [a.value for a in answers], first))
        return Graded(exercise.name, (Verdict(exercise.name, "a", judge.verdict, 0.0, 1.0),))

    judge.verdict = PASSED
    monkeypatch.setattr(running, "grade", judge)
    judge.seen = seen
    return judge


def answers(*values):
    return [Answer(RETURNED, v, frame=frame(v)) for v in values]


def test_the_same_answers_are_judged_once(assignment, judged):
    one, two = assignment.lesson.exercises[:2]
    first = assignment.graded(one, answers(1.0, 2.0), "")
    assert assignment.graded(one, answers(1.0, 2.0), "") is first
    assert len(judged.seen) == 1
    for exercise, given, lean in (
        (one, answers(2.0, 1.0), ""),
        (one, answers(1.0, 2.0), "`a` calls `b`"),
        (two, answers(1.0, 2.0), ""),
        (one, [Answer(RAISED, frame=frame(None, RAISED)), *answers(2.0)], ""),
    ):
        assignment.graded(exercise, given, lean)
    assert len(judged.seen) == 5


def test_answers_that_nobody_can_tell_apart_by_their_bytes_are_judged_each_time(assignment, judged):
    exercise = assignment.lesson.exercises[0]
    for _ in range(2):
        assignment.graded(exercise, [Answer(TIMED_OUT), *answers(1.0)], "")
    assert len(judged.seen) == 2
    assert assignment.verdicts == {}


def test_a_failure_of_ours_is_tried_again(assignment, judged):
    exercise = assignment.lesson.exercises[0]
    judged.verdict = GRADER_ERROR
    assignment.graded(exercise, answers(1.0), "")
    judged.verdict = FAILED
    assert assignment.graded(exercise, answers(1.0), "").verdicts[0].status == FAILED


def test_verdicts_that_are_kept_are_bounded(assignment, judged, monkeypatch):
    monkeypatch.setattr(running, "MOST", 3)
    exercise = assignment.lesson.exercises[0]
    for i in range(10):
        assignment.graded(exercise, answers(float(i)), "")
        assert len(assignment.verdicts) <= 3
    assignment.verdicts.clear()
    for i in (0, 1, 2, 0, 1, 2):
        assignment.graded(exercise, answers(float(i)), "")
    assert len(assignment.verdicts) == 3, "what is there already makes no room"


# ---------------------------------------------------------------- pages

NAMES = ("ada", "<b>bob</b>", "\ue000", "x" * 300, "é\u202e", "&amp;")


@pytest.mark.parametrize("program", [SMALL, SMALL.replace("2 * x", "x ** 2"), None])
def test_a_page_is_the_same_whoever_was_first(grade, lesson, program):
    """Drawn alone, or after all others who did alike; and nobody finds another name on it."""
    pages = Feedback([lesson])
    for name in NAMES:
        result = grade(program, name)
        page = pages.page(result)
        assert page == drawn_alone(result)
        assert NAME not in page
    assert len(pages.pages) == 1


def drawn_alone(result):
    """The page without the way over a page that others share."""
    pages = Feedback([result.lesson])
    return pages._rendered(result, pages.parts(result), escape(clean(result.student)))


def changed(result, **data):
    return dataclasses.replace(result, data={**result.data, **data})


DIFFERENT = {
    "a remark": lambda r: changed(r, remarks=["a remark"]),
    "another level": lambda r: changed(r, level="lane"),
    "not handed in": lambda r: changed(r, lessons=[{**r.data["lessons"][0], "file": ""}]),
    "points are not shown": lambda r: dataclasses.replace(r, sights={"elsewhere": Sight(points=False)}),
    "not graded": lambda r: changed(r, status=GRADER_ERROR, lessons=[]),
    "points of a person": lambda r: dataclasses.replace(
        r, adjustments={"small.double": Adjustment(1.0, "well argued")}
    ),
}


@pytest.mark.parametrize("how", DIFFERENT)
def test_pages_that_differ_in_one_thing_but_the_name_are_drawn_apart(grade, lesson, how):
    one = grade(SMALL)
    other = DIFFERENT[how](one)
    assert drawn_alone(one) != drawn_alone(other)
    for first, second in ((one, other), (other, one)):
        pages = Feedback([lesson])
        assert pages.page(first) == drawn_alone(first)
        assert pages.page(second) == drawn_alone(second)


def test_pages_that_are_kept_are_bounded(grade, lesson, monkeypatch):
    monkeypatch.setattr("autograder.reports.feedback.SAME", 2)
    pages = Feedback([lesson])
    for i in range(5):
        pages.page(grade(SMALL, remarks=(f"remark {i}",)))
        assert len(pages.pages) <= 2
