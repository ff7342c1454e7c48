"""Signals as flags that the loop looks at: stop, suspend, resumed. A second Ctrl-C stops at once."""

from __future__ import annotations

import os
import signal
from types import FrameType
from typing import Any

HANDLED = ("SIGINT", "SIGTERM", "SIGHUP", "SIGTSTP", "SIGCONT")


class Signals:
    """A context in which signals wait until the loop asks for them."""

    def __init__(self) -> None:
        self.stop = 0
        self.suspend = False
        self.resumed = False
        self._before: dict[int, Any] = {}

    def __enter__(self) -> Signals:
        for name in HANDLED:
            if number := getattr(signal, name, None):  # Windows has only some of them
                self._before[number] = signal.signal(number, self._note)
        return self

    def __exit__(self, *args: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    def _note(self, number: int, frame: FrameType | None) -> None:
        name = signal.Signals(number).name
        if name == "SIGTSTP":
            self.suspend = True
        elif name == "SIGCONT":
            self.resumed = True
        elif name == "SIGINT" and self.stop:
            raise KeyboardInterrupt
        else:
            self.stop = number

    def sleep(self) -> None:
        """Stop as Ctrl-Z does, and come back when the shell says so. Give the terminal back before."""
        self.suspend = False
        mine = signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGTSTP)
        signal.signal(signal.SIGTSTP, mine)
        self.resumed = True

    def end(self) -> None:
        """End as the signal would have ended us; Ctrl-C is an ordinary way to leave a watcher."""
        if self.stop and self.stop != signal.SIGINT:
            signal.signal(self.stop, signal.SIG_DFL)
            os.kill(os.getpid(), self.stop)
