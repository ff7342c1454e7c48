"""Which picture explains a failing check best: the one its author chose, else what the shapes suggest."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from autograder.grading.checks import Exercise
from autograder.pictures.marks import marks
from autograder.pictures.scene import Scene
from autograder.pictures.svg import Drawing, Picture, picture_of

Draw = Callable[[Scene], Drawing | None]

KINDS: dict[str, Draw] = {"marks": marks}
BY_SHAPE: tuple[Draw, ...] = (marks,)


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
    kinds = (*chosen, *BY_SHAPE) if check.judge == "close" else ()
    drawing = next((d for d in (draw(scene) for draw in kinds) if d), None)
    return picture_of(drawing, f"{exercise.name}, {label}") if drawing else None
