"""Call a drawing function and describe the Axes as plain data."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any

import numpy as np


def drawn_by(function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Describe the Axes that the call returns, or else the current one; None if nothing was drawn."""
    os.environ["MPLBACKEND"] = "Agg"
    if "matplotlib" in sys.modules:
        import matplotlib.pyplot as plt

        plt.switch_backend("Agg")
        plt.close("all")
    result = function(*args, **kwargs)
    if "matplotlib" not in sys.modules:  # it takes a second to load, and what does not load it draws nothing
        return None
    import matplotlib.pyplot as plt
    from matplotlib.axes import Axes

    try:
        if isinstance(result, Axes):
            return describe(result)
        return describe(plt.gca()) if plt.get_fignums() and plt.gcf().axes else None
    finally:
        plt.close("all")


def describe(axes: Any) -> dict[str, Any]:
    """What is on the Axes: labels, limits and the data of everything visible."""
    return {
        "xlabel": axes.get_xlabel() or _super(axes, "x"),
        "ylabel": axes.get_ylabel() or _super(axes, "y"),
        "title": axes.get_title(),
        "xlim": np.array(axes.get_xlim(), float),
        "ylim": np.array(axes.get_ylim(), float),
        "artists": [*_lines(axes), *_clouds(axes)],
    }


def _super(axes: Any, side: str) -> str:
    text = getattr(axes.figure, f"_sup{side}label", None)
    return str(text.get_text()) if text else ""


def _lines(axes: Any) -> list[dict[str, Any]]:
    from matplotlib.lines import AxLine

    found = []
    for line in filter(_visible, axes.get_lines()):
        if isinstance(line, AxLine):
            found.append(_artist("line", _across(axes, line), line))
        elif line.get_transform().contains_branch(axes.transData):  # axhline & co. live elsewhere
            xy = np.column_stack([np.asarray(v, float) for v in line.get_data(orig=False)])
            if line.get_linestyle() not in ("None", "", " ", "none") and line.get_linewidth() > 0:
                found.append(_artist("line", xy, line))
            if line.get_marker() not in ("None", None, "", " ", "none"):
                found.append(_artist("points", xy, line))
    return found


def _across(axes: Any, line: Any) -> Any:
    """An axline has no ends: two points of it at the sides of the view."""
    (x1, y1), other, slope = line.get_xy1(), line.get_xy2(), line.get_slope()
    slope = (other[1] - y1) / (other[0] - x1) if slope is None else slope
    x = np.array(sorted(axes.get_xlim()), float)
    return np.column_stack([x, y1 + slope * (x - x1)])


def _clouds(axes: Any) -> list[dict[str, Any]]:
    from matplotlib.collections import PathCollection

    clouds = [c for c in axes.collections if isinstance(c, PathCollection) and _visible(c)]
    return [_artist("points", np.ma.getdata(c.get_offsets()).astype(float), c) for c in clouds]


def _artist(kind: str, xy: Any, artist: Any) -> dict[str, Any]:
    return {"kind": kind, "xy": xy, "label": str(artist.get_label())}


def _visible(artist: Any) -> bool:
    alpha = artist.get_alpha()
    return bool(artist.get_visible() and (alpha is None or np.all(np.asarray(alpha, float) > 0.02)))
