"""The lines and points on an Axes that a reader can see, with their data as they are drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter, methodcaller
from typing import Any

import numpy as np

MOST = 100  # artists, panels and texts that are looked at
NOTHING = ("None", "none", "", " ", None)  # styles and markers that draw nothing
FAINT = 0.02  # how far a colour has to be from what lies behind it, of 1
THIN = 0.05  # points, for lines and markers
LOOKS = attrgetter("_unscaled_dash_pattern"), methodcaller("get_marker"), methodcaller("get_linewidth")


@dataclass(frozen=True, eq=False)
class Drawn:
    """kind: "line", "points" or "marks". artist: what drew it. colour: RGBA. path: a line's vertices as
    they are joined; None if it has no ends."""

    kind: str
    xy: Any
    artist: Any
    colour: tuple[float, ...] = ()
    path: Any = None


def polylines(axes: Any) -> list[Drawn]:
    """The lines in data coordinates (not those of `axhline`); straight ones have two ends."""
    from matplotlib.collections import LineCollection
    from matplotlib.lines import AxLine

    behind, aside = backdrop(axes), _error_bars(axes)
    found: list[Drawn] = []
    for line in _visible(axes.get_lines(), aside):
        colour = rgba(line)
        if line.get_linestyle() in NOTHING or line.get_linewidth() < THIN or not shows(colour, behind):
            continue
        if isinstance(line, AxLine):
            found.append(Drawn("line", _across(axes, line), line, colour))
        elif (xy := _in_data(axes, line.get_transform(), _joined(line))) is not None and len(xy) > 1:
            found.append(Drawn("line", _straightened(xy), line, colour, xy))
    for collection in _visible(axes.collections, aside):
        if isinstance(collection, LineCollection):
            found += _chains(axes, collection, behind)
    return found[:MOST]


def points(axes: Any, lines: Sequence[Drawn]) -> list[Drawn]:
    """What is drawn as points, those that can be seen, sorted; "marks" where one of the lines joins them."""
    from matplotlib.collections import PathCollection

    behind, aside, joined = backdrop(axes), _error_bars(axes), [line.artist for line in lines]
    found = []
    for line in _visible(axes.get_lines(), aside):
        if line.get_marker() in NOTHING or line.get_markersize() < THIN or not _has_marks(line, behind):
            continue
        xy = _in_data(axes, line.get_transform(), _every(line.get_markevery(), _vertices(line)))
        kind = "marks" if any(line is other for other in joined) else "points"
        found.append(Drawn(kind, xy, line))
    for cloud in _visible(axes.collections, aside):
        if isinstance(cloud, PathCollection) and any(np.size(p.vertices) for p in cloud.get_paths()):
            xy = np.ma.filled(np.ma.asarray(cloud.get_offsets(), float), np.nan)[_dots(cloud, behind)]
            found.append(Drawn("points", _in_data(axes, cloud.get_offset_transform(), xy), cloud))
    whole = [(d, d.xy[np.isfinite(d.xy).all(axis=1)]) for d in found if d.xy is not None]
    return [Drawn(d.kind, _sorted(xy), d.artist) for d, xy in whole if len(xy)][:MOST]


def backdrop(axes: Any) -> Any:
    """The colour behind the data as RGB; None if one can see through it."""
    colour, covered = np.zeros(3), 0.0
    figure = axes.figure
    shown = {figure.patch: figure.get_frameon(), axes.patch: axes.get_frame_on() and axes.axison}
    for patch in (patch for patch, there in shown.items() if there and patch.get_visible()):
        *face, alpha = patch.get_facecolor()
        colour = alpha * np.array(face) + (1 - alpha) * colour
        covered = alpha + (1 - alpha) * covered
    return colour if covered > 1 - FAINT else None


def shows(colour: Any, behind: Any) -> bool:
    """Whether a colour, RGBA, can be told from what lies behind it, RGB or None."""
    contrast = 1.0 if behind is None else np.max(np.abs(np.subtract(colour[:3], behind)))
    return bool(colour[3] * contrast > FAINT)


def rgba(artist: Any) -> tuple[float, ...]:
    """The first colour of an artist, with its own transparency."""
    from matplotlib.colors import to_rgba_array

    color = getattr(artist, "get_color", getattr(artist, "get_facecolor", lambda: "none"))()
    alpha = artist.get_alpha()
    found = to_rgba_array(color, alpha if np.ndim(alpha) == 0 else None)
    return tuple(np.append(found, [[0.0] * 4], axis=0)[0])


def _visible(artists: Sequence[Any], aside: set[int]) -> list[Any]:
    return [a for a in list(artists)[:MOST] if a.get_visible() and id(a) not in aside]


def _error_bars(axes: Any) -> set[int]:
    """Bars and caps: they belong to the points that they stand around."""
    from matplotlib.container import ErrorbarContainer

    bars = [c for c in axes.containers if isinstance(c, ErrorbarContainer)]
    return {id(a) for c in bars for several in c.lines[1:] for a in several}


def _in_data(axes: Any, transform: Any, xy: Any) -> Any:
    """Points as they stand on the axes' own scales; None if they do not follow these."""
    if transform == axes.transData:
        return xy
    return (transform - axes.transData).transform(xy) if transform.contains_branch(axes.transData) else None


