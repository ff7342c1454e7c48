"""What a student drew, redrawn next to what was asked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder.grading.close import Array
from autograder.pictures.axis import axis_over
from autograder.pictures.plot import Plot, legend
from autograder.pictures.scene import Scene, numbers, say
from autograder.pictures.svg import Drawing
from autograder.texts import mark, tr

MOST = 12  # artists that are redrawn
Artist = tuple[str, Array, Array]

LINE, LINES = (
    mark("Asked for: 1 line{of}; drawn: {drawn}."),
    mark("Asked for: {asked} lines{of}; drawn: {drawn}."),
)
LABEL, NO_LABEL = mark("The {side} axis has a label."), mark("The {side} axis has no label.")


def figure(scene: Scene) -> Drawing | None:
    """Rings and dashed lines are asked for, dots and solid lines were drawn; what is out of view is said."""
    panels = [*_panels(scene.value)]
    artists = [a for panel in panels for a in _artists(panel)][:MOST]
    asked = {str(c.part): c.want for c in scene.siblings() if c.judge == "figure"}
    points, lines = _asked(asked)
    if not panels or not (points.size or lines):
        return None
    every = np.concatenate([points, *(xy for _, xy in lines)])
    seen = np.concatenate([np.zeros((0, 2)), *(xy for _, xy, _ in artists)])
    across, up = axis_over(every[:, 0], seen[:, 0]), axis_over(every[:, 1], seen[:, 1])
    if across is None or up is None:
        return None
    unlabelled = [side for side in "xy" if not _has_label(panels, side)]
    x, y = (tr("{side} (drawn without a label)", side=side) if side in unlabelled else side for side in "xy")
    plot = Plot(across, up, names=(x, y), height=190)
    for name, xy in lines:
        plot.line(xy[:, 0], xy[:, 1], "want-line")
        if name:
            plot.text(xy[-1, 0], xy[-1, 1], name, dy=-8)
    for kind, xy, _ in artists:
        if kind == "line":
            plot.line(xy[:, 0], xy[:, 1], "got")
    plot.expected(points[:, 0], points[:, 1])
    for kind, xy, _ in artists:
        if kind != "line":
            plot.returned(xy[:, 0], xy[:, 1])
    alt = " ".join([tr("The figure, drawn again."), *_sentences(points, lines, artists, panels)])
    key = legend(
        ("want" if points.size else "want-line", tr("asked for")),
        ("got" if points.size else "got-line", mark("drawn")),
    )
    return Drawing(plot.body + key, plot.height, alt)


def _sentences(
    points: Array, lines: list[tuple[str, Array]], artists: list[Artist], panels: list[dict[str, Any]]
) -> Iterator[str]:
    drawn = [kind for kind, *_ in artists]
    clouds = sum(len(xy) for kind, xy, _ in artists if kind != "line")
    if points.size:
        yield tr("Asked for: {count} points; drawn: {clouds}.", count=len(points), clouds=clouds)
    count = drawn.count("line")
    of = f" ({', '.join(name for name, _ in lines)})" if lines and lines[0][0] else ""
    yield tr(LINE if len(lines) == 1 else LINES, asked=len(lines), of=of, drawn=count)
    if lines and not lines[0][0]:
        yield tr("The line asked for goes {from_to}.", from_to=_from_to(lines[0][1]))
        yield from (
            tr("A line was drawn {from_to}.", from_to=_from_to(xy))
            for kind, xy, _ in artists[:4]
            if kind == "line"
        )
    for kind, _, names in artists:
        if kind == "line" and lines and lines[0][0]:
            yield tr(
                "A drawn line is named {names}.",
                names=", ".join(say(n) for n in names[:4]) or tr("by no number"),
            )
    for side in ("x", "y"):
        yield tr(LABEL if _has_label(panels, side) else NO_LABEL, side=side)
    view = numbers(panels[0].get("view"))
    if view is not None and view.shape == (2, 2) and np.isfinite(view).all():
        (left, right), (low, high) = view
        yield tr(
            "In view: x from {left} to {right}, y from {low} to {high}.",
            left=say(left),
            right=say(right),
            low=say(low),
            high=say(high),
        )


def _has_label(panels: list[dict[str, Any]], side: str) -> bool:
    return any(p.get(f"{side}label") is True for p in panels)


def _from_to(xy: Array) -> str:
    return tr(
        "from ({start}) to ({end})",
        start=", ".join(say(v) for v in xy[0]),
        end=", ".join(say(v) for v in xy[-1]),
    )


def _asked(asked: dict[str, Any]) -> tuple[Array, list[tuple[str, Array]]]:
    """The points, and the lines with their names, that the checks of the probe ask for."""
    points = numbers(asked["points"]) if "points" in asked else None
    lines = []
    if "line" in asked:
        intercept, slope, low, high = np.asarray(asked["line"], float)
        ends = np.array([low, high])
        lines.append(("", np.column_stack([ends, intercept + slope * ends])))
    for name, heights in (asked.get("curves") or {}).items():
        lines.append((f"{name:g}", np.column_stack([np.arange(len(heights)), np.asarray(heights, float)])))
    return points if points is not None else np.zeros((0, 2)), lines


def _panels(value: Any) -> Iterator[dict[str, Any]]:
    """The Axes of a described figure, the one meant first."""
    if isinstance(value, dict) and isinstance(value.get("artists"), list):
        yield value
        more = value.get("panels")
        yield from (p for p in more[:4] if isinstance(p, dict)) if isinstance(more, list) else ()


def _artists(panel: dict[str, Any]) -> Iterator[Artist]:
    found = panel.get("artists")
    for artist in found[: 3 * MOST] if isinstance(found, list) else ():
        xy = numbers(artist.get("xy")) if isinstance(artist, dict) else None
        if xy is None or xy.ndim != 2 or xy.shape[1] != 2:
            continue
        names = numbers(artist.get("names"))
        kind = artist.get("kind")
        yield str(kind), xy, names.ravel() if names is not None else np.zeros(0)
