"""The call in a message can be pasted into Python in the lesson folder, and gives the number that is shown."""

import warnings

import numpy as np
import pytest

from autograder.authoring.programs import HEADER, source_of
from autograder.grading.answer import RAISED, RETURNED, Answer
from autograder.grading.checks import Check, Exercise, Probe
from autograder.grading.grade import PASTEABLE, grade
from autograder.grading.judge import judge
from autograder.grading.show import side_by_side
from autograder.grading.text import tells
from autograder.grading.values import freeze, thaw
from tests import courses
from tests.test_every_exercise import every_exercise


def pasted(call, program):
    """What a student sees who types it: `from topic import *`, `import numpy as np`, and the call."""
    topic = {}
    exec(program, topic)
    here = {k: v for k, v in topic.items() if not k.startswith("_")} | {"np": np}
    if "plt" in call:  # a call that draws on Axes of its own needs what makes them
        import matplotlib.pyplot as plt

        here["plt"] = plt
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            return Answer(RETURNED, thaw(freeze(eval(call, here))))
    except Exception as error:
        return Answer(RAISED, error=tuple(c.__name__ for c in type(error).__mro__))


@every_exercise
def test_the_call_gives_the_number_that_is_shown(lesson, truth):
    exercise = courses.visible(lesson, truth)
    for wrong, (known, graded) in zip(truth.mistakes, courses.told(lesson, truth), strict=True):
        answers = list(known.answers)
        [story] = filter(tells, graded.verdicts)
        check = next(c for c in exercise.checks if c.label == story.label)
        message = story.message
        if not message.call:
            assert check.judge in ("pair", "rays", "kinks"), f"{wrong.name}: no one call shows it"
            continue
        assert "too long to show" not in message.call
        again = pasted(message.call, HEADER + source_of(truth, wrong.program))
        assert again.status == answers[check.probe].status, wrong.name
        assert again.error[:1] == answers[check.probe].error[:1], wrong.name
        if not message.returned:
            continue
        if check.judge == "pair":
            assert side_by_side(again.value, judge(check, answers, exercise).want)[0] == message.returned
            continue
        answers[check.probe] = again
        finding = judge(check, answers, exercise)
        assert side_by_side(finding.got, finding.want) == (message.returned, message.expected), wrong.name


@pytest.mark.parametrize("early", ["a long call raises", "a long call is wrong"])
def test_a_call_that_can_be_shown_is_preferred(early):
    long, short = np.arange(PASTEABLE + 1.0) / 7, np.array([1.0, 2.0])
    probes = (Probe("long", (("f", (long,), {}),)), Probe("short", (("f", (short,), {}),)))
    checks = tuple(Check(p.label, i, "close", 2.5, 1.0) for i, p in enumerate(probes))
    exercise = Exercise("f", ("f",), ("x",), ("?", "", ""), probes, checks)
    first = Answer(RAISED, error=("ValueError",)) if "raises" in early else Answer(RETURNED, 3.0)
    [story] = filter(tells, grade(exercise, [first, Answer(RETURNED, 3.5)]).verdicts)
    assert story.message.call == "f(np.array([1.0, 2.0]))"
    [story] = filter(tells, grade(exercise, [first, Answer(RETURNED, 2.5)]).verdicts)
    assert story.label == "long"
