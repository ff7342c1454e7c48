"""What came back and what was expected when their shapes differ: as grids of cells."""

from __future__ import annotations

import autograder.pictures.svg as svg
from autograder.grading.close import Array
from autograder.pictures.entries import brief
from autograder.pictures.scene import Scene, entry_of, numbers, say
from autograder.pictures.svg import Drawing
from autograder.texts import tr

SEVERAL = {"entry": "entries"}


def shapes(scene: Scene) -> Drawing | None:
    """The two grids; of a dict those of the first entry that is not as it should be."""
    if not isinstance(scene.want, dict):
        return grids(numbers(scene.got), numbers(scene.want))
    pairs = ((numbers(entry_of(scene.got, k)), numbers(w)) for k, w in scene.want.items())
    return next((found for got, want in pairs if (found := grids(got, want))), None)


def grids(got: Array | None, want: Array | None) -> Drawing | None:
    """Two arrays of different shapes side by side; None if there is no array, or no difference."""
    if got is None or want is None or got.shape == want.shape:
        return None
    left, low = _grid(got, 4.0, tr("returned"), "got")
    right, high = _grid(want, svg.WIDTH / 2 + 4, tr("expected"), "want")
    alt = tr("Two grids of cells: returned {got}, expected {want}.", got=_shape(got), want=_shape(want))
    return Drawing(left + right, max(low, high) + 10, alt)


def _grid(array: Array, x: float, word: str, style: str) -> tuple[str, float]:
    """The cells below a heading, and where they end; numbers stand in them where there is room."""
    rows, columns = array.shape if array.ndim == 2 else (1, array.size)
    rows, columns = (0, 0) if array.ndim > 2 else (rows, columns)
    wide, tall = min(46.0, 168 / max(columns, 1)), min(24.0, 150 / max(rows, 1))
    body = [svg.text(x, 14, word, style=f"{style}-text"), svg.text(x, 31, _shape(array), style="tick")]
    body.append(svg.text(x, 47, _axes_of(array), style="tick"))
    top = 58.0
    ends = x + columns * wide, top + rows * tall
    grid = [(x, top + i * tall, ends[0], top + i * tall) for i in range(rows + 1)]
    grid += [(x + j * wide, top, x + j * wide, ends[1]) for j in range(columns + 1)]
    if not rows * columns:
        words = tr("{ndim} axes", ndim=array.ndim) if array.ndim > 2 else tr("empty")
        return "".join([*body, svg.text(x, top + 14, words, style="tick")]), top + 20
    body.append(svg.lines(grid, style))
    if wide >= 40 and tall >= 18:
        for k, v in enumerate(array.ravel()):
            middle = x + (k % columns + 0.5) * wide
            body.append(
                svg.text(
                    middle,
                    top + (k // columns) * tall + tall / 2 + 4,
                    brief(v),
                    anchor="middle",
                    style="small",
                )
            )
    return "".join(body), ends[1]


def _shape(array: Array) -> str:
    return (
        tr("an array of shape {shape}", shape=array.shape)
        if array.ndim
        else tr("a single number, {number}", number=say(float(array)))
    )


def _axes_of(array: Array) -> str:
    """How many of what, in words."""
    if array.ndim in (0, 3, 4):
        return tr("no axis") if not array.ndim else tr("{size} entries", size=array.size)
    kinds = ("row", "column") if array.ndim == 2 else ("entry",)
    words = [
        f"{n} {k if n == 1 else SEVERAL.get(k, k + 's')}" for n, k in zip(array.shape, kinds, strict=True)
    ]
    return ", ".join(words) + (tr(" (one axis)") if array.ndim == 1 else "")
