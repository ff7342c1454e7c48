"""What `autograder name` understands."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any


def add_name(commands: Any, course: Callable[[argparse.ArgumentParser], None]) -> None:
    """Add the command. course: adds `--course`."""
    name = commands.add_parser("name", help="instructors: name a group of wrong answers; it gets a hint")
    name.add_argument("grades", type=Path, help="the folder that `autograder grade --out` wrote")
    name.add_argument("group", help="the group as `class.html` calls it, such as compute_cost-3f9a2c")
    name.add_argument("what", help='what is wrong, in a few words: "not divided by m"')
    name.add_argument("--hint", required=True, help="one question that leads to the mistake")
    name.add_argument("--cause", default="", help="the mistake as a sentence (default: the words)")
    course(name)