def _vertices(line: Any) -> Any:
    return np.column_stack([np.asarray(v, float) for v in line.get_data(orig=False)])


def _joined(line: Any) -> Any:
    """The vertices with the corners of steps."""
    from matplotlib.cbook import STEP_LOOKUP_MAP

    xy = _vertices(line)
    return np.column_stack(STEP_LOOKUP_MAP[line.get_drawstyle()](*xy.T)) if len(xy) else xy


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


def _chains(axes: Any, collection: Any, behind: Any) -> Iterator[Drawn]:
    """The segments that can be seen; those that begin where the one before ends are one line."""
    from matplotlib.colors import to_rgba_array

    collection.update_scalarmappable()
    colours, widths = to_rgba_array(collection.get_color()), np.ravel(collection.get_linewidth())
    chains: list[tuple[Any, list[Any]]] = []
    for i, segment in enumerate(collection.get_segments()):
        colour, xy = colours[i % len(colours)], _in_data(axes, collection.get_transform(), segment)
        if xy is None or len(xy) < 2 or not np.ptp(xy, axis=0).any():
            continue
        if widths[i % len(widths)] < THIN or not shows(colour, behind):
            continue
        if chains and np.array_equal(chains[-1][1][-1], xy[0]):
            chains[-1][1].extend(xy[1:])
        else:
            chains.append((colour, [*xy]))
    for colour, vertices in chains[:MOST]:
        xy = np.array(vertices)
        yield Drawn("line", _straightened(xy), collection, tuple(colour), xy)


def _has_marks(line: Any, behind: Any) -> bool:
    from matplotlib.colors import to_rgba

    face, edge = (
        to_rgba(c, line.get_alpha()) for c in (line.get_markerfacecolor(), line.get_markeredgecolor())
    )
    return shows(face, behind) or (line.get_markeredgewidth() > THIN and shows(edge, behind))


def _every(which: Any, xy: Any) -> Any:
    """The vertices that have a marker; none where only the screen tells which (a part of its size)."""
    if which is None:
        return xy
    if isinstance(which, int):
        return xy[::which]
    if isinstance(which, tuple) and len(which) == 2 and all(isinstance(n, int) for n in which):
        return xy[which[0] :: which[1]]
    return xy[:0] if isinstance(which, float | tuple) else xy[which]


def _dots(cloud: Any, behind: Any) -> list[bool]:
    """Which points of a scatter plot have a size and a colour; values run over and over, as Matplotlib has it."""
    cloud.update_scalarmappable()
    sizes, faces, edges = cloud.get_sizes(), cloud.get_facecolor(), cloud.get_edgecolor()
    widths = np.ravel(cloud.get_linewidth())
    found = []
    for i in range(len(cloud.get_offsets())):
        face = len(faces) and shows(faces[i % len(faces)], behind)
        edge = len(edges) and widths[i % len(widths)] > THIN and shows(edges[i % len(edges)], behind)
        found.append(bool(sizes[i % len(sizes)] > 0 and (face or edge)))
    return found


def _sorted(xy: Any) -> Any:
    return xy[np.lexsort((xy[:, 1], xy[:, 0]))]
