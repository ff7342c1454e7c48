"""Whether a gradient was worked out by hand is read from the program's text; in doubt it was."""

import json

import numpy as np
import pytest

from autograder.confinement.by_hand import read_in, use_of_loss
from autograder.confinement.running import Assignment, grade_program
from autograder.confinement.worker import InProcess
from autograder.grading.answer import RETURNED
from autograder.grading.checks import Lesson, Probe
from autograder.grading.verdict import Graded
from tests import courses

LOSS = "def custom_loss(w):\n    return np.sum((w - 1) ** 2)\n"
DIFFERENCES = "np.array([(f(w + s) - f(w - s)) / 2e-5 for s in 1e-5 * np.eye(len(w))])"

BY_HAND = {
    "a formula": LOSS + "def custom_gradient(w):\n    return 2 * (w - 1)",
    "the loss is named in comments and docstrings": LOSS
    + 'def custom_gradient(w):\n    """Of custom_loss(w)."""\n    # custom_loss(w + h)\n    return 2 * (w - 1)',
    "L(w) is part of the formula": "def custom_loss(w):\n    return np.exp(np.sum(w))\n"
    "def custom_gradient(w):\n    w = np.asarray(w, dtype=float)\n    return custom_loss(w) * np.ones(len(w))",
    "a check that the gradient does not use": LOSS
    + f"def check(f, w):\n    return {DIFFERENCES}\ndef custom_gradient(w):\n    return 2 * (w - 1)\n"
    "print(check(custom_loss, np.ones(2)), custom_gradient(np.ones(2)))",
    "a helper of both": "def residual(w):\n    return w - 1\ndef custom_loss(w):\n    return residual(w) @ residual(w)\n"
    "def custom_gradient(w):\n    return 2 * residual(w)",
    "value and gradient in one": "def both(w):\n    return np.sum(w**2), 2 * w\ndef custom_loss(w):\n    return both(w)[0]\n"
    "def custom_gradient(w):\n    return both(w)[1]",
    "methods": "class Bowl:\n    def loss(self, w):\n        return w @ w\n    def check(self, w):\n"
    "        return custom_loss(w + 1)\n    def gradient(self, w):\n        return 2 * w\n"
    "def custom_loss(w):\n    return Bowl().loss(w)\ndef custom_gradient(w):\n    return Bowl().gradient(w)",
    "lambdas": "custom_loss = lambda w: w @ w\ncustom_gradient = lambda w: 2 * w",
    "not Python": "def custom_loss(w:\n",
    "nothing": "",
}
BY_DIFFERENCES = {
    "differences": LOSS
    + f"def custom_gradient(w):\n    f = custom_loss\n    return {DIFFERENCES}",
    "called directly": LOSS + f"def custom_gradient(w):\n    return {DIFFERENCES.replace('f(', 'custom_loss(')}",
    "a helper is given the loss": LOSS
    + f"def slope(f, w):\n    return {DIFFERENCES}\ndef custom_gradient(w):\n    return slope(custom_loss, w)",
    "a helper calls the loss": LOSS
    + f"def slope(w):\n    f = custom_loss\n    return {DIFFERENCES}\ndef custom_gradient(w):\n    return slope(w)",
    "another name of the loss": LOSS
    + f"L = custom_loss\ndef custom_gradient(w):\n    return {DIFFERENCES.replace('f(', 'L(')}",
    "the loss hands over": "def bowl(w):\n    return w @ w\ndef custom_loss(w):\n    '''Bowl.'''\n    return float(bowl(w))\n"
    f"def custom_gradient(w):\n    return {DIFFERENCES.replace('f(', 'bowl(')}",
    "w is moved in place": LOSS + "def custom_gradient(w):\n    w = np.array(w, float)\n    g = []\n"
    "    for i in range(len(w)):\n        w[i] += 1e-5\n        a = custom_loss(w)\n        w[i] -= 2e-5\n"
    "        g.append((a - custom_loss(w)) / 2e-5)\n        w[i] += 1e-5\n    return g",
    "a copy is moved": LOSS + "def custom_gradient(w):\n    g = np.zeros(len(w))\n    for i in range(len(w)):\n"
    "        v = np.array(w, float)\n        v[i] += 1e-7\n        g[i] = (custom_loss(v) - custom_loss(w)) / 1e-7\n    return g",
    "w is another w": LOSS + "def custom_gradient(w):\n    return slopes(lambda w: custom_loss(w), w)",
    "complex step": LOSS
    + "def custom_gradient(w):\n    return np.array([custom_loss(w + 1e-20j * e).imag / 1e-20 for e in np.eye(len(w))])",
    "a method calls the loss": LOSS + "class G:\n    def numeric(self, w):\n        return custom_loss(w + 1e-5)\n"
    "def custom_gradient(w):\n    return G().numeric(w)",
    "lambdas": "custom_loss = lambda w: w @ w\n"
    f"custom_gradient = lambda w: {DIFFERENCES.replace('f(', 'custom_loss(')}",
    "made by a function": "def make():\n    def loss(w):\n        return w @ w\n    def gradient(w):\n"
    f"        return {DIFFERENCES.replace('f(', 'loss(')}\n    return loss, gradient\ncustom_loss, custom_gradient = make()",
}  # fmt: skip


