"""The loop: looks at keys, signals and files, checks what was saved, and draws. Nothing overlaps."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

from autograder.grading.verdict import Graded
from autograder.student.lessons import Course, LessonFolder
from autograder.student.standing import DONE, Grader, Standing
from autograder.student.watch.display import Display, enter, leave
from autograder.student.watch.entering import entered, first_exercise, first_lesson, saved_at, with_hint
from autograder.student.watch.files import Watched, absence, settled
from autograder.student.watch.keys import Keys
from autograder.student.watch.moves import AGAIN, OPEN_HINT, QUIT, checked, go_to, onward, pressed, so_far
from autograder.student.watch.outcome import Outcome, check
from autograder.student.watch.signals import Signals
from autograder.student.watch.survey import Survey
from autograder.student.watch.view import STORY, LessonView, View
from autograder.student.watch.warming import Warming
from autograder.texts import tr

TICK = 0.02  # seconds between two looks at the current lesson's files
SELDOM = 0.1  # and at those of the other lessons
SLOW = 0.4  # after so many seconds one says what one waits for


class CancelledError(Exception):
    """What is being checked is out of date."""


class Watcher:
    """Shows one exercise after the other until somebody quits."""

    def __init__(
        self, course: Course, grader: Grader, display: Display, keys: Keys, signals: Signals
    ) -> None:
        self.course, self.grader = course, grader
        self.display, self.keys, self.signals = display, keys, signals
        self.warming = Warming(grader.worker)
        self.survey = Survey(course, grader, self.warming)
        self.view = View(tuple(LessonView(f.slug) for f in course.lessons), keys=keys.work)
        self.size = display.size()
        self.stopped = False
        self.due = False  # whether there is something to check
        self.saved: float | None = None  # when that was saved, on the clock of `time.time`
        self.program: bytes | None = None  # what was checked last
        self.running = 0.0  # since when a program runs, 0 if none does
        self.early: Graded | None = None  # the verdict of the current exercise, while others are checked
        self.took: float | None = None  # milliseconds from save to verdict
        self.starting = True
        self.passing = len(course.lessons) if course.start is None else 0  # so many, if all is done in them
        self.blind = False  # whether a lesson was entered without knowing how its exercises stand
        self.quiet = self.seldom = time.monotonic()

    def run(self) -> None:
        """Watch until `q`, Ctrl-C or another signal."""
        self._enter(go_to(self.view, first_lesson(self.course, self.grader.local)))
        while not self._is_over():
            self._tick(TICK)
            if self.due:
                self._check()
                self.quiet = time.monotonic()
            elif not self.survey.is_over and time.monotonic() - self.quiet > SLOW:
                self._survey()

    def look(self) -> None:
        """Called while a program runs. Raises CancelledError if nobody waits for its verdict any more."""
        self._tick(0)
        if self.due or self._is_over():
            raise CancelledError
        seconds = time.monotonic() - self.running
        if self.running and seconds > SLOW:
            self._wait_for(tr("checking, {seconds:.0f} s", seconds=seconds))

    # What happens outside

    def _is_over(self) -> bool:
        return bool(self.stopped or self.signals.stop)

    def _tick(self, seconds: float) -> None:
        """Take in what has happened, after at most so many seconds of waiting for a key."""
        for key in self.keys.read(seconds):
            self._key(key)
        if self.signals.suspend:
            leave(self.display, self.keys)
            self.signals.sleep()
        if self.signals.resumed or self.size != self.display.size():
            if self.signals.resumed:
                enter(self.display, self.keys)
            self.signals.resumed, self.size = False, self.display.size()
            self._draw()
        if saved := self.watched.changed():
            self.due, self.saved = True, saved_at(saved[-1])
            self.view = replace(self.view, file=saved[-1].name, page=STORY, top=0)
        elif self.watched.lost(self._folder.path / self.view.file):
            self.due, self.saved = True, None
        if time.monotonic() - self.seldom > SELDOM:
            self.seldom = time.monotonic()
            self._look_elsewhere()

    def _key(self, key: str) -> None:
        self.quiet = time.monotonic()
        new, effect = pressed(self.view, key, *self.size)
        if effect == QUIT:
            self.stopped = True
        elif effect == AGAIN:
            self._again()
            return
        elif effect == OPEN_HINT:
            new = with_hint(new, self.grader.local)
        if new.lesson != self.view.lesson:
            self._enter(new)
        elif new != self.view:
            self.view = new
            self._remember()
            self._draw(news=True)

    def _again(self) -> None:
        if not self.view.here.standings:  # its checks could not be read
            self._enter(self.view)
        self.view = replace(self.view, page=STORY, top=0)
        self.program, self.due, self.saved = None, True, time.time()

    def _look_elsewhere(self) -> None:
        """Who saves a file of another lesson works on that lesson now."""
        changed = self.elsewhere.changed()
        numbers = {i for i, f in enumerate(self.course.lessons) if any(p in f.files for p in changed)}
        for number in numbers:
            self.view = self.view.with_lesson(number, LessonView(self.course.lessons[number].slug))
        if numbers:
            self.survey.again(numbers)
        if len(numbers) == 1:  # more are not the work of one save
            self._enter(go_to(replace(self.view, event=()), numbers.pop()), changed[-1])

    # What is shown

    def _draw(self, *, news: bool = False) -> None:
        view = so_far(self.view, self.early) if self.early else self.view
        self.display.draw(replace(view, took=self.took), news=news)

    def _wait_for(self, what: str) -> None:
        if self.view.busy != what:
            self.view = replace(self.view, busy=what)
            self._draw()

    def _remember(self) -> None:
        if self.view.name:
            self.grader.local.current = f"{self.view.here.topic}.{self.view.name}"

    @property
    def _folder(self) -> LessonFolder:
        """Of the current lesson."""
        return self.course.lessons[self.view.lesson]

    def _enter(self, view: View, saved: Path | None = None) -> None:
        """Begin with the lesson of this view, because a file of it was saved or somebody went there."""
        folder = self.course.lessons[view.lesson]
        self.watched = Watched(folder.files)
        self.elsewhere = Watched(p for f in self.course.lessons if f != folder for p in f.files)
        self.program, self.took, self.saved = None, None, saved_at(saved) if saved else None
        self.view = entered(view, folder, self.grader, (saved or folder.counting).name)
        self.blind, self.due = not self.view.here.is_known, not self.view.trouble
        self._draw(news=bool(self.view.trouble))

    # Checking

    def _check(self) -> None:
        """Check the current lesson's file, unless it is as it was."""
        self.due = False
        path = self._folder.path / self.view.file
        program = settled(path)
        if program == self.program and program is not None:
            return
        if program is None:
            outcome: Outcome | None = Outcome(trouble=absence(path))
        elif not self.warming.is_ready(program):
            self.due = True
            self._wait_for(tr("starting Matplotlib"))
            return
        else:
            outcome = self._outcome(path.name, program)
        self.view = replace(self.view, busy="")
        if outcome is None:  # out of date
            return
        first, self.program = not self.view.results, program
        self.survey.again()
        new = checked(self.view, outcome)
        if first and not outcome.trouble:
            new = self._begun(new)
        if new.lesson != self.view.lesson:
            self._enter(new)
        else:
            self.view = new
            self._remember()
            self._draw(news=True)

    def _outcome(self, name: str, program: bytes) -> Outcome | None:
        """What comes of checking; None if it is out of date before."""
        self.took, self.running = None, time.monotonic()
        try:
            outcome = check(self._folder, name, program, self.grader, self._graded)
        except CancelledError:
            if self.early and Standing.of(self.early).word != DONE:  # that it is done is yet to be announced
                self.view = so_far(self.view, self.early)
            return None
        except (OSError, ValueError, RuntimeError) as error:
            outcome = Outcome(trouble=(str(error),))
        finally:
            self.running, self.early = 0.0, None
        self.took = self.took or self._since_saved()
        return outcome

    def _graded(self, graded: Graded) -> None:
        """Show the verdict of the current exercise while others are still being checked."""
        if graded.exercise == self.view.name:
            self.early, self.took = graded, self._since_saved()
            self._draw()

    def _since_saved(self) -> float | None:
        return None if self.saved is None else 1000 * (time.time() - self.saved)

    def _begun(self, view: View) -> View:
        """Where to begin in a lesson that was checked for the first time."""
        if view.here.first_left() is None and self.passing:
            self.passing -= 1
            return onward(view)
        starting, self.starting, self.passing = self.starting, False, 0
        if starting:
            return first_exercise(view, self.grader.local.current)
        is_done = view.current is not None and view.current.word == DONE
        return first_exercise(view) if self.blind and is_done else view

    def _survey(self) -> None:
        try:
            found = self.survey.next(self.view.lessons, but=self.view.lesson)
        except CancelledError:
            return
        if found:
            self.view = self.view.with_lesson(*found)
            self._draw()
