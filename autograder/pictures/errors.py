"""What a loss is made of: targets and predictions, above the number that came back."""

from __future__ import annotations

import numpy as np

from autograder.grading.close import Array
from autograder.pictures.axis import Axis, axis_over
from autograder.pictures.marks import number_line
from autograder.pictures.plot import Plot, legend
from autograder.pictures.scene import Scene
from autograder.pictures.svg import Drawing
from autograder.texts import mark, tr

MOST = 30  # examples

PAIR = mark("1 example, each with its target and its prediction.")
PAIRS = mark("{n} examples, each with its target and its prediction.")
SCORE = mark("1 example, the label of each over its score.")
SCORES = mark("{n} examples, the label of each over its score.")


def errors(scene: Scene) -> Drawing | None:
    """For each example a target, a prediction and the gap between them; below, the loss returned and expected."""
    data = _targets_and_predictions(scene)
    if data is None:
        return None
    target, prediction = data
    n = len(target)
    across, up = Axis(-0.6, n - 0.4, whole=True), axis_over([*target, *prediction])
    if up is None:
        return None
    plot = Plot(across, up, names=(tr("example"), tr("targets and predictions")), height=100)
    place = np.arange(n)
    for i in range(n):
        plot.line([i, i], [target[i], prediction[i]], "edge")
    plot.points_at(place, target)
    plot.crosses(place, prediction)
    key = legend(("plain", mark("target")), ("cross", mark("prediction")))
    alt = tr(PAIR if n == 1 else PAIRS, n=n)
    return _above_the_line(scene, plot, key, alt)


def scores(scene: Scene) -> Drawing | None:
    """The labels over the scores X theta; below, the loss returned and expected."""
    X, y, theta = scene.array("X"), scene.array("y"), scene.array("theta")
    if X is None or y is None or theta is None or not 0 < y.size <= MOST:
        return None
    score = (X @ theta).ravel()
    across = axis_over([0, *score])
    if across is None:
        return None
    plot = Plot(across, Axis(-0.25, 1.25, whole=True), names=(tr("score"), tr("label")), height=70)
    plot.line([0, 0], [-0.25, 1.25], "edge")
    plot.points_at(score, y.ravel())
    alt = tr(SCORE if y.size == 1 else SCORES, n=y.size)
    return _above_the_line(scene, plot, legend(("plain", mark("example"))), alt)


def _above_the_line(scene: Scene, plot: Plot, key: str, alt: str) -> Drawing | None:
    both = scene.numbers
    if both is None or both[1].ndim or not np.isfinite(both[1]):
        return None
    wrong = bool(scene.wrong(*both))
    line, sentence = number_line(float(both[0]), float(both[1]), wrong, y=plot.height + 40)
    return Drawing(
        plot.body + key + line, plot.height + 96, tr("{sentence} Above it: {alt}", sentence=sentence, alt=alt)
    )


def _targets_and_predictions(scene: Scene) -> tuple[Array, Array] | None:
    given = [scene.array(name) for name in ("y_true", "y_pred", "y_prob", "X", "y", "theta")]
    true, guess, chance, X, y, theta = given
    prediction = guess if guess is not None else chance
    if true is None or prediction is None:
        if X is None or y is None or theta is None:
            return None
        true, prediction = y, X @ theta
    if true.shape != prediction.shape or not 0 < true.size <= MOST:
        return None
    return true.ravel(), prediction.ravel()
