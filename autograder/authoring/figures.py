"""The figures of a lesson: functions in `reference/topic/figures.py`, each drawn to one SVG file."""

from __future__ import annotations

import inspect
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from autograder.files import digest

SIZE = (6.4, 3.6)  # inches
SETTINGS: dict[Any, Any] = {"svg.hashsalt": "lesson", "figure.dpi": 100, "font.size": 10}


@dataclass(frozen=True)
class Figure:
    """draw: draws on a Matplotlib figure. text: what a reader learns who does not see it. source: of the whole file."""

    name: str
    draw: Callable[[Any], None]
    text: str
    source: str

    @property
    def file(self) -> str:
        return f"{self.name}.svg"

    @property
    def markdown(self) -> str:
        return f"![{self.text}]({self.file})"

    @property
    def _mark(self) -> str:
        return f"<!-- drawn from {self.source} -->\n"

    def svg(self, old: Path) -> str:
        """The picture, drawn anew only if the file `old` was drawn from another source.

        Versions of Matplotlib draw alike, but not the same bytes.
        """
        if old.is_file() and (text := old.read_text(encoding="utf-8")).endswith(self._mark):
            return text
        import matplotlib as mpl
        from matplotlib.backends.backend_svg import FigureCanvasSVG
        from matplotlib.figure import Figure as Canvas

        out = io.StringIO()
        with mpl.rc_context():
            mpl.rcdefaults()
            mpl.rcParams.update(SETTINGS)
            canvas = Canvas(figsize=SIZE)
            FigureCanvasSVG(canvas)
            self.draw(canvas)
            canvas.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
        lines = [line.rstrip() for line in out.getvalue().splitlines()]
        return "\n".join(lines) + "\n" + self._mark


def figures_of(module: ModuleType) -> dict[str, Figure]:
    """The public functions of a `figures.py`, by name."""
    source = digest(inspect.getsource(module).encode())[:16]
    return {
        name: Figure(name, draw, " ".join((draw.__doc__ or "").split()), source)
        for name, draw in vars(module).items()
        if inspect.isfunction(draw) and draw.__module__ == module.__name__ and not name.startswith("_")
    }
