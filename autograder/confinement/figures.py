"""Call a drawing function and describe the Axes as plain data."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from operator import attrgetter, methodcaller
from typing import Any

import numpy as np

from autograder.grading.values import NEW_AXES

MOST = 100  # artists, panels and texts that are looked at
NOTHING = ("None", "none", "", " ", None)  # styles and markers that draw nothing
LOOKS = attrgetter("_unscaled_dash_pattern"), methodcaller("get_marker"), methodcaller("get_linewidth")
_PLAIN = r"(?:\d+\.?\d*|\.\d+)"
NUMBER = re.compile(_PLAIN + r"(?:[eE][-+]?\d+)?")
POWER = re.compile(
    rf"(?:({_PLAIN})\s*(?:\\times|\\cdot|[*×·])\s*)?(?<![\d.])10\s*(?:\^|\*\*)\s*([-+]?{_PLAIN})"
)
RAISED = re.compile(r"10([⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)")
LOWERED = str.maketrans("⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹−", "+-0123456789-", "{}$")


def drawn_by(function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    """Describe the Axes given, else those that the call returns, else the current one; None if there is none.

    The text `NEW_AXES` among the arguments becomes the first Axes of a new figure; another one is current.
    """
    os.environ["MPLBACKEND"] = "Agg"
    given, wanted = None, any(isinstance(v, str) and v == NEW_AXES for v in (*args, *kwargs.values()))
    if "matplotlib" in sys.modules or wanted:
        import matplotlib.pyplot as plt

        plt.switch_backend("Agg")
        plt.close("all")
        given = plt.subplots(1, 2)[1][0] if wanted else given
    args = tuple(given if isinstance(v, str) and v == NEW_AXES else v for v in args)
    kwargs = {k: given if isinstance(v, str) and v == NEW_AXES else v for k, v in kwargs.items()}
    result = function(*args, **kwargs)
    if "matplotlib" not in sys.modules:  # it takes a second to load, and what does not load it draws nothing
        return None
    import matplotlib.pyplot as plt

    try:
        axes = [given] if wanted else _axes_of(result) or (_axes_of(plt.gcf()) if plt.get_fignums() else [])
        return describe(axes[0]) | {"panels": [describe(a) for a in axes[1:MOST]]} if axes else None
    finally:
        plt.close("all")


def _axes_of(result: Any) -> list[Any]:
    """All Axes of a figure, of an Axes' figure or of the first Axes in a collection; the one meant first."""
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    if isinstance(result, Figure):
        result = result.gca() if result.axes else None
    first = next((a for a in np.array([result], object).flat if isinstance(a, Axes)), None)
    return [first, *(a for a in first.figure.axes if a is not first)] if first is not None else []


def describe(axes: Any) -> dict[str, Any]:
    """What is on the Axes: whether each axis has a label, the limits, and the data of all that is visible.

    Figures that show the same are described alike: points and artists are sorted, straight lines have two
    ends. An artist is a "line", "points" or "marks" (on a line); its names are the numbers in its texts.
    """
    view = np.array([sorted(axes.get_xlim()), sorted(axes.get_ylim())], float)  # also settles autoscaling
    artists = [*_lines(axes), *_clouds(axes)][:MOST] if axes.get_visible() else []
    seen = axes.get_visible() and axes.axison
    labels = {f"{side}label": bool(seen and _label(axes, side)) for side in ("x", "y")}
    artists.sort(key=lambda a: (a["kind"], a["xy"].shape, a["xy"].tolist()))
    return {**labels, "view": view, "artists": artists}


def _label(axes: Any, side: str) -> str:
    common = getattr(axes.figure, f"_sup{side}label", None)
    return str(getattr(axes, f"get_{side}label")() or (common.get_text() if common else "")).strip()


def _lines(axes: Any) -> list[dict[str, Any]]:
    from matplotlib.lines import AxLine

    lines = [line for line in axes.get_lines()[:MOST] if _visible(line) and _rgba(line)[3] > 0.02]
    across = [line for line in lines if isinstance(line, AxLine)]
    plain = [
        k for k in lines if k not in across and k.get_transform().contains_branch(axes.transData)
    ]  # not axhline
    joined = [k for k in plain if k.get_linestyle() not in NOTHING and k.get_linewidth() > 0]
    joined = [k for k in joined if len(_vertices(k)) > 1]
    named = dict(zip(joined, _names(axes, joined), strict=True))
    found = [_artist("line", _across(axes, line)) for line in across]
    for line in plain:
        xy = _vertices(line)
        if line in named:
            found.append(_artist("line", _straightened(xy), numbers_in(named[line])))
        if line.get_marker() not in NOTHING and line.get_markersize() > 0:
            found.append(_artist("marks" if line in named else "points", _sorted(xy)))
    return found


