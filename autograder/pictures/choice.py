"""Which picture explains a failing check best: the one its author chose, else what the shapes suggest."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.grading.checks import Exercise
from autograder.pictures.areas import strips
from autograder.pictures.curves import curve, intervals, steps
from autograder.pictures.drawings import figure
from autograder.pictures.entries import bars, cells
from autograder.pictures.errors import errors, scores
from autograder.pictures.lines import fall, kink
from autograder.pictures.marks import marks
from autograder.pictures.scene import Scene
from autograder.pictures.shapes import shapes
from autograder.pictures.slopes import pair, secant
from autograder.pictures.svg import Drawing, Picture, picture_of
from autograder.pictures.valleys import contours, landscape
from autograder.pictures.wordings import regime, words

Draw = Callable[[Scene], Drawing | None]

KINDS: dict[str, Draw] = {
    "marks": marks,
    "curve": curve,
    "steps": steps,
    "intervals": intervals,
    "bars": bars,
    "cells": cells,
    "shapes": shapes,
    "secant": secant,
    "strips": strips,
    "landscape": landscape,
    "contours": contours,
    "words": words,
    "regime": regime,
    "errors": errors,
    "scores": scores,
    "figure": figure,
    "pair": pair,
}
BY_SHAPE: dict[str, tuple[Draw, ...]] = {
    "close": (words, marks, bars, cells, steps, shapes),
    "figure": (figure,),
    "pair": (pair,),
    "rays": (fall,),
    "kinks": (kink,),
}


def picture(exercise: Exercise, label: str, value: Any) -> Picture | None:
    """The picture of a visible check that failed, or None if there is nothing to draw.

    label: of the check. value: what the call returned, as plain data (`grading.plain`): a claim, so anything.
    """
    try:
        return drawn(exercise, label, value)
    except Exception:  # an odd value; a page without a picture is complete all the same
        return None


def drawn(exercise: Exercise, label: str, value: Any) -> Picture | None:
    """Like `picture`, but raises what goes wrong."""
    check = next((c for c in exercise.checks if c.label == label), None)
    if check is None or check.hidden or exercise.probes[check.probe].hidden or value is None:
        return None
    scene = Scene(exercise, check, value)
    chosen = [KINDS[exercise.picture]] if exercise.picture in KINDS else []
    kinds = (*chosen, *BY_SHAPE[check.judge]) if check.judge in BY_SHAPE else ()
    with np.errstate(all="ignore"):  # what came back may be any numbers
        drawing = next((d for d in (draw(scene) for draw in kinds) if d), None)
    return picture_of(drawing, f"{exercise.name}, {label}") if drawing else None
