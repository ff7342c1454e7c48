"""The calls that a probe of a loss and its gradient is made of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from autograder.grading.pair import points_across, points_along, points_around

Call = tuple[str, tuple[Any, ...], dict[str, Any]]


def pair_calls(judge: str, functions: Sequence[str], at: Sequence[Any]) -> tuple[Call, ...]:
    """The calls of a probe of a loss and a gradient.

    "pair": both at each point, the loss around it; "rays" and "kinks": the loss at each point, far out or
    next to it, and at the point again; "new": the gradient.
    """
    loss, gradient = functions
    if judge == "new":
        return tuple((gradient, (w,), {}) for w in at)
    if judge != "pair":
        line = {"rays": points_along, "kinks": points_across}[judge]
        return tuple((loss, (w,), {}) for u in at for w in [u, *line(u), u])
    return tuple(
        (name, (w,), {})
        for point in at
        for name, w in [(loss, point), (gradient, point), *((loss, p) for p in points_around(point))]
    )
