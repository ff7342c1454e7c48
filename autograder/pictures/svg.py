"""SVG as text: elements with classes, every text escaped, coordinates of one decimal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from pathlib import Path
from zlib import crc32

from autograder.grading.show import clean

WIDTH = 360
CHARACTER = 7.6  # the mean width of one in the pictures' font, in user units


@dataclass(frozen=True)
class Picture:
    """An SVG element to be placed into a page that includes `style.css`, and what is seen in words."""

    svg: str
    alt: str


@dataclass(frozen=True)
class Drawing:
    """What a family of pictures draws: elements, their height, and sentences that say the same."""

    body: str
    height: float
    alt: str


def picture_of(drawing: Drawing, title: str) -> Picture:
    """The finished element; the first line of its text alternative is `title`."""
    title, text = clean(title), clean(drawing.alt)
    name = f"picture-{crc32(title.encode()):08x}"
    return Picture(
        f'<svg xmlns="http://www.w3.org/2000/svg" class="picture" role="img" viewBox="0 0 {WIDTH} {number(drawing.height)}"'
        f' aria-labelledby="{name}-title {name}-text"><title id="{name}-title">{escape(title)}</title>'
        f'<desc id="{name}-text">{escape(text)}</desc><g fill="none" stroke="currentColor">{drawing.body}</g></svg>',
        f"{title}. {text}",
    )


def style() -> str:
    """The style sheet that a page with pictures has to include."""
    return Path(__file__).with_name("style.css").read_text(encoding="utf-8")


def number(value: float) -> str:
    """A coordinate: one decimal at most."""
    text = f"{value:.1f}"
    return text.removesuffix(".0").replace("-0", "0") if text in ("-0.0",) else text.removesuffix(".0")


def text(x: float, y: float, words: str, *, anchor: str = "start", style: str = "") -> str:
    """One line of text; `anchor` is start, middle or end."""
    place = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return (
        f'<text x="{number(x)}" y="{number(y)}"{place}{_class(style)} fill="currentColor" stroke="none">'
        f"{escape(clean(words))}</text>"
    )


def width(words: str) -> float:
    """About how wide a text is."""
    return CHARACTER * len(words)


def path(points: Iterable[tuple[float, float]], style: str) -> str:
    """Points joined by straight lines; nothing for fewer than two."""
    steps = [f"{number(x)} {number(y)}" for x, y in points]
    return f'<path{_class(style)} d="M{"L".join(steps)}"/>' if len(steps) > 1 else ""


def lines(pairs: Iterable[tuple[float, float, float, float]], style: str) -> str:
    """Many separate straight lines as one element."""
    data = "".join(f"M{number(a)} {number(b)}L{number(c)} {number(d)}" for a, b, c, d in pairs)
    return f'<path{_class(style)} d="{data}"/>' if data else ""


def rectangle(x: float, y: float, w: float, h: float, style: str) -> str:
    """A rectangle by its upper left corner."""
    return f'<rect{_class(style)} x="{number(x)}" y="{number(y)}" width="{number(w)}" height="{number(h)}"/>'


def polygon(points: Iterable[tuple[float, float]], style: str) -> str:
    """A closed shape."""
    return f'<path{_class(style)} d="M{"L".join(f"{number(x)} {number(y)}" for x, y in points)}Z"/>'


def rings(points: Iterable[tuple[float, float]], radius: float = 5) -> str:
    """What is expected: open circles."""
    r = number(radius)
    arcs = f"a{r} {r} 0 1 0 {number(2 * radius)} 0a{r} {r} 0 1 0 {number(-2 * radius)} 0"
    data = "".join(f"M{number(x - radius)} {number(y)}{arcs}" for x, y in points)
    return f'<path class="want" d="{data}"/>' if data else ""


def dots(points: Iterable[tuple[float, float]], style: str = "got dot") -> str:
    """What was returned: filled circles (lines of no length with round ends, which are short to write)."""
    data = "".join(f"M{number(x)} {number(y)}h0" for x, y in points)
    return f'<path{_class(style)} stroke-width="6" stroke-linecap="round" d="{data}"/>' if data else ""


def clipped(x: float, y: float, w: float, h: float, body: str) -> str:
    """Only what lies in the rectangle is seen; coordinates stay the same."""
    box = f"{number(x)} {number(y)} {number(w)} {number(h)}"
    size = f'x="{number(x)}" y="{number(y)}" width="{number(w)}" height="{number(h)}"'
    return f'<svg {size} viewBox="{box}" overflow="hidden">{body}</svg>' if body else ""


def _class(style: str) -> str:
    return f' class="{style}"' if style else ""
