"""nbgrader reads the offset in `2026-11-12 10:00:00 +0200` as 200 seconds. Imported by `nbgrader_config.py`, this puts it right."""

from __future__ import annotations

import sys
from datetime import datetime
from typing import Any

from autograder.nbgrader.late import OFFSET, stored


def put_right() -> None:
    """Replace nbgrader's reader of times wherever it is in use. Without nbgrader in this process there is nothing to do."""
    utils = sys.modules.get("nbgrader.utils")
    theirs: Any = getattr(utils, "parse_utc", None)
    if theirs is None or hasattr(theirs, "theirs"):
        return

    def parse_utc(ts: Any) -> Any:
        words = ts.split(" ") if isinstance(ts, str) else []
        if len(words) == 3 and OFFSET.fullmatch(words[2]):
            return datetime.fromisoformat(stored(ts))
        return theirs(ts)

    parse_utc.theirs = theirs  # type: ignore[attr-defined] # so that it is done once
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] == "nbgrader" and getattr(module, "parse_utc", None) is theirs:
            module.parse_utc = parse_utc  # type: ignore[attr-defined]


put_right()
