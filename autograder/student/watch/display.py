"""What shows a view: a whole screen that is written over, or plain lines one after the other."""

from __future__ import annotations

from typing import Protocol, TextIO

from autograder.student.watch.keys import Keys
from autograder.student.watch.pages import page_lines
from autograder.student.watch.plain import WIDTH, lesson_lines, put
from autograder.student.watch.screen import screen
from autograder.student.watch.terminal import Terminal, can_redraw
from autograder.student.watch.view import STORY, View


class Display(Protocol):
    """Shows views to a student."""

    def size(self) -> tuple[int, int]:
        """Width and height."""

    def enter(self) -> None:
        """Begin."""

    def leave(self) -> None:
        """End, and leave everything as it was."""

    def draw(self, view: View, *, news: bool) -> None:
        """Show a view. news: it shows something that was asked for, and not how far something has come."""


def display_of(stream: TextIO) -> Display:
    """A screen if the stream is a terminal that can show one, else lines."""
    return Screen(stream) if can_redraw(stream) else Lines(stream)


class Screen(Terminal):
    """The whole screen of a terminal."""

    def draw(self, view: View, *, news: bool) -> None:
        self.write_over(screen(view, *self.size()))


class Lines:
    """Lines for a log. Only news are in it."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream

    def size(self) -> tuple[int, int]:
        return WIDTH, 1000

    def enter(self) -> None:
        """Nothing to begin with."""

    def leave(self) -> None:
        """Nothing to give back."""

    def draw(self, view: View, *, news: bool) -> None:
        if news and view.page == STORY:
            put(self.stream, lesson_lines(view, whole=False))
        elif news:
            put(self.stream, iter([*page_lines(view, WIDTH), ""]))


def enter(display: Display, keys: Keys) -> None:
    """Take the terminal."""
    keys.enter()
    display.enter()


def leave(display: Display, keys: Keys) -> None:
    """Give it back as it was."""
    display.leave()
    keys.leave()
