"""What a key or a save changes: pure functions from what there was to see to what there is to see."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from autograder.grading.verdict import Graded
from autograder.student.places import Place
from autograder.student.standing import DONE, Standing
from autograder.student.watch.outcome import Outcome
from autograder.student.watch.pages import done_sentence
from autograder.student.watch.screen import last_top
from autograder.student.watch.view import HINTS, KEYS, LIST, STORY, View
from autograder.texts import mark, tr

ALL_DONE = (
    mark("Every exercise passes all the checks that you can see; hidden checks come with grading."),
    mark("Hand in with `autograder pack`."),
)
QUIT, AGAIN, OPEN_HINT = "quit", "again", "open a hint"
UP, DOWN, ENTER, ESCAPE, SPACE = "up", "down", "enter", "escape", " "


def pressed(view: View, key: str, width: int, height: int) -> tuple[View, str]:
    """What there is to see after a key, and what has to be done ("" for nothing)."""
    if key == "q":
        return view, QUIT
    if key == "l" and view.page != LIST:
        return replace(view, page=LIST, chosen=view.lesson, typed="", top=_list_top(view.lesson, height)), ""
    if key in (ESCAPE, "l"):
        return replace(view, page=STORY, top=0), ""
    if view.page == LIST:
        return _chosen(view, key, height), ""
    if key == "?":
        return replace(view, page=KEYS if view.page != KEYS else STORY, top=0), ""
    if key == "h" and view.current:
        new = replace(view, page=HINTS, top=0)
        return new, OPEN_HINT if view.page == HINTS or not view.opened.get(view.name) else ""
    if key == "r":
        return replace(view, page=STORY, top=0), AGAIN
    if key in ("n", "p"):
        return (onward(view) if key == "n" else back(view)), ""
    step = {UP: -1, "k": -1, DOWN: 1, "j": 1, SPACE: height // 2, "b": -(height // 2)}.get(key, 0)
    top = max(0, min(view.top + step, last_top(view, width, height)))
    return replace(view, top=top), ""


def _chosen(view: View, key: str, height: int) -> View:
    if key == ENTER:
        return go_to(replace(view, event=()), view.chosen)
    number = view.chosen + {UP: -1, "k": -1, "p": -1, DOWN: 1, "j": 1, "n": 1}.get(key, 0)
    typed = ""
    if key.isdecimal():  # 1 and 1 is 11, if there are so many
        numbers = [lesson.number.lstrip("0") for lesson in view.lessons]
        typed = next((digits for digits in (view.typed + key, key) if digits in numbers), "")
        number = numbers.index(typed) if typed else number
    number = max(0, min(number, len(view.lessons) - 1))
    return replace(view, chosen=number, typed=typed, top=_list_top(number, height))


def _list_top(number: int, height: int) -> int:
    """So far down that the chosen lesson is in the middle of a terminal too small for all."""
    return max(0, number - max(height - 5, 1) // 2)


def go_to(view: View, lesson: int, exercise: int | None = None) -> View:
    """Another exercise; without a number the lesson's first that is not done."""
    if exercise is None:
        exercise = view.lessons[lesson].first_left() or 0
    return replace(view, lesson=lesson, exercise=exercise, page=STORY, top=0)


def onward(view: View) -> View:
    """The next exercise that is not done: in this lesson, then in the others; if all are done, the next one."""
    place = _left_after(view)
    if place is None:
        number = view.exercise + 1
        place = (view.lesson, number)
        if number >= len(view.here.standings):
            place = ((view.lesson + 1) % len(view.lessons), 0)
    return go_to(replace(view, event=()), *place)


def back(view: View) -> View:
    """The exercise before, done or not."""
    if view.exercise > 0:
        return go_to(replace(view, event=()), view.lesson, view.exercise - 1)
    if view.lesson == 0:
        return view
    return go_to(
        replace(view, event=()), view.lesson - 1, max(len(view.lessons[view.lesson - 1].standings) - 1, 0)
    )


def _left_after(view: View) -> tuple[int, int] | None:
    """Lesson and exercise of the next one that is not done. What was not looked at counts as not done."""
    number = view.here.first_left(after=view.exercise)
    if number is not None and number > view.exercise:
        return view.lesson, number
    others = [*range(view.lesson + 1, len(view.lessons)), *range(view.lesson)]
    if number is not None and number != view.exercise:
        return view.lesson, number
    for lesson in others:
        left = view.lessons[lesson].first_left()
        if left is not None or not view.lessons[lesson].standings:
            return lesson, left or 0
    return None


def so_far(view: View, graded: Graded) -> View:
    """What there is to see when one exercise is graded and others are not yet."""
    standings = tuple(Standing.of(graded) if s.name == graded.exercise else s for s in view.here.standings)
    view = view.with_lesson(view.lesson, replace(view.here, standings=standings))
    return replace(
        view,
        results={**view.results, graded.exercise: graded},
        trouble=(),
        event=() if view.results else view.event,
    )


def checked(view: View, outcome: Outcome) -> View:
    """What there is to see after a lesson was checked.

    An exercise that became done is announced, and the next one is current. If only other exercises were
    edited, the first of them that is not done is current: one sees what one works on.
    """
    if outcome.trouble:  # the last verdicts stay until there are new ones
        return replace(view, event=(), trouble=outcome.trouble)
    old, first = view.here, not view.results
    results = outcome.results
    standings = tuple(Standing.of(results[s.name]) if s.name in results else s for s in old.standings)
    touched = _touched(view.places, outcome.places)
    view = view.with_lesson(view.lesson, replace(old, standings=standings))
    view = replace(view, results=results, places=outcome.places, notes=outcome.notes, trouble=())
    before = {s.name: s.word for s in old.standings}
    new = [s.name for s in standings if s.word == DONE and before[s.name] not in (DONE, "")]
    said = tuple(done_sentence(results[name]) for name in new)
    if first:  # nothing was seen to be edited, and what was said about the exercise before stays
        view, touched = replace(view, event=said or view.event), set()
    else:
        view = replace(view, event=said)
    return _followed(view, touched, new)


def _followed(view: View, touched: Collection[str], new: Collection[str]) -> View:
    """The exercise to go on with. touched: those that were edited. new: those that are done now and were not."""
    standings = view.here.standings
    edited = next((i for i, s in enumerate(standings) if s.name in touched and s.word != DONE), None)
    if edited is not None and view.name not in touched:
        return replace(go_to(view, view.lesson, edited), event=view.event)
    if not new or (view.name not in new and view.current and view.current.word != DONE):
        return view
    if _left_after(view) is None:
        return replace(view, event=(*view.event, *map(tr, ALL_DONE)))
    if view.name not in new:
        return view
    going = onward(view)
    where = "" if going.lesson == view.lesson else f"{going.here.number} {going.here.name}"
    said = tr(" in ").join(s for s in (f"`{going.name}`" if going.name else "", where) if s)
    return replace(going, event=(*view.event, tr("Next: {said}.", said=said)))


def _touched(old: Mapping[str, Place], new: Mapping[str, Place]) -> set[str]:
    """Exercises whose source is not what it was."""
    bodies = [{name: place.body for name, place in places.items()} for places in (old, new)]
    return {name for name in {*old, *new} if bodies[0].get(name) != bodies[1].get(name)}
