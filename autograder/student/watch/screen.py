"""From what there is to see to the lines of a terminal: a pure function, so that golden texts can be kept."""

from __future__ import annotations

from dataclasses import dataclass

from autograder.grading.text import CAUSE, HINT, NOTE, WAITING
from autograder.grading.verdict import CRASHED, FAILED, PASSED, TIMED_OUT, UNATTEMPTED
from autograder.student.standing import DONE, NOT_RIGHT, Standing
from autograder.student.watch.cells import cut, shown, width_of
from autograder.student.watch.pages import marks_of, page_lines
from autograder.student.watch.view import LIST, STORY, View
from autograder.texts import mark, tr

# Styles; what they are on a terminal is said in `terminal.py`, and without colours they are nothing.
PLAIN, STRONG, FAINT, GOOD, WARN, BAD, ASK = "", "strong", "faint", "good", "warn", "bad", "ask"
WORDS = {
    DONE: GOOD,
    NOT_RIGHT: WARN,
    FAILED: WARN,
    PASSED: FAINT,
    TIMED_OUT: BAD,
    CRASHED: BAD,
    UNATTEMPTED: FAINT,
}
STARTS = {
    FAILED: WARN, TIMED_OUT: BAD, CRASHED: BAD, DONE: GOOD, PASSED: FAINT,
    CAUSE: STRONG, HINT: ASK, NOTE: FAINT, WAITING: FAINT,
}  # fmt: skip
KEYS = (
    mark("h hint"), mark("n next"), mark("p back"), mark("l list"), mark("r again"), mark("? keys"), mark("q quit"),
)  # fmt: skip
SMALL = 16  # a terminal with fewer lines shows no map and no rules


@dataclass(frozen=True)
class Line:
    """Spans of text, each with a style."""

    spans: tuple[tuple[str, str], ...] = ()

    @property
    def text(self) -> str:
        return "".join(text for _, text in self.spans).rstrip()


def line(*spans: tuple[str, str] | str) -> Line:
    """A line of plain or styled text."""
    return Line(tuple((PLAIN, s) if isinstance(s, str) else s for s in spans))


def screen(view: View, width: int, height: int) -> list[Line]:
    """The whole screen: at most `height` lines, each at most `width` wide."""
    above, room = _above(view, width, height), _room(view, width, height)
    body = [line(" ", *_styled(text)) for text in _fitted(page_lines(view, width - 2), room)]
    top = min(view.top, max(len(body) - room, 0))
    seen, rest = body[top : top + room], len(body) - top - room
    below = [_foot(view, width)]
    if height >= SMALL:
        below = [_more(rest, width) if rest > 0 else _rule(width), *below]
    elif rest > 0:
        below = [_more(rest, width)]
    return [*above, *seen, *[line()] * (room - len(seen)), *below][:height]


def last_top(view: View, width: int, height: int) -> int:
    """The line at which a page begins when its end is seen."""
    room = _room(view, width, height)
    return max(len(_fitted(page_lines(view, width - 2), room)) - room, 0)


def _fitted(lines: list[str], room: int) -> list[str]:
    """A page without so many of its blank lines that cause and hint can be seen; what comes after can wait."""
    telling = [i for i, text in enumerate(lines) if text.lstrip().startswith((tr(CAUSE), tr(HINT)))]
    end = (
        next((i for i in range(telling[-1], len(lines)) if not lines[i]), len(lines))
        if telling
        else len(lines)
    )
    spare = end - room
    kept = []
    for text in lines:
        if spare > 0 and not text:
            spare -= 1
        else:
            kept.append(text)
    return kept


def _room(view: View, width: int, height: int) -> int:
    """How many lines are left for the page."""
    return max(height - len(_above(view, width, height)) - (1 if height < SMALL else 2), 1)


