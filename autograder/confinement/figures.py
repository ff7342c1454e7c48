"""Call a drawing function and describe the Axes as plain data."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.confinement.artists import MOST, Drawn, points, polylines
from autograder.confinement.captions import is_readable, names, numbers_in
from autograder.grading.values import NEW_AXES


def drawn_by(function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Describe the Axes given, else those that the call returns, else the current one; None if there is none.

    The text `NEW_AXES` among the arguments becomes the Axes of a new figure; another figure is current.
    """
    os.environ["MPLBACKEND"] = "Agg"
    given, wanted = None, any(isinstance(v, str) and v == NEW_AXES for v in (*args, *kwargs.values()))
    if "matplotlib" in sys.modules or wanted:
        import matplotlib.pyplot as plt

        plt.switch_backend("Agg")
        plt.close("all")
        if wanted:
            given = plt.subplots()[1]
            plt.figure()  # empty: an Axes takes longer than all the rest, and only who uses the current one needs it
    args = tuple(given if isinstance(v, str) and v == NEW_AXES else v for v in args)
    kwargs = {k: given if isinstance(v, str) and v == NEW_AXES else v for k, v in kwargs.items()}
    result = function(*args, **kwargs)
    if "matplotlib" not in sys.modules:  # it takes a second to load, and what does not load it draws nothing
        return None
    import matplotlib.pyplot as plt

    try:
        first = given if wanted else _meant(result) or (_meant(plt.gcf()) if plt.get_fignums() else None)
        if first is None or not first.figure:  # an Axes that was removed has none
            return None
        place = first.get_position().bounds
        others = [a for a in first.figure.axes if a is not first][:MOST]
        panels = [] if wanted else [describe(a) for a in others if a.get_position().bounds != place]
        twins = sum(
            a.get_position().bounds == place for a in others
        )  # no panels: their scales lie on another one
        return describe(first) | {"panels": panels, "twins": twins}
    finally:
        plt.close("all")


def _meant(result: Any) -> Any:
    """The Axes that a result is or holds, the current one of a figure; or None."""
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    if isinstance(result, Figure):
        result = result.gca() if result.axes else None
    return next((a for a in np.array([result], object).flat if isinstance(a, Axes)), None)


def describe(axes: Any) -> dict[str, Any]:
    """What is on the Axes: whether each axis has a label and is linear, the limits, the data of all that is visible.

    Figures that show the same are described alike: points and artists are sorted, straight lines have two
    ends. An artist is a "line", "points" or "marks" (on a line); its names are the numbers in its texts.
    """
    view = np.array([sorted(axes.get_xlim()), sorted(axes.get_ylim())], float)  # also settles autoscaling
    plain = axes.get_visible() and axes.name == "rectilinear"
    joined = polylines(axes) if plain else []
    found = [_artist(line, numbers_in(text)) for line, text in zip(joined, names(axes, joined), strict=True)]
    found += [_artist(cloud) for cloud in points(axes, joined)] if plain else []
    found.sort(key=lambda a: (a["kind"], a["xy"].shape, a["xy"].tolist()))
    labels = {f"{side}label": bool(plain and axes.axison and _has_label(axes, side)) for side in ("x", "y")}
    linear = axes.get_xscale() == axes.get_yscale() == "linear"
    return {**labels, "linear": linear, "view": view, "artists": found[:MOST]}


def _artist(drawn: Drawn, numbers: Any = ()) -> dict[str, Any]:
    return {"kind": drawn.kind, "xy": drawn.xy, "names": np.array(numbers, float)}


def _has_label(axes: Any, side: str) -> bool:
    axis, common = getattr(axes, f"{side}axis"), getattr(axes.figure, f"_sup{side}label", None)
    own = axis.get_visible() and is_readable(axis.label, axes)
    return bool(own or (common and is_readable(common, axes)))
