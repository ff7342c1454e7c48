"""Attacks on notebooks whose tests are plain asserts: they run beside the student's code, which is confined all the same."""

import json

import pytest

from autograder.confinement.process import ProcessWorker
from autograder.confinement.worker import Limits
from autograder.nbgrader.foreign import grade_foreign
from autograder.nbgrader.released import visible
from autograder.nbgrader.repair import repaired
from tests.attacks.conftest import CONFINING
from tests.attacks.handed_in import ATTACKS, YES, Sly
from tests.attacks.scene import Scene, marked
from tests.test_foreign import FULL, HALF, MANY, SOURCE, THIRD

pytestmark = pytest.mark.skipif(not CONFINING, reason="no level confines programs here")
REFUSED = {"deep", "many cells"}
HOLES = {
    "study 02 rebinds": FULL["test-many"]
}  # `len` is a name as any other, and a student may need their own
# What plain asserts cannot withstand in one process with the answers, and our own checks can.
LESS_PROTECTED = {
    "values that are equal to everything": f"import numpy\n{YES}\nhalf = third = lambda x: Yes(1)",
    "comparisons replaced": "import numpy.testing, builtins\nnumpy.testing.assert_allclose.__code__ = (lambda *a, **k: None).__code__\nclass One(float):\n    __eq__ = lambda *a: True\nhalf = third = lambda x: One(1)",
}


@pytest.fixture(scope="module")
def worker():
    worker = ProcessWorker(Limits(statement=1, total=10, patience=30), CONFINING[0])
    yield worker
    worker.close()


@pytest.fixture(scope="module")
def scene(tmp_path_factory):
    scene = Scene(tmp_path_factory.mktemp("scene"), 0)
    yield scene
    scene.close()


def released(answers=()):
    """The notebook that students have, with some answers."""
    cells = json.loads(json.dumps(SOURCE["cells"]))
    for one in cells:
        name = one["metadata"]["nbgrader"]["grade_id"]
        one["source"] = dict(answers).get(name, visible(one["source"]))
    return {**SOURCE, "cells": cells}


def facts(scene):
    return {
        "OUTSIDE": str(scene.outside), "KEY": str(scene.secret), "SOLUTION": str(scene.secret),
        "DATABASE": str(scene.secret), "CLASS": str(scene.outside), "MARK": scene.canary,
        "PORT": scene.facts["TCP"], "GRADER": scene.facts["GRADER"],
    }  # fmt: skip


def grade(worker, data):
    return grade_foreign(worker, repaired(SOURCE, data).notebook)


@pytest.mark.parametrize("name", [n for n, sly in ATTACKS.items() if not sly.beside and n not in REFUSED])
def test_it_gains_nothing_and_harms_nobody(worker, scene, name):
    sly = ATTACKS[name]
    done = grade(worker, sly.made(released(), facts(scene)))
    assert sum(done.points.values()) == HOLES.get(name, 0)
    assert scene.damage() == []
    assert marked(scene.canary) == set()
    assert scene.canary not in repr(done.outputs)
    honest = grade(worker, json.dumps(released({"half": HALF, "third": THIRD, "many": MANY})).encode())
    assert honest.points == FULL


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_it_is_refused(name):
    with pytest.raises(ValueError, match="the "):
        repaired(SOURCE, ATTACKS[name].made(released(), {}))


@pytest.mark.parametrize("name", LESS_PROTECTED)
def test_what_plain_asserts_cannot_withstand(worker, name):
    """Known and told to whoever grades; when one of these no longer works, say so in the documentation."""
    done = grade(
        worker, Sly("", cells=(LESS_PROTECTED[name],)).made(released({"half": "pass", "third": "pass"}), {})
    )
    assert done.points["test-third"] == FULL["test-third"]
