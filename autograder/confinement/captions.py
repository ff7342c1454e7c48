"""Which texts on an Axes can be read, which line they belong to, and the numbers in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from autograder.confinement.artists import LOOKS, MOST, Drawn, backdrop, rgba, shows

_PLAIN = r"(?:\d+\.?\d*|\.\d+)"
NUMBER = re.compile(_PLAIN + r"(?:[eE][-+]?\d+)?")
POWER = re.compile(
    rf"(?:({_PLAIN})\s*(?:\\times|\\cdot|[*×·])\s*)?(?<![\d.])10\s*(?:\^|\*\*)\s*([-+]?{_PLAIN})"
)
RAISED = re.compile(r"10([⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)")
LOWERED = str.maketrans("⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹−", "+-0123456789-", "{}$")


def is_readable(text: Any, axes: Any, frame: Any = None) -> bool:
    """Whether a text is there and can be told from what may lie behind it: its box, a frame, the Axes, the figure."""
    if not (text.get_visible() and text.get_text().strip()):
        return False
    colour, patch = rgba(text), axes.figure.patch
    if text.get_bbox_patch() is not None:
        return colour[3] > 0
    face = frame.get_facecolor() if frame is not None else (0, 0, 0, 0)
    whole = patch.get_facecolor()[:3] if patch.get_visible() and patch.get_facecolor()[3] == 1 else None
    behind = [face[:3]] if face[3] > 0.5 else [backdrop(axes), whole]
    return any(shows(colour, other) for other in behind)


def names(axes: Any, lines: Sequence[Drawn]) -> list[str]:
    """Each line's texts: its entry in a legend, what stands next to it, all of an Axes that is its own.

    A line without ends has none.
    """
    ended = [line for line in lines if line.path is not None]
    texts = iter(_names(axes, ended) if ended else [])
    return ["" if line.path is None else next(texts) for line in lines]


def _names(axes: Any, lines: Sequence[Drawn]) -> list[str]:
    from matplotlib.legend import Legend

    found: list[list[str]] = [[] for _ in lines]
    legends = [c for c in [*axes.get_children(), *axes.figure.legends] if isinstance(c, Legend)]
    for legend in (e for e in legends if e.get_visible() and e.get_alpha() != 0):
        frame = legend.get_frame() if legend.get_frame_on() else None
        for handle, text in zip(legend.legend_handles, legend.get_texts(), strict=False):
            if is_readable(text, axes, frame):
                for i in _alike(handle, lines):
                    found[i].append(text.get_text())
    for text in [t for t in axes.texts if is_readable(t, axes)][:MOST]:
        found[_nearest(axes, text, lines)].append(text.get_text())
    if len(lines) == 1:
        found[0] += [*map(axes.get_title, ("left", "center", "right")), axes.get_xlabel(), axes.get_ylabel()]
    return ["  ".join(texts) for texts in found]


def _alike(handle: Any, lines: Sequence[Drawn]) -> list[int]:
    """The one line that looks like a legend's handle, by colour, then by `LOOKS`; or none."""
    same = [i for i, line in enumerate(lines) if line.colour[:3] == rgba(handle)[:3]]
    for look in LOOKS if hasattr(handle, "get_marker") else ():
        same = [i for i in same if len(same) == 1 or _looks(look, lines[i].artist) == look(handle)]
    return same if len(same) == 1 else []


def _looks(look: Any, artist: Any) -> Any:
    return look(artist) if hasattr(artist, "get_marker") else None  # a collection has its colours only


def _nearest(axes: Any, text: Any, lines: Sequence[Drawn]) -> int:
    """Which line a text, or the tip of its arrow, stands next to on the screen."""
    tip = text.xy if getattr(text, "xycoords", "") == "data" else None
    place = (axes.transData if tip else text.get_transform()).transform(tip or text.get_position())
    gaps = []
    for xy in (axes.transData.transform(line.path) for line in lines):
        t = np.linspace(0, len(xy) - 1, 20 * len(xy))
        dense = np.column_stack([np.interp(t, range(len(xy)), column) for column in xy.T])
        gaps.append(np.min(np.hypot(*(dense - place).T), initial=np.inf))
    return int(np.argmin(np.nan_to_num(gaps, nan=np.inf)))


def numbers_in(text: str) -> list[float]:
    """The numbers that a text names, without signs; powers of ten may be written out."""
    text = RAISED.sub(r"10^\1", text).translate(LOWERED)
    powers = [float(factor or 1) * 10 ** min(float(x), 300) for factor, x in POWER.findall(text)]
    return sorted({*powers, *map(float, NUMBER.findall(POWER.sub(" ", text)))})