NAMES = ("custom_loss", "custom_gradient")


def read(text, name="mini_project.py"):
    return use_of_loss(*NAMES, np.frombuffer(text.encode(), np.uint8), name)


def notebook(cells):
    return json.dumps({"cells": [{"cell_type": "code", "source": c} for c in cells]})


@pytest.mark.parametrize("text", BY_HAND.values(), ids=BY_HAND)
def test_by_hand(text):
    assert read(text) == ""


@pytest.mark.parametrize("text", BY_DIFFERENCES.values(), ids=BY_DIFFERENCES)
def test_by_differences(text):
    assert read(text) in text.replace("'", '"') or "custom_loss" in read(text)
    assert read(text)


def test_cells_are_read_one_by_one():
    cells = ["%nothing", LOSS, "def broken(:", BY_DIFFERENCES["called directly"].removeprefix(LOSS)]
    assert read(notebook(cells), "a.ipynb")
    assert read(notebook(cells[:3]), "a.ipynb") == ""


@pytest.mark.parametrize(
    "text",
    [
        "(" * 10_000,
        "-" * 100_000 + "1",
        "x = " + "f(" * 3000 + ")" * 3000,
        "\0",
        "#" * 10**6,
        "a" + "+a" * 10**5,
    ],
    ids=range(6),
)
def test_no_text_stops_the_grader(text, worker):
    probe = Probe("by hand", (("custom_gradient", NAMES, {}),), "text")
    answer = read_in(worker, probe, text.encode(), "mini_project.py")
    assert (answer.status, answer.value) == (RETURNED, "")


@pytest.fixture(scope="module")
def project(repository):
    lesson = next(k for k in courses.course(repository).lessons if k.topic == "mini_project").frozen
    return Assignment.of(Lesson(lesson.slug, lesson.title, lesson.exercises[:1]))


def verdicts(project, text):
    *_, graded = grade_program(
        InProcess(), project, ("import numpy as np\n" + text).encode(), "mini_project.py"
    )
    assert isinstance(graded, Graded)
    return {v.label: v for v in graded.verdicts}


def lost(project, text):
    return {k for k, v in verdicts(project, text).items() if v.points < v.max_points}


def test_differences_cost_one_point_and_no_other(project):
    text = BY_DIFFERENCES["called directly"]
    assert lost(project, text) == {"gradient by hand"}
    found = verdicts(project, text)["gradient by hand"]
    assert found.max_points == 1
    assert "work the derivatives out on paper" in found.message.what
    assert lost(project, BY_HAND["a formula"]) == set()


def test_by_hand_and_wrong_earns_nothing(project):
    missed = lost(project, LOSS + "def custom_gradient(w):\n    return w - 1")
    assert {"gradient by hand", "far out: bounded", "far out: again"} <= missed


FALLING = {
    "cubic": ("np.sum(w**3)", "3.0 * w**2"),
    "concave": ("-np.sum(w**2)", "-2.0 * w"),
    "one entry": ("np.sum(w**2) - 2 * w[1]**2", "2.0 * w * np.where(np.arange(len(w)) == 1, -1, 1)"),
    "slowly": ("-np.log(1 + np.sum(w**2))", "-2.0 * w / (1 + np.sum(w**2))"),
    "to -inf": ("-np.sum(np.exp(w))", "-np.exp(w)"),
}
BOUNDED = {
    "a logistic loss that overflows": ("np.sum(np.log(1 + np.exp(-w)))", "-1 / (1 + np.exp(w))"),
    "a maximum at 0": ("np.exp(-np.sum(w**2) / 50)", "-w / 25 * np.exp(-np.sum(w**2) / 50)"),
    "waves": ("np.sum(np.sin(w))", "np.cos(w)"),
    "far minimum": ("np.sqrt(1 + np.sum((w - 1000)**2))", "(w - 1000) / np.sqrt(1 + np.sum((w - 1000)**2))"),
    "large terms cancel": ("w[0]**2 / 3 - 2 * w[0] * w[1] / 3 + w[1]**2 / 3", "2 / 3 * (w[0] - w[1]) * np.sign(np.arange(len(w)) - 0.5) * -1 * (np.arange(len(w)) < 2)"),
}  # fmt: skip