def _across(axes: Any, line: Any) -> Any:
    """An axline has no ends: two points of it at the sides of all that is drawn or in view."""
    start = np.array([np.ravel(v)[0] for v in line.get_xy1()], float)
    slope = line.get_slope()
    if slope is None:
        run = np.array([np.ravel(v)[0] for v in line.get_xy2()], float) - start
        slope = run[1] / run[0]
    reach = [v for v in (*axes.get_xlim(), *axes.dataLim.intervalx) if np.isfinite(v)]
    x = np.array([min(reach), max(reach)])
    return np.column_stack([x, start[1] + np.ravel(slope)[0] * (x - start[0])])


def _straightened(xy: Any) -> Any:
    """The two ends if all vertices lie on one straight line, else all of them as they are joined."""
    if len(xy) < 2 or not np.isfinite(xy).all():
        return xy
    first, last = ends = _sorted(xy)[[0, -1]]
    (dx, dy), size = last - first, np.max(np.abs(xy), axis=0)
    off = np.abs((xy[:, 0] - first[0]) * dy - (xy[:, 1] - first[1]) * dx)
    return ends if (off <= 1e-12 * (size[0] * abs(dy) + size[1] * abs(dx))).all() else xy


def _clouds(axes: Any) -> list[dict[str, Any]]:
    from matplotlib.collections import PathCollection

    clouds = [c for c in axes.collections if isinstance(c, PathCollection) and np.any(c.get_sizes() > 0)]
    return [_artist("points", _sorted(np.array(c.get_offsets(), float))) for c in clouds if _visible(c)]


def _artist(kind: str, xy: Any, names: Any = ()) -> dict[str, Any]:
    return {"kind": kind, "xy": xy, "names": np.array(names, float)}


def _vertices(line: Any) -> Any:
    return np.column_stack([np.asarray(v, float) for v in line.get_data(orig=False)])


def _sorted(xy: Any) -> Any:
    return xy[np.lexsort((xy[:, 1], xy[:, 0]))]


def _visible(artist: Any) -> bool:
    alpha = artist.get_alpha()
    return bool(artist.get_visible() and (alpha is None or np.all(np.asarray(alpha, float) > 0.02)))


def _rgba(artist: Any) -> tuple[float, ...]:
    from matplotlib.colors import to_rgba_array

    color = getattr(artist, "get_color", getattr(artist, "get_facecolor", lambda: "none"))()
    return tuple(np.append(to_rgba_array(color), [[0.0] * 4], axis=0)[0])


def _names(axes: Any, lines: list[Any]) -> list[str]:
    """Each line's texts: its entry in a legend, what stands next to it, all of an Axes that is its own."""
    from matplotlib.legend import Legend

    found: list[list[str]] = [[] for _ in lines]
    legends = [c for c in [*axes.get_children(), *axes.figure.legends] if isinstance(c, Legend)]
    for legend in filter(_visible, legends):
        for handle, text in zip(legend.legend_handles, legend.get_texts(), strict=False):
            for i in _alike(handle, lines):
                found[i].append(text.get_text())
    for text in list(filter(_visible, axes.texts))[:MOST] if lines else []:
        found[_nearest(axes, text, lines)].append(text.get_text())
    if len(lines) == 1:
        found[0] += [*map(axes.get_title, ("left", "center", "right")), axes.get_xlabel(), axes.get_ylabel()]
    return ["  ".join(texts) for texts in found]


def _alike(handle: Any, lines: list[Any]) -> list[int]:
    """The one line that looks like a legend's handle, by colour, then by `LOOKS`; or none."""
    same = [i for i, line in enumerate(lines) if _rgba(line)[:3] == _rgba(handle)[:3]]
    for look in LOOKS if hasattr(handle, "get_marker") else ():
        same = [i for i in same if len(same) == 1 or look(lines[i]) == look(handle)]
    return same if len(same) == 1 else []


def _nearest(axes: Any, text: Any, lines: list[Any]) -> int:
    """Which line a text, or the tip of its arrow, stands next to on the screen."""
    tip = text.xy if getattr(text, "xycoords", "") == "data" else None
    place = (axes.transData if tip else text.get_transform()).transform(tip or text.get_position())
    gaps = []
    for xy in (axes.transData.transform(_vertices(line)) for line in lines):
        t = np.linspace(0, len(xy) - 1, 20 * len(xy))
        dense = np.column_stack([np.interp(t, range(len(xy)), column) for column in xy.T])
        gaps.append(np.min(np.hypot(*(dense - place).T), initial=np.inf))
    return int(np.argmin(np.nan_to_num(gaps, nan=np.inf)))


def numbers_in(text: str) -> list[float]:
    """The numbers that a text names, without signs; powers of ten may be written out."""
    text = RAISED.sub(r"10^\1", text).translate(LOWERED)
    powers = [float(factor or 1) * 10 ** min(float(x), 300) for factor, x in POWER.findall(text)]
    return sorted({*powers, *map(float, NUMBER.findall(POWER.sub(" ", text)))})
