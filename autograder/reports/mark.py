"""What the pages of an output folder were made from, so that those still right are not made again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from autograder import __version__
from autograder.batch.store import Store
from autograder.reports.results import Column

OURS = tuple(Path(__file__).parents[1] / room for room in ("reports", "policy", "pictures"))


class Mark:
    """`.reports`: up to which byte of `results.jsonl` every student has a page, made from these columns.

    It is written when all pages are there, so a kill at any moment only makes some of them again. A
    digest of those bytes tells whether they are still the same: results may be deleted and made anew.
    """

    def __init__(
        self, out: Path, store: Store, columns: Sequence[Column], titles: dict[str, str], more: str = ""
    ) -> None:
        """more: what else the pages were made from."""
        self.columns = columns
        self.path, self.store = out / ".reports", store
        files = sorted(p for folder in OURS for p in folder.rglob("*"))
        ours = [p.read_bytes() for p in files if p.suffix in (".py", ".html", ".css")]
        facts = [__version__, repr(list(columns)), repr(titles), more, *(sha256(b).hexdigest() for b in ours)]
        self.made_from = sha256("\0".join(facts).encode()).hexdigest()
        self.size = self._read()
        if not self.size:  # after a kill, pages may be of either kind
            self.path.unlink(missing_ok=True)

    def _read(self) -> int:
        try:
            data = json.loads(self.path.read_bytes())
            size = int(data["size"])
            return size if data.items() >= self._data(size).items() else 0
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return 0

    def _data(self, size: int) -> dict[str, Any]:
        return {"made_from": self.made_from, "size": size, "results": self.store.digest(size)}

    def text(self, students: Sequence[str], more: dict[str, Any] | None = None) -> str:
        """What to write when all results so far have their pages; exports learn from it who and what was graded."""
        about = {"columns": [c.__dict__ for c in self.columns], "students": list(students), **(more or {})}
        return json.dumps(self._data(self.store.size) | about) + "\n"