def program(loss, gradient):
    return f"def custom_loss(w):\n    return {loss}\ndef custom_gradient(w):\n    return {gradient}"


@pytest.mark.parametrize("pair", FALLING.values(), ids=FALLING)
def test_a_loss_without_a_lower_bound_is_found(project, pair):
    assert lost(project, program(*pair)) >= {"far out: bounded"}


@pytest.mark.parametrize("pair", BOUNDED.values(), ids=BOUNDED)
def test_a_bounded_loss_is_left_alone(project, pair):
    assert lost(project, program(*pair)) == set()


@pytest.mark.parametrize("kink", ["np.abs(w)", "np.maximum(0, w)", "np.maximum(-w, 0.1 * w)"])
def test_a_kink_is_found(project, kink):
    slope = {"np.abs(w)": "np.sign(w)", "np.maximum(0, w)": "(w > 0)"}.get(kink, "np.where(w > 0, 0.1, -1.0)")
    assert lost(project, program(f"np.sum({kink} + w**2)", f"{slope} + 2.0 * w")) == {"round numbers: smooth"}


@pytest.mark.parametrize(
    ("loss", "gradient"),
    [
        ("np.sum(np.maximum(0, 1 - w) + w**2)", "np.where(w < 1, -1.0, 0.0) + 2.0 * w"),
        ("np.sum(np.abs(w - 2) + w**2)", "np.sign(w - 2) + 2.0 * w"),
        (
            "np.abs(w[0] - w[1]) + w @ w",
            "np.sign(w[0] - w[1]) * np.array([1, -1] + [0] * (len(w) - 2)) + 2.0 * w",
        ),
        ("np.max(w) + w @ w", "np.eye(len(w))[np.argmax(w)] + 2.0 * w"),
        ("np.sqrt(w @ w)", "w / np.sqrt(w @ w)"),
    ],
)
def test_a_kink_elsewhere_is_found(project, loss, gradient):
    assert lost(project, program(loss, gradient)) == {"round numbers: smooth"}


@pytest.mark.parametrize(
    ("loss", "gradient"),
    [
        ("np.sum(np.maximum(0, 1 - w)**2)", "-2.0 * np.maximum(0, 1 - w)"),
        ("np.sum(np.sqrt((w - 2)**2 + 1e-6))", "(w - 2) / np.sqrt((w - 2)**2 + 1e-6)"),
        ("np.sum(np.where(abs(w) < 2, w**2 / 2, 2 * abs(w) - 2))", "np.clip(w, -2.0, 2.0)"),
    ],
)
def test_a_bend_is_no_kink(project, loss, gradient):
    assert lost(project, program(loss, gradient)) == set()


def test_an_argument_that_is_changed_is_called_by_its_name(project):
    text = "def custom_loss(w):\n    w *= 1.5\n    return w @ w\ndef custom_gradient(w):\n    return 4.5 * w"
    said = verdicts(project, text)["d = 2: unchanged"].message.what
    assert said == "a call changed its argument `w`; work on a copy"


def test_a_constant_earns_nothing(project):
    text = program("1.0", "np.zeros(len(w))")
    found = verdicts(project, text)
    assert found["d = 2: gradient"].points == 0
    assert lost(project, text) == set(found)


def test_what_raises_far_out_is_not_judged_there(project):
    text = "import math\ndef custom_loss(w):\n    return math.cosh(w[0])\ndef custom_gradient(w):\n"
    assert lost(project, text + "    return [math.sinh(w[0]), *[0.0] * (len(w) - 1)]") == set()


def test_a_gradient_is_a_new_array(project):
    text = "def custom_loss(w):\n    return w @ w / 2\ndef custom_gradient(w):\n    return w"
    found = verdicts(project, text)["gradient is a new array"]
    assert found.message.what == "the gradient is w itself, or shares memory with it; return a new array"
    assert lost(project, text) == {"gradient is a new array"}
    assert lost(project, text + " * 1.0") == set()


def test_a_loss_that_counts_is_found(project):
    text = "n = []\ndef custom_loss(w):\n    n.append(1)\n    return w @ w + 1e-11 * len(n)\n"
    assert "far out: again" in lost(
        project, text.replace("e-11", "e-3") + "def custom_gradient(w):\n    return 2.0 * w"
    )
