"""At most two sentences: what a wrong answer looks like, and for which inputs or entries it is wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from autograder.grading.answer import Answer
from autograder.grading.checks import Check, Exercise
from autograder.grading.properties.conditions import condition, numbers_where
from autograder.grading.properties.echoes import argument, constant
from autograder.grading.properties.evidence import Evidence, gather
from autograder.grading.properties.factors import factor
from autograder.grading.properties.offsets import offset
from autograder.grading.properties.paths import path
from autograder.grading.properties.places import place, results
from autograder.grading.properties.relations import relation
from autograder.grading.properties.sizes import digits, direction, near
from autograder.grading.properties.texts import confusion
from autograder.grading.verdict import Finding

Property = Callable[[Evidence], str]

# Each list from the most special property to the least; the first that applies is told.
LOOKS: tuple[Property, ...] = (argument, factor, relation, path, constant, offset, digits, near, direction)
WHERE: tuple[Property, ...] = (results, place, numbers_where, condition)


def notes(
    exercise: Exercise,
    answers: Sequence[Answer],
    found: dict[str, Finding | None],
    lead: Check,
    finding: Finding,
) -> tuple[str, ...]:
    """What can be said of the failing visible check `lead`, the most special first.

    found: what is wrong with each check. Every sentence is true of the visible checks, and of nothing else.
    """
    with np.errstate(all="ignore"):
        return told(gather(exercise, answers, found, lead, finding))


def told(evidence: Evidence) -> tuple[str, ...]:
    """The sentences for this evidence."""
    looks = _first(LOOKS, evidence) if evidence.wrong else ""
    looks = looks or confusion(evidence)
    if evidence.everywhere and evidence.everywhere in looks:  # then there is no place where it is right
        return (looks,)
    where = _first(WHERE, evidence) if evidence.wrong else condition(evidence)
    return tuple(filter(None, (looks, where)))


def _first(properties: Sequence[Property], evidence: Evidence) -> str:
    return next(filter(None, (p(evidence) for p in properties)), "")