def _above(view: View, width: int, height: int) -> list[Line]:
    """Lesson, map and exercises: what stays where it is."""
    small = height < SMALL
    lines = [_title(view, width)]
    if not small:
        lines += [_map(view, width), _rule(width)]
    if view.page != LIST:
        lines += [_standing(view, s, width) for s in _near(view, 1 if small else height // 3)]
        lines += [] if small or not view.here.standings else [_rule(width)]
    return lines


def _rule(width: int) -> Line:
    return line((FAINT, "─" * width))


def _title(view: View, width: int) -> Line:
    file = shown(view.file)
    title = cut(f" {view.here.number} {view.here.name}", width - width_of(file) - 3)
    gap = width - width_of(title) - width_of(file) - 1
    return line((STRONG, title), " " * max(gap, 1), (FAINT, file))


def _map(view: View, width: int) -> Line:
    marks = [marks_of(lesson) for lesson in view.lessons]
    before = " ".join(["", *marks[: view.lesson], ""])
    after = " ".join(["", *marks[view.lesson + 1 :]])
    is_known = all(lesson.is_known for lesson in view.lessons)
    count = (
        tr("{done} of {total} done", done=view.done, total=view.total)
        if is_known
        else tr("{done} done", done=view.done)
    )
    here = f"[{marks[view.lesson]}]"
    used = len(before) + len(here) + len(after)
    if used + len(count) + 3 > width:  # many lessons: the number alone
        return line((FAINT, cut(f" {count}", width)))
    return line((FAINT, before), (STRONG, here), (FAINT, after), " " * (width - used - len(count) - 1), count)


def _near(view: View, room: int) -> list[Standing]:
    """The lesson's exercises; those around the current one if there is not room for all."""
    standings = view.here.standings
    first = max(0, min(view.exercise - room // 2, len(standings) - room))
    return list(standings[first : first + max(room, 1)])


def _standing(view: View, standing: Standing, width: int) -> Line:
    names = max(len(s.name) for s in view.here.standings)
    pointer = ">" if standing.name == view.name else " "
    word = tr(standing.word or "not checked yet")
    extra = "  " + tr("extra") if standing.extra else ""
    points = (
        tr("{points:>5g} of {best:g} points", points=standing.points, best=standing.best)
        if standing.best and standing.word != UNATTEMPTED
        else ""
    )
    name = f"{standing.name:<{names}}"
    emphasis = STRONG if pointer == ">" else PLAIN
    room = width - 3 - 17
    rest = cut(f"{name}  {points}{extra}".rstrip(), room)
    return line(
        (emphasis, f" {pointer} "),
        (WORDS.get(standing.word, PLAIN), f"{word:<17}"),
        (emphasis, rest[:names]),
        (FAINT, rest[names:]),
    )


def _styled(text: str) -> tuple[tuple[str, str], ...]:
    start = text.lstrip()
    style = next(
        (
            s
            for begin, s in STARTS.items()
            if start.startswith(tr(begin).rstrip() + (":" if begin in WORDS else ""))
        ),
        PLAIN,
    )
    word, colon, rest = text.partition(":")
    if style in (PLAIN, FAINT):
        return ((style, text),)
    return ((style, word + colon), (PLAIN, rest))


def _more(rest: int, width: int) -> Line:
    said = tr(" 1 more line: space ") if rest == 1 else tr(" {rest} more lines: space ", rest=rest)
    return line((FAINT, "─" * max(width - len(said) - 2, 0)), cut(said, width - 2), (FAINT, "──"))


def _foot(view: View, width: int) -> Line:
    said = view.busy or (tr("checked in {took:.0f} ms", took=view.took) if view.took is not None else "")
    keys = [tr(k) for k in KEYS if view.keys]
    if view.page == LIST:
        keys = [tr("Enter choose"), tr("Esc back"), tr("q quit")]
    elif view.page != STORY:
        keys = [tr("Esc back"), *keys]
    while keys and sum(len(k) + 2 for k in keys) + len(said) + 2 > width:
        keys.pop(-3 if len(keys) > 2 else 0)
    left = " " + "  ".join(keys)
    gap = width - len(left) - len(said) - 1
    return line((FAINT, left), " " * max(gap, 1), (FAINT, cut(said, max(width - len(left) - 2, 0))))
