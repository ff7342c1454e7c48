"""The pages of the watcher as lines: the story of the current exercise, its hints, all lessons, the keys."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from autograder.grading.text import graded_lines
from autograder.grading.verdict import PASSED, UNATTEMPTED, Graded
from autograder.student.hints import FREE, hint_lines
from autograder.student.standing import DONE, Standing
from autograder.student.watch.cells import cut, fold, shown, width_of
from autograder.student.watch.view import HINTS, KEYS, LIST, LessonView, View

MARKS = {DONE: "●", UNATTEMPTED: "○", "": "·"}  # all other words: begun
BEGUN = "◐"
LEGEND = "● done  ◐ begun  ○ not attempted  · not checked yet"
HIDDEN = "hidden checks come with grading"
HELP = (
    ("save", "in your editor: the lesson's file is checked at once"),
    ("h", "hints for this exercise; again: the next one (it costs no points)"),
    ("n", "the next exercise that is not done"),
    ("p", "the exercise before this one"),
    ("l", "all lessons: choose with the arrow keys or a number, then Enter"),
    ("r", "check again without saving"),
    ("space, b", "more of a long text, and back; the arrow keys line by line"),
    ("Esc", "back to the exercise"),
    ("q", "quit"),
)


def page_lines(view: View, width: int) -> list[str]:
    """The open page, every line clean and no wider than `width`."""
    pages = {HINTS: _hints, LIST: _list, KEYS: _keys}
    lines = pages.get(view.page, _story)(view, width)
    return [folded for line in lines for folded in fold(shown(line), width)]


def _story(view: View, width: int) -> Iterator[str]:
    if view.event:
        yield from (*view.event, "")
    if view.trouble:
        yield from view.trouble
        return
    graded = view.results.get(view.name)
    told: list[str] = []
    if graded is None:
        yield f"{view.busy} ..." if view.busy else "not checked yet"
    else:
        lines = list(story_lines(graded, view, width))
        yield from lines
        told = [line for line in lines if line in view.notes]
    for note in view.notes:
        if note not in told:
            yield from ("", f"note: {note}")


def story_lines(graded: Graded, view: View, width: int) -> Iterator[str]:
    """What came of the current exercise: first what to do, last what is right already."""
    passed = tuple(v for v in graded.verdicts if v.status == PASSED)
    left = tuple(v for v in graded.verdicts if v.status != PASSED)
    place = view.places.get(view.name)
    if left and all(v.status == UNATTEMPTED for v in left) and not passed:
        said = dict.fromkeys(m.first or m.what for v in left if (m := v.message))
        if place:
            yield f"Write `{graded.exercise}` in {place.where}:"
            yield from ("", f"  {place.asks}", "") if place.asks else ("",)
            yield f"not attempted yet; {_checks(len(left))} that you can see {'waits' if len(left) == 1 else 'wait'} for it"
        else:
            yield from (next((n for n in view.notes if n.startswith(s)), s) for s in said)
        return
    if not left:
        yield f"done: {_all_pass(len(passed))}; {HIDDEN}"
        yield ""
    yield from graded_lines(replace(graded, verdicts=left), width - 2)  # a story is indented
    if passed and left:
        yield ""
    yield from graded_lines(replace(graded, verdicts=passed), width - 2)


def _checks(number: int) -> str:
    return "1 check" if number == 1 else f"{number} checks"


def _all_pass(number: int) -> str:
    return (
        "the check that you can see passes" if number == 1 else f"all {number} checks that you can see pass"
    )


def done_sentence(graded: Graded) -> str:
    """What to say when an exercise has become right."""
    return f"`{graded.exercise}` is done: {_all_pass(len(graded.verdicts))}; {HIDDEN}."


def _hints(view: View, width: int) -> Iterator[str]:
    hints, opened = view.hints.get(view.name, ()), view.opened.get(view.name, 0)
    yield from (f"Hints for `{view.name}`", "")
    yield from hint_lines(hints, opened, width)
    left = len(hints) - opened
    yield ""
    more = {0: "These are all.", 1: "h opens the last one."}.get(left, f"h opens the next of {left} more.")
    yield f"{more} {FREE}"


def _keys(view: View, width: int) -> Iterator[str]:
    for key, what in HELP:
        yield f"  {key:<10}{what}"


def _list(view: View, width: int) -> Iterator[str]:
    marks = max(len(lesson.standings) for lesson in view.lessons)
    tail = marks + 2 + len("10 of 10")
    for i, lesson in enumerate(view.lessons):
        pointer = ">" if i == view.chosen else " "
        title = cut(lesson.name, width - tail - 8)
        title += " " * (width - tail - 8 - width_of(title))
        count = f"{lesson.done} of {len(lesson.standings)}" if lesson.standings else ""
        yield f"{pointer} {lesson.number:>2}  {title}  {marks_of(lesson):<{marks}}  {count}".rstrip()
    yield from ("", f"      {LEGEND}")


def marks_of(lesson: LessonView) -> str:
    """One mark for each exercise."""
    return "".join(mark_of(s) for s in lesson.standings) or "·"


def mark_of(standing: Standing) -> str:
    """done, begun, not attempted or not checked yet, told apart without colour."""
    return MARKS.get(standing.word, BEGUN)
