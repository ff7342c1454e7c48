"""What the pages of an output folder were made from, so that those still right are not made again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from autograder import __version__
from autograder.batch.store import Store
from autograder.files import facts
from autograder.reports.results import Column

OURS = tuple(Path(__file__).parents[1] / room for room in ("reports", "policy", "pictures"))
TABLES = ("grades.csv", "final.csv", "class.html", "intake.csv")


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
        said = [__version__, repr(list(columns)), repr(titles), more, *(sha256(b).hexdigest() for b in ours)]
        self.made_from = sha256("\0".join(said).encode()).hexdigest()
        self.statuses: dict[str, int] = {}
        self.about: list[Any] = []
        self.size = self._read()
        if not self.size:  # after a kill, pages may be of either kind
            self.path.unlink(missing_ok=True)

    def _read(self) -> int:
        try:
            data = json.loads(self.path.read_bytes())
            size = int(data["size"])
            if not data.items() >= self._data(size).items():
                return 0
            self.statuses = {str(word): int(count) for word, count in data["statuses"].items()}
            self.about = [data["students"], data["beside"], data["tables"]]
            return size
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return 0

    def _data(self, size: int) -> dict[str, Any]:
        return {"made_from": self.made_from, "size": size, "results": self.store.digest(size)}

    def is_current(self, students: Sequence[str], beside: str) -> bool:
        """Whether nothing at all is to be written: the same results of the same students, nobody touched a table."""
        return self.size == self.store.size > 0 and self.about == [[*students], beside, self._tables()]

    def text(
        self,
        students: Sequence[str],
        statuses: dict[str, int],
        beside: str = "",
        more: dict[str, Any] | None = None,
    ) -> str:
        """What to write when all results so far have their pages; exports learn from it who and what was graded.

        beside: what else the tables were made from. more: what else exports need to know.
        """
        about = {"columns": [c.__dict__ for c in self.columns], "students": list(students), **(more or {})}
        about |= {"statuses": statuses, "beside": beside, "tables": self._tables()}
        return json.dumps(self._data(self.store.size) | about) + "\n"

    def _tables(self) -> dict[str, list[int] | None]:
        return {name: facts(self.path.with_name(name)) for name in TABLES}
