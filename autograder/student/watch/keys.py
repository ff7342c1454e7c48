"""Keys, one at a time and without Enter: from a POSIX terminal, from Windows, or none at all."""

from __future__ import annotations

import contextlib
import os
import select
import sys
import time
from typing import Protocol, TextIO

from autograder.student.watch.moves import DOWN, ENTER, ESCAPE, UP

SEQUENCES = {"\x1b[A": UP, "\x1bOA": UP, "\x1b[B": DOWN, "\x1bOB": DOWN, "\x1b[5~": "b", "\x1b[6~": " "}
NAMES = {"\r": ENTER, "\n": ENTER, "\x1b": ESCAPE, "\x7f": "b", "\x08": "b"}
MOST = 8  # keys at once; more is something pasted by mistake


class Keys(Protocol):
    """Where keys come from. work: whether there can be any."""

    work: bool

    def enter(self) -> None:
        """Take keys one by one, and do not show them."""

    def leave(self) -> None:
        """Give the terminal back as it was."""

    def read(self, seconds: float) -> list[str]:
        """The keys pressed, after at most so many seconds of waiting for one."""


def keys_of(stream: TextIO) -> Keys:
    """The keys of standard input; none when that is not a terminal of ours."""
    if not stream or not stream.isatty():
        return NoKeys()
    return WindowsKeys() if sys.platform == "win32" else PosixKeys(stream.fileno())


def named(text: str) -> list[str]:
    """What was typed, as names of keys."""
    keys: list[str] = []
    while text:
        if text.startswith(("\x1b[", "\x1bO")):
            end = 1 + next((i for i, c in enumerate(text[2:], 2) if c.isalpha() or c == "~"), len(text))
            sequence, text = text[:end], text[end:]
            keys += [SEQUENCES[sequence]] if sequence in SEQUENCES else []
            continue
        keys.append(NAMES.get(text[0], text[0]))
        text = text[1:]
    return keys if len(keys) <= MOST else []


class NoKeys:
    """Nobody is at a terminal."""

    work = False

    def enter(self) -> None:
        """Nothing to take."""

    def leave(self) -> None:
        """Nothing to give back."""

    def read(self, seconds: float) -> list[str]:
        time.sleep(seconds)
        return []


class PosixKeys:
    """A terminal of Linux, macOS and the like."""

    work = True

    def __init__(self, fd: int) -> None:
        self.fd = fd
        self.before: list[object] | None = None

    def enter(self) -> None:
        import termios
        import tty

        if not self._is_ours():
            return
        if self.before is None:  # else we were stopped and went on without giving it back
            self.before = termios.tcgetattr(self.fd)
        tty.setcbreak(self.fd, termios.TCSADRAIN)  # Ctrl-C and Ctrl-Z stay signals

    def leave(self) -> None:
        import termios

        before, self.before = self.before, None
        if before is not None and self._is_ours():
            with contextlib.suppress(termios.error):  # the terminal is gone
                termios.tcsetattr(self.fd, termios.TCSADRAIN, before)  # type: ignore[arg-type]

    def read(self, seconds: float) -> list[str]:
        if not self._is_ours():  # in the background one that reads is stopped
            time.sleep(seconds)
            return []
        ready, _, _ = select.select([self.fd], [], [], seconds)
        if not ready:
            return []
        try:
            typed = os.read(self.fd, 256)
        except OSError:
            typed = b""
        if not typed:  # closed: there will be no more keys
            time.sleep(seconds)
        return named(typed.decode(errors="replace"))

    def _is_ours(self) -> bool:
        """Whether we are in the foreground."""
        try:
            return os.tcgetpgrp(self.fd) == os.getpgrp()
        except OSError:
            return False


class WindowsKeys:
    """The console of Windows."""

    work = True

    def enter(self) -> None:
        """Nothing to switch."""

    def leave(self) -> None:
        """Nothing to switch back."""

    def read(self, seconds: float) -> list[str]:
        import msvcrt

        arrows = {"H": UP, "P": DOWN, "I": "b", "Q": " "}
        deadline, keys = time.monotonic() + seconds, list[str]()
        while not keys and time.monotonic() < deadline:
            while msvcrt.kbhit():  # type: ignore[attr-defined]
                key = msvcrt.getwch()  # type: ignore[attr-defined]
                if key in "\0\xe0":  # an arrow, and which one comes next
                    key = arrows.get(msvcrt.getwch(), "")  # type: ignore[attr-defined]
                keys += [NAMES.get(key, key)] if key else []
            if not keys:
                time.sleep(0.01)
        return keys if len(keys) <= MOST else []
