"""What the pages of an output folder were made from, so that those still right are not made again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from autograder import __version__
from autograder.reports.results import Column

HERE = Path(__file__).parent


class Mark:
    """`.reports`: up to which byte of `results.jsonl` every student has a page, made from these columns.

    It is written when all pages are there, so a kill at any moment only makes some of them again.
    """

    def __init__(self, out: Path, columns: Sequence[Column], titles: dict[str, str]) -> None:
        self.path = out / ".reports"
        ours = [p.read_bytes() for p in sorted(HERE.rglob("*")) if p.suffix in (".py", ".html", ".css")]
        facts = [__version__, repr(list(columns)), repr(titles), *(sha256(b).hexdigest() for b in ours)]
        self.made_from = sha256("\0".join(facts).encode()).hexdigest()
        self.size = self._read()

    def _read(self) -> int:
        try:
            data = json.loads(self.path.read_bytes())
            return int(data["size"]) if data["made_from"] == self.made_from else 0
        except (OSError, ValueError, KeyError, TypeError):
            return 0

    def text(self, size: int) -> str:
        """What to write when all results up to `size` have their pages."""
        return json.dumps({"made_from": self.made_from, "size": size}) + "\n"
