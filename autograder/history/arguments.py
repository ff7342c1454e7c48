"""What `autograder regrade` and `autograder index` understand."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any


def add_history(commands: Any, grade: Callable[[argparse.ArgumentParser], None]) -> None:
    """Add both commands. grade: adds the options of `autograder grade`, which `regrade` has too."""
    regrade = commands.add_parser(
        "regrade", help="instructors: show who would gain or lose by grading again, before it is written"
    )
    grade(regrade)
    regrade.add_argument("--yes", action="store_true", help="write it: results, grades and pages")
    regrade.add_argument(
        "--undo", action="store_true", help="show what taking back the last regrade changes; --yes writes it"
    )
    index = commands.add_parser("index", help="instructors: ask questions of the results, with SQL")
    index.add_argument("grades", type=Path, help="the folder that `autograder grade --out` wrote")
    index.add_argument(
        "query",
        nargs="?",
        default="",
        help="the name of a view, or SQL; the answer is CSV (default: make the index)",
    )
