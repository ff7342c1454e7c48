"""What shows the lines: a terminal that is written over again and again, or a stream that gets plain lines."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from collections.abc import Sequence
from typing import TextIO

from autograder.student.watch import screen
from autograder.student.watch.screen import Line

SGR = {
    screen.STRONG: "1", screen.FAINT: "2", screen.GOOD: "32", screen.WARN: "33", screen.BAD: "31", screen.ASK: "36",
}  # fmt: skip
ENTER, LEAVE = "\x1b[?1049h\x1b[?25l", "\x1b[?25h\x1b[?1049l"
HOME, REST_OF_LINE, REST_OF_SCREEN = "\x1b[H", "\x1b[K", "\x1b[J"
ASCII = str.maketrans("─●◐○·", "-x/..")


def can_redraw(stream: TextIO) -> bool:
    """Whether this is a terminal whose cursor can be moved."""
    return stream.isatty() and os.environ.get("TERM", "") != "dumb" and _takes_escapes()


def has_colours(stream: TextIO) -> bool:
    """Colours only on a terminal, and not if the student does not want them."""
    return can_redraw(stream) and not os.environ.get("NO_COLOR")


def _takes_escapes() -> bool:
    """Windows has to be asked for it, everywhere else terminals do."""
    if sys.platform != "win32":
        return True
    import ctypes

    kernel = ctypes.windll.kernel32
    handle, mode = kernel.GetStdHandle(-11), ctypes.c_uint32()
    return bool(
        kernel.GetConsoleMode(handle, ctypes.byref(mode)) and kernel.SetConsoleMode(handle, mode.value | 4)
    )


class Terminal:
    """The screen of a terminal, from `enter` to `leave`; what was on it before comes back."""

    def __init__(self, stream: TextIO) -> None:
        self.stream, self.colours = stream, has_colours(stream)
        self.unicode = (stream.encoding or "").lower().replace("-", "") in ("utf8", "utf16", "cp65001")

    def size(self) -> tuple[int, int]:
        """Width and height now; a terminal that does not say has 80 times 24."""
        try:
            size = os.get_terminal_size(self.stream.fileno())
        except (OSError, ValueError):
            size = shutil.get_terminal_size()
        return max(size.columns or 80, 20), max(size.lines or 24, 4)

    def enter(self) -> None:
        self._write(ENTER)

    def leave(self) -> None:
        """Give the terminal back; a terminal that is gone needs nothing."""
        with contextlib.suppress(OSError, ValueError):
            self._write(LEAVE)

    def write_over(self, lines: Sequence[Line]) -> None:
        """Write over what is there, without a flicker; the last line does not scroll the screen."""
        rows = [self._row(line) + REST_OF_LINE for line in lines]
        self._write(HOME + "\r\n".join(rows) + REST_OF_SCREEN)

    def _row(self, line: Line) -> str:
        if not self.colours:
            return self._text(line.text)
        spans = [
            self._text(text) if not style else f"\x1b[{SGR[style]}m{self._text(text)}\x1b[0m"
            for style, text in line.spans
        ]
        return "".join(spans)

    def _text(self, text: str) -> str:
        if self.unicode:
            return text
        encoding = self.stream.encoding or "ascii"
        return text.translate(ASCII).encode(encoding, "backslashreplace").decode(encoding)

    def _write(self, text: str) -> None:
        self.stream.write(text)
        self.stream.flush()
