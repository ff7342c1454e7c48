"""The options of `autograder name`."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_name(name: argparse.ArgumentParser) -> None:
    """Add all of them but `--course`."""
    name.add_argument("grades", type=Path, help="the folder that `autograder grade --out` wrote")
    name.add_argument("group", help="the group as `class.html` calls it, such as compute_cost-3f9a2c")
    name.add_argument("what", help='what is wrong, in a few words: "not divided by m"')
    name.add_argument("--hint", required=True, help="one question that leads to the mistake")
    name.add_argument("--cause", default="", help="the mistake as a sentence (default: the words)")
