"""`.level`: how student code was confined here the last time, so that a run in which nobody is graded need not try it.

It never decides how a program is run: before the first one is, a level is tried as ever.
"""

from __future__ import annotations

import contextlib
import json
import os
import platform
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.files import write


@dataclass(frozen=True)
class Presumed:
    """What is known in an output folder. asked: for which level, and whether submissions are trusted."""

    path: Path
    asked: tuple[Any, ...]

    @property
    def level(self) -> str:
        """The level, if it was found on a machine as this one is; else ""."""
        try:
            data = json.loads(self.path.read_bytes())
            return str(data["level"]) if data["machine"] == self._machine() else ""
        except (OSError, ValueError, KeyError, TypeError):
            return ""

    def remember(self, level: str) -> None:
        """Keep what was found."""
        if level != self.level:
            with contextlib.suppress(OSError):
                write(self.path, json.dumps({"level": level, "machine": self._machine()}))

    def _machine(self) -> list[Any]:
        """Whatever decides about levels: the kernel, the programs, who we are."""
        bubblewrap = shutil.which("bwrap") or ""
        changed = os.stat(bubblewrap).st_ctime_ns if bubblewrap else 0  # noqa: PTH116
        return [*self.asked, *platform.uname()[:5], os.geteuid(), sys.executable, bubblewrap, changed]
