"""The pages of the watcher as lines: the story of the current exercise, its hints, all lessons, the keys."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from autograder.grading.text import NOTE, graded_lines
from autograder.grading.verdict import PASSED, UNATTEMPTED, Graded
from autograder.student.hints import FREE, hint_lines
from autograder.student.standing import DONE, Standing
from autograder.student.watch.cells import cut, fold, shown, width_of
from autograder.student.watch.view import HINTS, KEYS, LIST, LessonView, View
from autograder.texts import mark, tr

MARKS = {DONE: "●", UNATTEMPTED: "○", "": "·"}  # all other words: begun
BEGUN = "◐"
LEGEND = mark("● done  ◐ begun  ○ not attempted  · not checked yet")
HIDDEN = mark("hidden checks come with grading")
COUNT = mark("{done} of {total}")
WAITS = mark("not attempted yet; 1 check that you can see waits for it")
WAIT = mark("not attempted yet; {number} checks that you can see wait for it")
HELP = (
    (mark("save"), mark("in your editor: the lesson's file is checked at once")),
    ("h", mark("hints for this exercise; again: the next one (it costs no points)")),
    ("n", mark("the next exercise that is not done")),
    ("p", mark("the exercise before this one")),
    ("l", mark("all lessons: choose with the arrow keys or a number, then Enter")),
    ("r", mark("check again without saving")),
    (mark("space, b"), mark("more of a long text, and back; the arrow keys line by line")),
    ("Esc", mark("back to the exercise")),
    ("q", mark("quit")),
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
        yield f"{view.busy} ..." if view.busy else tr("not checked yet")
    else:
        lines = list(story_lines(graded, view, width))
        yield from lines
        told = [line for line in lines if line in view.notes]
    for note in view.notes:
        if note not in told:
            yield from ("", tr(NOTE) + note)


def story_lines(graded: Graded, view: View, width: int) -> Iterator[str]:
    """What came of the current exercise: first what to do, last what is right already."""
    passed = tuple(v for v in graded.verdicts if v.status == PASSED)
    left = tuple(v for v in graded.verdicts if v.status != PASSED)
    place = view.places.get(view.name)
    if left and all(v.status == UNATTEMPTED for v in left) and not passed:
        said = dict.fromkeys(m.first or m.what for v in left if (m := v.message))
        if place:
            yield tr("Write `{exercise}` in {where}:", exercise=graded.exercise, where=place.where)
            yield from ("", f"  {place.asks}", "") if place.asks else ("",)
            yield tr(WAITS if len(left) == 1 else WAIT, number=len(left))
        else:
            yield from (next((n for n in view.notes if n.startswith(s)), s) for s in said)
        return
    if not left:
        yield f"{tr(DONE)}: {_all_pass(len(passed))}; {tr(HIDDEN)}"
        yield ""
    yield from graded_lines(replace(graded, verdicts=left), width - 2)  # a story is indented
    if passed and left:
        yield ""
    yield from graded_lines(replace(graded, verdicts=passed), width - 2)


def _all_pass(number: int) -> str:
    return (
        tr("the check that you can see passes")
        if number == 1
        else tr("all {number} checks that you can see pass", number=number)
    )


def done_sentence(graded: Graded) -> str:
    """What to say when an exercise has become right."""
    return tr(
        "`{exercise}` is done: {all_pass}; {hidden}.",
        exercise=graded.exercise,
        all_pass=_all_pass(len(graded.verdicts)),
        hidden=tr(HIDDEN),
    )


def _hints(view: View, width: int) -> Iterator[str]:
    hints, opened = view.hints.get(view.name, ()), view.opened.get(view.name, 0)
    yield from (tr("Hints for `{name}`", name=view.name), "")
    yield from hint_lines(hints, opened, width)
    left = len(hints) - opened
    yield ""
    more = {0: tr("These are all."), 1: tr("h opens the last one.")}.get(
        left, tr("h opens the next of {left} more.", left=left)
    )
    yield f"{more} {tr(FREE)}"


def _keys(view: View, width: int) -> Iterator[str]:
    for key, what in HELP:
        yield f"  {tr(key):<10}{tr(what)}"


def _list(view: View, width: int) -> Iterator[str]:
    marks = max(len(lesson.standings) for lesson in view.lessons)
    tail = marks + 2 + len(tr(COUNT, done=10, total=10))
    for i, lesson in enumerate(view.lessons):
        pointer = ">" if i == view.chosen else " "
        title = cut(lesson.name, width - tail - 8)
        title += " " * (width - tail - 8 - width_of(title))
        count = tr(COUNT, done=lesson.done, total=len(lesson.standings)) if lesson.standings else ""
        yield f"{pointer} {lesson.number:>2}  {title}  {marks_of(lesson):<{marks}}  {count}".rstrip()
    yield from ("", f"      {tr(LEGEND)}")


def marks_of(lesson: LessonView) -> str:
    """One mark for each exercise."""
    return "".join(mark_of(s) for s in lesson.standings) or "·"


def mark_of(standing: Standing) -> str:
    """done, begun, not attempted or not checked yet, told apart without colour."""
    return MARKS.get(standing.word, BEGUN)
